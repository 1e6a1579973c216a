"""The title page's offer of the book's other forms; in print, in an e-book, and where none were made, it is silent."""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes

from corpus.model import Corpus

from .. import nodes as own
from ..downloads import downloads
from ..links import Page


def offered(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """One line: the version, and each file with its size."""
    env = page.domain.env
    found = downloads(env.config, Path(env.srcdir)) if page.builder.name == "html" else ()
    if not found:
        return []
    root = "../" * page.docname.count("/")
    links = " · ".join(f'<a href="{root}{escape(one.address)}" download>{escape(one.words)}</a>' for one in found)
    return [own.run(markup=f'<p class="offered">Take version {escape(env.config.version)} with you: {links}</p>\n')]
