"""Two texts side by side: which paragraphs answer each other, and which tokens differ; gives no difference a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from .marks import Token

#: Paragraphs of which less than half agrees do not answer each other.
ALIKE = 0.5

Run = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens ``start`` to ``end`` of one text read ``old``; there, tokens ``at`` to ``upto`` of the other read ``new``."""

    start: int
    end: int
    old: str
    at: int
    upto: int
    new: str

    def moved(self, tokens: int, others: int) -> Edit:
        """The same edit counted from further back."""
        return replace(self, start=self.start + tokens, end=self.end + tokens, at=self.at + others, upto=self.upto + others)

    def inverse(self) -> Edit:
        """The edit that leads back."""
        return Edit(self.at, self.upto, self.new, self.start, self.end, self.old)


@dataclass(frozen=True, slots=True)
class Facing:
    """Paragraphs ``first`` to ``last`` of one text (the last not included) beside those of the other; either may be none."""

    first: int
    last: int
    other_first: int
    other_last: int


def text_of(tokens: Sequence[Token]) -> str:
    """Tokens as text."""
    return "".join(token.text for token in tokens)


def face(ones: Sequence[Run], others: Sequence[Run]) -> tuple[list[Facing], dict[int, int]]:
    """Paragraphs in the order of both texts, with those that one of them lacks; and those that stand elsewhere in the other.

    Both are positions from 0. What stands elsewhere is in the first answer too, as lacking here and lacking there.
    """
    plain, plain_others = [_words(run) for run in ones], [_words(run) for run in others]
    pairs = [Facing(i, i + 1, j, j + 1) for i, j in _heaviest_chain(ones, others, plain, plain_others)]
    pairs = _absorbed(pairs, plain, plain_others)
    whole: list[Facing] = []
    for pair in [*pairs, Facing(len(ones), len(ones), len(others), len(others))]:
        at, there = (whole[-1].last, whole[-1].other_last) if whole else (0, 0)
        whole += [Facing(i, i + 1, there, there) for i in range(at, pair.first)]
        whole += [Facing(pair.first, pair.first, j, j + 1) for j in range(there, pair.other_first)]
        whole += [pair] if pair.first < len(ones) or pair.other_first < len(others) else []
    lost = [pair.first for pair in whole if pair.other_first == pair.other_last]
    found = [pair.other_first for pair in whole if pair.first == pair.last]
    scores = sorted((-_agreement(ones[i], others[j], plain[i], plain_others[j]), i, j) for i in lost for j in found)
    elsewhere: dict[int, int] = {}
    for score, i, j in scores:
        if score < 0 and i not in elsewhere and j not in elsewhere.values():
            elsewhere[i] = j
    return whole, elsewhere


def differences(ones: Sequence[Token], others: Sequence[Token]) -> tuple[Edit, ...]:
    """Every edit between two runs of tokens, in their order.

    Words are aligned as if there were neither blanks nor marks, which are compared where they stand between two words
    that agree; a mark is an edit of its own.
    """
    at_words = [at for at, token in enumerate(ones) if _bears(token)]
    at_others = [at for at, token in enumerate(others) if _bears(token)]
    aligned = LCSseq.editops([ones[at].text for at in at_words], [others[at].text for at in at_others])
    edits: list[Edit] = []
    i = j = 0
    for block in aligned.as_matching_blocks():
        pairs = zip(at_words[block.a : block.a + block.size], at_others[block.b : block.b + block.size], strict=True)
        for word, other in pairs:
            edits += _between(ones, others, (i, word), (j, other))
            i, j = word + 1, other + 1
    edits += _between(ones, others, (i, len(ones)), (j, len(others)))
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.at)))


def _bears(token: Token) -> bool:
    """Whether a token is the author's and no blank."""
    return not token.mark and token.kind != "blank"


def _words(run: Run) -> list[str]:
    return [token.text for token in run if _bears(token) and token.kind != "end"]


def _agreement(one: Run, other: Run, words: Sequence[str], others: Sequence[str]) -> int:
    """How many words two paragraphs share, in order, and one for being the same; 0 for paragraphs that are not alike."""
    if one == other:
        return len(words) + 1
    shared = LCSseq.similarity(words, others)
    return shared if shared and 2 * shared >= ALIKE * (len(words) + len(others)) else 0


