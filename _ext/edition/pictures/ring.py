"""An order around a ring in which those who are tied stand close; knows neither letters nor how a ring is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt

#: So many ties are looked at before the order is good enough: of a few dozen on a ring all, until no change is better.
LOOKS = 4_000_000


def settled(ids: Sequence[str], weight: Mapping[frozenset[str], int]) -> list[str]:
    """The order after every exchange of two that brings the tied closer; in each round the best one, the first of equals.

    Who stands how far apart is worked out anew for those alone who would change places.
    """
    ties, size = _ties(ids, weight), len(ids)
    apart = [min(steps, size - steps) ** 2 for steps in range(size)]
    who, at = list(range(size)), list(range(size))

    def strain(one: int, place: int) -> float:
        """How far somebody would be from those it is tied to, if they stayed where they are."""
        return sum(tie * apart[abs(place - at[other])] for other, tie in ties[one].items())

    def gain(a: int, b: int) -> float:
        """What an exchange adds to the strain; the tie of the two themselves stays as long as it was."""
        one, other = who[a], who[b]
        own = 2 * ties[one].get(other, 0.0) * apart[b - a]
        return round(strain(one, b) + strain(other, a) + own - now[one] - now[other], 6)  # equals are equal, however summed

    cost = size * (size + sum(map(len, ties)))
    for _ in range(max(1, LOOKS // max(1, cost))):
        now = [strain(one, at[one]) for one in range(size)]
        exchanges = ((a, b) for a, b in combinations(range(size), 2) if ties[who[a]] or ties[who[b]])
        best, a, b = min(((gain(a, b), a, b) for a, b in exchanges), default=(0.0, 0, 0))
        if best >= 0:
            break
        who[a], who[b] = who[b], who[a]
        at[who[a]], at[who[b]] = a, b
    return [ids[one] for one in who]


def _ties(ids: Sequence[str], weight: Mapping[frozenset[str], int]) -> list[dict[int, float]]:
    """For each on the ring those it is tied to there, and how strongly."""
    place = {id: at for at, id in enumerate(ids)}
    ties: list[dict[int, float]] = [{} for _ in ids]
    for pair, count in weight.items():
        two = sorted(place[id] for id in pair if id in place)
        if len(two) == 2:
            ties[two[0]][two[1]] = ties[two[1]][two[0]] = sqrt(count)
    return ties
