"""Which mails belong together: by what they say they answer, and by their subjects; proposes, and the order file records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .field import words_of
from .part import Part

_LINKS = re.compile(rb"^(?P<name>message-id|in-reply-to|references)[ \t]*:(?P<ids>[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.I | re.M)
_ID = re.compile(rb"<[^<>\s]+>")
_PREFIX = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg)(?:\[\d+\])?\s*:\s*)+", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """What a mail says of its place among others: its own id, those that it answers, its subject."""

    message: int
    id: bytes
    answers: tuple[bytes, ...]
    subject: str


def head_of(parts: Sequence[Part], data: bytes) -> Head:
    """Read the head of one message from the parts of its header."""
    rows = [part for part in parts if not part.path and part.kind in ("header", "field")]
    links: dict[bytes, list[bytes]] = {}
    for match in _LINKS.finditer(b"".join(part.of(data) for part in rows)):
        links.setdefault(match["name"].lower(), []).extend(_ID.findall(match["ids"]))
    subjects = [words_of(part.of(data).partition(b":")[2]) for part in rows if part.type == "subject"]
    own = links.get(b"message-id", [b""])
    answers = (*links.get(b"references", ()), *links.get(b"in-reply-to", ()))
    return Head(parts[0].message, own[0] if own else b"", answers, subjects[0] if subjects else "")


def base(subject: str) -> str:
    """A subject without the marks of answering and forwarding."""
    return _PREFIX.sub("", subject.strip(), count=1).strip()


def conversations(heads: Iterable[Head]) -> list[list[Head]]:
    """Mails by thread, both in the witness's order: an answer goes with what it answers, or with the same subject before it."""
    threads: list[list[Head]] = []
    of_id: dict[bytes, int] = {}
    of_subject: dict[str, int] = {}
    for head in heads:
        known = [of_id[id] for id in (*reversed(head.answers), head.id) if id in of_id]
        subject = base(head.subject)
        if not known and subject != head.subject.strip() and subject in of_subject:
            known = [of_subject[subject]]
        at = known[0] if known else len(threads)
        if not known:
            threads.append([])
        threads[at].append(head)
        for id in (head.id, *head.answers):
            if id:
                of_id.setdefault(id, at)
        of_subject[subject] = at
    return threads
