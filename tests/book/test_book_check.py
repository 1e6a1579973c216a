r"""“Check a quotation” in a real browser, opened from disk: what it says of true, altered, joined and foreign sentences.

The cases are files, ``quotations/*.tsv``, and anybody can add a line: the words as pasted (``\\n`` is a line end); the
verdicts, one for each result, with `` | `` between them; where each stands, ``; `` between several places; and some words
that the results must say.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus import Corpus

CASES = Path(__file__).parent / "quotations"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
TRUE = "I have considered the ICO approach and will not support it."
ALTERED = "In my opinion, that would simply result in a massive gain of credibility for OpenAI."
#: Pastes each text, asks, and reads what the page shows: verdict, places as its links name them, and all its words.
ASK = """async texts => {
  const answers = [];
  for (const text of texts) {
    document.getElementById('check-text').value = text;
    document.getElementById('check').requestSubmit();
    while (document.querySelector('#check-results[aria-busy]')) await new Promise(go => setTimeout(go, 5));
    for (let more; (more = document.querySelector('.check-more')); ) more.click();
    answers.push([...document.querySelectorAll('.check-result')].map(result => ({
      verdict: result.className.split(' ')[1],
      places: [...result.querySelectorAll('.check-source a:first-child')].map(a => a.textContent.replace('no. ', '')),
      asked: result.querySelector('.check-quoted').textContent,
      said: result.textContent,
    })));
  }
  return answers;
}"""


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
                found.append(Case(path.stem, row["paste"].replace("\\n", "\n"), row["verdict"], row["where"], row["said"]))
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = shutil.which("chromium")
    assert program, "the tests need chromium (Debian's package of that name)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


def opened(browser: Browser, built: Path, address: str = "", width: int = 390, **options: Any) -> Page:
    """The page, in a window of its own."""
    tab = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    tab.goto((built / "back" / "check.html").as_uri() + address)
    return tab


@pytest.fixture(scope="module")
def page(chromium: Browser, built: Path) -> Iterator[Page]:
    """One window for all questions that leave nothing behind."""
    tab = opened(chromium, built)
    yield tab
    tab.context.close()


def ask(page: Page, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What the page shows for each text."""
    answers: list[list[dict[str, Any]]] = page.evaluate(ASK, list(texts))
    return answers


