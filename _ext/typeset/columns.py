"""How wide the columns of a table are: by its words, so that none is broken and its lines are few; writes nothing."""

from __future__ import annotations

import re
from itertools import zip_longest

from docutils import nodes

#: Letters on a line of the smaller paper, in the type of tables, and those that the space around a cell takes.
_LINE, _AROUND = 82, 2.4
#: What the page that a link leads to adds: ``, p. 123``.
_PAGE = 8
#: As much as a column asks for at most: beyond it lines are broken anyway.
_MOST = 60
#: A column with no more than this is one line a row.
_SHORT = 17
_CLOSED = re.compile(r"(?<=\bno\.) | (?=¶)|(?<=\d) (?=[AP]M\b)")
_WIDE, _THIN = re.compile(r"[A-Z0-9@%&—–mw]"), re.compile(r"[il.,;:'’|!()\[\] jtf]")


def widths(group: nodes.Element) -> list[float]:
    """For each column its share: what its longest word needs, and of what is left as much as it has words for."""
    least: list[float] = []
    most: list[float] = []
    for row in group.findall(nodes.row):
        cells = [entry for entry in row.children if isinstance(entry, nodes.entry)]
        if any("morecols" in entry for entry in cells) or sum(bool(entry.astext()) for entry in cells) < 2 <= len(cells):
            continue
        least = [max(pair) for pair in zip_longest(least, (_word(entry) for entry in cells), fillvalue=0.0)]
        most = [max(pair) for pair in zip_longest(most, (_all(entry) for entry in cells), fillvalue=0.0)]
    if not least:
        return [float(spec.get("colwidth", 1)) for spec in group.findall(nodes.colspec)]
    least = [high if high <= _SHORT else low for low, high in zip(least, most, strict=True)]
    wanted = [max(low, min(high, _MOST)) for low, high in zip(least, most, strict=True)]
    left = _LINE - sum(least) - _AROUND * len(least)
    room = sum(wanted) - sum(least)
    share = left / room if room > 0 else 0.0
    return [round(low + _AROUND + max(0.0, share) * (high - low), 1) for low, high in zip(least, wanted, strict=True)]


def _length(words: str) -> float:
    return len(words) + 0.25 * len(_WIDE.findall(words)) - 0.4 * len(_THIN.findall(words))


def _word(entry: nodes.entry) -> float:
    """The longest word."""
    words = _CLOSED.sub("\u00a0", entry.astext()).split()
    return max((_length(word) for word in re.split(r"[ \n]|(?<=[-/–—])", " ".join(words))), default=0.0)


def _all(entry: nodes.entry) -> float:
    """All words in one line, the longest of its paragraphs, with the pages that its links name."""
    pages = sum(bool(link.get("paged")) for link in entry.findall(nodes.reference))
    return max((_length(line) for line in entry.astext().split("\n")), default=0.0) + _PAGE * min(pages, 2)
