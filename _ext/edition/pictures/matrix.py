"""The matrix of correspondents: writers down, readers across; letters sent, copied and passed on told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from corpus.model import Corpus

from .parties import Pair, Party, pairs, parties
from .svg import Drawing, Sheet, element, group, key, path, picture, text


def svg(corpus: Corpus, sheet: Sheet | None = None) -> str:
    """The matrix, as a document of its own unless a ``sheet`` is given."""
    return picture(draw(corpus, sheet or Sheet()), sheet or Sheet(), alone=sheet is None)


def draw(corpus: Corpus, sheet: Sheet) -> Drawing:
    """Names, lines, cells, key."""
    shown = pairs(corpus)
    who = parties(corpus)
    writers = [one for one in who if any(pair.writer == one for pair in shown)]
    readers = [one for one in who if any(pair.reader == one for pair in shown)]
    larger = sheet.lettering
    left, head = (66, 72) if sheet.narrow else (126 * larger, 116 * larger)
    wide, high = (sheet.width - left) / len(readers), 46
    foot = head + high * len(writers)
    lines = [path("grid", "M", 0, head + high * at, "H", sheet.width) for at in range(len(writers) + 1)]
    lines += [path("grid", "M", left + wide * at, head, "V", foot) for at in range(len(readers) + 1)]
    names = [_name(one, left - 8, head + high * (at + 0.5) + 4, "end", 0, sheet) for at, one in enumerate(writers)]
    names += [_name(one, left + wide * (at + 0.5) + 4, head - 8, "", -90, sheet) for at, one in enumerate(readers)]
    most = max((len(pair.sent) for pair in shown), default=1)
    cells = []
    for pair in shown:
        x, y = left + wide * (readers.index(pair.reader) + 0.5), head + high * (writers.index(pair.writer) + 0.5)
        cells.append(_cell(pair, x, y, most, min(wide, high), sheet))
    selves = [path("self", "M", left + wide * (readers.index(one) + 0.5) - 4, head + high * (at + 0.5), "h", 8)
              for at, one in enumerate(writers) if one in readers]  # fmt: skip
    sides = [text(left - 8, head - 10, "from", "quiet", "end"), text(left - 8, head - 10 - 14 * larger, "to →", "quiet", "end")]
    keys, bottom = key(sheet, foot + 24, _key(min(wide, high), most))
    about = f"Who wrote to whom: {len(writers)} writers, {len(readers)} readers; "
    about += "in each cell the letters sent, copied and passed on."
    return Drawing("matrix", "Matrix of correspondents", about, bottom, "".join([*lines, *names, *sides, *selves, *cells, keys]))


def _name(one: Party, x: float, y: float, anchor: str, turned: float, sheet: Sheet) -> str:
    shown = text(x, y, one.last if sheet.narrow else one.name, "name", anchor, turned)
    return sheet.link("person", one.person or "", one.name, shown)


def in_words(pair: Pair) -> str:
    """``Musk to Altman: 3 letters, 1 copy``."""
    kinds = [(pair.sent, "letter", "letters"), (pair.copied, "copy", "copies"), (pair.forwarded, "passed on", "passed on")]
    said = ", ".join(f"{len(found)} {one if len(found) == 1 else many}" for found, one, many in kinds if found)
    return f"{pair.writer.name} to {pair.reader.name}: {said}"


def _cell(pair: Pair, x: float, y: float, most: int, room: float, sheet: Sheet) -> str:
    """A square as large as the letters are many, with their number; below it copies (+) and what was passed on (triangle)."""
    lower = len(pair.copied) or len(pair.forwarded)
    both = bool(pair.copied and pair.forwarded)
    drawn, middle = [], y - (12 if both and sheet.narrow else 7) * bool(lower)
    if pair.sent:
        side = _side(len(pair.sent), most, room)
        drawn.append(element("rect", class_="sent", x=x - side / 2, y=middle - side / 2, width=side, height=side))
        drawn.append(text(x, middle + 4.5, str(len(pair.sent)), "number", "middle"))
    at = y + (8 if both and sheet.narrow else 18) if pair.sent else y + 4
    if both:
        aside, below = (0, 12) if sheet.narrow else (9, 0)
        drawn += [_copies(pair.copied, x - aside, at), _passed(pair.forwarded, x + aside, at + below)]
    elif pair.copied:
        drawn.append(_copies(pair.copied, x, at))
    elif pair.forwarded:
        drawn.append(_passed(pair.forwarded, x, at))
    return sheet.link("pair", f"{pair.writer.id} {pair.reader.id}", in_words(pair), *drawn)


def _side(count: int, most: int, room: float) -> float:
    """Even a single letter has a square that its number stands in."""
    return 13 + (min(room, 30) - 15) * sqrt((count - 1) / max(1, most - 1))


def _copies(copies: Sequence[object], x: float, y: float) -> str:
    return text(x, y, f"+{len(copies)}", "copies", "middle")


def _passed(passed: Sequence[object], x: float, y: float) -> str:
    triangle = path("solid", "M", x - 6.5, y - 7.5, "l", 5, 3.5, "l", -5, 3.5, "z")
    return triangle + text(x + 3, y, str(len(passed)), "copies", "middle")


def _key(room: float, most: int) -> Iterable[tuple[str, float, str]]:
    side = _side(max(1, most // 2), most, room)
    square = element("rect", class_="sent", x=-side / 2, y=-side / 2, width=side, height=side)
    yield square + text(0, 4.5, "9", "number", "middle"), side, "letters sent"
    yield text(0, 4, "+9", "copies", "middle"), 14, "copies"
    yield group(_passed([0], 0, 4)), 14, "passed on, or forwarded in the header"
