"""The title page's two lists: the chapters with the letters in each, and the archive at a glance; decides nothing."""

from __future__ import annotations

from docutils import nodes

from corpus.dates import MONTHS
from corpus.model import Corpus, Message

from ..links import Page, Words
from ..render import number_in_words


def chapters(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The chapters in reading order: title, months, and the numbers of their letters."""
    letters: dict[str, list[Message]] = {}
    for id, place in page.domain.places("message"):
        letters.setdefault(place.docname, []).append(corpus.messages[id])
    order = {id: at for at, id in enumerate(corpus.messages)}
    listed = nodes.enumerated_list(classes=["chapters"])
    for docname in page.domain.reading_order():
        if not docname.startswith("chapters/"):
            continue
        here = sorted(letters.get(docname, ()), key=lambda message: order[message.id])
        line = [Words(page.title(docname), "page", f"{docname}#", classes="chapter")]
        if here:
            line += [Words(", "), Words(f"{_months(here)} · ", classes="months"), *_reach(here)]
        listed += nodes.list_item("", nodes.paragraph("", "", *page.show(*line)))
    return [listed]


def glance(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """What the archive has, in numbers, each leading to the page that lists it."""
    messages = corpus.messages.values()
    years = sorted({message.header.sent.when[:4] for message in messages if message.header.sent.when})
    writers = {party.name for message in messages for party in message.header.sender if not party.nameless}
    redactions = sum(span.kind == "redaction" for m in messages for p in m.paragraphs for span in p.spans)
    words = sum(len(paragraph.text.split()) for message in messages for paragraph in message.paragraphs)
    facts = [
        (f"{len(messages)}", "letters and messages", "back/chronology"),
        (f"{len(corpus.threads)}", "threads", "back/threads"),
        (f"{years[0]}–{years[-1]}" if years else "–", "their years", "back/chronology"),
        (f"{len(writers)}", "named writers", "front/correspondents"),
        (f"{words:,}", "words", "back/source-map"),
        (f"{redactions}", "redactions in the text", "back/redactions"),
        (f"{len(page.domain.notes())}", "notes of ours", "back/reading-log"),
        (f"{len(page.domain.quotations())}", "verified quotations", "back/quotations"),
    ]
    known = page.domain.env.found_docs
    items = []
    for number, what, docname in facts:
        link = ("page", f"{docname}#") if docname in known else ("", "")
        line = page.show(Words(number, classes="number"), Words(" "), Words(what, *link))
        items.append(nodes.list_item("", nodes.paragraph("", "", *line)))
    return [nodes.bullet_list("", *items, classes=["glance"])]


def _months(messages: list[Message]) -> str:
    """``May – November 2015``, from the first and the last printed date."""
    dated = [message.header.sent.when for message in messages if message.header.sent.when]
    if not dated:
        return "undated"
    (first, start), (last, end) = ((when[:4], MONTHS[int(when[5:7]) - 1]) for when in (min(dated), max(dated)))
    if (first, start) == (last, end):
        return f"{start} {first}"
    return f"{start} – {end} {last}" if first == last else f"{start} {first} – {end} {last}"


def _reach(messages: list[Message]) -> list[Words]:
    """``nos. 1–8``, runs of numbers that follow one another, their ends leading to the letters."""
    runs: list[list[Message]] = []
    for message in messages:
        if runs and message.number.isdigit() and runs[-1][-1].number == str(int(message.number) - 1):
            runs[-1].append(message)
        else:
            runs.append([message])
    shown = [Words("no. " if len(messages) == 1 else "nos. ")]
    for at, run in enumerate(runs):
        shown += [Words(", ")] if at else []
        shown.append(number_in_words(run[0]))
        shown += [Words("–"), number_in_words(run[-1])] if len(run) > 1 else []
    return shown
