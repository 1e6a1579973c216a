"""The mistakes of newcomers: chapters with one each, whoever reports it, and tables of the sources spoilt in an editor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import CITING, MARKDOWN, NO_REGISTER, ROOT, Book, replace_once

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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "@misc{brockman-markdown,", "@misc{Brockman,",
            "references.bib:35: WARNING: a second work has the key 'Brockman', which is that of line 27 (give it another key)",
        ),
        (
            "@misc{reader,", "misc{reader,",
            "references.bib:11: WARNING: 'misc{reader,' stands outside every work "
            "(a work is written @misc{key, field = {words}, }, and a remark begins with %)",
        ),
        (
            "@misc{reader,", "% From me@example.org\n@misc{reader,",
            "references.bib:11: WARNING: the @ in '% From me@example.org' begins no work (only a work begins with @)",
        ),
        (
            "author = {Brockman, Greg},\n  title = {{\\#define CTO OpenAI}},\n  url = {https://blog.gregbrockman.com/define-cto-openai},\n"
            "  note = {Date not stated. Plain", "author = {Brockman, Greg, and, others},\n  note = {Plain",
            "references.bib:29: WARNING: 'Brockman, Greg, and, others' is no name (write Last, First and Last, First)",
        ),
        (
            "@misc{reader,", "@onlin{reader,",
            "references.bib:11: WARNING: no work is of the kind @onlin (did you mean online?)",
        ),
    ],
    ids=["key-twice", "entry-without-its-mark", "address-in-a-remark", "names-with-commas", "kind-misspelt"],
)  # fmt: skip
def test_a_spoilt_file_of_works_is_named_with_its_line(old: str, new: str, said: str, book: Book) -> None:
    """A mistake in references.bib stops the build with one line, and no traceback; that one work is cited does not matter."""
    shutil.copy(ROOT / "book" / "references.bib", book.src)
    replace_once(book.src / "references.bib", old, new)
    told = book.write(index="# Title\n\nAn essay {cite:p}`brockman`.\n").refused(**CITING)
    assert told == f"{said} [edition.unreadable-work]\n"


def test_a_file_of_works_that_is_not_utf_8_is_named_with_its_line(book: Book) -> None:
    """A references.bib in another encoding stops the build at the line of the first byte that does not belong there."""
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    (book.src / "references.bib").write_bytes(text.encode("cp1252"))
    line = next(number for number, row in enumerate(text.splitlines(), 1) if not row.isascii())
    told = book.write(index="# Title\n").refused(**CITING)
    assert (
        told == f"references.bib:{line}: WARNING: the byte 92 is not UTF-8 (save the file as UTF-8) [edition.unreadable-work]\n"
    )
