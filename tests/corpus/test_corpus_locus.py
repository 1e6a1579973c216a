"""Places that tables name: found by whole words, or refused with the words that stand there; every row of every table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus, Problem, Problems, load
from corpus.body import read_paragraphs
from corpus.chronicle import read_events, read_figures, read_intervals
from corpus.commentary import Locus
from corpus.conflict import read_conflicts
from corpus.locus import locate, occurrences, paragraphs_of
from corpus.mention import read_dismissals, read_mentions
from corpus.problems import MEANINGS
from corpus.reading import read_unannotated
from corpus.reference import read_references
from corpus.tables import Row

TESTS = Path(__file__).resolve().parents[1]
CASES = TESTS / "cases" / "tables.md"
steady = settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])

#: How each table is read alone, next to letters, documents and register that are as they should be.
READERS: dict[str, Callable[[Path, Corpus], object]] = {
    "register/mentions.tsv": lambda at, c: read_mentions(at, paragraphs_of(c.messages, c.documents), c.messages, c.register),
    "register/dismissals.tsv": lambda at, c: read_dismissals(at, c.messages),
    "apparatus/references.tsv": lambda at, c: read_references(at, paragraphs_of(c.messages, c.documents), c.messages),
    "apparatus/conflicts.tsv": lambda at, c: read_conflicts(at, c.threads, c.messages),
    "apparatus/events.tsv": lambda at, c: read_events(at, paragraphs_of(c.messages, c.documents)),
    "apparatus/figures.tsv": lambda at, c: read_figures(at, paragraphs_of(c.messages, c.documents)),
    "apparatus/intervals.tsv": lambda at, c: read_intervals(at, c.messages),
    "apparatus/unannotated.tsv": lambda at, c: read_unannotated(at, c.messages),
}


@dataclass(frozen=True)
class Case:
    """A table, rows to append to it, and what is told of the last of them; ``place`` is where the case itself stands."""

    place: str
    table: str
    rows: tuple[tuple[str, ...], ...]
    says: str


def cells(row: str) -> tuple[str, ...]:
    """The cells of a row as the cases write it: ``·`` is a blank of the cell's own."""
    return tuple(cell.strip().replace("·", " ") for cell in row.split("|"))


def cases() -> list[Case]:
    """Every case of the file; a line that is none is a slip in it."""
    found: list[Case] = []
    inside = False
    table, at = "", 0
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(CASES.read_text(encoding="utf-8").split("\n"), 1):
        key, _, value = line.strip().partition(": ")
        if line.startswith("```"):
            inside = not inside
        elif inside and line and not line.startswith(" "):
            table, rows, at = line, [], number
        elif inside and key == "row":
            rows.append(cells(value))
        elif inside and key in ("says", "fine"):
            found.append(Case(f"{CASES.name}:{at}", table, tuple(rows), value))
        elif inside and line:
            raise ValueError(f"{CASES.name}:{number}: a case has no {key!r}")
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.place))
def test_an_author_is_told_what_is_wrong_with_a_row(case: Case, sources: Path, corpus: Corpus, tmp_path: Path) -> None:
    """Rows appended to a real table give exactly one line, with path, own line, words, advice and code; or none."""
    table = tmp_path / case.table
    table.parent.mkdir()
    text = (sources / case.table).read_text(encoding="utf-8")
    table.write_text(text + "".join("\t".join(row) + "\n" for row in case.rows), encoding="utf-8")
    line = text.count("\n") + len(case.rows)
    told = ""
    try:
        READERS[case.table](tmp_path, corpus)
    except Problems as problems:
        told = str(problems)
    says = case.says.replace("{above}", str(line - 1))
    assert told == (f"{case.table}:{line}: {says}" if says else "")


