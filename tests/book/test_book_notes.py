"""The notes of the real book in a real browser: beside their marks, below their paragraphs, by keyboard, and in every format."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT, sphinx
from .test_book_browser import address_of
from .window import opened

WIDE, NARROW = 1400, 360
#: How far, in pixels, a note may stand from the height of its mark, and from the note above it where it had to give way.
NEAR, GAP = 6, 14
CHAPTERS = sorted(path.stem for path in (ROOT / "book" / "chapters").glob("*.md") if "{annotation}" in path.read_text("utf-8"))

#: Every note with its own rectangle, that of its mark, and that of the paragraph that holds the mark.
NOTES = """() => [...document.querySelectorAll('aside.footnote')].map(note => {
  const box = e => { const r = e.getBoundingClientRect();
    return {top: r.top + scrollY, bottom: r.bottom + scrollY, left: r.left, right: r.right}; };
  const mark = document.querySelector(`.message-body a[href="#${note.id}"]`);
  const style = getComputedStyle(note);
  return {id: note.id, note: box(note), mark: mark && box(mark), paragraph: mark && box(mark.closest('p.letter')),
          seen: style.visibility === 'visible' && note.offsetHeight > 0 && note.innerText.trim() !== ''};
})"""
#: The rectangle of every line of text that is no note's.
TEXT = """() => {
  const lines = [];
  const walker = document.createTreeWalker(document.querySelector('.bd-article'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest('aside.footnote') || !node.parentElement.checkVisibility()) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    for (const r of range.getClientRects())
      if (r.width > 1 && r.height > 1)
        lines.push({top: r.top + scrollY, bottom: r.bottom + scrollY, left: r.left, right: r.right, text: node.data});
  }
  return lines;
}"""

Box = dict[str, Any]


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest) -> str:
    """Each chapter that has notes."""
    return f"chapters/{request.param}"


def settled(page: Page) -> Page:
    """The page once fonts are there, the theme's sidebars have stopped sliding, and notes have been placed."""
    page.evaluate(
        """async () => { await document.fonts.ready;
        const still = Promise.allSettled(document.getAnimations().map(one => one.finished));
        await Promise.race([still, new Promise(done => setTimeout(done, 2000))]);
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"""
    )
    return page


def overlap(one: Box, other: Box) -> bool:
    """Whether two rectangles share more than a line's breadth."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 1 and down > 1)


def beside(page: Page) -> list[Box]:
    """Check that every note of a wide page stands beside its mark, clear of every other note and of all text; return them."""
    notes: list[Box] = page.evaluate(NOTES)
    lines: list[Box] = page.evaluate(TEXT)
    free = float("-inf")
    for one in notes:
        note, mark = one["note"], one["mark"]
        assert one["seen"], one["id"]
        assert mark, f"{one['id']} has no mark"
        below = abs(note["top"] - free) <= GAP and note["top"] >= mark["top"] - NEAR
        assert abs(note["top"] - mark["top"]) <= NEAR or below, (
            f"{one['id']}: mark at {mark['top']}, note at {note['top']}, free from {free}"
        )
        assert note["left"] >= one["paragraph"]["right"], f"{one['id']} is not beside its paragraph"
        assert note["right"] <= page.evaluate("document.documentElement.clientWidth")
        free = note["bottom"]
    for at, one in enumerate(notes):
        assert not [other["id"] for other in notes[at + 1 :] if overlap(one["note"], other["note"])], one["id"]
        assert not [line["text"] for line in lines if overlap(one["note"], line)], one["id"]
    return notes


def written(name: str) -> int:
    """How many notes the author of a chapter has written."""
    return len(re.findall(r"^:+\{annotation\} ", (ROOT / "book" / f"{name}.md").read_text("utf-8"), re.MULTILINE))


def test_on_a_wide_screen_each_note_stands_beside_its_mark(browser: Browser, built: Path, chapter: str) -> None:
    """At the height of its mark, or right below the note above; no note covers another or any text, and none is missing."""
    page = settled(opened(browser, address_of(built, chapter), WIDE))
    assert len(beside(page)) == written(chapter)
    page.context.close()


def test_notes_stay_beside_their_marks_when_the_page_changes(browser: Browser, built: Path) -> None:
    """Opening what is closed above a note, or making the window narrow and wide again, moves the note with its mark."""
    page = settled(opened(browser, address_of(built, f"chapters/{CHAPTERS[0]}"), WIDE))
    before = beside(page)
    page.evaluate("document.querySelectorAll('.bd-article details').forEach(one => { one.open = true; })")
    page.wait_for_timeout(100)
    opened_up = beside(settled(page))
    assert opened_up[-1]["mark"]["top"] > before[-1]["mark"]["top"]
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.wait_for_function("!document.querySelector('.beside.placed')")
    below(settled(page))
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.wait_for_function("!document.querySelector('.beside:not(.placed)')")
    beside(settled(page))
    page.context.close()


def test_without_scripts_notes_stand_at_their_paragraphs(browser: Browser, built: Path, chapter: str) -> None:
    """With scripts switched off a wide page shows every note, clear of every other and of the letter's own text."""
    page = opened(browser, address_of(built, chapter), WIDE, java_script_enabled=False)
    boxes = [note.bounding_box() for note in page.locator("aside.footnote").all()]
    texts = [text.bounding_box() for text in page.locator(".message-body p.letter, .message-header > p, section > p").all()]
    assert len(boxes) == written(chapter)
    shown = [as_box(box) for box in boxes]
    for at, one in enumerate(shown):
        assert not any(overlap(one, other) for other in shown[at + 1 :])
        assert not any(overlap(one, as_box(text)) for text in texts)
    page.context.close()


