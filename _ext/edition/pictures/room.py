"""Who was in the room: threads down, parties across, and what each did in each thread, as the headers have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from corpus.model import Corpus, Message, Thread
from corpus.timeline import days_of

from .marks import ROLES, role_mark
from .parties import Party, parties, party
from .svg import Drawing, Sheet, cut, group, key, path, picture, text, wrapped

_OF_HEADER = {"from": "wrote", "to": "received", "cc": "copied", "fw": "forwarded", "forwarded by": "passed on",
              "forwarded to": "forwarded"}  # fmt: skip


def svg(corpus: Corpus, sheet: Sheet | None = None) -> str:
    """The grid, as a document of its own unless a ``sheet`` is given."""
    return picture(draw(corpus, sheet or Sheet()), sheet or Sheet(), alone=sheet is None)


def roles(corpus: Corpus, thread: Thread) -> dict[str, dict[str, tuple[Message, ...]]]:
    """Party → role → letters. Who dropped out was on the letter that is given, and on none of the thread after it."""
    found: dict[str, dict[str, list[Message]]] = {}
    for message in thread.messages:
        for role, named in message.participants:
            letters = found.setdefault(party(corpus, named).id, {}).setdefault(_OF_HEADER[role], [])
            if message not in letters:
                letters.append(message)
    for own in found.values():
        last = max((one for letters in own.values() for one in letters), key=thread.messages.index)
        if last is not thread.messages[-1]:
            own["left"] = [last]
    return {id: {role: tuple(own[role]) for role in ROLES if role in own} for id, own in found.items()}


def years(corpus: Corpus) -> list[tuple[str, list[Thread]]]:
    """The threads by the year in which they begin."""
    days = days_of(corpus.messages.values())
    grouped = groupby(corpus.threads, key=lambda thread: days[thread.messages[0].id][:4])
    return [(year, list(threads)) for year, threads in grouped]


def draw(corpus: Corpus, sheet: Sheet) -> Drawing:
    """A block of rows for each year; on a narrow sheet each block has the names above it."""
    who = parties(corpus)
    left, high = (0, 42) if sheet.narrow else (194, 22)
    wide = (sheet.width - left) / len(who)
    drawn: list[str] = []
    y = 0.0
    for at, (year, threads) in enumerate(years(corpus)):
        if sheet.narrow or not at:
            y += 82 if sheet.narrow else 116
            drawn += [_name(one, left + wide * (at + 0.5) + 4, y - 8, sheet) for at, one in enumerate(who)]
        drawn.append(text(0, y - 8 if sheet.narrow or not at else y + 14, year, "year") if not sheet.narrow else "")
        y += 0 if not at or sheet.narrow else 22
        for thread in threads:
            titles = [cut(thread.title, sheet.width, 12)] if sheet.narrow else wrapped(thread.title, left - 8, 12)
            drawn.append(_row(corpus, thread, titles, who, left, wide, y, sheet))
            y += high + 14 * (len(titles) - 1)
        drawn.append(path("grid", "M", 0, y, "H", sheet.width))
        y += 14 if sheet.narrow else 4
    keys, bottom = key(sheet, y + 22, _key())
    about = f"{len(corpus.threads)} threads and {len(who)} parties: who wrote, received, was copied, passed on, was forwarded, dropped out."
    return Drawing("room", "Who was in the room", about, bottom, "".join([*drawn, keys]))


def _name(one: Party, x: float, y: float, sheet: Sheet) -> str:
    shown = text(x, y, one.last if sheet.narrow else one.name, "name", "", -90)
    return sheet.link("person", one.person or "", one.name, shown)


def _row(
    corpus: Corpus, thread: Thread, titles: Sequence[str], who: Sequence[Party], left: float, wide: float, y: float, sheet: Sheet
) -> str:
    """A thread: its title (above the marks, on a narrow sheet), and a cell for everyone who was there."""
    lines = [text(0, y + 15 + 14 * at, words, "title") for at, words in enumerate(titles)]
    own = roles(corpus, thread)
    middle = y + (29 if sheet.narrow else 4 + 7 * len(titles))
    cells = [_cell(one, own[one.id], left + wide * (at + 0.5), middle, wide, sheet) for at, one in enumerate(who) if one.id in own]
    return group(path("grid", "M", 0, y, "H", sheet.width), sheet.link("thread", thread.id, thread.title, *lines), *cells)


def in_words(own: Mapping[str, Sequence[Message]]) -> str:
    """``wrote nos. 1, 3; received no. 2``."""
    said = []
    for role, letters in own.items():
        numbers = ", ".join(one.number for one in letters)
        after = " after" if role == "left" else ""
        said.append(f"{ROLES[role]}{after} {'no.' if len(letters) == 1 else 'nos.'} {numbers}")
    return "; ".join(said)


def _cell(one: Party, own: Mapping[str, Sequence[Message]], x: float, y: float, wide: float, sheet: Sheet) -> str:
    """Marks side by side: disc and ring around one centre, then square, triangles, bar."""
    slots = [[role for role in ("wrote", "received") if role in own]] * bool({"wrote", "received"} & own.keys())
    slots += [[role] for role in ("copied", "passed on", "forwarded", "left") if role in own]
    pitch = 11.0 if sheet.narrow else min(11.0, (wide - 8) / max(2, len(slots) - 1))
    marks = []
    for at, slot in enumerate(slots):
        dx, dy = (at - (len(slots) - 1) / 2) * pitch, 0.0
        if sheet.narrow and len(slots) > 2:
            dx, dy = (at % 2 - 0.5) * pitch, (at // 2 - 0.5) * 11
        marks += [role_mark(role, x + dx, y + dy) for role in slot]
    return group(*marks, title=f"{one.name}: {in_words(own)}")


def _key() -> Iterable[tuple[str, float, str]]:
    yield role_mark("wrote", 0, 0), 8, ROLES["wrote"]
    yield role_mark("received", 0, 0), 11, ROLES["received"]
    yield role_mark("wrote", 0, 0) + role_mark("received", 0, 0), 11, "both"
    for role in ("copied", "passed on", "forwarded", "left"):
        yield role_mark(role, 0, 0), 9, ROLES[role]
