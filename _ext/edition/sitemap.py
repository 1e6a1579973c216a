"""The list of pages for search engines, for a book that knows its own address; knows nothing of letters but their folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

#: Pages that no reader searches for.
_LEFT_OUT = {"404", "search", "genindex"}


def sitemap(addresses: list[tuple[str, str]]) -> str:
    """Addresses with the dates of their last changes, or none, in the form of sitemaps.org."""
    lines = []
    for address, day in addresses:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{changed}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(lines)}</urlset>\n"


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` beside the pages (event ``build-finished``), if the book has an address (html_baseurl)."""
    base = app.config.html_baseurl
    if exception is not None or not base or app.builder.name != "html":
        return
    out = Path(app.outdir)
    dates = getattr(app.env, "edition_last_changes", {})
    letters = [f"letters/{page.stem}" for page in sorted((out / "letters").glob("*.html"))]
    names = [name for name in (*sorted(app.env.found_docs), *letters) if name not in _LEFT_OUT]
    base = base if base.endswith("/") else f"{base}/"
    addresses = [(f"{base}{quote(name)}.html", dates[name].isoformat() if name in dates else "") for name in names]
    (out / "sitemap.xml").write_text(sitemap(addresses), encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Usable alone."""
    app.connect("build-finished", write_sitemap)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
