"""The generated parts of a book: chronology, register, threads and documents, as the sources make them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus

from .conftest import SOURCES, Built, class_of, words


@pytest.fixture(scope="module")
def lists(whole: Callable[[str], Built]) -> Any:
    """The page with all generated lists."""
    return whole("html").page("lists")


def ledger() -> list[list[str]]:
    """The rows of the ledger: number, id, thread, header, nth."""
    lines = (SOURCES / "ledger.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:1].isdigit()]


def target(id: str) -> str:
    """Where a letter of the archive's book stands."""
    first = [row[1] for row in ledger() if row[2] == "question"]
    return f"{'index' if id in first else 'letters'}.html#msg-{id}"


def entry(lists: Any, anchor: str) -> tuple[Any, Any]:
    """A term of a definition list by its anchor, and its definition."""
    (term,) = lists.xpath(f"//dt[@id='{anchor}']")
    return term, term.getnext()


def letter_rows(lists: Any) -> list[Any]:
    """The cells of the rows of the chronology that are letters; events stand between them."""
    rows = lists.xpath(f"//table[{class_of('chronology')}]/tbody/tr[{class_of('letter')}]")
    return [row.xpath("./td") for row in rows]


def test_the_chronology_has_every_letter_in_order(lists: Any) -> None:
    """85 rows in the ledger's order: each number leads to its letter's home, each subject to its thread's heading."""
    rows = letter_rows(lists)
    assert [(words(number), number.xpath(".//a/@href")) for _, number, _, _ in rows] == [
        (row[0], [target(row[1])]) for row in ledger()
    ]
    assert len(rows) == 85
    threads = [row[2] for row in ledger()]
    assert [cell.xpath(".//a/@href")[0].partition("#")[2] for *_, cell in rows] == [f"thread-{id}" for id in threads]


@pytest.mark.parametrize(
    ("number", "date", "parties"),
    [
        (1, "25 May 2015, 21:10", "Sam Altman to Elon Musk"),
        (12, "11 December 2015, time not printed", "Elon Musk to Sam Altman"),
        (17, "2 January 2016, 10:12 (UTC−06:00)", "<redacted> to Elon Musk"),
        (36, "12 June 2017, 22:39", "Ilya Sutskever to Greg Brockman, [redacted], Elon Musk"),
        (82, "date and time not printed", "Shivon Zilis to Sam Altman (inferred)"),
        (83, "21:13, date not printed", "Sam Altman to Shivon Zilis (inferred)"),
    ],
)
def test_a_row_of_the_chronology_says_what_its_header_says(lists: Any, number: int, date: str, parties: str) -> None:
    """Dates keep their precision; redacted parties stay redacted; inferred ones are marked; a bound comes after all of it."""
    row = letter_rows(lists)[number - 1]
    shown = [words(row[0]).partition(";")[0], words(row[1]), words(row[2]).partition(". ")[0]]
    assert shown == [date, str(number), parties]


@pytest.mark.parametrize(
    ("person", "sort", "roles"),
    [
        ("thompson", "Thompson, Alex", {"Sent": ["27"]}),
        ("vagata", "Vagata, Pamela", {"Received": ["16"]}),
        ("karpathy", "Karpathy, Andrej", {"Sent": ["64", "68"], "Received": ["16", "66"], "Forwarded to, in the header": ["65"]}),
        ("kingma", "Kingma, Diederik", {"Received": ["16"]}),
        (
            "sutskever",
            "Sutskever, Ilya",
            {
                "Sent": ["18", "21", "36", "39", "43", "55"],
                "Received": ["16", "19", "20", "37", "38", "44", "47", "54", "56", "57", "58", "65", "69", "76"],
                "Copied on": ["45", "46", "62", "63", "67"],
                "Was forwarded": ["17", "68"],
            },
        ),
    ],
)
def test_the_register_gives_each_person_the_letters_by_role(
    lists: Any, person: str, sort: str, roles: dict[str, list[str]]
) -> None:
    """Sent, received, copied and forwarded are told apart, as the headers in the ledger read; every number is a link."""
    term, definition = entry(lists, f"person-{person}")
    assert words(term) == sort
    numbers = {row[0]: row[1] for row in ledger()}
    shown = {words(line).split(":")[0]: line.xpath(".//a") for line in definition.xpath(".//p")}
    shown.pop("Named", None)
    assert {role: [words(link) for link in links] for role, links in shown.items()} == roles
    for links in shown.values():
        assert [link.get("href") for link in links] == [target(numbers[words(link)]) for link in links]


def test_the_register_is_in_the_order_of_sort_forms(lists: Any, corpus: Corpus) -> None:
    """Everyone of the register is there, by last name; nobody else is, least of all a redacted party."""
    terms = [words(term) for term in lists.xpath(f"//dl[{class_of('people')}]/dt")]
    assert terms == sorted((person.sort for person in corpus.people.values()), key=lambda name: name.replace("’", ""))


def test_the_threads_are_listed_with_medium_dates_and_letters(lists: Any, corpus: Corpus) -> None:
    """Each thread is there in the archive's order, linked to its heading, with its paperclip and links to its letters."""
    terms = lists.xpath(f"//dl[{class_of('threads')}]/dt")
    assert [term.xpath(".//a/@href")[0].partition("#thread-")[2] for term in terms] == list(corpus.by_thread)
    shown = {words(term): words(term.getnext()) for term in terms}
    assert shown["question"] == "email, 4 messages; 25 May to 24 June 2015: nos. 1, 2, 3, 4"
    assert shown["Re: AI docs 📎"] == "email, 2 messages; 20 November 2015: nos. 5, 6"
    assert shown["The OpenAI Company"] == "email, 1 message; 11 December 2015: no. 16"
    assert shown["iMessage between Sam Altman and Shivon Zilis 📎"] == (
        "iMessages, 5 messages; no date printed: nos. 81, 82, 83, 84, 85"
    )
    links = [link.get("href") for term in terms for link in term.getnext().xpath(".//a")]
    assert links == [target(row[1]) for row in ledger()]


def test_the_documents_are_described_with_the_hashes_of_their_bytes(lists: Any) -> None:
    """All five witnesses are there; the SHA-256 that is printed is that of the file that is named."""
    terms = lists.xpath(f"//dl[{class_of('documents')}]/dt")
    files: dict[Path, str] = {}
    for term in terms:
        facts = {words(name).rstrip(":"): words(name.getnext()) for name in term.getnext().xpath(".//dt")}
        assert {"Part", "Author", "Date", "Address", "Rights", "Repair"} <= set(facts)
        files[SOURCES / "witnesses" / facts["File"]] = facts["SHA-256"]
    assert files == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (SOURCES / "witnesses").glob("*.txt")}
    assert len(terms) == 5
