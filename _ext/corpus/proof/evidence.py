"""What the promises are proved from: sources, the Corpus if it can be loaded, the book if it was built; proves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..book import Book
from ..corpus import load
from ..model import Corpus
from ..problems import Problem, Problems
from .promise import PROMISES, promise_of

_CODE = re.compile(r"\[(?P<code>[a-z0-9_]+\.[a-z0-9_-]+)\]$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """``corpus`` is None where the sources cannot be loaded, ``book`` until one is built; ``said`` has what was said of both."""

    sources: Path
    corpus: Corpus | None = None
    book: Book | None = None
    said: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, sources: Path) -> Evidence:
        """Load the sources, whatever may be wrong with them."""
        try:
            return cls(sources, load(sources))
        except Problems as problems:
            return cls(sources, said=tuple(told(sources, problem) for problem in problems.found))

    def against(self, key: str) -> Iterator[str]:
        """What was said that breaks this promise, each with its place."""
        for line in self.said:
            code = _CODE.search(line)
            if promise_of(code["code"] if code else "", tuple(PROMISES)) == key:
                yield line


def told(sources: Path, problem: Problem) -> str:
    """A problem with its place in the project."""
    return f"{sources.name}/{problem}"
