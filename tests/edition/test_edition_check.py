"""The page that checks quotations as Sphinx writes it: form, fallback and scripts, each where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import NO_REGISTER, Book

SCRIPTS = ["archive-data.js", "words.js", "pasted.js", "concordance.js", "alignment.js", "splices.js", "matching.js",
           "neighbours.js", "verdicts.js", "check.js"]  # fmt: skip
PAGES = {"index": "# Book\n\n```{toctree}\ncheck\nother\n```\n", "check": "# Check\n\n```{check}\n```\n", "other": "# Other\n"}


def of_ours(page: Any) -> list[str]:
    """The scripts of the check that a page loads, in their order."""
    sources = page.xpath("//script/@src")
    names = [Path(source.split("?")[0]).name for source in sources]
    return [name for name in names if name in SCRIPTS]


def test_only_the_page_with_the_form_loads_its_scripts(book: Book) -> None:
    """The scripts stand on that page in the order in which they need one another, and on no other."""
    built = book.write(**PAGES).build(**NO_REGISTER)
    assert of_ours(built.page("check")) == SCRIPTS
    assert of_ours(built.page("other")) == []


def test_the_form_is_hidden_until_a_script_shows_it(book: Book) -> None:
    """The form is hidden, its box has a label and a hint, and what stands there without scripts leads on."""
    page = book.write(**PAGES).build(**NO_REGISTER).page("check")
    (form,) = page.xpath("//form[@id='check']")
    assert form.get("hidden") is not None
    (box,) = form.xpath(".//textarea")
    assert form.xpath(f".//label[@for='{box.get('id')}']")
    assert page.xpath(f"//*[@id='{box.get('aria-describedby')}']")
    assert page.xpath("//noscript//a/@href") == ["search.html"]
    assert len(form.xpath(".//button[@data-example]")) == 3


def test_the_list_of_quotations_is_offered_where_the_book_has_one(book: Book) -> None:
    """Without scripts, the page leads to this book's quotations if there is a list of them."""
    pages = PAGES | {"other": "# Quoted words\n\n```{quotations}\n```\n"}
    page = book.write(**pages).build(**NO_REGISTER).page("check")
    assert page.xpath("//noscript//a/@href") == ["other.html", "search.html"]


@pytest.mark.parametrize("builder", ["text", "man", "latex"])
def test_on_paper_there_is_no_form(book: Book, builder: str) -> None:
    """Other formats say that quotations are checked on screen, and print no form."""
    settings: dict[str, Any] = {
        "man_pages": [("index", "book", "Book", "", 1)],
        "latex_documents": [("index", "book.tex", "Book", "", "manual")],
    }
    built = book.write(**PAGES).build(builder, **NO_REGISTER, **settings)
    text = built.text({"text": "check.txt", "man": "book.1", "latex": "book.tex"}[builder])
    assert "Quotations are checked in the book on screen" in " ".join(text.split())
    assert "textarea" not in text


def test_what_is_not_searched_is_named(book: Book) -> None:
    """Every document whose text is not in the data is named on the page."""
    page = book.write(**PAGES).build(**NO_REGISTER).page("check")
    named = page.xpath("//ul[contains(@class, 'not-searched')]/li")
    assert [one.text_content().strip().split(" · ")[0] for one in named] == ["R", "P", "B", "M"]
