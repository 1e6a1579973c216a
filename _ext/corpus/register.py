"""The register of people, organisations and terms: what a printed name names; never resolves a name by its passage."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from .commentary import Entry, Organisation, Person, Term
from .model import Correspondent, Forwarding, Message, Note, Thread
from .problems import Problem, Problems, did_you_mean
from .tables import read_text

FOLDER = "register"
#: What the register knows, and the file that each kind stands in.
FILES: dict[str, type[Entry]] = {
    f"{FOLDER}/people.toml": Person, f"{FOLDER}/organisations.toml": Organisation, f"{FOLDER}/terms.toml": Term,
}  # fmt: skip
PEOPLE = f"{FOLDER}/people.toml"
KINDS: dict[str, type] = {"name": str, "sort": str, "forms": list}
KEYS = set(KINDS)


def read_toml(path: Path, shown: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a TOML file of tables; return it with the line of each table's heading."""
    text = read_text(path, shown)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise Problems([Problem(shown, int(at[1]) if at else 1, "table.syntax", f"not valid TOML: {error}")]) from None
    stray = sorted(key for key, entry in data.items() if not isinstance(entry, dict))
    if stray:
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith(stray[0])), 1)
        raise Problems(
            [Problem(shown, line, "table.outside", f"{stray[0]!r} stands outside every entry", "put it below a [name]")]
        )
    heads = enumerate(text.split("\n"), 1)
    return data, {match[1]: line for line, head in heads if (match := re.match(r"\[([^\[\]]+)\]", head))}


def read_register(sources: Path) -> dict[str, Entry]:
    """Read people, organisations and terms, each kind sorted by id.

    Problems for an unknown key, a missing one, an id that two entries have, or one form claimed by two.
    """
    register: dict[str, Entry] = {}
    found: list[Problem] = []
    for file, kind in FILES.items():
        try:
            data, lines = read_toml(sources / file, file)
        except Problems as problems:
            found.extend(problems.found)
            continue
        for id, fields in sorted(data.items()):
            problem = _unreadable(file, lines.get(id, 1), id, fields, register)
            if problem is not None:
                found.append(problem)
            else:
                register[id] = kind(id, fields["name"], fields["sort"], tuple(fields["forms"]), lines.get(id, 1))
    found.extend(_claimed_twice(register))
    if found:
        raise Problems(found)
    return register


def file_of(entry: Entry) -> str:
    """The file, relative to the sources, that an entry stands in."""
    return next(file for file, kind in FILES.items() if type(entry) is kind)


def forms_of(entry: Entry) -> tuple[str, ...]:
    """Every form that names an entry wherever the archive prints it."""
    return tuple(dict.fromkeys((entry.name, *entry.forms)))


def unused(register: Mapping[str, Entry], used: Set[str]) -> Iterator[Problem]:
    """Entries whose ids are not among those that headers and letters name."""
    hint = "remove it, or resolve a mention to it in mentions.tsv"
    for entry in register.values():
        if entry.id not in used:
            message = f"nothing in the archive names {entry.id!r}"
            yield Problem(file_of(entry), entry.line, "register.unused", message, hint)


def _unreadable(file: str, line: int, id: str, fields: dict[str, Any], register: Mapping[str, Entry]) -> Problem | None:
    odd = sorted(set(fields) ^ KEYS) or [f"type of {key}" for key, kind in KINDS.items() if not isinstance(fields[key], kind)]
    if not odd:
        texts = {"name": [fields["name"]], "sort": [fields["sort"]], "forms": fields["forms"]}
        odd = [f"words in {key}" for key in KINDS if not all(isinstance(text, str) and text.strip() for text in texts[key])]
    if odd:
        message = f"{id}: unexpected or missing {', '.join(odd)}"
        return Problem(file, line, "register.keys", message, f"an entry has exactly {', '.join(sorted(KEYS))}")
    if id in register:
        message = f"{id!r} is an entry of {file_of(register[id])} already"
        return Problem(file, line, "register.twice", message, "people, organisations and terms share one list of ids")
    return None


def _claimed_twice(register: Mapping[str, Entry]) -> Iterator[Problem]:
    claimed: dict[str, str] = {}
    for entry in register.values():
        for form in forms_of(entry):
            if claimed.setdefault(form, entry.id) != entry.id:
                message = f"{form!r} is claimed by {claimed[form]} and {entry.id}"
                hint = "a form names one thing wherever it stands; say in mentions.tsv what it means in which passage"
                yield Problem(file_of(entry), entry.line, "register.claimed-twice", message, hint)


def recognise(threads: Iterable[Thread], register: Mapping[str, Entry]) -> tuple[Thread, ...]:
    """Resolve every party of every header and note to its entry; Problems for a name that no entry has."""
    forms = {form: entry for entry in register.values() if isinstance(entry, Person) for form in forms_of(entry)}
    found: list[Problem] = []
    known = []
    for thread in threads:
        parts: list[Message | Note] = []
        for part in thread.parts:
            if isinstance(part, Message):
                for _, party in part.participants:
                    if not party.nameless and party.name not in forms:
                        found.append(
                            Problem(
                                thread.path,
                                part.lines[0] - thread.line + 1,
                                "register.unknown-person",
                                f"{party.name!r} is not in the register",
                                did_you_mean(party.name, forms) or f"add an entry to {PEOPLE}",
                            )
                        )
                part = _recognised(part, forms)
            parts.append(part)
        known.append(replace(thread, parts=tuple(parts)))
    if found:
        raise Problems(found)
    return tuple(known)


def _recognised(message: Message, forms: Mapping[str, Entry]) -> Message:
    def one(party: Correspondent) -> Correspondent:
        person = forms.get(party.name)
        return replace(party, name=person.name, person=person.id) if person else party

    def each(parties: tuple[Correspondent, ...]) -> tuple[Correspondent, ...]:
        return tuple(map(one, parties))

    def act(forwarding: Forwarding) -> Forwarding:
        return replace(forwarding, by=one(forwarding.by), to=each(forwarding.to))

    header = message.header
    header = replace(header, sender=each(header.sender), to=each(header.to), cc=each(header.cc), fw=each(header.fw))
    return replace(message, header=header, forwarded=tuple(map(act, message.forwarded)))
