"""``nox -s verify``: the promises proved by a stranger, who has the files of a release and no git; and broken, one by one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.proof import PROMISES, Result
from edition.building import Build
from edition.inner_links import dead_links
from edition.verifying import _bytes, signed

from .conftest import ROOT, Book, replace_once, words

NOT_GIT = os.environ | {"GIT_DIR": "/nowhere", "GIT_CEILING_DIRECTORIES": "/"}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The files of a release, unpacked where no git is."""
    for folder in ("book", "sources", "_ext"):
        shutil.copytree(ROOT / folder, tmp_path / "release" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "release"


def verified(release: Path) -> tuple[int, dict[str, str], str, str]:
    """The status, each promise with its result as the table has it, all that was printed, and the progress."""
    environment = NOT_GIT | {"PYTHONPATH": str(release / "_ext")}
    command = [sys.executable, "-m", "edition", "verify"]
    done = subprocess.run(command, cwd=release, env=environment, capture_output=True, text=True, check=False)
    table = done.stdout.split("\n\n")[0].splitlines()
    widths = [match.end() - match.start() for match in re.finditer(r"-+", table[1])]
    starts = [match.start() for match in re.finditer(r"-+", table[1])]
    titles = {promise.title: key for key, promise in PROMISES.items()}
    rows = [line for line in table[2:] if line[: widths[0]].rstrip() in titles]
    return (
        done.returncode,
        {titles[row[: widths[0]].rstrip()]: row[starts[3] :].strip() for row in rows},
        done.stdout,
        done.stderr,
    )


def test_a_stranger_proves_every_promise_without_git(release: Path) -> None:
    """All promises hold; each is told when it is proved; nothing is written into the release; and the table is signed off."""
    before = {
        path: path.read_bytes() for folder in ("book", "sources") for path in (release / folder).rglob("*") if path.is_file()
    }
    status, table, printed, progress = verified(release)
    assert table == dict.fromkeys(PROMISES, "holds"), printed
    assert status == 0
    assert progress.splitlines() == [f"holds: {promise.title}" for promise in PROMISES.values()]
    assert printed.endswith(f"All {len(PROMISES)} promises hold.\n")
    assert re.search(r"^Verified: sources and apparatus [0-9a-f]{16}, by Python 3\.\d+\.\d+ and Sphinx \d", printed, re.MULTILINE)
    after = {
        path: path.read_bytes() for folder in ("book", "sources") for path in (release / folder).rglob("*") if path.is_file()
    }
    assert after == before


def lose_list(release: Path) -> None:
    """The list of what was published is not there."""
    (release / "sources" / "published.tsv").unlink()


def spoil_list(release: Path) -> None:
    """A row of the list of what was published has a kind that there is not."""
    replace_once(release / "sources" / "published.tsv", "page\tindex.html", "side\tindex.html")


def spoil_byte(release: Path) -> None:
    """A byte of the archive, in line 8, is another."""
    path = release / "sources" / "witnesses" / "000_9991e5730d8bc8db.txt"
    path.write_bytes(path.read_bytes().replace(b"Sam Altman to Elon Musk", b"Sam Altman to Elon Mask", 1))


def spoil_quotation(release: Path) -> None:
    """A capital in a quotation of the first page is a small letter."""
    replace_once(release / "book" / "index.md", '"a Manhattan Project for AI"', '"a manhattan Project for AI"')


def spoil_id(release: Path) -> None:
    """A published id is another."""
    replace_once(release / "sources" / "ledger.tsv", "\t2015-05-25-musk\t", "\t2015-05-25-muska\t")


@pytest.mark.parametrize(
    ("spoil", "key", "place"),
    [
        pytest.param(spoil_byte, "witnesses", "sources/witnesses/000_9991e5730d8bc8db.txt:1: SHA-256 is ", id="witness"),
        pytest.param(spoil_quotation, "quotations", "book/index.md:6: 'a manhattan Project for AI' is not in ", id="quotation"),
        pytest.param(spoil_id, "ids", "sources/published.tsv:4: the message '2015-05-25-musk' is gone ", id="id"),
        pytest.param(lose_list, "ids", "sources/published.tsv:1: the list of what was published is missing ", id="no list"),
        pytest.param(spoil_list, "ids", "sources/published.tsv:", id="list"),
    ],
)
def test_a_broken_promise_is_named_with_its_place(spoil: Callable[[Path], None], key: str, place: str, release: Path) -> None:
    """The status is 1, the row of the promise says FAILED, and below the table stands where."""
    spoil(release)
    status, table, printed, progress = verified(release)
    assert status == 1
    assert table[key] == "FAILED"
    assert f"FAILED: {PROMISES[key].title}: {place}" in printed
    assert f"FAILED: {PROMISES[key].title}" in progress.splitlines()
    assert re.search(rf"^\d+ of {len(PROMISES)} promises hold\.$", printed, re.MULTILINE)
    assert "Traceback" not in printed + progress


def test_a_file_that_differs_from_build_to_build_is_named(tmp_path: Path) -> None:
    """One file has other bytes, one is there once: both are named."""
    for name, files in (("one", {"a": "1", "b": "1"}), ("other", {"a": "1", "b": "2", "c": "3"})):
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text, encoding="utf-8")
    result = _bytes(*(Build(tmp_path / name, True, ()) for name in ("one", "other")))
    assert result.failures == ("b: differs from build to build", "c: differs from build to build")
    assert result.verdict == "FAILED"


