"""Colon fences of a page, and the room that they have for others; reads no other Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .asking import RefusalError

_COLONS = re.compile(r" {0,3}(?P<fence>:{3,})(?P<rest>.*)")
_CODE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")


@dataclass(slots=True)
class Fence:
    """A colon fence: first and last line from 0, how many colons, what it opens, and the fences around it."""

    first: int
    last: int
    length: int
    opens: str
    around: tuple[Fence, ...]


def fences_in(lines: list[str]) -> list[Fence]:
    """Every colon fence outside blocks of code that is opened and closed."""
    return _read(lines)[0]


def _read(lines: list[str]) -> tuple[list[Fence], list[int]]:
    """The fences that are opened and closed, and the lines that only open or only close one, or open code without an end."""
    opened: list[Fence] = []
    found = []
    halves = []
    code, code_at = "", 0
    for at, line in enumerate(lines):
        ticks, colons = _CODE.match(line), _COLONS.fullmatch(line)
        if code:
            code = "" if line.strip().startswith(code) and not line.strip().strip(code[0]) else code
        elif ticks:
            code, code_at = ticks["fence"], at
        elif colons and colons["rest"].strip():
            opened.append(Fence(at, at, len(colons["fence"]), colons["rest"].strip(), tuple(opened)))
        elif colons and opened and len(colons["fence"]) >= opened[-1].length:
            opened[-1].last = at
            found.append(opened.pop())
        elif colons:
            halves.append(at)
    return found, sorted([*halves, *(fence.first for fence in opened), *([code_at] if code else [])])


def colons_around(text: str, name: str) -> int:
    """How many colons a fence needs that is to hold a text; a text in which a fence is only opened or only closed is refused."""
    lines = text.split("\n")
    _, halves = _read(lines)
    if halves:
        message = f"{name} has a line that only opens or only closes a fence: {lines[halves[0]]!r}"
        raise RefusalError(message, "leave it out, or open and close the fence with as many signs")
    return max((len(colons["fence"]) + 1 for line in lines if (colons := _COLONS.fullmatch(line))), default=3)


def widen(lines: list[str], around: Iterable[Fence], length: int) -> None:
    """Make room for a fence of so many colons: those around it, from the inmost on, have more than what they hold."""
    for fence in around:
        length = max(length + 1, fence.length)
        for edge in (fence.first, fence.last):
            lines[edge] = ":" * length + lines[edge].lstrip(" ").lstrip(":")
