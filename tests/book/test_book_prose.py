"""Our own prose as it is read: what only some formats can do is said in those alone, and every sentence comes to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sphinx.util.tags import Tags

from tests.print import pages_of

from .conftest import ROOT

#: What stands in some formats alone, and the sentences in it that have no role and no mark.
_ONLY = re.compile(r"^(:{3,})\{only\} ([^\n]+)\n(.+?)^\1$", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"[^{}`*\[\]()<>|-]+[.:]")


def said_only() -> Iterator[tuple[str, str, str]]:
    """Page, format and sentence, for each sentence that not all formats have."""
    for path in sorted((ROOT / "book").rglob("*.md")):
        for _, where, block in _ONLY.findall(path.read_text(encoding="utf-8")):
            for line in filter(_PLAIN.fullmatch, block.splitlines()):
                yield path.relative_to(ROOT / "book").with_suffix("").as_posix(), where, line


def said_in(where: str, builder: str) -> bool:
    """Whether a builder says what stands under a condition on the builders' names."""
    return Tags([f"builder_{builder}"]).eval_condition(where)


def words_in(text: str) -> str:
    """Letters and digits alone: hyphens at the end of a line, quotation marks and blanks are each format's own."""
    return re.sub(r"\W|_", "", re.sub(r"[\x02\ufffe]\s*", "", text))


@pytest.fixture(scope="module")
def on_paper(printed: Path) -> str:
    """The words of the printed book."""
    return words_in("".join(pages_of(printed)))


def test_what_only_a_screen_can_do_is_not_printed(trees: dict[str, html.HtmlElement], on_paper: str) -> None:
    """On paper nobody is told to click, choose, filter or paste; the web edition says it, and paper what stands there instead."""
    found = list(said_only())
    assert {"front/how-to-read", "back/archive", "back/inbox", "back/self-review"} <= {page for page, _, _ in found}
    for page, where, sentence in found:
        assert (words_in(sentence) in on_paper) is said_in(where, "pdf"), sentence
        on_screen = said_in(where, "html")  # what is not said there may be said by the tool itself
        assert not on_screen or words_in(sentence) in words_in(trees[f"{page}.html"].text_content()), sentence


#: What a reader of paper cannot do or see.
_OF_A_SCREEN = re.compile(r"\b(clicks?|below leads|one link away|thin line|address bar|are a link|leads? here)\b", re.IGNORECASE)


def test_the_front_pages_ask_nothing_of_paper(printed: Path) -> None:
    """Before the letters no printed sentence speaks of what only a web page shows."""
    front = [" ".join(re.sub(r"[\x02\ufffe]\s*", "", page).split()) for page in pages_of(printed)[:30]]
    assert any("How to read this book" in page for page in front)
    assert [found.group() for page in front for found in _OF_A_SCREEN.finditer(page)] == []


def test_no_sentence_stops_short_at_a_quotation(trees: dict[str, html.HtmlElement]) -> None:
    """The place of a quotation that ends a sentence has the sentence's own stop behind it, whatever the quotation ends with."""
    pages = [tree for name, tree in trees.items() if name.startswith(("chapters/", "front/", "back/glossary"))]
    places = [place for tree in pages for place in tree.xpath("//p/span[@class='locus']")]
    assert len(places) > 500
    last = [place for place in places if re.match(r"\n", place.tail or "") or not (place.tail or place.getnext() is not None)]
    assert [" ".join(place.getparent().text_content().split()) for place in last] == []
