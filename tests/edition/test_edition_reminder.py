"""Builds that are run again: what was warned of is told until it is mended, and a book without mistakes is not read again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import EXTENSIONS, NO_REGISTER, SETTINGS, Book

PAGE = "# {title}\n\nFirst.\n{line}\n"
INDEX = "# Title\n\n```{toctree}\nfirst\nsecond\n```\n"
#: What is wrong in the second page → words of the warning.
MISTAKES = {
    'Then {quote}`2015-05-25-musk "Possibly"`.': "[edition.quote-not-verbatim]",
    "Then {msg}`2015-05-25-nobody`.": "[edition.unknown-message]",
    "Then [a link](#nowhere).": "nowhere",
    "Then `{msg}2015-05-25-musk`, and {nothing}`here`.": "nothing",
    "(twice)=\n## Again": "duplicate label twice",
}


@pytest.fixture
def pages(book: Book) -> Book:
    """A book in three pages; the first has a label."""
    first, second = PAGE.format(title="One", line="\n(twice)=\n## A label"), PAGE.format(title="Two", line="Then nothing.")
    return book.write(index=INDEX, first=first, second=second)


@pytest.mark.parametrize("builder", ["html", "text", "epub", "edition-data"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_was_warned_of_is_told_again_until_it_is_mended(mistake: str, builder: str, pages: Book) -> None:
    """Three builds without an edit say the same words; mended, nothing is said, and the build after reads nothing."""
    pages.edit("second", "Then nothing.", mistake)
    said = [pages.build(builder, **NO_REGISTER).warnings for _ in range(3)]
    if builder != "edition-data":  # writes no page, so that links are never followed
        assert MISTAKES[mistake] in said[0]
    assert said[1:] == [said[0]] * 2
    pages.edit("second", mistake, "Then nothing.")
    assert pages.build(builder, **NO_REGISTER).warnings == ""
    again = pages.build(builder, **NO_REGISTER)
    assert (again.warnings, again.read) == ("", ())


def test_only_the_pages_that_were_warned_of_are_read_again(pages: Book) -> None:
    """The page of a mistake alone is read again; of a label that stands twice, both its pages."""
    pages.edit("second", "Then nothing.", "Then {msg}`2015-05-25-nobody`.")
    pages.build(**NO_REGISTER)
    assert pages.build(**NO_REGISTER).read == ("second",)
    pages.edit("second", "Then {msg}`2015-05-25-nobody`.", "(twice)=\n## Again")
    pages.build(**NO_REGISTER)
    assert pages.build(**NO_REGISTER).read == ("first", "second")


def test_a_page_that_no_table_of_contents_names_is_told_again(pages: Book) -> None:
    """What is found when all pages have been read is told again too."""
    pages.write(third="# Three\n")
    said = [pages.build(**NO_REGISTER).warnings for _ in range(2)]
    assert said[0].startswith("third.md:1: WARNING: document isn't included in any toctree")
    assert said[1] == said[0]


def test_a_warning_at_no_page_has_every_page_read_again(pages: Book) -> None:
    """What a complete book lacks stands at its sources; both builds say it, and the second has read all pages."""
    built = [pages.build(**NO_REGISTER, edition_complete=True) for _ in range(2)]
    assert "[edition.no-home]" in built[0].warnings
    assert built[1].warnings == built[0].warnings
    assert built[1].read == ("first", "index", "second")


def test_a_warning_that_is_suppressed_does_not_count(pages: Book) -> None:
    """What the settings silence is not told, and no page is read again for it."""
    pages.edit("second", "Then nothing.", "Then {msg}`2015-05-25-nobody`.")
    quiet = {**NO_REGISTER, "suppress_warnings": ["edition.unknown-message"]}
    assert pages.build(**quiet).warnings == ""
    assert pages.build(**quiet).read == ()


def test_the_pages_of_a_build_that_warns_again_are_the_same_bytes(pages: Book) -> None:
    """Reading pages again for their warnings changes nothing in the output."""
    pages.edit("second", "Then nothing.", "(twice)=\n## Again")
    first = pages.build(**NO_REGISTER).tree()
    assert pages.build(**NO_REGISTER).tree() == first


def run(book: Book, builder: str, *options: str) -> tuple[int, str]:
    """The status of ``sphinx-build``, in a process of its own, with warnings as errors, and what it warned of."""
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder, *options]
    command += ["-d", str(book.folder / "doctrees"), str(book.src), str(book.folder / builder)]
    environment = os.environ | {"PYTHONPATH": str(EXTENSIONS), "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stderr.replace(f"{book.src}/", "")


def configured(book: Book) -> Book:
    """The book with its settings in a file, and a way to break its builds off while pages are written."""
    values = {**SETTINGS, **NO_REGISTER, "edition_sources": str(book.sources)}
    stop = book.folder / "stop"
    lines = [
        *(f"{name} = {value!r}" for name, value in values.items()),
        "def stop(app, doctree, docname):",
        f"    if __import__('os').path.exists({str(stop)!r}):",
        "        raise SystemExit(3)",
        "def setup(app):",
        "    app.connect('doctree-resolved', stop)",
    ]
    Path(book.src / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    return book


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_build_that_failed_fails_again(processes: str, pages: Book) -> None:
    """The status is 1 each time, with the same words, for another builder on the same folder too; mended, it is 0."""
    configured(pages)
    pages.edit("second", "Then nothing.", "Then {msg}`2015-05-25-nobody`.")
    told = [run(pages, builder, "-j", processes) for builder in ("html", "html", "text", "html")]
    assert told[0][0] == 1
    assert told[0][1].startswith("second.md:4: WARNING: unknown message '2015-05-25-nobody'")
    assert told == [told[0]] * 4
    pages.edit("second", "Then {msg}`2015-05-25-nobody`.", "Then nothing.")
    assert run(pages, "html", "-j", processes) == (0, "")


def test_a_build_that_was_broken_off_has_told_nothing(pages: Book) -> None:
    """Ended by force while it writes, it leaves the pages read and unsaid; the next reads them again, and fails."""
    configured(pages)
    pages.edit("second", "Then nothing.", "Then {msg}`2015-05-25-nobody`.")
    stop = pages.folder / "stop"
    stop.touch()
    assert run(pages, "html")[0] == 3
    stop.unlink()
    status, said = run(pages, "html")
    assert (status, said.count("[edition.unknown-message]")) == (1, 1)
