"""What a page shows of the Corpus, remembered as digests so that a later build knows whether it still does."""

from __future__ import annotations

from typing import Literal

from corpus.digest import digest
from corpus.model import Corpus, Note

#: What a page can depend on: a whole message, a thread's heading and notes, a text that is quoted, a number that is
#: printed, a person's name, or everything at once.
Aspect = Literal["message", "thread", "text", "number", "name", "all"]


def shown(corpus: Corpus, aspect: Aspect, key: str) -> str:
    """A digest of one aspect of the Corpus; of nothing, where the Corpus has no such key (yet)."""
    message, thread = corpus.messages.get(key), corpus.by_thread.get(key)
    entry, document = corpus.register.get(key), corpus.documents.get(key)
    value: object = None
    if aspect == "message":
        value = message and (message, corpus.apparatus.mentions.get(key, ()))
    elif aspect == "thread" and thread:
        notes = [(at, part) for at, part in enumerate(thread.parts) if isinstance(part, Note)]
        value = (thread.heading, [m.id for m in thread.messages], notes)
    elif aspect == "text":
        value = message.body if message else document and [p.text for p in document.paragraphs]
    elif aspect == "number":
        value = message and message.number
    elif aspect == "name":
        value = entry and (entry.name, entry.sort)
    elif aspect == "all":
        value = corpus.state
    return digest(value)
