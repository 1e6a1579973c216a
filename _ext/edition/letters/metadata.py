"""What a letter's page says of itself to machines: Highwire's citation tags, Open Graph, JSON-LD; knows no template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.commentary import Entry, Mention, Organisation, Person
from corpus.model import UNSTATED, Correspondent, Message

from .citation import Edition, sorted_name
from .names import date_of, day_of, title_of

#: A description is no longer than search engines and messengers show.
LONGEST = 200


def description(message: Message) -> str:
    """The beginning of a letter's own words, cut at a word."""
    words = " ".join(" ".join(paragraph.text.split()) for paragraph in message.paragraphs)
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def headline(message: Message) -> str:
    """``No. 1: Sam Altman to Elon Musk, 25 May 2015``: a letter in a list of search results."""
    return f"No. {message.number}: {title_of(message)}, {date_of(message.header.sent).partition(', ')[0]}"


def tags(message: Message, edition: Edition, register: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Highwire's tags, which reference managers and scholarly search engines read."""
    yield "citation_title", f"{title_of(message)}, {date_of(message.header.sent)}"
    for party in message.header.sender:
        if party.name != UNSTATED:
            yield "citation_author", sorted_name(party, register)
    day = day_of(message.header.sent)
    if day:
        yield "citation_date", "{}/{:02}/{:02}".format(*day)
    yield "citation_inbook_title", edition.title
    yield "citation_language", "en"
    if edition.address(message.id):
        yield "citation_public_url", edition.address(message.id)


def open_graph(message: Message, edition: Edition) -> Iterator[tuple[str, str]]:
    """What a messenger shows of a link to the letter."""
    yield "og:type", "article"
    yield "og:site_name", edition.title
    yield "og:title", headline(message)
    yield "og:description", description(message)
    if edition.address(message.id):
        yield "og:url", edition.address(message.id)


def json_ld(message: Message, edition: Edition, register: Mapping[str, Entry], mentions: Iterable[Mention]) -> str:
    """The letter in the terms of schema.org; whoever is redacted is left out, and a date is as precise as it is printed."""
    book = {"@type": "Book", "name": edition.title, "version": edition.version, "inLanguage": "en"}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EmailMessage" if message.medium == "email" else "Message",
        "identifier": message.id,
        "name": title_of(message),
        "position": message.number,
        "inLanguage": "en",
        "sender": _people(message.header.sender),
        "toRecipient": _people(message.header.to),
        "ccRecipient": _people(message.header.cc),
        "dateSent": message.header.sent.when,
        "mentions": _entries(register[id] for id in dict.fromkeys(one.entry for one in mentions if one.entry)),
        "url": edition.address(message.id),
        "isPartOf": book | ({"url": f"{edition.base.rstrip('/')}/"} if edition.base else {}),
    }
    kept = {key: value for key, value in said.items() if value}
    # A letter may hold "</script>": in a script element no "<" is written as itself.
    return json.dumps(kept, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def _people(named: Sequence[Correspondent]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": party.name} for party in named if not party.nameless]


def _entries(entries: Iterable[Entry]) -> list[dict[str, str]]:
    kinds = {Person: "Person", Organisation: "Organization"}
    return [{"@type": kinds.get(type(entry), "Thing"), "name": entry.name} for entry in entries]
