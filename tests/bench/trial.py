"""All builds of one size, edition, P and D in turn so that they share the machine's moods; judges none of them."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .copies import Chapter, chapters_of
from .measure import LETTERS, Cost, Costs, build, loading, pages_of
from .plain import plain, with_defaults
from .synthesis import real, synthetic

REAL = "real"
#: Above this many messages D is not built: its cost grows with the square of its pages.
LARGEST_D = 1000
#: The book is printed at its own size, and at about ten times that.
PRINTED = (REAL, "1000")
#: A new sentence; one of the edition's has to say what it rests on.
ADDED = {
    "edition": "This sentence was not here when the book was built.{inference}`the bench adds it`",
    "P": "This sentence was not here when the book was built (inferred: the bench adds it).",
}
_SIDEBAR = re.compile(r'<nav class="[^"]*edition-sidebar.*?</nav>', re.DOTALL)


@dataclass(slots=True)
class Trial:
    """What was measured at one size: builds by book, the rest of the edition alone; ``same`` and ``edited`` leave D out."""

    size: str
    messages: int
    cold: dict[str, Costs] = field(default_factory=dict)
    same: dict[str, Costs] = field(default_factory=dict)
    edited: dict[str, Costs] = field(default_factory=dict)
    letters: Costs = field(default_factory=Costs)
    parallel: Cost | None = None
    print: Cost | None = None
    loading: float = 0.0
    pages: dict[str, dict[str, int]] = field(default_factory=dict)
    chapter: int = 0
    sidebar: int = 0

    @property
    def edition(self) -> Costs:
        """The edition's cold builds."""
        return self.cold["edition"]


def trial(root: Path, folder: Path, size: str, runs: int) -> Trial:
    """Make the books of one size in ``folder`` and build each ``runs`` times."""
    edition = real(root, folder / "edition") if size == REAL else synthetic(root, folder / "edition", int(size))
    # Not counted: it gives P its words, and leaves our modules compiled.
    build(edition.book, html := folder / "html-edition")
    books = {"edition": edition.book, "P": plain(edition, html, folder / "P")}
    if edition.messages <= LARGEST_D:
        books["D"] = with_defaults(edition, html, folder / "D")
    out = {name: folder / f"html-{name}" for name in books}
    again = ("edition", "P")
    made = Trial(size, edition.messages, {name: Costs() for name in books}, loading=loading(edition.sources))
    made.same, made.edited = ({name: Costs() for name in again} for _ in range(2))
    chapters = chapters_of(edition.book)
    middle = f"chapters/{chapters[len(chapters) // 2].stem}.md"
    for _ in range(runs):
        for name, book in books.items():
            made.cold[name].runs.append(_said(size, f"{name}, cold", build(book, out[name], cold=True)))
        made.pages = {name: pages_of(out[name]) for name in books}
        _look(made, chapters, out["edition"])
        for name in again:
            made.same[name].runs.append(_said(size, f"{name}, nothing changed", build(books[name], out[name])))
        shutil.rmtree(out["edition"] / LETTERS)
        made.letters.runs.append(_said(size, "edition, the letters' own pages lost", build(edition.book, out["edition"])))
        for name in again:
            cost = _edit(books[name], middle, out[name], ADDED[name])
            made.edited[name].runs.append(_said(size, f"{name}, one chapter edited", cost))
    if size in PRINTED:
        made.print = _said(size, "PDF, cold", build(edition.book, folder / "pdf", cold=True, builder="pdf"))
    if edition.messages <= LARGEST_D:
        made.parallel = _said(
            size, "edition, cold, -j auto", build(edition.book, folder / "html-parallel", cold=True, jobs="auto")
        )
    return made


def _edit(book: Path, page: str, out: Path, sentence: str) -> Cost:
    """Append a sentence of prose to a page, build, and take the sentence back."""
    path = book / page
    before = path.read_bytes()
    path.write_bytes(before + f"\n{sentence}\n".encode())
    try:
        return build(book, out)
    finally:
        path.write_bytes(before)


def _look(made: Trial, chapters: Sequence[Chapter], out: Path) -> None:
    """Note the size of the real book's second chapter, which is the same chapter at every size, and of its sidebar."""
    text = (out / "chapters" / f"{chapters[1].stem}.html").read_text("utf-8")
    made.chapter = len(text.encode("utf-8"))
    made.sidebar = sum(len(match[0].encode("utf-8")) for match in _SIDEBAR.finditer(text))


def _said(size: str, what: str, cost: Cost) -> Cost:
    print(f"[{size}] {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, {cost.memory:.0f} MiB", file=sys.stderr, flush=True)
    return cost
