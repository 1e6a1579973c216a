"""The directives that generate pages, each with the page on which it stands; generates none of them."""

from __future__ import annotations

from docutils import nodes

from corpus.model import Corpus

from ..links import Page, Words
from .table import table


def parts(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A table of the directives without content, by name."""
    titles = page.domain.env.titles
    rows = [
        ([Words(f"{{{part}}}", classes="written")], [Words(titles[docname].astext(), "page", f"{docname}#")])
        for docname, part in sorted(page.domain.said("generated"), key=lambda said: said[::-1])
    ]
    return [table(("Directive", "Page"), (40, 60), rows, "parts", page)]
