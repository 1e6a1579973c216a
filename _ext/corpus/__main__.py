"""``python -m corpus``: check or rewrite the cleaned sources, print the map of the archive or what is open; knows no book."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import Problems, load, source_map
from .loose_ends import loose_ends
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
    options = parser.parse_args(arguments)
    try:
        if options.command == "sources":
            return _sources(options.sources, options.write)
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
