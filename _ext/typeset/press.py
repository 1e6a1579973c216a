"""Typst at work: one source, the fonts of this project and no others, a PDF; errors in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NoReturn, cast

import typst
from sphinx.util import logging

logger = logging.getLogger(__name__)
FONTS = Path(__file__).parent / "fonts"
#: What every PDF keeps to: it also makes a missing glyph, or a picture without words, stop the build.
STANDARD: Final = "ua-1"


def print_book(source: Path, pdf: Path, fonts: Path = FONTS) -> None:
    """Compile; a PDF is the same bytes whenever it is made."""
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(source, root=source.parent, font_paths=known, ignore_system_fonts=True)
    try:
        printed, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD])
    except typst.TypstError as error:
        refuse(f"the PDF cannot be made: {_in_a_line(error)}")
    if warnings:
        refuse(f"the PDF is not as it should be: {_in_a_line(warnings[0])}")
    pdf.write_bytes(cast("bytes", printed))


def refuse(message: str) -> NoReturn:
    """End the build with one line: Sphinx prints a traceback for every exception, and a wrong setting is no program's fault."""
    logger.error(message, type="typeset")
    raise SystemExit(2)


def _in_a_line(problem: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in problem.hints)
    return " ".join(f"{problem.message}{hints}".split())
