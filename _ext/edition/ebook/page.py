"""Where words lead from a page of an e-book: the number of a letter to its permanent address, all else into the book."""

from __future__ import annotations

from ..imprint import edition
from ..links import Page


class EbookPage(Page):
    """One page of an e-book while it is written."""

    def permanent(self, id: str, number: int | None = None) -> str:
        """The address of a letter's page on the web, or of a paragraph there; empty where this book has no address."""
        address = edition(self.domain.env.config).address(id)
        return f"{address}#p{number}" if address and number else address
