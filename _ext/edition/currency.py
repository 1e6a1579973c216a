"""Which pages are no longer current: read again, or only written again; knows what pages showed, not how."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from corpus.digest import digest

if TYPE_CHECKING:
    from .domain import EditionDomain


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Pages to read again: their file has another content (whatever its date), or the corpus another value."""
    domain = _domain(env)
    files = domain.data["files"]
    return [
        docname
        for docname in sorted(env.found_docs - added - changed)
        if files.get(docname) != file_digest(env, docname) or domain.has_other_values(docname)
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
    places = [(kind, sorted(domain.places(kind))) for kind in ("message", "thread", "person")]
    sections = [(docname, sorted(env.toctree_includes[docname])) for docname in sorted(env.toctree_includes)]
    labels = sorted((name, tuple(map(str, target))) for name, target in env.get_domain("std").data["labels"].items())
    citations = sorted(map(repr, env.get_domain("cite").data.get("citations", []))) if "cite" in env.domains else []
    shared = digest((titles, places, sections, labels, citations, domain.corpus.state))
    before, domain.data["shared"] = domain.data["shared"], shared
    return sorted(env.found_docs) if before != shared else []


def file_digest(env: BuildEnvironment, docname: str) -> str:
    """A digest of a page's source file; empty where there is none."""
    try:
        return hashlib.sha256(env.doc2path(docname).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _domain(env: BuildEnvironment) -> EditionDomain:
    return cast("EditionDomain", env.get_domain("edition"))