def test_every_code_has_a_case_somewhere() -> None:
    """No code of the sources' problems is without a test that names it."""
    texts = [path for path in TESTS.rglob("*") if path.suffix in (".py", ".md", ".txt")]
    named = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts)
    assert [code for code in MEANINGS if not re.search(rf"[\"'\[]{re.escape(code)}[\"'\]]", named)] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "documents/reader.txt",
            b"1\t",
            b"1\t\xff",
            ":1: not UTF-8: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte "
            "(regenerate the file) [document.encoding]",
        ),
        (
            "threads/02-ai-docs.txt",
            b"Subject",
            b"\xffSubject",
            ":1: not UTF-8: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte [thread.encoding]",
        ),
        (
            "threads/02-ai-docs.txt",
            b"Subject",
            b"Object",
            ":1: a thread starts with its heading (write 'Subject: …' or 'iMessages on …' on its first line) [thread.no-heading]",
        ),
        (
            "register/terms.toml",
            b"\n[1v1]",
            b"\ndraft = 1\n[1v1]",
            ":4: 'draft' stands outside every entry (put it below a [name]) [table.outside]",
        ),
        (
            "witnesses/manifest.toml",
            b'title = "OpenAI Email Archives from Musk v. Altman"\n',
            b"",
            ":6: L: unexpected or missing title "
            "(an entry has exactly file, key, form, title, author, date, dated_by, address, sha256, rights, part, plan) "
            "[manifest.keys]",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, old: bytes, new: bytes, says: str, copied: Path) -> None:
    """Bytes that are no UTF-8, a thread without its heading, a key of no entry: one line, exactly, and no crash."""
    path = copied / name
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(Problems) as raised:
        load(copied)
    assert str(raised.value) == name + says


def test_what_is_wrong_with_all_tables_is_told_in_one_go(copied: Path) -> None:
    """A bad row in each table at once: loading names every one of them at its own place, sorted."""
    expected = {}
    for case in cases():
        if case.says and len(case.rows) == 1:
            expected[case.table] = case
    for table, case in expected.items():
        with (copied / table).open("a", encoding="utf-8") as file:
            file.write("\t".join(case.rows[0]) + "\n")
    with pytest.raises(Problems) as raised:
        load(copied)
    assert [problem.path for problem in raised.value.found] == sorted(READERS)
    for problem in raised.value.found:
        line = (copied / problem.path).read_text(encoding="utf-8").count("\n")
        assert str(problem) == f"{problem.path}:{line}: {expected[problem.path].says}"


