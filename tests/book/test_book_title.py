"""The title page: every chapter with its letters, and the archive in numbers that anyone can count again."""

from __future__ import annotations

import re

from lxml import html

from corpus import Corpus

from .conftest import ROOT, letters_in
from .test_book_text import text_without_apparatus

Trees = dict[str, html.HtmlElement]


def numbers_in(words: str) -> list[int]:
    """``nos. 1–3, 5`` → 1, 2, 3, 5."""
    found: list[int] = []
    for run in words.rpartition("no")[2].lstrip("s. ").split(", "):
        first, _, last = run.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def test_the_title_page_leads_to_every_chapter_and_says_which_letters_it_has(trees: Trees, corpus: Corpus) -> None:
    """In the order of the book: the chapter's own title, and the numbers of the letters that are printed there."""
    items = trees["index.html"].xpath("//ol[contains(@class, 'chapters')]/li")
    order = re.findall(r"^(chapters/\S+)$", (ROOT / "book" / "index.md").read_text("utf-8"), re.MULTILINE)
    assert [item.xpath(".//a/@href")[0].partition("#")[0] for item in items] == [f"{page}.html" for page in order]
    for item, page in zip(items, order, strict=True):
        tree = trees[f"{page}.html"]
        title = tree.xpath("//h1")[0].text_content().removesuffix("¶").strip()
        assert item.xpath(".//a")[0].text_content() == title
        here = [int(corpus.messages[letter.get("data-message")].number) for letter in letters_in(tree)]
        words = item.text_content()
        assert (numbers_in(words) if "no" in words.removeprefix(title) else []) == sorted(here), page


def test_the_archive_at_a_glance_counts_right(trees: Trees) -> None:
    """Letters, threads and words are those of the sources' own files; notes and quotations those of the chapters."""
    shown = [item.text_content().split(" ", 1) for item in trees["index.html"].xpath("//ul[contains(@class, 'glance')]/li")]
    counts = {what.strip(): number.replace(",", "") for number, what in shown}
    sources = ROOT / "sources"
    rows = (sources / "ledger.tsv").read_text("utf-8").splitlines()
    assert counts["letters and messages"] == str(sum(row[:1].isdigit() for row in rows))
    threads = (sources / "threads" / "order.tsv").read_text("utf-8").splitlines()
    assert counts["threads"] == str(sum(row[:1].isdigit() for row in threads))
    sample = re.compile(r"^(`{3,})\{sample\}.*?^\1$", re.DOTALL | re.MULTILINE)  # what is shown to authors is nobody's quotation
    pages = [path for path in (ROOT / "book").rglob("*.md") if not path.name.startswith("_")]
    texts = [sample.sub("", path.read_text("utf-8")) for path in pages]
    assert counts["notes of ours"] == str(sum(text.count(":{annotation} ") for text in texts))
    verified = sum(len(re.findall(r"\{quote\}`|^:{3,}\{quote\} ", text, re.MULTILINE)) for text in texts)
    assert counts["verified quotations"] == str(verified)
    body = [words for tree in trees.values() for words in _words_of_letters(tree)]
    assert counts["words"] == str(len(body))


def _words_of_letters(tree: html.HtmlElement) -> list[str]:
    paragraphs = tree.xpath("//article[@data-message]//p[contains(concat(' ', @class, ' '), ' letter ')]")
    return [word for p in paragraphs for word in text_without_apparatus(p).removesuffix(p.tail or "").split()]
