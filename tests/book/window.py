"""A reader's window: a page of the book in a browser, and what is wrong with it; knows no page in particular."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page


def window(browser: Browser, width: int = 1300, **options: Any) -> Page:
    """An empty window of its own, with settings and storage that no other shares."""
    return browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()


def opened(browser: Browser, address: str, width: int = 1300, **options: Any) -> Page:
    """A page in a window of its own."""
    page = window(browser, width, **options)
    page.goto(address)
    return page


def complaints(page: Page, start: str) -> list[str]:
    """What the window will say is wrong, and what it will ask for that does not start with ``start``: grows as it is used."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((start, "data:")) else wrong.append(asked.url))
    return wrong
