"""One reader's way through the built book, click by click: from the title to a citation, and on to the three tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .window import complaints, window

LETTER = "2015-05-25-altman"
WORDS = "a Manhattan Project for AI"


@pytest.fixture(params=["disk", "server"])
def base(request: pytest.FixtureRequest, built: Path, address: str) -> str:
    """Where the book is read: from its files, or over HTTP."""
    return f"{built.as_uri()}/" if request.param == "disk" else address


@pytest.fixture(params=[390, 1300])
def width(request: pytest.FixtureRequest) -> int:
    """A phone's window, and a wide one."""
    return int(request.param)


def opened(browser: Browser, base: str, width: int, scheme: str, scripts: bool = True) -> tuple[Page, list[str]]:
    """The title page in a window of its own, and what will be wrong: words on the console, requests that leave the book."""
    tab = window(browser, width, color_scheme=scheme, java_script_enabled=scripts)
    wrong = complaints(tab, base)
    tab.goto(f"{base}index.html")
    return tab, wrong


def to_the_citation(tab: Page) -> None:
    """Title → chapter → note → person → letter → cite, by links alone."""
    tab.locator("main").get_by_role("link", name="First approach").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("First approach")
    mark = tab.locator(".message-body a[role=doc-noteref]").first
    note = str(mark.get_attribute("href"))
    mark.click()
    expect(tab).to_have_url(re.compile(f"{re.escape(note)}$"))
    expect(tab.locator(note)).to_be_in_viewport()
    tab.locator(f"[data-message='{LETTER}'] .correspondents").get_by_role("link", name="Sam Altman").click()
    expect(tab).to_have_url(re.compile("/back/people.html#person-altman$"))
    person = tab.locator("#person-altman")
    expect(person).to_be_in_viewport()
    tab.locator(f"main a.message-number[href$='#msg-{LETTER}']:visible").first.click()
    expect(tab).to_have_url(re.compile(f"/chapters/first-approach.html#msg-{LETTER}$"))
    expect(tab.locator(f"#msg-{LETTER}")).to_be_in_viewport()
    tab.get_by_role("link", name="Cite no. 1", exact=True).click()
    expect(tab).to_have_url(re.compile(f"/letters/{LETTER}.html#cite$"))
    expect(tab.get_by_role("heading", name="Cite this letter")).to_be_in_viewport()
    expect(tab.locator("[data-form=Sentence]")).to_contain_text("Sam Altman to Elon Musk, email, 25 May 2015")
    tab.get_by_role("banner").get_by_role("link").click()
    expect(tab).to_have_url(re.compile("/index.html$"))


def tools(tab: Page) -> Iterator[str]:
    """Each tool's page, by the title page's link to it."""
    for name, link in (("archive", "The archive"), ("check", "Check a quotation"), ("inbox", "Inbox")):
        tab.locator("main").get_by_role("link", name=link, exact=True).first.click()
        expect(tab).to_have_url(re.compile(f"/back/{name}.html"))
        yield name
        tab.goto(tab.url.split("/back/")[0] + "/index.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_clicks_from_the_title_to_a_citation_and_through_the_tools(
    browser: Browser, base: str, width: int, scheme: str
) -> None:
    """Every step is a visible link; the tools answer; nothing is wrong on the console and nothing leaves the book."""
    tab, wrong = opened(browser, base, width, scheme)
    to_the_citation(tab)
    for name in tools(tab):
        if name == "archive":
            tab.get_by_label("Words").fill("manhatan project")
            expect(tab.get_by_role("status")).to_contain_text("taken for “manhattan”")
            expect(tab.locator(f"li[data-letter='{LETTER}']")).to_be_visible()
        elif name == "check":
            tab.locator("#check-text").fill(f"Altman asked whether YC should start “{WORDS}”.")
            tab.locator("#check button[type=submit]").click()
            expect(tab.locator(".check-result.verbatim").first).to_contain_text("no. 1 ¶4")
        else:
            tab.get_by_label("Correspondent").select_option("altman")
            tab.get_by_label("By the end of").fill("2015-05-25")
            tab.get_by_label("By the end of").blur()
            expect(tab.locator(f"li[data-letter='{LETTER}']")).to_contain_text("sent")
    assert wrong == []
    tab.context.close()


def test_without_scripts_a_reader_comes_as_far_as_the_citation(browser: Browser, base: str, width: int) -> None:
    """The same links work; each tool says that it needs JavaScript, and shows or names a list that does not."""
    tab, wrong = opened(browser, base, width, "light", scripts=False)
    to_the_citation(tab)
    for _ in tools(tab):
        said = tab.locator("main noscript p")
        expect(said).to_contain_text("JavaScript")
        expect(
            said.locator("a:visible").or_(tab.locator("main li[data-letter] a:visible, main table a:visible")).first
        ).to_be_visible()
    assert wrong == []
    tab.context.close()
