"""The books an edition is compared with: P, its words without the edition, and D, P with the theme as it is; measures nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from .measure import built_pages
from .synthesis import Edition
from .wording import page

#: What P's settings change in those of the edition: its extensions and its layout go, its sidebar stays.
PLAIN = """
extensions = [name for name in extensions if not name.startswith(("edition", "sphinxcontrib.bibtex"))] + ["edition.navigation"]
primary_domain = None
html_theme = "sphinx_book_theme"
"""
#: What D's settings change in those of P: the theme's own sidebar and its own options.
DEFAULTS = """
extensions.remove("edition.navigation")
html_sidebars, html_theme_options = {}, {}
"""
_TOCTREE = re.compile(r"^```\{toctree\}$.*?^```$", re.DOTALL | re.MULTILINE)


def plain(edition: Edition, html: Path, folder: Path, settings: str = PLAIN) -> Path:
    """Make P and return its book folder: the pages of the edition's built ``html``, with their headings and words alone.

    Whatever the edition makes of directives, tables and the Corpus is in P what it is to a reader: words. The lists of pages
    are the edition's own.
    """
    shutil.copytree(edition.book, folder, ignore=shutil.ignore_patterns("*.md", "*.bib"))
    for path in built_pages(html):
        name = path.relative_to(html).with_suffix(".md")
        source = edition.book / name
        lists = _TOCTREE.findall(source.read_text("utf-8")) if source.exists() else []
        # The two indices have no source, and stand in no list of pages.
        start = "" if source.exists() else "---\norphan: true\n---\n\n"
        made = folder / name
        made.parent.mkdir(exist_ok=True)
        text = "\n\n".join([start + page(path.read_text("utf-8")).rstrip(), *lists])
        made.write_text(text + "\n", encoding="utf-8", newline="\n")
    conf = folder / "conf.py"
    conf.write_text(conf.read_text("utf-8") + settings, encoding="utf-8", newline="\n")
    return folder


def with_defaults(edition: Edition, html: Path, folder: Path) -> Path:
    """Make D and return its book folder: P with the theme as it comes."""
    return plain(edition, html, folder, PLAIN + DEFAULTS)
