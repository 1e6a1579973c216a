"""How wide the columns of a table are: by its words, so that none is broken and its lines are few; writes nothing."""

from __future__ import annotations

import re

from docutils import nodes

#: Letters on a line of the smaller paper, in the type of tables, and those that the space around a cell takes.
_LINE, _AROUND = 82, 2.4
#: What the page that a link leads to adds: ``, p. 123``.
_PAGE = 8
#: As much as a column asks for at most: beyond it lines are broken anyway. One row in ten may have more.
_MOST, _OF_ROWS = 120, 0.9
#: A column with no more than this is one line a row.
_SHORT = 17
_CLOSED = re.compile(r"(?<=\bno\.) | (?=¶)|(?<=\d) (?=[AP]M\b)")
#: Where a word may be broken, and one that is long, such as an address.
_DASHES, _SIGNS, _LONG = re.compile(r"(?<=[-–—])"), re.compile(r"(?<=[-–—/._?&=])"), 28
_WIDE, _THIN = re.compile(r"[A-Z0-9@%&—–mw]"), re.compile(r"[il.,;:'’|!()\[\] jtf]")


def widths(group: nodes.Element) -> list[float]:
    """For each column its share: what its longest word needs, and of what is left as much as it has words for."""
    rows = [cells for row in group.findall(nodes.row) if (cells := _cells(row))]
    if not rows:
        return [float(spec.get("colwidth", 1)) for spec in group.findall(nodes.colspec)]
    columns = list(zip(*rows, strict=True))
    least = [max(map(_word, column)) for column in columns]
    lines = [sorted(map(_line, column)) for column in columns]
    least = [all_[-1] if all_[-1] <= _SHORT else word for word, all_ in zip(least, lines, strict=True)]
    usual = [all_[int(_OF_ROWS * (len(all_) - 1))] for all_ in lines]
    wanted = [max(low, min(high, _MOST)) for low, high in zip(least, usual, strict=True)]
    left = _LINE - sum(least) - _AROUND * len(least)
    room = sum(wanted) - sum(least)
    share = max(0.0, left / room) if room > 0 else 0.0
    return [round(low + _AROUND + share * (high - low), 1) for low, high in zip(least, wanted, strict=True)]


def _cells(row: nodes.Element) -> list[nodes.entry]:
    """The cells of a row, unless it names a group or one of them spans columns."""
    cells = [entry for entry in row.children if isinstance(entry, nodes.entry)]
    named = sum(bool(entry.astext()) for entry in cells) < 2 <= len(cells)
    return [] if named or any("morecols" in entry or "morerows" in entry for entry in cells) else cells


def _length(words: str) -> float:
    return len(words) + 0.25 * len(_WIDE.findall(words)) - 0.4 * len(_THIN.findall(words))


def _word(entry: nodes.entry) -> float:
    """The longest word."""
    words = re.split(r"[ \n]+", _CLOSED.sub("\u00a0", entry.astext()))
    parts = [part for word in words for part in (_SIGNS if len(word) > _LONG else _DASHES).split(word)]
    return max(map(_length, parts), default=0.0)


def _line(entry: nodes.entry) -> float:
    """All words in one line, the longest of its paragraphs, with the pages that its links name."""
    pages = sum(bool(link.get("paged")) for link in entry.findall(nodes.reference))
    return max((_length(line) for line in entry.astext().split("\n")), default=0.0) + _PAGE * min(pages, 2)
