"""What a reader of the archive quotes from it, traced to the letters and compared with them; judges no reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz.distance import Indel

from .alignment import differences, text_of
from .commentary import Locus, Quoted
from .locus import beyond, locate
from .marks import tokens
from .model import Corpus, Document, Message, Paragraph
from .problems import Problem, Problems, did_you_mean, sound
from .quotation import find, nearest
from .tables import Row, read_table
from .witness import MANIFEST

FILE = "apparatus/reception.tsv"
COLUMNS = ("paragraph", "words", "message", "note")
#: The document that is the reader's.
READER = "reader"
#: Fewer words in quotation marks may be anybody's.
ENOUGH = 4
_QUOTATION = re.compile(r'"(?P<straight>[^"]+)"|“(?P<curly>[^“”]+)”|^\s*>\s?(?P<block>.+)')
#: How many words, at the beginning and the end of a quotation, may be the letter's first and last.
_EDGE = 5

Letters = Mapping[str, Message]


def read_reception(sources: Path, messages: Letters, documents: Mapping[str, Document]) -> tuple[Quoted, ...]:
    """Read where each of the reader's quotations comes from, in the reader's order; Problems for all that does not agree."""
    reader = documents.get(READER)
    if reader is None:
        hint = "the reader's quotations are traced from it"
        raise Problems([Problem(MANIFEST, 1, "witness.missing", f"no witness has the key {READER!r}", hint)])
    quoted = sound(_traced(row, messages, reader) for row in read_table(sources / FILE, FILE, COLUMNS))
    return tuple(sorted(quoted, key=lambda one: (one.at.paragraph, one.at.start)))


def quotations(paragraph: Paragraph) -> Iterator[str]:
    """Words between quotation marks, or a paragraph set off as a quotation, if they are enough to be someone's."""
    for match in _QUOTATION.finditer(paragraph.text):
        words = match["straight"] or match["curly"] or match["block"]
        if len(words.split()) >= ENOUGH:
            yield words


def untraced(corpus: Corpus) -> list[Problem]:
    """Quotations of the reader's of which no row, or too little of one, is made; with the row to add."""
    found = []
    for paragraph in corpus.documents[READER].paragraphs if READER in corpus.documents else ():
        rows = [one.at.text for one in corpus.apparatus.reception if one.at.paragraph == paragraph.number]
        for words in quotations(paragraph):
            rest = words
            for row in rows:
                rest = "" if words in row else rest.replace(row, " ")
            if len(rest.split()) >= ENOUGH:
                id = next((id for id, message in corpus.messages.items() if find(words, message.paragraphs)), "")
                row = "\t".join((str(paragraph.number), words, id, "" if id else "…"))
                message = f"{words!r} is not traced to a letter"
                path = f"documents/{READER}.txt"
                found.append(Problem(path, paragraph.line, "reception.untraced", message, f"add to {FILE}: {row}"))
    return found


def _traced(row: Row, messages: Letters, reader: Document) -> Quoted | Problem:
    """One row, compared with the letter that it names."""
    words, note = row["words"], row["note"].strip()
    here = Row(row.line, {"source": READER, "paragraph": row["paragraph"], "words": words})
    at = locate(here, FILE, {READER: reader.paragraphs})
    if isinstance(at, Problem):
        return at
    if not row["message"]:
        return _of_no_letter(row, messages) or Quoted(at, None, "no letter", (), note)
    id, paragraph, number = row["message"].partition(" ¶")
    if id not in messages:
        return Problem(FILE, row.line, "place.unknown", f"unknown message {id!r}", did_you_mean(id, messages))
    paragraphs = messages[id].paragraphs
    if paragraph and (problem := beyond(FILE, row.line, id, number, {id: paragraphs})):
        return problem
    return _compared(row, at, id, paragraphs[int(number) - 1 :][:1] if number else paragraphs)


def _of_no_letter(row: Row, messages: Letters) -> Problem | None:
    words = row["words"]
    read = next((id for id, m in messages.items() if find(words, m.paragraphs)), "") if len(words.split()) >= ENOUGH else ""
    if read:
        return Problem(FILE, row.line, "reception.no-letter", f"{words!r} is said to be in no letter", f"{read!r} reads so")
    if not row["note"].strip():
        message = f"no letter is named for {words!r}"
        return Problem(FILE, row.line, "reception.no-letter", message, "name the message, or say in the note why there is none")
    return None


def _compared(row: Row, at: Locus, id: str, paragraphs: Sequence[Paragraph]) -> Quoted | Problem:
    """Verbatim, or the differences from the nearest passage; a row must say which of the two it is."""
    words, note = row["words"], row["note"].strip()
    passages = find(words, paragraphs)
    if len(passages) > 1:
        message = f"{words!r} stands {len(passages)} times in {row['message']!r}"
        return Problem(FILE, row.line, "place.recurs", message, f"name the ¶ ({id} ¶{passages[0].first}), or give more words")
    if passages:
        if note:
            message = f"{id!r} reads {words!r}, and the note says that it does not"
            return Problem(FILE, row.line, "reception.verbatim", message, "leave the note empty")
        paragraph = next(p for p in paragraphs if p.number == passages[0].first)
        start = passages[0].start
        end = start + len(words)
        return Quoted(at, Locus(id, paragraph.number, paragraph.line, start, end, words), "verbatim", (), "")
    place = _nearest(words, id, paragraphs)
    differing = differing_words(place.text, words) if place else ()
    if not note:
        told = "; ".join(f"{lemma!r}, not {reading!r}" for lemma, reading in differing)
        hint = (
            f"¶{place.paragraph} reads {told}: correct the row, or note the difference" if place else "nothing there is like it"
        )
        return Problem(FILE, row.line, "reception.differs", f"{words!r} is not in {id!r}", hint)
    return Quoted(at, place, "differs", differing, note)


def differing_words(passage: str, words: str) -> tuple[tuple[str, str], ...]:
    """What a passage reads and what the quotation prints instead, word by word."""
    return tuple((edit.old, edit.new) for edit in differences(tokens(passage), tokens(words)))


def _nearest(words: str, id: str, paragraphs: Sequence[Paragraph]) -> Locus | None:
    """The stretch of the most similar paragraph that has the fewest differences, from a word to a word."""
    near = nearest(words, paragraphs)
    if near is None:
        return None
    paragraph = next(p for p in paragraphs if p.number == near.paragraph)
    pieces = tokens(paragraph.text)
    filled = [at for at, token in enumerate(pieces) if token.kind != "blank"]
    texts = [pieces[at].text for at in filled]
    wanted = [token.text for token in tokens(words) if token.kind != "blank"]
    stretches = (
        (Indel.distance(texts[first:last], wanted), last - first, first)
        for first in range(len(texts))
        for last in range(first + 1, len(texts) + 1)
        if texts[first] in wanted[:_EDGE] and texts[last - 1] in wanted[-_EDGE:]
    )
    best = min(stretches, default=None)
    if best is None:
        at = paragraph.text.index(near.text)
        text = near.text + "".join(re.findall(r"^\w+", paragraph.text[at + len(near.text) :]))
    else:
        _, size, first = best
        at = len(text_of(pieces[: filled[first]]))
        text = text_of(pieces[filled[first] : filled[first + size - 1] + 1])
    return Locus(id, paragraph.number, paragraph.line, at, at + len(text), text)
