"""The order of the threads and the blank lines between them; knows nothing of what a thread holds."""

from __future__ import annotations

import json
from pathlib import Path

from .problems import Problem, Problems
from .tables import read_table

ARCHIVE = "L"
FOLDER = "threads"
FILE = f"{FOLDER}/order.tsv"
COLUMNS = ("number", "id", "separator")
FRONT_MATTER = f"{FOLDER}/00-front-matter.txt"


def thread_file(number: int, id: str) -> str:
    """Where a thread's text stands, relative to the sources."""
    return f"{FOLDER}/{number:02}-{id}.txt"


def read_order(sources: Path) -> tuple[tuple[int, str, str], ...]:
    """The threads in the witness's order: number, id, and the blank lines that stand after each."""
    found = []
    order = []
    for at, row in enumerate(read_table(sources / FILE, FILE, COLUMNS), 1):
        try:
            separator = json.loads(row["separator"])
        except ValueError:
            separator = None
        if not isinstance(separator, str) or separator.strip() or row["number"] != str(at):
            found.append(
                Problem(
                    FILE,
                    row.line,
                    "order.malformed",
                    f"malformed row for {row['id']!r}",
                    "numbers run from 1; a separator is a JSON string of blanks",
                )
            )
            continue
        order.append((at, row["id"], separator))
    if found:
        raise Problems(found)
    return tuple(order)
