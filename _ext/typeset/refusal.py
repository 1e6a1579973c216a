"""How a book that cannot be printed is refused: one line, and the end of the build; knows no reason."""

from __future__ import annotations

from typing import NoReturn

from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)


def refuse(message: str, location: nodes.Node | None = None) -> NoReturn:
    """End the build with one line: Sphinx prints a traceback for every exception, and a wrong setting is no program's fault."""
    while location is not None and not location.line:
        location = location.parent  # parsers give lines to blocks, not to what stands in them
    logger.error(message, type="typeset", location=location)
    raise SystemExit(2)
