"""A short name for a value's content, the same in every process; knows no values in particular."""

from __future__ import annotations

import hashlib


def digest(*values: object) -> str:
    """Sixteen hexadecimal digits of values made of frozen dataclasses, tuples, strings and numbers.

    Each is written out by itself: of many values, no more than one is in memory twice.
    """
    made = hashlib.sha256()
    for value in values:
        made.update(repr(value).encode("utf-8"))
    return made.hexdigest()[:16]
