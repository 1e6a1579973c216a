"""Sources that cannot be loaded: the build stops before it reads a page, and each problem is named with its place."""

from __future__ import annotations

import re

import pytest

from .conftest import Book, replace_once


def refused(book: Book) -> str:
    """What is said of a book with one letter, whose sources have been broken."""
    return book.write(index="# Title\n\n::::{message} 2015-05-25-altman\n::::\n").refused()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of sources with three mistakes, in three files."""
    book = Book(tmp_path_factory.mktemp("broken"))
    sources = book.own_sources()
    replace_once(sources / "threads" / "01-question.txt", "Subject: question\n", "Subject: question\nA line of nobody's\n")
    replace_once(sources / "ledger.tsv", "3\t2015-06-24-altman", "2\t2015-06-24-altman")
    replace_once(sources / "register" / "people.toml", 'sort = "Altman, Sam"\n', "")
    return refused(book)


def test_every_problem_of_the_sources_is_named_with_its_place_and_code(said: str) -> None:
    """The build stops and prints all problems at once, each with file, line, advice and code."""
    places = re.findall(r"(\S+?:\d+): .+ \(.+\) \[([a-z]+\.[a-z-]+)\]", said)
    assert [(place.removeprefix("sources/"), code) for place, code in places] == [
        ("ledger.tsv:5", "ledger.twice"),
        ("register/people.toml:4", "register.keys"),
        ("threads/01-question.txt:2", "thread.stray-text"),
    ]


def test_a_mistake_in_the_sources_is_no_crash(said: str) -> None:
    """An author sees the problems and neither a traceback nor a request to report an error to the makers of Sphinx."""
    assert "Traceback" not in said
    assert "sphinx-doc/sphinx/issues" not in said


def test_sources_that_are_not_there_are_named(book: Book) -> None:
    """A folder without sources gives the files that are missing."""
    book.sources = book.folder / "nowhere"
    said = refused(book)
    assert "ledger.tsv:1: ERROR: the file is missing" in said
    assert "register/people.toml:1: ERROR: the file is missing" in said
