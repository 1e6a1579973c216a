"""``python -m edition``: what a change does to the edition, and whether it keeps its promises; knows no letter."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.comparison import Comparison, compare
from corpus.comparison.report import as_json, as_markdown, as_text, unread_as_json, unread_as_markdown
from corpus.problems import Problems
from corpus.published import listed

from .building import Build, build
from .earlier import Unknown, unpack
from .verifying import signed, verify

Report = Callable[[Comparison, str], str]
#: Why there is no comparison: the base, the edition that cannot be read, and what was said of it.
Unread = Callable[[str, str, Sequence[str]], str]
#: How a comparison is told, and how it is told that there is none; a terminal has had that already.
FORMS: dict[str, tuple[Report, Unread]] = {
    "text": (as_text, lambda base, which, said: ""),
    "markdown": (as_markdown, unread_as_markdown),
    "json": (as_json, unread_as_json),
}
HERE = "the working tree"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 when all is well, 1 where a promise is broken, 2 where none could be kept."""
    parser = argparse.ArgumentParser(prog="python -m edition", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path(), help="the folder of the project (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    diff = commands.add_parser("diff", help="say what differs from another commit, in the edition's terms")
    diff.add_argument("base", metavar="BASE", help="a branch, a tag or a commit")
    form = diff.add_mutually_exclusive_group()
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", default="text")
    form.add_argument("--json", dest="form", action="store_const", const="json")
    commands.add_parser("verify", help="prove every promise again, from the sources and the book as they are")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        if options.command == "verify":
            return _verify(options.project.resolve(), Path(folder))
        return _diff(options.project.resolve(), options.base, options.form, Path(folder))


def _diff(project: Path, base: str, form: str, folder: Path) -> int:
    """Each side is built with its own code, so that what a change of the code does to the letters is seen too."""
    report, unread = FORMS[form]

    def refuse(which: str, *said: str) -> int:
        sys.stdout.write(unread(base, which, said))
        return 2

    earlier = folder / "base"
    try:
        unpack(project, base, earlier)
    except Unknown as unknown:
        print(unknown, file=sys.stderr)
        return refuse(base, f"{unknown}")
    builds: list[Build] = []
    for tree, name in ((earlier, base), (project, HERE)):
        print(f"Reading {name} …", file=sys.stderr)
        made = build(tree, "edition-data", folder / f"data-{len(builds)}", processes=2)
        if not made.done:
            print(f"{name} cannot be built:", *made.said, sep="\n", file=sys.stderr)
            return refuse(name, *made.said)
        builds.append(made)
    print(*builds[1].said, sep="\n", end="\n" if builds[1].said else "", file=sys.stderr)
    try:
        after = builds[1].data() | listed(project / "sources")
    except Problems as problems:
        print(f"{HERE} cannot be read:", problems, sep="\n", file=sys.stderr)
        return refuse(HERE, *map(str, problems.found))
    comparison = compare(builds[0].data() | _listed_before(earlier / "sources"), after)
    sys.stdout.write(report(comparison, base))
    return 1 if comparison.breaking else 0


def _listed_before(sources: Path) -> dict[str, Any]:
    """The list of what was published by an earlier edition; nothing, and the report says so, where it had none that is one."""
    try:
        return listed(sources)
    except Problems:
        return {}


def _verify(project: Path, folder: Path) -> int:
    """A line for each promise when it is proved, then the table."""
    results = []
    for result in verify(project, folder):
        print(f"{result.verdict}: {result.promise.title}", file=sys.stderr, flush=True)
        results.append(result)
    sys.stdout.write(signed(project, tuple(results)))
    return 0 if all(result.verdict == "holds" for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
