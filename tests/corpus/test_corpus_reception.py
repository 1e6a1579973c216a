"""What the reader quotes is traced to the letters; each row that does not agree with both is named, with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import Corpus, Problems, load
from corpus.body import read_paragraphs
from corpus.loose_ends import loose_ends
from corpus.reception import FILE, differing_words, quotations

WORDS = (
    "We are outmanned and outgunned by a ridiculous margin by organizations you know well, "
    "but we have right on our side and that counts for a lot. I like the odds."
)
ID = "2015-12-11-musk-3"
OWN = "a word of the reader’s own"


def row(*cells: str) -> str:
    """A row of the table."""
    return "\t".join(cells) + "\n"


def problems(sources: Path) -> list[str]:
    """What loading complains of."""
    with pytest.raises(Problems) as raised:
        load(sources)
    return [str(problem) for problem in raised.value.found]


def loose(sources: Path) -> list[str]:
    """What is left open of the reader's quotations."""
    return [str(problem) for problem in loose_ends(load(sources)) if problem.code.startswith("reception.")]


@pytest.fixture
def line(copied: Path) -> int:
    """The line of the table that traces the words on which these tests turn."""
    lines = (copied / FILE).read_text(encoding="utf-8").split("\n")
    assert lines.count(row("12", WORDS, ID, "").rstrip("\n")) == 1
    return lines.index(row("12", WORDS, ID, "").rstrip("\n")) + 1


def put(sources: Path, *cells: str) -> None:
    """Another row in place of that one."""
    text = (sources / FILE).read_text(encoding="utf-8")
    (sources / FILE).write_text(text.replace(row("12", WORDS, ID, ""), row(*cells)), encoding="utf-8")


def test_every_quotation_of_the_readers_is_traced(corpus: Corpus) -> None:
    """In the reader's order, with paragraph, letter and verdict; the words stand at both places, character by character."""
    quoted = corpus.apparatus.reception
    assert [(one.at.paragraph, one.place and (one.place.source, one.place.paragraph), one.verdict) for one in quoted] == [
        (10, None, "no letter"),
        (11, ("2015-12-08-musk", 1), "verbatim"),
        (12, ("2015-12-11-musk-3", 2), "verbatim"),
        (14, ("2016-04-27-musk", 1), "verbatim"),
        (15, ("2017-09-20-sutskever", 2), "verbatim"),
        (16, ("2017-09-20-sutskever", 18), "verbatim"),
        (17, ("2018-01-31-musk", 2), "verbatim"),
    ]
    for one in quoted:
        assert corpus.documents["reader"].paragraphs[one.at.paragraph - 1].text[one.at.start : one.at.end] == one.at.text
        if one.place:
            text = corpus.messages[one.place.source].paragraphs[one.place.paragraph - 1].text
            assert text[one.place.start : one.place.end] == one.place.text == one.at.text
            assert one.place.line > 0


def test_a_plain_search_finds_no_other_quotation(corpus: Corpus, sources: Path) -> None:
    """What stands between straight quotation marks in the reader's file, four words or more, is what the table has."""
    text = (sources / "documents" / "reader.txt").read_text(encoding="utf-8")
    searched = [words for words in re.findall(r'"([^"\n]+)"', text) if words.count(" ") >= 3]
    assert searched == [one.at.text for one in corpus.apparatus.reception if one.verdict == "verbatim"]
    assert not re.search(r"[“”]|^\d+\t>", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param(
            ("12", WORDS, "2015-12-11-mus-3", ""),
            "unknown message '2015-12-11-mus-3' (did you mean 2015-12-11-musk-3, 2015-12-11-musk-2, 2015-12-11-musk?)"
            " [place.unknown]",
            id="an unknown message",
        ),
        pytest.param(
            ("31", WORDS, ID, ""),
            "'reader' has no ¶31 (its paragraphs run from 1 to 26) [place.paragraph]",
            id="a paragraph beyond the reader's",
        ),
        pytest.param(
            ("12", WORDS, f"{ID} ¶9", ""),
            f"'{ID}' has no ¶9 (its paragraphs run from 1 to 6) [place.paragraph]",
            id="a paragraph beyond the letter's",
        ),
        pytest.param(
            ("12", "We are outmanned and outgunned by a ridiculus margin", ID, ""),
            "'We are outmanned and outgunned by a ridiculus margin' does not stand in 'reader' ¶12"
            " (it reads '\"We are outmanned and outgunned by a ridiculous margin') [place.words]",
            id="words that the reader does not print",
        ),
        pytest.param(
            ("12", WORDS, ID, "one word differs"),
            f"'{ID}' reads '{WORDS}', and the note says that it does not (leave the note empty) [reception.verbatim]",
            id="marked as differing though verbatim",
        ),
        pytest.param(
            ("12", WORDS, "", ""),
            f"'{WORDS}' is said to be in no letter ('{ID}' reads so) [reception.no-letter]",
            id="marked as of no letter though one reads so",
        ),
        pytest.param(
            ("12", "wow, mission", "", ""),
            "no letter is named for 'wow, mission'"
            " (name the message, or say in the note why there is none) [reception.no-letter]",
            id="no letter and no reason",
        ),
        pytest.param(
            ("12", "right", "2015-12-08-musk", ""),
            "'right' stands 2 times in '2015-12-08-musk' (name the ¶ (2015-12-08-musk ¶1), or give more words) [place.recurs]",
            id="words that recur in the letter",
        ),
        pytest.param(
            ("12", "wow, mission can be really powerful here", ID, ""),
            f"'wow, mission can be really powerful here' is not in '{ID}' (nothing there is like it) [reception.differs]",
            id="marked as verbatim though nothing there is like it",
        ),
    ],
)
def test_a_row_that_does_not_agree_is_named(cells: tuple[str, ...], problem: str, copied: Path, line: int) -> None:
    """The exact text of each problem, at its row."""
    put(copied, *cells)
    assert problems(copied) == [f"{FILE}:{line}: {problem}"]


