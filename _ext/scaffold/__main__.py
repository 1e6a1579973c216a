"""``python -m scaffold``: begin a chapter, a note, a person or a witness; asks on a terminal for what it is not told."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus import Problems

from .asking import RefusalError, agreed
from .chapter import new_chapter
from .note import new_note
from .person import new_person
from .project import Made, Project, write
from .witness import new_witness

#: How many of the things that are left are listed one by one.
LISTED = 40


def main(arguments: list[str] | None = None) -> int:
    """Run one scaffold and return its exit status: 0 when it is written, 1 with the reason when nothing is."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.scaffold is None:
        parser.print_help()
        return 0
    project = Project(Path.cwd())
    try:
        made = _made(project, options)
        print("\n".join(made.said))
        if options.scaffold == "witness" and not agreed("Write this?"):
            raise RefusalError("nothing is written")
        write(project, made)
    except (RefusalError, Problems) as reason:
        print(f"new {options.scaffold}: {reason}", file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print(f"\nnew {options.scaffold}: nothing is written", file=sys.stderr)
        return 1
    _report(made)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nox -s new --",
        description="Begin a chapter, a note, a person or a witness. On a terminal you are asked for what you leave out; "
        "without one, an error names it. Nothing that is there is overwritten.",
    )
    scaffolds = parser.add_subparsers(dest="scaffold", metavar="chapter | note | person | witness")
    chapter = scaffolds.add_parser("chapter", help="a chapter from the template, in the table of contents")
    chapter.add_argument("title", nargs="?", help='its title: "Honest thoughts"')
    note = scaffolds.add_parser("note", help="a note on words of a message, where the book prints it")
    note.add_argument("message", nargs="?", help="the message's id, as in sources/ledger.tsv")
    note.add_argument("words", nargs="?", help="the words that the note is on, copied from sources/threads/")
    note.add_argument("text", nargs="?", help="what the note says: one or two sentences")
    note.add_argument("--nth", type=int, help="which of several places where the words stand, from 1")
    person = scaffolds.add_parser("person", help="an entry of the register")
    person.add_argument("name", nargs="?", help='as this edition prefers it: "Ilya Sutskever"')
    person.add_argument("--sort", help='as an index sorts it: "Sutskever, Ilya"')
    person.add_argument("--about", help="what the sources say: one or two sentences for the page of people")
    witness = scaffolds.add_parser("witness", help="a transcription, an essay or mail, with all that follows from it")
    witness.add_argument("file", nargs="?", help="text, Markdown, .eml, .mbox, or the folder of a Maildir")
    witness.add_argument("--title", help="its title, where it prints none")
    witness.add_argument("--rights", help="whose the rights are, and what may be done with it")
    return parser


def _made(project: Project, options: argparse.Namespace) -> Made:
    if options.scaffold == "chapter":
        return new_chapter(project, options.title)
    if options.scaffold == "note":
        return new_note(project, options.message, options.words, options.text, options.nth)
    if options.scaffold == "person":
        return new_person(project, options.name, options.sort, options.about)
    return new_witness(project, options.file, options.title, options.rights)


def _report(made: Made) -> None:
    print("\n".join(f"wrote {path}" for path in made.files))
    if made.left:
        print("\nleft to do, and a build with warnings as errors fails until then:")
        print("\n".join(made.left[:LISTED]))
        if len(made.left) > LISTED:
            print(f"and {len(made.left) - LISTED} more: python -m corpus open, nox -s html")


if __name__ == "__main__":
    sys.exit(main())
