"""Quotations found in a source character by character; knows which marks are ours and nothing of where they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from .model import Paragraph

OMISSION = "⟨…⟩"
#: An editor's insertion with the blank that only separates it from the next word; an omission is none.
_INSERTED = re.compile(r"(?:(?<= )|^)⟨(?!…⟩)[^⟨⟩]*⟩ |⟨(?!…⟩)[^⟨⟩]*⟩")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quotation stands: first and last paragraph, and the character it starts at in the first."""

    first: int
    last: int
    start: int


@dataclass(frozen=True, slots=True)
class Near:
    """The passage most like words that were not found: its paragraph, its text, and where the two first differ."""

    paragraph: int
    text: str
    at: int


def find(words: str, paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """Every passage that reads ``words``; ``⟨…⟩`` stands for omitted text, ``⟨word⟩`` for what an editor put in."""
    plain = _INSERTED.sub("", words)
    pieces = [piece for piece in plain.split(OMISSION) if piece.strip() or (piece and piece == words)]
    if "⟨" in words:
        pieces = [piece.strip() for piece in pieces]
    if not pieces:
        return ()
    starts = [(p, at) for p in range(len(paragraphs)) for at in _occurrences(pieces[0], paragraphs[p].text)]
    passages = []
    for paragraph, start in starts:
        last = _follow(pieces[1:], paragraphs, paragraph, start + len(pieces[0]))
        if last is not None:
            passages.append(Passage(paragraphs[paragraph].number, paragraphs[last].number, start))
    return tuple(passages)


def find_block(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """Every run of paragraphs that reads ``lines``: the first may start, the last may end within its paragraph."""
    filled = [line for line in lines if line.strip()]
    passages = []
    for at in range(len(paragraphs) - len(filled) + 1):
        run = [paragraph.text.lstrip(" ") for paragraph in paragraphs[at : at + len(filled)]]
        inner = run[1:-1] == filled[1:-1]
        if filled and inner and run[0].endswith(filled[0]) and run[-1].startswith(filled[-1]):
            start = len(paragraphs[at].text) - len(filled[0])
            passages.append(Passage(paragraphs[at].number, paragraphs[at + len(filled) - 1].number, start))
    return tuple(passages)


def nearest(words: str, paragraphs: Sequence[Paragraph]) -> Near | None:
    """The most similar stretch of a source, for an error message; None when nothing is similar."""
    plain = _INSERTED.sub("", words).replace(OMISSION, "")
    best: tuple[float, Near] | None = None
    for paragraph in paragraphs:
        found = fuzz.partial_ratio_alignment(plain, paragraph.text)
        if found is None or found.score < 60 or (best and found.score <= best[0]):
            continue
        start = paragraph.text.rfind(" ", 0, found.dest_start + 1) + 1 if found.dest_start else 0
        text = paragraph.text[start : start + len(plain)]
        at = next((n for n, (a, b) in enumerate(zip(plain, text, strict=False)) if a != b), min(len(plain), len(text)))
        best = (found.score, Near(paragraph.number, text, at))
    return best[1] if best else None


def _follow(pieces: Sequence[str], paragraphs: Sequence[Paragraph], at: int, start: int) -> int | None:
    """The paragraph in which the last of ``pieces`` ends when each follows the one before, or None."""
    for piece in pieces:
        here = paragraphs[at].text.find(piece, start)
        while here < 0:
            at += 1
            if at == len(paragraphs):
                return None
            here = paragraphs[at].text.find(piece)
        start = here + len(piece)
    return at


def _occurrences(piece: str, text: str) -> list[int]:
    found = []
    at = text.find(piece)
    while at >= 0:
        found.append(at)
        at = text.find(piece, at + 1)
    return found
