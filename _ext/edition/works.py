"""What is wrong with the file of works that pages cite, told at its own line before another program reads it; knows no letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin
from pybtex.scanner import PrematureEOF
from sphinx.application import Sphinx

from corpus.problems import did_you_mean

from . import fields
from .notices import Code, warn

#: Before sphinxcontrib-bibtex reads the same files, which ends in a traceback, or goes on with half of them.
FIRST = 400
_FIELD = r"^[^\S\n]*{}\s*="
_CLOSE = "each brace that is opened must be closed, and the work too"


class Work(NamedTuple):
    """An entry as it is written: its line, kind, key, and the words of each field with the field's line."""

    line: int
    kind: str
    key: str
    fields: dict[str, tuple[str, int]]


class Fault(NamedTuple):
    """Why a file of works cannot be used: a line, a sentence, a hint."""

    line: int
    message: str
    hint: str


def check_works(app: Sphinx) -> None:
    """Refuse files of works that cannot be read as they are meant, and warn of works that would be printed incompletely."""
    style = find_plugin("pybtex.style.formatting", app.config.bibtex_default_style)
    refused = False
    for path in (Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles or ()):
        works, faults = read_works(path.read_bytes(), app.config.bibtex_encoding) if path.is_file() else ([], [])
        faults = faults or list(_unknown(works, fields.kinds(style)))
        for fault in faults:
            warn(Code.UNREADABLE_WORK, fault.message, f"{path}:{fault.line}", fault.hint)
        for work in works if not faults else ():
            words = {name: written for name, (written, _) in work.fields.items()}
            for name, what, hint in fields.wrong(style, work.kind, words):
                line = work.fields[name][1] if name else work.line
                warn(Code.INCOMPLETE_WORK, f"the work {work.key!r} has {what}", f"{path}:{line}", hint)
        refused = refused or bool(faults)
    if refused:
        raise SystemExit(2)


def read_works(received: bytes, encoding: str = "utf-8") -> tuple[list[Work], list[Fault]]:
    """Every work of a file with its line, and everything that is wrong with how they are written."""
    try:
        text = received.decode(encoding)
    except UnicodeDecodeError as error:
        line = received.count(b"\n", 0, error.start) + 1
        byte = received[error.start : error.start + 1].hex()
        return [], [Fault(line, f"the byte {byte} is not {encoding.upper().removesuffix('-SIG')}", "save the file as UTF-8")]
    works, faults = _entries(text)
    if not faults:
        faults = [*_twice(works), *(fault for work in works for fault in _names(work))]
    return works, sorted(faults)


def _entries(text: str) -> tuple[list[Work], list[Fault]]:
    """The entries of a file, and of each that cannot be read as it is meant, the first mistake."""
    works, faults, stray, end = list[Work](), dict[int, Fault](), list[Fault](), 0

    def note(error: PybtexError) -> None:
        begins = not text[: parser.command_start].rpartition("\n")[2].strip()
        if begins:
            faults.setdefault(parser.command_start, _fault(error, parser))
        else:
            line = _line(text, parser.command_start)
            stray.append(Fault(line, f"the @ in {_words_of(text, line)!r} begins no work", "only a work begins with @"))

    parser = LowLevelParser(text, handle_error=note)
    for kind, body in parser:
        start = parser.command_start
        stray += _outside(text, end, start)
        end = parser.pos
        if kind.lower() not in ("string", "preamble") and start not in faults:
            work, twice = _work(text[:end], start, kind, *body)
            works.append(work)
            faults.update({start: twice[0]} if twice else {})
    stray += _outside(text, end, len(text))
    # After a mistake, reading goes on at the next @, wherever that is: what is found there may be none.
    return works, list(faults.values()) or stray[:1]


def _work(text: str, start: int, kind: str, key: str, written: Iterable[tuple[str, list[str]]]) -> tuple[Work, list[Fault]]:
    """What stands in an entry, and the fields that it has twice."""
    seen: dict[str, tuple[str, int]] = {}
    twice = []
    for name, parts in written:
        line = _line(text, start, _FIELD.format(re.escape(name)), nth=name.lower() in seen)
        if name.lower() in seen:
            message = f"the work {key!r} has two fields {name!r}, the first on line {seen[name.lower()][1]}"
            twice.append(Fault(line, message, "keep one of them"))
        seen.setdefault(name.lower(), (" ".join("".join(parts).split()), line))
    return Work(_line(text, start), kind.lower(), key, seen), twice


def _outside(text: str, start: int, end: int) -> Iterator[Fault]:
    """What stands between works and is no remark: nobody would read it."""
    for match in re.finditer(r"[^\s%][^\n]*|%[^\n]*", text[start:end]):
        if not match[0].startswith("%"):
            line = _line(text, start + match.start())
            hint = "a work is written @misc{key, field = {words}, }, and a remark begins with %"
            yield Fault(line, f"{match[0].strip()!r} stands outside every work", hint)
            return


def _fault(error: PybtexError, parser: Any) -> Fault:
    """What stops a parser, in the words of who wrote the file."""
    begun = _line(parser.text, parser.command_start)
    name, field = parser.current_entry_key, parser.current_field_name
    work = f"the work {name!r}" if name else "the work that begins here"
    if isinstance(error, PrematureEOF) and field:
        line = _line(parser.text, parser.command_start, _FIELD.format(re.escape(field)))
        return Fault(line, f"the field {field!r} of {work} is never closed", _CLOSE)
    if isinstance(error, PrematureEOF):
        return Fault(begun, f"{work} is never closed", _CLOSE)
    said = _words_of(parser.text, error.lineno)
    if said.startswith("@") and error.lineno > begun:
        return Fault(begun, f"{work} is not closed where {said!r} begins", _CLOSE)
    if isinstance(error, UndefinedMacro):
        return Fault(error.lineno, f"{said!r} has words without braces", "write field = {words},")
    hint = "write field = {words}, with its comma, as in the line before; a work begins with @misc{key,"
    return Fault(error.lineno, f"{said!r} cannot be read in {work}", hint)


def _words_of(text: str, line: int) -> str:
    return text.split("\n")[line - 1].strip()


def _line(text: str, start: int, pattern: str = "", nth: int = 0) -> int:
    """The line of a place in a text, or of a pattern's match from there on."""
    found = [match.end() for match in re.finditer(pattern, text[start:], re.MULTILINE)] if pattern else []
    at = start + found[nth] if len(found) > nth else start
    return text.count("\n", 0, at) + 1


def _twice(works: list[Work]) -> Iterator[Fault]:
    """Every work that has the key of one before; keys differ by more than capitals."""
    first: dict[str, int] = {}
    for work in works:
        there = first.setdefault(work.key.lower(), work.line)
        if there != work.line:
            yield Fault(
                work.line, f"a second work has the key {work.key!r}, which is that of line {there}", "give it another key"
            )


def _unknown(works: list[Work], kinds: list[str]) -> Iterator[Fault]:
    for work in works:
        if work.kind not in kinds:
            hint = did_you_mean(work.kind, kinds) or f"there are {', '.join(kinds)}"
            yield Fault(work.line, f"no work is of the kind @{work.kind}", hint)


def _names(work: Work) -> Iterator[Fault]:
    for role in sorted({*Person.valid_roles} & work.fields.keys()):
        words, line = work.fields[role]
        for name in split_name_list(words):
            try:
                Person(name)
            except PybtexError:
                yield Fault(line, f"{name!r} is no name", "write Last, First and Last, First")
