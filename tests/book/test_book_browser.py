"""The built book in a real browser, opened from disk: what readers see at phone and desktop width, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import pages_of
from .window import complaints, opened, window

WIDTHS = (360, 390, 1300, 1600)
PAGES = ("index", "chapters/compute", "chapters/the-triggering-event", "chapters/honest-thoughts", "back/chronology",
         "back/figures", "back/conflicts", "back/missing", "back/redactions",
         "back/people", "back/threads", "front/sources", "edition-people", "edition-dates")  # fmt: skip


def address_of(built: Path, page: str) -> str:
    """The address of a page on disk."""
    return (built / f"{page}.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_pages_fit_their_window_and_say_nothing_on_the_console(browser: Browser, built: Path, page: str, scheme: str) -> None:
    """No page scrolls sideways, logs an error or asks for anything that is not the book's own file."""
    tab = window(browser, WIDTHS[0], color_scheme=scheme)
    wrong = complaints(tab, f"{built.as_uri()}/")
    tab.goto(address_of(built, page))
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, f"{overflow} pixels too wide at {width}"
    assert wrong == []
    tab.context.close()


def test_the_header_as_printed_opens_without_javascript(browser: Browser, built: Path) -> None:
    """'As printed' is closed at first; a click or the keyboard opens it, with scripts switched off."""
    page = opened(browser, address_of(built, "chapters/first-approach"), 390, java_script_enabled=False)
    letter = page.locator('[data-message="2015-05-25-altman"]')
    line = letter.get_by_text("Sam Altman to Elon Musk - May 25, 2015 9:10 PM")
    assert not line.is_visible()
    letter.get_by_text("As printed").focus()
    page.keyboard.press("Enter")
    assert line.is_visible()


def test_a_letter_keeps_to_a_measure_that_can_be_read_for_hours(browser: Browser, built: Path) -> None:
    """On a wide screen the lines of a letter hold between 60 and 80 characters."""
    page = opened(browser, address_of(built, "chapters/the-price-of-talent"), 1300)
    lengths = page.evaluate(
        """() => { const p = document.querySelector('#msg-2016-02-21-brockman-p2'); const range = document.createRange();
        const text = p.lastChild; const lines = []; let top = null, count = 0;
        for (let i = 0; i < text.length; i++) { range.setStart(text, i); range.setEnd(text, i + 1);
          const y = Math.round(range.getBoundingClientRect().top);
          if (top !== null && Math.abs(y - top) > 4) { lines.push(count); count = 0; } top = y; count++; }
        return lines; }"""
    )
    assert lengths
    assert all(60 <= length <= 80 for length in lengths), lengths


#: What reaches beyond the window: a table in a scrolling frame would hide its end from whoever does not look for it.
BEYOND = """() => [...document.querySelectorAll('.bd-article *')]
  .filter(e => e.getBoundingClientRect().width && getComputedStyle(e).position !== 'absolute')
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1.5)
  .map(e => `${e.tagName} ${e.className}`)"""


def test_nothing_on_any_page_is_cut_by_a_phone(browser: Browser, built: Path) -> None:
    """At 390 pixels every table, line and picture of every page ends within the window, in opened lists too."""
    tab = window(browser, 390)
    cut = {}
    for page in pages_of(built):
        tab.goto(page.as_uri())
        tab.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        if beyond := tab.evaluate(BEYOND):
            cut[page.relative_to(built).as_posix()] = beyond[:3]
    assert cut == {}


def test_a_redaction_is_read_as_one(browser: Browser, built: Path) -> None:
    """Bars, frames and redacted parties have a name for a screen reader, and bars break instead of leaving the page."""
    page = opened(browser, address_of(built, "chapters/compute"), 390)
    names = page.locator('[data-message="2017-07-12-sutskever"] .redaction').evaluate_all("marks => marks.map(m => m.ariaLabel)")
    assert names[:2] == ["redacted", "redacted"]
    assert names[2:] == ["redacted, 36 characters", "redacted, 166 characters", "redacted, 111 characters"]
    assert page.get_by_role("img", name="redacted, 166 characters").evaluate("bars => bars.getBoundingClientRect().width") < 390


def test_the_link_of_a_paragraphs_number_leads_to_its_address(browser: Browser, built: Path) -> None:
    """Clicking ¶ 3 of a letter puts its address into the address bar and the paragraph into view."""
    page = opened(browser, address_of(built, "chapters/honest-thoughts"), 390)
    page.locator("#msg-2017-09-20-sutskever-p8 .paragraph-number a").click()
    expect(page).to_have_url(re.compile("#msg-2017-09-20-sutskever-p8$"))
    expect(page.locator("#msg-2017-09-20-sutskever-p8")).to_be_in_viewport()