def sentences(text: str) -> list[str]:
    """Sentences as Python cuts them: the code under test has no hand in it."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if len(re.findall(r"\w+", one)) >= 3]


def letters_sentences(corpus: Corpus, fewest: int) -> list[tuple[str, str]]:
    """Sentences of the archive with their places; none that the disclosure hides in part."""
    return [
        (f"{message.number} ¶{paragraph.number}", one)
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
        for one in sentences(paragraph.text)
        if len(one.split()) >= fewest and not re.search("█|redacted", one)
    ]


def stands(place: str, places: Sequence[str]) -> bool:
    """Whether a place is among those shown, or begins one that runs over several paragraphs."""
    return any(shown == place or shown.startswith(f"{place}–") for shown in places)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.paste[:60]}")
def test_a_quotation_gets_its_verdict_and_its_place(page: Page, case: Case) -> None:
    """What is pasted gets the verdicts, the places and the words that its line asks for, and no other results."""
    (results,) = ask(page, [case.paste])
    assert " | ".join(result["verdict"] for result in results) == case.verdict, results
    assert " | ".join("; ".join(result["places"]) for result in results) == case.where
    assert case.said in " ".join(result["said"] for result in results)


def test_the_first_sentence_of_every_paragraph_is_verbatim_at_its_place(page: Page, corpus: Corpus) -> None:
    """No true sentence is called anything else: each is found character by character, in its paragraph."""
    asked = [
        (f"{message.number} ¶{paragraph.number}", sentences(paragraph.text)[0])
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
        if sentences(paragraph.text) and sentences(sentences(paragraph.text)[0].replace("<redacted>", ""))
    ]
    assert len(asked) > 380
    wrong = []
    for (place, words), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        good = results and all(one["verdict"] == "verbatim" for one in results) and stands(place, results[0]["places"])
        if not good:
            wrong.append((place, words, results))
    assert wrong == []


def test_whole_paragraphs_pasted_with_their_line_ends_are_verbatim(page: Page, corpus: Corpus) -> None:
    """A whole letter, pasted as the book shows it, is verbatim from end to end, wherever it is cut into sentences."""
    letters = [message for message in corpus.messages.values() if sum(len(p.text) for p in message.paragraphs) > 200]
    pasted = ["\n\n".join(paragraph.text.strip() for paragraph in message.paragraphs) for message in letters]
    verdicts = Counter(one["verdict"] for results in ask(page, pasted) for one in results)
    assert verdicts["verbatim"] == verdicts.total() > 500, verdicts


def test_typography_is_no_difference_of_wording(page: Page, corpus: Corpus) -> None:
    """Capitals, curly for straight marks, other dashes and broken lines change no verdict from true to false."""
    shapes = (
        str.upper,
        lambda text: text.replace("'", "’").replace('"', "”"),
        lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
        lambda text: text.replace("—", " - ").replace("–", "--"),
        lambda text: re.sub(r"(\w) (\w)", "\\1 \n\\2", text, count=1),
    )
    asked = [(place, shape(words)) for place, words in letters_sentences(corpus, 6)[::4] for shape in shapes]
    wrong = []
    for (place, words), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        good = {one["verdict"] for one in results} <= {"verbatim", "words"} and results and stands(place, results[0]["places"])
        if not good:
            wrong.append((place, words, [(one["verdict"], one["places"]) for one in results]))
    assert wrong == []


def altered(words: list[str], how: str, chance: random.Random) -> list[str]:
    """A sentence with a word changed, dropped or put in, or two neighbours in the other order."""
    at = chance.randrange(1, len(words) - 1)
    if how == "dropped":
        return [*words[:at], *words[at + 1 :]]
    if how == "order":
        return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
    stranger = chance.choice(("penguin", "never", "the", "certainly", "not", "money"))
    return [*words[:at], stranger, *words[at + (how == "changed") :]]


@pytest.mark.parametrize("how", ["changed", "dropped", "put in", "order"])
def test_an_altered_sentence_is_shown_against_its_letter(page: Page, corpus: Corpus, how: str) -> None:
    """Of all sentences of six words or more, with one word altered, at most one in a hundred is not shown so."""
    chance = random.Random(how)
    asked = []
    for place, words in letters_sentences(corpus, 6):
        other = " ".join(altered(words.split(), how, chance))
        if re.findall(r"\w+", other.lower()) != re.findall(r"\w+", words.lower()):
            asked.append((place, other))
    verdicts: Counter[str] = Counter()
    for (place, _), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        there = any(stands(place, one["places"]) and one["verdict"] in ("differs", "spliced") for one in results)
        verdicts["found" if there else "/".join(one["verdict"] for one in results)] += 1
    print(how, dict(verdicts))
    assert verdicts["found"] >= 0.99 * verdicts.total() > 500, verdicts


def test_foreign_sentences_are_no_misquotations(page: Page, corpus: Corpus) -> None:
    """Of the sentences of the press and the essay, none is verbatim that Python does not find in a letter, and none 'differs'."""
    letters = " ".join(" ".join(re.findall(r"\w+", p.text.lower())) for m in corpus.messages.values() for p in m.paragraphs)
    foreign = [
        one
        for key, document in corpus.documents.items()
        if key != "reader"  # it quotes the letters
        for paragraph in document.paragraphs
        for one in sentences(paragraph.text)
    ]
    assert len(foreign) > 400
    verdicts: Counter[str] = Counter()
    false = []
    for words, results in zip(foreign, ask(page, foreign), strict=True):
        verdicts.update(one["verdict"] for one in results)
        for one in results:
            if one["verdict"] in ("differs", "spliced"):
                false.append((one["verdict"], words))
            if one["verdict"] in ("verbatim", "words") and " ".join(re.findall(r"\w+", one["asked"].lower())) not in letters:
                false.append((one["verdict"], one["asked"]))
            if one["verdict"] == "verbatim" and len(re.findall(r"\w+", one["asked"])) < 3:
                verdicts["few"] += 1  # single words in quotation marks, which any text may have
    print(dict(verdicts))
    assert false == []
    assert verdicts["absent"] + verdicts["short"] + verdicts["few"] >= 0.99 * (verdicts.total() - verdicts["few"])


def test_what_a_reader_quoted_is_judged_as_the_reception_judges_it(page: Page, corpus: Corpus) -> None:
    """The passages that a reader of the archive quoted in 2024 get the verdict that Python gave them when they were traced."""
    quoted = [one for one in corpus.apparatus.reception if one.place is not None]
    assert len(quoted) > 5
    for one, results in zip(quoted, ask(page, [one.at.text for one in quoted]), strict=True):
        assert one.place is not None
        place = f"{corpus.messages[one.place.source].number} ¶{one.place.paragraph}"
        assert any(stands(place, result["places"]) for result in results), (one.at.text, results)
        true = all(result["verdict"] == "verbatim" for result in results)
        assert true == (one.verdict == "verbatim"), (one.at.text, results)


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
def test_pasted_markup_stays_text(chromium: Browser, built: Path, text: str) -> None:
    """Markup in what is pasted, or in an address that somebody sends, is shown as characters and never run."""
    tab = opened(chromium, built)
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


@pytest.mark.parametrize("mark", ["“", "'", '"a ', "[", ". ", "\n", "the ", " of the. ", "’s ", "… a "])
def test_no_text_makes_the_page_hang(page: Page, mark: str) -> None:
    """A hundred thousand characters of one mark or word get an answer: no step takes the square of their number."""
    _, told = page.evaluate(LONG, mark * (100_000 // len(mark)))
    assert told


def test_many_results_are_shown_in_portions(chromium: Browser, built: Path) -> None:
    """A hundred results are shown, and a button that has the next ones; the first of them gets the focus."""
    tab = opened(chromium, built)
    tab.locator("#check-text").fill("\n\n".join([TRUE] * 130))
    tab.locator("#check-text").press("Control+Enter")
    expect(tab.locator(".check-result")).to_have_count(100)
    expect(tab.locator(".check-sum")).to_have_text("130 passages checked: 130 verbatim.")
    tab.get_by_role("button", name="Show more results (30 not shown yet)").press("Enter")
    expect(tab.locator(".check-result")).to_have_count(130)
    expect(tab.locator(".check-result").nth(100)).to_be_focused()
    expect(tab.locator(".check-more")).to_have_count(0)
    tab.context.close()


def test_a_new_check_ends_the_one_before(chromium: Browser, built: Path, corpus: Corpus) -> None:
    """Whoever clears the box, or asks again, while a long text is looked up, gets no late answer to what was asked before."""
    text = "\n\n".join(p.text for m in corpus.messages.values() for p in m.paragraphs)
    tab = opened(chromium, built)
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


#: An archive of 59 times as many letters, each copy in other words but for every third, so that it has a large vocabulary too.
GROWN = """() => {
  let seed = 7;
  const chance = n => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
  const words = EDITION.messages.flatMap(m => m.paragraphs.join(' ').split(' '));
  const any = () => words[chance(words.length)] + (chance(9) ? '' : chance(999));
  const other = text => text.replace(/\\p{L}{4,}/gu, word => chance(3) ? any() : word);
  const copies = [...Array(58)].flatMap(() => EDITION.messages.map(m => ({...m, paragraphs: m.paragraphs.map(other)})));
  return [...EDITION.messages, ...copies];
}"""
GROWING = """([texts, grower]) => {
  const all = EditionMatching.index(eval(grower)());
  return [all.texts.length, texts.map(text => EditionMatching.check(all, text).verdict)];
}"""


def test_a_large_archive_finds_no_lookalikes(page: Page, corpus: Corpus) -> None:
    """Among 5,000 letters a true sentence is verbatim, an altered one differs, and strangers' sentences are still strangers'."""
    foreign = [one for p in corpus.documents["chronology"].paragraphs for one in sentences(p.text)]
    letters, verdicts = page.evaluate(GROWING, [[TRUE, ALTERED, *foreign], GROWN])
    assert letters == 85 * 59
    assert verdicts[:2] == ["verbatim", "differs"]
    assert not {"differs", "spliced", "verbatim"} & set(verdicts[2:])


def test_the_address_has_the_text_only_on_request(chromium: Browser, built: Path) -> None:
    """A check leaves the address alone; the button puts it there, and whoever opens that address sees the same result."""
    tab = opened(chromium, built)
    expect(tab.locator("#check-link")).to_be_hidden()
    ask(tab, [ALTERED])
    expect(tab).to_have_url(re.compile(r"check\.html$"))
    tab.locator("#check-link").click()
    expect(tab.locator("#check-copied")).not_to_be_empty()
    expect(tab).to_have_url(re.compile("#check="))
    other = opened(chromium, built, "#" + tab.url.split("#")[1])
    expect(other.locator("#check-text")).to_have_value(ALTERED)
    expect(other.locator(".check-result.differs")).to_have_count(1)
    broken = opened(chromium, built, "#check=%E0%A4%A")
    expect(broken.locator("#check")).to_be_visible()
    expect(broken.locator(".check-result")).to_have_count(0)


def test_the_keyboard_is_enough(chromium: Browser, built: Path) -> None:
    """From the box, Tab and Enter reach the button, and Tab goes on to the links of the result; Ctrl+Enter checks as well."""
    tab = opened(chromium, built, width=1300)
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
def test_the_page_is_accessible_quiet_and_fits(chromium: Browser, built: Path, width: int, scheme: str) -> None:
    """axe-core finds nothing in our part of the page, it scrolls nowhere sideways, logs no error and asks nobody for anything."""
    tab = opened(chromium, built, width=width, color_scheme=scheme)
    errors: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else asked.append(request.url))
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
    assert (errors, asked) == ([], [])
    tab.context.close()


def test_without_javascript_the_page_says_so_and_leads_on(chromium: Browser, built: Path) -> None:
    """Without scripts no dead form is shown, but a sentence with links to the list of quotations and the search page."""
    tab = opened(chromium, built, java_script_enabled=False)
    expect(tab.locator("#check")).to_be_hidden()
    fallback = tab.locator(".check-fallback")
    expect(fallback).to_be_visible()
    links = fallback.locator("a").evaluate_all("links => links.map(a => a.href)")
    assert links == [(built / "back" / "quotations.html").as_uri(), (built / "search.html").as_uri()]
    tab.context.close()
