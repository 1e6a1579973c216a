"""Which places of the book there are and which of them something leads to; knows no document tree."""

from __future__ import annotations

from collections.abc import Sequence


class Labels:
    """Every place is ``docname#id``: the same id may stand on two pages."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.wanted: set[str] = set()
        self._same: dict[str, str] = {}
        self._numbers = 0

    def next_number(self) -> int:
        """A number that nothing else has."""
        self._numbers += 1
        return self._numbers

    def declare(self, docname: str, ids: Sequence[str]) -> str:
        """A place with all its names; the first is its label."""
        first, *others = (f"{docname}#{id}" for id in ids)
        self._same |= dict.fromkeys(others, first)
        self.known.add(first)
        return first

    def want(self, key: str) -> None:
        """Something leads there."""
        self.wanted.add(key)

    def settle(self) -> None:
        """Once all is written: what leads to another name of a place leads to its label."""
        self.wanted |= {self._same[key] for key in self.wanted if key in self._same}

    def resolved(self, key: str) -> str | None:
        """The label of a place; None where this book does not print it."""
        key = self._same.get(key, key)
        return key if key in self.known else None

    def lacking(self) -> list[str]:
        """What something leads to and nothing is."""
        return sorted(key for key in self.wanted if self.resolved(key) is None)