def test_words_that_recur_in_a_letter_are_told_apart_by_its_paragraph(copied: Path, line: int) -> None:
    """With a ¶ the row names one passage."""
    with (copied / FILE).open("a", encoding="utf-8") as file:
        file.write(row("12", "right", "2015-12-08-musk ¶4", ""))
    (one,) = [one for one in load(copied).apparatus.reception if one.at.text == "right"]
    assert one.place is not None
    assert (one.place.source, one.place.paragraph, one.verdict) == ("2015-12-08-musk", 4, "verbatim")


def mangled(sources: Path) -> str:
    """Let the reader print some of the words otherwise, and return them."""
    other = WORDS.replace("outmanned", "outmaned").replace("you know well", "you know really well").replace("a ridiculous", "a")
    path = sources / "documents" / "reader.txt"
    text = path.read_text(encoding="utf-8")
    assert text.count(WORDS) == 1
    path.write_text(text.replace(WORDS, other), encoding="utf-8")
    return other


def test_words_that_differ_are_compared_word_by_word(copied: Path, line: int) -> None:
    """Marked as verbatim, they are a problem that shows the nearest passage's words; with a note, a verdict with the same."""
    other = mangled(copied)
    put(copied, "12", other, ID, "")
    hint = (
        "¶2 reads 'outmanned', not 'outmaned'; 'ridiculous ', not ''; '', not 'really ': correct the row, or note the difference"
    )
    assert problems(copied) == [f"{FILE}:{line}: {other!r} is not in {ID!r} ({hint}) [reception.differs]"]
    text = (copied / FILE).read_text(encoding="utf-8")
    (copied / FILE).write_text(text.replace(row("12", other, ID, ""), row("12", other, ID, "three words")), encoding="utf-8")
    (one,) = [one for one in load(copied).apparatus.reception if one.at.paragraph == 12]
    assert one.verdict == "differs"
    assert one.place is not None
    assert (one.place.source, one.place.paragraph, one.place.start, one.place.text) == (ID, 2, 0, WORDS)
    assert one.differences == (("outmanned", "outmaned"), ("ridiculous ", ""), ("", "really "))
    assert one.note == "three words"


def test_a_quotation_without_a_row_is_found(copied: Path, line: int) -> None:
    """The place in the reader's text, and the row to add, with the letter if one reads so; added, it mends the sources."""
    text = (copied / FILE).read_text(encoding="utf-8")
    kept = text.replace(row("12", WORDS, ID, ""), "")
    (copied / FILE).write_text(kept, encoding="utf-8")
    added = row("12", WORDS, ID, "")
    assert loose(copied) == [
        f"documents/reader.txt:14: {WORDS!r} is not traced to a letter (add to {FILE}: {added[:-1]}) [reception.untraced]"
    ]
    (copied / FILE).write_text(kept + added, encoding="utf-8")
    assert loose(copied) == []


def test_a_row_of_a_few_words_does_not_hide_the_rest(copied: Path, line: int) -> None:
    """A quotation is traced when no more than three of its words stand in no row."""
    put(copied, "12", "We are outmanned and outgunned", ID, "")
    (problem,) = loose(copied)
    assert problem.endswith("[reception.untraced]")
    put_back = WORDS.removesuffix(" I like the odds.")
    text = (copied / FILE).read_text(encoding="utf-8")
    (copied / FILE).write_text(text.replace("We are outmanned and outgunned\t", f"{put_back}\t"), encoding="utf-8")
    (problem,) = loose(copied)
    assert problem.endswith("[reception.untraced]")
    text = (copied / FILE).read_text(encoding="utf-8")
    (copied / FILE).write_text(text.replace(put_back + "\t", f"{put_back} I like\t"), encoding="utf-8")
    assert loose(copied) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He wrote "one two three four" and "one two three".', ["one two three four"]),
        ("He wrote “one two three four” there.", ["one two three four"]),
        ("> one two three four five", ["one two three four five"]),
        ("one > two three four five", []),
        ("He's told me what 'one two three four' is.", []),
    ],
)
def test_what_is_taken_for_a_quotation(text: str, found: list[str]) -> None:
    """Four words or more in double quotation marks, straight or curly, or set off as a quotation."""
    assert list(quotations(read_paragraphs(text, 1)[0])) == found


def test_differing_words() -> None:
    """What the passage reads, and what stands instead; nothing where both are the same."""
    assert differing_words("some sort of nonprofit", "some sort of nonprofit") == ()
    assert differing_words("it's a big nonprofit", "it’s a nonprofit") == (("'", "’"), ("big ", ""))


def test_without_the_reader_there_is_nothing_to_trace(copied: Path) -> None:
    """A manifest without the reader's document: a coded problem at its place."""
    path = copied / "witnesses" / "manifest.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[R]\n"), text.index("[P]\n")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    hint = "the reader's quotations are traced from it"
    assert f"witnesses/manifest.toml:1: no witness has the key 'reader' ({hint}) [witness.missing]" in problems(copied)
