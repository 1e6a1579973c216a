"""The vocabulary of the edition as frozen values; knows neither files nor grammars nor Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Medium = Literal["email", "imessage"]
Evidence = Literal["stated", "inferred"]
Precision = Literal["second", "minute", "day", "none"]
Notation = Literal["angle", "square", "bars"]
SpanKind = Literal["text", "redaction", "transcriber", "link"]
BlockKind = Literal["paragraph", "heading", "item", "signature", "redacted", "lost", "rule", "remark"]
Certainty = Literal["stated", "context", "source", "inferred", "unknown"]
Verdict = Literal["verbatim", "differs", "no letter"]
RegionKind = Literal["front matter", "heading", "header", "body", "separator", "note"]

REDACTED = "[redacted]"
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
    """Messages under one heading, in the witness's order, with the transcriber's notes between them."""

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
class Entry:
    """An entry of the register: preferred name, sort form, and other forms that name it wherever the archive prints them."""

    id: str
    name: str
    sort: str
    forms: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person(Entry):
    """Somebody whom a header or a body names."""


@dataclass(frozen=True, slots=True)
class Organisation(Entry):
    """A company, a laboratory, a board, a newspaper, a university: whatever acts under a name of its own."""


@dataclass(frozen=True, slots=True)
class Term(Entry):
    """A project, a product, an event, an abbreviation or a word of the trade that a letter uses."""


@dataclass(frozen=True, slots=True)
class Locus:
    """Words of one paragraph of a message or document: characters ``start`` to ``end``, on ``line`` of the witness."""

    source: str
    paragraph: int
    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a message that name somebody or something: an ``entry`` of the register.

    ``entry`` is None where the sources do not say who or what is meant; ``certainty`` and ``evidence`` say how we know.
    """

    at: Locus
    entry: str | None
    certainty: Certainty
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Capitalised words that name nothing of the register, ``where`` (a message's id, or ``*``), and why."""

    words: str
    where: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a message that look back (or forward) ``to`` another message, or to what the archive does not have.

    ``to`` is a message's id, perhaps with a paragraph (``id ¶2``), or None; ``kind`` says what the words do, or what is missing.
    """

    at: Locus
    to: str | None
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places that disagree, or an act and its date: found by machine, or by reading (``kind`` is then ``places``).

    ``explanation`` says why it is so, or, of an open one, what would settle it.
    """

    kind: str
    message: str
    other: str
    open: bool
    explanation: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that a source tells: ``when`` is ISO 8601, as precise as the source; ``what`` is our sentence."""

    when: str
    at: Locus
    what: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that changes over the years, as one passage gives it: which, where, its short form, and whose claim it is."""

    figure: str
    at: Locus
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Interval:
    """When a turn without a printed date was sent, as far as order and text prove it: ISO bounds, either may be empty."""

    message: str
    after: str
    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that the reader quotes (``at``), the passage of a letter that they come from or are nearest to, and how they agree.

    ``differences`` are what the letter reads and what the reader prints instead, in order; ``note`` is the editors'.
    """

    at: Locus
    place: Locus | None
    verdict: Verdict
    differences: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A document as received: who wrote it, when and how we know, and how its characters are repaired."""

    siglum: str
    key: str
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
class Apparatus:
    """What the editors say about the letters: who and what is meant, where words lead, what disagrees, when things were.

    ``mentions`` are by message, in its order; ``intervals`` and ``unannotated`` (a reason) by message; events by date.
    """

    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    dismissals: tuple[Dismissal, ...] = ()
    references: tuple[Reference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    unannotated: Mapping[str, str] = field(default_factory=dict)
    reception: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole edition as values: threads in order, documents, register and witnesses.

    ``state`` is a digest of everything else: two corpora with one state are equal.
    """

    threads: tuple[Thread, ...]
    front_matter: str
    separators: tuple[str, ...]
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
