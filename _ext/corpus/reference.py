"""References: which words of a letter look to another letter, and which to something the archive lacks; shows none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .commentary import Reference
from .locus import COLUMNS as PLACE
from .locus import Sources, beyond, locate
from .model import Message
from .problems import Problem, did_you_mean, sound
from .tables import Row, read_table

FILE = "apparatus/references.tsv"
COLUMNS = (*PLACE, "to", "kind", "note")
#: What words can do with another message, and what can be missing.
KINDS = ("answers", "quotes", "forwards", "recalls", "continues", "announces")
MISSING = ("call", "meeting", "letter", "document", "attachment", "link", "message")


def read_references(sources: Path, places: Sources, messages: Mapping[str, Message]) -> tuple[Reference, ...]:
    """Read the references in the archive's order; Problems for a place, a target or a kind that is none."""
    letters = {id: places[id] for id in messages}

    def reference(row: Row) -> Reference | Problem:
        at = locate(row, FILE, letters)
        if isinstance(at, Problem):
            return at
        return _astray(row, places, messages) or Reference(at, row["to"] or None, row["kind"], row["note"])

    references = sound(map(reference, read_table(sources / FILE, FILE, COLUMNS)))
    order = {id: number for number, id in enumerate(messages)}
    return tuple(sorted(references, key=lambda reference: (order[reference.at.source], reference.at.line, reference.at.start)))


def _astray(row: Row, places: Sources, messages: Mapping[str, Message]) -> Problem | None:
    target, paragraph, number = row["to"].partition(" ¶")
    if row["to"] and target not in messages:
        hint = did_you_mean(target, messages) or "leave the cell empty where the archive lacks it"
        return Problem(FILE, row.line, "place.unknown", f"unknown message {target!r}", hint)
    if paragraph and (problem := beyond(FILE, row.line, target, number, places)):
        return problem
    if target == row["message"] and (not number or number == row["paragraph"]):
        return Problem(FILE, row.line, "reference.to-itself", f"{target!r} refers to itself", "say what else its words look to")
    if row["kind"] not in (KINDS if target else MISSING):
        hint = f"one of {', '.join(KINDS if target else MISSING)}"
        what = "to a message" if target else "to what the archive lacks"
        return Problem(FILE, row.line, "reference.kind", f"a reference {what} is not of the kind {row['kind']!r}", hint)
    return None
