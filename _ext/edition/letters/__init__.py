"""The page of each letter, at its permanent address, and the way to it from its home; knows no chapter's prose."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from .writing import LetterPages


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the pages at the end of every HTML build."""
    pages = LetterPages()
    app.connect("builder-inited", pages.begin)
    app.connect("doctree-resolved", pages.note_written)
    app.connect("html-collect-pages", pages.write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
