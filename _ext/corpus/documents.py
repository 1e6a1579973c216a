"""The secondary sources as numbered paragraphs: one line, one number; knows nothing of what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .body import read_paragraphs
from .model import Document, Witness
from .problems import Problem, Problems

FOLDER = "documents"
_NUMBERED = re.compile(r"(?P<number>\d+)\t(?P<text>.*)")


def file_of(witness: Witness) -> str:
    """Where a document's cleaned text stands, relative to the sources."""
    return f"{FOLDER}/{witness.key}.txt"


def number_paragraphs(text: str) -> str:
    """Put its number and a tab before every non-empty line, counted from 1; nothing else changes."""
    number = 0
    lines = []
    for line in text.split("\n"):
        number += bool(line.strip())
        lines.append(f"{number}\t{line}" if line.strip() else line)
    return "\n".join(lines)


def plain_text(numbered: str, path: str) -> str:
    """The inverse of :func:`number_paragraphs`; Problems for a number out of turn."""
    lines = []
    expected = 1
    for at, line in enumerate(numbered.split("\n"), 1):
        if not line.strip():
            lines.append(line)
            continue
        match = _NUMBERED.fullmatch(line)
        if match is None or int(match["number"]) != expected:
            raise Problems(
                [
                    Problem(
                        path,
                        at,
                        "document.numbering",
                        f"paragraph {expected} is missing its number",
                        "regenerate the file: documents are not edited by hand",
                    )
                ]
            )
        lines.append(match["text"])
        expected += 1
    return "\n".join(lines)


def read_documents(sources: Path, witnesses: Mapping[str, Witness]) -> dict[str, Document]:
    """Every witness that is read in paragraphs, by its key."""
    documents = {}
    for witness in witnesses.values():
        if witness.form != "document":
            continue
        shown = file_of(witness)
        try:
            numbered = (sources / shown).read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise Problems(
                [Problem(shown, 1, "document.missing", "the cleaned text is missing", "regenerate it from its witness")]
            ) from None
        except UnicodeDecodeError as error:
            raise Problems([Problem(shown, 1, "document.encoding", f"not UTF-8: {error}", "regenerate the file")]) from None
        documents[witness.key] = Document(witness, read_paragraphs(plain_text(numbered, shown), 1))
    return documents
