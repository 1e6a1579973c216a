"""The differences of two witnesses in an editor's terms, each with its locus; knows of tokens, and of no particular text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .alignment import Edit, Run, differences, text_of
from .marks import END, Token, TokenKind, tokens

Kind = Literal[
    "link", "emphasis", "caption", "image", "heading mark", "footnote", "site furniture",
    "character", "words", "omission", "addition", "paragraph division", "paragraph order",
]  # fmt: skip

_OF_MARKS: dict[TokenKind, Kind] = {
    "link": "link", "emphasis": "emphasis", "caption": "caption", "image": "image", "heading mark": "heading mark",
    "footnote": "footnote",
}  # fmt: skip

#: What a site prints around its texts; after the last of these, whatever follows advertises another text.
_COUNTER, _NO_VIDEO, _ADVERTISEMENT = "Kudos", "Your browser does not support the video tag.", "Now read this"
_NOTE = re.compile(r"\s+(?P<number>\d+)\. ")
_SET_IN = re.compile(r"\s{3}")


@dataclass(frozen=True, slots=True)
class Variant:
    """Where the copy-text reads ``lemma``, in ¶ ``paragraph`` (to ``last``), the other witness reads ``reading``.

    ``other`` (to ``other_last``) is the paragraph there. Where one witness lacks ``whole`` paragraphs, its number is that
    of the paragraph which they would follow, 0 for the beginning. ``edits`` count tokens of the whole texts; a variant
    within paragraphs that stand elsewhere in the other witness has none: "paragraph order" replaces these as a whole.
    """

    kind: Kind
    paragraph: int
    last: int
    lemma: str
    reading: str
    other: int
    other_last: int
    edits: tuple[Edit, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One witness as tokens: its paragraphs, where each starts, and what each is to be called where the other lacks it.

    A calling is a kind and the number of the group that the paragraph belongs to.
    """

    runs: tuple[Run, ...]
    starts: tuple[int, ...]
    called: tuple[tuple[Kind | None, int], ...]

    def run(self, first: int, last: int) -> Run:
        """The tokens of some paragraphs; where a mark's partner is, is counted from the first."""
        offsets = ((run, self.starts[first + at] - self.starts[first]) for at, run in enumerate(self.runs[first:last]))
        return tuple(
            token if token.partner is None else replace(token, partner=token.partner + offset)
            for run, offset in offsets
            for token in run
        )


def witnessed(texts: Sequence[str]) -> Witnessed:
    """Read a text in paragraphs."""
    runs = tuple((*tokens(text), Token("end", END)) for text in texts)
    starts = [0]
    for run in runs:
        starts.append(starts[-1] + len(run))
    return Witnessed(runs, tuple(starts), tuple(_called(texts, runs)))


def _called(texts: Sequence[str], runs: Sequence[Run]) -> Iterator[tuple[Kind | None, int]]:
    """A note begins, set in, with a number that a word of the text bears; what is set in further belongs to it."""
    borne = {match[1] for text in texts if not text[:1].isspace() for match in re.finditer(r"[^\W\d_](\d+)\b", text)}
    note, advertised = 0, False
    for at, (text, run) in enumerate(zip(texts, runs, strict=True)):
        match = _NOTE.match(text)
        if match and match["number"] in borne:
            note = at + 1
        elif not _SET_IN.match(text):
            note = 0
        counted = text.strip().isdigit() and [after.strip() for after in texts[at + 1 : at + 2]] == [_COUNTER]
        advertised = advertised or text.strip() == _ADVERTISEMENT
        if note:
            yield "footnote", note
        elif counted or advertised or text.strip() in (_COUNTER, _NO_VIDEO):
            yield "site furniture", 0
        else:
            yield (_OF_MARKS[run[0].kind] if run[0].kind in ("image", "caption") else None), 0


def whole(one: Witnessed, two: Witnessed, here: tuple[int, int], there: tuple[int, int]) -> Variant:
    """Paragraphs of one witness that the other lacks there."""
    edit = Edit(
        one.starts[here[0]], one.starts[here[1]], text_of(one.run(*here)),
        two.starts[there[0]], two.starts[there[1]], text_of(two.run(*there)),
    )  # fmt: skip
    lemma, reading = edit.old.removesuffix(END), edit.new.removesuffix(END)
    if here[0] < here[1]:
        kind = one.called[here[0]][0] or "omission"
        return Variant(kind, here[0] + 1, here[1], lemma, "", there[0], there[0], (edit,), whole=True)
    kind = two.called[there[0]][0] or "addition"
    return Variant(kind, here[0], here[0], "", reading, there[0] + 1, there[1], (edit,), whole=True)


