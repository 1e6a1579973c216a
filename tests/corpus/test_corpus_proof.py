"""The promises proved again: each holds of the real edition, and fails, with its place, when one thing is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus, load
from corpus.book import Annotation, Book, Page, Quotation
from corpus.order import ARCHIVE
from corpus.proof import PROMISES, Evidence, Result, prove
from corpus.proof.promise import promise_of
from corpus.proof.proving import CHECKS, all_of
from corpus.published import read_published

FIRST = "2015-05-25-altman"
WITNESS = "sources/witnesses/000_9991e5730d8bc8db.txt"


@pytest.fixture(scope="module")
def book(corpus: Corpus, sources: Path) -> Book:
    """A book with every home and page, some notes and some quotations."""
    return Book(
        homes={id: f"one.html#msg-{id}" for id in corpus.messages},
        notes=(Annotation(FIRST, 4, "YC", "identification", "one.html", "No source says."),),
        quotations=(
            Quotation(FIRST, 4, "a Manhattan Project for AI", "one.html"),
            Quotation(FIRST, 4, "a ⟨…⟩ for AI", "one.html"),
            Quotation("brockman", 5, corpus.documents["brockman"].paragraphs[4].text, "one.html"),
        ),
        pages=tuple(Page(one.id, "A page") for one in read_published(sources) if one.kind == "page"),
    )


def failed(results: tuple[Result, ...]) -> dict[str, tuple[str, ...]]:
    """The promises that were not kept, with what was found."""
    return {result.promise.key: result.failures for result in results if result.verdict == "FAILED"}


def test_every_promise_holds_of_the_real_edition(sources: Path, book: Book) -> None:
    """What sources and book can prove is proved, and of everything something was counted."""
    results = all_of(replace(Evidence.of(sources), book=book))
    assert [result.verdict for result in results] == ["holds"] * len(CHECKS)
    counts = {result.promise.key: result.count for result in results}
    assert (counts["witnesses"], counts["texts"], counts["letters"], counts["notes"], counts["quotations"]) == (5, 40, 85, 1, 3)
    assert counts["repairs"] == sum(path.stat().st_size for path in (sources / "witnesses").glob("*.txt"))
    assert counts["lines"] == (sources / "witnesses" / "000_9991e5730d8bc8db.txt").read_bytes().count(b"\n")


def test_without_a_book_its_promises_are_not_proved(sources: Path) -> None:
    """Nothing holds because nobody looked."""
    results = {result.promise.key: result for result in all_of(Evidence.of(sources))}
    assert {key for key, result in results.items() if result.verdict == "not proved"} == {"letters", "quotations", "notes"}
    assert results["notes"].why == "the book is not built"


def test_every_promise_is_proved_here_or_from_two_builds() -> None:
    """No promise is without a check; what two builds must prove comes last."""
    assert list(PROMISES) == [*CHECKS, "warnings", "links", "bytes"]


def break_byte(sources: Path) -> None:
    """One letter of line 500 of the archive becomes another."""
    path = sources / "witnesses" / "000_9991e5730d8bc8db.txt"
    lines = path.read_bytes().split(b"\n")
    at = next(at for at in range(499, 600) if b" the " in lines[at])
    lines[499 : at + 1] = [*lines[499:at], lines[at].replace(b" the ", b" thE ", 1)]
    path.write_bytes(b"\n".join(lines))


def replace_in(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of the first such words of a file."""

    def change(sources: Path) -> None:
        text = (sources / path).read_bytes().decode("utf-8")
        assert old in text
        (sources / path).write_bytes(text.replace(old, new, 1).encode("utf-8"))

    return change


def remove_row(path: str, start: str) -> Callable[[Path], None]:
    """A table loses the one row that begins so."""

    def change(sources: Path) -> None:
        lines = (sources / path).read_bytes().decode("utf-8").split("\n")
        (row,) = [line for line in lines if line.startswith(start)]
        lines.remove(row)
        (sources / path).write_bytes("\n".join(lines).encode("utf-8"))

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            break_byte,
            {"witnesses": f"{WITNESS}:1: SHA-256 is ", "texts": f"{WITNESS}:1: SHA-256 is ", "repairs": f"{WITNESS}:5"},
            id="a byte of a witness",
        ),
        pytest.param(
            replace_in("threads/01-question.txt", "worth a conversation", "worth the conversation"),
            {"texts": "sources/threads/01-question.txt:", "repairs": f"{WITNESS}:"},
            id="a cleaned text edited by hand",
        ),
        pytest.param(
            replace_in("documents/reader.txt", "1\t", "1\tAnd "),
            {"texts": "sources/documents/reader.txt:1:", "repairs": "sources/witnesses/001_b0039c92cd433643.txt:1:"},
            id="a document edited by hand",
        ),
        pytest.param(
            replace_in("ledger.tsv", "2\t2015-05-25-musk\t", "2a\t2015-05-25-musk\t"),
            {"ids": "sources/published.tsv:4: the message '2015-05-25-musk' was no. 2, and is no. 2a"},
            id="a number",
        ),
        pytest.param(
            replace_in("published.tsv", "message\t2015-05-25-musk\t2\t1", "message\t2015-05-25-musk\t2\t2"),
            {"ids": "sources/published.tsv:4: the message '2015-05-25-musk' had 2 paragraphs, and has 1"},
            id="a paragraph",
        ),
        pytest.param(
            replace_in("published.tsv", "page\tindex.html", "page\tstart.html"),
            {"ids": "sources/published.tsv:"},
            id="a page",
        ),
        pytest.param(
            remove_row("register/mentions.tsv", "2015-05-25-altman\t5\tSam\t"),
            {"names": "sources/threads/01-question.txt:"},
            id="a name",
        ),
        pytest.param(
            replace_in("published.tsv", "message\t2015-05-25-musk\t2\t1", "letter\t2015-05-25-musk\t2\t1"),
            {"ids": "sources/published.tsv:4: malformed row for '2015-05-25-musk'"},
            id="a row of the list itself",
        ),
    ],
)
def test_what_is_broken_in_the_sources_fails_at_its_place(
    change: Callable[[Path], None], expected: dict[str, str], copied: Path, book: Book
) -> None:
    """One thing broken: exactly the promises that it breaks fail, each with a place."""
    change(copied)
    found = failed(all_of(replace(Evidence.of(copied), book=book)))
    assert {key: failures[0][: len(expected.get(key, ""))] for key, failures in found.items()} == expected


