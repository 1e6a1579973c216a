"""The tables about the letters, repeated for every copy of the letters; knows the columns, and no book."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus import chronicle, conflict, mention, reading, reference, structure
from corpus.tables import Row, read_table, write_table

from .copies import Copy

#: Every table whose rows name messages: its file and its columns.
TABLES = {
    structure.FILE: structure.COLUMNS,
    mention.FILE: mention.COLUMNS,
    mention.DISMISSALS: mention.DISMISSAL_COLUMNS,
    reference.FILE: reference.COLUMNS,
    conflict.FILE: conflict.COLUMNS,
    chronicle.EVENTS: chronicle.EVENT_COLUMNS,
    chronicle.FIGURES: chronicle.FIGURE_COLUMNS,
    chronicle.INTERVALS: chronicle.INTERVAL_COLUMNS,
    reading.FILE: reading.COLUMNS,
}
#: Columns that say which letter a row is about, and columns that name another.
OWN = ("message", "source", "where")
OTHER = ("other", "to", "evidence")
#: Columns with a date.
DATED = ("when", "after", "before")


def write_tables(sources: Path, copies: Iterable[Copy]) -> None:
    """Replace every table of the real edition by one with the rows of each copy, about the letters of that copy."""
    copies = tuple(copies)
    for file, columns in TABLES.items():
        rows = read_table(sources / file, file, columns)
        repeated = [_of(row, columns, copy) for copy in copies for row in rows if _belongs(row, copy)]
        (sources / file).write_bytes(write_table(columns, repeated).encode("utf-8"))


def _belongs(row: Row, copy: Copy) -> bool:
    """Whether a row is about letters of this copy; what is about no letter stands in the original alone."""
    return not copy.number or {row.cells[column] for column in (*OWN, "other") if row.cells.get(column)} <= copy.kept


def _of(row: Row, columns: Iterable[str], copy: Copy) -> tuple[str, ...]:
    made = dict(row.cells)
    for column in made.keys() & {*OWN, *OTHER}:
        made[column] = copy.renamed(made[column])
    for column in made.keys() & {*DATED}:
        made[column] = copy.dated(made[column])
    return tuple(made[column] for column in columns)
