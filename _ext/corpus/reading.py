"""The log of reading: sums that a machine finds in a letter, and why a letter without notes needs none; knows no note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .model import Message, Paragraph
from .problems import Problem, Problems, did_you_mean
from .tables import read_table

FILE = "apparatus/unannotated.tsv"
COLUMNS = ("message", "reason")
_SUM = re.compile(
    r"""(?<![\w.])(?:
        [$~]{1,2}\d[\d,.]*(?:[-–]\d[\d,.]*)?(?:\s(?:thousand|million|billion)|[kKmMbB]{1,2}|bps)?\b(?:/\w+)?
      | \d[\d,.]*(?:[-–]\d[\d,.]*)?(?:%|x\b|[kKM]{1,2}\b|B\b|bps\b)
      | \d[\d,.]*\s(?:million|billion|percent|hours|researchers|seats|people)\b
    )""",
    re.VERBOSE,
)


def sums_in(paragraph: Paragraph) -> tuple[str, ...]:
    """Amounts of money, shares, multiples and quantities that a paragraph prints, in its order."""
    return tuple(dict.fromkeys(match.group() for match in _SUM.finditer(paragraph.text)))


def read_unannotated(sources: Path, messages: Mapping[str, Message]) -> dict[str, str]:
    """Read why letters without notes need none, by message; Problems for an unknown message or a missing reason."""
    found = []
    reasons = {}
    for row in read_table(sources / FILE, FILE, COLUMNS):
        id = row["message"]
        if id not in messages:
            found.append(Problem(FILE, row.line, "place.unknown", f"unknown message {id!r}", did_you_mean(id, messages)))
        elif id in reasons or not row["reason"].strip():
            message = f"{id!r} is given twice" if id in reasons else f"no reason is given for {id!r}"
            found.append(Problem(FILE, row.line, "unannotated.malformed", message, "one row a message, with its reason"))
        reasons[id] = row["reason"]
    if found:
        raise Problems(found)
    return reasons
