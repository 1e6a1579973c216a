"""Conflicts: places that a machine can see to disagree, each explained or left open by the editors; settles none itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from .dates import MONTHS
from .model import Conflict, Message, Thread
from .problems import Problem, Problems, did_you_mean
from .tables import read_table

FILE = "apparatus/conflicts.tsv"
COLUMNS = ("kind", "message", "other", "status", "explanation")
#: What a machine finds, and ``places``: what only reading finds.
KINDS = {
    "weekday": "a weekday that is not that of the date beside it",
    "before-original": "an answer that is dated before what it answers",
    "same-minute": "two letters of the same minute between the same people",
    "backwards": "printed clock times that run backwards",
    "effective-date": "an effective date before the letter that asks for it",
    "places": "two places that disagree",
}
READ = "places"
STATUS = ("explained", "open")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = r"(?P<month>[a-z]{3})[a-z]* (?P<day>\d{1,2})(?:[snrt][tdh])?,? (?P<year>\d{4})"
_EFFECTIVE = re.compile(rf"\beffective {_DATE}", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?P<name>(?:mon|tues|wednes|thurs|fri|satur|sun)day),? {_DATE}", re.IGNORECASE)

Pair = tuple[str, str, str]


def find_conflicts(threads: Sequence[Thread]) -> tuple[Pair, ...]:
    """Kind, message and other message ("" where there is one only) of every conflict that dates alone show."""
    found: set[Pair] = set()
    for thread in threads:
        found.update(_in_order(thread.messages))
        found.update(_same_minute(thread.messages))
        for message in thread.messages:
            found.update(_dates_within(message))
    order = {message.id: at for at, message in enumerate(m for thread in threads for m in thread.messages)}
    return tuple(sorted(found, key=lambda pair: (order[pair[1]], pair)))


def read_conflicts(sources: Path, threads: Sequence[Thread], messages: Mapping[str, Message]) -> tuple[Conflict, ...]:
    """Read what the editors say of each conflict; Problems for a row that is none, or of a conflict that dates do not show."""
    found = []
    conflicts = []
    seen = set(find_conflicts(threads))
    for row in read_table(sources / FILE, FILE, COLUMNS):
        pair = (row["kind"], row["message"], row["other"])
        unknown = [id for id in pair[1:] if id and id not in messages]
        if unknown:
            hint = did_you_mean(unknown[0], messages)
            found.append(Problem(FILE, row.line, "place.unknown", f"unknown message {unknown[0]!r}", hint))
        elif row["kind"] not in KINDS or row["status"] not in STATUS or not row["explanation"]:
            hint = f"kind: {', '.join(KINDS)}; status: {', '.join(STATUS)}; the explanation says why, or what would settle it"
            found.append(Problem(FILE, row.line, "conflict.malformed", "no kind, no status or no explanation", hint))
        elif row["kind"] != READ and pair not in seen:
            message = f"the dates show no such conflict: {_named(pair)}"
            found.append(Problem(FILE, row.line, "conflict.none", message, "remove the row"))
        conflicts.append(Conflict(*pair, row["status"] == "open", row["explanation"], row.line))
    if found:
        raise Problems(found)
    return tuple(conflicts)


def unexplained(threads: Sequence[Thread], conflicts: Sequence[Conflict]) -> Iterator[Problem]:
    """Conflicts that the dates show and of which the editors say nothing."""
    said = {(conflict.kind, conflict.message, conflict.other) for conflict in conflicts}
    for pair in find_conflicts(threads):
        if pair not in said:
            row = "\t".join((*pair, "open", "…"))
            hint = f"say why it is so, or what would settle it: {row}"
            yield Problem(FILE, 1, "conflict.unexplained", f"nothing is said of {_named(pair)}: {KINDS[pair[0]]}", hint)


def _named(pair: Pair) -> str:
    return " ".join(filter(None, pair))


def _in_order(messages: Sequence[Message]) -> Iterator[Pair]:
    """Neighbours whose printed dates, or printed clock times without a date, run backwards."""
    for before, after in pairwise(messages):
        first, second = before.header.sent, after.header.sent
        if first.when and second.when:
            length = min(len(first.when), len(second.when))
            if second.when[:length] < first.when[:length]:
                yield "before-original", after.id, before.id
    timed = [message for message in messages if message.header.sent.time and not message.header.sent.when]
    for before, after in pairwise(timed):
        if (after.header.sent.time or "") < (before.header.sent.time or ""):
            yield "backwards", after.id, before.id


def _same_minute(messages: Sequence[Message]) -> Iterator[Pair]:
    for one, other in combinations(messages, 2):
        first, second = one.header.sent, other.header.sent
        if first.when and second.when and first.time and second.time and first.when[:16] == second.when[:16]:
            yield "same-minute", one.id, other.id


def _dates_within(message: Message) -> Iterator[Pair]:
    """What a letter's own words say of dates: an effective date before its own, a weekday that is not the date's."""
    sent = message.header.sent.when
    for paragraph in message.paragraphs:
        # Nearly no paragraph has a date: to look for the words that any has is some ten times faster.
        lowered = paragraph.text.lower()
        for match in _EFFECTIVE.finditer(paragraph.text) if "effective" in lowered else ():
            effective = _date(match)
            if effective and sent and effective.isoformat() < sent[:10]:
                yield "effective-date", message.id, ""
        for match in _WEEKDAY.finditer(paragraph.text) if "day" in lowered else ():
            named = _date(match)
            if named and _DAYS[named.weekday()] != match["name"].lower():
                yield "weekday", message.id, ""
    for match in _WEEKDAY.finditer(message.header.text):
        named = _date(match)
        if named and _DAYS[named.weekday()] != match["name"].lower():
            yield "weekday", message.id, ""


def _date(match: re.Match[str]) -> date | None:
    months = [month[:3].lower() for month in MONTHS]
    if match["month"].lower() not in months:
        return None
    first = date(int(match["year"]), months.index(match["month"].lower()) + 1, 1)
    day = first + timedelta(days=int(match["day"]) - 1)
    return day if day.month == first.month else None
