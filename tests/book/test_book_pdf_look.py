"""How the pages of the printed book look, by what can be measured: names whole, notes with their marks, pages filled."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import html

from tests.print import Glyph, pages_of

#: The type area of a page, in points: its left edges by side, its top and its foot above the paper's.
LEFT, TOP, FOOT = (56.7, 45.4), 538.6, 53.9
#: The type of letters, where notes are called; and how far the number of a note is set in.
LETTERS, INDENT = 9.31, 0.9
#: The sizes of headings of threads and sections, in chapters and in what is looked up; and of notes.
HEADINGS, NOTES = (10.75, 9.78), (7.91, 7.92)


@pytest.fixture(scope="module")
def hyphens(printed: Path) -> list[tuple[str, str]]:
    """What stands before and behind each hyphen at the end of a line."""
    return [pair for text in pages_of(printed) for pair in re.findall(r"([\w’']*)[\x02\ufffe]\s*([\w’']*)", text)]


def test_no_name_is_hyphenated(hyphens: list[tuple[str, str]], trees: dict[str, html.HtmlElement]) -> None:
    """A hyphen at the end of a line stands in a word without capitals, or was part of it."""
    written = " ".join(" ".join(tree.text_content().split()) for tree in trees.values())
    divided = [f"{a}-{b}" for a, b in hyphens if re.search(r"[A-Z]", a + b) and not b[:1].isdigit()]  # but for notes below
    assert len(hyphens) > 100
    assert [word for word in divided if word not in written] == []


def marks_of(glyphs: list[Glyph]) -> list[tuple[int, str]]:
    """The marks of notes in letters, each with its page."""
    found: list[tuple[int, str]] = []
    small = [g for g in glyphs if g.text.isdigit() and g.font.endswith("SourceSans3-Regular") and g.size == LETTERS]
    for before, mark in pairwise([small[-1], *small]):
        joined = before.page == mark.page and before.y == mark.y and 0 < mark.x - before.x < 6
        found = [*found[:-1], (mark.page, found[-1][1] + mark.text)] if joined else [*found, (mark.page, mark.text)]
    return found


def notes_of(glyphs: list[Glyph]) -> Counter[tuple[int, str]]:
    """The numbers before notes, each with its page."""
    found: list[tuple[int, str]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        begins = abs(glyph.x - LEFT[glyph.page % 2] - glyph.size * INDENT) < 1
        if last is not None and glyph.text.isdigit() and (glyph.page, glyph.y) == (last.page, last.y):
            found[-1] = (glyph.page, found[-1][1] + glyph.text)
            last = glyph
        elif glyph.text.isdigit() and 7 < glyph.size < 8.5 and begins:
            found.append((glyph.page, glyph.text))
            last = glyph
        else:
            last = None
    return Counter(found)


def test_no_note_stands_on_a_page_before_its_mark(glyphs: list[Glyph]) -> None:
    """A note is at the foot of the page of its mark, or, where there is no room, of the next."""
    paper = [g for g in glyphs if not g.made]
    marks, notes = marks_of(paper), notes_of(paper)
    on_page = [mark for mark in marks if notes[mark]]
    before = [(page, number) for page, number in marks if not notes[page, number] and notes[page - 1, number]]
    assert len(marks) > 300
    assert len(on_page) > len(marks) * 0.97
    assert before == []


def test_no_line_of_a_letter_stands_on_another(glyphs: list[Glyph]) -> None:
    """From line to line it is as far as the type is high, and more."""
    lines = sorted({(g.page, round(g.y, 1)) for g in glyphs if not g.made and "Serif" in g.font and g.size == LETTERS})
    near = [(above, below) for below, above in pairwise(lines) if below[0] == above[0] and above[1] - below[1] < LETTERS]
    assert len(lines) > 1000
    assert near == []


def test_no_heading_ends_a_page(glyphs: list[Glyph]) -> None:
    """Below the heading of a thread or a section stands something that it heads, and not notes alone."""
    paper = [g for g in glyphs if not g.made and not g.text.isspace() and FOOT < g.y < TOP]
    headings = {(g.page, g.y) for g in paper if g.font.endswith("SourceSerif4-Semibold") and g.size in HEADINGS}
    text = [(g.page, g.y) for g in paper if g.size not in (*HEADINGS, *NOTES)]
    lowest = {page: min(y for _, y in lines) for page, lines in groupby(sorted(set(text)), key=lambda line: line[0])}
    assert len(headings) > 100
    assert [(page, y) for page, y in sorted(headings) if lowest[page] > y] == []


def test_no_page_is_nearly_empty(printed: Path, glyphs: list[Glyph]) -> None:
    """But for pages that open a part, or stay empty before one, no page is left to a few lines."""
    with pdfium.PdfDocument(printed) as document:
        pages = len(document)
    lowest = dict.fromkeys(range(pages), TOP)
    for g in glyphs:
        if not g.made and not g.text.isspace() and FOOT < g.y < TOP:
            lowest[g.page] = min(lowest[g.page], g.y)
    filled = [(TOP - lowest[page]) / (TOP - FOOT) for page in range(pages)]
    texts = pages_of(printed)
    assert [page for page in range(pages) if texts[page].strip() and filled[page] < 0.08] == []
    assert sum(fill > 0.8 for fill in filled) > 0.75 * pages
