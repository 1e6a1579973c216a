"""The generated parts of the book, by the names of their directives."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from corpus.model import Corpus

from ..links import Page
from .archive import archive
from .check import check
from .chronology import chronology
from .colophon import colophon
from .conflicts import conflicts
from .documents import documents
from .figures import figures
from .identifications import identifications
from .inbox import inbox
from .missing import missing
from .offered import offered
from .parts import parts
from .pictures import matrix, network, room, timeline
from .quotations import quotations
from .reading import reading_log
from .reception import reception
from .redactions import redaction_list
from .register import REGISTERS, register
from .signs import signs
from .source_map import map_of_the_source
from .textual import textual_notes
from .threads import threads
from .title import chapters, glance
from .variants import variants
from .version import version

Part = Callable[[Corpus, Page], list[nodes.Node]]

__all__ = ["PARTS", "REGISTERS", "register"]

#: What follows from the Corpus and the book, by the name of its directive.
PARTS: dict[str, Part] = {
    "archive": archive,
    "chapters": chapters,
    "check": check,
    "chronology": chronology,
    "colophon": colophon,
    "conflicts": conflicts,
    "documents": documents,
    "downloads": offered,
    "figures": figures,
    "glance": glance,
    "identifications": identifications,
    "inbox": inbox,
    "matrix": matrix,
    "missing": missing,
    "network": network,
    "parts": parts,
    "quotations": quotations,
    "reading-log": reading_log,
    "reception": reception,
    "redactions": redaction_list,
    "room": room,
    "signs": signs,
    "source-map": map_of_the_source,
    "textual-notes": textual_notes,
    "threads": threads,
    "timeline": timeline,
    "variants": variants,
    "version": version,
}
