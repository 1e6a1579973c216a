"""Which pages are no longer current: read again, or only written again; knows what pages showed, not how."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from corpus.digest import digest

from .navigation import parts_of

if TYPE_CHECKING:
    from .domain import EditionDomain


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Pages to read again: their file has another content (whatever its date), or the corpus another value."""
    domain = _domain(env)
    files = domain.data["files"]
    same = domain.data["state"] == domain.corpus.state
    return [
        docname
        for docname in sorted(env.found_docs - added - changed)
        if files.get(docname) != file_digest(env, docname) or (not same and domain.has_other_values(docname))
    ]


def note_file(app: Sphinx, docname: str, source: list[str]) -> None:
    """Remember what a page was read from, when it is read."""
    _domain(app.env).data["files"][docname] = file_digest(app.env, docname)


def rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages to write again because something they share has changed: titles, order, homes, anything of the corpus.

    Sphinx writes only what it has read, so that a renamed heading would leave every other page's sidebar, links and
    neighbours as they were. A page's own prose is not shared: after such an edit, this page alone is written.
    """
    domain = _domain(env)
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    places = [(kind, id, place.docname, place.anchor) for kind in domain.kinds for id, place in domain.places(kind)]
    order = (parts_of(env), sorted((docname, tuple(pages)) for docname, pages in env.toctree_includes.items()))
    labels = sorted((name, tuple(map(str, target))) for name, target in env.get_domain("std").data["labels"].items())
    generated = sorted(domain.data["generated"].items())
    shared = digest((titles, places, order, labels, generated, _citations(env), domain.corpus.state))
    said = digest([sorted(domain.data[what].items()) for what in domain.passages])
    domain.data["state"] = domain.corpus.state
    before, domain.data["shared"] = domain.data["shared"], shared
    said_before, domain.data["said"] = domain.data["said"], said
    if before != shared:
        return sorted(env.found_docs)
    # What pages quote, discuss and note is listed on generated pages alone.
    return sorted(domain.data["generated"]) if said_before != said else []


def forget_lost_words(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Take words that no page has any more out of the search index, before it is written; make no page.

    Sphinx's index, when it is brought up to date, keeps them with an empty list of pages (Sphinx 9.0), so that it is
    not the index of a cold build.
    """
    indexer = getattr(app.builder, "indexer", None)
    for mapping in (indexer._mapping, indexer._title_mapping) if indexer is not None else ():
        for word in [word for word, pages in mapping.items() if not pages]:
            del mapping[word]
    yield from ()


def _citations(env: BuildEnvironment) -> list[tuple[str, ...]]:
    """The bibliography as pages show it: labels and entries; empty in a book without one."""
    if "cite" not in env.domains:
        return []
    cited = env.get_domain("cite").data["citations"]
    entries = ((citation, citation.formatted_entry) for citation in cited)
    return sorted((c.bibliography_key.docname, c.citation_id, c.key, entry.label, str(entry.text)) for c, entry in entries)


def file_digest(env: BuildEnvironment, docname: str) -> str:
    """A digest of a page's source file; empty where there is none."""
    try:
        return hashlib.sha256(env.doc2path(docname).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _domain(env: BuildEnvironment) -> EditionDomain:
    return cast("EditionDomain", env.get_domain("edition"))
