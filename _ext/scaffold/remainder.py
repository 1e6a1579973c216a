"""What a scaffold leaves to its editor, in the words in which the build will ask for it; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus import Corpus
from corpus.loose_ends import loose_ends
from corpus.problems import Problem

#: Where something is said about everyone of the register.
PEOPLE_PAGE = "book/back/people.md"


def unsaid(people: Iterable[str]) -> Iterator[str]:
    """People of the register of whom the page of people says nothing yet."""
    for person in people:
        yield f"{PEOPLE_PAGE}: nothing is said about {person!r} (write :::{{about}} {person}) [edition.nothing-about]"


def opened(before: Corpus, after: Corpus) -> Iterator[str]:
    """What the apparatus leaves open since something came; what was open before is told elsewhere, on whatever line it is now."""
    known = {_without_line(problem) for problem in loose_ends(before)}
    for problem in loose_ends(after):
        if _without_line(problem) not in known:
            yield str(replace(problem, path=f"sources/{problem.path}"))


def _without_line(problem: Problem) -> Problem:
    return replace(problem, line=1)
