"""A sidebar whose list of pages is computed once for all pages; knows nothing of letters."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Part:
    """A captioned part of the book with its pages, as (docname, title)."""

    caption: str
    pages: tuple[tuple[str, str], ...]


def parts_of(env: BuildEnvironment) -> tuple[Part, ...]:
    """The toctrees of the root page, which alone has any, with the titles of their pages."""
    root = env.config.root_doc
    parts = []
    for toctree in env.get_doctree(root).findall(addnodes.toctree):
        entries = [(docname, title) for title, docname in toctree["entries"] if docname in env.titles]
        pages = tuple((docname, title or env.titles[docname].astext()) for docname, title in entries)
        parts.append(Part(toctree.get("caption") or "", pages))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page's sidebar shows of a part: all of it, or the ``pages`` around the page itself."""

    caption: str
    pages: tuple[tuple[str, str], ...]
    left_out: int


#: A part with more pages than this is shown in part: the size of a page must not grow with the book.
MOST = 30


def around(part: Part, docname: str) -> Shown:
    """The pages of a part, or of a long part those around ``docname``, or its first."""
    if len(part.pages) <= MOST:
        return Shown(part.caption, part.pages, 0)
    here = next((at for at, (name, _) in enumerate(part.pages) if name == docname), 0)
    start = min(max(here - MOST // 2, 0), len(part.pages) - MOST)
    return Shown(part.caption, part.pages[start : start + MOST], len(part.pages) - MOST)


class Sidebar:
    """Computes the list of pages once, and hands every page its part of it; holds the list for one build only."""

    def __init__(self) -> None:
        self.parts: tuple[Part, ...] | None = None

    def add(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
        """Put the page's list into its context (event ``html-page-context``)."""
        if self.parts is None:
            self.parts = parts_of(app.env)
        context["edition_parts"] = [around(part, pagename) for part in self.parts]

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Titles may have changed since the last build in this process (event ``env-updated``)."""
        self.parts = None


def add_to(app: Sphinx, setting: str, value: str) -> None:
    """Add to a setting that is a list; the list itself may be Sphinx's own default, which all books share."""
    setattr(app.config, setting, [*getattr(app.config, setting), value])


def setup(app: Sphinx) -> dict[str, Any]:
    """Usable alone: a book without letters can have the sidebar too."""
    sidebar = Sidebar()
    app.connect("html-page-context", sidebar.add)
    app.connect("env-updated", sidebar.forget)
    # Relative, so that the record of the build does not depend on where the project stands.
    add_to(app, "templates_path", os.path.relpath(TEMPLATES, app.confdir))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
