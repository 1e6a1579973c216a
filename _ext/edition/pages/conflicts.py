"""Conflicts: places that disagree, explained or open, found by machine or by reading; shows the Corpus, settles nothing."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from corpus.commentary import Conflict
from corpus.conflict import KINDS, READ
from corpus.model import Corpus

from ..links import Page, Words
from ..render import dateline_in_words, number_in_words
from .places import Places, counted
from .sections import bullets, jumps, line, section


def conflicts(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Counts; then a section for each kind with its conflicts in the archive's order."""
    known = corpus.apparatus.conflicts
    order = {id: at for at, id in enumerate(corpus.messages)}
    places = Places(corpus)
    by_kind = {kind: [one for one in known if one.kind == kind] for kind in KINDS}
    there = {kind: found for kind, found in by_kind.items() if found}
    shown = [line(page, [Words(_counts(known))], "counts")]
    shown.append(line(page, [Words(_none([kind for kind in KINDS if kind != READ and kind not in there]))]))
    sections = []
    for kind, found in there.items():
        inside = sorted(found, key=lambda one: order[one.message])
        items = [[_places(one, corpus), places.sentence(one.explanation)] for one in inside]
        counts = line(page, [Words(f"Found by {_finder(kind)}: {_standing(found)}.")], "counts")
        sections.append(section(_title(kind), f"conflict-{kind}", counts, bullets(page, items, "conflicts")))
    return [*shown, *jumps(page, [(_title(kind), f"conflict-{kind}") for kind in there]), *sections]


def _places(conflict: Conflict, corpus: Corpus) -> list[Words]:
    """The letters that disagree, with their dates, and whether it is explained."""
    shown: list[Words] = []
    for id in filter(None, (conflict.message, conflict.other)):
        message = corpus.messages[id]
        shown += [Words(" and ")] if shown else []
        shown += [number_in_words(message, "no. "), Words(" ("), dateline_in_words(message.header.sent), Words(")")]
    state = "open" if conflict.open else "explained"
    return [*shown, Words(": "), Words(state, classes=f"state {state}")]


def _counts(known: Sequence[Conflict]) -> str:
    machine = [one for one in known if one.kind != READ]
    read = len(known) - len(machine)
    return f"{counted(len(known), 'conflict')}: {len(machine)} found by machine, {read} by reading; {_standing(known)}."


def _standing(found: Sequence[Conflict]) -> str:
    left = sum(one.open for one in found)
    if not left:
        return "explained" if len(found) == 1 else "all explained"
    return f"{len(found) - left} explained, {left} open" if left < len(found) else "open" if left == 1 else "all open"


def _none(kinds: Sequence[str]) -> str:
    """What a machine has looked for in vain."""
    if not kinds:
        return "A machine looked for each of the kinds below."
    return f"A machine also looked for {' and for '.join(KINDS[kind] for kind in kinds)}, and found none."


def _finder(kind: str) -> str:
    return "reading" if kind == READ else "machine"


def _title(kind: str) -> str:
    return KINDS[kind][0].upper() + KINDS[kind][1:]
