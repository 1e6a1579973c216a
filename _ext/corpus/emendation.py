"""Changes to a witness's text, each of which can be undone; knows no threads and no messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .body import lines_of
from .model import Emendation
from .problems import Problem, Problems
from .tables import read_table

FILE = "emendations.tsv"
COLUMNS = ("witness", "line", "column", "reading", "lemma", "kind", "reason", "resp")


def read_emendations(sources: Path) -> tuple[Emendation, ...]:
    """Read the editors' emendations, in the order of their places; Problems for a place that is no number."""
    found = []
    emendations = []
    for row in read_table(sources / FILE, FILE, COLUMNS):
        if not (row["line"].isdigit() and row["column"].isdigit() and row["reading"] != row["lemma"]):
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
                row["witness"],
                int(row["line"]),
                int(row["column"]),
                row["reading"],
                row["lemma"],
                row["kind"],
                row["reason"],
                row["resp"],
            )
        )
    if found:
        raise Problems(found)
    return tuple(sorted(emendations, key=lambda e: (e.witness, e.line, e.column)))


def apply(text: str, emendations: Iterable[Emendation]) -> str:
    """Put each lemma in its place; Problems where the witness does not read what the emendation says."""
    return _replace(text, [(e.line, e.column, e.reading, e.lemma) for e in emendations])


def undo(text: str, emendations: Iterable[Emendation]) -> str:
    """The inverse of :func:`apply`: columns are those of the witness, so earlier changes on a line shift later ones."""
    shifted = []
    shift: dict[int, int] = {}
    for e in sorted(emendations, key=lambda e: (e.line, e.column)):
        shifted.append((e.line, e.column + shift.get(e.line, 0), e.lemma, e.reading))
        shift[e.line] = shift.get(e.line, 0) + len(e.lemma) - len(e.reading)
    return _replace(text, shifted)


def _replace(text: str, changes: list[tuple[int, int, str, str]]) -> str:
    lines = lines_of(text)
    found = []
    for line, column, old, new in sorted(changes, reverse=True):
        there = lines[line - 1] if 0 < line <= len(lines) else ""
        if there[column - 1 : column - 1 + len(old)] != old or "\n" in old + new:
            found.append(
                Problem(
                    FILE,
                    1,
                    "emendation.misplaced",
                    f"line {line}, column {column} does not read {old!r}",
                    f"it reads {there[column - 1 : column + 19].rstrip()!r}",
                )
            )
            continue
        lines[line - 1] = there[: column - 1] + new + there[column - 1 + len(old) :]
    if found:
        raise Problems(found)
    return "".join(lines)


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
