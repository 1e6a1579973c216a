"""The printed indices against the pages that they name: each has the name, and none is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus import Corpus
from corpus.commentary import Entry, Organisation, Person, Term
from tests.print import Glyph, pages_of

from .conftest import ROOT

TITLES: dict[str, type[Entry]] = {
    "Index of persons": Person, "Index of organisations": Organisation, "Index of subjects": Term,
}  # fmt: skip
#: The type of a chapter's heading is larger, and that of an entry smaller.
HEADING = 16
SENT, RECEIVED, COPIED, NAMED = "sent", "received", "copied", "named"
#: ``{person}`words <id>```, as an author writes it.
_WRITTEN = re.compile(r"\{(?:person|org)\}`(?P<words>[^`<>]+) <(?P<entry>[^`<>]+)>`")


@dataclass
class Listed:
    """An entry of a printed index: the page labels by role, as printed."""

    name: str = ""
    roles: dict[str, str] = field(default_factory=dict)


@dataclass
class Printed:
    """The pages of the book by their printed numbers, and its indices."""

    labels: list[str]
    texts: list[str]
    entries: dict[str, list[Listed]]
    sent_on: dict[str, str]
    glyphs: dict[str, list[Glyph]]

    def pages(self, listed: str) -> list[int]:
        """``5, 7–9``: the pages that are meant."""
        found: list[int] = []
        for part in re.split(r",\s*", listed.strip(" ;\n")):
            first, _, last = re.sub(r"\s", "", part).partition("–")
            start = self.labels.index(first)
            found += range(start, self.labels.index(last) + 1 if last else start + 1)
        return found


def joined(text: str) -> str:
    """A page's words in one line, divided words made whole."""
    return " ".join(re.sub(r"[\x02\ufffe]\s*", "", text).split())


def entries_of(glyphs: list[Glyph]) -> list[Listed]:
    """Names are bold, roles are italic."""
    entries: list[Listed] = []
    role, before = "", ""
    for glyph in glyphs:
        font = glyph.font.partition("+")[2]
        bold, italic = font == "SourceSerif4-Semibold", font == "SourceSerif4-It"
        if bold and before != "bold":
            entries.append(Listed())
        if bold:
            entries[-1].name += glyph.text
            role = ""
        elif italic and not glyph.made:
            role = role + glyph.text if before == "italic" else glyph.text
        elif entries and not glyph.made:
            entries[-1].roles[role.strip()] = entries[-1].roles.get(role.strip(), "") + glyph.text
        before = "bold" if bold else "italic" if italic else before if glyph.made else "pages"
    return entries


def heading_of(glyphs: list[Glyph], title: str) -> int:
    """Where the heading with these words ends."""
    large = [(at, g.text) for at, g in enumerate(glyphs) if g.size > HEADING and not g.text.isspace()]
    found = "".join(text for _, text in large).rindex(title.replace(" ", ""))
    return large[found][0]


@pytest.fixture(scope="module")
def indices(printed: Path, glyphs: list[Glyph]) -> Printed:
    """What the indices print."""
    with pdfium.PdfDocument(printed) as document:
        labels = [document.get_page_label(number) for number in range(len(document))]
    texts = [joined(text) for text in pages_of(printed)]
    serif = [g for g in glyphs if g.font.partition("+")[2].startswith("SourceSerif4") and (g.size < 9 or g.size > HEADING)]
    starts = [heading_of(serif, title) for title in TITLES]
    ends = [*starts[1:], len(serif)]
    inside = {title: [g for g in serif[start:end] if g.size < 9] for title, start, end in zip(TITLES, starts, ends, strict=True)}
    entries = {title: entries_of(found) for title, found in inside.items()}
    sent_on = {}
    for number, text in enumerate(texts):
        for head in re.finditer(r"no\. (\d+[a-z]?) · [^·]*? As printed:", text):
            sent_on[head[1]] = labels[number]
    return Printed(labels, texts, entries, sent_on, inside)


