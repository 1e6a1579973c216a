"""Tab-separated tables with a header row, read with their line numbers; knows nothing of what the columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem, Problems


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file from 1, and its cells by column name."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(path: Path, shown: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Read a table whose header row must be ``columns``; lines that start with ``#`` and blank lines are passed over.

    Raises Problems with ``shown`` as the path: a missing file, another header, a row with too few or too many cells.
    """
    text = read_text(path, shown, f"columns: {', '.join(columns)}")
    rows = list(_rows(text))
    found = []
    if not rows or rows[0][1] != list(columns):
        found.append(
            Problem(
                shown,
                rows[0][0] if rows else 1,
                "table.header",
                "the first row must name the columns",
                "write them tab-separated: " + ", ".join(columns),
            )
        )
        raise Problems(found)
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            found.append(
                Problem(
                    shown,
                    line,
                    "table.cells",
                    f"{len(cells)} cells instead of {len(columns)}",
                    "cells are separated by one tab; an empty cell still has its tab",
                )
            )
    if found:
        raise Problems(found)
    return tuple(Row(line, dict(zip(columns, cells, strict=True))) for line, cells in rows[1:])


def read_text(path: Path, shown: str, advice: str = "") -> str:
    """The text of a table; Problems with ``shown`` as the path where it is missing, or not plain UTF-8.

    ``advice`` says what a missing table would hold.
    """
    try:
        received = path.read_bytes()
        text = received.decode("utf-8")
    except FileNotFoundError:
        raise Problems([Problem(shown, 1, "table.missing", "the file is missing", advice)]) from None
    except UnicodeDecodeError as error:
        line = received.count(b"\n", 0, error.start) + 1
        raise Problems([Problem(shown, line, "table.encoding", f"not UTF-8: {error}", "save the file as UTF-8")]) from None
    if text.startswith("\ufeff"):
        message, hint = "the file begins with a byte order mark", "save it as UTF-8 without one (without BOM)"
        raise Problems([Problem(shown, 1, "table.encoding", message, hint)])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The inverse of :func:`read_table`, for the tables that a machine writes."""
    return "".join("\t".join(row) + "\n" for row in (columns, *rows))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for line, raw in enumerate(text.split("\n"), 1):
        if raw.strip() and not raw.startswith("#"):
            yield line, raw.split("\t")
