"""Where the words of a letter lead and which letters look back to it, as lines below the letter; shows no letter."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from corpus.commentary import Reference
from corpus.model import Message

from .. import nodes as own
from ..links import Page, Words
from .places import marks_around

#: What words do with another letter, and what is missing, as the lines below a letter say it.
VERBS = {
    "answers": "answers", "quotes": "quotes", "forwards": "forwards", "recalls": "recalls", "continues": "continues",
    "announces": "announces",
}  # fmt: skip
LACKING = {
    "call": "a call", "meeting": "a meeting", "letter": "a letter", "document": "a document", "attachment": "an attachment",
    "link": "what a link led to", "message": "a message",
}  # fmt: skip


def references(message: Message, page: Page) -> list[nodes.Node]:
    """The references of a letter, closed until a reader asks for them; nothing where there are none."""
    to, by = page.references(message.id)
    lines = [*_outgoing(to, page), *_incoming(by, page)]
    if not lines:
        return []
    summary = _summary(sum(one.to is not None for one in to), sum(one.to is None for one in to), len(by))
    return [own.message_references("", page.listed(lines), summary=summary)]


def _outgoing(to: tuple[Reference, ...], page: Page) -> Iterator[list[Words]]:
    for reference in to:
        place = f"{reference.at.source} ¶{reference.at.paragraph}"
        start = [Words(f"¶{reference.at.paragraph}", "msg", place), Words(" "), *_quoted(reference)]
        if reference.to is None:
            lacking = Words(f"{LACKING[reference.kind]} that the archive lacks", classes="lacking")
            yield [*start, Words(": "), lacking, Words(f". {reference.note}")]
        else:
            yield [*start, Words(f" {VERBS[reference.kind]} "), number(reference.to, page), Words(f". {reference.note}")]


def _incoming(by: tuple[Reference, ...], page: Page) -> Iterator[list[Words]]:
    for reference in by:
        here = (reference.to or "").partition(" ")[2]
        start = [number(f"{reference.at.source} ¶{reference.at.paragraph}", page), Words(" "), *_quoted(reference)]
        yield [*start, Words(f" {VERBS[reference.kind]} {here or 'this letter'}.")]


def number(place: str, page: Page) -> Words:
    """``no. 34 ¶2``, leading there."""
    id, _, paragraph = place.partition(" ")
    words = f"no. {page.domain.corpus.messages[id].number}" + (f" {paragraph}" if paragraph else "")
    return Words(words, "msg", place, classes="message-number")


def _quoted(reference: Reference) -> list[Words]:
    before, after = marks_around(reference.at.text)
    return [Words(before), Words(reference.at.text, classes="words"), Words(after)]


def _summary(here: int, lacking: int, by: int) -> str:
    """``Refers to 2 places, to 1 thing that the archive lacks; referred to from 3 places``."""
    to = [_count(here, "place")] if here else []
    to += [f"{_count(lacking, 'thing')} that the archive lacks"] if lacking else []
    parts = [f"refers to {', to '.join(to)}"] if to else []
    parts += [f"referred to from {_count(by, 'place')}"] if by else []
    return "; ".join(parts).capitalize()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
