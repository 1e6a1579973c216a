"""Two editions, as their exported data, compared in the edition's own terms; knows neither what made them nor git."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .change import Change, Comparison, Side
from .contents import KINDS, WITHIN, common, contents, words_of
from .readings import readings

__all__ = ["Change", "Comparison", "Side", "compare"]


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Everything in which ``after`` differs; a part that only one of the two exports is named, and not compared."""
    lacking = {part for part, _ in KINDS.values() if (part in before) != (part in after)}
    changes: list[Change] = []
    for kind, (part, _) in KINDS.items():
        if part in before and part in after:
            changes += _differences(kind, before, after)
        if kind == "message":
            for one, other in common(before["messages"], after["messages"]):
                changes += readings(one, other)
    return Comparison(tuple(changes), tuple(sorted(lacking)), words_of(before, after))


def _differences(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """What stands under a key in both, and differs, and what stands in one alone, by key."""
    ones, others = contents(kind, before), contents(kind, after)
    for key in sorted(ones.keys() | others.keys()):
        one, other = ones.get(key), others.get(key)
        if one is not None and other is not None:
            if (one.text, one.digest) != (other.text, other.digest):  # a place is a number, and told with its message
                yield Change(kind, one, other)
        elif kind not in WITHIN or _both_have(WITHIN[kind], key, before, after):
            yield Change(kind, one, other)


def _both_have(kind: str, key: tuple[Any, ...], before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all((key[0], 1) in contents(kind, data) for data in (before, after))
