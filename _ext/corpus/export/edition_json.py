"""``edition.json``, the data contract: the Corpus and its book as plain JSON with their schema; knows no page but those given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from ..book import Book
from ..model import Corpus, Correspondent, Dateline, Emendation, Forwarding, Message, Thread
from .apparatus_json import apparatus_json
from .book_json import book_json

SCHEMA = "edition.schema.json"


def edition_json(corpus: Corpus, book: Book, *, title: str, version: str) -> dict[str, str]:
    """File name → text of the data and its schema; the addresses of ``book`` are those of the HTML book.

    Deterministic: sorted keys, two-space indentation, UTF-8 as it is. Raises ValueError where the data breaks the schema.
    """
    data = {
        "edition": {"title": title, "version": version},
        "witnesses": [{"siglum": w.siglum, "file": w.file, "sha256": w.sha256} for w in corpus.witnesses.values()],
        "threads": [_thread(thread) for thread in corpus.threads],
        "messages": [_message(message, book.homes) for message in corpus.messages.values()],
        "emendations": [_emendation(emendation) for emendation in corpus.emendations],
        **apparatus_json(corpus),
        **book_json(book),
    }
    schema = json.loads(files(__package__).joinpath(SCHEMA).read_text(encoding="utf-8"))
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: list(map(str, error.path)))
    if errors:
        raise ValueError("; ".join(f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors[:5]))
    return {"edition.json": _text(data), SCHEMA: _text(schema)}


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "number": thread.number,
        "heading": thread.heading,
        "subject": thread.subject,
        "medium": thread.medium,
        "exhibit": thread.exhibit,
        "witness": thread.witness,
        "lines": list(thread.lines),
        "messages": [message.id for message in thread.messages],
    }


def _message(message: Message, homes: Mapping[str, str]) -> dict[str, Any]:
    header = message.header
    return {
        "id": message.id,
        "number": int(message.number) if message.number.isdigit() else message.number,
        "thread": message.thread,
        "medium": message.medium,
        "from": _parties(header.sender),
        "to": _parties(header.to),
        "cc": _parties(header.cc),
        "fw": _parties(header.fw),
        "forwarded": [_forwarding(act) for act in message.forwarded],
        "exhibit": message.exhibit,
        "sent": _dateline(header.sent),
        "header": header.text,
        "lines": list(message.lines),
        "body": message.body,
        "home": homes.get(message.id),
    }


def _parties(parties: Iterable[Correspondent]) -> list[dict[str, Any]]:
    return [
        {"name": party.name, "as_printed": party.as_printed, "person": party.person, "evidence": party.evidence}
        for party in parties
    ]


def _forwarding(act: Forwarding) -> dict[str, Any]:
    return {"by": _parties([act.by])[0], "to": _parties(act.to), "sent": _dateline(act.sent), "line": act.line}


def _dateline(sent: Dateline) -> dict[str, Any]:
    return {"text": sent.text, "when": sent.when, "time": sent.time, "precision": sent.precision, "zone": sent.zone}


def _emendation(emendation: Emendation) -> dict[str, Any]:
    return {
        "witness": emendation.witness,
        "line": emendation.line,
        "column": emendation.column,
        "reading": emendation.reading,
        "lemma": emendation.lemma,
        "kind": emendation.kind,
        "reason": emendation.reason,
        "resp": emendation.resp,
    }
