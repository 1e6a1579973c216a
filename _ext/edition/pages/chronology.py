"""The chronology: letters and dated events in the order of time, by year; shows the Corpus, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from corpus.commentary import Event, Interval
from corpus.model import Corpus, Message
from corpus.timeline import timeline

from .. import nodes as own
from ..links import Page, Words
from ..render import dateline_in_words, number_in_words
from .places import Places, counted, iso_in_words
from .sections import jumps, line
from .table import joined, table

Cells = list[list[Words]]
HEADS = ("Date", "No.", "From and to, or what happened", "Thread, or source")
WIDTHS = (22, 8, 40, 30)
#: What an event's date leaves open, by the length of its ISO value.
LACKING = {4: ", month and day not stated", 7: ", day not stated"}


def chronology(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A table of letters and events in the order of time; before each year a row that names it."""
    places = Places(corpus)
    listed = table(HEADS, WIDTHS, (), "chronology", page)
    (body,) = listed.findall(nodes.tbody)
    years: list[str] = []
    for when, what in timeline(corpus):
        if when[:4] not in years[-1:]:
            years.append(when[:4])
            body += _year_row(years[-1], page)
        if isinstance(what, Event):
            body += _row(_event(what, places), "event", page)
        else:
            body += _row(_letter(what, places), "letter", page)
    counts = f"{counted(len(corpus.messages), 'letter')} and {counted(len(corpus.apparatus.events), 'event')}."
    years_there = [(year or "Undated", _anchor(year)) for year in years]
    return [line(page, [Words(counts)], "counts"), *jumps(page, years_there), listed]


def interval_in_words(interval: Interval) -> str:
    """``after 23 October 2022, 21:13``; ``after … and before …``; or that nothing proves a bound."""
    bounds = [("after", interval.after), ("before", interval.before)]
    return " and ".join(f"{word} {iso_in_words(bound)}" for word, bound in bounds if bound) or "no bound is proved"


def _letter(message: Message, places: Places) -> Cells:
    thread = places.corpus.by_thread[message.thread]
    date = [dateline_in_words(message.header.sent)]
    to = joined(message.header.to)
    parties = [*joined(message.header.sender), *([Words(" to "), *to] if to else [])]
    interval = places.corpus.apparatus.intervals.get(message.id)
    if interval is not None:
        date += [Words("; "), Words(interval_in_words(interval), classes="interval")]
        parties += [Words(". "), *_as(places.sentence(interval.reason), "reason")]
    return [date, [number_in_words(message)], parties, [Words(thread.title, "thread", thread.id, classes="thread")]]


def _event(event: Event, places: Places) -> Cells:
    date = iso_in_words(event.when) + LACKING.get(len(event.when), "")
    source = [places.locus(event.at), Words(": "), places.words(event.at)]
    return [
        [Words(date, classes=f"dateline {_precision(event.when)}", when=event.when)],
        [Words("Event", classes="event-label")],
        places.sentence(event.what),
        source,
    ]


def _as(words: Sequence[Words], name: str) -> list[Words]:
    """The words that lead nowhere, put into the class ``name``; the others are links already."""
    return [word if word.kind else Words(word.text, classes=name) for word in words]


def _precision(when: str) -> str:
    return {4: "year", 7: "month"}.get(len(when), "day")


def _anchor(year: str) -> str:
    return f"chronology-{year or 'undated'}"


def _row(cells: Cells, name: str, page: Page) -> nodes.Node:
    if page.on_screen:
        return own.run(markup=f'<tr class="{name}">{"".join(f"<td>{page.markup(*cell)}</td>" for cell in cells)}</tr>\n')
    entries = [nodes.entry("", nodes.paragraph("", "", *page.show(*cell))) for cell in cells]
    return nodes.row("", *entries, classes=name.split())


def _year_row(year: str, page: Page) -> nodes.Node:
    words = year or "Undated"
    if page.on_screen:
        head = f'<th colspan="{len(HEADS)}" scope="rowgroup" id="{_anchor(year)}">{words}</th>'
        return own.run(markup=f'<tr class="year">{head}</tr>\n')
    # A cell that spans the row is beyond the writer of manual pages.
    first = nodes.entry("", nodes.paragraph("", "", nodes.strong("", words)))
    return nodes.row("", first, *(nodes.entry() for _ in HEADS[1:]))
