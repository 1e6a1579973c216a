"""What this book prints of the letters, as the Corpus's own values: asks the domain and the pages as read; writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder

from corpus.book import Annotation, Book, Page, Quotation
from corpus.digest import digest

if TYPE_CHECKING:
    from .domain import EditionDomain

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def address(docname: str) -> str:
    """A page's address in the HTML book."""
    return f"{docname}.html"


def printed(domain: EditionDomain) -> Book:
    """Homes, notes, quotations and pages, in reading order; of pages the titles, because the rest takes time to read again."""
    return Book(
        homes={id: f"{address(place.docname)}#{place.anchor}" for id, place in domain.places("message")},
        notes=tuple(
            Annotation(note.message, note.paragraph, note.words, note.kind, address(note.docname), note.text)
            for note in domain.notes()
        ),
        quotations=tuple(Quotation(one.source, one.paragraph, one.words, address(one.docname)) for one in domain.quotations()),
        pages=tuple(Page(address(docname), domain.env.titles[docname].astext()) for docname in _docnames(domain)),
    )


def pages(domain: EditionDomain, builder: Builder) -> tuple[Page, ...]:
    """Every page, with what is on it."""
    return tuple(_page(domain, builder, docname) for docname in _docnames(domain))


def _docnames(domain: EditionDomain) -> list[str]:
    """The pages in reading order, and then by name."""
    order, found = domain.reading_order(), domain.env.found_docs
    return [docname for docname in (*order, *sorted(found - set(order))) if docname in found]


def _page(domain: EditionDomain, builder: Builder, docname: str) -> Page:
    """``read`` is a page as its author wrote it, ``shown`` the same with its letters and lists."""
    read = domain.env.get_doctree(docname)
    shown = domain.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    numbered = {use[-1] for what in ("discussed", "quoted") for use in domain.data[what].get(docname, ())}
    anchors = tuple(dict.fromkeys(anchor for anchor in _anchors(read) if anchor not in numbered))
    words = len(_WORD.findall(" ".join(text.astext() for text in read.findall(nodes.Text))))
    return Page(address(docname), domain.env.titles[docname].astext(), words, digest(shown.astext()), anchors)


def _anchors(read: nodes.document) -> Iterator[str]:
    """What another page or book can link to: sections, and targets that an author set."""
    for section in read.findall(nodes.section):
        yield from section["ids"] if "thread" not in section["classes"] else ()
    for target in read.findall(nodes.target):
        yield from target["ids"]
        if "refid" in target:
            yield target["refid"]
