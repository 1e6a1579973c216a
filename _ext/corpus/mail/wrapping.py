"""Line ends that a program made and no writer: joined where the mail says so, or where its lines show it; knows no bytes."""

from __future__ import annotations

import re
from itertools import pairwise

#: Programs that wrap lines do so between these widths (RFC 5322, section 2.1.1, advises 78); other lines are a writer's own.
NARROWEST, WIDEST = 60, 80
#: A word longer than this, an address mostly, may have been given a line of its own.
LONGEST_WORD = 30
_QUOTED = re.compile(r">*")
#: What begins a line of its own: an item of a list, a rule, a quotation, a field of a header.
_APART = re.compile(r"\s|[-*+•–—_=#|>]|\w{1,3}[.)](?:\s|$)|[A-Z][\w-]*:")


def unflowed(text: str, together: bool) -> str:
    """Lines that end in a blank joined with the next of the same depth of quotation (RFC 3676); the rest as it is."""
    lines: list[str] = []
    depth_above, open_above = 0, False
    for line in text.split("\n"):
        quoted = _QUOTED.match(line)
        depth = quoted.end() if quoted else 0
        words = line[depth:].removeprefix(" ")
        signature = words == "-- "
        if open_above and depth == depth_above and not signature:
            lines[-1] = (lines[-1].removesuffix(" ") if together else lines[-1]) + words
        else:
            lines.append(">" * depth + (" " if depth and words else "") + words)
        depth_above, open_above = depth, words.endswith(" ") and not signature
    return "\n".join(lines)


def is_wrapped(text: str) -> bool:
    """Whether some line of a text ends only because the next word did not fit."""
    return unwrapped(text) != text


def unwrapped(text: str) -> str:
    """A text with a blank for each end of a line that stands only where the next word would not have fitted.

    Lines that begin something of their own or are quoted, and all below a signature's mark, keep their ends; and so do
    those of a text with a longer line, which no program has wrapped. Nothing else is changed.
    """
    lines = text.split("\n")
    own = lines[: lines.index("-- ")] if "-- " in lines else lines
    width = max((len(line.rstrip()) for line in own if not _APART.match(line) and " " in line.rstrip()), default=0)
    if not NARROWEST <= width <= WIDEST:
        return text
    joined = [line + (" " if _runs_on(line, below, width) else "\n") for line, below in pairwise(own)]
    return "".join((*joined, "\n".join((own or [""])[-1:] + lines[len(own) :])))


def _runs_on(line: str, below: str, width: int) -> bool:
    """Whether the line below begins with a word that this one had no room for."""
    word = below.partition(" ")[0]
    if line.startswith(">") or " " not in line.rstrip() or _APART.match(below):
        return False
    return 0 < len(word) <= LONGEST_WORD and len(line.rstrip()) + 1 + len(word) > width
