"""The pages of variants and of reception: what the collation and the tracing found, as readers see it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus
from corpus.collation import collate
from edition.pages.variants import KINDS, line, shortened

from .conftest import Book, Built, class_of, replace_once, words

PAGE = "# Lists\n\n```{variants}\n```\n\n## Reception\n\n```{reception}\n```\n"
LETTER = ":::::{thread} the-openai-company\n::::{message} 2015-12-11-musk-3\n::::\n:::::\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book of both pages and one of the letters that are quoted."""
    book = Book(tmp_path_factory.mktemp("collation")).write(index=f"{PAGE}\n## Letters\n\n{LETTER}")
    return book.build(nitpick_ignore_regex=[("edition:.*", ".*")])


@pytest.fixture(scope="module")
def page(built: Built) -> Any:
    """Their page."""
    return built.page("index")


def under(page: Any, kind: str) -> list[str]:
    """The variants of a kind, as printed."""
    (term,) = page.xpath(f"//dl[{class_of('variants')}]/dt[@id='variants-{kind}']")
    items = [words(item) for item in term.getnext().xpath(".//li")]
    assert words(term).endswith(f"({len(items)})")
    return items


@pytest.mark.parametrize(
    ("kind", "count", "item"),
    [
        ("omission", 1, "B ¶1 #define CTO OpenAI] not in M (before ¶1)"),
        ("character", 1, "B ¶6 ‘] ’ (M ¶5)"),
        ("link", 30, "B ¶61 hiring] linked to https://jobs.lever.co/openai (M ¶61)"),
        ("emphasis", 18, "B ¶4 Elon Musk] in bold (M ¶3)"),
        (
            "heading-mark",
            7,
            "B ¶28 [no-break blank] Gym] a heading, marked ##, linked to itself at"
            " https://blog.gregbrockman.com/define-cto-openai#gym_1 (M ¶27)",
        ),
        ("footnote", 5, "B ¶6 1] linked to https://blog.gregbrockman.com/define-cto-openai#fn1 (M ¶5)"),
        ("footnote", 5, "B ¶62 1. Alex really hated writing … it off for 15 weeks.] not in M (after ¶61)"),
        ("caption", 8, "B ¶41 Team working in first actual … present, just not pictured here.] in italics (M ¶40)"),
        (
            "image",
            7,
            "B ¶31 IMG_3111.JPG] a picture (Image 3) at https://svbtleusercontent.com/v7kahsape0vjxw_small.jpg,"
            " which leads to https://svbtleusercontent.com/v7kahsape0vjxw.jpg (M ¶30)",
        ),
        ("site-furniture", 2, "M ¶46 Your browser does not support the video tag.] not in B (after ¶46)"),
    ],
)
def test_a_kind_of_variant_is_listed_with_its_loci(page: Any, kind: str, count: int, item: str) -> None:
    """Under its heading with its count: the locus in the copy-text, what it reads, and what the other has there."""
    items = under(page, kind)
    assert len(items) == count
    assert item in items


def test_the_kinds_that_occur_have_their_sentence(page: Any) -> None:
    """In the order of the table; kinds without a variant are not printed; the sum is that of all lists."""
    terms = page.xpath(f"//dl[{class_of('variants')}]/dt")
    assert [term.get("id").removeprefix("variants-").replace("-", " ") for term in terms] == [
        kind for kind in KINDS if kind not in ("words", "addition", "paragraph division", "paragraph order")
    ]
    for term in terms:
        assert words(term.getnext().xpath("./p")[0]) in {sentence for _, sentence in KINDS.values()}
    said = words(page.xpath(f"//dl[{class_of('variants')}]/preceding-sibling::p[1]")[0])
    count = len(page.xpath(f"//dl[{class_of('variants')}]//li"))
    assert said.endswith(f"There are {count} variants; within the paragraphs that both have, no word differs.")


def test_no_variant_prints_much_of_the_essay(page: Any, corpus: Corpus) -> None:
    """Of the essay no more than ten words stand together in one variant, nor do addresses run over the page."""
    essay = " ".join(" ".join(p.text.split()) for p in corpus.documents["brockman"].paragraphs)
    for item in page.xpath(f"//dl[{class_of('variants')}]//li"):
        (lemma,) = item.xpath(f".//*[{class_of('lemma')}]")
        assert len(words(lemma).split()) <= 14
        assert all(len(word) <= 80 for word in words(item).split())
        tokens = words(item).split()
        assert not [at for at in range(len(tokens) - 12) if " ".join(tokens[at : at + 13]) in essay]