def test_a_table_with_other_line_ends_says_the_same(corpus: Corpus, copied: Path) -> None:
    """Tables saved on Windows are the same tables: not a word of them is another, not a line has another number."""
    for path in [*copied.glob("register/*"), *copied.glob("apparatus/*.tsv"), copied / "ledger.tsv", copied / "structure.tsv"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(copied) == corpus


@pytest.mark.parametrize("blank", [" ", "\N{NO-BREAK SPACE}", "\t"])
def test_a_blank_too_many_never_passes_silently(blank: str, sources: Path, corpus: Corpus, tmp_path: Path) -> None:
    """A blank at the end of an id, of a number or of words is refused at its row; a tab makes a cell too many."""
    table = tmp_path / "register/mentions.tsv"
    table.parent.mkdir()
    head = "message\tparagraph\twords\tnth\tentry\tcertainty\tevidence"
    row = ["2015-05-25-altman", "4", "tech", "1", "altman", "stated", ""]
    for column in range(6):
        wrong = [cell + blank * (at == column) for at, cell in enumerate(row)]
        table.write_text(head + "\n" + "\t".join(wrong) + "\n", encoding="utf-8")
        if blank == " " and column == 2:
            continue  # a blank follows the words in the letter, too
        with pytest.raises(Problems) as raised:
            READERS["register/mentions.tsv"](tmp_path, corpus)
        assert [(problem.path, problem.line) for problem in raised.value.found] == [("register/mentions.tsv", 2)]


# Whole words


def at(words: str, text: str, nth: str = "") -> Locus | Problem:
    """Where a row finds words in the only paragraph of a letter that begins on line 7."""
    row = Row(3, {"message": "letter", "paragraph": "1", "words": words, "nth": nth})
    return locate(row, "table.tsv", {"letter": read_paragraphs(text, 7)})


@pytest.mark.parametrize(
    ("words", "text", "starts"),
    [
        pytest.param("AI", "AI is AI, not AIs or OpenAI", [0, 6], id="not within longer words"),
        pytest.param("AI", "AI-safety, non-AI, AI’s, (AI) AI3 _AI", [0, 15, 19, 26], id="signs end a word, digits do not"),
        pytest.param("C++", "C++ or C, C+++ C++17", [0, 10], id="signs of a pattern are signs"),
        pytest.param("A.I.", "A.I. is not AXIX, or A.I.", [0, 21], id="a full stop is no wildcard"),
        pytest.param("(c)", "(c) and c", [0], id="brackets are no group"),
        pytest.param("a|b", "a|b or a", [0], id="a bar is no choice"),
        pytest.param("$1", "$1, $100, $1", [0, 10], id="a sum is not the beginning of another"),
        pytest.param("Sam", "    Sam", [4], id="after an indentation"),
        pytest.param("ﬁne", "ﬁne fine", [0], id="ligatures are kept apart"),
        pytest.param("", "anything", [], id="no words"),
        pytest.param("can’t", "can't can’t", [6], id="curly is not straight"),
    ],
)
def test_words_are_found_whole_and_as_they_are(words: str, text: str, starts: list[int]) -> None:
    """Characters mean themselves; a place is a whole word or several, its first character counted in the whole line."""
    assert [start for start, _ in occurrences(words, text)] == starts
    for nth, start in enumerate(starts, 1):
        assert at(words, text, str(nth)) == Locus("letter", 1, 7, start, start + len(words), words)
    single = at(words, text)
    assert isinstance(single, Locus) == (len(starts) == 1)


@pytest.mark.parametrize("nth", ["0", "3", "-1", "+1", "1.0", "01", " 1", "١", "²", "one", "9" * 5000])
def test_a_number_of_a_place_that_is_none_is_refused(nth: str) -> None:
    """Only 1 to the number of places is a number of one, in plain digits; whatever else stands there is no crash."""
    problem = at("AI", "AI and AI", nth)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.code) == ("table.tsv", 3, "place.words")
    assert problem.message == f"'AI' stands 2 times in 'letter' ¶1, not {nth}"
    assert problem.hint == "give nth from 1 to 2, or leave it empty"


@steady
@given(st.text(alphabet="Aab .’-+$é\u0301_1", max_size=30), st.data())
def test_words_cut_out_of_a_paragraph_are_found_where_they_were_cut(text: str, data: st.DataObject) -> None:
    """Any stretch that begins and ends where words do is one of the places where its words occur, and all of these read so."""
    edges = [at for at in range(len(text) + 1) if not (re.match(r"\w", text[at : at + 1]) and re.match(r"\w", text[at - 1 : at]))]
    start, stop = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    words = text[start:stop]
    found = occurrences(words, text)
    assert all(text[first:last] == words for first, last in found)
    whole = not re.match(r"\w", text[stop : stop + 1]) and not re.match(r"\w", text[max(start - 1, 0) : start])
    if words and whole and sum(text.startswith(words, at) for at in range(len(text))) == 1:
        assert found == [(start, stop)]


@steady
@given(st.text(max_size=12), st.text(max_size=30), st.text(max_size=6), st.text(max_size=4))
def test_whatever_a_row_says_it_is_a_place_or_a_problem(words: str, text: str, paragraph: str, nth: str) -> None:
    """Any four cells and any paragraph: a place that reads as it says, or one problem at the row's line."""
    row = Row(2, {"message": "letter", "paragraph": paragraph, "words": words, "nth": nth})
    paragraphs = read_paragraphs(text, 1)
    found = locate(row, "table.tsv", {"letter": paragraphs})
    if isinstance(found, Locus):
        assert paragraphs[found.paragraph - 1].text[found.start : found.end] == found.text == words
    else:
        assert (found.path, found.line) == ("table.tsv", 2)
