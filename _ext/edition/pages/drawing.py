"""The map of the source as a drawing for HTML: one mark a line, told apart by shape as well as by colour; knows no letter."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .. import nodes as own
from ..pictures.svg import element, text

#: Marks in a row: at 360 pixels each is still wide enough to be seen and, with the list beside the map, to be hit.
ACROSS = 40
PITCH, MARGIN = 10, 30
SVG = "http://www.w3.org/2000/svg"
#: The shape of each kind of line, in a square of ten by ten.
SHAPES = {
    "front matter": "M1 1h8v8h-8zM3 3v4h4v-4z",
    "heading": "M.5 .5h9v9h-9z",
    "header": "M.5 9.5v-9l9 9z",
    "body": "M.5 3h9v4.5h-9z",
    "note": "M5 .5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
    "separator": "M4 4h2v2h-2z",
}

#: How the numbers of lines look where no style sheet says it.
ON_PAPER = {"font_family": "Source Sans 3", "font_size": "9.5", "text_anchor": "end"}
LABEL = "Map of the source: one mark for each line of the archive’s witness"

#: A line: its number, its kind, what it became, the address of that, and whether the tab key stops at it.
Cell = tuple[int, str, str, str, bool]


def figure(cells: Iterable[Cell]) -> own.run:
    """The whole map; every mark is a link with its line and its place as its name."""
    return own.run(markup=f'<figure class="source-map">{_map(list(cells))}</figure>\n')


def printed(cells: Iterable[Cell]) -> own.drawing:
    """The whole map on paper."""
    bare = [(number, kind, "", "", False) for number, kind, *_ in cells]
    return own.drawing(svg=_map(bare, **ON_PAPER), alt=f"{LABEL}; the list below says the same in words")


def sample(kind: str, *, on_screen: bool) -> own.run | own.drawing:
    """One mark, for the legend."""
    svg = element("svg", _shape(kind, 0, 0), xmlns=SVG, viewBox="0 0 10 10", aria_hidden="true")
    return own.run(markup=f"{svg} ") if on_screen else own.drawing(svg=svg, alt="")


def _map(marks: list[Cell], **style: str) -> str:
    rows = -(-len(marks) // ACROSS)
    width, height = MARGIN + ACROSS * PITCH, rows * PITCH
    drawn = "".join(_mark(at, cell) for at, cell in enumerate(marks))
    numbers = [text(MARGIN - 3, row * PITCH + 8, str(row * ACROSS + 1)) for row in range(0, rows, 5)]
    numbered = element("g", *numbers, aria_hidden="true", **style)
    return element("svg", numbered, drawn, xmlns=SVG, viewBox=f"0 0 {width} {height}", role="group", aria_label=LABEL)


def _mark(at: int, cell: Cell) -> str:
    """A link; the tab key stops at headings and headers, not at each of a thousand lines."""
    number, kind, words, address, stops = cell
    shape = _shape(kind, MARGIN + at % ACROSS * PITCH, at // ACROSS * PITCH)
    title = element("title", f"line {number}: {escape(words, quote=False)}")
    if not address:
        return element("g", title, shape)
    return element("a", title, shape, href=address, tabindex="" if stops else "-1")


def _shape(kind: str, x: int, y: int) -> str:
    place = f"translate({x} {y})" if x or y else ""
    return element("path", class_=kind.split()[0], transform=place, d=SHAPES[kind])
