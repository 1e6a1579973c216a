"""The book as plain JSON, and back: homes, notes, quotations and pages; knows the shape of them alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..book import Annotation, Book, Page, Quotation


def book_json(book: Book) -> dict[str, Any]:
    """Every part of the book by its name in the contract; homes stand with their messages."""
    return {
        "notes": [
            {
                "message": note.message,
                "paragraph": note.paragraph,
                "words": note.words,
                "kind": note.kind,
                "page": note.page,
                "text": note.text,
            }
            for note in book.notes
        ],
        "quotations": [
            {"source": one.source, "paragraph": one.paragraph, "words": one.words, "page": one.page} for one in book.quotations
        ],
        "pages": [
            {
                "page": page.address,
                "title": page.title,
                "words": page.words,
                "digest": page.digest,
                "anchors": list(page.anchors),
            }
            for page in book.pages
        ],
    }


def book_of(data: Mapping[str, Any]) -> Book:
    """The inverse: what exported data says of the book."""
    return Book(
        homes={message["id"]: message["home"] for message in data["messages"] if message["home"]},
        notes=tuple(Annotation(**note) for note in data["notes"]),
        quotations=tuple(Quotation(**one) for one in data["quotations"]),
        pages=tuple(
            Page(page["page"], page["title"], page["words"], page["digest"], tuple(page["anchors"])) for page in data["pages"]
        ),
    )
