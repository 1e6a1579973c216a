"""The account of a mail's bytes as a table that is found once, recorded, and proved each time; knows no letters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from ..problems import Problem, Problems
from ..tables import Row, read_table, write_table
from .decoding import content_of, recorded, text_of
from .mailbox import messages_in
from .part import KINDS, Part, parts_of

FILE = "parts.tsv"
COLUMNS = (
    "file", "message", "path", "kind", "first", "size", "type", "encoding", "charset", "repair", "form", "name", "length",
    "sha256",
)  # fmt: skip
_NUMBERS = ("message", "first", "size", "length")


def found_in(files: Mapping[str, bytes]) -> tuple[Part, ...]:
    """What every byte of a mail is, and how its texts are read: the proposal that is then recorded."""
    parts: list[Part] = []
    for number, (file, start, end) in enumerate(messages_in(files), 1):
        data = files[file]
        parts += [recorded(part, data) for part in parts_of(data, start, end, number, file)]
    return tuple(parts)


def read_account(path: Path, shown: str) -> tuple[Part, ...]:
    """Read a recorded account; Problems for a row that is none."""
    parts = []
    found = []
    for row in read_table(path, shown, COLUMNS):
        if row["kind"] not in KINDS or not all((row[column] or "0").isdecimal() for column in _NUMBERS):
            hint = "restore the file: an account is written by a machine"
            found.append(Problem(shown, row.line, "mail.account", "a row that gives no kind, or no numbers", hint))
            continue
        parts.append(_part(row))
    if found:
        raise Problems(found)
    return tuple(parts)


def _part(row: Row) -> Part:
    values: dict[str, Any] = {column: int(row[column] or "0") if column in _NUMBERS else row[column] for column in COLUMNS}
    return Part(**values)


def write_account(parts: Iterable[Part]) -> str:
    """The inverse of :func:`read_account`."""
    return write_table(COLUMNS, [[_cell(part, column) for column in COLUMNS] for part in parts])


def _cell(part: Part, column: str) -> str:
    return "" if column == "length" and not part.sha256 else str(getattr(part, column))


def prove(parts: Iterable[Part], files: Mapping[str, bytes], shown: str) -> None:
    """Raise Problems unless every byte of every file belongs to just one part, and each part is what the account says."""
    found: list[Problem] = []
    reached = dict.fromkeys(files, 0)
    for file, rows in groupby(parts, key=lambda part: part.file):
        for part in rows:
            if file not in files or part.first != reached[file]:
                message = f"the account leaves the bytes from {reached.get(file, 0)} to {part.first} out, or counts them twice"
                found.append(Problem(shown, 1, "mail.account", f"{file or 'the file'}: {message}", _ANEW))
                break
            reached[file] = part.end
            found += _untrue(part, files[file], shown)
    for file, end in reached.items():
        if end != len(files[file]) and not found:
            message = f"{file or 'the file'}: the account ends at byte {end} of {len(files[file])}"
            found.append(Problem(shown, 1, "mail.account", message, _ANEW))
    if found:
        raise Problems(found)


_ANEW = "restore parts.tsv: what was recorded when the witness came stays"


def _untrue(part: Part, data: bytes, shown: str) -> Iterable[Problem]:
    """What a part's record says that its bytes do not bear out."""
    try:
        if part.kind == "text":
            text_of(part, data)
        elif part.sha256:
            content = content_of(part, data)
            if (len(content), hashlib.sha256(content).hexdigest()) != (part.length, part.sha256):
                raise ValueError("its length or its hash is another")
    except (ValueError, LookupError, TypeError) as error:
        line = data.count(b"\n", 0, part.first) + 1
        where = f"line {line} of {part.file or 'the file'}"
        message = f"{where}: the {part.kind} {part.path} is not as recorded: {error}"
        yield Problem(shown, 1, "mail.account", message, _ANEW)
