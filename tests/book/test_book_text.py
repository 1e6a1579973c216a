"""The built book against the witness: every message, every character."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from lxml import html

from corpus import Corpus

from .conftest import ROOT, Row, letters_in

Trees = dict[str, html.HtmlElement]


def text_without_apparatus(element: html.HtmlElement) -> str:
    """The characters of an element that are not inside ``data-apparatus``."""
    if element.get("data-apparatus") is not None:
        return element.tail or ""
    inside = (element.text or "") + "".join(text_without_apparatus(child) for child in element)
    return inside + (element.tail or "")


def paragraphs_shown(message: html.HtmlElement) -> list[str]:
    """The paragraphs of a message's body as a reader would copy them."""
    (body,) = message.xpath('.//*[contains(concat(" ", @class, " "), " message-body ")]')
    letters = body.xpath('.//p[contains(concat(" ", @class, " "), " letter ")]')
    shown = [text_without_apparatus(p).removesuffix(p.tail or "") for p in letters]
    assert "\n".join(shown).split() == text_without_apparatus(body).split(), "text outside the paragraphs"
    return shown


def test_every_message_reads_as_the_witness_does(trees: Trees, witness: list[str], read_by_hand: list[Row]) -> None:
    """The body of each message, paragraph by paragraph, is its lines in the witness but for their indentation."""
    with (ROOT / "sources" / "ledger.tsv").open(encoding="utf-8") as file:
        ids = [line.split("\t")[1] for line in file if line[0].isdigit()]
    shown = {m.get("data-message"): paragraphs_shown(m) for tree in trees.values() for m in letters_in(tree)}
    assert set(shown) == set(ids)
    for id, row in zip(ids, read_by_hand, strict=True):
        lines = witness[row.line + 1 : row.last + 1]
        assert shown[id] == [line.lstrip(" ") for line in lines if line.strip()], id


def test_every_header_is_shown_as_printed(trees: Trees, witness: list[str], read_by_hand: list[Row], corpus: Corpus) -> None:
    """What opens under 'As printed' is the header's line in the witness."""
    printed = {m.get("data-message"): m.xpath(".//details/p")[0].text for tree in trees.values() for m in letters_in(tree)}
    for id, row in zip(corpus.messages, read_by_hand, strict=True):
        assert printed[id] == witness[row.line]


def test_headings_and_transcribers_notes_are_shown_as_printed(trees: Trees, witness: list[str]) -> None:
    """Each heading line stands in a section heading; the one note between messages stands between them, outside all bodies."""
    with (ROOT / "tests" / "corpus" / "expected" / "threads.tsv").open(encoding="utf-8", newline="") as file:
        lines = [int(row["line"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    expected = sorted(witness[line].strip() for line in lines)
    sections = [s for tree in trees.values() for s in tree.xpath('//section[contains(@class, "thread")]')]
    titles = [section.find("h2") for section in sections]
    headings = [
        title.text_content().removesuffix("¶").strip() for title in titles if not title.xpath("./span[@class='continued']")
    ]
    assert sorted(headings) == expected
    again = {title.text_content().removesuffix("¶").strip() for title in titles} - set(headings)
    assert {title.removesuffix(" (continued)") for title in again} <= set(expected)
    outside = '//p[contains(@class, "transcribers-note")][not(ancestor::header)]'
    notes = [note for tree in trees.values() for note in tree.xpath(outside)]
    assert [note.text_content() for note in notes] == [witness[181]]
    assert notes[0].getprevious().get("data-message") == "2016-01-02-redacted"
    assert notes[0].getnext().get("data-message") == "2016-01-02-sutskever"


def test_every_message_has_one_home_in_order(trees: Trees, corpus: Corpus) -> None:
    """Each message stands once in the book, and within a page threads keep the archive's order of messages."""
    homes = [(page, m.get("data-message")) for page, tree in trees.items() for m in letters_in(tree)]
    assert len(homes) == len({id for _, id in homes}) == len(corpus.messages)
    order = list(corpus.messages)
    for page in {page for page, _ in homes}:
        here = [order.index(id) for name, id in homes if name == page]
        assert here == sorted(here), page


def test_paragraph_numbers_are_the_lines_counted_from_one(trees: Trees, corpus: Corpus) -> None:
    """¶ n is the n-th non-empty line of a body, its anchor is made from it, and the number leads to its own address."""
    for tree in trees.values():
        for message in letters_in(tree):
            id = message.get("data-message")
            numbered = message.xpath('.//p[contains(@class, "letter")]')
            assert [p.get("id") for p in numbered] == [f"msg-{id}-p{n}" for n in range(1, len(numbered) + 1)]
            links = message.xpath('.//span[contains(@class, "paragraph-number")]/a')
            assert [(a.text, a.get("href")) for a in links] == [
                (str(n), f"#msg-{id}-p{n}") for n in range(1, len(corpus.messages[id].paragraphs) + 1)
            ]


def test_no_link_in_the_book_dangles(built: Path, trees: Trees) -> None:
    """Every internal link leads to a page that exists and an id that stands on it."""
    ids = {page: set(tree.xpath("//@id")) for page, tree in trees.items()}
    dangling = []
    for page, tree in trees.items():
        for link in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            path, _, fragment = link.partition("#")
            if "://" in link or link.startswith(("mailto:", "data:")):
                continue
            target = (built / page).parent.joinpath(path.partition("?")[0]).resolve() if path else built / page
            name = target.relative_to(built.resolve()).as_posix() if target.is_relative_to(built.resolve()) else page
            if not target.exists() or (fragment and target.suffix == ".html" and fragment not in ids.get(name, {fragment})):
                dangling.append((page, link))
    assert dangling == []


def test_no_page_is_empty_or_promises_to_come(trees: Trees) -> None:
    """Each chapter has a title, an opening of its own before the first letter, and no words of a placeholder."""
    for page, tree in trees.items():
        found = re.findall(r"\b(?:lorem ipsum|coming soon|todo)\b", tree.text_content(), re.IGNORECASE)
        assert not found, page
        if page.startswith("chapters/"):
            opening = " ".join(p.text_content() for p in tree.xpath("//section[h1]/p"))
            assert len(opening.split()) > 40, page
