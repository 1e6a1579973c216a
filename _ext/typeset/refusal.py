"""How a book that cannot be printed is refused: one line, and the end of the build; knows no reason."""

from __future__ import annotations

from typing import NoReturn

from sphinx.util import logging

logger = logging.getLogger(__name__)


def refuse(message: str) -> NoReturn:
    """End the build with one line: Sphinx prints a traceback for every exception, and a wrong setting is no program's fault."""
    logger.error(message, type="typeset")
    raise SystemExit(2)
