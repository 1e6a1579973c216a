"""The printed book as a file and as a book: valid, accessible, the same each time, numbered as on screen, and complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import html

from corpus import Corpus
from tests.print import Glyph, pages_of

from .conftest import ROOT, letters_in, sphinx


@pytest.fixture(scope="module")
def pdf(printed: Path) -> Iterator[pikepdf.Pdf]:
    """The file's objects."""
    with pikepdf.open(printed) as document:
        yield document


@pytest.fixture(scope="module")
def texts(printed: Path) -> list[str]:
    """The words of each page in one line."""
    return [" ".join(re.sub(r"[\x02\ufffe]\s*", "", text).split()) for text in pages_of(printed)]


@pytest.fixture(scope="module")
def labels(printed: Path) -> list[str]:
    """What each page is called."""
    with pdfium.PdfDocument(printed) as document:
        return [document.get_page_label(number) for number in range(len(document))]


def test_the_pdf_keeps_to_pdf_ua_1(printed: Path) -> None:
    """A validator that had no part in making it finds no failure."""
    report = validation.validate_pdf(str(printed), profile=validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures][:5]


def test_the_file_is_sound(pdf: pikepdf.Pdf) -> None:
    """What ``qpdf --check`` looks for is not there."""
    assert pdf.check_pdf_syntax() == []


def test_the_file_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    """Title, language, authors, subject and keywords stand in it, and no time of making."""
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "For the Good of the World: The OpenAI Correspondence, 2015–2022"
        assert metadata["dc:creator"] == ["The editors"]
        assert metadata["dc:language"] == {"en"} or metadata["dc:language"] == ["en"]
        assert "emails and iMessages" in metadata["dc:description"]
        assert "OpenAI" in metadata["pdf:Keywords"]
        assert "xmp:CreateDate" not in metadata
    assert str(pdf.Root.Lang) == "en"
    assert "/CreationDate" not in pdf.docinfo


def test_every_font_is_embedded_and_is_one_of_ours(pdf: pikepdf.Pdf) -> None:
    """No reader needs a font, and none came from the machine."""
    found = set()
    for page in pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            for one in font.get("/DescendantFonts", [font]):
                descriptor = one["/FontDescriptor"]
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
                found.add(str(descriptor["/FontName"]).partition("+")[2])
    vendored = {path.stem for path in (ROOT / "_ext" / "typeset" / "fonts").glob("*.?tf")}
    assert found <= vendored
    assert {"SourceSerif4-Regular", "SourceCodePro-Regular", "NotoEmoji-Regular"} <= found
    licences = list((ROOT / "_ext" / "typeset" / "fonts").glob("OFL-*.txt"))
    assert all("SIL OPEN FONT LICENSE" in path.read_text(encoding="utf-8") for path in licences)
    assert len(licences) == 4


def test_the_book_is_the_same_bytes_whatever_the_hash_seed(printed: Path, tmp_path: Path) -> None:
    """A second process with another seed and one worker makes the same file."""
    done = sphinx(ROOT / "book", tmp_path / "pdf", "-j", "1", builder="pdf", seed="4242")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pdf" / printed.name).read_bytes() == printed.read_bytes()


def test_pages_are_numbered_in_roman_before_the_letters_and_anew_from_them_on(labels: list[str], texts: list[str]) -> None:
    """No page has the number of another, and the number printed is the page's label."""
    assert len(set(labels)) == len(labels)
    first = labels.index("1")
    assert labels[:2] == ["i", "ii"]
    assert not any(label.isdigit() for label in labels[:first])
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]
    assert first % 2 == 0, "the first letter page is a right-hand page"
    for text, label in zip(texts, labels, strict=True):
        if text and label not in ("i", "ii", "iii", "iv"):
            assert text.startswith(f"{label} ") or text.endswith(f" {label}") or f" {label} " in text[:120], (label, text[:120])


