"""What the editors say about the letters, as frozen values: who is meant, where words lead, what disagrees; knows no letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Certainty = Literal["stated", "context", "source", "inferred", "unknown"]
Verdict = Literal["verbatim", "differs", "no letter"]


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
