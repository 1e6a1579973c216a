"""The chronology: every message in the archive's order; shows the Corpus, decides nothing."""

from __future__ import annotations

from docutils import nodes

from corpus.model import Corpus

from ..links import Page, Words
from ..render import dateline_in_words, number_in_words
from .table import joined, table


def chronology(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A table of all messages in the archive's order: date as printed allows, number, parties, thread."""
    rows: list[list[list[Words]]] = []
    for thread in corpus.threads:
        heading = [Words(thread.title, "thread", thread.id, classes="thread")]
        for message in thread.messages:
            parties = [*joined(message.header.sender), Words(" to "), *joined(message.header.to)]
            rows.append([[dateline_in_words(message.header.sent)], [number_in_words(message)], parties, heading])
    return [table(("Date", "No.", "From and to", "Thread"), (22, 8, 40, 30), rows, "chronology", page)]
