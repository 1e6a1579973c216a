"""The generated parts of the book, by the names of their directives."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from corpus.model import Corpus

from ..links import Page
from .chronology import chronology
from .conflicts import conflicts
from .documents import documents
from .figures import figures
from .missing import missing
from .reception import reception
from .redactions import redaction_list
from .register import REGISTERS, register
from .threads import threads
from .variants import variants

Part = Callable[[Corpus, Page], list[nodes.Node]]

__all__ = ["PARTS", "REGISTERS", "register"]

#: What follows from the Corpus and the book, by the name of its directive.
PARTS: dict[str, Part] = {
    "chronology": chronology,
    "conflicts": conflicts,
    "documents": documents,
    "figures": figures,
    "missing": missing,
    "reception": reception,
    "redactions": redaction_list,
    "threads": threads,
    "variants": variants,
}
