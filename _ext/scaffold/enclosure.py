"""What a mail quotes of another, found by the marks that mail programs print; changes no character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from corpus.ledger import cell
from corpus.model import Message, Paragraph, Thread


def enclosures(threads: list[Thread], ids: Mapping[tuple[str, str, str], str]) -> Iterator[tuple[str, str, str, str]]:
    """A row of the table of structure for each run of lines that mail programs quote; other witnesses have none."""
    for thread in threads:
        seen: dict[str, int] = {}
        for message in thread.messages:
            seen[cell(message)] = seen.get(cell(message), 0) + 1
            id = ids.get((thread.id, cell(message), str(seen[cell(message)])))
            if id and message.header.text.count("\n"):
                yield from _quoted(id, message)


def _quoted(id: str, message: Message) -> Iterator[tuple[str, str, str, str]]:
    def mark(paragraph: Paragraph) -> bool:
        return paragraph.text.startswith(">")

    for quoted, run in groupby(message.paragraphs, key=mark):
        numbers = [paragraph.number for paragraph in run]
        reach = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
        if quoted:
            yield id, reach, "embedded", "Quoted from another message"
