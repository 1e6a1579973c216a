"""All builds of one size, edition, P and D in turn so that they share the machine's moods; judges none of them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .measure import Cost, Costs, build, loading, pages_of
from .plain import plain, with_defaults
from .synthesis import Edition, chapters_of, real, synthetic

REAL = "real"
#: Above this many messages D is not built: its cost grows with the square of its pages.
LARGEST_D = 1000
_SIDEBAR = re.compile(r'<nav class="[^"]*edition-sidebar.*?</nav>', re.DOTALL)


@dataclass(slots=True)
class Trial:
    """What was measured at one size; ``cold`` by book, the rest of the edition alone."""

    size: str
    messages: int
    cold: dict[str, Costs] = field(default_factory=dict)
    same: Costs = field(default_factory=Costs)
    edited: Costs = field(default_factory=Costs)
    parallel: Cost | None = None
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
    books = {"edition": edition.book, "P": plain(edition, folder / "P")}
    if edition.messages <= LARGEST_D:
        books["D"] = with_defaults(edition, folder / "D")
    made = Trial(size, edition.messages, {name: Costs() for name in books}, loading=loading(edition.sources))
    for _ in range(runs):
        for name, book in books.items():
            made.cold[name].runs.append(_said(size, f"{name}, cold", build(book, folder / f"html-{name}", cold=True)))
        made.pages = {name: pages_of(folder / f"html-{name}") for name in books}
        _look(made, edition, folder / "html-edition")
        made.same.runs.append(_said(size, "edition, nothing changed", build(edition.book, folder / "html-edition")))
        made.edited.runs.append(_said(size, "edition, one chapter edited", _edit(edition, folder / "html-edition")))
    if edition.messages <= LARGEST_D:
        made.parallel = _said(
            size, "edition, cold, -j auto", build(edition.book, folder / "html-parallel", cold=True, jobs="auto")
        )
    return made


def _edit(edition: Edition, out: Path) -> Cost:
    """Append a sentence of prose to a chapter in the middle of the book, build, and take the sentence back."""
    chapters = chapters_of(edition.book)
    path = edition.book / "chapters" / f"{chapters[len(chapters) // 2].stem}.md"
    before = path.read_bytes()
    path.write_bytes(before + b"\nThis sentence was not here when the book was built.\n")
    try:
        return build(edition.book, out)
    finally:
        path.write_bytes(before)


def _look(made: Trial, edition: Edition, out: Path) -> None:
    """Note the size of the real book's second chapter, which is the same chapter at every size, and of its sidebar."""
    chapter = [stem for stem in (c.stem for c in chapters_of(edition.book)) if "-copy-" not in stem][1]
    text = (out / "chapters" / f"{chapter}.html").read_text("utf-8")
    made.chapter = len(text.encode("utf-8"))
    made.sidebar = sum(len(match[0].encode("utf-8")) for match in _SIDEBAR.finditer(text))


def _said(size: str, what: str, cost: Cost) -> Cost:
    print(f"[{size}] {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, {cost.memory:.0f} MiB", file=sys.stderr, flush=True)
    return cost
