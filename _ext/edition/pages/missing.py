"""What is missing: what letters speak of and the archive lacks, and marks of what is lost; shows the Corpus, supplies nothing."""

from __future__ import annotations

from docutils import nodes

from corpus.commentary import Reference
from corpus.gap import originals_lacking, placeholders
from corpus.model import Corpus
from corpus.reference import MISSING

from ..links import Page, Words
from ..render import number_in_words
from .places import Places, counted
from .sections import bullets, jumps, line, section

TITLES = {
    "call": "Calls", "meeting": "Meetings and talks", "letter": "Letters", "document": "Documents",
    "attachment": "Attachments", "link": "Links", "message": "Messages and remarks",
}  # fmt: skip
ORIGINALS, MARKS = "missing-originals", "missing-marks"


def missing(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A section for each kind of what letters speak of, then answers without originals, then the transcriber's marks."""
    lacking = [reference for reference in corpus.apparatus.references if reference.to is None]
    by_kind = {kind: [reference for reference in lacking if reference.kind == kind] for kind in MISSING}
    there = [(TITLES[kind], f"missing-{kind}", found) for kind, found in by_kind.items() if found]
    letters = len({reference.at.source for reference in lacking})
    counts = f"{counted(len(lacking), 'passage')} of {counted(letters, 'letter')} speak of what the archive does not have."
    sections = [_spoken_of(title, anchor, found, Places(corpus), page) for title, anchor, found in there]
    last = [*_originals(corpus, page), *_marks(corpus, page)]
    places = [(title, anchor) for title, anchor, _ in there]
    places += [(one[0].astext(), str(one["ids"][0])) for one in last]
    return [line(page, [Words(counts)], "counts"), *jumps(page, places), *sections, *last]


def _spoken_of(title: str, anchor: str, found: list[Reference], places: Places, page: Page) -> nodes.section:
    items = [
        [[places.locus(one.at), Words(", "), places.date(one.at.source)], [places.words(one.at)], places.sentence(one.note)]
        for one in found
    ]
    count = line(page, [Words(f"{counted(len(found), 'passage')}.")], "counts")
    return section(title, anchor, count, bullets(page, items, "missing"))


def _originals(corpus: Corpus, page: Page) -> list[nodes.section]:
    items = []
    for thread, prefix in originals_lacking(corpus.threads):
        head = [Words(thread.title, "thread", thread.id, classes="thread")]
        why = [Words(f"The heading begins with “{prefix}:”, and no letter before "), number_in_words(thread.messages[0], "no. ")]
        items.append([head, [*why, Words(" has its subject.")]])
    return [section("Answers whose originals are not here", ORIGINALS, bullets(page, items, "missing"))] if items else []


def _marks(corpus: Corpus, page: Page) -> list[nodes.section]:
    places = Places(corpus)
    items = [
        [[places.locus(at), Words(", "), places.date(at.source)], [Words(at.text, classes="transcriber"), Words(f": {what}.")]]
        for at, what in placeholders(corpus.messages.values())
    ]
    return [section("The transcriber’s marks for what is lost", MARKS, bullets(page, items, "missing"))] if items else []
