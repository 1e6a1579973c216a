"""A letter cited: a sentence, BibTeX, CSL-JSON, each with the place where a paragraph goes; knows no page and no markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.commentary import Entry
from corpus.dates import MONTHS
from corpus.model import Correspondent, Message

from .names import date_of, day_of, inferred, medium_of, parties, title_of

_SPECIAL = re.compile(r"[&%$#_{}]")


@dataclass(frozen=True, slots=True)
class Edition:
    """The book that a letter is cited from; ``base`` is its address on the web, and empty where it has none (yet)."""

    title: str
    version: str
    base: str = ""

    def address(self, id: str) -> str:
        """The permanent address of a letter; empty where the book has none."""
        return f"{self.base.rstrip('/')}/letters/{id}.html" if self.base else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a citation.

    ``place`` are what stands here instead where a paragraph is cited, ``{}`` for its number; ``title`` says that the
    characters are the title of the book.
    """

    text: str
    place: str = ""
    title: bool = False


Form = tuple[Piece, ...]


def plain(form: Form, paragraph: int | None = None) -> str:
    """A form as characters: of the whole letter, or of one paragraph."""
    return "".join(piece.place.format(paragraph) if paragraph and piece.place else piece.text for piece in form)


def sentence(message: Message, edition: Edition) -> Form:
    """The Chicago style's note for a letter in a published collection."""
    start = f"{title_of(message)}, {medium_of(message)}, {date_of(message.header.sent)}, in "
    end = f", version {edition.version}, no. {message.number}"
    address = edition.address(message.id)
    link = (Piece(f", {address}"), Piece("", "#p{}")) if address else ()
    return (Piece(start), Piece(edition.title, title=True), Piece(end), Piece("", ", ¶{}"), *link, Piece("."))


def bibtex(message: Message, edition: Edition, register: Mapping[str, Entry]) -> Form:
    """A ``@misc`` entry: the title says when, as far as it is known; year and month are there for sorting."""
    day = day_of(message.header.sent)
    medium = medium_of(message)
    authors = " and ".join(_bibtex_name(party, register) for party in message.header.sender)
    how = f"{medium[0].upper() + medium[1:] if medium == 'email' else medium} no.~{message.number}"
    title = _escaped(f"{title_of(message)}, {date_of(message.header.sent)}")
    pieces = [Piece(f"@misc{{{message.id},\n  author = {{{authors}}},\n  title = {{{{{title}}}}},\n  howpublished = {{{how}")]
    pieces += [Piece("", ", \\P{{}}{}"), Piece(f" in \\emph{{{_escaped(edition.title)}}}, version {_escaped(edition.version)}}}")]
    if day:
        pieces.append(Piece(f",\n  year = {{{day[0]}}},\n  month = {MONTHS[day[1] - 1][:3].lower()}"))
    if inferred(message):
        pieces.append(Piece(f",\n  note = {{{inferred(message).capitalize()}}}"))
    if edition.address(message.id):
        pieces += [Piece(f",\n  url = {{{edition.address(message.id)}"), Piece("", "#p{}"), Piece("}")]
    return (*pieces, Piece("\n}"))


def csl_json(message: Message, edition: Edition, register: Mapping[str, Entry]) -> Form:
    """A list of one item, as reference managers read it; the time, which has no field, is in the note."""
    sent = message.header.sent
    day = day_of(sent)
    notes = [f"sent at {sent.time}" + (f" UTC{sent.zone}" if sent.zone else "")] if sent.time else []
    notes += [inferred(message)] if inferred(message) else []
    item: dict[str, object] = {"id": message.id, "type": "personal_communication", "genre": medium_of(message)}
    item["author"] = _csl_names(message.header.sender, register)
    item["recipient"] = _csl_names(message.header.to, register)
    item["title"] = title_of(message)
    item |= {"issued": {"date-parts": [list(day)]}} if day else {}
    item |= {"container-title": edition.title, "version": edition.version}
    item |= {"note": "; ".join(notes)} if notes else {}
    item["number"] = message.number
    lines = [f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in item.items()]
    pieces = [Piece("[\n  {\n" + ",\n".join(lines)), Piece("", ',\n    "locator": "¶{}"')]
    if edition.address(message.id):
        pieces += [Piece(f',\n    "URL": "{edition.address(message.id)}'), Piece("", "#p{}"), Piece('"')]
    return (*pieces, Piece("\n  }\n]"))


def sorted_name(party: Correspondent, register: Mapping[str, Entry]) -> str:
    """``Altman, Sam`` as the register sorts it; a party that is not in it as the header has it."""
    return register[party.person].sort if party.person else party.name


def _csl_names(named: Sequence[Correspondent], register: Mapping[str, Entry]) -> list[dict[str, str]]:
    shown = []
    for party in named:
        family, comma, given = sorted_name(party, register).partition(", ")
        shown.append({"family": family, "given": given} if comma else {"literal": parties([party])})
    return shown


def _bibtex_name(party: Correspondent, register: Mapping[str, Entry]) -> str:
    name = sorted_name(party, register)
    return _escaped(name) if ", " in name else f"{{{_escaped(parties([party]))}}}"


def _escaped(text: str) -> str:
    """Text in LaTeX's terms."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("–", "--").replace("−", "$-$").replace("~", r"\~{}")
