r"""“Check a quotation” in a real browser, opened from disk: what it says of true, altered, joined and foreign sentences.

The cases are files, ``quotations/*.tsv``, and anybody can add a line: the words as pasted (``\\n``, ``\\r``: line ends); the
verdicts, one for each result, with `` | `` between them; where each stands, ``; `` between several places; and some words
that the results must say.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from corpus import Corpus

from . import window
from .checking import ALTERED, TRUE, ask, opened

CASES = Path(__file__).parent / "quotations"


@dataclass(frozen=True)
class Case:
    """A line of a file of cases."""

    file: str
    paste: str
    verdict: str
    where: str
    said: str


def cases() -> list[Case]:
    """Every case of every file."""
    found = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                paste = row["paste"].replace("\\r", "\r").replace("\\n", "\n")
                found.append(Case(path.stem, paste, row["verdict"], row["where"], row["said"]))
    return found


@pytest.fixture(scope="module")
def page(browser: Browser, built: Path) -> Iterator[Page]:
    """One window for all questions that leave nothing behind."""
    tab = opened(browser, built)
    yield tab
    tab.context.close()


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.paste[:60]}")
def test_a_quotation_gets_its_verdict_and_its_place(page: Page, case: Case) -> None:
    """What is pasted gets the verdicts, the places and the words that its line asks for, and no other results."""
    (results,) = ask(page, [case.paste])
    assert " | ".join(result["verdict"] for result in results) == case.verdict, results
    assert " | ".join("; ".join(result["places"]) for result in results) == case.where
    assert case.said in " ".join(result["said"] for result in results)


def test_a_paragraph_of_a_story_is_cut_at_its_quotation_marks(page: Page) -> None:
    """Each quotation gets its own result; the journalist's words around them get none, and are counted."""
    story = (
        "“We are outmanned and outgunned by an absurd margin,” Musk wrote. The company was founded in San Francisco.\n\n"
        "“If something seems too good to be true, it is. We have right on our side and that counts for a lot,” he added, "
        '"and I like penguins very much."'
    )
    (results,) = ask(page, [story])
    assert [one["verdict"] for one in results] == ["differs", "verbatim", "words", "absent"]
    assert "It does not follow the words quoted before it, in no. 65 ¶2: it is from another letter." in results[2]["said"]
    assert "had nothing to tell" in page.locator(".check-sum").inner_text()


def test_a_difference_is_marked_in_words_and_lines(page: Page) -> None:
    """What is left out is struck through, what is put in underlined, and a screen reader is told which is which."""
    ask(page, [ALTERED])
    shown = page.locator(".check-difference")
    assert shown.locator("del").text_content() == "[left out: loss]"
    assert shown.locator("ins").text_content() == "[put in: gain]"
    line = "node => getComputedStyle(node).textDecorationLine"
    assert (shown.locator("del").evaluate(line), shown.locator("ins").evaluate(line)) == ("line-through", "underline")


def test_a_result_leads_to_the_letter_and_to_its_chapter(page: Page, built: Path) -> None:
    """Two links: the letter's own page at the paragraph, and the paragraph where a chapter prints it."""
    ask(page, [TRUE])
    letter, chapter = page.locator(".check-source a").evaluate_all("links => links.map(a => a.href)")
    assert letter == (built / "letters" / "2018-01-31-musk.html").as_uri() + "#p2"
    home, anchor = chapter.removeprefix(built.as_uri() + "/").split("#")
    assert anchor == "msg-2018-01-31-musk-p2"
    assert f'id="{anchor}"' in (built / home).read_text(encoding="utf-8")
    assert page.locator(".check-passage mark").inner_text() == TRUE.rstrip(".")


def test_the_examples_are_what_they_are_called(page: Page) -> None:
    """The true one is verbatim, the altered one differs, the one from elsewhere is not in this archive."""
    found = {}
    for button in page.locator(".check-examples button").all():
        button.click()
        (result,) = page.locator(".check-result").all()
        found[button.inner_text()] = (result.get_attribute("class") or "").split()[1]
    assert list(found.values()) == ["verbatim", "differs", "absent"]


