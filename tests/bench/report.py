"""Measured ratios beside their targets; measures nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .trial import PRINTED, REAL, Trial

COLD_AGAINST_P = 1.15
COLD_AGAINST_D = 0.5
MEMORY_AGAINST_P = 1.2
GROWTH = 1.25
GROWTH_SIZES = ("500", "5000")
EDIT = {REAL: 0.35, "1000": 0.10, "5000": 0.05}
#: Milliseconds of CPU for a letter's own page: 5,000 of them take seconds.
LETTER_MS = 5
PRINT_AGAINST_HTML = 1.5
GROWTH_OF_PRINT = 1.2
PRINT_MEMORY = 1907  # two thousand million bytes
#: P has the words of the edition when the numbers of words differ by no more than this.
SAME_WORDS = 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: a value, and a target where there is one."""

    size: str
    what: str
    value: str
    target: str = ""
    met: bool = True


def rows(trials: Sequence[Trial]) -> Iterator[Row]:
    """Every line of the report, size by size, then what compares sizes."""
    for trial in trials:
        yield from _fair(trial)
        yield from _cold(trial)
        yield from _print(trial)
        yield from _again(trial)
        yield Row(trial.size, "loading the Corpus", f"{trial.loading:.0f} ms")
    sizes = {trial.size: trial for trial in trials}
    yield from _growth(sizes)
    yield from _printed(sizes)
    yield from _chapter(trials)


def table(lines: Iterable[Row]) -> str:
    """The report as text, aligned; a missed target is marked."""
    cells = [("size", "what", "measured", "target", "")]
    cells += [(row.size, row.what, row.value, row.target, "" if row.met else "MISSED") for row in lines]
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)


def _fair(trial: Trial) -> Iterator[Row]:
    """Whether P is what the edition is compared with: the same pages, the same words."""
    ours, theirs = trial.pages["edition"], trial.pages["P"]
    yield Row(trial.size, "pages", str(len(ours)), "the same in P", set(ours) == set(theirs))
    words = sum(theirs.values()) / sum(ours.values())
    yield Row(trial.size, "words in P / words", f"{words:.3f}", f"1 ± {SAME_WORDS}", abs(words - 1) <= SAME_WORDS)


def _cold(trial: Trial) -> Iterator[Row]:
    ours, p = trial.edition, trial.cold["P"]
    each = 1000 * ours.cpu / trial.messages
    yield Row(trial.size, "cold build", f"{ours.cpu:.2f} s CPU, {each:.1f} ms a message")
    yield _at_most(trial.size, f"… / P ({p.cpu:.2f} s)", ours.cpu / p.cpu, COLD_AGAINST_P)
    if "D" in trial.cold:
        d = trial.cold["D"]
        what, ratio = f"… / D ({d.cpu:.2f} s)", ours.cpu / d.cpu
        yield _at_most(trial.size, what, ratio, COLD_AGAINST_D) if trial.size == REAL else Row(trial.size, what, f"{ratio:.2f}")
    yield _at_most(trial.size, f"peak memory, {ours.memory:.0f} MiB / P", ours.memory / p.memory, MEMORY_AGAINST_P)
    if trial.parallel:
        yield Row(trial.size, "by the clock, -j 1 and -j auto", f"{ours.wall:.2f} s, {trial.parallel.wall:.2f} s")


def _print(trial: Trial) -> Iterator[Row]:
    """The PDF against the HTML book of the same run, and what it takes at its peak."""
    if trial.print is None:
        return
    ratio = trial.print.cpu / trial.edition.cpu
    yield _at_most(trial.size, f"PDF ({trial.print.cpu:.2f} s CPU) / HTML", ratio, PRINT_AGAINST_HTML)
    memory = trial.print.memory
    yield Row(trial.size, "PDF, peak memory", f"{memory:.0f} MiB", f"≤ {PRINT_MEMORY} MiB", memory <= PRINT_MEMORY)


def _again(trial: Trial) -> Iterator[Row]:
    """The builds after the first, as parts of it; what P takes for the same is what no edition can go below."""
    cold = trial.edition.cpu
    same, edited = trial.same["edition"].cpu, trial.edited["edition"].cpu
    yield Row(trial.size, f"nothing changed / cold (P: {trial.same['P'].cpu:.2f} s)", f"{same / cold:.1%} ({same:.2f} s)")
    share, most = edited / cold, EDIT.get(trial.size)
    target, met = (f"≤ {most:.0%}", share <= most) if most is not None else ("", True)
    letters = trial.letters.cpu - same
    each = 1000 * letters / trial.messages
    yield Row(
        trial.size,
        "the letters' own pages",
        f"{letters:.2f} s CPU, {each:.1f} ms each",
        f"≤ {LETTER_MS} ms each",
        each <= LETTER_MS,
    )
    what = f"one chapter edited / cold (P: {trial.edited['P'].cpu:.2f} s)"
    yield Row(trial.size, what, f"{share:.1%} ({edited:.2f} s)", target, met)


def _growth(trials: dict[str, Trial]) -> Iterator[Row]:
    if all(size in trials for size in GROWTH_SIZES):
        small, large = (trials[size].edition.cpu / trials[size].messages for size in GROWTH_SIZES)
        yield _at_most("all", f"CPU a message at {GROWTH_SIZES[1]} / at {GROWTH_SIZES[0]}", large / small, GROWTH)


def _printed(trials: dict[str, Trial]) -> Iterator[Row]:
    """About ten times the text in at most twelve times the time."""
    each = [cost.cpu / trials[size].messages for size in PRINTED if size in trials and (cost := trials[size].print)]
    if len(each) == len(PRINTED):
        small, large = each
        yield _at_most("all", f"PDF, CPU a message at {PRINTED[1]} / at the book's size", large / small, GROWTH_OF_PRINT)


def _chapter(trials: Sequence[Trial]) -> Iterator[Row]:
    """The same chapter in books of all sizes: without the sidebar, which lists the pages, not a byte may differ."""
    for trial in trials:
        yield Row(trial.size, "a chapter's HTML, and its sidebar", f"{trial.chapter} and {trial.sidebar} bytes")
    sizes = {trial.chapter - trial.sidebar for trial in trials}
    yield Row("all", "a chapter's HTML without its sidebar", " or ".join(map(str, sorted(sizes))), "one size", len(sizes) == 1)


def _at_most(size: str, what: str, value: float, most: float) -> Row:
    return Row(size, what, f"{value:.2f}", f"≤ {most}", value <= most)
