"""Sections, lists and lines of generated pages; knows no page in particular."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..links import Page, Words


def section(title: str, anchor: str, *content: nodes.Node) -> nodes.section:
    """A section with a heading and an address; ``anchor`` is unlike that of any other part of the book."""
    return nodes.section("", nodes.title("", title), *content, ids=[anchor])


def line(page: Page, words: Iterable[Words], name: str = "") -> nodes.paragraph:
    """One paragraph."""
    return nodes.paragraph("", "", *page.show(*words), classes=[name] if name else [])


def bullets(page: Page, items: Iterable[Sequence[Iterable[Words]]], name: str) -> nodes.bullet_list:
    """A list of the class ``name``; an item is one or more lines."""
    shown = [nodes.list_item("", *(line(page, words) for words in item)) for item in items]
    return nodes.bullet_list("", *shown, bullet="*", classes=[name])


def jumps(page: Page, places: Sequence[tuple[str, str]]) -> list[nodes.Node]:
    """On screen, a line of links to places of this page (words and anchor): long lists are read in part."""
    if not page.on_screen or len(places) < 2:
        return []
    words = [Words("Go to: ", classes="label")]
    for at, (text, anchor) in enumerate(places):
        words += [Words(" · ")] if at else []
        words.append(Words(text, "page", f"{page.docname}#{anchor}"))
    return [line(page, words, "jumps")]
