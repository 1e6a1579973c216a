"""The generated parts of the book, by the names of their directives."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from corpus.model import Corpus

from ..links import Page
from .chronology import chronology
from .colophon import colophon
from .documents import documents
from .identifications import identifications
from .quotations import quotations
from .reading import reading_log
from .reception import reception
from .register import REGISTERS, register
from .source_map import map_of_the_source
from .textual import textual_notes
from .threads import threads
from .variants import variants

Part = Callable[[Corpus, Page], list[nodes.Node]]

__all__ = ["PARTS", "REGISTERS", "register"]

#: What follows from the Corpus and the book, by the name of its directive.
PARTS: dict[str, Part] = {
    "chronology": chronology,
    "colophon": colophon,
    "documents": documents,
    "identifications": identifications,
    "quotations": quotations,
    "reading-log": reading_log,
    "reception": reception,
    "source-map": map_of_the_source,
    "textual-notes": textual_notes,
    "threads": threads,
    "variants": variants,
}
