"""The order of the threads and the blank lines between them; knows nothing of what a thread holds."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from pathlib import Path

from .model import Witness
from .problems import Problem, Problems
from .slug import slug
from .tables import read_table

#: The witness whose threads stand in the folder itself; those of another stand in a folder of its key.
ARCHIVE = "L"
FOLDER = "threads"
FILE = "order.tsv"
COLUMNS = ("number", "id", "separator")
FRONT_MATTER = "00-front-matter.txt"


def folder_of(witness: Witness) -> str:
    """Where the threads of a witness stand, relative to the sources."""
    return FOLDER if witness.siglum == ARCHIVE else f"{FOLDER}/{witness.key}"


def file_in(folder: str, number: int, id: str) -> str:
    """Where a thread's text stands in the folder of its witness."""
    return f"{folder}/{number:02}-{id}.txt"


def thread_file(number: int, id: str) -> str:
    """Where a thread of the archive stands, relative to the sources."""
    return file_in(FOLDER, number, id)


def propose_id(subject: str, taken: Set[str]) -> str:
    """A free, readable id for a thread of this subject."""
    base = slug(re.sub(r"^(?:(?:re|fwd?): )+", "", subject.lower())) or "untitled"
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def in_words(separator: str) -> str:
    """The blank lines after a thread, as a cell of a table."""
    return json.dumps(separator)


def read_order(sources: Path, folder: str = FOLDER) -> tuple[tuple[int, str, str], ...]:
    """The threads in the witness's order: number, id, and the blank lines that stand after each."""
    shown = f"{folder}/{FILE}"
    found = []
    order = []
    for at, row in enumerate(read_table(sources / shown, shown, COLUMNS), 1):
        try:
            separator = json.loads(row["separator"])
        except ValueError:
            separator = None
        if not isinstance(separator, str) or separator.strip() or row["number"] != str(at):
            found.append(
                Problem(
                    shown,
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
