"""Binding: the printed sheets become the file that is read, in which every link leads to its place; knows no book."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf

from .pagination import Pagination

#: How the design writes a link to a place of the book: while pages are set nobody asks where that is.
LEADS_TO: Final = b"place:"
#: How far above its place a link ends, in points: words have a height, and would be cut off at the edge of a window.
ABOVE: Final = 10


def bind(sheets: bytes, pdf: Path, pages: Pagination) -> None:
    """Give each link its place, and write the file, packed: the same sheets are the same bytes whenever they are bound."""
    with pikepdf.open(BytesIO(sheets)) as book:
        papers = [(page.obj, float(page.mediabox[3])) for page in book.pages]
        for page in book.pages:
            for link in page.get("/Annots", []):
                action = link.get("/A")
                address = bytes(action.URI) if action is not None and "/URI" in action else b""
                if address.startswith(LEADS_TO):
                    number, x, y = pages.places[address.removeprefix(LEADS_TO).decode()]
                    paper, height = papers[number - 1]
                    link.Dest = pikepdf.Array([paper, pikepdf.Name.XYZ, x, height - max(y - ABOVE, 0), None])
                    link.Contents = pikepdf.String(f"Page {pages.folios[number - 1]}")
                    del link["/A"]
        book.save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
