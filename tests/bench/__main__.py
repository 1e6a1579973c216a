"""``python -m tests.bench``: editions of several sizes beside plain books, and what each costs; knows no measurement."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .measure import BuildFailed
from .report import rows, table
from .trial import LARGEST_D, REAL, Trial, trial

SIZES = (REAL, "100", "500", "1000", "5000")
QUICK = (REAL, "100", "500")
EXPLAINED = f"""
edition  the book; at a size other than "{REAL}" its chapters are repeated, with new ids, dates and threads, to so many messages
P        a plain Sphinx + MyST + theme book: the same pages, headings and words as plain Markdown, the same settings and sidebar
D        P with the theme's own sidebar and options; built up to {LARGEST_D} messages

Every build is a process of its own with -j 1; edition, P and D take turns; the report gives medians of CPU seconds (user and
system). A cold build starts from nothing. "One chapter edited" appends a sentence to one chapter of a built book and builds
again. The command fails when a target is missed, or when a book does not build without warnings.
"""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the report, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Compare what the edition costs to build with what a plain book of the same words costs.",
        epilog=EXPLAINED,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes", type=_sizes, default=SIZES, help=f"numbers of messages, with commas (default: {','.join(SIZES)})"
    )
    parser.add_argument("--runs", type=int, default=3, help=f"builds of each kind, up to {LARGEST_D} messages (default: 3)")
    parser.add_argument("--large-runs", type=int, default=1, help=f"the same, above {LARGEST_D} messages (default: 1)")
    parser.add_argument("--quick", action="store_true", help=f"only {','.join(QUICK)}, one run of each kind")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="the project with sources/ and book/")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the books in this new folder and leave them there")
    options = parser.parse_args(arguments)
    sizes, runs = (QUICK, (1, 1)) if options.quick else (options.sizes, (options.runs, options.large_runs))
    try:
        trials = _measure(options.root, options.keep, sizes, runs)
    except BuildFailed as failed:
        print(f"a book did not build without warnings: {failed}", file=sys.stderr)
        return 1
    lines = list(rows(trials))
    print(table(lines))
    missed = sum(not row.met for row in lines)
    print(f"\n{missed} of {sum(bool(row.target) for row in lines)} targets missed" if missed else "\nevery target met")
    return 1 if missed else 0


def _measure(root: Path, keep: Path | None, sizes: tuple[str, ...], runs: tuple[int, int]) -> list[Trial]:
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = keep or Path(temporary)
        return [trial(root, folder / size, size, runs[size != REAL and int(size) > LARGEST_D]) for size in sizes]


def _sizes(text: str) -> tuple[str, ...]:
    sizes = tuple(text.split(","))
    if not all(size == REAL or size.isdigit() for size in sizes):
        raise argparse.ArgumentTypeError(f"sizes are {REAL} or numbers, with commas between them, not {text!r}")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
