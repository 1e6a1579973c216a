"""What the sources date besides letters: events, figures that change over the years, and the bounds of undated turns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from .commentary import Event, Figure, Interval, Locus
from .locus import Sources, locate
from .model import Message
from .problems import Problem, Problems, did_you_mean, sound
from .tables import Row, read_table

EVENTS, FIGURES, INTERVALS = "apparatus/events.tsv", "apparatus/figures.tsv", "apparatus/intervals.tsv"
EVENT_COLUMNS = ("when", "source", "paragraph", "words", "what")
FIGURE_COLUMNS = ("figure", "source", "paragraph", "words", "nth", "value", "note")
INTERVAL_COLUMNS = ("message", "after", "before", "reason")
#: The figures that the edition follows through the years.
TRACKED = ("funding", "headcount", "pay", "board", "capped return")
_WHEN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

T = TypeVar("T")


def read_events(sources: Path, places: Sources) -> tuple[Event, ...]:
    """Read the dated events by date; Problems for a date that is none, and a place that does not read so."""

    def event(row: Row, at: Locus) -> Event | Problem:
        if not _is_date(row["when"]):
            hint = "write 2015, 2015-12 or 2015-12-11, no more than the source says"
            return Problem(EVENTS, row.line, "event.date", f"{row['when']!r} is no date", hint)
        return Event(row["when"], at, row["what"])

    return tuple(sorted(_read(sources, EVENTS, EVENT_COLUMNS, places, event), key=lambda event: event.when))


def read_figures(sources: Path, places: Sources) -> tuple[Figure, ...]:
    """Read the figures that change; Problems for one that the edition does not follow, and a place that does not read so."""

    def figure(row: Row, at: Locus) -> Figure | Problem:
        if row["figure"] not in TRACKED:
            hint = f"one of {', '.join(TRACKED)}"
            return Problem(FIGURES, row.line, "figure.unknown", f"{row['figure']!r} is not followed", hint)
        return Figure(row["figure"], at, row["value"], row["note"])

    return _read(sources, FIGURES, FIGURE_COLUMNS, places, figure)


def read_intervals(sources: Path, messages: Mapping[str, Message]) -> dict[str, Interval]:
    """Read the bounds of undated turns; Problems for a message that is dated or none, for bounds that are no dates."""
    found = []
    intervals = {}
    for row in read_table(sources / INTERVALS, INTERVALS, INTERVAL_COLUMNS):
        id, bounds = row["message"], [bound for bound in (row["after"], row["before"]) if bound]
        message = messages.get(id)
        if message is None:
            found.append(Problem(INTERVALS, row.line, "place.unknown", f"unknown message {id!r}", did_you_mean(id, messages)))
        elif message.header.sent.when and len(message.header.sent.when) >= 16:
            found.append(Problem(INTERVALS, row.line, "interval.dated", f"{id!r} prints its date", "remove the row"))
        elif not all(map(_is_bound, bounds)) or not _in_order(*bounds):
            hint = "after and before are ISO dates, or empty; after comes first"
            found.append(Problem(INTERVALS, row.line, "interval.bounds", f"{' – '.join(bounds)!r} is no interval", hint))
        elif id in intervals or not row["reason"].strip():
            malformed = f"{id!r} is given twice" if id in intervals else f"no reason is given for {id!r}"
            found.append(Problem(INTERVALS, row.line, "interval.malformed", malformed, "one row a message, with its reason"))
        intervals[id] = Interval(id, row["after"], row["before"], row["reason"])
    if found:
        raise Problems(found)
    return intervals


def unbounded(messages: Mapping[str, Message], intervals: Mapping[str, Interval]) -> Iterator[Problem]:
    """Turns that have neither a printed date nor an interval."""
    hint = "say what order and text prove, with empty bounds where they prove nothing"
    for id, message in messages.items():
        if message.header.sent.when is None and id not in intervals:
            yield Problem(INTERVALS, 1, "interval.none", f"{id!r} has neither a date nor an interval", hint)


def _is_date(text: str) -> bool:
    """Whether this is a year, a month or a day that the calendar has."""
    if not _WHEN.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_bound(text: str) -> bool:
    """Whether this is a date, or a day and a time of day."""
    day, at, clock = text.partition("T")
    return _is_date(day) and (not at or (len(day) == 10 and _CLOCK.fullmatch(clock) is not None))


def _in_order(*bounds: str) -> bool:
    """Whether the first of two bounds is not after the second, as far as both are given."""
    length = min(map(len, bounds), default=0)
    return all(first[:length] <= second[:length] for first, second in pairwise(bounds))


def _read(
    sources: Path, file: str, columns: tuple[str, ...], places: Sources, make: Callable[[Row, Locus], T | Problem]
) -> tuple[T, ...]:
    def made(row: Row) -> T | Problem:
        at = locate(row, file, places)
        return at if isinstance(at, Problem) else make(row, at)

    return sound(map(made, read_table(sources / file, file, columns)))
