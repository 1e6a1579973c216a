"""The letters and documents, and what the edition is made of, as frozen values; knows neither files nor grammars nor Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .commentary import Apparatus, Entry, Organisation, Person, Term

Medium = Literal["email", "imessage"]
Evidence = Literal["stated", "inferred"]
Precision = Literal["second", "minute", "day", "none"]
Notation = Literal["angle", "square", "bars"]
SpanKind = Literal["text", "redaction", "transcriber", "link"]
BlockKind = Literal["paragraph", "heading", "item", "signature", "redacted", "lost", "rule", "remark"]
Form = Literal["transcription", "mail", "document"]
RegionKind = Literal["front matter", "heading", "header", "body", "separator", "note"]

REDACTED = "[redacted]"
UNSTATED = "[sender not stated]"
PAPERCLIP = "\N{PAPERCLIP}"
BAR = "\N{FULL BLOCK}"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A party of a message: the name as printed, the name as the register prefers it, and how we know."""

    as_printed: str
    name: str
    person: str | None = None
    evidence: Evidence = "stated"

    @property
    def redacted(self) -> bool:
        """Whether the transcription hides who this is."""
        return self.name == REDACTED

    @property
    def nameless(self) -> bool:
        """Whether nobody can be looked up: a redacted party, or the sender of a mail that names none."""
        return self.name in (REDACTED, UNSTATED)


@dataclass(frozen=True, slots=True)
class Dateline:
    """When a message was sent, never more precise than it is printed.

    ``when`` is ISO 8601 as far as printed (``2015-12-11``, ``2016-03-21T06:53:47``), None without a printed date;
    ``time`` is ``HH:MM`` or ``HH:MM:SS``; ``zone`` is an offset such as ``-06:00`` and only where one is printed.
    """

    text: str | None = None
    when: str | None = None
    time: str | None = None
    precision: Precision = "none"
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """An act of passing a message on, as the transcription reports it on ``line`` of the witness."""

    by: Correspondent
    to: tuple[Correspondent, ...]
    sent: Dateline
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header line, verbatim and read: parties by role, dateline, exhibit mark and the transcriber's remark."""

    text: str
    sender: tuple[Correspondent, ...]
    to: tuple[Correspondent, ...]
    cc: tuple[Correspondent, ...]
    fw: tuple[Correspondent, ...]
    sent: Dateline
    exhibit: bool = False
    remark: str | None = None
    passed_on: tuple[Correspondent, tuple[Correspondent, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters within a paragraph that is one thing: text, redaction, transcriber's mark or link."""

    kind: SpanKind
    text: str
    notation: Notation | None = None

    @property
    def length(self) -> int:
        """Printed length of a bar, in characters."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-empty line of a body: its number from 1, its line in the witness, its text verbatim, its spans."""

    number: int
    line: int
    text: str
    indent: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in its role; ``depth`` is the level of a list item, counted from 1."""

    kind: BlockKind
    paragraph: Paragraph
    depth: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A document inside a message: not a message of its own; ``label`` says what it is and whose, in our words."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One letter or one turn of an exchange, with its verbatim text and the blank lines around it.

    ``lines`` are first and last line in the witness; ``gap`` and ``tail`` hold the line ends and blank lines after
    the header and after the body, so that writing a message back gives the witness's characters.
    """

    id: str
    number: str
    thread: str
    medium: Medium
    header: Header
    gap: str
    body: str
    tail: str
    lines: tuple[int, int]
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block | Embedded, ...] = ()
    forwarded: tuple[Forwarding, ...] = ()

    @property
    def exhibit(self) -> bool:
        """Whether the transcription prints its paperclip on this header."""
        return self.header.exhibit

    @property
    def participants(self) -> tuple[tuple[str, Correspondent], ...]:
        """Every party with the role it has here: from, to, cc, fw, forwarded by, forwarded to."""
        header = self.header
        roles = (("from", header.sender), ("to", header.to), ("cc", header.cc), ("fw", header.fw))
        named = [(role, party) for role, parties in roles for party in parties]
        for act in self.forwarded:
            named.append(("forwarded by", act.by))
            named.extend(("forwarded to", party) for party in act.to)
        return tuple(named)


@dataclass(frozen=True, slots=True)
class Note:
    """A transcriber's note between messages: it stands outside every body."""

    text: str
    tail: str
    line: int


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages under one heading, in the witness's order, with the transcriber's notes between them.

    ``witness`` is the siglum of the witness whose lines are counted.
    """

    id: str
    number: int
    heading: str
    subject: str | None
    medium: Medium
    exhibit: bool
    gap: str
    parts: tuple[Message | Note, ...]
    line: int
    path: str
    witness: str = ""

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages without the notes between them."""
        return tuple(part for part in self.parts if isinstance(part, Message))

    @property
    def lines(self) -> tuple[int, int]:
        """From the heading to the last line of the last message."""
        return self.line, self.messages[-1].lines[1]

    @property
    def title(self) -> str:
        """The heading without its label and exhibit mark, for lists."""
        return self.subject or self.heading.replace(PAPERCLIP, "").strip()


@dataclass(frozen=True, slots=True)
class Archive:
    """The threads of one witness: the front matter before them, and the blank lines that stand after each."""

    front_matter: str
    threads: tuple[Thread, ...]
    separators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A document as received: what it is, who wrote it, when and how we know, and how its characters are repaired.

    ``form`` says how it is read: a transcription of messages, mail, or a document in paragraphs.
    """

    siglum: str
    key: str
    form: Form
    file: str
    title: str
    author: str
    date: str
    dated_by: str
    address: str
    sha256: str
    rights: str
    part: str
    plan: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Emendation:
    """One change at one locus: what the witness reads, what we read, and why; ``column`` counts from 1.

    ``row`` is its line in the table of emendations; two that differ in nothing else are one.
    """

    witness: str
    line: int
    column: int
    reading: str
    lemma: str
    kind: str
    reason: str
    resp: str
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A secondary source with its paragraphs numbered, so that it can be quoted."""

    witness: Witness
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``first`` to ``last`` of a witness and the one thing they became."""

    kind: RegionKind
    first: int
    last: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole edition as values: threads in order, documents, register and witnesses.

    ``archives`` are the same threads by the witness that they stand in. ``state`` is a digest of everything else: two
    corpora with one state are equal.
    """

    threads: tuple[Thread, ...]
    archives: Mapping[str, Archive]
    register: Mapping[str, Entry]
    witnesses: Mapping[str, Witness]
    documents: Mapping[str, Document]
    emendations: tuple[Emendation, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    by_thread: Mapping[str, Thread] = field(default_factory=dict)
    apparatus: Apparatus = field(default_factory=Apparatus)
    state: str = ""

    @property
    def people(self) -> dict[str, Person]:
        """The people of the register."""
        return {id: entry for id, entry in self.register.items() if isinstance(entry, Person)}

    @property
    def organisations(self) -> dict[str, Organisation]:
        """The organisations of the register."""
        return {id: entry for id, entry in self.register.items() if isinstance(entry, Organisation)}

    @property
    def terms(self) -> dict[str, Term]:
        """The terms of the register."""
        return {id: entry for id, entry in self.register.items() if isinstance(entry, Term)}
