"""Tables and runs of numbers, as all generated pages print them; knows no page in particular."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

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
    row_of = _row_on_screen if page.on_screen else _row
    named = chain(anchors, repeat(""))
    group += nodes.tbody("", *(row_of(row, page, anchor) for row, anchor in zip(rows, named, strict=False)))
    return nodes.table("", group, classes=[name])


def _row_on_screen(cells: Sequence[list[Words]], page: Page, anchor: str = "") -> own.run:
    """A row as one leaf: a table of all letters has as many rows as there are letters."""
    id = f' id="{anchor}"' if anchor else ""
    return own.run(markup=f"<tr{id}>{''.join(f'<td>{page.markup(*cell)}</td>' for cell in cells)}</tr>\n")


def _row(cells: Sequence[list[Words]], page: Page, anchor: str = "") -> nodes.row:
    shown = [nodes.paragraph("", "", *page.show(*cell)) for cell in cells]
    if anchor:
        shown[0].insert(0, nodes.target("", "", ids=[anchor]))
    return nodes.row("", *(nodes.entry("", paragraph) for paragraph in shown))
