"""The editors' apparatus, read from its tables once the letters are there; knows no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from .chronicle import read_events, read_figures, read_intervals
from .commentary import Apparatus, Entry
from .conflict import read_conflicts
from .locus import paragraphs_of
from .mention import mentions_of, read_dismissals, read_mentions
from .model import Document, Message, Thread
from .problems import Problem, Problems
from .reading import read_unannotated
from .reception import read_reception
from .reference import read_references

T = TypeVar("T")


def read_apparatus(
    sources: Path, register: Mapping[str, Entry], threads: Sequence[Thread], documents: Mapping[str, Document]
) -> Apparatus:
    """Read every table about the letters; raise all Problems of all of them."""
    messages: dict[str, Message] = {message.id: message for thread in threads for message in thread.messages}
    places = paragraphs_of(messages, documents)
    found: list[Problem] = []
    decided = gather(found, lambda: read_mentions(sources, places, messages, register)) or ()
    dismissals = gather(found, lambda: read_dismissals(sources, messages)) or ()
    apparatus = Apparatus(
        mentions=mentions_of(messages, register, decided, dismissals),
        dismissals=dismissals,
        references=gather(found, lambda: read_references(sources, places, messages)) or (),
        conflicts=gather(found, lambda: read_conflicts(sources, threads, messages)) or (),
        events=gather(found, lambda: read_events(sources, places)) or (),
        figures=gather(found, lambda: read_figures(sources, places)) or (),
        intervals=gather(found, lambda: read_intervals(sources, messages)) or {},
        unannotated=gather(found, lambda: read_unannotated(sources, messages)) or {},
        reception=gather(found, lambda: read_reception(sources, messages, documents)) or (),
    )
    if found:
        raise Problems(found)
    return apparatus


def gather(found: list[Problem], read: Callable[[], T]) -> T | None:
    """What ``read`` reads, or None, its Problems added to ``found``."""
    try:
        return read()
    except Problems as problems:
        found.extend(problems.found)
        return None
