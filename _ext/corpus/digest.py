"""A short name for a value's content, the same in every process; knows no values in particular."""

from __future__ import annotations

import hashlib


def digest(value: object) -> str:
    """Sixteen hexadecimal digits of a value made of frozen dataclasses, tuples, strings and numbers."""
    return hashlib.sha256(repr(value).encode("utf-8")).hexdigest()[:16]
