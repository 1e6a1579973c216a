"""Who stands where in the network: the same order as by trying everything, without trying everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import hypot, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus import Corpus
from edition.pictures import network, ring
from edition.pictures.nearness import Points
from edition.pictures.ring import settled
from edition.pictures.svg import Sheet, picture

IDS = "abcdefghij"
_PAIRS = st.sampled_from([frozenset(two) for two in combinations(IDS, 2)])
_PLACES = st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90), st.integers(0, 3)), max_size=40)


def strain(order: Sequence[str], weight: Mapping[frozenset[str], int]) -> float:
    """How far apart those are who are tied: the whole ring, summed up."""
    at = {id: place for place, id in enumerate(order)}
    apart = {pair: abs(at[min(pair)] - at[max(pair)]) for pair in weight}
    return sum(sqrt(weight[pair]) * min(apart[pair], len(order) - apart[pair]) ** 2 for pair in sorted(weight, key=sorted))


def exchanged(order: Sequence[str], a: int, b: int) -> list[str]:
    """The order in which two have changed places."""
    made = list(order)
    made[a], made[b] = made[b], made[a]
    return made


def by_trying(order: Sequence[str], weight: Mapping[frozenset[str], int]) -> list[str]:
    """Every exchange tried with the whole strain, the best one made, until none is better."""
    while True:
        tried = [exchanged(order, a, b) for a, b in combinations(range(len(order)), 2)]
        gains = [round(strain(one, weight) - strain(order, weight), 6) for one in tried]
        if min(gains) >= 0:
            return list(order)
        order = tried[gains.index(min(gains))]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_PAIRS, st.integers(1, 9), max_size=20))
def test_the_order_is_the_one_found_by_trying_everything(weight: dict[frozenset[str], int]) -> None:
    """Of any letters between ten people."""
    assert settled(IDS, weight) == by_trying(IDS, weight)


def test_the_rounds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing left to look at, one round is made, and two have changed places at most; without ties, nobody has."""
    weight = {frozenset(two): 1 for two in ("af", "bg", "ch", "di", "ej")}
    assert sum(one != other for one, other in zip(settled(IDS, weight), IDS, strict=True)) > 2
    monkeypatch.setattr(ring, "LOOKS", 0)
    assert sum(one != other for one, other in zip(settled(IDS, weight), IDS, strict=True)) == 2
    assert settled(IDS, {}) == list(IDS)
    assert settled((), {}) == []


@settings(max_examples=150, deadline=None)
@given(_PLACES, st.tuples(st.floats(0, 90), st.floats(0, 90)))
def test_what_is_near_is_found_and_what_is_far_does_not_matter(
    points: list[tuple[float, float, int]], at: tuple[float, float]
) -> None:
    """The nearest point of another shape, as measured to all; nothing nearer than the reach is overlooked."""
    near = Points(13)
    for point in points:
        near.add(*point)
    measured = min((hypot(at[0] - x, at[1] - y) for x, y, of in points if of != 2), default=13.0)
    assert min(near.nearest(*at, besides=2), 13) == min(measured, 13)


def test_a_letter_to_three_hundred_people_is_drawn(corpus: Corpus) -> None:
    """The drawing comes to its end, and each of them has a name in it."""
    (first, *_), messages = corpus.messages, dict(corpus.messages)
    header = messages[first].header
    to = tuple(replace(header.to[0], name=f"Person {number:03}", person=None) for number in range(300))
    messages[first] = replace(messages[first], header=replace(header, to=to))
    many = replace(corpus, messages=messages)
    sheet = Sheet()
    svg = etree.fromstring(picture(network.draw(many, sheet), sheet, alone=False).encode())
    names = [text for text in svg.itertext() if text.startswith("Person ")]
    assert {f"Person {number:03}" for number in range(300)} <= set(names)
