"""The order of time: letters, dated events and figures, as far as their dates go; dates nothing anew."""

from __future__ import annotations

from collections.abc import Iterable

from .commentary import Event, Figure
from .model import Corpus, Message

#: Sorts after every day: what prints no date, and follows nothing that does.
UNDATED = "9999"


def days_of(messages: Iterable[Message]) -> dict[str, str]:
    """The day that each letter, in the archive's order, stands at: its own, or that of the last dated one before it."""
    days: dict[str, str] = {}
    latest = ""
    for message in messages:
        latest = (message.header.sent.when or latest)[:10]
        days[message.id] = latest
    return days


def timeline(corpus: Corpus) -> tuple[tuple[str, Message | Event], ...]:
    """Every letter and every event with the day, month or year that it stands at.

    What is dated less precisely stands first: a year's events before its months, a day's before its letters. Letters of
    one day keep the archive's order, because clock times of different zones, and a header that prints the day only,
    cannot be compared.
    """
    days = days_of(corpus.messages.values())
    # The archive's letters all but run in time; a sort that is stable moves only those that another day claims.
    moments: list[tuple[str, int, Message | Event]] = [(event.when, 0, event) for event in corpus.apparatus.events]
    moments += [(days[id], 1, message) for id, message in corpus.messages.items()]
    return tuple((when, what) for when, _, what in sorted(moments, key=lambda moment: moment[:2]))


def figures_in_time(corpus: Corpus) -> dict[str, tuple[Figure, ...]]:
    """The places of each figure that changes, in the order of the letters and documents that give them."""
    days = days_of(corpus.messages.values())
    for key, document in corpus.documents.items():
        days[key] = document.witness.date if document.witness.date[:1].isdigit() else UNDATED
    order = {source: at for at, source in enumerate((*corpus.messages, *corpus.documents))}
    listed: dict[str, list[Figure]] = {}
    for figure in corpus.apparatus.figures:
        listed.setdefault(figure.figure, []).append(figure)
    return {
        name: tuple(sorted(figures, key=lambda f: (days[f.at.source], order[f.at.source], f.at.line, f.at.start)))
        for name, figures in listed.items()
    }
