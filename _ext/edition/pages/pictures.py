"""The pictures on their pages: SVG on screen, a file of its own in an e-book, everywhere the same as a table; draws nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.util.osutil import relative_uri

from corpus.commentary import Event
from corpus.model import Corpus, Message
from corpus.timeline import timeline as in_time

from .. import nodes as own
from ..links import Page, Words
from ..pictures import matrix as drawn_matrix
from ..pictures import network as drawn_network
from ..pictures import room as drawn_room
from ..pictures import timeline as drawn_timeline
from ..pictures.parties import Party, pairs, parties
from ..pictures.svg import Drawing, Sheet, element, picture
from .chronology import interval_in_words
from .places import Places, iso_in_words, listed
from .sections import line
from .table import LINE, cell_on_screen, numbers, table

#: Where an e-book shows the narrow drawing: what turns pages may lay them side by side on a sheet wider than the device.
NARROW = "(max-width: 34em), (max-device-width: 34em)"
#: How high a book's page is, in widths, with a line or two below the picture.
HIGH = 1.44
#: How high a phone's page is, in widths.
PAGE = 1.75
Draw = Callable[[Corpus, Sheet], Drawing]
#: A row of a table: its anchor, if something in the picture leads to it, and its cells.
Row = tuple[str, Sequence[list[Words]]]


def timeline(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Threads, events and silences; the table has a row for each month or year in which something stands."""
    shown = _figure(drawn_timeline.draw, corpus, page)
    rows = [("", cells) for cells in _months(corpus)]
    return [*shown, _silences(corpus, page), *_table("timeline", ("When", "Letters", "Events"), (18, 36, 46), rows, page)]


