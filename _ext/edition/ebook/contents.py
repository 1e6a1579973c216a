"""The order of an e-book and its table of contents: parts, pages, threads; knows no file format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..navigation import Part, parts_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..domain import EditionDomain


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; a part of the book has no page of its own, and leads to its first."""

    title: str
    docname: str
    anchor: str = ""
    part: bool = False
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The book in its order: what is listed, every page (``order``), and in which ``division`` of the book each stands."""

    entries: tuple[Entry, ...]
    order: tuple[str, ...]
    divisions: dict[str, str]

    def first(self, division: str) -> str:
        """The first page of a division; empty where there is none."""
        return next((docname for docname in self.order if self.divisions[docname] == division), "")


def contents_of(env: BuildEnvironment, domain: EditionDomain, indices: dict[str, str]) -> Contents:
    """Parts, pages and, in the parts that print letters, the sections of pages; the ``indices`` (page → title) stand last.

    A page that stands in no part of the root page is in the book, and not in its contents; one that only the web edition
    has is in neither.
    """
    root = env.config.root_doc
    web_only = {*env.config.edition_web_only}
    parts = tuple(_without(part, web_only) for part in parts_of(env))
    with_letters = {place.docname for _, place in domain.places("message")}
    divisions = _divisions(parts, with_letters)
    listed = [docname for part in parts for docname, _ in part.pages]
    rest = sorted(env.found_docs - {*listed, root} - web_only)
    order = [root, *dict.fromkeys(listed), *rest, *indices]
    entries = [Entry(env.titles[root].astext(), root)]
    for part in parts:
        pages = tuple(_page(env, docname, title, divisions[docname]) for docname, title in part.pages)
        entries += [Entry(part.caption, pages[0].docname, part=True, below=pages)] if part.caption and pages else pages
    entries += [Entry(title, docname) for docname, title in indices.items()]
    known = {root: "frontmatter", **dict.fromkeys(rest, "bodymatter"), **divisions, **dict.fromkeys(indices, "backmatter")}
    return Contents(tuple(entries), tuple(order), known)


def _without(part: Part, docnames: set[str]) -> Part:
    return Part(part.caption, tuple(page for page in part.pages if page[0] not in docnames))


def _divisions(parts: tuple[Part, ...], with_letters: set[str]) -> dict[str, str]:
    """Page → division: what stands before the first part with letters is front matter, what stands after the last back matter."""
    body = [at for at, part in enumerate(parts) if any(docname in with_letters for docname, _ in part.pages)] or [0]
    return {
        docname: "frontmatter" if at < body[0] else "backmatter" if at > body[-1] else "bodymatter"
        for at, part in enumerate(parts)
        for docname, _ in part.pages
    }


def _page(env: BuildEnvironment, docname: str, title: str, division: str) -> Entry:
    below = tuple(_sections(env, docname)) if division == "bodymatter" else ()
    return Entry(title, docname, below=below)


def _sections(env: BuildEnvironment, docname: str) -> Iterator[Entry]:
    """The sections right below a page's title, without the labels and marks of their headings."""
    for item in env.tocs[docname].children[:1]:
        for listed in item.children[1:2]:
            for reference in (next(one.findall(nodes.reference)) for one in listed.children if isinstance(one, nodes.list_item)):
                marks = [one for one in reference.findall(nodes.inline) if {"heading-label", "exhibit"} & {*one["classes"]}]
                title = reference.astext()
                for mark in marks:
                    title = title.replace(mark.astext(), "", 1)
                yield Entry(title.strip(), docname, reference["anchorname"].removeprefix("#"))
