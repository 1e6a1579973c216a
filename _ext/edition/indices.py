"""The two indices of the domain, people and dates, for every writer that prints indices; shows, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry

from .pages.register import ROLES
from .render import date_in_words

if TYPE_CHECKING:
    from .domain import EditionDomain

Entries = list[tuple[str, list[IndexEntry]]]


class PersonIndex(Index):
    """Every person of the register with each message sent, received, copied or forwarded."""

    name = "people"
    localname = "Index of people"
    shortname = "people"

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[Entries, bool]:
        """Entries by initial; a person's line leads to the register, each line below it to a message."""
        domain = cast("EditionDomain", self.domain)
        lines: dict[str, list[IndexEntry]] = {}
        for id, place in domain.places("message"):
            if docnames is None or place.docname in docnames:
                message = domain.corpus.messages[id]
                for role, party in message.participants:
                    entry = IndexEntry(
                        f"{ROLES[role]}, no. {message.number}",
                        2,
                        place.docname,
                        place.anchor,
                        date_in_words(message.header.sent),
                        "",
                        "",
                    )
                    lines.setdefault(party.person or "", []).append(entry)
        content: dict[str, list[IndexEntry]] = {}
        for person in sorted(domain.corpus.people.values(), key=lambda person: person.sort):
            register = domain.place("person", person.id)
            head = IndexEntry(
                person.sort, 1, register.docname if register else "", register.anchor if register else "", "", "", ""
            )
            if person.id in lines:
                content.setdefault(person.sort[0].upper(), []).extend([head, *_by_number(lines[person.id])])
        return sorted(content.items()), False


class Chronology(Index):
    """Every message by year, in the archive's order."""

    name = "dates"
    localname = "Chronological index"
    shortname = "dates"

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[Entries, bool]:
        """Entries by year; messages without a printed date stand last."""
        domain = cast("EditionDomain", self.domain)
        content: dict[str, list[IndexEntry]] = {}
        for id, message in domain.corpus.messages.items():
            place = domain.place("message", id)
            if place is None or (docnames is not None and place.docname not in docnames):
                continue
            year = (message.header.sent.when or "undated")[: 7 if not message.header.sent.when else 4]
            writers = ", ".join(party.name for party in message.header.sender)
            entry = IndexEntry(
                date_in_words(message.header.sent), 0, place.docname, place.anchor, f"no. {message.number}", "", writers
            )
            content.setdefault(year, []).append(entry)
        return sorted(content.items()), False


def _by_number(entries: list[IndexEntry]) -> list[IndexEntry]:
    order = list(ROLES.values())

    def key(entry: IndexEntry) -> tuple[int, int, str]:
        role, _, number = entry.name.rpartition(", no. ")
        digits = "".join(filter(str.isdigit, number))
        return order.index(role), int(digits), number

    return sorted(entries, key=key)
