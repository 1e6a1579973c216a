"""A typeset book from any Sphinx project, with Typst: setup reads as the table of contents of this package."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from .builder import PDFBuilder
from .pagination import PrintedIndex

__all__ = ["PDFBuilder", "PrintedIndex", "setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builder, what can be set, and the events by which extensions bring indices and say what is printed alone.

    An extension shows its nodes with ``app.add_node(node, typst=(visit, depart))``, and names the file that defines the
    functions it calls in ``typeset_designs``.
    """
    app.add_builder(PDFBuilder)
    app.add_config_value("typeset_paper", "a5", "", types=(str,))
    app.add_config_value("typeset_only", "", "", types=(str,))
    app.add_config_value("typeset_name", "book", "", types=(str,))
    app.add_config_value("typeset_front", [], "", types=(list, tuple))
    app.add_config_value("typeset_back", [], "", types=(list, tuple))
    app.add_config_value("typeset_left_out", [], "", types=(list, tuple))
    app.add_config_value("typeset_subject", "", "", types=(str,))
    app.add_config_value("typeset_keywords", [], "", types=(list, tuple))
    app.add_config_value("typeset_imprint", [], "", types=(list, tuple))
    app.add_config_value("typeset_designs", [], "", types=(list, tuple))
    app.add_event("typeset-indices")
    app.add_event("typeset-only")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
