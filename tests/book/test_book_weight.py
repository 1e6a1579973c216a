"""What a first visit to a page of the built book moves, compressed as servers do, and what it leaves for later."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from .conftest import pages_of
from .window import window

#: In bytes. No chapter may move more than 230 KB; what they move is about half of it, and may not creep up unseen.
ALLOWED, EXPECTED = 230_000, 140_000
PACKED = {".woff2", ".png", ".jpg"}  # compressed already


def compressed(file: Path) -> int:
    """The size of a file as a server sends it."""
    data = file.read_bytes()
    return len(data) if file.suffix in PACKED else len(gzip.compress(data, 6))


def first_visit(browser: Browser, built: Path, address: str, page: str) -> dict[str, int]:
    """File → bytes, for everything that a browser without a cache asks for when it opens a page and scrolls to its end."""
    tab = window(browser)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address + page, wait_until="networkidle")
    tab.keyboard.press("End")
    tab.wait_for_load_state("networkidle")
    tab.context.close()
    assert all(url.startswith(address) for url in asked if not url.startswith("data:")), asked
    names = {urlsplit(url).path.lstrip("/") for url in asked if not url.startswith("data:")}
    return {name: compressed(built / name) for name in names}


def test_a_first_visit_to_any_chapter_moves_half_of_what_it_may(browser: Browser, built: Path, address: str) -> None:
    """Every chapter with all it loads, compressed, keeps well under 230 KB."""
    for page in sorted((built / "chapters").glob("*.html")):
        weights = first_visit(browser, built, address, f"chapters/{page.name}")
        assert sum(weights.values()) <= min(ALLOWED, EXPECTED), (page.name, sorted(weights.items(), key=lambda one: -one[1]))


def test_what_grows_with_the_number_of_messages_is_left_for_later(browser: Browser, built: Path, address: str) -> None:
    """Besides the page itself, all chapters load the same few files: no index, no data, no font, no icons."""
    loaded = []
    for page in sorted((built / "chapters").glob("*.html"))[:5]:
        loaded.append(set(first_visit(browser, built, address, f"chapters/{page.name}")) - {f"chapters/{page.name}"})
    assert all(files == loaded[0] for files in loaded)
    later = ("searchindex", "archive-data", "previews/", "fontawesome", "webfonts", "searchtools")
    assert not [name for name in loaded[0] if any(part in name for part in later)]
    assert {Path(name).suffix for name in loaded[0]} == {".css", ".js", ".svg"}


def test_the_previews_of_a_page_are_small(built: Path) -> None:
    """What pointing at a link loads is one file, of the page that the link leads to, under 60 KB compressed."""
    files = sorted((built / "_static" / "previews").rglob("*.js"))
    assert files
    assert {file.relative_to(built / "_static" / "previews").with_suffix("").as_posix() for file in files} <= {
        page.relative_to(built).with_suffix("").as_posix() for page in pages_of(built)
    }
    assert max(compressed(file) for file in files) < 60_000
