"""Places of the sources as tables name them: a source, a paragraph, words; knows no table in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from .commentary import Locus
from .ledger import FILE as LEDGER
from .model import Document, Message, Paragraph
from .problems import Problem, did_you_mean
from .tables import Row

#: The columns that name a place, in tables of messages and in tables of all sources.
COLUMNS = ("message", "paragraph", "words", "nth")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")

Sources = Mapping[str, Sequence[Paragraph]]


def paragraphs_of(messages: Mapping[str, Message], documents: Mapping[str, Document]) -> dict[str, tuple[Paragraph, ...]]:
    """Every source that can be named, by its key, with its paragraphs."""
    places = {id: message.paragraphs for id, message in messages.items()}
    return places | {key: document.paragraphs for key, document in documents.items()}


def meant(key: str, messages: Mapping[str, Message], others: Iterable[str] = ()) -> str:
    """What may have been meant by a key that no message has: the one whose number it is, or the nearest of all keys."""
    numbered = [id for id, message in messages.items() if message.number == key]
    if numbered:
        return f"no. {key} is {numbered[0]}"
    return did_you_mean(key, [*messages, *others]) or f"ids are in sources/{LEDGER}"


def locate(row: Row, file: str, sources: Sources) -> Locus | Problem:
    """The one place that a row names, or what is wrong with it: an unknown source, a paragraph beyond, words not there."""
    key = row.cells.get("message") or row.cells.get("source") or ""
    paragraphs = sources.get(key)
    if paragraphs is None:
        return Problem(file, row.line, "place.unknown", f"unknown source {key!r}", did_you_mean(key, sources))
    number = row["paragraph"]
    problem = beyond(file, row.line, key, number, sources)
    if problem is not None:
        return problem
    paragraph = paragraphs[int(number) - 1]
    found = occurrences(row["words"], paragraph.text)
    nth = row.cells.get("nth", "")
    if not found or (nth and not 1 <= int(nth if _NUMBER.fullmatch(nth) else 0) <= len(found)):
        return _not_there(row, file, key, paragraph, len(found))
    if len(found) > 1 and not nth:
        message = f"{row['words']!r} stands {len(found)} times in {key!r} ¶{number}"
        hint = "give more words, or their number in the column nth" if "nth" in row.cells else "give more words"
        return Problem(file, row.line, "place.recurs", message, hint)
    start, end = found[int(nth or 1) - 1]
    return Locus(key, paragraph.number, paragraph.line, start, end, row["words"])


def beyond(file: str, line: int, key: str, number: str, sources: Sources) -> Problem | None:
    """What is wrong with the number of a paragraph of a source that is known: it is none, or greater than its last."""
    last = len(sources[key])
    if _NUMBER.fullmatch(number) and int(number) <= last:
        return None
    return Problem(file, line, "place.paragraph", f"{key!r} has no ¶{number}", f"its paragraphs run from 1 to {last}")


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Every place of whole words in a text: first character and the one after the last."""
    # Tables have thousands of different words, which would each be a regular expression to compile.
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        whole = not (_in_word(text[at - 1 : at]) or _in_word(text[end : end + 1]))
        if whole:
            found.append((at, end))
        at = text.find(words, end if whole else at + 1)
    return found


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _not_there(row: Row, file: str, key: str, paragraph: Paragraph, count: int) -> Problem:
    words, number = row["words"], paragraph.number
    if count:
        message = f"{words!r} stands {count} times in {key!r} ¶{number}, not {row['nth']}"
        return Problem(file, row.line, "place.words", message, f"give nth from 1 to {count}, or leave it empty")
    size = max(1, len(words.split()))
    tokens = paragraph.text.split()
    runs = [" ".join(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1))]
    near = process.extractOne(words, runs, scorer=fuzz.ratio, score_cutoff=60)
    hint = f"it reads {near[0]!r}" if near else "nothing there is like it"
    return Problem(file, row.line, "place.words", f"{words!r} does not stand in {key!r} ¶{number}", hint)
