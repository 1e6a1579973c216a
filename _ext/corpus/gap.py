"""What the archive lacks, as far as a machine can see it: answers without originals, marks of what is lost; reads no table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .commentary import Locus
from .model import Message, Thread

_PREFIX = re.compile(r"\s*(?P<prefix>re|fwd?)\s*:\s*", re.IGNORECASE)
#: What the transcriber's marks inside letters stand for, by how they begin.
MARKS = {"[link": "a link", "[forwarded": "a message passed on", "<screenshot": "a picture"}
FOOTNOTE = "a footnote"


def originals_lacking(threads: Iterable[Thread]) -> tuple[tuple[Thread, str], ...]:
    """Threads whose heading begins as an answer or a forwarding, with that prefix, and whose original is not there.

    It is there where an earlier thread has the subject without the prefix; and what is forwarded is there where the first
    letter is itself what was passed on.
    """
    known: set[str] = set()
    lacking: list[tuple[Thread, str]] = []
    for thread in threads:
        prefix, bare = _bare(thread.subject or "")
        passed_on = prefix.lower().startswith("fw") and bool(thread.messages[0].forwarded)
        if prefix and bare not in known and not passed_on:
            lacking.append((thread, prefix))
        known.add(bare)
    return tuple(lacking)


def placeholders(messages: Iterable[Message]) -> tuple[tuple[Locus, str], ...]:
    """The transcriber's marks inside letters, each where it stands, with what it stands for, in the archive's order."""
    found: list[tuple[Locus, str]] = []
    for message in messages:
        for paragraph in message.paragraphs:
            at = paragraph.indent
            for span in paragraph.spans:
                end = at + len(span.text)
                if span.kind == "transcriber":
                    place = Locus(message.id, paragraph.number, paragraph.line, at, end, span.text)
                    found.append((place, _stands_for(span.text)))
                at = end
    return tuple(found)


def _stands_for(mark: str) -> str:
    return next((what for start, what in MARKS.items() if mark.lower().startswith(start)), FOOTNOTE)


def _bare(subject: str) -> tuple[str, str]:
    """The first prefix of a subject, or nothing, and the subject without any, in lower case."""
    first = ""
    while match := _PREFIX.match(subject):
        first = first or match["prefix"]
        subject = subject[match.end() :]
    return first, subject.strip().casefold()
