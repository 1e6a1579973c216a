"""The real book, built once as the README builds it, and the witness as a reader of bytes sees it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.print import Glyph, glyphs_of

from .serving import chromium, served

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "corpus" / "expected"


@dataclass(frozen=True)
class Row:
    """A message as a person read it off the archive: first and last line."""

    line: int
    last: int


def sphinx(book: Path, out: Path, *options: str, builder: str = "html", seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Build with warnings as errors, in a process of its own, with doctrees beside the output."""
    doctrees = out.parent / f"{out.name}.doctrees"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-n", "-W", "--keep-going", "-d", str(doctrees), *options]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run([*command, str(book), str(out)], capture_output=True, text=True, env=environment, check=False)


def pages_of(out: Path) -> list[Path]:
    """Every HTML page of a built book, sorted; what the theme keeps in _static is none."""
    return sorted(page for page in out.rglob("*.html") if "_static" not in page.parts)


def letters_in(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The messages printed on a page."""
    return [article for article in tree.iter("article") if article.get("data-message")]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built book."""
    out = tmp_path_factory.mktemp("book") / "html"
    done = sphinx(ROOT / "book", out, "-j", "auto")
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The typeset book."""
    out = tmp_path_factory.mktemp("print") / "pdf"
    done = sphinx(ROOT / "book", out, "-j", "auto", builder="pdf")
    assert done.returncode == 0, done.stderr
    return out / "for-the-good-of-the-world.pdf"


@pytest.fixture(scope="session")
def glyphs(printed: Path) -> list[Glyph]:
    """Every character of the typeset book."""
    return list(glyphs_of(printed))


@pytest.fixture(scope="session")
def witness() -> list[str]:
    """The lines of the archive, repaired here without the code under test; line 1 is at index 1."""
    data = (ROOT / "sources" / "witnesses" / "000_9991e5730d8bc8db.txt").read_bytes()
    return ["", *data.decode("utf-8").encode("mac_roman").decode("utf-8").split("\n")]


@pytest.fixture(scope="session")
def read_by_hand() -> list[Row]:
    """The table of messages that was made by reading."""
    with (EXPECTED / "messages.tsv").open(encoding="utf-8", newline="") as file:
        return [Row(int(row["line"]), int(row["last"])) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="session")
def trees(built: Path) -> dict[str, html.HtmlElement]:
    """Page name → parsed page, for every page of the book."""
    return {page.relative_to(built).as_posix(): html.parse(str(page)).getroot() for page in pages_of(built)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the book is served over HTTP."""
    with served(built) as base:
        yield base


@pytest.fixture(scope="session")
def ebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the book."""
    out = tmp_path_factory.mktemp("ebook") / "epub"
    done = sphinx(ROOT / "book", out, "-j", "auto", builder="epub")
    assert done.returncode == 0, done.stderr
    (packed,) = out.glob("*.epub")
    return packed
