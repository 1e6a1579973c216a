"""The page of pictures in a real browser, opened from disk: read, coloured, tabbed through, printed, and counted again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, expect

from . import window

PAGE = "back/pictures"
NAMES = ("timeline", "network", "matrix", "room")
WIDTHS = (360, 390, 768, 1300, 1600)

#: Contrast of every word and mark with what is behind it, by computed styles: [ratio, needed, class] of those that fall short.
CONTRAST = """() => {
  const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length > 3 && n[3] === 0 ? null : n.slice(0, 3); };
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  let ground = null;
  for (let at = document.querySelector('figure.picture'); at && !ground; at = at.parentElement) {
    ground = parse(getComputedStyle(at).backgroundColor);
  }
  ground = ground || [255, 255, 255];
  const short = []; let seen = 0;
  for (const mark of document.querySelectorAll('figure.picture svg :is(text, path, rect, circle)')) {
    const name = mark.getAttribute('class') || '';
    if (!mark.getClientRects().length || ['grid', 'self'].includes(name)) continue;
    const style = getComputedStyle(mark);
    const behind = name === 'number' ? parse(getComputedStyle(mark.previousElementSibling).fill) : ground;
    const colours = mark.tagName === 'text' ? [style.fill] : [style.fill, style.stroke];
    const best = Math.max(...colours.filter(c => c !== 'none').map(parse).filter(Boolean).map(c => ratio(c, behind)));
    const needed = mark.tagName === 'text' ? 4.5 : 3;
    seen += 1;
    if (best < needed) short.push([best, needed, name]);
  }
  return [seen, short];
}"""

#: The least size of a word on screen, and the words that leave their picture.
WORDS = """() => {
  let least = 99; const gone = [];
  for (const svg of document.querySelectorAll('figure.picture svg')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    for (const words of svg.querySelectorAll('text')) {
      least = Math.min(least, parseFloat(getComputedStyle(words).fontSize) * frame.width / svg.viewBox.baseVal.width);
      const box = words.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1) gone.push(words.textContent);
    }
  }
  return [least, gone];
}"""


#: The tables that scroll sideways in the frame that the theme puts around them.
WIDE_TABLES = """() => [...document.querySelectorAll('details.folded')].filter(one => [one, ...one.querySelectorAll('div')]
  .some(box => box.scrollWidth > box.clientWidth + 1)).map(one => one.id)"""


def opened(browser: Browser, built: Path, width: int, scheme: str = "light", **options: Any) -> Page:
    """The page of pictures in a window of its own."""
    return window.opened(browser, (built / f"{PAGE}.html").as_uri(), width, color_scheme=scheme, **options)


def shown_of(tree: html.HtmlElement, name: str, which: str = "wide") -> html.HtmlElement:
    """One picture on the page."""
    (svg,) = tree.xpath(f"//*[local-name()='svg'][@aria-labelledby='{name}-{which}-title']")
    return svg


def test_every_link_of_a_picture_leads_to_one_place_of_the_book(built: Path, trees: dict[str, html.HtmlElement]) -> None:
    """Pages and anchors are there, once; pictures, wide and narrow, lead to the same places."""
    tree = trees[f"{PAGE}.html"]
    for name in NAMES:
        led = {}
        for which in ("wide", "narrow"):
            led[which] = [link.get("href") for link in shown_of(tree, name, which).xpath(".//*[local-name()='a']")]
            for address in led[which]:
                file, _, anchor = address.partition("#")
                path = (built / PAGE).parent.joinpath(file).resolve() if file else built / f"{PAGE}.html"
                page = trees[path.relative_to(built.resolve()).as_posix()]
                assert len(page.xpath("//*[@id=$anchor]", anchor=anchor)) == 1, address
        assert led["wide"]
        assert set(led["wide"]) == set(led["narrow"])


def test_the_tables_have_the_numbers_of_the_pictures(trees: dict[str, html.HtmlElement]) -> None:
    """A row for each arrow and each cell, with the same counts as its label; every letter in the table of the timeline."""
    tree = trees[f"{PAGE}.html"]
    for name in ("network", "matrix"):
        arrows = shown_of(tree, name).xpath(f".//*[local-name()='a'][starts-with(@href, '#{name}-')]")
        rows = tree.xpath(f"//details[@id='{name}-table']//tbody/tr")
        assert len(arrows) == len(rows)
        for arrow in arrows:
            (row,) = tree.xpath("//tr[@id=$id]", id=arrow.get("href")[1:])
            cells = [" ".join(cell.text_content().split()) for cell in row]
            assert arrow.get("aria-label").startswith(f"{cells[0]} to {cells[1]}: ")
            counts = [int(cell.partition(":")[0]) for cell in cells[2:] if cell]
            assert counts == [int(number) for number in re.findall(r"\d+", arrow.get("aria-label"))]
            for cell in row[2:]:
                links = cell.xpath(".//a")
                assert len(links) == (int(cell.text_content().partition(":")[0]) if links else 0)
    letters = tree.xpath("//details[@id='timeline-table']//tbody/tr/td[2]//a[contains(@class, 'message-number')]")
    assert sorted(int(link.text_content()) for link in letters) == list(range(1, 86))
    events = tree.xpath("//details[@id='timeline-table']//tbody/tr/td[3]//a[contains(@class, 'place')]")
    assert len(events) >= 63  # an event's sentence may name a place of its own besides
    threads = tree.xpath("//details[@id='room-table']//tbody/tr")
    assert len(threads) == 34


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_at_every_width(browser: Browser, built: Path, scheme: str) -> None:
    """No word is smaller than 11 pixels or leaves its picture; nothing scrolls sideways, the tables opened or not."""
    page = opened(browser, built, WIDTHS[0], scheme)
    for opening in (False, True):
        page.evaluate("open => document.querySelectorAll('details').forEach(one => one.open = open)", opening)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            least, gone = page.evaluate(WORDS)
            assert least >= 11, width
            assert gone == [], width
            assert page.evaluate(WIDE_TABLES) == [], width
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1300])
def test_words_and_marks_stand_out_from_what_is_behind_them(browser: Browser, built: Path, width: int, scheme: str) -> None:
    """4.5 to 1 for words, 3 to 1 for marks, by the styles that the browser computes."""
    seen, short = opened(browser, built, width, scheme).evaluate(CONTRAST)
    assert seen > 500
    assert short == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1300])
def test_axe_finds_nothing_in_the_pictures_and_their_tables(browser: Browser, built: Path, width: int, scheme: str) -> None:
    """No violation of any level, with the tables closed and open."""
    page = opened(browser, built, width, scheme)
    for opening in (False, True):
        page.evaluate("open => document.querySelectorAll('details').forEach(one => one.open = open)", opening)
        found = Axe().run(page, context="article.bd-article").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_the_keyboard_reaches_every_link_and_can_pass_the_picture(browser: Browser, built: Path) -> None:
    """From a way past that shows when it has the focus, to each link of the shown layout in turn, with a visible outline."""
    page = opened(browser, built, 1300)
    past = page.locator("a.past-picture").nth(1)
    past.focus()
    expect(past).to_have_css("clip-path", "none")
    expect(past).to_be_in_viewport()
    links = page.locator("svg[aria-labelledby=network-wide-title] a")
    for at in range(links.count()):
        page.keyboard.press("Tab")
        focused = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(focused) == links.nth(at).get_attribute("aria-label")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    past.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#network-table$"))
    page.keyboard.press("Tab")
    expect(page.locator("#network-table *:focus")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_arrow_opens_the_table_at_its_letters(browser: Browser, built: Path, scripts: bool) -> None:
    """With and without scripts: Enter on "Sam Altman to Elon Musk" shows the row that has the numbers of these letters."""
    page = opened(browser, built, 390, java_script_enabled=scripts)
    row = page.locator("#network-altman-musk")
    expect(row).to_be_hidden()
    page.locator("svg[aria-labelledby=network-narrow-title] a[href='#network-altman-musk']").focus()
    page.keyboard.press("Enter")
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()
    assert page.locator("#network-altman-musk td").nth(2).inner_text().startswith("16: nos. 1, 3, 5")


def test_pictures_are_printed_in_black_from_either_scheme(browser: Browser, built: Path) -> None:
    """On paper, ink and marks are black on white, the wide layout stands, and no closed table leaves its handle."""
    for scheme in ("light", "dark"):
        page = opened(browser, built, 1300, scheme)
        page.emulate_media(media="print")
        said = page.evaluate(
            """() => ['letter', 'event', 'line out', 'line in', 'wrote', 'solid'].map(name => {
            const mark = [...document.getElementsByClassName(name)].find(one => one.getClientRects().length);
            const style = getComputedStyle(mark); return name.startsWith('line') ? style.stroke : style.fill; })"""
        )
        assert set(said) == {"rgb(0, 0, 0)"}
        assert not page.locator("details.folded summary").first.is_visible()
        assert page.locator("svg.wide").first.is_visible()
        assert page.pdf(format="A4").startswith(b"%PDF")
