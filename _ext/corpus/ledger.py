"""The ledger of permanent ids: which message has which id and number; computes an id only to propose one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .model import Message, Note, Thread
from .problems import Problem, Problems, did_you_mean
from .slug import slug
from .tables import read_table

FILE = "ledger.tsv"
COLUMNS = ("number", "id", "thread", "header", "nth")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[1-9][0-9]*[a-z]?")
_NTH = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a message's number and id, and its place: the ``nth`` such header of a thread."""

    number: str
    id: str
    thread: str
    header: str
    nth: int
    line: int


def read_ledger(sources: Path) -> tuple[Entry, ...]:
    """Read the ledger; Problems for an id or a number that is malformed or given twice."""
    entries = []
    found = []
    seen: dict[str, int] = {}
    for row in read_table(sources / FILE, FILE, COLUMNS):
        for what, value, shape in (("id", row["id"], _ID), ("number", row["number"], _NUMBER), ("nth", row["nth"], _NTH)):
            if not shape.fullmatch(value):
                found.append(
                    Problem(
                        FILE,
                        row.line,
                        "ledger.malformed",
                        f"malformed {what} {value!r}",
                        "ids are lower-case words joined by hyphens; numbers are 12 or 12a",
                    )
                )
            elif what != "nth" and value in seen:
                found.append(
                    Problem(
                        FILE,
                        row.line,
                        "ledger.twice",
                        f"{what} {value!r} is taken on line {seen[value]}",
                        "published ids and numbers are never reused: choose a new one",
                    )
                )
            elif what != "nth":
                seen[value] = row.line
        nth = int(row["nth"]) if _NTH.fullmatch(row["nth"]) else 1
        place = f"{row['thread']}: {row['header']} ({nth})"
        if place in seen:
            message = f"the message of {row['id']!r} has its id on line {seen[place]}"
            found.append(Problem(FILE, row.line, "ledger.twice", message, "a message has one id, for ever"))
        seen.setdefault(place, row.line)
        entries.append(Entry(row["number"], row["id"], row["thread"], row["header"], nth, row.line))
    if found:
        raise Problems(found)
    return tuple(entries)


def identify(threads: Iterable[Thread], entries: Iterable[Entry]) -> tuple[Thread, ...]:
    """Give every message its id and number; Problems for a message without an entry and an entry without a message."""
    threads = tuple(threads)
    places = {(entry.thread, entry.header, entry.nth): entry for entry in entries}
    taken = {entry.id for entry in places.values()}
    found: list[Problem] = []
    known: list[Thread] = []
    for thread in threads:
        parts: list[Message | Note] = []
        for part, place in _places(thread):
            entry = places.pop(place, None) if place else None
            if isinstance(part, Message) and entry is None:
                proposal = propose_id(part, thread, taken)
                taken.add(proposal)
                found.append(_unnamed(part, thread, proposal))
            elif isinstance(part, Message) and entry is not None:
                part = replace(part, id=entry.id, number=entry.number, thread=thread.id)
            parts.append(part)
        known.append(replace(thread, parts=tuple(parts)))
    headers = {cell(m) for t in threads for m in t.messages}
    found.extend(_unused(entry, headers, {thread.id for thread in threads}) for entry in places.values())
    if found:
        raise Problems(found)
    return tuple(known)


def propose_id(message: Message, thread: Thread, taken: set[str]) -> str:
    """A free, readable id: the date printed last before the message's end in its thread, and the writer's last name."""
    dates = [m.header.sent.when[:10] for m in thread.messages if m.lines[0] <= message.lines[0] and m.header.sent.when]
    writer = message.header.sender[0]
    called = writer.name.partition("@")[0].split() or [""]
    last = "redacted" if writer.redacted else "unstated" if writer.nameless else called[-1]
    base = f"{dates[-1] if dates else 'undated'}-{slug(last).replace('-', '') or 'unnamed'}"
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def cell(message: Message) -> str:
    """A message's header as a cell of the ledger: one line, whatever ends the lines of the witness."""
    return message.header.text.replace("\r", "").replace("\n", " ")


def proposed(threads: Iterable[Thread], entries: Iterable[Entry]) -> list[tuple[str, str, str, str, str]]:
    """A row for each message that has none yet: the next free numbers, and ids that nobody has."""
    entries = tuple(entries)
    known = {(entry.thread, entry.header, entry.nth) for entry in entries}
    taken = {entry.id for entry in entries}
    number = max((int(entry.number.rstrip("abcdefghijklmnopqrstuvwxyz")) for entry in entries), default=0)
    rows = []
    for thread in threads:
        for part, place in _places(thread):
            if isinstance(part, Message) and place not in known:
                id = propose_id(part, thread, taken)
                taken.add(id)
                number += 1
                rows.append((str(number), id, thread.id, cell(part), str(_nth(part, thread))))
    return rows


def _nth(message: Message, thread: Thread) -> int:
    """Which one of the same header a message is in its thread."""
    return 1 + sum(cell(m) == cell(message) and m.lines < message.lines for m in thread.messages)


def _places(thread: Thread) -> Iterator[tuple[Message | Note, tuple[str, str, int] | None]]:
    counts: dict[str, int] = {}
    for part in thread.parts:
        if isinstance(part, Message):
            header = cell(part)
            counts[header] = counts.get(header, 0) + 1
            yield part, (thread.id, header, counts[header])
        else:
            yield part, None


def _unnamed(message: Message, thread: Thread, proposal: str) -> Problem:
    line = message.lines[0] - thread.line + 1
    row = "\t".join(("…", proposal, thread.id, cell(message), str(_nth(message, thread))))
    return Problem(
        thread.path,
        line,
        "ledger.no-id",
        f"the message {message.header.text!r} has no id",
        f"add a row with the next free number to {FILE}: {row}",
    )


def _unused(entry: Entry, headers: set[str], threads: set[str]) -> Problem:
    if entry.thread not in threads:
        hint = did_you_mean(entry.thread, threads) or "there is no such thread"
    else:
        hint = did_you_mean(entry.header, headers) or "published ids never vanish: restore the message"
    return Problem(FILE, entry.line, "ledger.no-message", f"the id {entry.id!r} names no message", hint)
