"""Who takes part in the letters, as the headers have it: parties, and what each wrote to, copied to or passed on to another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.model import Corpus, Correspondent, Message

#: All whom the transcription hides are one party here: whether they are one person or several, nobody can say.
HIDDEN = "redacted"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a header: ``person`` is the id in the register, ``last`` the name that sorts."""

    id: str
    name: str
    last: str
    person: str | None


@dataclass(slots=True)
class Pair:
    """Who wrote and who received: the letters sent to this reader, those with a copy, those passed on."""

    writer: Party
    reader: Party
    sent: list[Message] = field(default_factory=list)
    copied: list[Message] = field(default_factory=list)
    forwarded: list[Message] = field(default_factory=list)


def party(corpus: Corpus, one: Correspondent) -> Party:
    """The party that a name in a header stands for."""
    if one.redacted:
        return Party(HIDDEN, "redacted", "redacted", None)
    if one.nameless:
        return Party("unstated", "sender not stated", "unstated", None)
    last = corpus.register[one.person].sort.partition(",")[0] if one.person else one.name
    return Party(one.person or one.name, one.name, last, one.person)


def parties(corpus: Corpus) -> tuple[Party, ...]:
    """Everyone in a header, those with most letters first; the redacted last."""
    found: dict[str, Party] = {}
    count: Counter[str] = Counter()
    for message in corpus.messages.values():
        here = {one.id: one for one in (party(corpus, named) for _, named in message.participants)}
        found |= here
        count.update(here.keys())
    return tuple(sorted(found.values(), key=lambda one: (one.id == HIDDEN, -count[one.id], one.last)))


def pairs(corpus: Corpus) -> tuple[Pair, ...]:
    """Every pair of a writer and a reader, in the order of ``parties``."""
    found: dict[tuple[str, str], Pair] = {}

    def note(kind: str, message: Message, by: tuple[Correspondent, ...], to: tuple[Correspondent, ...]) -> None:
        for writer in (party(corpus, one) for one in by):
            for reader in (party(corpus, one) for one in to):
                pair = found.setdefault((writer.id, reader.id), Pair(writer, reader))
                if message not in getattr(pair, kind):
                    getattr(pair, kind).append(message)

    for message in corpus.messages.values():
        header = message.header
        note("sent", message, header.sender, header.to)
        note("copied", message, header.sender, header.cc)
        note("forwarded", message, header.sender, header.fw)
        for act in message.forwarded:
            note("forwarded", message, (act.by,), act.to)
    rank = {one.id: at for at, one in enumerate(parties(corpus))}
    return tuple(sorted(found.values(), key=lambda pair: (rank[pair.writer.id], rank[pair.reader.id])))
