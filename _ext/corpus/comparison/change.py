"""One difference between two editions, and all of them: what stands on either side, and what may never be lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["added", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class Side:
    """What one edition has: where, and what; ``letters`` are the messages whose pages show it.

    ``digest`` tells apart what differs in more than the words that a reviewer is shown.
    """

    place: str
    text: str
    letters: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one kind of thing was ``before`` and is ``after``; either is None where the edition lacks it, never both."""

    kind: str
    before: Side | None
    after: Side | None

    @property
    def act(self) -> Act:
        """What was done, seen from the later edition."""
        return "added" if self.before is None else "lost" if self.after is None else "changed"

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that are there, the earlier first."""
        return tuple(side for side in (self.before, self.after) if side is not None)

    @property
    def breaks(self) -> str:
        """The promise that this change breaks, in words for its maker; empty where it breaks none."""
        lost, changed = PERMANENT.get(self.kind, ("", ""))
        return {"added": "", "lost": lost, "changed": changed}[self.act]

    def mirrored(self) -> Change:
        """The change that undoes this one."""
        return Change(self.kind, self.after, self.before)


_ID = "published ids never vanish: restore it"
#: Kind → why it may not be lost, and why it may not be changed.
PERMANENT = {
    "witness": ("a witness is never removed", "a witness stays as received; record the change in sources/emendations.tsv"),
    "message": (_ID, "a published number never changes"),
    "paragraph": ("a published paragraph keeps its address", "a published paragraph keeps its number"),
    "home": ("a letter keeps a home in the book", ""),
    "thread": (_ID, ""),
    "person": (_ID, ""),
    "organisation": (_ID, ""),
    "term": (_ID, ""),
    "publication": ("rows of sources/published.tsv are never removed: restore it", "rows of sources/published.tsv never change"),
    "page": ("a published page keeps its address", ""),
    "anchor": ("a published anchor stays: keep it as a target, (anchor)=, above the new heading", ""),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, by kind and place; ``lacking`` are parts that only one of the editions exports, so that they say nothing.

    ``words`` are those of the book's own prose, before and after; none where one of them does not tell.
    """

    changes: tuple[Change, ...] = ()
    lacking: tuple[str, ...] = ()
    words: tuple[int, ...] = ()

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes that break a promise."""
        return tuple(change for change in self.changes if change.breaks)

    @property
    def letters(self) -> dict[str, Act]:
        """The messages whose pages differ, in order, each with what is done to its page."""
        ids = sorted({id for change in self.changes for side in change.sides for id in side.letters})
        whole = {id: change.act for change in self.changes if change.kind == "message" for id in change.sides[0].letters}
        return {id: whole.get(id, "changed") for id in ids}

    def mirrored(self) -> Comparison:
        """The comparison of the same two editions the other way round."""
        return Comparison(tuple(change.mirrored() for change in self.changes), self.lacking, self.words[::-1])