def test_the_outline_has_every_page_of_the_book_by_part(pdf: pikepdf.Pdf) -> None:
    """Chapters stand under their parts, threads under their chapters."""
    with pdf.open_outline() as outline:
        titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(titles)[-3:] == ["The letters", "Finding", "Apparatus"]
    assert len(titles["The letters"]) == 14
    assert "Honest thoughts" in titles["The letters"]
    assert titles["Apparatus"][-3:] == ["Index of persons", "Index of organisations", "Index of subjects"]


def test_every_link_leads_somewhere(pdf: pikepdf.Pdf) -> None:
    """Each internal link ends on a page of the book; external ones are addresses."""
    pages = {page.objgen for page in pdf.pages}
    named = pikepdf.NameTree(pdf.Root.Names.Dests)
    inside = outside = 0
    for page in pdf.pages:
        for one in page.obj.get("/Annots", []):
            if one.Subtype != "/Link":
                continue
            action = one.get("/A")
            if action is not None and "/URI" in action:
                assert re.match(r"(https?|mailto):", str(action["/URI"]))
                outside += 1
                continue
            target = one["/Dest"] if action is None else action["/D"]
            place = named[str(target)] if isinstance(target, pikepdf.String) else target
            place = place["/D"] if isinstance(place, pikepdf.Dictionary) else place
            assert place[0].objgen in pages
            inside += 1
    assert inside > 5000
    assert outside > 5


def test_messages_paragraphs_and_notes_have_the_numbers_that_they_have_on_screen(
    trees: dict[str, html.HtmlElement], glyphs: list[Glyph], corpus: Corpus
) -> None:
    """The same messages in each chapter's order, as many paragraphs in each, and the notes of each chapter from 1."""
    paper = [g for g in glyphs if not g.made]
    heads: list[str] = []
    notes: list[int] = []
    words = "".join(g.text for g in paper if g.size == 7.82 and "Sans" in g.font)
    heads = re.findall(r"no\.\s?(\d+[a-z]?) · ", words)
    order = [docname for docname in trees if docname.startswith("chapters/")]
    numbers = {message.number: len(message.paragraphs) for message in corpus.messages.values()}
    assert sorted(heads) == sorted(numbers)
    on_screen = {page: len(trees[page].xpath('//*[@role="doc-footnote"]')) for page in order}
    marks = [g for g in paper if g.font.endswith("SourceSans3-Regular") and g.size == 9.31 and g.text.isdigit()]
    runs: list[str] = []
    for before, mark in pairwise([marks[0], *marks]):
        together = runs and mark is not before and mark.page == before.page and mark.y == before.y and 0 < mark.x - before.x < 6
        runs = [*runs[:-1], runs[-1] + mark.text] if together else [*runs, mark.text]
    notes = [int(run) for run in runs]
    ends = sorted(before for before, after in pairwise([*notes, 1]) if after == 1)
    assert ends == sorted(count for count in on_screen.values() if count)
    shown = [int(m.xpath("count(.//p[contains(@class, 'letter')])")) for page in order for m in letters_in(trees[page])]
    assert sorted(shown) == sorted(numbers.values())


def test_a_page_is_named_only_where_it_is_another(texts: list[str], labels: list[str]) -> None:
    """``no. 34, p. 71`` never stands on page 71 itself, but for words that naming the page moved there."""
    named = {label: rf"no\. \d+( ¶\d+)?, p\. {label}\b" for label in labels}
    here = [label for label, text in zip(labels, texts, strict=True) if re.search(named[label], text)]
    assert len(here) <= len(labels) // 50, here
    assert sum(text.count(", p. ") for text in texts) > 500


def test_no_head_of_a_letter_stands_at_the_foot_of_a_page(glyphs: list[Glyph]) -> None:
    """Below the line with a letter's number there is a line of its text on the same page."""
    text: dict[int, float] = {}
    for g in glyphs:
        if g.size == 9.31 and not g.made:
            text[g.page] = min(text.get(g.page, 1000.0), g.y)
    heads = [g for g in glyphs if g.size == 7.04 and not g.made]
    assert heads
    assert all(text.get(g.page, 1000.0) < g.y for g in heads)