def as_box(box: Any) -> Box:
    """A rectangle by its edges; there must be one."""
    assert box, "not shown"
    return {"top": box["y"], "bottom": box["y"] + box["height"], "left": box["x"], "right": box["x"] + box["width"]}


def below(page: Page) -> None:
    """Check that every note of a narrow page stands below its paragraph, in the page, and is seen."""
    notes: list[Box] = page.evaluate(NOTES)
    lines: list[Box] = page.evaluate(TEXT)
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for at, one in enumerate(notes):
        assert one["seen"], one["id"]
        assert one["note"]["top"] >= one["paragraph"]["bottom"] - 1, f"{one['id']} is not below its paragraph"
        between = [line for line in lines if one["paragraph"]["bottom"] <= line["top"] and line["bottom"] <= one["note"]["top"]]
        assert not between, f"{one['id']} has text between it and its paragraph: {between[0]['text']!r}"
        assert one["note"]["left"] >= 0
        assert one["note"]["right"] <= width
        assert not [other["id"] for other in notes[at + 1 :] if overlap(one["note"], other["note"])], one["id"]
        assert not [line["text"] for line in lines if overlap(one["note"], line)], one["id"]


def test_on_a_phone_each_note_stands_below_its_paragraph(browser: Browser, built: Path, chapter: str) -> None:
    """Without a touch: in the flow of the page, next after its paragraph, whole, and the page does not scroll sideways."""
    page = settled(opened(browser, address_of(built, chapter), NARROW))
    below(page)
    page.context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_keyboard_leads_from_a_mark_to_its_note_and_back(browser: Browser, built: Path, width: int) -> None:
    """Enter on a mark puts its note into view; from there Tab comes to the link back, and Enter on it returns to the mark."""
    page = settled(opened(browser, address_of(built, f"chapters/{CHAPTERS[0]}"), width))
    marks = page.locator(".message-body a[role=doc-noteref]")
    for at in sorted({0, marks.count() // 2, marks.count() - 1}):
        mark = marks.nth(at)
        note, own = str(mark.get_attribute("href")), str(mark.get_attribute("id"))
        mark.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{re.escape(note)}$"))
        assert page.evaluate("document.querySelector(':target').matches('aside.footnote')")
        expect(page.locator(note)).to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(page.locator(f"{note} a[role=doc-backlink]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"#{re.escape(own)}$"))
        expect(mark).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_tab_comes_to_every_mark_and_every_note(browser: Browser, built: Path, width: int) -> None:
    """Going through a whole page with the Tab key, every mark has the focus once, and every note's link back after it."""
    page = settled(opened(browser, address_of(built, f"chapters/{CHAPTERS[0]}"), width))
    marks = page.locator(".message-body a[role=doc-noteref]").evaluate_all("some => some.map(one => one.getAttribute('href'))")
    backs = page.locator("aside.footnote a[role=doc-backlink]").evaluate_all("some => some.map(one => one.getAttribute('href'))")
    assert len(marks) == len(backs) == len(set(marks)) > 3
    page.locator(".bd-article h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    passed: list[str] = []
    for _ in range(2000):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; if (!e || !e.closest('.bd-article')) return '';"
            " const style = getComputedStyle(e); return (e.getAttribute('role') || '') + ' ' + (e.getAttribute('href') || '-')"
            " + (style.outlineStyle === 'none' && style.boxShadow === 'none' && style.outlineWidth === '0px' ? ' unseen' : ''); }"
        )
        if not here:
            break
        passed.append(here)
    assert [one.split()[1] for one in passed if one.startswith("doc-noteref")] == marks
    assert [one.split()[1] for one in passed if one.startswith("doc-backlink")] == backs
    assert not [one for one in passed if one.endswith("unseen")]
    page.context.close()


LONG = """:::{annotation} Obviously
The first paragraph of a note that is long enough to fill some lines beside its letter, and more.

The second paragraph of it.

- A list,
- of two.

The last paragraph of it.
:::
:::{annotation} Sam
A note that has to give way.
:::
"""


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book with a note of several paragraphs on the first letter, and one close below it."""
    folder = tmp_path_factory.mktemp("longer")
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "sources").symlink_to(ROOT / "sources")
    page = folder / "book" / "chapters" / "first-approach.md"
    text = page.read_text(encoding="utf-8")
    fence = "::::{message} 2015-05-25-altman\n"
    assert text.count(fence) == 1
    page.write_text(text.replace(fence, fence + LONG), encoding="utf-8")
    done = sphinx(folder / "book", folder / "html", "-j", "auto")
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.mark.parametrize(("width", "check"), [(WIDE, beside), (NARROW, below)])
def test_a_note_of_several_paragraphs_is_whole(
    browser: Browser, longer: Path, width: int, check: Callable[[Page], object]
) -> None:
    """All its paragraphs and its list are seen, one below the other; the next note, and the next letter, give way."""
    page = settled(opened(browser, address_of(longer, "chapters/first-approach"), width))
    check(page)
    note = page.locator("aside.footnote").filter(has_text="The first paragraph of a note")
    parts = [as_box(part.bounding_box()) for part in note.locator(":scope > p, :scope > ul").all()]
    assert len(parts) == 4
    whole = as_box(note.bounding_box())
    assert all(one["bottom"] <= other["top"] + 1 for one, other in pairwise(parts))
    assert all(whole["left"] <= part["left"] and part["bottom"] <= whole["bottom"] + 1 for part in parts)
    assert note.inner_text().split()[-5:] == ["The", "last", "paragraph", "of", "it."]
    page.context.close()


# Every format


def plain(text: str) -> str:
    """Letters and digits alone: what no writer changes."""
    return "".join(character for character in text if character.isalnum())


@pytest.fixture(scope="module")
def notes_on_screen(built: Path) -> dict[str, list[list[str]]]:
    """Chapter → notes → paragraphs → the longest run of words without a link or markup, as the HTML book has them."""
    found: dict[str, list[list[str]]] = {}
    for name in CHAPTERS:
        tree = html.parse(str(built / "chapters" / f"{name}.html")).getroot()
        for note in tree.xpath("//aside[contains(concat(' ', @class, ' '), ' footnote ')]"):
            runs = [max((str(text) for text in p.xpath("./text()")), key=len, default="") for p in note.xpath("./p")]
            assert all(p.text_content().strip() for p in note.xpath("./p"))
            found.setdefault(name, []).append(runs)
    return found


def test_every_note_that_is_written_is_on_screen(notes_on_screen: dict[str, list[list[str]]]) -> None:
    """As many notes as the chapters' authors wrote, in each chapter."""
    assert {name: len(notes) for name, notes in notes_on_screen.items()} == {
        name: written(f"chapters/{name}") for name in CHAPTERS
    }


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_every_paragraph_of_every_note_is_in_every_format(
    builder: str, notes_on_screen: dict[str, list[list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the notes say on screen they say in the EPUB, in plain text and in LaTeX: all paragraphs, in their order."""
    out = tmp_path_factory.mktemp("formats") / builder
    done = sphinx(ROOT / "book", out, "-j", "auto", builder=builder)
    assert done.returncode == 0, done.stderr
    for name, notes in notes_on_screen.items():
        files = {"epub": f"chapters/{name}.xhtml", "text": f"chapters/{name}.txt", "latex": "*.tex"}
        (file,) = out.glob(files[builder])
        text = file.read_text(encoding="utf-8")
        if builder == "epub":
            text = html.fromstring(text.encode()).text_content()
        if builder == "latex":
            text = re.sub(r"\\(P|sphinxhyphen|text[a-z]+)\b", "", text)
        folded = plain(text)
        for note in notes:
            assert all(plain(run) in folded for run in note), (name, note)
