"""The books an edition is compared with: P, its words without the edition, and D, P with the theme as it is; measures nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from corpus import load

from .generated import index_of_dates, index_of_people
from .synthesis import Edition
from .wording import page, paragraphs

#: What P's settings change in those of the edition: its extensions go, its sidebar stays.
PLAIN = """
extensions = [name for name in extensions if name not in ("edition", "sphinxcontrib.bibtex")] + ["edition.navigation"]
primary_domain = None
"""
#: What D's settings change in those of P: the theme's own sidebar and its own options.
DEFAULTS = """
extensions.remove("edition.navigation")
html_sidebars, html_theme_options = {}, {}
"""
_ENTRY = re.compile(r"^@\w+\{.*?^\}", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^\s*\w+ = \{+(.*?)\}+,?$", re.MULTILINE)


def plain(edition: Edition, folder: Path, settings: str = PLAIN) -> Path:
    """Make P from an edition and return its book folder: the same pages, headings and words, with no directive of ours."""
    corpus = load(edition.sources)
    shutil.copytree(edition.book, folder, ignore=shutil.ignore_patterns("*.md", "*.bib"))
    entries = _bibliography(edition.book.glob("*.bib"))
    for path in sorted(edition.book.rglob("[!_]*.md")):
        made = folder / path.relative_to(edition.book)
        made.parent.mkdir(exist_ok=True)
        made.write_text(page(path.read_text("utf-8"), corpus, entries), encoding="utf-8", newline="\n")
    for name, title, lines in (
        ("edition-people", "Index of people", index_of_people(corpus)),
        ("edition-dates", "Chronological index", index_of_dates(corpus)),
    ):
        text = "\n".join(["---\norphan: true\n---", f"({name})=", f"# {title}\n", *paragraphs(lines)])
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    conf = folder / "conf.py"
    conf.write_text(conf.read_text("utf-8") + settings, encoding="utf-8", newline="\n")
    return folder


def with_defaults(edition: Edition, folder: Path) -> Path:
    """Make D from an edition and return its book folder: P with the theme as it comes."""
    return plain(edition, folder, PLAIN + DEFAULTS)


def _bibliography(files: Iterable[Path]) -> list[str]:
    """One paragraph an entry: the words of its fields."""
    entries = [entry for path in sorted(files) for entry in _ENTRY.findall(path.read_text("utf-8"))]
    return [". ".join(_FIELD.findall(entry)).replace("\\", "") for entry in entries]
