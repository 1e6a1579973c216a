"""Small books made of the real letters: written to fresh folders, built in this process, and read back."""

from __future__ import annotations

import copy
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from lxml import html
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

import edition
from corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"
ROOTS = ROOT / "tests" / "roots"
EXTENSIONS = Path(edition.__file__).resolve().parents[1]
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

#: How the real book reads Markdown is how the small ones do.
MARKDOWN = {name: value for name, value in runpy.run_path(str(ROOT / "book" / "conf.py")).items() if name.startswith("myst_")}

SETTINGS: dict[str, Any] = {
    **MARKDOWN,
    "project": "Letters",
    "author": "the editors",
    "copyright": "the editors",
    "version": "1",
    "release": "1",
    "extensions": ["myst_parser", "edition"],
    "primary_domain": "edition",
    "edition_complete": False,
    "html_theme": "basic",
    "nitpicky": True,
}

#: For a book without a register: the names in its headers lead nowhere, which nitpicky Sphinx would report.
NO_REGISTER: dict[str, Any] = {"nitpick_ignore_regex": [("edition:person", ".*")]}

#: A book that cites works.
CITING: dict[str, Any] = {
    "extensions": ["myst_parser", "sphinxcontrib.bibtex", "edition", "edition.bibliography"],
    "bibtex_bibfiles": ["references.bib"],
    "bibtex_default_style": "edition",
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

    def tree(self) -> dict[str, bytes]:
        """Every file of the output with its bytes, but for Sphinx's own notes to itself."""
        files = sorted(path for path in self.out.rglob("*") if path.is_file() and path.name != ".buildinfo")
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in files}


class Book:
    """The folder of one small book: pages are written, changed and built in it, each builder with its own doctrees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.src = folder / "src"
        self.sources = SOURCES
        self.src.mkdir(parents=True, exist_ok=True)
        (self.src / "conf.py").touch()

    def copy(self, root: Path) -> Book:
        """Start from the pages in a folder of this repository; what its own sources have replaces that of the real ones."""
        for page in sorted(page for end in ("md", "svg", "bib") for page in root.glob(f"*.{end}")):
            shutil.copy(page, self.src)
        if (root / "sources").is_dir():
            shutil.copytree(root / "sources", self.own_sources(), dirs_exist_ok=True)
        return self

    def write(self, **pages: str) -> Book:
        """Write pages: ``index="# Title"`` is ``index.md``."""
        for docname, text in pages.items():
            (self.src / f"{docname}.md").write_text(text, encoding="utf-8")
        return self

    def edit(self, docname: str, old: str, new: str) -> None:
        """Change the one place of a page that reads ``old``."""
        replace_once(self.src / f"{docname}.md", old, new)

    def own_sources(self) -> Path:
        """Give this book a copy of the sources that a test may change."""
        self.sources = self.folder / "sources"
        shutil.copytree(SOURCES, self.sources)
        return self.sources

    def build(self, builder: str = "html", where: str = "", **settings: Any) -> Built:
        """Build into ``where``; a second build there starts from what the first one left."""
        own: dict[str, Any] = {"edition_sources": str(self.sources), "html_static_path": [], "templates_path": []}
        app = SphinxTestApp(
            builder,
            srcdir=self.src,
            builddir=self.folder / "build" / (where or builder),
            confoverrides=SETTINGS | own | settings,
        )
        read: list[str] = []
        written: list[str] = []

        def note_read(app: Sphinx, docname: str, source: list[str]) -> None:
            read.append(docname)

        def note_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
            written.append(docname)

        app.connect("source-read", note_read)
        app.connect("doctree-resolved", note_written)
        try:
            app.build()
        finally:
            app.cleanup()
        warnings = _ESCAPES.sub("", app.warning.getvalue())
        warnings = warnings.replace(f"{self.src}/", "").replace(f"{self.sources}/", "sources/")
        return Built(app.outdir, app.env, warnings, tuple(sorted(set(read))), tuple(sorted(set(written))))

    def refused(self, **settings: Any) -> str:
        """What ``sphinx-build`` says of a book that it does not build; in a process of its own, which ends."""
        values = {**SETTINGS, "edition_sources": str(self.sources), **settings}
        conf = "\n".join(f"{name} = {value!r}" for name, value in values.items())
        (self.src / "conf.py").write_text(conf, encoding="utf-8")
        out = self.folder / "out"
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(self.src), str(out)]
        environment = {**os.environ, "PYTHONPATH": str(EXTENSIONS)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode != 0
        assert not (out / "index.html").exists()
        return done.stderr.replace(f"{self.src}/", "").replace(f"{self.sources}/", "sources/")


def replace_once(path: Path, old: str, new: str) -> None:
    """Change the one place of a file that reads ``old``."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} reads {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def words(element: Any) -> str:
    """An element's text with every run of white space as one blank."""
    return " ".join(element.text_content().split())


def class_of(name: str) -> str:
    """An XPath condition: the element has this class."""
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def body_of(letter: Any) -> Any:
    """The element that holds a message's own text."""
    (body,) = letter.xpath(f".//*[{class_of('message-body')}]")
    return body


def without_apparatus(element: Any) -> Any:
    """A copy of an element from which everything that is not the letter's own text is taken out."""
    bare = copy.deepcopy(element)
    for ours in bare.xpath(".//*[@data-apparatus]"):
        ours.drop_tree()
    return bare


def chapter(corpus: Corpus, title: str, threads: Iterable[str]) -> str:
    """A page that prints whole threads, without a word of prose."""
    lines = [f"# {title}", ""]
    for id in threads:
        lines += [f":::::{{thread}} {id}", ""]
        for message in corpus.by_thread[id].messages:
            lines += [f"::::{{message}} {message.id}", "::::", ""]
        lines += [":::::", ""]
    return "\n".join(lines)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book."""
    return Book(tmp_path / "book")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Callable[[str], Built]:
    """A book of all the letters with prose, notes, quotations and lists, built once by each writer that is asked for."""
    book = Book(tmp_path_factory.mktemp("archive")).copy(ROOTS / "test-archive")
    first, *others = corpus.by_thread
    assert f"{{thread}} {first}" in (book.src / "index.md").read_text(encoding="utf-8")
    book.write(letters=chapter(corpus, "All the other letters", others))
    pages = [("index", "letters", "Letters", ["the editors"], 1)]
    return cache(lambda builder: book.build(builder, man_pages=pages))


@pytest.fixture(scope="session")
def letters(whole: Callable[[str], Built]) -> dict[str, Any]:
    """Every message of the archive as its HTML element, by id."""
    built = whole("html")
    pages = [built.page("index"), built.page("letters")]
    return {element.get("data-message"): element for page in pages for element in page.xpath("//*[@data-message]")}