def _heaviest_chain(
    ones: Sequence[Run], others: Sequence[Run], words: Sequence[Sequence[str]], other_words: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """The paragraphs that answer each other in one order, sharing the most words that any such choice can share.

    A diff library aligns what is equal, not what is alike; this is the textbook's table over its measure.
    """
    best = [[0] * (len(others) + 1) for _ in range(len(ones) + 1)]
    shared = [
        [_agreement(a, b, v, w) for b, w in zip(others, other_words, strict=True)] for a, v in zip(ones, words, strict=True)
    ]
    for i in reversed(range(len(ones))):
        for j in reversed(range(len(others))):
            taken = shared[i][j] + best[i + 1][j + 1] if shared[i][j] else 0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    chain = []
    i = j = 0
    while i < len(ones) and j < len(others):
        if shared[i][j] and best[i][j] == shared[i][j] + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain


def _absorbed(pairs: list[Facing], ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> list[Facing]:
    """Where a paragraph is divided in one text and not in the other, its parts join it: half of their words must be there."""
    grown: list[Facing] = []
    for at, pair in enumerate(pairs):
        low = (grown[-1].last, grown[-1].other_last) if grown else (0, 0)
        high = (pairs[at + 1].first, pairs[at + 1].other_first) if at + 1 < len(pairs) else (len(ones), len(others))
        changed = True
        while changed:
            wider = (
                replace(pair, first=pair.first - 1) if pair.first > low[0] else pair,
                replace(pair, other_first=pair.other_first - 1) if pair.other_first > low[1] else pair,
                replace(pair, last=pair.last + 1) if pair.last < high[0] else pair,
                replace(pair, other_last=pair.other_last + 1) if pair.other_last < high[1] else pair,
            )
            taken = next((wide for wide in wider if wide != pair and _gains(pair, wide, ones, others)), pair)
            changed, pair = taken != pair, taken
        grown.append(pair)
    return grown


def _gains(pair: Facing, wide: Facing, ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> bool:
    def measure(facing: Facing) -> tuple[int, int]:
        one = [word for words in ones[facing.first : facing.last] for word in words]
        other = [word for words in others[facing.other_first : facing.other_last] for word in words]
        return LCSseq.similarity(one, other), len(one) + len(other)

    (shared, length), (wider, longer) = measure(pair), measure(wide)
    return wider > shared and 2 * (wider - shared) >= longer - length


def _between(ones: Sequence[Token], others: Sequence[Token], here: tuple[int, int], there: tuple[int, int]) -> Iterator[Edit]:
    """The edits between two words that agree: at both ends comes off what agrees, then each mark; the rest is replaced."""
    for forward, marks in ((True, False), (False, False), (True, True), (False, True)):
        while (taken := _at_the_end(ones[slice(*here)], others[slice(*there)], forward, marks)) is not None:
            first, second = (here[0], there[0]) if forward else (here[1] - taken[0], there[1] - taken[1])
            edit = Edit(first, first + taken[0], "", second, second + taken[1], "")
            old, new = text_of(ones[edit.start : edit.end]), text_of(others[edit.at : edit.upto])
            if old != new:
                yield replace(edit, old=old, new=new)
            here = (edit.end, here[1]) if forward else (here[0], edit.start)
            there = (edit.upto, there[1]) if forward else (there[0], edit.at)
    yield from _replaced(ones, others, here, there)


def _at_the_end(ones: Sequence[Token], others: Sequence[Token], forward: bool, marks: bool) -> tuple[int, int] | None:
    """How many tokens of each side come off at one end: two that agree; if ``marks`` may, two of one kind, or one; or None."""
    at = 0 if forward else -1
    one, other = ones[at] if ones else None, others[at] if others else None
    if one and other and (one.text == other.text or (marks and one.mark and one.kind == other.kind)):
        return 1, 1
    if marks and one and one.mark and not (other and other.mark and any(one.text == token.text for token in others)):
        return 1, 0
    return (0, 1) if marks and other and other.mark else None


def _replaced(ones: Sequence[Token], others: Sequence[Token], here: tuple[int, int], there: tuple[int, int]) -> Iterator[Edit]:
    """One text instead of another; where marks stand among the words, each piece goes and each comes by itself."""
    (start, end), (at, upto) = here, there
    if start == end and at == upto:
        return
    if not any(token.mark for token in (*ones[start:end], *others[at:upto])):
        yield Edit(start, end, text_of(ones[start:end]), at, upto, text_of(others[at:upto]))
        return
    for first, last in _pieces(ones, start, end):
        yield Edit(first, last, text_of(ones[first:last]), at, at, "")
    for first, last in _pieces(others, at, upto):
        yield Edit(end, end, "", first, last, text_of(others[first:last]))


def _pieces(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of words, and each mark by itself."""
    first = start
    for at in range(start, end):
        if tokens[at].mark:
            yield from [(first, at)] if first < at else []
            yield at, at + 1
            first = at + 1
    yield from [(first, end)] if first < end else []
