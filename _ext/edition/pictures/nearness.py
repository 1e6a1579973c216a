"""How near the points of a picture are to a place, as far as it matters; knows no shape that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, hypot


class Points:
    """Points sorted into squares as wide as they reach: of those farther away nothing is asked."""

    def __init__(self, reach: float) -> None:
        self.reach = reach
        self._squares: dict[tuple[int, int], list[tuple[float, float, int]]] = {}

    def add(self, x: float, y: float, of: int) -> None:
        """Put in a point of the shape with this number."""
        self._squares.setdefault((floor(x / self.reach), floor(y / self.reach)), []).append((x, y, of))

    def nearest(self, x: float, y: float, besides: int = -1) -> float:
        """How near the nearest point of another shape is; the reach, where none is nearer."""
        return min((hypot(x - a, y - b) for a, b, of in self._around(x, y) if of != besides), default=self.reach)

    def _around(self, x: float, y: float) -> Iterator[tuple[float, float, int]]:
        column, row = floor(x / self.reach), floor(y / self.reach)
        for square in ((column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)):
            yield from self._squares.get(square, ())
