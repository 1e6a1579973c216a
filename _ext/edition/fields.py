"""What the bibliography prints of each kind of work: fields that a work lacks, and those that nobody would see; reads no file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from pybtex.database import Entry, Person
from pybtex.style.template import FieldIsMissing

from corpus.problems import did_you_mean

#: Fields that are not printed, and do something: the name by which a work is cited, and what lists are made by.
SILENT = frozenset(["shorthand", "key", "keywords"])
_PERSONS = frozenset(Person.valid_roles)
_TEMPLATE = re.compile(r"get_(\w+)_template")


class _Asked(dict[str, Any]):
    """Has every field but one, and remembers which it was asked for."""

    def __init__(self, answer: Any, without: str) -> None:
        self.answer = answer
        self.without = without
        self.names: set[str] = set()

    def __missing__(self, name: str) -> Any:
        self.names.add(name)
        if name == self.without:
            raise KeyError(name)
        return self.answer

    def __contains__(self, name: object) -> bool:
        return name != self.without


def kinds(style: type) -> list[str]:
    """The kinds of works that a style can print."""
    return sorted(match[1] for name in dir(style) if (match := _TEMPLATE.fullmatch(name)))


@cache
def printed(style: type, kind: str) -> tuple[str, ...]:
    """The fields that a style prints of a kind of work: those that it asks for where all are there, or all but one."""
    every = _asked(style, kind, "")
    return tuple(sorted(every.union(*(_asked(style, kind, name) for name in every))))


def _asked(style: type, kind: str, without: str) -> set[str]:
    work = Entry(kind)
    work.fields, work.persons = _Asked("words", without), _Asked([Person("Words")], without)
    with suppress(FieldIsMissing):
        _print(style, work)
    return {*work.fields.names, *work.persons.names}


def _print(style: type, work: Entry) -> None:
    """Print a work for nobody; FieldIsMissing where it lacks what the style cannot do without."""
    own = style()
    getattr(own, f"get_{work.type}_template")(work).format_data({"entry": work, "style": own, "bib_data": None})


def missing(style: type, kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a work must have and has not, with a hint: what the style cannot do without, a title, and a word on its date."""
    there = {name for name, words in fields.items() if words}
    for name in _demanded(style, kind, there):
        there.add(name)
        if name == "editor":  # which is asked for where there is no author
            yield "author", "write author = {words}, or editor = {words},"
        else:
            yield name, f"write {name} = {{words}},"
    if "title" not in there:
        yield "title", "write title = {words},"
    if not there & {"year", "note"}:
        yield "year", "write year = {words}, or say in a note that it is not stated"


def _demanded(style: type, kind: str, there: Collection[str]) -> Iterator[str]:
    """The fields without which a style cannot print a work, each of which it names where the ones before are there."""
    names = set(there)
    while True:
        work = Entry(kind, dict.fromkeys(names - _PERSONS, "words"), {role: [Person("Words")] for role in names & _PERSONS})
        try:
            _print(style, work)
        except FieldIsMissing as error:
            names.add(error.field_name)
            yield str(error.field_name)
        else:
            return


def wrong(style: type, kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a work's fields: the one that it is about, where it is there, what of it, and a hint."""
    known = printed(style, kind)
    meant: set[str] = set()
    for name in fields:
        if name not in known and name not in SILENT:
            near = did_you_mean(name, [*known, *SILENT])
            meant.update(re.findall(r"\w+", near))
            yield name, f"a field {name!r}, which is not printed", near or f"of @{kind} the book prints {', '.join(known)}"
    for name, hint in missing(style, kind, fields):
        if name not in meant:
            yield "", f"no {name}", hint
