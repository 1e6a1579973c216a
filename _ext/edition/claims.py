"""What each sentence of the narrative rests on, and how many rest on what; knows no letter and no register."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.util import logging

from .markup import misread
from .notices import Code, warn
from .prose import SIGN, Piece, Words, pieces_of, sentences, words
from .vocabulary import known_roles

if TYPE_CHECKING:
    from .domain import EditionDomain

logger = logging.getLogger(__name__)

#: Directives in which the narrative goes on, and those that show what a sentence with a colon announces.
NARRATIVE_IN, SHOWING = frozenset(["thread"]), frozenset(["quote", "excerpt"])
#: Roles that name a place in a letter or a document; so does every role that cites.
PLACES = ("msg", "quote")
STEPS = {"above": -1, "below": 1}
_PICTURE = re.compile(r"!\[[^\]]*\]\([^()]*\)(?:\{[^{}]*\})?")
_AT_THE_END = re.compile(rf"{SIGN}[\s.)\]*_]*$")


class Counts(NamedTuple):
    """How many sentences rest on what; one that says that it is inferred counts as inferred, whatever else it names."""

    evidenced: int = 0
    inferred: int = 0
    leaning: int = 0
    unsupported: int = 0

    @property
    def sentences(self) -> int:
        """All of them."""
        return self.evidenced + self.inferred + self.leaning + self.unsupported


@dataclass(slots=True)
class Sentence:
    """A sentence of ours: its lines, its Markdown, whether a place or a reason stands in it, and where it leans."""

    line: int
    last_line: int
    text: str
    evidenced: bool
    inferred: bool
    leans: str | None
    roles: frozenset[str] = frozenset()

    @property
    def short(self) -> str:
        """Its first words, for a message."""
        text = " ".join(self.text.split())
        return text if len(text) <= 60 else f"{text[:60].rstrip()}…"


def counts(domain: EditionDomain) -> Counts:
    """How many sentences of the whole narrative rest on what."""
    pages = [Counts(*numbers) for _, *numbers in domain.said("sentences")]
    return Counts(*(sum(column) for column in zip(Counts(), *pages, strict=True)))


def check_sentences(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of every sentence of the narrative that rests on nothing, and remember how many rest on what."""
    if not any(fnmatchcase(docname, pattern) for pattern in app.config.edition_narrative):
        return
    found = dict.fromkeys(Counts._fields, 0)
    roles = known_roles(app.env)
    for run in runs(pieces_of(app, docname, source[0])):
        for at, sentence in enumerate(run):
            if at and run[at - 1].last_line == sentence.line:
                text = f"{sentence.short!r} begins on the line of another sentence"
                warn(Code.TWO_SENTENCES, text, (docname, sentence.line), "write one sentence a line")
            found[_judged(run, at, docname, roles)] += 1
    cast("EditionDomain", app.env.get_domain("edition")).say("sentences", docname, *found.values())


def print_counts(app: Sphinx, exception: Exception | None) -> None:
    """Say, once a build, how many sentences of the narrative rest on what."""
    found = counts(cast("EditionDomain", app.env.get_domain("edition")))
    if exception is None and found.sentences:
        logger.info(
            "narrative: %d sentences, %d with their place, %d inferred, %d leaning, %d unsupported", found.sentences, *found
        )


def runs(found: Iterable[Piece]) -> Iterator[list[Sentence]]:
    """The sentences of the narrative, divided where a heading, a letter, code or a table stands between them."""
    run: list[Sentence] = []
    for piece in found:
        if not NARRATIVE_IN.issuperset(piece.inside):
            continue
        if piece.kind == "prose":
            run += _read(piece)
        elif piece.kind != "html":
            if piece.kind == "directive" and piece.text in SHOWING and run and run[-1].text.endswith(":"):
                run[-1].evidenced = True
            if run:
                yield run
            run = []
    if run:
        yield run


def _read(piece: Piece) -> Iterator[Sentence]:
    """The sentences of one paragraph, with their lines."""
    line = piece.line
    for sentence in () if _PICTURE.fullmatch(piece.text.strip()) else sentences(words(piece.text)):
        first = line + _breaks(sentence.text[: len(sentence.text) - len(sentence.text.lstrip())])
        yield _sentence(sentence, first)
        line += _breaks(sentence.text)


def _breaks(text: str) -> int:
    return text.count("\n")


def _sentence(sentence: Words, line: int) -> Sentence:
    """What one sentence carries; a reason and a leaning count at its end only."""
    text = sentence.text.strip()
    roles = [role.name for role in sentence.roles]
    last = sentence.roles[-1] if _AT_THE_END.search(sentence.masked) else None
    return Sentence(
        line,
        line + _breaks(text),
        text,
        evidenced=any(role in PLACES or role.startswith("cite") for role in roles),
        inferred=last is not None and last.name == "inference",
        leans=last.words.strip() if last is not None and last.name == "leans" else None,
        roles=frozenset(roles),
    )


def _judged(run: list[Sentence], at: int, docname: str, roles: Collection[str]) -> str:
    """What a sentence rests on: one of the fields of ``Counts``; a mistake is reported."""
    sentence = run[at]
    place = (docname, sentence.line)
    if sentence.inferred:
        return "inferred"
    if sentence.leans is not None and not leads_to_support(run, at):
        if sentence.leans not in STEPS:
            warn(Code.LEANS_NOWHERE, f"{sentence.short!r} leans {sentence.leans!r}", place, "write above or below")
        else:
            text = f"{sentence.short!r} leans on the sentence {sentence.leans}, which is not there or rests on nothing"
            hint = "the neighbour must name its place, or say that it is inferred; no letter or heading may stand between"
            warn(Code.LEANS_NOWHERE, text, place, hint)
        return "evidenced" if sentence.evidenced else "unsupported"
    if sentence.evidenced:
        return "evidenced"
    if sentence.leans is not None:
        return "leaning"
    if misread(sentence.text) or not sentence.roles.issubset(roles):
        return "unsupported"  # what it names is misspelt, and reported as such
    hint = "name the place with {msg}, {quote} or {cite:p}, or end it with {inference}`why` or {leans}`above`"
    warn(Code.UNSUPPORTED, f"{sentence.short!r} names no letter and no document", place, hint)
    return "unsupported"


def leads_to_support(run: list[Sentence], at: int) -> bool:
    """Whether the neighbours in the direction of a leaning come, from one leaning sentence to the next, to a place or reason."""
    leans = run[at].leans
    step = STEPS.get(leans or "", 0)
    while step:
        at += step
        if not 0 <= at < len(run):
            return False
        if run[at].evidenced or run[at].inferred:
            return True
        if run[at].leans != leans:
            return False
    return False
