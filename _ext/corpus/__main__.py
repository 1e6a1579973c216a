"""``python -m corpus``: check or rewrite the cleaned sources, print what they hold or leave open; makes no book."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import Problems, load, source_map
from .export.book_json import book_of
from .loose_ends import loose_ends
from .published import FILE as PUBLISHED
from .published import additions, lost, read_published, there
from .recension import diff, differences, recension, write


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 when all is well, 1 with every problem on standard error."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    parser.add_argument("--sources", type=Path, default=Path("sources"), help="the folder of sources (default: sources)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("sources", help="make the cleaned texts from the witnesses and compare them")
    check.add_argument("--write", action="store_true", help="write what differs instead of failing")
    commands.add_parser("map", help="print what every line of the archive became")
    commands.add_parser("open", help="print what the apparatus leaves open: names, conflicts, undated turns")
    publish = commands.add_parser("publish", help="add what a release has published to the list that only grows")
    publish.add_argument("data", type=Path, help="the release's edition.json")
    options = parser.parse_args(arguments)
    try:
        if options.command == "sources":
            return _sources(options.sources, options.write)
        if options.command == "publish":
            return _publish(options.sources, options.data)
        return _map(options.sources) if options.command == "map" else _open(options.sources)
    except Problems as problems:
        print(problems, file=sys.stderr)
        return 1


def _sources(sources: Path, rewrite: bool) -> int:
    made = recension(sources)
    if rewrite:
        touched = write(sources, made)
        print("\n".join(f"wrote {path}" for path in touched) or "nothing to write: all texts follow from their witnesses")
        return 0
    problems = differences(sources, made)
    if problems:
        sys.stdout.write(diff(sources, made))
        raise Problems(problems)
    print(f"{len(made)} texts follow from their witnesses, byte for byte")
    return 0


def _publish(sources: Path, data: Path) -> int:
    edition = json.loads(data.read_text(encoding="utf-8"))
    published = read_published(sources)
    now = tuple(there(sources, load(sources), book_of(edition)))
    problems = lost(published, now, loaded=True, printed=True)
    if problems:
        raise Problems(problems)
    rows = additions(edition["edition"]["version"], published, now)
    with (sources / PUBLISHED).open("a", encoding="utf-8", newline="\n") as file:
        file.write(rows)
    print(f"{rows.count(chr(10))} rows added to {PUBLISHED}; {len(published)} stood there before")
    return 0


def _map(sources: Path) -> int:
    for region in source_map(load(sources)):
        print(f"{region.first:5}-{region.last:<5} {region.kind:13} {region.of}".rstrip())
    return 0


def _open(sources: Path) -> int:
    problems = loose_ends(load(sources))
    if problems:
        raise Problems(problems)
    print("every name is resolved or dismissed, every conflict explained or left open, every undated turn bounded")
    return 0


if __name__ == "__main__":
    sys.exit(main())