@pytest.mark.parametrize(
    "text", ['<img src="x" onerror="window.struck=1">', "<script>window.struck=1</script>", "</textarea><b>bold words here</b>"]
)
def test_pasted_markup_stays_text(browser: Browser, built: Path, text: str) -> None:
    """Markup in what is pasted, or in an address that somebody sends, is shown as characters and never run."""
    tab = opened(browser, built)
    pasted = f"{text} We are outmanned and outgunned by an absurd margin {text}"
    ask(tab, [pasted])
    address = (built / "back" / "check.html").as_uri()
    tab.goto(address + "#check=" + tab.evaluate("text => encodeURIComponent(text)", pasted))
    tab.reload()
    expect(tab.locator(".check-result").first).to_be_visible()
    expect(tab.locator(".check-results").locator("img, script, b")).to_have_count(0)
    assert tab.evaluate("window.struck") is None
    assert "struck=1" in tab.locator(".check-results").inner_text() or "<b>bold" in tab.locator(".check-results").inner_text()
    tab.context.close()


@pytest.mark.parametrize("text", ["", "  \n ", "?!… —", "“”"])
def test_nothing_to_check_is_said(page: Page, text: str) -> None:
    """An empty box, blanks and bare marks get a sentence, not an error."""
    assert ask(page, [text]) == [[]]
    assert page.locator(".check-sum").inner_text() in ("Paste some words first.", "There are no words in this.")


#: Pastes a text and asks; then says whether the page could do something else before the answer was there, and the answer's sum.
LONG = """text => new Promise(done => {
  document.getElementById('check-text').value = text;
  document.getElementById('check').requestSubmit();
  const busy = () => document.querySelector('#check-results[aria-busy]') !== null;
  let turns = 0;
  const look = () => (busy() ? (turns++, setTimeout(look)) : done([turns, document.querySelector('.check-sum').textContent]));
  look();
})"""


def test_a_long_paste_leaves_the_page_to_its_visitor(page: Page, corpus: Corpus) -> None:
    """A text of 400 kB is looked up in turns, so that the page answers in between, and every passage of it is judged."""
    text = "\n\n".join(p.text for m in corpus.messages.values() for p in m.paragraphs)
    foreign = "\n\n".join(p.text for p in corpus.documents["brockman"].paragraphs)
    pasted = "\n\n".join([text, re.sub(r"[.!?…\n]", " ", text), foreign] * 4)
    assert len(pasted) > 400_000
    turns, told = page.evaluate(LONG, pasted)
    assert turns > 0
    assert re.fullmatch(r"[0-9]{4} passages checked: [0-9]{4} verbatim, .*", told), told


