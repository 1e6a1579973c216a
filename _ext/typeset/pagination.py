"""Pagination: on which page everything stands once the book is set, and what is printed because of it; knows no Typst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

#: A page of the PDF, counted from 1, and a point on it in points from its top left corner.
Spot = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class PrintedIndex:
    """An index at the end of the book: its key in marks, its title, what each entry is called, and the order of roles."""

    key: str
    title: str
    names: dict[str, str]
    roles: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Pagination:
    """What is printed because of pages (``told``: a JSON object for the design), where links lead, and what pages are called."""

    told: dict[str, Any]
    places: dict[str, Spot]
    folios: list[str]


#: Nothing is known before the book was set once.
UNKNOWN = Pagination({"names": None, "heads": [], "feet": [], "indices": {}}, {}, [])


def paginated(measured: Mapping[str, Any], indices: Sequence[PrintedIndex], before: Mapping[str, str]) -> Pagination:
    """What follows from one setting of the book; the links that were named ``before`` stay named.

    ``measured`` has ``folios`` (what each page is called), ``places`` (key, page, x, y), ``marks`` (index, entry, role, page, x,
    y), ``guides`` (the words before one and before many, the word, page, page of the end), ``headings`` (level, page, whether
    at its top), ``openings`` and ``leavings`` (pages); of ``links`` number, key of the place, whether the page is named in any
    case, and page.
    """
    folios: list[str] = measured["folios"]
    places: dict[str, Spot] = {key: (page, x, y) for key, page, x, y in measured["places"]}
    named = _named(measured["links"], places, before)
    told = {
        "names": {number: folios[places[key][0] - 1] for number, key in sorted(named.items())},
        "heads": [_head(page, folios[page - 1], measured) for page in range(1, len(folios) + 1)],
        "feet": [folio if page in measured["openings"] else "" for page, folio in enumerate(folios, 1)],
        "indices": {index.key: _entries(index, measured["marks"], folios) for index in indices},
    }
    spots: dict[str, Spot] = {_mark_key(number): (page, x, y) for number, (*_, page, x, y) in enumerate(measured["marks"])}
    return Pagination(told, places | spots, folios)


def _named(links: Sequence[Sequence[Any]], places: Mapping[str, Spot], before: Mapping[str, str]) -> dict[str, str]:
    """The links that name the page that they lead to, by number: all but those that stand on it.

    Naming a page may move the words to the next, and not naming it move them back: what was named ``before`` stays named, or
    else the pages might never come to rest.
    """
    return {number: key for number, key, always, page in links if always or places[key][0] != page or number in before}


def _head(page: int, folio: str, measured: Mapping[str, Any]) -> dict[str, Any] | None:
    """What stands over a page: to the left its chapter, to the right what it is found by; over an opening nothing."""
    if page in measured["openings"] or (page - 1 in measured["leavings"] and page + 1 in measured["openings"]):
        return None
    left = page % 2 == 0
    heading = _in_force(page, 2 if left else 3, measured["headings"])
    return {"folio": folio, "heading": heading, "words": "" if left else guide_words(page, measured["guides"])}


def _in_force(page: int, level: int, headings: Sequence[tuple[int, int, bool]]) -> int | None:
    """The number of the last heading, of this level or above, below which the top of a page stands."""
    begun = (number for number, (its, at, top) in enumerate(headings) if its <= level and at - top < page)
    return max(begun, default=None)


def guide_words(page: int, guides: Sequence[tuple[str, str, str, int, int]]) -> str:
    """What a page is found by, as in a dictionary: everything that stands on it, wholly or in part."""
    there = [(one, many, word) for one, many, word, start, end in guides if start <= page <= end]
    if not there:
        return ""
    words = list(runs([word for _one, _many, word in there]))
    return f"{there[0][0] if len(there) == 1 else there[0][1]}{', '.join(words)}"


def runs(words: Sequence[str]) -> Iterator[str]:
    """Numbers that follow one another are joined: 1, 2, 3, 5 are 1–3 and 5."""
    numbered = [(int(word) - at if word.isdecimal() else -at, word) for at, word in enumerate(words)]
    for _distance, run in groupby(numbered, key=lambda one: one[0]):
        first, *others = (word for _, word in run)
        yield f"{first}–{others[-1]}" if others else first


def _entries(index: PrintedIndex, marks: Sequence[Sequence[Any]], folios: Sequence[str]) -> list[Any]:
    """The entries of an index that have pages, each with its title and, role by role, its runs of pages."""
    found: dict[str, dict[str, dict[int, int]]] = {}
    for number, (key, name, role, page, _x, _y) in enumerate(marks):
        if key == index.key:
            found.setdefault(name, {}).setdefault(role, {}).setdefault(page, number)
    several = len({role for entry in found.values() for role in entry}) > 1
    order = [*index.names, *sorted(found.keys() - index.names.keys())]
    entries = []
    for name in [name for name in order if name in found]:
        roles = [*index.roles, *sorted(found[name].keys() - set(index.roles))]
        parts = [[role if several else "", page_runs(found[name][role], folios)] for role in roles if role in found[name]]
        entries.append([index.names.get(name, name), parts])
    return entries


def page_runs(pages: Mapping[int, int], folios: Sequence[str]) -> list[list[list[str]]]:
    """Pages in order, those that follow one another joined: each run is its first and, if there is one, its last page.

    ``pages`` has for each page the number of the mark that stands first on it; a page is its name and the key of that place.
    A run ends where the kind of numerals changes.
    """
    found: list[list[int]] = []
    for page in sorted(pages):
        joined = found and page == found[-1][-1] + 1 and folios[page - 1].isdecimal() == folios[page - 2].isdecimal()
        if joined:
            found[-1] = [found[-1][0], page]
        else:
            found.append([page])
    return [[[folios[page - 1], _mark_key(pages[page])] for page in run] for run in found]


def _mark_key(number: int) -> str:
    return f"mark {number}"
