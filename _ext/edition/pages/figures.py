"""Figures that change over the years, each with every place that gives it; shows the Corpus, decides nothing."""

from __future__ import annotations

from docutils import nodes

from corpus.chronicle import TRACKED
from corpus.commentary import Figure
from corpus.model import Corpus
from corpus.timeline import figures_in_time

from ..links import Page, Words
from .places import Places, counted
from .sections import jumps, line, section
from .table import table

HEADS = ("Date", "Value", "Words and place", "Whose claim")
WIDTHS = (20, 15, 30, 35)


def figures(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """For each figure that the edition follows a table of its places, in the order of time."""
    places = Places(corpus)
    listed = figures_in_time(corpus)
    names = [name for name in TRACKED if name in listed]
    shown: list[nodes.Node] = [*jumps(page, [(name.capitalize(), _anchor(name)) for name in names])]
    for name in names:
        sources = len({figure.at.source for figure in listed[name]})
        count = line(page, [Words(f"{counted(len(listed[name]), 'place')} in {counted(sources, 'source')}.")], "counts")
        rows = [_row(figure, places) for figure in listed[name]]
        shown.append(section(name.capitalize(), _anchor(name), count, table(HEADS, WIDTHS, rows, "figures", page)))
    return shown


def _row(figure: Figure, places: Places) -> list[list[Words]]:
    words = [places.words(figure.at), Words(" "), places.locus(figure.at)]
    return [[places.date(figure.at.source)], [Words(figure.value, classes="value")], words, places.sentence(figure.note)]


def _anchor(name: str) -> str:
    return f"figure-{name.replace(' ', '-')}"
