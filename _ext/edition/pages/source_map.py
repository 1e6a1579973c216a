"""The map of the source: what every line of the archive's witness became, and where that stands in the book; shows the Corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

from corpus import source_map, text_of
from corpus.model import Corpus, Message, Region, RegionKind, Thread
from corpus.order import ARCHIVE

from ..links import Page, Words
from . import drawing
from .places import counted
from .sections import bullets, line, section

#: What a line can have become, one and many, in the order of the legend.
KINDS: dict[RegionKind, tuple[str, str]] = {
    "front matter": ("line before the first thread", "lines before the first thread"),
    "heading": ("heading of a thread", "headings of threads"),
    "header": ("header of a message", "headers of messages"),
    "body": ("line of a message’s body", "lines of messages’ bodies"),
    "note": ("note of the transcriber between messages", "notes of the transcriber between messages"),
    "separator": ("blank line between these", "blank lines between these"),
}
LIST = ("The same as a list", "source-map-list")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the witness: what it became, in words, and what these lead to; ``first`` of its message or heading or not."""

    number: int
    kind: RegionKind
    place: Words
    first: bool


def map_of_the_source(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The counts of lines by what they became, the map (in HTML), and the same by thread as a list."""
    regions = source_map(corpus)
    lines = list(_lines(corpus, page, regions, ARCHIVE))
    on_paper = page.on_paper
    # On an e-book's page the marks are too small for a finger, and the page turns.
    drawn = on_paper or (page.on_screen and page.builder.name != "epub")
    shown: list[nodes.Node] = [line(page, [Words(_account(corpus, lines, ARCHIVE))])]
    if drawn:
        leads = "" if on_paper else "; each leads to its place in the book"
        lead = [Words(f"One mark is one line, read from left to right{leads}. ")]
        shown.append(line(page, [*lead, Words(LIST[0], "page", f"{page.docname}#{LIST[1]}"), Words(".")]))
    shown.append(_legend(page, lines, drawn))
    if drawn:
        cells = [(one.number, one.kind, one.place.text, page.address(one.place), one.first) for one in lines]
        shown.append(drawing.printed(cells) if on_paper else drawing.figure(cells))
    front = [region for region in regions if region.kind == "front matter"]
    shown.append(section(*LIST, _by_thread(corpus, page, front, ARCHIVE)))
    return [*shown, *(_other(corpus, page, siglum) for siglum in corpus.archives if siglum != ARCHIVE)]


def _other(corpus: Corpus, page: Page, siglum: str) -> nodes.section:
    """The same of another witness that has threads, without a drawing."""
    regions = source_map(corpus, siglum)
    lines = list(_lines(corpus, page, regions, siglum))
    front = [region for region in regions if region.kind == "front matter"]
    said = line(page, [Words(_account(corpus, lines, siglum))])
    title = f"{siglum} · {corpus.witnesses[siglum].title}"
    return section(title, f"source-map-{siglum.lower()}", said, _by_thread(corpus, page, front, siglum))


def _account(corpus: Corpus, lines: Sequence[Line], siglum: str) -> str:
    """The sentence that nothing is left over: the lines of the text against those that became something."""
    text = text_of(corpus, siglum)
    there = set(range(1, text.count("\n") + (not text.endswith("\n")) + 1))
    became = {one.number for one in lines}
    left = len(there ^ became) + len(lines) - len(became)
    rest = "nothing is left over, and nothing is counted twice" if not left else f"{counted(left, 'line')} left over"
    what = "The archive’s witness" if siglum == ARCHIVE else f"The text of witness {siglum}"
    return f"{what} has {len(there):,} lines. Each became one of the things below: {rest}."


def _legend(page: Page, lines: Sequence[Line], drawn: bool) -> nodes.bullet_list:
    listed = bullets(page, [], "source-map-legend")
    for kind, (one, many) in KINDS.items():
        count = sum(line.kind == kind for line in lines)
        words = Words(f"{count:,} {one if count == 1 else many}")
        mark = [drawing.sample(kind, on_screen=page.on_screen)] if drawn else []
        listed += nodes.list_item("", nodes.paragraph("", "", *mark, *page.show(words)))
    return listed


def _lines(corpus: Corpus, page: Page, regions: Sequence[Region], siglum: str) -> Iterator[Line]:
    """Every line; one that has no place of its own leads to where the line before it does."""
    place = _front(page, siglum)
    for region in regions:
        for number in range(region.first, region.last + 1):
            if region.kind in ("heading", "header"):
                place = _home(corpus, region)
            elif region.kind == "body":
                place = _paragraph(corpus.messages[region.of], number)
            blank = region.kind == "separator"
            words = Words(f"blank, after {place.text}", place.kind, place.target) if blank else place
            if region.kind == "note":
                words = Words(f"note of the transcriber, after {place.text}", place.kind, place.target)
            first = number == region.first and not blank and region.kind != "body"
            yield Line(number, region.kind, words, first)


def _front(page: Page, siglum: str) -> Words:
    """The front matter leads to the description of its witness, on the page that describes the documents."""
    docname = next((docname for docname, part in page.domain.said("generated") if part == "documents"), "")
    return Words("front matter", "page" if docname else "", f"{docname}#witness-{siglum.lower()}")


def _home(corpus: Corpus, region: Region) -> Words:
    if region.kind == "heading":
        return Words(f"heading “{corpus.by_thread[region.of].title}”", "thread", region.of)
    return Words(f"no. {corpus.messages[region.of].number}, header", "msg", region.of)


def _paragraph(message: Message, number: int) -> Words:
    """The paragraph of a line of a body, or of a blank line after it."""
    paragraph = max((one for one in message.paragraphs if one.line <= number), key=lambda one: one.line)
    blank = "" if paragraph.line == number else "blank, after "
    return Words(f"{blank}no. {message.number} ¶{paragraph.number}", "msg", f"{message.id} ¶{paragraph.number}")


def _by_thread(corpus: Corpus, page: Page, front: Sequence[Region], siglum: str) -> nodes.definition_list:
    shown = nodes.definition_list(classes=["source-map"])
    for region in front:
        term = nodes.term("", "", *page.show(_front(page, siglum)))
        shown += nodes.definition_list_item(
            "", term, nodes.definition("", line(page, [Words(_reach(region.first, region.last))]))
        )
    for thread in corpus.archives[siglum].threads:
        term = nodes.term("", "", *page.show(Words(thread.title, "thread", thread.id, classes="thread")))
        shown += nodes.definition_list_item("", term, nodes.definition("", line(page, _of_thread(thread))))
    return shown


def _of_thread(thread: Thread) -> list[Words]:
    """``heading: line 7; no. 1: lines 8–18; …``: blank lines that follow a message are between these."""
    shown = [Words("heading", "thread", thread.id), Words(f": {_reach(thread.line, thread.line)}")]
    for part in thread.parts:
        shown.append(Words("; "))
        if isinstance(part, Message):
            shown += [Words(f"no. {part.number}", "msg", part.id, classes="message-number"), Words(f": {_reach(*part.lines)}")]
        else:
            shown.append(Words(f"note of the transcriber: {_reach(part.line, part.line)}"))
    return shown


def _reach(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}–{last}"
