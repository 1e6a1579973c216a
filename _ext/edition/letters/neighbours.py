"""Which letters come before and after one: by date, in its thread, between the same two people; makes no links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Corpus, Message
from corpus.timeline import timeline


@dataclass(frozen=True, slots=True)
class Steps:
    """The letters before and after one along a way of reading, which ``label`` names."""

    label: str
    before: Message | None
    after: Message | None


class Neighbours:
    """Every way of reading through a Corpus, laid out once for all letters; only ``printed`` letters are stepped on."""

    def __init__(self, corpus: Corpus, printed: Sequence[str]) -> None:
        self.corpus = corpus
        self.ways: dict[object, list[Message]] = {}
        self.places: dict[tuple[object, str], int] = {}
        here = set(printed)
        for message in [what for _, what in timeline(corpus) if isinstance(what, Message) and what.id in here]:
            for way in ("date", ("thread", message.thread), *pairs(message)):
                line = self.ways.setdefault(way, [])
                self.places[way, message.id] = len(line)
                line.append(message)

    def date(self, message: Message) -> Steps:
        """Before and after in the order of time, as far as dates are known."""
        return self._steps("date", message, "By date")

    def thread(self, message: Message) -> Steps:
        """Before and after in its thread."""
        return self._steps(("thread", message.thread), message, "In this thread")

    def between(self, message: Message) -> list[Steps]:
        """Before and after between its writer and each of those that it is addressed to; only where there is another."""
        register = self.corpus.register
        here = [party.person for _, party in message.participants]
        found = []
        for pair in pairs(message):
            one, other = sorted(pair, key=here.index)
            found.append(self._steps(pair, message, f"Between {register[one].name} and {register[other].name}"))
        return [steps for steps in found if steps.before or steps.after]

    def _steps(self, way: object, message: Message, label: str) -> Steps:
        line, at = self.ways[way], self.places[way, message.id]
        return Steps(label, line[at - 1] if at else None, line[at + 1] if at + 1 < len(line) else None)


def pairs(message: Message) -> list[frozenset[str]]:
    """The writer with each addressee: two people, in either direction."""
    writers = [party.person for party in message.header.sender if party.person]
    readers = [party.person for party in message.header.to if party.person]
    return list(dict.fromkeys(frozenset((one, other)) for one in writers for other in readers if one != other))