def test_an_id_that_tables_name_fails_before_the_sources_can_be_loaded(copied: Path) -> None:
    """Renamed in the ledger, a published id is gone, and what names it leads nowhere; the rest is not proved."""
    replace_in("ledger.tsv", "2\t2015-05-25-musk\t", "2\t2015-05-25-muska\t")(copied)
    results = all_of(Evidence.of(copied))
    found = failed(results)
    assert set(found) == {"ids", "references"}
    assert found["ids"] == (
        "sources/published.tsv:4: the message '2015-05-25-musk' is gone (what is published stays: restore it) [published.lost]",
    )
    assert "sources/apparatus/unannotated.tsv:3: unknown message '2015-05-25-musk'" in found["references"][0]
    assert {result.why for result in results if result.verdict == "not proved"} == {"the sources cannot be loaded"}
    assert {result.promise.key for result in results if result.verdict == "holds"} == {"witnesses", "texts"}


@pytest.mark.parametrize(
    ("part", "value", "key", "said"),
    [
        ("quotations", (Quotation(FIRST, 4, "a manhattan Project", "one.html"),), "quotations",
         f"one.html: {FIRST} ¶4 does not read 'a manhattan Project'"),
        ("quotations", (Quotation(FIRST, 3, "a Manhattan Project", "one.html"),), "quotations",
         f"one.html: {FIRST} ¶3 does not read 'a Manhattan Project'"),
        ("quotations", (Quotation("nobody", 1, "words", "one.html"),), "quotations", "one.html: nobody ¶1 does not read 'words'"),
        ("notes", (Annotation(FIRST, 1, "YC", "textual", "one.html", "A note."),), "notes",
         f"one.html: {FIRST} ¶1 does not read 'YC'"),
        ("homes", {}, "letters", f"no. 1 ({FIRST}): printed nowhere"),
        ("pages", (), "ids", "sources/published.tsv:283: the page 'index.html' is gone"),
    ],
)  # fmt: skip
def test_what_a_book_prints_otherwise_fails(part: str, value: Any, key: str, said: str, sources: Path, book: Book) -> None:
    """A character, a paragraph, a note's words, a home, a page: the promise fails, and says what and where."""
    found = failed(all_of(Evidence(sources, load(sources), replace(book, **{part: value}))))
    assert set(found) == {key}
    assert found[key][0].startswith(said.rsplit(":", 2)[0] if part == "pages" else said)


def test_a_reference_that_no_longer_leads_anywhere_fails(sources: Path, corpus: Corpus) -> None:
    """Words moved by a character, and an entry taken from the register."""
    first, *others = corpus.apparatus.references
    moved = replace(first, at=replace(first.at, start=first.at.start + 1))
    broken = replace(corpus, apparatus=replace(corpus.apparatus, references=(moved, *others)))
    assert failed((prove("references", Evidence(sources, broken)),))["references"] == (
        f"{first.at.source} ¶{first.at.paragraph}: does not read {first.at.text!r}",
    )
    fewer = replace(corpus, register={id: entry for id, entry in corpus.register.items() if id != "zilis"})
    assert all("leads to 'zilis'" in one for one in failed((prove("references", Evidence(sources, fewer)),))["references"])


def test_a_gap_in_the_map_fails(sources: Path, corpus: Corpus) -> None:
    """A blank line that nothing accounts for is missed."""
    archive = corpus.archives[ARCHIVE]
    longer = replace(archive, separators=(archive.separators[0] + "\n", *archive.separators[1:]))
    shorter = replace(corpus, archives={ARCHIVE: longer})
    lines = prove("lines", Evidence(sources, shorter))
    assert (lines.verdict, lines.count) == ("FAILED", 1096)
    assert lines.failures == (f"{WITNESS}:1096: 1096 lines are accounted for, of 1095",)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("edition.quote-not-verbatim", "quotations"),
        ("witness.hash", "witnesses"),
        ("witness.lossy", "repairs"),
        ("mention.entry", "references"),
        ("mention.unresolved", "names"),
        ("edition.no-home", "letters"),
        ("myst.xref_missing", "warnings"),
    ],
)
def test_a_warning_counts_against_the_promise_that_it_breaks(code: str, key: str) -> None:
    """The longest beginning of a code decides; what belongs to no promise is a warning still."""
    assert promise_of(code, tuple(PROMISES)) == key


def test_what_was_said_of_a_build_fails_its_promise(sources: Path, corpus: Corpus, book: Book) -> None:
    """A quotation that the build refused is in no list of quotations: its warning makes the promise fail."""
    said = ("book/index.md:6: 'x' is not in 'y' [edition.quote-not-verbatim]",)
    evidence = Evidence(sources, corpus, book, said)
    assert failed(all_of(evidence)) == {"quotations": said}