def forms_of(corpus: Corpus, entry: Entry) -> set[str]:
    """How an entry is called: its names, what letters call it, and what our own words do."""
    forms = {entry.name, entry.sort}
    for mentions in corpus.apparatus.mentions.values():
        forms |= {mention.at.text for mention in mentions if mention.entry == entry.id}
    for message in corpus.messages.values():
        forms |= {party.name for _, party in message.participants if party.person == entry.id}
    for page in sorted((ROOT / "book").rglob("*.md")):
        written = _WRITTEN.finditer(page.read_text(encoding="utf-8"))
        forms |= {one["words"] for one in written if one["entry"] == entry.id}
    return {" ".join(form.split()) for form in forms}


@pytest.mark.parametrize("title", TITLES)
def test_every_page_that_an_index_names_has_the_name(indices: Printed, corpus: Corpus, title: str) -> None:
    """For each role, each page of each range has one of the names of the entry."""
    by_sort = {" ".join(entry.sort.split()): entry for entry in corpus.register.values() if isinstance(entry, TITLES[title])}
    lacking = []
    checked = 0
    for listed in indices.entries[title]:
        forms = forms_of(corpus, by_sort[joined(listed.name)])
        for role, pages in listed.roles.items():
            for page in indices.pages(pages):
                checked += 1
                if not any(form in indices.texts[page] for form in forms):
                    lacking.append((listed.name, role, indices.labels[page]))
    assert checked > 40
    assert lacking == []


def test_the_index_of_persons_has_every_letter_under_its_writer(indices: Printed, corpus: Corpus) -> None:
    """The page on which a letter's header stands is listed, as sent, under the person who sent it."""
    entries = {joined(listed.name): listed for listed in indices.entries["Index of persons"]}
    assert len(indices.sent_on) == len(corpus.messages)
    for message in corpus.messages.values():
        page = indices.labels.index(indices.sent_on[message.number])
        for role, party in message.participants:
            name = {"from": SENT, "to": RECEIVED, "cc": COPIED}.get(role)
            if name and party.person:
                listed = entries[corpus.register[party.person].sort]
                assert page in indices.pages(listed.roles[name]), (message.number, name, listed)


@pytest.mark.parametrize("title", TITLES)
def test_what_a_letter_names_is_listed_on_a_page_of_the_letter(indices: Printed, corpus: Corpus, title: str) -> None:
    """Also where the name stands in an address, or in the transcriber's words, and leads nowhere."""
    listed = {joined(one.name): one for one in indices.entries[title]}
    first = {number: indices.labels.index(label) for number, label in indices.sent_on.items()}
    heads = sorted(first.values())
    lacking = []
    named = [(id, mention.entry) for id, mentions in corpus.apparatus.mentions.items() for mention in mentions if mention.entry]
    for id, key in sorted({*named}):
        entry = corpus.register[key]
        if not isinstance(entry, TITLES[title]):
            continue
        start = first[corpus.messages[id].number]
        ends = next((page for page in heads if page > start), len(indices.labels))
        roles = listed.get(" ".join(entry.sort.split()), Listed()).roles
        pages = roles.get(NAMED, roles.get(""))  # an index that has but one role does not say it
        if pages is None or not {*range(start, ends + 1)} & {*indices.pages(pages)}:
            lacking.append((id, key))
    assert len(named) > 500
    assert lacking == []


def test_pages_of_an_entry_are_in_order_and_runs_of_pages_are_joined(indices: Printed) -> None:
    """No page is listed twice in a role, none out of order, and no two that follow one another stand apart."""
    for entries in indices.entries.values():
        for listed in entries:
            for role, pages in listed.roles.items():
                runs = [indices.pages(run) for run in re.split(r",\s*", pages.strip(" ;\n"))]
                for before, after in pairwise(runs):
                    front = indices.labels[before[-1]].isdigit() != indices.labels[after[0]].isdigit()
                    assert before[-1] + 1 < after[0] or front, (listed.name, role, pages)


@pytest.mark.parametrize("title", TITLES)
def test_the_columns_of_an_index_end_together(indices: Printed, title: str) -> None:
    """On its last page the two columns of an index differ by no more than its longest entry."""
    last = max(g.page for g in indices.glyphs[title])
    body = [g for g in indices.glyphs[title] if g.page == last and not g.made]
    middle = (min(g.x for g in body) + max(g.x for g in body)) / 2
    lowest = [min(g.y for g in body if (g.x < middle) == left) for left in (True, False)]
    assert abs(lowest[0] - lowest[1]) < 60, lowest
