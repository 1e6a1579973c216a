"""Which version of the book a reader holds, and where it stands on the web: for whoever cites it; knows no letter."""

from __future__ import annotations

from docutils import nodes

from corpus.model import Corpus

from ..links import Page


def version(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """One sentence; of the web it speaks where the book has an address there (``html_baseurl``)."""
    config = page.domain.env.config
    said = nodes.paragraph("", f"This is version {config.release} of the book")
    if config.html_baseurl:
        said += nodes.Text(", which stands on the web at ")
        said += nodes.reference("", config.html_baseurl, refuri=config.html_baseurl)
    said += nodes.Text(".")
    return [said]