#: What no page has, in points: words nearer to its edge than this.
EDGE = 28


def test_nothing_is_printed_into_the_margin(printed: Path, glyphs: list[Glyph]) -> None:
    """No table, address or picture is wider or higher than its page has room for."""
    with pdfium.PdfDocument(printed) as document:
        width, height = document[0].get_size()
    beyond = [g for g in glyphs if not g.made and not (EDGE < g.x < width - EDGE and EDGE < g.y < height - EDGE)]
    assert Counter(g.page for g in beyond) == {}


def test_the_sentences_of_a_note_run_on(printed: Path, trees: dict[str, html.HtmlElement]) -> None:
    """One sentence a line is how we write; in a note, below a letter whose line ends are kept, the lines are one paragraph."""
    lines = [line.rstrip() for page in pages_of(printed) for line in page.splitlines()]
    notes = trees["chapters/first-approach.html"].xpath("//aside[@role='doc-footnote']//p")
    (note,) = [note for note in notes if note.text_content().strip().startswith("Ilya Sutskever.")]
    first, second = " ".join(note.text_content().split()).split(". ", 1)
    (shown,) = [line for line in lines if re.fullmatch(rf"\d+ ?{re.escape(first)}\..*", line)]
    assert second.startswith(shown.split(". ", 1)[1][:20])


def test_one_chapter_is_printed_alone_with_its_notes_and_works(tmp_path: Path, corpus: Corpus) -> None:
    """``--only`` prints a chapter, its notes, and the works that it cites."""
    done = sphinx(ROOT / "book", tmp_path / "pdf", "-D", "typeset_only=honest-thoughts", builder="pdf")
    assert done.returncode == 0, done.stderr
    text = " ".join(" ".join(pages_of(tmp_path / "pdf" / "honest-thoughts.pdf")).split())
    assert "Honest thoughts" in text
    assert "A promise not to draw people away" in text
    assert "Bibliography" in text
    assert "OpenAI Emails" in text
    assert "Index of persons" not in text
    assert all(f"no. {m.number} · " in text for m in corpus.by_thread["honest-thoughts"].messages)
    assert len(pages_of(tmp_path / "pdf" / "honest-thoughts.pdf")) < 20


@pytest.mark.parametrize("only", ["top-ai-institutions-today", "thread-top-ai-institutions-today"])
def test_one_thread_is_printed_alone_with_all_its_parts(tmp_path: Path, corpus: Corpus, only: str) -> None:
    """Where prose divides a thread, ``--only`` prints the letters of all its parts, in order, and not the prose."""
    done = sphinx(ROOT / "book", tmp_path / "pdf", "-D", f"typeset_only={only}", builder="pdf")
    assert done.returncode == 0, done.stderr
    text = " ".join(" ".join(pages_of(tmp_path / "pdf" / f"{only}.pdf")).split())
    letters = [message.number for message in corpus.by_thread["top-ai-institutions-today"].messages]
    assert len(letters) > 3
    assert re.findall(r"no\. (\d+) · ", text) == letters
    assert "(continued)" not in text


@pytest.mark.parametrize("only", ["people", "archive"])
def test_a_list_of_places_is_printed_alone_without_the_pages_that_it_lacks(tmp_path: Path, only: str) -> None:
    """What stands elsewhere has no page, and no comma before it."""
    done = sphinx(ROOT / "book", tmp_path / "pdf", "-D", f"typeset_only={only}", builder="pdf")
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(" ".join(pages_of(tmp_path / "pdf" / f"{only}.pdf")).split())
    assert re.findall(r", (?:;|$)|, pp?\. [A-Z]", text) == []
    assert "Altman" in text