def within(one: Witnessed, two: Witnessed, here: tuple[int, int], there: tuple[int, int]) -> Iterator[Variant]:
    """The variants of paragraphs that answer each other: the edits at one mark and at its partner are one variant."""
    run, other = one.run(*here), two.run(*there)
    edits = differences(run, other)
    keyed: dict[tuple[str, int], list[Edit]] = {}
    for at, edit in enumerate(edits):
        keyed.setdefault(_key(edit, at, run, other), []).append(edit)
    for key in [key for key, (edit, *_) in keyed.items() if ("heading", 0) in keyed and _sets_in(edit, run, other)]:
        keyed["heading", 0] += keyed.pop(key)
    for key, same in keyed.items():
        (start, end), (begin, stop) = _reach(key, same, edits, run, other)
        paragraph = here[0] + 1 + sum(token.kind == "end" for token in run[:start])
        its = there[0] + 1 + sum(token.kind == "end" for token in other[:begin])
        moved = tuple(edit.moved(one.starts[here[0]], two.starts[there[0]]) for edit in sorted(same, key=_place))
        kind = _kind(key, same[0], run, other)
        yield Variant(kind, paragraph, paragraph, text_of(run[start:end]), text_of(other[begin:stop]), its, its, moved)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.at


def _key(edit: Edit, at: int, run: Run, other: Run) -> tuple[str, int]:
    """What makes edits one variant: the marks of a heading, a mark and its partner; words stand by themselves."""
    for side, tokens_of, start, end in (("there", other, edit.at, edit.upto), ("here", run, edit.start, edit.end)):
        if start < end and tokens_of[start].mark:
            return ("heading", 0) if tokens_of[start].kind == "heading mark" else (side, _outermost(tokens_of, start))
    return "words", at


def _partner(run: Run, at: int) -> int:
    partner = run[at].partner
    return at if partner is None else partner


def _outermost(run: Run, at: int) -> int:
    """Where the marks begin: a picture that leads somewhere has one pair of marks right inside another."""
    start, end = sorted((at, _partner(run, at)))
    while start and run[start - 1].kind == run[start].kind and run[start - 1].partner == end + 1:
        start, end = start - 1, end + 1
    return start


def _sets_in(edit: Edit, run: Run, other: Run) -> bool:
    """Whether the edit takes away or brings the blank with which a paragraph begins."""
    taken = edit.start == 0 and edit.end == 1 and run[0].kind == "blank" and edit.at == edit.upto
    brought = edit.at == 0 and edit.upto == 1 and other[0].kind == "blank" and edit.start == edit.end
    return taken or brought


def _reach(
    key: tuple[str, int], same: Sequence[Edit], edits: Sequence[Edit], run: Run, other: Run
) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where lemma and reading go: over the words between a mark and its partner, or over the words that differ."""
    sort, at = key
    if sort == "heading":
        return (0, len(run) - 1), (0, len(other) - 1)
    if sort == "there":
        back = [edit.inverse() for edit in edits]
        stop = _partner(other, at) + 1
        return (_across(at, back), _across(stop, back)), (at, stop)
    if sort == "here":
        end = _partner(run, at) + 1
        return (at, end), (_across(at, edits), _across(end, edits))
    return (same[0].start, same[0].end), (same[0].at, same[0].upto)


def _across(at: int, edits: Sequence[Edit]) -> int:
    """The place in the other text that answers a place between tokens of the one."""
    before = [edit for edit in edits if edit.end <= at]
    return before[-1].upto + at - before[-1].end if before else at


def _kind(key: tuple[str, int], edit: Edit, run: Run, other: Run) -> Kind:
    if key[0] == "heading":
        return "heading mark"
    if key[0] != "words":
        return _OF_MARKS[(other if key[0] == "there" else run)[key[1]].kind]
    kinds = {token.kind for token in (*run[edit.start : edit.end], *other[edit.at : edit.upto])}
    if "word" not in kinds:
        return "paragraph division" if kinds <= {"blank", "end"} and "end" in kinds else "character"
    return "words" if edit.old and edit.new else "omission" if edit.old else "addition"
