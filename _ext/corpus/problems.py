"""What can be wrong with the sources, each with a code, a place and advice; knows nothing of how it will be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place: ``path`` is relative to the sources, ``line`` counts from 1."""

    path: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        advice = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{advice} [{self.code}]"


class Problems(Exception):
    """Raised with every problem found, sorted by place, so that an author mends them in one go."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found: tuple[Problem, ...] = tuple(sorted(found))
        super().__init__("\n".join(map(str, self.found)))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return ``did you mean a, b?`` for the nearest of ``known``, or an empty string when none is near."""
    near = get_close_matches(wrong, sorted(known), n=3, cutoff=0.6)
    return f"did you mean {', '.join(near)}?" if near else ""
