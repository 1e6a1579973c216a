"""Tables and runs of numbers, as all generated pages print them; knows no page in particular."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from docutils import nodes

from corpus.model import Correspondent, Message

from .. import nodes as own
from ..links import Page, Words
from ..render import number_in_words, party_in_words


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
    heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[list[Words]]], name: str, page: Page
) -> nodes.table:
    """A table with ``heads``, columns as wide as ``widths``, and the class ``name``."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(heads))
    group += nodes.thead("", _row([[Words(head)] for head in heads], page))
    if page.on_screen:
        labels = heads if page.builder.name == "epub" else ()
        group += nodes.tbody("", *(_row_on_screen(row, labels, page) for row in rows))
    else:
        group += nodes.tbody("", *(_row(row, page) for row in rows))
    return nodes.table("", group, classes=[name])


def _row_on_screen(cells: Sequence[list[Words]], labels: Sequence[str], page: Page) -> own.run:
    """A row as one leaf: a table of all letters has as many rows as there are letters.

    In an e-book each cell has its column's label, for a page too narrow for columns.
    """
    heads = [f' data-head="{escape(label)}"' for label in labels] or [""] * len(cells)
    shown = "".join(f"<td{head}>{page.markup(*cell)}</td>" for head, cell in zip(heads, cells, strict=True))
    return own.run(markup=f"<tr>{shown}</tr>\n")


def _row(cells: Sequence[list[Words]], page: Page) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *page.show(*cell))) for cell in cells))
