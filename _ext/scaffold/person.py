"""A new person of the register: an entry in its place, and what the editors say of it; resolves no passage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from corpus import load
from corpus.commentary import Person
from corpus.problems import did_you_mean
from corpus.register import PEOPLE, file_of, forms_of, read_register
from corpus.slug import slug

from .asking import MissingError, RefusalError, answer
from .fence import colons_around, fences_in, widen
from .project import Made, Project, staged, text_file, write
from .remainder import PEOPLE_PAGE, opened, unsaid

ABOUT = "what is said of the person"
_ABOUT = "{about} "


def new_person(project: Project, name: str | None, sort: str | None, about: str | None) -> Made:
    """An entry among the people, by its id, and the words about it among those of the page of people."""
    register = read_register(project.sources)
    name = " ".join(answer(name, "the name", "What is the person called?").split())
    for entry in register.values():
        if name in forms_of(entry):
            raise RefusalError(f"{name!r} is {entry.id!r} of {file_of(entry)} already", "add a form to that entry")
    sort = answer(sort, "the form for sorting", "How does an index sort it?", sorted_form(name))
    id = person_id(name, register)
    path = f"sources/{PEOPLE}"
    files = text_file(path, with_entries(project.lines(path), [Person(id, name, sort, ())]))
    line = files[path].decode("utf-8").split("\n").index(f"[{id}]") + 1
    if about is None or about.strip():
        about = _asked_about(about)
    left = [*_left(project, files)]
    page = project.lines(PEOPLE_PAGE) if (project.root / PEOPLE_PAGE).exists() else []
    if about and page:
        files |= text_file(PEOPLE_PAGE, _with_about(page, id, about))
    elif page:
        left += unsaid([id])
    near = did_you_mean(name, [form for entry in register.values() for form in forms_of(entry)])
    said = [f"the register has names like it: {near}"] if near else []
    return Made(files, tuple(left), (*said, f"{path}:{line}: {id}, sorted as {sort!r}"))


def _left(project: Project, files: Mapping[str, bytes]) -> Iterator[str]:
    """What the entry leaves open: nobody may name it, and words of the letters that no row accounts for may look like it."""
    with staged(project) as copy:
        write(copy, Made(files))
        yield from opened(load(project.sources), load(copy.sources))


def _asked_about(about: str | None) -> str:
    try:
        return answer(about, ABOUT, "What do the sources say of them (it may stay open)?")
    except MissingError:
        return ""


def sorted_form(name: str) -> str:
    """A name as an index would sort it, as far as a machine can tell: the last word first."""
    *first, last = name.split()
    return f"{last}, {' '.join(first)}" if first and "@" not in name and "," not in name else name


def person_id(name: str, taken: Iterable[str]) -> str:
    """A free id: the last name; with the first name where it is taken."""
    called = name.partition("@")[0] if "@" in name else name
    last, _, first = sorted_form(called).partition(", ")
    base = slug(last) or slug(called) or "unnamed"
    known = set(taken)
    full = f"{base}-{slug(first)}" if slug(first) else base
    return next(id for id in (base, full, *(f"{base}-{n}" for n in range(2, len(known) + 3))) if id not in known)


def with_entries(lines: list[str], people: Iterable[Person]) -> list[str]:
    """The lines of a register with entries put where their ids belong."""
    text = "\n".join(lines).rstrip("\n") + "\n"
    for person in sorted(people, key=lambda person: person.id):
        forms = ", ".join(map(_quoted, person.forms))
        entry = f"[{person.id}]\nname = {_quoted(person.name)}\nsort = {_quoted(person.sort)}\nforms = [{forms}]\n"
        heads = re.finditer(r"^\[(?P<id>[^\[\]]+)\]$", text, re.MULTILINE)
        after = next((head.start() for head in heads if head["id"] > person.id), None)
        text = f"{text}\n{entry}" if after is None else f"{text[:after]}{entry}\n{text[after:]}"
    return text.split("\n")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _with_about(lines: list[str], id: str, about: str) -> list[str]:
    """The lines of the page of people with what is said of one, by its id."""
    there = [fence for fence in fences_in(lines) if fence.around and fence.opens.startswith(_ABOUT)]
    if not there:
        raise RefusalError(f"{PEOPLE_PAGE} says nothing about anybody", "write the block by hand")
    home = there[0].around[-1]
    length = max(there[0].length, colons_around(about, ABOUT))
    before = next((fence.first for fence in there if fence.opens.removeprefix(_ABOUT).strip() > id), home.last)
    colons = ":" * length
    widen(lines, reversed(there[0].around), length)
    return [*lines[:before], f"{colons}{_ABOUT}{id}", *about.split("\n"), colons, *lines[before:]]
