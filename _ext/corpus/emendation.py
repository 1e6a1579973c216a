"""Changes to a witness's text, each of which can be undone; knows no threads and no messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .model import Emendation
from .problems import Problem, Problems
from .tables import read_table

FILE = "emendations.tsv"
_NUMBER = re.compile(r"[0-9]+")
COLUMNS = ("witness", "line", "column", "reading", "lemma", "kind", "reason", "resp")


def read_emendations(sources: Path) -> tuple[Emendation, ...]:
    """Read the editors' emendations, in the order of their places; Problems for a place that is no number."""
    found = []
    emendations = []
    for row in read_table(sources / FILE, FILE, COLUMNS):
        if not (_NUMBER.fullmatch(row["line"]) and _NUMBER.fullmatch(row["column"]) and row["reading"] != row["lemma"]):
            found.append(
                Problem(
                    FILE,
                    row.line,
                    "emendation.malformed",
                    "line and column are numbers, reading and lemma differ",
                    "columns count characters from 1, in the repaired witness",
                )
            )
            continue
        emendations.append(
            Emendation(
                witness=row["witness"],
                line=int(row["line"]),
                column=int(row["column"]),
                reading=row["reading"],
                lemma=row["lemma"],
                kind=row["kind"],
                reason=row["reason"],
                resp=row["resp"],
                row=row.line,
            )
        )
    if found:
        raise Problems(found)
    return tuple(sorted(emendations, key=lambda e: (e.witness, e.line, e.column)))


def apply(text: str, emendations: Iterable[Emendation]) -> str:
    """Put each lemma in its place; Problems where the witness does not read what the emendation says."""
    return _replace(text, [(e.line, e.column, e.reading, e.lemma, e.row) for e in _in_order(emendations)])


def undo(text: str, emendations: Iterable[Emendation]) -> str:
    """The inverse of :func:`apply`: columns are those of the witness, so earlier changes on a line shift later ones."""
    shifted = []
    shift: dict[int, int] = {}
    for e in _in_order(emendations):
        shifted.append((e.line, e.column + shift.get(e.line, 0), e.lemma, e.reading, e.row))
        shift[e.line] = shift.get(e.line, 0) + len(e.lemma) - len(e.reading)
    return _replace(text, shifted)


def _in_order(emendations: Iterable[Emendation]) -> list[Emendation]:
    """By place; what is put in before a word comes before what is done to the word."""
    return sorted(emendations, key=lambda e: (e.line, e.column, len(e.reading)))


def _replace(text: str, changes: list[tuple[int, int, str, str, int]]) -> str:
    """Go through the changes in their order, each behind the one before it: none may reach into another."""
    lines = text.split("\n")
    done: dict[int, tuple[str, int]] = {}
    found = []
    for line, column, old, new, row in changes:
        there = lines[line - 1] if 0 < line <= len(lines) else None
        before, reached = done.get(line, ("", 0))
        start = column - 1
        if there is None or not reached <= start <= len(there) or not there.startswith(old, start) or "\n" in old + new:
            reads = "" if there is None else there[max(start, 0) :][:20]
            message = f"line {line}, column {column} does not read {old!r}, or another emendation reaches there"
            found.append(Problem(FILE, max(row, 1), "emendation.misplaced", message, f"it reads {reads!r}"))
        else:
            done[line] = (before + there[reached:start] + new, start + len(old))
    if found:
        raise Problems(found)
    for line, (before, reached) in done.items():
        lines[line - 1] = before + lines[line - 1][reached:]
    return "\n".join(lines)


def encoding_repairs(witness: str, received: str, repaired: str, garble: str) -> Iterator[Emendation]:
    """List what a repair plan changed: each run of characters that ``garble`` (a codec) had turned into others."""
    for number, (old, new) in enumerate(zip(received.split("\n"), repaired.split("\n"), strict=True), 1):
        at = 0
        for run in re.finditer(r"[^\x00-\x7f]+", new):
            reading = run[0].encode("utf-8").decode(garble)
            column = old.index(reading, at) + 1
            at = column - 1 + len(reading)
            yield Emendation(
                witness, number, column, reading, run[0], "encoding", f"UTF-8 that was once decoded as {garble}", "ftfy"
            )
