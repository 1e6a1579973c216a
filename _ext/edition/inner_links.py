"""The links within a built book: which lead to a file or an anchor that is not there; knows HTML, and no letter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

#: Attributes that hold an address.
_ADDRESSES = {"href", "src", "poster"}


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


def dead_links(files: Mapping[str, bytes], others: Iterable[tuple[str, str]] = ()) -> tuple[int, list[str]]:
    """How many links lead to places of this book, and those that lead nowhere, with page and line.

    ``others`` are addresses that were given elsewhere, each behind the place where it was given. What a theme keeps in
    ``_static`` is no page.
    """
    names = [name for name in files if name.endswith(".html") and not name.startswith("_static/")]
    pages = {name: Addresses(files[name].decode("utf-8")) for name in names}
    links = [(f"{name}:{line}", to) for name, page in pages.items() for line, link in page.links for to in _within(name, link)]
    links += [(place, to) for place, link in others for to in _within("", link)]
    dead = []
    for place, (target, anchor) in links:
        if target not in files or (anchor and target in pages and anchor not in pages[target].anchors):
            dead.append(f"{place}: {target}{f'#{anchor}' if anchor else ''} is not there")
    return len(links), dead


def _within(name: str, link: str) -> Iterator[tuple[str, str]]:
    """The file and the anchor that an address leads to from a page, if that is within the book."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    yield path, unquote(parts.fragment)
