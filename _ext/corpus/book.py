"""What a book prints of the letters, as frozen values: homes, notes, quotations, pages; knows no program that prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note of the editors' on words of a message; ``kind`` is what it is for, ``text`` what it says."""

    message: str
    paragraph: int
    words: str
    kind: str
    page: str
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a message or document that our prose quotes from ``paragraph`` on."""

    source: str
    paragraph: int
    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its address: its title, the words of ours on it, a digest of all that it shows, and its lasting anchors."""

    address: str
    title: str
    words: int = 0
    digest: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All of it, in reading order; ``homes`` are addresses by message."""

    homes: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Annotation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    pages: tuple[Page, ...] = ()
