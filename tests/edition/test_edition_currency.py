"""Rebuilds: what is read and written again after an edit, and that the output is then that of a cold build."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.config import Config

from .conftest import NO_REGISTER, Book, Built, replace_once

INDEX = """# The letters

An edition in two chapters.

```{toctree}
first
second
people
```
"""
FIRST = """# First approach

The question of May is answered the same night.

:::::{thread} question

::::{message} 2015-05-25-altman

:::{annotation} a Manhattan Project for AI
A note of one sentence.
:::
::::

::::{message} 2015-05-25-musk
::::
:::::
"""
SECOND = """# Launch

It had begun with {quote}`2015-05-25-musk "Probably"`, in {msg}`2015-05-25-musk`, half a year before.

:::::{thread} ai-docs

::::{message} 2015-11-20-altman
::::

::::{message} 2015-11-20-musk
::::
:::::
"""
PEOPLE = """# People

The register leads to letters that this book does not print.

{person}`altman` and {person}`musk` are known elsewhere.
"""
SETTINGS = NO_REGISTER
PAGES = ("first", "index", "people", "second")
#: What Sphinx itself writes after one chapter's prose was edited: the chapter, and the page whose toctree holds it.
TOUCHED = ("first", "index")


@pytest.fixture
def chapters(book: Book) -> Book:
    """A book in two chapters, built once, with sources that a test may change."""
    book.own_sources()
    book.write(index=INDEX, first=FIRST, second=SECOND, people=PEOPLE)
    built = book.build(**SETTINGS)
    assert (built.warnings, built.read, built.written) == ("", PAGES, PAGES)
    return book


def without_search(built: Built) -> dict[str, bytes]:
    """The files of an output but the search index, which has a test of its own."""
    return {name: data for name, data in built.tree().items() if name != "searchindex.js"}


def rebuilt(book: Book) -> Built:
    """Build again, and prove that the output is the one of a build that starts from nothing."""
    warm = book.build(**SETTINGS)
    cold = book.build(where="cold", **SETTINGS)
    assert warm.warnings == cold.warnings == ""
    assert without_search(warm) == without_search(cold)
    return warm


def in_sources(path: str, old: str, new: str) -> Callable[[Book], None]:
    """An edit of one of the sources."""
    return lambda book: replace_once(book.sources / path, old, new)


def in_page(docname: str, old: str, new: str) -> Callable[[Book], None]:
    """An edit of one of the pages."""
    return lambda book: book.edit(docname, old, new)


def test_a_rebuild_of_what_has_not_changed_reads_and_writes_nothing(chapters: Book) -> None:
    """Nothing is read, nothing is written, no page is touched, and every file is as it was."""
    first = chapters.build(**SETTINGS)
    before, dates = first.tree(), [(first.out / f"{page}.html").stat().st_mtime_ns for page in PAGES]
    second = chapters.build(**SETTINGS)
    assert (second.read, second.written) == ((), ())
    assert second.tree() == before
    assert [(second.out / f"{page}.html").stat().st_mtime_ns for page in PAGES] == dates


@pytest.mark.parametrize(
    ("edit", "read", "written"),
    [
        pytest.param(in_page("first", "the same night", "that night"), ["first"], TOUCHED, id="the prose of a chapter"),
        pytest.param(in_page("first", "one sentence", "a single sentence"), ["first"], TOUCHED, id="a note"),
        pytest.param(in_page("first", "First approach", "A question"), ["first"], PAGES, id="the title of a chapter"),
        pytest.param(in_page("index", "first\nsecond", "second\nfirst"), ["index"], PAGES, id="the order of chapters"),
        pytest.param(
            in_page("second", "::::{message} 2015-11-20-musk\n::::\n", ""), ["second"], PAGES, id="a letter taken off a page"
        ),
        pytest.param(
            in_sources("threads/01-question.txt", "Probably worth a conversation", "Probably worth a chat"),
            ["first", "second"],
            PAGES,
            id="the text of a letter that one chapter shows and another quotes",
        ),
        pytest.param(
            in_sources("threads/02-ai-docs.txt", "Subject: Re: AI docs", "Subject: Re: AI documents"),
            ["second"],
            PAGES,
            id="the heading of a thread",
        ),
        pytest.param(
            in_sources("threads/32-bloomberg.txt", "Subject: Bloomberg", "Subject: Bloomberg News"),
            [],
            PAGES,
            id="a thread that no page shows",
        ),
        pytest.param(
            in_sources("register/people.toml", 'name = "Elon Musk"', 'name = "E. Musk"'), None, PAGES, id="the name of a person"
        ),
        pytest.param(
            in_sources("ledger.tsv", "2\t2015-05-25-musk", "2a\t2015-05-25-musk"),
            ["first", "second"],
            PAGES,
            id="the number of a letter",
        ),
        pytest.param(
            in_sources("structure.tsv", "2015-05-25-altman\t5\tsignature", "2015-05-25-altman\t5\tparagraph"),
            ["first"],
            PAGES,
            id="the structure of a letter",
        ),
    ],
)
def test_after_an_edit_the_output_is_that_of_a_cold_build(
    chapters: Book, edit: Callable[[Book], None], read: list[str] | None, written: list[str] | tuple[str, ...]
) -> None:
    """What shows the edited thing is read again, what shares it is written again, and every file is as if built anew."""
    edit(chapters)
    if read is None:  # the form in the headers must still be known
        replace_once(chapters.sources / "register/people.toml", 'forms = ["Musk"]', 'forms = ["Musk", "Elon Musk"]')
    built = rebuilt(chapters)
    assert list(built.read) == (["first", "people", "second"] if read is None else read)
    assert list(built.written) == list(written)


def test_an_edit_with_an_older_date_is_noticed(chapters: Book) -> None:
    """A page whose file is older than its last reading, as after a checkout of another branch, is read again all the same."""
    page = chapters.src / "first.md"
    chapters.edit("first", "the same night", "within two hours")
    os.utime(page, (1_000_000_000, 1_000_000_000))
    built = rebuilt(chapters)
    assert built.read == ("first",)
    assert "within two hours" in built.text("first.html")


def test_a_new_date_alone_leaves_the_output_as_it_is(chapters: Book) -> None:
    """A page that was only touched may be read again; the output is the same bytes."""
    before = chapters.build(**SETTINGS).tree()
    os.utime(chapters.src / "first.md")
    assert rebuilt(chapters).tree() == before


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(in_page("first", "is answered the same night", "waits"), id="words that go"),
        pytest.param(in_page("first", "First approach", "Beginnings"), id="a title that goes"),
        pytest.param(in_sources("threads/01-question.txt", "Probably worth", "Probably\nworth"), id="a letter in two lines"),
    ],
)
def test_the_search_index_forgets_what_is_gone(chapters: Book, edit: Callable[[Book], None]) -> None:
    """After an edit the search index, too, is that of a cold build: no word stays that no page has."""
    edit(chapters)
    warm, cold = chapters.build(**SETTINGS), chapters.build(where="cold", **SETTINGS)
    assert warm.text("searchindex.js") == cold.text("searchindex.js")


def test_a_quotation_that_is_no_longer_verbatim_is_reported(chapters: Book) -> None:
    """When the source changes under a quotation, the page that quotes it is checked again, though nobody edited it."""
    replace_once(chapters.sources / "threads" / "01-question.txt", "Probably worth", "Perhaps worth")
    warnings = chapters.build(**SETTINGS).warnings
    assert warnings.startswith("second.md:3: WARNING: 'Probably' is not in '2015-05-25-musk'")
    assert warnings.count("WARNING") == 1


def test_a_mistake_that_depends_on_the_sources_goes_away_with_them(book: Book) -> None:
    """A page that names an unknown person is read again when the register gets that person."""
    book.own_sources()
    book.write(index="# Title\n\nFirst.\nHere comes {person}`page`.\n")
    assert "[edition.unknown-entry]" in book.build(**SETTINGS).warnings
    register = book.sources / "register/people.toml"
    entry = '\n[page]\nname = "Larry Page"\nsort = "Page, Larry"\nforms = []\n'
    register.write_text(register.read_text(encoding="utf-8") + entry, encoding="utf-8")
    built = rebuilt(book)
    assert built.read == ("index",)
    assert "Larry Page" in built.text("index.html")


def test_generated_lists_follow_the_sources(tmp_path: Path, whole: Callable[[str], Built]) -> None:
    """After a letter's header changes, chronology, register and indices are those of a cold build."""
    book = Book(tmp_path / "book")
    book.own_sources()
    lists = "\n".join(f":::{{{name}}}\n:::\n" for name in ("chronology", "people", "threads", "documents"))
    quiet: dict[str, Any] = {"nitpick_ignore_regex": [("edition:.*", ".*")]}
    book.write(index=f"# Title\n\n{lists}\n\n```{{toctree}}\nfirst\n```\n", first=FIRST)
    book.build(**quiet)
    for name in ("ledger.tsv", "threads/01-question.txt"):
        replace_once(book.sources / name, "May 25, 2015 11:09 PM", "May 26, 2015 1:09 AM")
    warm, cold = book.build(**quiet), book.build(where="cold", **quiet)
    assert without_search(warm) == without_search(cold)
    assert warm.read == ("first", "index")
    assert "26 May 2015, 01:09" in warm.text("index.html")
    assert "26 May 2015, 01:09" in warm.text("edition-dates.html")


def test_a_build_leaves_sphinxs_own_defaults_alone(book: Book) -> None:
    """Two books built in one process know nothing of one another: no list that Sphinx shares between them is changed."""
    default = Config().templates_path
    assert default == []
    book.write(index="# Title\n").build(templates_path=default)
    assert Config().templates_path == []
