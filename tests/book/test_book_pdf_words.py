"""What the printed pages say: pages where they help, nothing that only a screen can do, our own marks and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.print import pages_of

from .test_book_pdf_index import joined

PARTS = ("The letters", "Finding", "Apparatus")
#: How a page is named: after a comma, or in brackets.
PAGE = r"(?:, pp?\. | \(pp?\. )[ivxlc\d]+"


@pytest.fixture(scope="module")
def pages(printed: Path) -> dict[str, str]:
    """The words of each page in one line, by what the page is called."""
    with pdfium.PdfDocument(printed) as document:
        labels = [document.get_page_label(number) for number in range(len(document))]
    return {label: joined(text).replace("\u202f", " ") for label, text in zip(labels, pages_of(printed), strict=True)}


@pytest.fixture(scope="module")
def chapters(printed: Path, pages: dict[str, str]) -> dict[str, str]:
    """The words of each chapter by its title, as the outline has them."""
    starts: list[tuple[int, str]] = []
    with pdfium.PdfDocument(printed) as document:
        part = ""
        for one in document.get_toc():
            part = one.get_title() if one.level == 0 else part
            if one.level == 0 or (one.level == 1 and part in PARTS):
                starts.append((one.get_dest().get_index(), one.get_title()))
    texts = list(pages.values())
    ends = [at for at, _ in starts[1:]] + [len(texts)]
    return {title: " ".join(texts[at:end]) for (at, title), end in zip(starts, ends, strict=True)}


@pytest.mark.parametrize(("title", "first", "last"), [
    ("The archive", "No. Sent From To", "How it counts"), ("Inbox", "Correspondent Wrote", "Limits"),
    ("Pictures", "When Letters Events", None),
])  # fmt: skip
def test_a_table_of_letters_has_their_numbers_and_no_pages(chapters: dict[str, str], title: str, first: str, last: str) -> None:
    """Letters stand in order, and running heads name them: a page beside each number would read as another number."""
    table = chapters[title].partition(first)[2].partition(last)[0] if last else chapters[title].partition(first)[2]
    assert len(re.findall(r"\d+", table)) > 100
    assert re.findall(PAGE, table) == []


def test_every_page_that_is_named_beside_a_quotation_has_the_quotation(chapters: dict[str, str], pages: dict[str, str]) -> None:
    """All uses of a quotation are listed by their printed pages, and on each (or from it to the next) its words stand."""
    listed = chapters["Quotations and where they come from"]
    labels = list(pages)
    checked, lacking = 0, []
    for found in re.finditer(r"¶\d+ “(?P<words>[^”]+)”: (?P<uses>.*?)(?= ¶\d+ “| no\. \d+|$)", listed):
        for run in re.findall(r"pp?\. ((?:[ivxlc]+|\d+)(?:, (?:[ivxlc]+|\d+)(?![\w¶.]))*)", found["uses"]):
            for label in run.split(", "):
                at = labels.index(label)
                here = squeezed(" ".join(pages[one] for one in labels[at : at + 2]))
                checked += 1
                if squeezed(found["words"])[:40] not in here:
                    lacking.append((found["words"], label))
    assert checked > 600
    assert len(lacking) < 10, lacking  # words that a page divides, with notes and a head between


def squeezed(text: str) -> str:
    """Letters and digits alone: where lines end, a hyphen may be ours."""
    return "".join(filter(str.isalnum, text))


def test_places_of_one_letter_in_a_row_name_its_page_once(pages: dict[str, str]) -> None:
    """``no. 68 ¶1, no. 68 ¶3, p. 80``; the numbers of two letters that name their pages are divided by a semicolon."""
    text = " ".join(pages.values())
    assert re.findall(rf"no\. (\d+) ¶\d+{PAGE}\)?, (?:no\. \1 )?¶\d+", text) == []
    assert re.findall(rf"no\. \d+(?: ¶\d+)?{PAGE}\)?, no\. \d+(?: ¶\d+)?{PAGE}", text) == []
    assert re.search(rf"no\. \d+(?: ¶\d+)?{PAGE}\)?; no\. \d+(?: ¶\d+)?{PAGE}", text)


def test_what_only_a_screen_can_do_is_not_printed(chapters: dict[str, str]) -> None:
    """The form that checks a quotation and the page for authors of pages are left out, and the colophon says where they are."""
    assert not {"Check a quotation", "Everything an author can write"} & {*chapters}
    assert "Check a quotation" in chapters["Colophon"]
    text = " ".join(chapters.values())
    assert "{sample}" not in text
    for title in ("Check a quotation", "Everything an author can write"):
        assert f"{title} (in the web edition)" in text
    for word in ("Go to:", "this page finds", "(note)"):
        assert word not in text
    assert "test_" not in chapters["Self-review"]


def test_a_remark_in_a_header_is_printed_once(pages: dict[str, str]) -> None:
    """The header as printed has it; the page does not say it again."""
    assert " ".join(pages.values()).count("(continued from thread with same subject above)") == 1


def test_no_quotation_has_our_marks_beside_its_own(pages: dict[str, str]) -> None:
    """Double marks never follow double marks: ours become single, or are left out where a source's own enclose the words."""
    text = " ".join(pages.values())
    assert re.findall(r"““.{20}|.{20}””|“\"[^”]{20}", text) == []
    assert "‘the ICO / “instrument to purchase compute in advance”’" in text


def test_our_words_have_curly_apostrophes(chapters: dict[str, str]) -> None:
    """In the lists that follow from our tables, the straight ones are those of letters."""
    for title in ("Conflicts", "Bibliography", "Threads", "Redactions", "Identifications"):
        assert re.findall(r"\w'\w", re.sub(r"“[^”]*”", "", chapters[title])) == []


def test_entries_stand_in_the_order_of_the_alphabet(printed: Path, chapters: dict[str, str]) -> None:
    """A term is printed under the word that it stands under."""
    assert "Azure, Microsoft" in chapters["Glossary"]
    assert "International, The" in chapters["Glossary"]
