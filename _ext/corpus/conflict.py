"""Conflicts: places that a machine can see to disagree, each explained or left open by the editors; settles none itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations, pairwise
from pathlib import Path

from .dates import MONTHS
from .model import Conflict, Dateline, Message, Thread
from .problems import Problem, Problems, did_you_mean
from .tables import read_table

FILE = "apparatus/conflicts.tsv"
COLUMNS = ("kind", "message", "other", "status", "explanation")
#: What a machine finds, and ``places``: what only reading finds.
KINDS = {
    "weekday": "a weekday that is not that of the date beside it",
    "before-original": "an answer that is dated before what it answers",
    "same-minute": "two letters of one thread and of the same minute",
    "backwards": "printed clock times that run backwards",
    "effective-date": "an effective date before the letter that asks for it",
    "places": "two places that disagree",
}
READ = "places"
STATUS = ("explained", "open")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = r"(?P<month>[a-z]{3,})\.? (?P<day>[0-9]{1,2})(?:[snrt][tdh])?,? (?P<year>[0-9]{4})\b"
_YEAR = re.compile(r"[0-9]{4}")
_EFFECTIVE = re.compile(rf"\beffective {_DATE}", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?P<name>[a-z]{{3,}})\.?,? {_DATE}", re.IGNORECASE)

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
    said: dict[Pair, int] = {}
    for row in read_table(sources / FILE, FILE, COLUMNS):
        pair = (row["kind"], row["message"], row["other"])
        unknown = [id for at, id in enumerate(pair[1:]) if id not in messages and (id or not at)]
        if unknown:
            hint = did_you_mean(unknown[0], messages)
            found.append(Problem(FILE, row.line, "place.unknown", f"unknown message {unknown[0]!r}", hint))
        elif row["kind"] not in KINDS or row["status"] not in STATUS or not row["explanation"].strip():
            hint = f"kind: {', '.join(KINDS)}; status: {', '.join(STATUS)}; the explanation says why, or what would settle it"
            found.append(Problem(FILE, row.line, "conflict.malformed", "no kind, no status or no explanation", hint))
        elif row["kind"] != READ and pair not in seen:
            message = f"the dates show no such conflict: {_named(pair)}"
            found.append(Problem(FILE, row.line, "conflict.none", message, "remove the row"))
        elif row["kind"] != READ and pair in said:
            message = f"{_named(pair)} stands on line {said[pair]} already"
            found.append(Problem(FILE, row.line, "conflict.malformed", message, "say all of one conflict in one row"))
        said.setdefault(pair, row.line)
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
    dated = [message for message in messages if message.header.sent.when]
    for before, after in pairwise(dated):
        if _earlier(after.header.sent, before.header.sent):
            yield "before-original", after.id, before.id
    timed = [message for message in messages if message.header.sent.time and not message.header.sent.when]
    for before, after in pairwise(timed):
        if (after.header.sent.time or "") < (before.header.sent.time or ""):
            yield "backwards", after.id, before.id


def _same_minute(messages: Sequence[Message]) -> Iterator[Pair]:
    for one, other in combinations(messages, 2):
        first, second = one.header.sent, other.header.sent
        if first.when and second.when and first.time and second.time and _minute(first, second) == _minute(second, first):
            yield "same-minute", one.id, other.id


def _earlier(one: Dateline, other: Dateline) -> bool:
    """Whether a date, as far as both are printed, is before another: by the clock, and by the zones where both print one."""
    if one.zone and other.zone:
        return datetime.fromisoformat(one.when or "") < datetime.fromisoformat(other.when or "")
    first, second = ((sent.when or "").removesuffix(sent.zone or "") for sent in (one, other))
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def _minute(one: Dateline, other: Dateline) -> str | datetime:
    """The minute of a date that prints one, to be compared with that of another: an instant where both print a zone."""
    printed = (one.when or "")[:16]
    return datetime.fromisoformat(printed + one.zone) if one.zone and other.zone else printed


def _dates_within(message: Message) -> Iterator[Pair]:
    """What a letter's own words say of dates: an effective date before its own, a weekday that is not the date's."""
    sent = message.header.sent.when
    for text in (message.header.text, *(paragraph.text for paragraph in message.paragraphs)):
        # Nearly no paragraph has a year: to look for one first is some ten times faster.
        if not _YEAR.search(text):
            continue
        for match in _EFFECTIVE.finditer(text) if text is not message.header.text else ():
            effective = _date(match)
            if effective and sent and effective.isoformat() < sent[:10]:
                yield "effective-date", message.id, ""
        for match in _WEEKDAY.finditer(text):
            named, said = _date(match), match["name"].lower()
            if named and any(day.startswith(said) for day in _DAYS) and not _DAYS[named.weekday()].startswith(said):
                yield "weekday", message.id, ""


def _date(match: re.Match[str]) -> date | None:
    """The day that was matched, or None where no month and no day is called so."""
    month = next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(match["month"].lower())), 0)
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
