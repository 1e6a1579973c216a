"""The links within a built book: which lead to a file or an anchor that is not there; knows HTML, and no letter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

#: Attributes that hold an address.
_ADDRESSES = {"href", "src", "poster"}
_MISSING = "is not there"


class Addresses(HTMLParser):
    """The addresses and the anchors of one page, as it is parsed; what a template holds is part of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[int, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value or "")
            elif name in _ADDRESSES and value is not None:
                self.links.append((self.getpos()[0], value))


def dead_links(files: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """How many links lead to places of this book, and those that lead nowhere, with page and line."""
    pages = {name: Addresses(data.decode("utf-8")) for name, data in files.items() if name.endswith(".html")}
    count, dead = 0, []
    for name, page in pages.items():
        for line, link in page.links:
            for target, anchor in _within(name, link):
                count += 1
                if target not in files:
                    dead.append(f"{name}:{line}: {target} {_MISSING}")
                elif anchor and target in pages and anchor not in pages[target].anchors:
                    dead.append(f"{name}:{line}: {target}#{anchor} {_MISSING}")
    return count, dead


def _within(name: str, link: str) -> Iterator[tuple[str, str]]:
    """The file and the anchor that an address leads to from a page, if that is within the book."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    yield path, unquote(parts.fragment)
