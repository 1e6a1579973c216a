"""Typst at work: the book is set until its pages rest, in the fonts of this project and no others; errors in one line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import typst

from .binding import bind
from .pagination import UNKNOWN, Pagination, PrintedIndex, paginated
from .refusal import refuse

FONTS = Path(__file__).parent / "fonts"
#: What every PDF keeps to: it also makes a missing glyph, or a picture without words, stop the build.
STANDARD: Final = "ua-1"
#: How often the book is set at most. What was set once and has not changed costs little: usually three or four times are enough.
SETTINGS: Final = 9
#: How often a page may be named and left out again, before what was named once stays named.
FREE: Final = 5


def print_book(source: Path, pdf: Path, indices: Sequence[PrintedIndex] = (), fonts: Path = FONTS) -> None:
    """Set, print and bind; a PDF is the same bytes whenever it is made."""
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(source, root=source.parent, font_paths=known, ignore_system_fonts=True)
    try:
        pages = _set_until_at_rest(compiler, source.parent, indices)
        sheets, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD])
        if warnings:
            refuse(f"the PDF is not as it should be: {_in_a_line(warnings[0])}")
        bind(cast("bytes", sheets), pdf, pages)
    except typst.TypstError as error:
        refuse(f"the PDF cannot be made: {_in_a_line(error)}")
    except KeyError as place:
        refuse(f"the PDF cannot be made: a link leads to {place}, which stands on no page")


def _set_until_at_rest(compiler: typst.Compiler, folder: Path, indices: Sequence[PrintedIndex]) -> Pagination:
    """What the design is told of pages moves words, and so pages: until what it is told is what then is."""
    told, pages, settings = None, UNKNOWN, 0
    while pages.told != told:
        if settings == SETTINGS:
            refuse(f"the pages did not come to rest though the book was set {SETTINGS} times")
        (folder / "pages.json").write_text(json.dumps(pages.told, ensure_ascii=False), encoding="utf-8", newline="\n")
        named = (pages.told["names"] or {}) if settings >= FREE else {}
        told, pages = pages.told, paginated(_measured(compiler), indices, named)
        settings += 1
    return pages


def _measured(compiler: typst.Compiler) -> dict[str, Any]:
    try:
        measured: dict[str, Any] = json.loads(compiler.query("<measured>", field="value", one=True))
    except RuntimeError:  # a question says less of an error than the printing does
        compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD])
        raise
    return measured


def _in_a_line(problem: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in problem.hints)
    return " ".join(f"{problem.message}{hints}".split())
