"""The book as an EPUB that any reader opens: pages without scripts, a package that validates; knows no letter's text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from .builder import THEME, Ebook


def setup(app: Sphinx) -> dict[str, Any]:
    """Put our builder in the place of Sphinx's own."""
    app.add_html_theme(THEME, str(Path(__file__).parent / "theme"))
    app.add_builder(Ebook, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
