"""The generated parts of the book as plain paragraphs, made from the Corpus; knows no nodes and no Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus import Corpus, Message, Note
from corpus.model import Correspondent
from edition.render import date_in_words

ROLES = {
    "from": "Sent",
    "to": "Received",
    "cc": "Copied on",
    "fw": "Forwarded to, in the header",
    "forwarded by": "Forwarded",
    "forwarded to": "Was forwarded",
}


def letter(message: Message, corpus: Corpus) -> Iterator[str]:
    """A whole message, header and numbered paragraphs, and the transcriber's note under it."""
    header = message.header
    yield f"{_names(header.sender)} to {_names(header.to)}"
    for label, parties in (("copy to", header.cc), ("forwarded to", header.fw)):
        if parties:
            yield f"{label} {_names(parties)}"
    for act in message.forwarded:
        yield f"forwarded by {_names([act.by])} to {_names(act.to)}, {date_in_words(act.sent)}"
    yield f"no. {message.number} · {date_in_words(header.sent)}"
    yield f"As printed {header.text}"
    for paragraph in message.paragraphs:
        yield f"{paragraph.number} {paragraph.text}"
    parts = corpus.by_thread[message.thread].parts
    after = parts[parts.index(message) + 1 :]
    if after and isinstance(after[0], Note):
        yield after[0].text


def chronology(corpus: Corpus) -> Iterator[str]:
    """Every message: date, number, parties, thread."""
    for thread in corpus.threads:
        for message in thread.messages:
            header = message.header
            parties = f"{_names(header.sender)} to {_names(header.to)}"
            yield f"{date_in_words(header.sent)} {message.number} {parties} {thread.title}"


def people(corpus: Corpus) -> Iterator[str]:
    """Every person, and by role the numbers of the messages."""
    for person in sorted(corpus.people.values(), key=lambda person: person.sort):
        yield person.sort
        for role, label in ROLES.items():
            numbers = [message.number for message in corpus.messages.values() if (role, person.id) in _roles(message)]
            if numbers:
                yield f"{label}: nos. {', '.join(numbers)}"


def threads(corpus: Corpus) -> Iterator[str]:
    """Every thread: title, medium, dates, numbers of its messages."""
    for thread in corpus.threads:
        dates = [date_in_words(message.header.sent).split(",")[0] for message in thread.messages if message.header.sent.when]
        reach = " to ".join(sorted({dates[0], dates[-1]}, key=dates.index)) if dates else "no date printed"
        numbers = ", ".join(message.number for message in thread.messages)
        yield thread.title
        yield f"{thread.medium}, {len(thread.messages)} messages; {reach}: nos. {numbers}"


def documents(corpus: Corpus) -> Iterator[str]:
    """Every witness with what is known of it."""
    for witness in corpus.witnesses.values():
        yield f"{witness.siglum} · {witness.title}"
        plan = ", ".join(" ".join(step) for step in witness.plan) or "none needed"
        yield from (
            f"Part: {witness.part}",
            f"Author: {witness.author}",
            f"Date: {witness.date} ({witness.dated_by})",
            f"Address: {witness.address}",
            f"Rights: {witness.rights}",
            f"Repair: {plan}",
            f"File: {witness.file}",
            f"SHA-256: {witness.sha256}",
        )


def index_of_people(corpus: Corpus) -> Iterator[str]:
    """The domain's index of people: one paragraph a person."""
    for person in sorted(corpus.people.values(), key=lambda person: person.sort):
        lines = [
            f"{ROLES[role]}, no. {message.number} {date_in_words(message.header.sent)}"
            for message in corpus.messages.values()
            for role, who in _roles(message)
            if who == person.id
        ]
        if lines:
            yield f"{person.sort} {' '.join(lines)}"


def index_of_dates(corpus: Corpus) -> Iterator[str]:
    """The domain's chronological index: one paragraph a year."""
    years: dict[str, list[str]] = {}
    for message in corpus.messages.values():
        sent = message.header.sent
        line = f"{date_in_words(sent)} (no. {message.number}) {_names(message.header.sender)}"
        years.setdefault(sent.when[:4] if sent.when else "undated", []).append(line)
    for year, lines in sorted(years.items()):
        yield f"{year} {' '.join(lines)}"


def _roles(message: Message) -> list[tuple[str, str | None]]:
    return [(role, party.person) for role, party in message.participants]


def _names(parties: Sequence[Correspondent]) -> str:
    names = [party.as_printed if party.redacted else party.name for party in parties]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
