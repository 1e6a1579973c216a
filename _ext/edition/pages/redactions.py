"""The ledger of redactions: where each stands, in which notation, how long; shows the Corpus, guesses at nothing."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from corpus.model import Corpus, Notation
from corpus.redaction import Extent, Redaction, redactions

from ..links import Page, Words
from .places import counted
from .sections import line
from .table import table

HEADS = ("Letter", "Notation", "Printed length", "In place of")
WIDTHS = (20, 25, 20, 35)
NOTATIONS: dict[Notation, str] = {"angle": "angle brackets", "square": "square brackets", "bars": "bars"}
EXTENTS: dict[Extent, str] = {
    "party": "a party of the header",
    "words": "a name or words within a paragraph",
    "passage": "a passage within a paragraph",
    "paragraph": "a whole paragraph",
}


def redaction_list(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Totals by notation and by extent; then a table of all redactions in the archive's order."""
    found = redactions(corpus.messages.values())
    rows = [_row(one, corpus) for one in found]
    totals = [line(page, [Words(text)], "counts") for text in (_by_notation(found), _by_extent(found))]
    return [*totals, table(HEADS, WIDTHS, rows, "redactions", page)]


def _row(redaction: Redaction, corpus: Corpus) -> list[list[Words]]:
    number = corpus.messages[redaction.message].number
    if redaction.paragraph is None:
        where = [Words(f"no. {number}", "msg", redaction.message, classes="place"), Words(", header")]
    else:
        place = f" ¶{redaction.paragraph}"
        where = [Words(f"no. {number}{place}", "msg", redaction.message + place, classes="place")]
    length = "no length" if redaction.length is None else counted(redaction.length, "character")
    notation = NOTATIONS[redaction.notation]
    return [where, [Words(notation)], [Words(length, classes="length")], [Words(EXTENTS[redaction.extent])]]


def _by_notation(found: tuple[Redaction, ...]) -> str:
    counts = Counter(one.notation for one in found)
    drawn = sum(one.length or 0 for one in found)
    parts = [f"{counts[notation]} in {words}" for notation, words in NOTATIONS.items() if notation in counts]
    length = f" The bars are {counted(drawn, 'character')} long in all." if drawn else ""
    return f"{counted(len(found), 'redaction')}: {', '.join(parts) or 'none'}.{length}"


def _by_extent(found: tuple[Redaction, ...]) -> str:
    counts = Counter(one.extent for one in found)
    parts = [f"{words}: {counts[extent]}" for extent, words in EXTENTS.items() if extent in counts]
    return f"In place of {'; '.join(parts)}." if parts else ""
