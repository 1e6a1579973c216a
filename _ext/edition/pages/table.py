"""Tables and runs of numbers, as all generated pages print them; knows no page in particular."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import chain, repeat

from docutils import nodes

from corpus.model import Correspondent, Message

from .. import nodes as own
from ..links import Page, Words
from ..render import number_in_words, party_in_words

#: What ends a line within a cell.
LINE = "\n"


def numbers(messages: Sequence[Message]) -> list[Words]:
    """``nos. 1, 2``, each leading to its letter."""
    shown: list[Words] = []
    for at, message in enumerate(messages):
        shown += [Words(", ")] if at else [Words("no. " if len(messages) == 1 else "nos. ")]
        shown.append(number_in_words(message))
    return shown


def joined(parties: Sequence[Correspondent]) -> list[Words]:
    """Parties of a header, divided by commas."""
    shown: list[Words] = []
    for at, party in enumerate(parties):
        shown += [Words(", ")] if at else []
        shown += party_in_words(party)
    return shown


def table(
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[list[Words]]],
    name: str,
    page: Page,
    anchors: Sequence[str] = (),
) -> nodes.table:
    """A table with ``heads``, columns as wide as ``widths``, and the class ``name``; ``anchors`` lead to its rows."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(heads))
    group += nodes.thead("", _row([[Words(head)] for head in heads], page))
    named = list(zip(rows, chain(anchors, repeat("")), strict=False))
    if page.on_screen:
        labels = heads if page.builder.name == "epub" else ()
        group += nodes.tbody("", *(_row_on_screen(row, labels, page, anchor) for row, anchor in named))
    else:
        group += nodes.tbody("", *(_row(row, page, anchor) for row, anchor in named))
    return nodes.table("", group, classes=[name])


def _row_on_screen(cells: Sequence[list[Words]], labels: Sequence[str], page: Page, anchor: str = "") -> own.run:
    """A row as one leaf: a table of all letters has as many rows as there are letters.

    In an e-book each cell has its column's label, for a page too narrow for columns.
    """
    id = f' id="{anchor}"' if anchor else ""
    heads = [f' data-head="{escape(label)}"' for label in labels] or [""] * len(cells)
    shown = "".join(f"<td{head}>{cell_on_screen(cell, page)}</td>" for head, cell in zip(heads, cells, strict=True))
    return own.run(markup=f"<tr{id}>{shown}</tr>\n")


def cell_on_screen(cell: Sequence[Words], page: Page) -> str:
    """The lines of a cell, as HTML."""
    return "<br/>".join(page.markup(*line) for line in _lines(cell))


def _lines(cell: Sequence[Words]) -> list[list[Words]]:
    """The words of a cell line by line."""
    lines: list[list[Words]] = [[]]
    for words in cell:
        if words.text == LINE:
            lines.append([])
        else:
            lines[-1].append(words)
    return lines


def _row(cells: Sequence[list[Words]], page: Page, anchor: str = "") -> nodes.row:
    shown = [[nodes.paragraph("", "", *page.show(*line)) for line in _lines(cell)] for cell in cells]
    if anchor:
        shown[0][0].insert(0, nodes.target("", "", ids=[anchor]))
    return nodes.row("", *(nodes.entry("", *paragraphs) for paragraphs in shown))
