"""A PDF as a reader copies it: every character with its page, type and place, through PDFium, which knows nothing of Typst."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; a ``made`` one is PDFium's own, where lines and words end."""

    text: str
    page: int
    font: str
    size: float
    x: float
    y: float
    made: bool


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def glyphs_of(pdf: Path) -> Iterator[Glyph]:
    """Every character, in the order in which the pages have them."""
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            yield from _glyphs(page.get_textpage(), number)


def _glyphs(text: pdfium.PdfTextPage, page: int) -> Iterator[Glyph]:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        raw.FPDFText_GetFontInfo(text, at, name, len(name), flags)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        size = round(raw.FPDFText_GetFontSize(text, at), 2)
        made = raw.FPDFText_IsGenerated(text, at) == 1
        yield Glyph(chr(raw.FPDFText_GetUnicode(text, at)), page, name.value.decode(), size, x.value, y.value, made)
