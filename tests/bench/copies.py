"""What is repeated to make a larger edition: chapters with their letters, under new ids, dates and threads; writes no file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus import Thread

#: A copy is made this much later than the one before: more than the years that the letters span.
YEARS = 8
_HOME = re.compile(r"^:{3,}\{message\} (?P<id>\S+)$", re.MULTILINE)
_SLUG = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
_YEAR = re.compile(r"(?<![^ ])\d{4}(?!\d)")


@dataclass(frozen=True)
class Chapter:
    """A chapter of the real book: its file's stem, its text, and the messages at home in it."""

    stem: str
    text: str
    homes: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """One repetition of the real edition, all of it or some of its chapters; copy 0 is the original."""

    number: int
    chapters: tuple[Chapter, ...]

    @cached_property
    def kept(self) -> frozenset[str]:
        """The original ids of the messages in this copy."""
        return frozenset(id for chapter in self.chapters for id in chapter.homes)

    def message(self, id: str) -> str:
        """The id that a message has in this copy; in the original, where this copy leaves it out."""
        if not self.number or id not in self.kept:
            return id
        year = re.match(r"\d{4}(?=-)", id)
        return f"{int(year[0]) + YEARS * self.number}{id[4:]}" if year else f"{id}-copy-{self.number}"

    def renamed(self, text: str) -> str:
        """A text with the ids of messages that it names as they are in this copy."""
        return _SLUG.sub(lambda match: self.message(match[0]), text)

    def thread(self, thread: Thread) -> str:
        """The id that a thread has in this copy; in the original, where this copy leaves it out."""
        here = self.number and any(message.id in self.kept for message in thread.messages)
        return f"{thread.id}-copy-{self.number}" if here else thread.id

    def stem(self, chapter: Chapter) -> str:
        """The file name of a chapter in this copy."""
        return f"{chapter.stem}-copy-{self.number}" if self.number else chapter.stem

    def dated(self, line: str) -> str:
        """A header, a transcriber's note or an ISO date with its years moved on."""
        return _YEAR.sub(lambda match: str(int(match[0]) + YEARS * self.number), line)


def chapters_of(book: Path) -> tuple[Chapter, ...]:
    """The chapters that print messages, in the order of the root page."""
    order = {line: at for at, line in enumerate((book / "index.md").read_text("utf-8").split("\n"))}
    texts = {path.stem: path.read_text("utf-8") for path in sorted((book / "chapters").glob("[!_]*.md"))}
    stems = sorted(texts, key=lambda stem: order.get(f"chapters/{stem}", len(order)))
    homes = {stem: tuple(match["id"] for match in _HOME.finditer(texts[stem])) for stem in stems}
    return tuple(Chapter(stem, texts[stem], homes[stem]) for stem in stems if homes[stem])


def plan(chapters: tuple[Chapter, ...], count: int) -> tuple[Copy, ...]:
    """Whole copies, then the chapters that together have the messages still missing, or nearly so."""
    whole = sum(len(chapter.homes) for chapter in chapters)
    if count < whole:
        raise ValueError(f"an edition has at least the real one's {whole} messages, not {count}")
    copies = [Copy(number, chapters) for number in range(count // whole)]
    rest = _choose(chapters, count % whole)
    return (*copies, Copy(len(copies), rest)) if rest else tuple(copies)


def _choose(chapters: Iterable[Chapter], count: int) -> tuple[Chapter, ...]:
    """The first choice of chapters with exactly ``count`` messages, or with the most below that."""
    sums: dict[int, tuple[Chapter, ...]] = {0: ()}
    for chapter in chapters:
        for total, chosen in list(sums.items()):
            sums.setdefault(total + len(chapter.homes), (*chosen, chapter))
    return sums[max(total for total in sums if total <= count)]