def network(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Who wrote to whom; the table has a row for each arrow."""
    rows = [
        (
            _anchor("network", f"{pair.writer.id} {pair.reader.id}"),
            [[_name(pair.writer)], [_name(pair.reader)], _counted(pair.sent)],
        )
        for pair in pairs(corpus)
        if pair.sent
    ]
    return [*_figure(drawn_network.draw, corpus, page), *_table("network", ("From", "To", "Letters"), (20, 20, 60), rows, page)]


def matrix(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Who wrote to whom, copied whom, passed on to whom; the table has a row for each cell."""
    rows = [
        (
            _anchor("matrix", f"{pair.writer.id} {pair.reader.id}"),
            [[_name(pair.writer)], [_name(pair.reader)], *map(_counted, (pair.sent, pair.copied, pair.forwarded))],
        )
        for pair in pairs(corpus)
    ]
    heads = ("From", "To", "Sent", "Copied", "Passed on")
    return [*_figure(drawn_matrix.draw, corpus, page), *_table("matrix", heads, (18, 18, 26, 24, 14), rows, page)]


def room(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """What everyone did in each thread; the table says it with the numbers of the letters."""
    places, who = Places(corpus), parties(corpus)
    rows: list[Row] = []
    for thread in corpus.threads:
        did = drawn_room.roles(corpus, thread)
        parts = [[_name(one), *places.sentence(f": {drawn_room.in_words(did[one.id])}")] for one in who if one.id in did]
        rows.append(("", [[Words(thread.title, "thread", thread.id, classes="thread")], [*listed(parts, ". "), Words(".")]]))
    return [*_figure(drawn_room.draw, corpus, page), *_table("room", ("Thread", "Who was there"), (26, 74), rows, page)]


def _figure(draw: Draw, corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The picture where it can be shown, after what it shows in words."""
    if page.on_paper:
        return [_on_paper(draw, corpus)]
    drawing = draw(corpus, Sheet())
    about = line(page, [Words(drawing.about)], "counts")
    if not page.on_screen:
        return [about]
    if page.builder.name == "epub":
        return [about, own.run(markup=_files(draw, drawing, corpus, page))]

    def address(kind: str, id: str) -> str:
        return f"#{_anchor(drawing.name, id)}" if kind == "pair" else page.address(Words("", kind, id))

    sheets = [Sheet(narrow, address) for narrow in (False, True)]
    shown = "".join(picture(draw(corpus, sheet), sheet, alone=False) for sheet in sheets)
    past = element("a", "Past the picture, to its table", class_="past-picture", href=f"#{drawing.name}-table")
    return [about, own.run(markup=f'{past}<figure class="picture">{shown}</figure>\n')]


def _on_paper(draw: Draw, corpus: Corpus) -> own.drawing:
    """As broad, for its height, as a page is, and with lettering that can be read when it is made as small as the page."""
    height = draw(corpus, Sheet()).height
    sheet = Sheet(broad=max(640, round(height / HIGH)), lettering=1.2 * max(1.0, height / 960))
    drawing = draw(corpus, sheet)
    svg = picture(drawing, sheet, alone=True)
    alt = f"{drawing.title}: the table below has the same"
    return own.drawing(svg=svg, alt=alt, about=drawing.about, tall=drawing.height > 1.2 * sheet.width)


def _files(draw: Draw, drawing: Drawing, corpus: Corpus, page: Page) -> str:
    """In an e-book, a file of its own, and one for a phone if that is no higher than a page: who turns pages cannot scroll."""
    narrow = Sheet(narrow=True)
    drawn = draw(corpus, narrow)
    shown = element("img", src=_file(drawing, Sheet(), page), alt=f"{drawing.title}: the table below has the same")
    if drawn.height <= PAGE * narrow.width:
        other = element("source", type="image/svg+xml", media=NARROW, srcset=_file(drawn, narrow, page))
        shown = element("picture", other, shown)
    return element("figure", shown, class_="picture") + "\n"


def _file(drawing: Drawing, sheet: Sheet, page: Page) -> str:
    """Write a drawing, and say where it is."""
    name = f"_images/{drawing.name}{'-narrow' if sheet.narrow else ''}.svg"
    target = Path(page.builder.outdir) / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(picture(drawing, sheet, alone=True), encoding="utf-8")
    return relative_uri(page.builder.get_target_uri(page.docname), name)


def _table(name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Row], page: Page) -> list[nodes.Node]:
    """The same data as a table: on a web page it opens on request, or when something in the picture leads into it."""
    if not page.on_screen:
        return [table(heads, widths, [cells for _, cells in rows], "picture-data", page)]
    shown = table(heads, widths, (), "picture-data", page)
    (body,) = shown.findall(nodes.tbody)
    for anchor, cells in rows:
        written = "".join(
            element("td", cell_on_screen(cell, page), data_head=head) for head, cell in zip(heads, cells, strict=True)
        )
        body += own.run(markup=element("tr", written, id=anchor) + "\n")
    if page.builder.name == "epub":
        return [shown]
    return [own.folded("", shown, summary="The same as a table", ids=[f"{name}-table"])]


def _anchor(name: str, id: str) -> str:
    return f"{name}-{re.sub(r'[^a-z0-9]+', '-', id.lower())}"


def _name(one: Party) -> Words:
    return Words(one.name, "person" if one.person else "", one.person or "", classes="person")


def _counted(messages: Sequence[Message]) -> list[Words]:
    """``3: nos. 1, 2, 5``."""
    return [Words(f"{len(messages)}: "), *numbers(messages)] if messages else []


def _silences(corpus: Corpus, page: Page) -> nodes.paragraph:
    """Every silence in words, with the letters before and after it."""
    parts = []
    for silence in drawn_timeline.silences(corpus):
        ends = numbers([silence.last]), numbers([silence.first])
        parts.append([Words(f"{silence.words}, between "), *ends[0], Words(" and "), *ends[1]])
    said = f"Silences, of {drawn_timeline.SILENCE} days or more without a dated letter: "
    return line(page, [Words(said), *listed(parts, "; "), Words("." if parts else "none.")], "silences")


def _months(corpus: Corpus) -> Iterable[list[list[Words]]]:
    """When, letters by thread, events: what is dated to a year comes before its months."""
    places = Places(corpus)
    ended = {silence.first.id: silence.words for silence in drawn_timeline.silences(corpus)}
    for when, group in groupby(in_time(corpus), key=lambda moment: moment[0][:7]):
        stands = [what for _, what in group]
        letters = [what for what in stands if isinstance(what, Message)]
        events = [[*_event(what, places)] for what in stands if isinstance(what, Event)]
        threads = [_letters(corpus, thread, list(own), ended) for thread, own in groupby(letters, key=lambda one: one.thread)]
        yield [[Words(iso_in_words(when))], [*listed(threads, "; ")], [*listed(events, LINE)]]


def _letters(corpus: Corpus, thread: str, letters: Sequence[Message], ended: dict[str, str]) -> list[Words]:
    """``after 4 months without a dated letter, question: nos. 1, 2; no. 3, date not printed, after …``."""
    silent = [Words(f"after {ended[one.id]} without a dated letter: ", classes="interval") for one in letters if one.id in ended]
    shown = [*silent, Words(corpus.by_thread[thread].title, "thread", thread, classes="thread"), Words(", ")]
    dated = [one for one in letters if one.header.sent.when]
    undated = [one for one in letters if not one.header.sent.when]
    parts = [numbers(dated)] if dated else []
    for one in undated:
        interval = corpus.apparatus.intervals.get(one.id)
        bound = f" ({interval_in_words(interval)})" if interval else ""
        parts.append([*numbers([one]), Words(f", date not printed{bound}", classes="interval")])
    return [*shown, *listed(parts, ", ")]


def _event(event: Event, places: Places) -> list[Words]:
    date = f"{iso_in_words(event.when)}: " if len(event.when) == 10 else ""
    return [Words(date), *places.sentence(event.what), Words(" ("), places.locus(event.at), Words(")")]
