"""Where the page of a letter is, and where words lead from it: to other letters' pages, to their homes where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders import Builder

from ..links import Page, Words

if TYPE_CHECKING:
    from ..domain import EditionDomain

FOLDER = "letters"


def has_letter_pages(builder: Builder) -> bool:
    """Whether this builder's book has a page for each letter; one that joins pages or names them otherwise has none."""
    return builder.name == "html"


def page_name(id: str) -> str:
    """What would be the page's docname, if it were a document."""
    return f"{FOLDER}/{id}"


def paragraph(number: int | str) -> str:
    """The HTML id of a paragraph on its letter's page."""
    return f"p{number}"


class LetterPage(Page):
    """The page of one letter while it is written: its letters lead to one another's pages, all else into the book."""

    def __init__(self, domain: EditionDomain, builder: Builder, id: str) -> None:
        super().__init__(domain, builder, page_name(id))
        self.id = id

    def anchor(self, id: str, number: int) -> str:
        """A paragraph's address, short because the page is its letter's own."""
        return paragraph(number)

    def address(self, words: Words) -> str:
        """Where words lead; a letter leads to its own page where the book prints it."""
        if words.kind != "msg":
            return super().address(words)
        id, _, number = words.target.partition(" ¶")
        return self.letter(id, number) if self.domain.place("message", id) else ""

    def letter(self, id: str, number: str = "") -> str:
        """The address of a letter or of one of its paragraphs, from this page."""
        page = "" if id == self.id and number else f"{id}.html"
        return page + (f"#{paragraph(number)}" if number else "")