@pytest.mark.parametrize(
    ("copy", "other", "lines"),
    [
        ("a big dinner", "a small dinner", ["B ¶1 big] small (M ¶1)"]),
        ("a dinner", "a small dinner", ["B ¶1 not there] small (M ¶1)"]),
        ("a small dinner", "a dinner", ["B ¶1 small] not there (M ¶1)"]),
        ("One here. Two there.", "One here.\nTwo there.", ["B ¶1 [blank]] [end of the paragraph] (M ¶1)"]),
        ("a [dinner](http://a.x)", "a dinner", ["B ¶1 [dinner](http://a.x)] not linked to http://a.x (M ¶1)"]),
        ("a [dinner](http://a.x)", "a [dinner](http://b.x)", ["B ¶1 [dinner](http://a.x)] linked to http://b.x (M ¶1)"]),
        ("a dinner", "a [dinner](http://b.x/y_(z))", ["B ¶1 dinner] linked to http://b.x/y_(z) (M ¶1)"]),
        ("a **big** dinner", "a big dinner", ["B ¶1 **big**] plain (M ¶1)"]),
        ("a big dinner", "a *big* dinner", ["B ¶1 big] in italics (M ¶1)"]),
        ("## First", "First", ["B ¶1 ## First] First (M ¶1)"]),
        ("First one.", "First one.\nThen a second.", ["M ¶2 Then a second.] not in B (after ¶1)"]),
    ],
)
def test_a_variant_in_words(copy: str, other: str, lines: list[str]) -> None:
    """Each kind says what it is, whichever of the two witnesses has more."""
    variants = collate(copy.split("\n"), other.split("\n"))
    assert ["".join(piece.text for piece in line(variant, ("B", "M"))) for variant in variants] == lines


def test_what_is_long_is_shortened() -> None:
    """First and last words; the middle of an address; what is short stays."""
    ten = "one two three four five six seven eight nine ten"
    assert shortened(ten) == ten
    assert shortened(f"{ten} eleven") == "one two three four five … seven eight nine ten eleven"
    assert len(shortened("http://" + "x" * 500)) <= 72
    assert shortened("\u00a0Gym") == "[no-break blank] Gym"


def test_a_missing_witness_stops_the_build_with_its_code(tmp_path: Path) -> None:
    """No traceback: the witness that is missing, the file that should have it, and the code."""
    book = Book(tmp_path / "book").write(index="# Lists\n\n```{variants}\n```\n")
    path = book.own_sources() / "witnesses" / "manifest.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[M]\n")], encoding="utf-8")
    for events in ("events", "figures"):  # nothing else may rest on it
        assert "brockman-markdown" not in (path.parents[1] / "apparatus" / f"{events}.tsv").read_text(encoding="utf-8")
    said = book.build().warnings
    problem = "no witness has the key 'brockman-markdown' (did you mean brockman?) [witness.missing]"
    assert f"sources/witnesses/manifest.toml:1: ERROR: {problem}" in said
    assert "Traceback" not in said


# Reception


def test_each_quotation_is_shown_with_its_letter(page: Any) -> None:
    """The reader's ¶, the words, and the letter with its writer; where the book prints the letter, a link to the ¶."""
    terms = page.xpath(f"//dl[{class_of('reception')}]/dt")
    assert [words(term) for term in terms] == [f"R ¶{number}" for number in (10, 11, 12, 14, 15, 16, 17)]
    shown = terms[2].getnext()
    assert words(shown.xpath(".//blockquote")[0]).startswith("We are outmanned and outgunned by a ridiculous margin")
    assert words(shown.xpath("./p")[-1]) == "no. 16 ¶2, Elon Musk: verbatim."
    assert shown.xpath("./p//a/@href")[0] == "#msg-2015-12-11-musk-3-p2"
    assert words(terms[0].getnext().xpath("./p")[-1]).startswith("No letter: a word of the reader’s own")
    said = words(page.xpath(f"//dl[{class_of('reception')}]/preceding-sibling::p[1]")[0])
    assert said == (
        "Of 7 passages that R (OpenAI Emails) puts in quotation marks, 6 stand in a letter character by character,"
        " 1 is of no letter."
    )


def test_words_that_differ_are_shown_beside_the_letters(tmp_path: Path) -> None:
    """What the letter reads, what the reader prints instead, and the editors' note."""
    book = Book(tmp_path / "book").write(index=f"{PAGE}\n{LETTER}")
    sources = book.own_sources()
    replace_once(sources / "documents" / "reader.txt", "outmanned and outgunned", "outmaned and outgunned")
    table = sources / "apparatus" / "reception.tsv"
    text = table.read_text(encoding="utf-8").replace("outmanned and outgunned", "outmaned and outgunned")
    table.write_text(re.sub(r"(outmaned.*\t2015-12-11-musk-3)\t", r"\1\ta slip", text), encoding="utf-8")
    page = book.build(nitpick_ignore_regex=[("edition:.*", ".*")]).page("index")
    term = page.xpath(f"//dl[{class_of('reception')}]/dt")[2]
    assert words(term.getnext().xpath("./p")[-1]) == "no. 16 ¶2, Elon Musk: not verbatim. outmanned] outmaned (a slip)"


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_formats_have_the_pages_too(builder: str, tmp_path: Path) -> None:
    """Paper and plain text say the same, without a warning of a node that nobody shows."""
    book = Book(tmp_path / "book").write(index=f"{PAGE}\n{LETTER}")
    built = book.build(builder, nitpick_ignore_regex=[("edition:.*", ".*")])
    text = next(path for path in sorted(built.out.glob("*.t*x*")) if path.suffix in (".txt", ".tex")).read_text("utf-8")
    text = " ".join(text.split())
    assert "in bold" in text
    assert "verbatim" in text
    assert built.warnings == ""
