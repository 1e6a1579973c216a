"""What a mail holds of another, as rows of the table of structure: messages enclosed in it, and lines that it quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.mail.archive import Mail
from corpus.mail.letter import Letter
from corpus.model import Message, Paragraph, Thread

Row = tuple[str, str, str, str]
QUOTED = "Quoted from another message"
ENCLOSED = "A message enclosed"


def enclosures(threads: Sequence[Thread], mail: Mail, ids: Sequence[str]) -> Iterator[Row]:
    """A row for each run of paragraphs that is another message's; ``ids`` are those of the messages, in their order."""
    numbers = [number for numbers in mail.threads.values() for number in numbers]
    messages = [message for thread in threads for message in thread.messages]
    for id, message, number in zip(ids, messages, numbers, strict=True):
        yield from _rows(id, message, mail.letters[number])


def _rows(id: str, message: Message, letter: Letter) -> Iterator[Row]:
    """The runs of one message: what is enclosed in it is not looked into for quotations."""
    above = message.lines[1] - message.body.count("\n") - 1

    def whose(paragraph: Paragraph) -> tuple[int, str]:
        line = paragraph.line - above
        for first, last, subject in letter.enclosed:
            if first <= line <= last:
                return first, f"{ENCLOSED}: {subject}" if subject else ENCLOSED
        return 0, QUOTED if paragraph.text.startswith(">") and line not in letter.escaped else ""

    for (_, said), run in groupby(message.paragraphs, key=whose):
        numbers = [paragraph.number for paragraph in run]
        if said:
            yield id, str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}", "embedded", said
