"""The register of people: who a printed name is; never resolves a first name without its passage."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .model import Correspondent, Forwarding, Message, Note, Person, Thread
from .problems import Problem, Problems, did_you_mean

FILE = "people.toml"
KINDS: dict[str, type] = {"name": str, "sort": str, "forms": list}
KEYS = set(KINDS)


def read_toml(path: Path, shown: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a TOML file of tables; return it with the line of each table's heading."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise Problems([Problem(shown, 1, "table.missing", "the file is missing")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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


def read_register(sources: Path) -> dict[str, Person]:
    """Read the people, sorted by id; Problems for an unknown key, a missing one, or one form claimed by two people."""
    data, lines = read_toml(sources / FILE, FILE)
    people: dict[str, Person] = {}
    found: list[Problem] = []
    claimed: dict[str, str] = {}
    for key, entry in sorted(data.items()):
        line = lines.get(key, 1)
        odd = sorted(set(entry) ^ KEYS) or [f"type of {k}" for k, kind in KINDS.items() if not isinstance(entry[k], kind)]
        if odd:
            found.append(
                Problem(
                    FILE,
                    line,
                    "register.keys",
                    f"{key}: unexpected or missing {', '.join(odd)}",
                    f"an entry has exactly {', '.join(sorted(KEYS))}",
                )
            )
            continue
        people[key] = Person(key, entry["name"], entry["sort"], tuple(entry["forms"]), line)
        for form in {entry["name"], *entry["forms"]}:
            if claimed.setdefault(form, key) != key:
                found.append(
                    Problem(
                        FILE,
                        line,
                        "register.claimed-twice",
                        f"{form!r} is claimed by {claimed[form]} and {key}",
                        "a form in a header names one person only",
                    )
                )
    if found:
        raise Problems(found)
    return people


def recognise(threads: Iterable[Thread], people: Mapping[str, Person]) -> tuple[Thread, ...]:
    """Resolve every party of every header and note to its entry; Problems for a name that no entry has."""
    forms = {form: person for person in people.values() for form in (person.name, *person.forms)}
    found: list[Problem] = []
    known = []
    for thread in threads:
        parts: list[Message | Note] = []
        for part in thread.parts:
            if isinstance(part, Message):
                for _, party in part.participants:
                    if not party.redacted and party.name not in forms:
                        found.append(
                            Problem(
                                thread.path,
                                part.lines[0] - thread.line + 1,
                                "register.unknown-person",
                                f"{party.name!r} is not in the register",
                                did_you_mean(party.name, forms) or f"add an entry to {FILE}",
                            )
                        )
                part = _recognised(part, forms)
            parts.append(part)
        known.append(replace(thread, parts=tuple(parts)))
    if found:
        raise Problems(found)
    return tuple(known)


def _recognised(message: Message, forms: Mapping[str, Person]) -> Message:
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