def test_many_failures_are_counted_and_told_once() -> None:
    """Of one promise ten are printed; what another promise has told is not told again."""
    many = Result(PROMISES["notes"], 20, tuple(f"page:{at}: wrong" for at in range(12)))
    printed = signed(ROOT, (many, Result(PROMISES["warnings"], 40, ("page:3: wrong",)), Result(PROMISES["links"], why="no book")))
    assert printed.count("FAILED: Every note stands on words of its letter: page:") == 10
    assert "FAILED: Every note stands on words of its letter: and 2 more\n" in printed
    assert printed.count("page:3: wrong") == 1
    assert "not proved: no book\n" in printed
    assert printed.endswith("0 of 3 promises hold.\n")


PAGE = b'<p id="there">x</p><a href="%s">y</a>'


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        (b"#there", []),
        (b"other.html#there", []),
        (b"../in/other.html", []),
        (b"https://example.org/nowhere", []),
        (b"mailto:a@b.c", []),
        (b"pic.svg", []),
        (b"#nowhere", ["in/page.html:1: in/page.html#nowhere is not there"]),
        (b"other.html#nowhere", ["in/page.html:1: in/other.html#nowhere is not there"]),
        (b"none.html", ["in/page.html:1: in/none.html is not there"]),
        (b"../other.html", ["in/page.html:1: other.html is not there"]),
    ],
)
def test_a_link_within_the_book_leads_somewhere_or_is_named(link: bytes, dead: list[str]) -> None:
    """Files and anchors of the book are looked up; other sites are nobody's promise."""
    files = {"in/page.html": PAGE % link, "in/other.html": PAGE % b"#there", "in/pic.svg": b"<svg/>", "_static/macro.html": b"{{"}
    assert dead_links(files)[1] == dead


def test_an_address_that_was_given_elsewhere_is_looked_up() -> None:
    """A published paragraph whose anchor is gone is named with the row that published it."""
    files = {"letters/a.html": b'<p id="p1">x</p>'}
    assert dead_links(files, [("list:2", "letters/a.html#p1"), ("list:2", "letters/a.html#p2"), ("list:3", "b.html")]) == (
        3,
        ["list:2: letters/a.html#p2 is not there", "list:3: b.html is not there"],
    )


def test_the_colophon_has_the_table_of_promises(book: Book) -> None:
    """Every promise has a row with its address: what the build proved with its count, the rest with who proves it."""
    index = '# Title\n\nOf {promise}`quotations` and {promise}`links <links>`: {quote}`brockman "still at Google"`.\n'
    toctree = "\n```{toctree}\ncolophon\n```\n"
    book.write(index=index + toctree, colophon="# Colophon\n\n```{colophon}\n```\n")
    built = book.build()
    assert built.warnings == ""
    rows = built.page("colophon").xpath("//table[contains(@class, 'proved')]/tbody/tr")
    assert [row.get("id") for row in rows] == [f"promise-{key}" for key in PROMISES]
    table = {row.get("id"): [words(cell) for cell in row.xpath("./td")] for row in rows}
    assert table["promise-witnesses"] == [PROMISES["witnesses"].title, PROMISES["witnesses"].check, "holds: 5 files"]
    assert table["promise-quotations"][2] == "holds: 1 quotation"
    assert table["promise-links"][2] == "by nox -s verify"
    assert table["promise-letters"][2] == "FAILED: no. 1 (2015-05-25-altman): printed nowhere (and 84 more)"
    links = built.page().xpath("//a[contains(@href, '#promise-')]")
    assert [(words(link), link.get("href")) for link in links] == [
        (PROMISES["quotations"].title, "colophon.html#promise-quotations"),
        ("links", "colophon.html#promise-links"),
    ]


def test_the_colophon_is_written_again_when_a_promise_is_broken(book: Book) -> None:
    """A byte of a witness changes, and nothing else: the page of the colophon says so, though no page was edited."""
    sources = book.own_sources()
    book.write(index="# Colophon\n\n```{colophon}\n```\n")
    assert "SHA-256 is" not in words(book.build().page())
    witness = sources / "witnesses" / "002_d65902131c21151f.txt"
    witness.write_bytes(witness.read_bytes() + b"\n")
    again = book.build()
    assert again.read == ()
    assert "FAILED: sources/witnesses/002_d65902131c21151f.txt:1: SHA-256 is" in words(again.page())
