"""A small book made of real letters: written to a fresh folder, built in this process, and read back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

from corpus import Corpus, load

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "sources"
ROOTS = ROOT / "tests" / "roots"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

SETTINGS: dict[str, Any] = {
    "project": "Letters",
    "release": "1",
    "extensions": ["myst_parser", "edition"],
    "primary_domain": "edition",
    "myst_enable_extensions": ["colon_fence"],
    "edition_complete": False,
    "html_theme": "basic",
    "nitpicky": True,
    "keep_warnings": False,
}


@dataclass(frozen=True, slots=True)
class Built:
    """One build: where its files are, what it said, which pages it read and which it wrote."""

    out: Path
    env: BuildEnvironment
    warnings: str
    read: tuple[str, ...]
    written: tuple[str, ...]

    def text(self, name: str) -> str:
        """One file of the output."""
        return (self.out / name).read_text(encoding="utf-8")

    def page(self, docname: str = "index") -> Any:
        """One page of the HTML output, parsed."""
        return html.fromstring(self.text(f"{docname}.html"))


class Book:
    """The folder of one small book: pages are written, changed and built in it, each builder with its own doctrees."""

    def __init__(self, folder: Path, sources: Path = SOURCES) -> None:
        self.folder = folder
        self.src = folder / "src"
        self.sources = sources
        self.src.mkdir(parents=True, exist_ok=True)
        (self.src / "conf.py").touch()

    def write(self, **pages: str) -> Book:
        """Write pages: ``index="# Title"`` is ``index.md``."""
        for docname, text in pages.items():
            (self.src / f"{docname}.md").write_text(text, encoding="utf-8")
        return self

    def own_sources(self) -> Path:
        """Give this book a copy of the sources that a test may change."""
        self.sources = self.folder / "sources"
        shutil.copytree(SOURCES, self.sources)
        return self.sources

    def build(self, builder: str = "html", where: str = "", **settings: Any) -> Built:
        """Build into ``where``, again if it was built there before."""
        app = SphinxTestApp(
            builder,
            srcdir=self.src,
            builddir=self.folder / "build" / (where or builder),
            confoverrides=SETTINGS | {"edition_sources": str(self.sources)} | settings,
        )
        read: list[str] = []
        written: list[str] = []

        def note_read(app: Sphinx, docname: str, source: list[str]) -> None:
            read.append(docname)

        def note_written(app: Sphinx, doctree: Any, docname: str) -> None:
            written.append(docname)

        app.connect("source-read", note_read)
        app.connect("doctree-resolved", note_written)
        try:
            app.build()
        finally:
            app.cleanup()
        warnings = _ESCAPES.sub("", app.warning.getvalue()).replace(f"{self.src}/", "")
        return Built(app.outdir, app.env, warnings, tuple(sorted(read)), tuple(sorted(written)))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book."""
    return Book(tmp_path / "book")


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The letters themselves."""
    return load(SOURCES)