@pytest.mark.parametrize("mark", ["“", "'", "[", ". ", "the ", " of the. ", "’s ", "… a "])
def test_no_text_makes_the_page_hang(page: Page, mark: str) -> None:
    """A hundred thousand characters of one mark or word get an answer: no step takes the square of their number."""
    _, told = page.evaluate(LONG, mark * (100_000 // len(mark)))
    assert told


def test_many_results_are_shown_in_portions(browser: Browser, built: Path) -> None:
    """A hundred results are shown, and a button that has the next ones; the first of them gets the focus."""
    tab = opened(browser, built)
    tab.locator("#check-text").fill("\n\n".join([TRUE] * 130))
    tab.locator("#check-text").press("Control+Enter")
    expect(tab.locator(".check-result")).to_have_count(100)
    expect(tab.locator(".check-sum")).to_have_text("130 passages checked: 130 verbatim.")
    tab.get_by_role("button", name="Show more results (30 not shown yet)").press("Enter")
    expect(tab.locator(".check-result")).to_have_count(130)
    expect(tab.locator(".check-result").nth(100)).to_be_focused()
    expect(tab.locator(".check-more")).to_have_count(0)
    tab.context.close()


def test_a_new_check_ends_the_one_before(browser: Browser, built: Path, corpus: Corpus) -> None:
    """Whoever clears the box, or asks again, while a long text is looked up, gets no late answer to what was asked before."""
    text = "\n\n".join(p.text for m in corpus.messages.values() for p in m.paragraphs)
    tab = opened(browser, built)
    start = """text => {
      document.getElementById('check-text').value = text;
      document.getElementById('check').requestSubmit();
      return document.querySelector('#check-results[aria-busy]') !== null;
    }"""
    assert tab.evaluate(start, text * 6)
    tab.get_by_role("button", name="Clear").click()
    expect(tab.locator("#check-results")).to_be_empty()
    assert tab.evaluate(start, text * 6)
    tab.locator("#check-text").fill(TRUE)
    tab.locator("#check-text").press("Control+Enter")
    expect(tab.locator(".check-sum")).to_have_text("1 passage checked: 1 verbatim.")
    tab.evaluate("new Promise(go => setTimeout(go, 300))")
    expect(tab.locator(".check-sum")).to_have_text("1 passage checked: 1 verbatim.")
    tab.context.close()


def test_the_address_has_the_text_only_on_request(browser: Browser, built: Path) -> None:
    """A check leaves the address alone; the button puts it there, and whoever opens that address sees the same result."""
    tab = opened(browser, built)
    expect(tab.locator("#check-link")).to_be_hidden()
    ask(tab, [ALTERED])
    expect(tab).to_have_url(re.compile(r"check\.html$"))
    tab.locator("#check-link").click()
    expect(tab.locator("#check-copied")).not_to_be_empty()
    expect(tab).to_have_url(re.compile("#check="))
    other = opened(browser, built, "#" + tab.url.split("#")[1])
    expect(other.locator("#check-text")).to_have_value(ALTERED)
    expect(other.locator(".check-result.differs")).to_have_count(1)
    broken = opened(browser, built, "#check=%E0%A4%A")
    expect(broken.locator("#check")).to_be_visible()
    expect(broken.locator(".check-result")).to_have_count(0)


def test_the_keyboard_is_enough(browser: Browser, built: Path) -> None:
    """From the box, Tab and Enter reach the button, and Tab goes on to the links of the result; Ctrl+Enter checks as well."""
    tab = opened(browser, built, width=1300)
    tab.locator("#check-text").focus()
    tab.keyboard.type(TRUE)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator(".check-result.verbatim")).to_have_count(1)
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.closest('.check-source') !== null"):
            break
    expect(tab.locator(".check-source a").first).to_be_focused()
    expect(tab.locator(".check-source a").first).to_have_text("no. 65 ¶2")
    tab.locator("#check-text").fill(ALTERED)
    tab.locator("#check-text").press("Control+Enter")
    expect(tab.locator(".check-result.differs")).to_have_count(1)
    tab.context.close()


def test_results_are_read_out(page: Page) -> None:
    """Results stand in a live region; of many, the sum alone is read out."""
    ask(page, [TRUE])
    assert page.locator("#check-results").get_attribute("aria-live") == "polite"
    assert page.locator(".check-list").get_attribute("aria-live") == "polite"
    ask(page, [f"{TRUE} " * 8])
    assert page.locator(".check-list").get_attribute("aria-live") == "off"
    assert page.locator(".check-sum").inner_text() == "8 passages checked: 8 verbatim."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1300])
def test_the_page_is_accessible_quiet_and_fits(browser: Browser, built: Path, width: int, scheme: str) -> None:
    """axe-core finds nothing in our part of the page, it scrolls nowhere sideways, logs no error and asks nobody for anything."""
    tab = opened(browser, built, width=width, color_scheme=scheme)
    wrong = window.complaints(tab, f"{built.as_uri()}/")
    tab.reload()
    joined = f"{TRUE[:-1]} and that would simply result in a massive loss of credibility for OpenAI"
    arabic = "هذا نص طويل باللغة العربية لا علاقة له"
    pasted = [
        f"{TRUE} {ALTERED} We like penguins a lot.",
        joined,
        "[W]e have right on our side",
        "W" * 300 + " is a long word",
        arabic,
    ]
    for text in pasted:
        ask(tab, [text])
        assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        # Preloading, axe would ask for style sheets that a page from disk may not read.
        found = Axe().run(tab, context=".bd-article", options={"preload": False}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert wrong == []
    tab.context.close()


def test_without_javascript_the_page_says_so_and_leads_on(browser: Browser, built: Path) -> None:
    """Without scripts no dead form is shown, but a sentence with links to the list of quotations and the search page."""
    tab = opened(browser, built, java_script_enabled=False)
    expect(tab.locator("#check")).to_be_hidden()
    fallback = tab.locator(".check-fallback")
    expect(fallback).to_be_visible()
    links = fallback.locator("a").evaluate_all("links => links.map(a => a.href)")
    assert links == [(built / "back" / "quotations.html").as_uri(), (built / "search.html").as_uri()]
    tab.context.close()
