"""Files that hold mail, divided into messages: one message, an mbox, or the folders of a Maildir; reads no message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

#: A line that begins a message of an mbox: it stands behind a blank line, and ends in a time and a year.
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d{1,2}:\d\d[^\r\n]*\d{4}[^\r\n]*\r?$", re.MULTILINE)
_FIELDS = re.compile(rb"(?:>?From [^\n]*\n)?(?:[!-9;-~]+[ \t]*:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){2}")
_KNOWN = re.compile(rb"^(?:from|date|received|return-path|message-id|mime-version|delivered-to|x-[a-z-]+)[ \t]*:", re.I | re.M)
#: The folders of a Maildir whose files are messages; what is in tmp was never delivered.
DELIVERED = ("new", "cur")


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a Maildir."""
    return folder.is_dir() and any((folder / name).is_dir() for name in DELIVERED)


def is_mbox(data: bytes) -> bool:
    """Whether a file begins as an mbox does."""
    return _FROM.match(data) is not None


def begins_in_mbox(data: bytes) -> bool:
    """Whether a message begins with the line that an mbox puts before each."""
    return data.startswith(b"From ")


def is_escaped(line: str) -> bool:
    """Whether a line of an mbox would begin a message, had not the form put a sign before it.

    A line with a second such sign was one that its writer had put there: the form gives each line one.
    """
    return line.startswith(">From ")


def is_message(data: bytes) -> bool:
    """Whether a file begins with a header of a mail."""
    return _FIELDS.match(data) is not None and _KNOWN.search(data[:4096]) is not None


def files_of(folder: Path) -> dict[str, bytes]:
    """The messages of a Maildir: path → bytes, in the order of their names, which begin with the time of their delivery."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.parent.name in DELIVERED]
    ordered = sorted(found, key=lambda path: (path.name, path.as_posix()))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in ordered}


def messages_in(files: Mapping[str, bytes]) -> Iterator[tuple[str, int, int]]:
    """Every message: its file, its first byte and the one after its last."""
    for name, data in files.items():
        starts = [match.start() for match in _FROM.finditer(data)]
        if not starts or starts[0] > 0:
            starts = [0]
        for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
            yield name, start, end
