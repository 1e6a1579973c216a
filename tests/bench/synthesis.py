"""Editions of any size made from the real one by repeating its chapters; knows neither Sphinx nor how a build is measured."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Corpus, Message, Note, Thread, load
from corpus.ledger import COLUMNS as LEDGER_COLUMNS
from corpus.ledger import FILE as LEDGER
from corpus.order import ARCHIVE, thread_file
from corpus.order import COLUMNS as ORDER_COLUMNS
from corpus.order import FILE as ORDER
from corpus.order import FOLDER as THREADS
from corpus.tables import write_table
from corpus.threads import write_thread

from .copies import Chapter, Copy, chapters_of, plan
from .tables import write_tables

_THREAD = re.compile(r"(?P<before>^:{3,}\{thread\} |\{thread\}`(?:[^`<]+<)?)(?P<id>[a-z0-9-]+)", re.MULTILINE)


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
    write_tables(edition.sources, copies)
    _write_book(edition.book, corpus, copies)
    return Edition(folder, len(load(edition.sources).messages))


def _write_sources(edition: Edition, corpus: Corpus, copies: Iterable[Copy]) -> None:
    numbers = {message.id: message.number for message in corpus.messages.values()}
    order: list[tuple[str, ...]] = []
    ledger: list[tuple[str, ...]] = []
    for copy in copies:
        for thread, separator in zip(corpus.threads, corpus.archives[ARCHIVE].separators, strict=True):
            made = _copied(thread, copy)
            if not made.messages:
                continue
            order.append((str(len(order) + 1), made.id, json.dumps(separator or "\n \n")))
            (edition.sources / thread_file(len(order), made.id)).write_bytes(write_thread(made).encode("utf-8"))
            for message, nth in _counted(made.messages):
                number = str(len(ledger) + 1) if copy.number else numbers[message.id]
                ledger.append((number, message.id, made.id, message.header.text, str(nth)))
    for file, columns, table in ((f"{THREADS}/{ORDER}", ORDER_COLUMNS, order), (LEDGER, LEDGER_COLUMNS, ledger)):
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
    text = copy.renamed(chapter.text)
    text = _THREAD.sub(lambda match: match["before"] + threads.get(match["id"], match["id"]), text)
    return re.sub(r"^# .*$", rf"\g<0> ({copy.number + 1})", text, count=1, flags=re.MULTILINE)
