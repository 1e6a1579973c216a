"""The apparatus as plain JSON: who is named where, where words lead, what disagrees, what is dated; knows no page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..commentary import Conflict, Entry, Interval, Locus, Mention, Reference
from ..conflict import READ
from ..model import Corpus
from ..order import ARCHIVE
from ..register import forms_of


def apparatus_json(corpus: Corpus) -> dict[str, Any]:
    """Every part of the apparatus by its name in the contract."""
    apparatus = corpus.apparatus
    named: dict[str, list[Mention]] = {}
    for mentions in apparatus.mentions.values():
        for mention in mentions:
            named.setdefault(mention.entry or "", []).append(mention)
    return {
        "people": _entries(corpus.people.values(), named),
        "organisations": _entries(corpus.organisations.values(), named),
        "terms": _entries(corpus.terms.values(), named),
        "references": [_reference(reference) for reference in apparatus.references],
        "conflicts": [_conflict(conflict) for conflict in apparatus.conflicts],
        "events": [{"when": event.when, **_place(event.at, corpus), "what": event.what} for event in apparatus.events],
        "figures": [
            {"figure": figure.figure, **_place(figure.at, corpus), "value": figure.value, "note": figure.note}
            for figure in apparatus.figures
        ],
        "intervals": [_interval(interval) for interval in apparatus.intervals.values()],
    }


def _entries(entries: Iterable[Entry], named: dict[str, list[Mention]]) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id,
            "name": entry.name,
            "sort": entry.sort,
            "forms": list(forms_of(entry)),
            "mentions": [_mention(mention) for mention in named.get(entry.id, ())],
        }
        for entry in entries
    ]


def _mention(mention: Mention) -> dict[str, Any]:
    at = mention.at
    return {
        "message": at.source,
        "paragraph": at.paragraph,
        "line": at.line,
        "text": at.text,
        "certainty": mention.certainty,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    at = reference.at
    return {
        "from": at.source,
        "paragraph": at.paragraph,
        "line": at.line,
        "words": at.text,
        "to": reference.to,
        "kind": reference.kind,
        "note": reference.note,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "message": conflict.message,
        "other": conflict.other or None,
        "found": "reading" if conflict.kind == READ else "machine",
        "status": "open" if conflict.open else "explained",
        "explanation": conflict.explanation,
    }


def _place(at: Locus, corpus: Corpus) -> dict[str, Any]:
    """Words of a witness, and the message that they belong to where the witness is an archive of messages."""
    document = corpus.documents.get(at.source)
    message = corpus.messages.get(at.source)
    thread = corpus.by_thread.get(message.thread) if message else None
    siglum = document.witness.siglum if document else thread.witness if thread else ARCHIVE
    return {
        "witness": siglum,
        "message": None if document else at.source,
        "paragraph": at.paragraph,
        "line": at.line,
        "words": at.text,
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "message": interval.message,
        "after": interval.after or None,
        "before": interval.before or None,
        "reason": interval.reason,
    }
