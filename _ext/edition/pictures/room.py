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
    larger = sheet.lettering
    left, high = (0, 42) if sheet.narrow else (194 * larger, 22)
    wide = (sheet.width - left) / len(who)
    drawn: list[str] = []
    y = 0.0
    for at, (year, threads) in enumerate(years(corpus)):
        if sheet.narrow or not at:
            y += 100 if sheet.narrow else 116 * larger
            drawn += [_name(one, left + wide * (at + 0.5) + 4, y - 8, sheet) for at, one in enumerate(who)]
        drawn.append(text(0, y - 84 if sheet.narrow else y + 14 if at else y - 8, year, "year"))
        y += 0 if not at or sheet.narrow else 22
        for thread in threads:
            row, more = _row(corpus, thread, who, left, wide, y, sheet)
            drawn.append(row)
            y += high + more
        drawn.append(path("grid", "M", 0, y, "H", sheet.width))
        y += 14 if sheet.narrow else 4
    keys, bottom = key(sheet, y + 22, _key())
    about = f"{len(corpus.threads)} threads and {len(who)} parties: "
    about += "who wrote, received, was copied, passed on, was forwarded, dropped out."
    return Drawing("room", "Who was in the room", about, bottom, "".join([*drawn, keys]))


def _name(one: Party, x: float, y: float, sheet: Sheet) -> str:
    shown = text(x, y, one.last if sheet.narrow else one.name, "name", "", -90)
    return sheet.link("person", one.person or "", one.name, shown)


def _row(
    corpus: Corpus, thread: Thread, who: Sequence[Party], left: float, wide: float, y: float, sheet: Sheet
) -> tuple[str, float]:
    """A thread: its title (above the marks, on a narrow sheet), a cell for everyone who was there; what it needs beyond a row."""
    size, step = 12 * sheet.lettering, 14 * sheet.lettering
    titles = [cut(thread.title, sheet.width, size)] if sheet.narrow else wrapped(thread.title, left - 8, size)
    lines = [text(0, y + 15 + step * at, words, "title") for at, words in enumerate(titles)]
    own = roles(corpus, thread)
    tall = any(len(_slots(roles)) > 2 for roles in own.values())
    more = 12 * tall if sheet.narrow else max(14 * tall, step * (len(titles) - 1))
    middle = y + (29 if sheet.narrow else 11) + more / 2
    cells = [_cell(one, own[one.id], left + wide * (at + 0.5), middle, sheet) for at, one in enumerate(who) if one.id in own]
    label = sheet.link("thread", thread.id, thread.title, *lines)
    return group(path("grid", "M", 0, y, "H", sheet.width), label, *cells), more


def in_words(own: Mapping[str, Sequence[Message]]) -> str:
    """``wrote nos. 1, 3; received no. 2``."""
    said = []
    for role, letters in own.items():
        numbers = ", ".join(one.number for one in letters)
        after = " after" if role == "left" else ""
        said.append(f"{ROLES[role]}{after} {'no.' if len(letters) == 1 else 'nos.'} {numbers}")
    return "; ".join(said)


def _slots(own: Iterable[str]) -> list[list[str]]:
    """The marks of a cell: disc and ring have one centre, the others a place each."""
    around = [role for role in own if role in ("wrote", "received")]
    return [*([around] if around else []), *([role] for role in own if role not in around)]


def _cell(one: Party, own: Mapping[str, Sequence[Message]], x: float, y: float, sheet: Sheet) -> str:
    """Marks side by side, in two lines where they are many."""
    slots = _slots(own)
    across = len(slots) if len(slots) < 3 else 2
    marks = []
    for at, slot in enumerate(slots):
        dx = (at % across - (across - 1) / 2) * (11 if sheet.narrow else 12)
        dy = (at // across - 0.5) * 12 if len(slots) > across else 0
        marks += [role_mark(role, x + dx, y + dy) for role in slot]
    return group(*marks, title=f"{one.name}: {in_words(own)}")


def _key() -> Iterable[tuple[str, float, str]]:
    yield role_mark("wrote", 0, 0), 8, ROLES["wrote"]
    yield role_mark("received", 0, 0), 11, ROLES["received"]
    yield role_mark("wrote", 0, 0) + role_mark("received", 0, 0), 11, "both"
    for role in ("copied", "passed on", "forwarded", "left"):
        yield role_mark(role, 0, 0), 9, ROLES[role]
