"""A message in two editions: what each reads where they differ, and which of its paragraphs are lost, added or renumbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..alignment import Edit, Facing, Run, differences, face, text_of
from ..digest import digest
from ..marks import END, Token, tokens
from .change import Change, Side

#: Of a long paragraph that is lost, added or renumbered, so many words are shown.
FIRST, LAST = 8, 4


def readings(before: Any, after: Any) -> list[Change]:
    """The differences between two bodies of one message, paragraph by paragraph."""
    if before["body"] == after["body"]:
        return []
    # An alignment that has a choice would make another one the other way round: it is always made in the same direction.
    if before["body"] > after["body"]:
        return [change.mirrored() for change in readings(after, before)]
    ones, others = _paragraphs(before["body"]), _paragraphs(after["body"])
    found: list[Change] = []
    for facing in _facing(ones, others):
        found += _paragraph(facing, ones, others, before, after)
        found += _words(facing, ones, others, before, after)
    if not found:
        found.append(Change("reading", _blank_lines(before), _blank_lines(after)))
    return found


def _blank_lines(message: Any) -> Side:
    """What is left to say where nothing else differs."""
    count = sum(not line.strip() for line in message["body"].split("\n"))
    return replace(_side(message, "", f"{count} blank lines"), digest=digest(message["body"]))


def _paragraphs(body: str) -> list[Run]:
    return [tokens(line) for line in body.split("\n") if line.strip()]


def _facing(ones: Sequence[Run], others: Sequence[Run]) -> Iterator[Facing]:
    """The paragraphs side by side; one that stands elsewhere in the other text is beside itself there."""
    whole, elsewhere = face(ones, others)
    moved = set(elsewhere.values())
    for facing in whole:
        if facing.other_first == facing.other_last and facing.first in elsewhere:
            there = elsewhere[facing.first]
            yield Facing(facing.first, facing.last, there, there + 1)
        elif not (facing.first == facing.last and facing.other_first in moved):
            yield facing


def _paragraph(facing: Facing, ones: Sequence[Run], others: Sequence[Run], before: Any, after: Any) -> Iterator[Change]:
    """A paragraph that one text lacks, or that has another number there."""
    here, there = _number(facing.first, facing.last), _number(facing.other_first, facing.other_last)
    if here == there:
        return
    one = _side(before, here, _text(ones[facing.first : facing.last])) if here else None
    other = _side(after, there, _text(others[facing.other_first : facing.other_last])) if there else None
    yield Change("paragraph", one, other)


def _words(facing: Facing, ones: Sequence[Run], others: Sequence[Run], before: Any, after: Any) -> Iterator[Change]:
    """What either text reads, in whole words; where blanks alone differ they are made visible."""
    if facing.first == facing.last or facing.other_first == facing.other_last:
        return
    one, other = _joined(ones[facing.first : facing.last]), _joined(others[facing.other_first : facing.other_last])
    here, there = _number(facing.first, facing.last), _number(facing.other_first, facing.other_last)
    for edit in _in_whole_words(differences(one, other), one, other):
        old, new = text_of(one[edit.start : edit.end]), text_of(other[edit.at : edit.upto])
        if old.split() == new.split():
            old, new = old.replace(" ", "␣"), new.replace(" ", "␣")
        yield Change("reading", _side(before, here, old), _side(after, there, new))


def _in_whole_words(edits: Sequence[Edit], one: Run, other: Run) -> list[Edit]:
    """Edits that reach from blank to blank; what then touches is one edit. Between two edits, both texts agree."""
    grown: list[Edit] = []
    for at, edit in enumerate(edits):
        low = edits[at - 1].end if at else 0
        high = edits[at + 1].start if at + 1 < len(edits) else len(one)
        left, right = 0, 0
        while edit.start - left > low and not _blank(one[edit.start - left - 1]):
            left += 1
        while edit.end + right < high and not _blank(one[edit.end + right]):
            right += 1
        edit = replace(edit, start=edit.start - left, end=edit.end + right, at=edit.at - left, upto=edit.upto + right)
        if grown and edit.start <= grown[-1].end:
            last = grown.pop()
            edit = replace(edit, start=last.start, at=last.at, end=max(edit.end, last.end), upto=max(edit.upto, last.upto))
        grown.append(edit)
    return grown


def _blank(token: Token) -> bool:
    return token.kind in ("blank", "end")


def _joined(runs: Sequence[Run]) -> Run:
    return tuple(token for at, run in enumerate(runs) for token in (*([Token("end", END)] if at else []), *run))


def _text(runs: Sequence[Run]) -> str:
    """A paragraph, or, of a long one, its first words and its last."""
    words = " ".join(text_of(run) for run in runs).split(" ")
    return " ".join(words if len(words) <= FIRST + LAST else [*words[:FIRST], "…", *words[-LAST:]])


def _number(first: int, last: int) -> str:
    """``¶3``, ``¶3–4``, or nothing."""
    return "" if first == last else f"¶{first + 1}" if last == first + 1 else f"¶{first + 1}–{last}"


def _side(message: Any, paragraph: str, text: str) -> Side:
    return Side(f"{message['number']} {paragraph}".rstrip(), text.replace(END, " ¶ "), (message["id"],))
