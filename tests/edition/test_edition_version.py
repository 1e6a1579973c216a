"""Which version a reader holds, and where the book stands on the web: said wherever it is cited from."""

from __future__ import annotations

import pytest

from .conftest import Book, words

ADDRESS = "https://letters.example/book/"
ENDS = ("?page=1", "#one", "index.html")
PAGE = "# Letters\n\n```{version}\n```\n"


def test_a_book_without_an_address_says_its_version_alone(book: Book) -> None:
    """Nothing is said of the web where nothing is known of it."""
    built = book.write(index=PAGE).build()
    (said,) = built.page().xpath("//section/p")
    assert words(said) == "This is version 1 of the book."


@pytest.mark.parametrize("given", [ADDRESS, ADDRESS.removesuffix("/")])
def test_a_book_with_an_address_says_it_as_a_link(book: Book, given: str) -> None:
    """Beside the version stands the address, to which it leads; with its slash, however it was given."""
    built = book.write(index=PAGE).build(html_baseurl=given)
    (said,) = built.page().xpath("//section/p")
    assert words(said) == f"This is version 1 of the book, which stands on the web at {ADDRESS}."
    assert said.xpath("./a/@href") == [ADDRESS]


@pytest.mark.parametrize(
    "given",
    [
        "letters.example",
        "https://",
        "https://letters.example/a b/",
        f"{ADDRESS}?page=1",
        f"{ADDRESS}#one",
        f"{ADDRESS}index.html",
    ],
)
def test_an_address_below_which_nothing_can_stand_is_refused_in_a_line(book: Book, given: str) -> None:
    """A name without https://, a blank, a query, a page: the address is named, and an example given."""
    said = f"ERROR: html_baseurl is {given!r}, which is no address of a folder, as https://letters.example/book/ is\n"
    assert book.write(index=PAGE).refused(html_baseurl=given) == said
