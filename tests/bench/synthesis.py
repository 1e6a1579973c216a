"""Editions of any size made from the real one by repeating its chapters; knows neither Sphinx nor how a build is measured."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from corpus import Corpus, Message, Note, Thread, load
from corpus.ledger import COLUMNS as LEDGER_COLUMNS
from corpus.ledger import FILE as LEDGER
from corpus.order import COLUMNS as ORDER_COLUMNS
from corpus.order import FILE as ORDER
from corpus.order import thread_file
from corpus.structure import COLUMNS as STRUCTURE_COLUMNS
from corpus.structure import FILE as STRUCTURE
from corpus.tables import read_table, write_table
from corpus.threads import write_thread

#: A copy is made this much later than the one before: more than the years that the letters span.
YEARS = 8
_HOME = re.compile(r"^:{3,}\{message\} (?P<id>\S+)$", re.MULTILINE)
_THREAD = re.compile(r"(?P<before>^:{3,}\{thread\} |\{thread\}`(?:[^`<]+<)?)(?P<id>[a-z0-9-]+)", re.MULTILINE)
_YEAR = re.compile(r"(?<= )\d{4}(?!\d)")


@dataclass(frozen=True)
class Edition:
    """A folder with ``sources`` and ``book``, and how many messages they hold."""

    folder: Path
    messages: int

    @property
    def sources(self) -> Path:
        """The sources of this edition."""
        return self.folder / "sources"

    @property
    def book(self) -> Path:
        """The book of this edition, with its ``conf.py``."""
        return self.folder / "book"


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

    def thread(self, thread: Thread) -> str:
        """The id that a thread has in this copy; in the original, where this copy leaves it out."""
        here = self.number and any(message.id in self.kept for message in thread.messages)
        return f"{thread.id}-copy-{self.number}" if here else thread.id

    def stem(self, chapter: Chapter) -> str:
        """The file name of a chapter in this copy."""
        return f"{chapter.stem}-copy-{self.number}" if self.number else chapter.stem

    def dated(self, line: str) -> str:
        """A header or a transcriber's note with its years moved on."""
        return _YEAR.sub(lambda match: str(int(match[0]) + YEARS * self.number), line)


def real(root: Path, folder: Path) -> Edition:
    """A copy of the real sources and the real book."""
    for name in ("sources", "book"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("_build", "__pycache__"))
    return Edition(folder, len(load(folder / "sources").messages))


def synthetic(root: Path, folder: Path, count: int) -> Edition:
    """An edition of ``count`` messages: the real one, whole copies of it, and as many chapters as make up the number.

    Pages grow with messages as in the real book; the pages before and after the chapters are the real ones.
    """
    edition = real(root, folder)
    corpus = load(edition.sources)
    copies = plan(chapters_of(edition.book), count)
    _write_sources(edition, corpus, copies)
    _write_book(edition.book, corpus, copies)
    return Edition(folder, len(load(edition.sources).messages))


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


def _write_sources(edition: Edition, corpus: Corpus, copies: Iterable[Copy]) -> None:
    structure = read_table(edition.sources / STRUCTURE, STRUCTURE, STRUCTURE_COLUMNS)
    numbers = {message.id: message.number for message in corpus.messages.values()}
    order: list[tuple[str, ...]] = []
    ledger: list[tuple[str, ...]] = []
    rows: list[tuple[str, ...]] = []
    for copy in copies:
        for thread, separator in zip(corpus.threads, corpus.separators, strict=True):
            made = _copied(thread, copy)
            if not made.messages:
                continue
            order.append((str(len(order) + 1), made.id, json.dumps(separator or "\n \n")))
            (edition.sources / thread_file(len(order), made.id)).write_bytes(write_thread(made).encode("utf-8"))
            for message, nth in _counted(made.messages):
                number = str(len(ledger) + 1) if copy.number else numbers[message.id]
                ledger.append((number, message.id, made.id, message.header.text, str(nth)))
        rows += [(copy.message(row["message"]), row["paragraphs"], row["kind"], row["label"])
                 for row in structure if row["message"] in copy.kept]  # fmt: skip
    for file, columns, table in (
        (ORDER, ORDER_COLUMNS, order),
        (LEDGER, LEDGER_COLUMNS, ledger),
        (STRUCTURE, STRUCTURE_COLUMNS, rows),
    ):
        (edition.sources / file).write_bytes(write_table(columns, table).encode("utf-8"))


def _copied(thread: Thread, copy: Copy) -> Thread:
    """A thread with the messages that are in the copy, under new ids and dates; a note goes with the message above it."""
    parts: list[Message | Note] = []
    kept = False
    for part in thread.parts:
        if isinstance(part, Message):
            kept = part.id in copy.kept
            made = replace(part, id=copy.message(part.id), header=replace(part.header, text=copy.dated(part.header.text)))
            parts += [made] if kept else []
        elif kept:
            parts.append(replace(part, text=copy.dated(part.text)))
    return replace(thread, id=copy.thread(thread), parts=tuple(parts))


def _counted(messages: Iterable[Message]) -> Iterator[tuple[Message, int]]:
    """Each message with the number of messages so far that have its header."""
    seen: dict[str, int] = {}
    for message in messages:
        seen[message.header.text] = seen.get(message.header.text, 0) + 1
        yield message, seen[message.header.text]


def _write_book(book: Path, corpus: Corpus, copies: Iterable[Copy]) -> None:
    added = []
    for copy in copies:
        for chapter in copy.chapters if copy.number else ():
            stem = copy.stem(chapter)
            added.append(f"chapters/{stem}")
            (book / f"{added[-1]}.md").write_text(_rewritten(chapter, corpus, copy), encoding="utf-8", newline="\n")
    index = book / "index.md"
    lines = index.read_text("utf-8").split("\n")
    last = max(at for at, line in enumerate(lines) if line.startswith("chapters/"))
    index.write_text("\n".join([*lines[: last + 1], *added, *lines[last + 1 :]]), encoding="utf-8", newline="\n")


def _rewritten(chapter: Chapter, corpus: Corpus, copy: Copy) -> str:
    """A chapter's Markdown with the ids of the copy, under a title of its own."""
    threads = {thread.id: copy.thread(thread) for thread in corpus.threads}
    text = _ids(chapter.text, {id: copy.message(id) for id in corpus.messages})
    text = _THREAD.sub(lambda match: match["before"] + threads.get(match["id"], match["id"]), text)
    return re.sub(r"^# .*$", rf"\g<0> ({copy.number + 1})", text, count=1, flags=re.MULTILINE)


def _ids(text: str, ids: Mapping[str, str]) -> str:
    known = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return re.sub(rf"(?<![\w-])(?:{known})(?![\w-])", lambda match: ids[match[0]], text)
