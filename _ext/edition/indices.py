"""The two indices of the domain, people and dates, for every writer that prints indices; shows, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry

from .links import paragraph_anchor
from .pages.register import ROLES, sorting
from .render import date_in_words

if TYPE_CHECKING:
    from .domain import EditionDomain, Place

#: The two roles that no header gives.
NAMED, IN_PROSE = "Named", "In our words"

Entries = list[tuple[str, list[IndexEntry]]]


class PersonIndex(Index):
    """Everyone of the register with each message sent, received, copied, forwarded or naming them, and our own passages."""

    name = "people"
    localname = "Index of people"
    shortname = "people"

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[Entries, bool]:
        """Entries by initial; a person's line leads to the register, each line below it to a message or a passage."""
        domain = cast("EditionDomain", self.domain)
        lines: dict[str, list[IndexEntry]] = {}
        for id, place in domain.places("message"):
            if docnames is None or place.docname in docnames:
                for name, entry in _of_message(domain, id, place):
                    lines.setdefault(name, []).append(entry)
        for name, passages in domain.discussions().items():
            for docname, anchor in passages:
                if docnames is None or docname in docnames:
                    title = domain.env.titles[docname].astext()
                    lines.setdefault(name, []).append(IndexEntry(f"{IN_PROSE}, {title}", 2, docname, anchor, "", "", ""))
        content: dict[str, list[IndexEntry]] = {}
        for person in sorted(domain.corpus.people.values(), key=lambda person: sorting(person.sort)):
            if person.id in lines:
                register = domain.place("person", person.id)
                docname, anchor = (register.docname, register.anchor) if register else ("", "")
                head = IndexEntry(person.sort, 1, docname, anchor, "", "", "")
                content.setdefault(person.sort[0].upper(), []).extend([head, *_in_order(lines[person.id])])
        return sorted(content.items()), False


def _of_message(domain: EditionDomain, id: str, place: Place) -> Iterator[tuple[str, IndexEntry]]:
    """Everyone whom a message's header or body has, with the line of the index."""
    message = domain.corpus.messages[id]
    date = date_in_words(message.header.sent)
    for role, party in message.participants:
        name = f"{ROLES[role]}, no. {message.number}"
        yield party.person or "", IndexEntry(name, 2, place.docname, place.anchor, date, "", "")
    for mention in domain.corpus.apparatus.mentions.get(id, ()):
        number = mention.at.paragraph
        name = f"{NAMED}, no. {message.number} ¶{number}"
        yield mention.entry or "", IndexEntry(name, 2, place.docname, paragraph_anchor(id, number), mention.at.text, "", "")


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


def _in_order(entries: list[IndexEntry]) -> list[IndexEntry]:
    """By role, then by number; our own passages last, in reading order; each line once."""
    order = [*ROLES.values(), NAMED, IN_PROSE]

    def key(entry: IndexEntry) -> tuple[int, int, int, str]:
        role, _, rest = entry.name.rpartition(", no. ")
        if not role:
            return order.index(IN_PROSE), 0, 0, ""
        number, _, paragraph = rest.partition(" ¶")
        return order.index(role), int("".join(filter(str.isdigit, number))), int(paragraph or 0), number

    return sorted(dict.fromkeys(entries), key=key)
