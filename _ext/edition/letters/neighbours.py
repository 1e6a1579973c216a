"""Which letters come before and after one: in the archive, in its thread, between the same two people; makes no links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Corpus, Message


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
        for id in printed:
            message = corpus.messages[id]
            for way in ("archive", ("thread", message.thread), *pairs(message)):
                line = self.ways.setdefault(way, [])
                self.places[way, id] = len(line)
                line.append(message)

    def archive(self, message: Message) -> Steps:
        """Before and after in the archive, which is in the order of dates as far as these are known."""
        return self._steps("archive", message, "In the archive")

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
