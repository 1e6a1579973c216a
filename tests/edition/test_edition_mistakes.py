"""The mistakes of newcomers: chapters with one each, whoever reports it, and tables of the sources spoilt in an editor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import MARKDOWN, NO_REGISTER, ROOT, Book, replace_once

MISTAKES = Path(__file__).parents[1] / "mistakes"
CHAPTERS = sorted(page.stem for page in MISTAKES.glob("*.md") if page.stem not in ("index", "letter"))


def told(line: str) -> str:
    """The page that a warning is about."""
    return line.partition(".md:")[0]


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one build says of all these chapters."""
    book = Book(tmp_path_factory.mktemp("mistakes")).copy(MISTAKES)
    shutil.copy(ROOT / "book" / "references.bib", book.src)
    settings = {
        **MARKDOWN,
        **NO_REGISTER,
        "extensions": ["myst_parser", "sphinxcontrib.bibtex", "edition"],
        "bibtex_bibfiles": ["references.bib"],
        "edition_narrative": ["*"],
        "show_warning_types": True,
    }
    return book.build("html", **settings).warnings.splitlines()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_newcomers_mistake_gives_one_clear_message_at_its_line(chapter: str, warnings: list[str]) -> None:
    """A chapter with one mistake gives one warning, with its line, what is wrong, what to do, and a code."""
    expected = (MISTAKES / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in warnings if told(line) == chapter] == [line for line in expected if told(line) == chapter]
    assert len([line for line in expected if told(line) == chapter]) == 1


def test_nothing_is_said_of_what_is_no_mistake(warnings: list[str]) -> None:
    """Each warning is of one of the chapters with a mistake; there are more than twenty."""
    assert {told(line) for line in warnings} == set(CHAPTERS)
    assert len(CHAPTERS) > 20


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "ledger.tsv", "1\t2015-05-25-altman", "1    2015-05-25-altman",
            "sources/ledger.tsv:3: ERROR: 4 cells instead of 5 (cells are separated by one tab; an empty cell still has its tab) "
            "[table.cells]",
        ),
        (
            "register/people.toml", "[altman]\n", "[altman\n",
            "sources/register/people.toml:4: ERROR: not valid TOML: Expected ']' at the end of a table declaration "
            "(at line 4, column 8) [table.syntax]",
        ),
        (
            "register/mentions.tsv", "2015-11-20-altman\t2\tIlya", "2015-11-20-altman\t2\tIllya",
            "sources/register/mentions.tsv:7: ERROR: 'Illya' does not stand in '2015-11-20-altman' ¶2 (it reads 'Ilya') "
            "[place.words]",
        ),
    ],
    ids=["blanks-for-a-tab", "toml-without-its-bracket", "words-not-there"],
)  # fmt: skip
def test_a_spoilt_table_is_named_with_its_line(path: str, old: str, new: str, said: str, book: Book) -> None:
    """A table that an editor has spoilt stops the build with its place, advice and code, and no traceback."""
    replace_once(book.own_sources() / path, old, new)
    assert book.write(index="# Title\n").refused() == f"{said}\n"
