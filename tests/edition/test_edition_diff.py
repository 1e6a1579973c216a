"""``nox -s diff``: the real project in a small repository of its own, changed as contributors change it, and compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, replace_once

AUTHOR = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A"), ("EMAIL", "a@b.c"))}


def git(folder: Path, *arguments: str) -> None:
    """Run git without anybody's settings."""
    environment = os.environ | AUTHOR | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *arguments], env=environment, check=True, capture_output=True)


def run(project: Path, package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the project's own programs in it."""
    environment = os.environ | {"PYTHONPATH": str(project / "_ext")}
    command = [sys.executable, "-m", package, *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose only commit is the project; a test clones it."""
    project = tmp_path_factory.mktemp("repository") / "project"
    project.mkdir()
    archive = subprocess.run(["tar", "-C", str(ROOT), "-c", "--exclude=__pycache__", "book", "sources", "_ext"],
                             check=True, capture_output=True)  # fmt: skip
    subprocess.run(["tar", "-C", str(project), "-x"], input=archive.stdout, check=True)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "The edition")
    return project


@pytest.fixture
def project(committed: Path, tmp_path: Path) -> Path:
    """A clone that a test may change."""
    git(tmp_path, "clone", "-q", str(committed), "clone")
    return tmp_path / "clone"


def test_a_change_is_told_in_the_terms_of_the_edition(project: Path) -> None:
    """An emendation and a note, not committed yet: readings, pages and words are told, and git is as it was.

    A note that stood on the emended word has lost its place: it is told as lost.
    """
    row = "L\t32\t240\tsafefy\tsafety\tslip\ta letter for its neighbour on the keyboard\tthe editors\n"
    table = project / "sources" / "emendations.tsv"
    table.write_bytes(table.read_bytes() + row.encode("utf-8"))
    assert run(project, "corpus", "sources", "--write").returncode == 0
    replace_once(project / "book" / "chapters" / "first-approach.md", "::::{message} 2015-05-25-musk\n",
                 "::::{message} 2015-05-25-musk\n:::{annotation} Probably\nA first answer.\n:::\n")  # fmt: skip
    done = run(project, "edition", "diff", "main")
    assert done.returncode == 0, done.stderr
    assert "[edition.note-not-found]" in done.stderr
    sections = dict(section.split("\n", 1) for section in done.stdout.split("\n\n")[1:])
    assert done.stdout.startswith("Against main: 1 reading changed, 1 emendation added, 1 note added, 1 note lost, ")
    assert sections["READINGS"] == "  ~ 3 ¶5: safefy.” → safety.”"
    assert sections["EMENDATIONS"].startswith("  + L 32:240: “safety” for “safefy” (slip: ")
    assert sections["NOTES"].splitlines() == [
        "  + 2 ¶1: “Probably” (explanation): A first answer.",
        "  - 3 ¶5: “safefy” (textual): So in the transcription, for safety.",
    ]
    assert "  ~ chapters/first-approach.html: First approach, 1,973 words → First approach, 1,970 words" in sections["PAGES"]
    assert sections["PAGES OF LETTERS"].splitlines() == ["  ~ letters/2015-05-25-musk.html", "  ~ letters/2015-06-24-altman.html"]
    status = subprocess.run(["git", "-C", str(project), "status", "--short"], capture_output=True, text=True, check=True).stdout
    assert {line.split()[-1].split("/")[0] for line in status.splitlines()} == {"sources", "book"}
    worktrees = subprocess.run(["git", "-C", str(project), "worktree", "list"], capture_output=True, text=True, check=True).stdout
    assert len(worktrees.splitlines()) == 1


def test_what_was_published_may_not_be_lost(project: Path) -> None:
    """A heading renamed, a letter renumbered and a witness exchanged with its hash: each is named, and the status is 1."""
    replace_once(project / "book" / "chapters" / "launch.md", "# Launch\n", "# The launch\n")
    witness = project / "sources" / "witnesses" / "002_d65902131c21151f.txt"
    before = witness.read_bytes()
    witness.write_bytes(before.rstrip(b"\n") + b"  \n")
    hashes = [subprocess.run(["sha256sum"], input=data, capture_output=True, check=True).stdout.decode()[:64]
              for data in (before, witness.read_bytes())]  # fmt: skip
    replace_once(project / "sources" / "witnesses" / "manifest.toml", *hashes)
    replace_once(project / "sources" / "ledger.tsv", "2\t2015-05-25-musk\t", "2a\t2015-05-25-musk\t")
    done = run(project, "edition", "diff", "HEAD", "--json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    breaking = [(change["kind"], change["act"], change["before"]["place"]) for change in told["changes"] if change["breaks"]]
    assert breaking == [
        ("witness", "changed", "P"),
        ("message", "changed", "2015-05-25-musk"),
        ("anchor", "lost", "chapters/launch.html#launch"),
    ]


def test_a_witness_exchanged_in_silence_is_found(project: Path) -> None:
    """The hash that the data gives is that of the file: a byte more, and the tree cannot be built; the file is named."""
    witness = project / "sources" / "witnesses" / "002_d65902131c21151f.txt"
    witness.write_bytes(witness.read_bytes() + b"\n")
    done = run(project, "edition", "diff", "HEAD")
    assert done.returncode == 2
    assert "the working tree cannot be built:" in done.stderr
    assert "witnesses/002_d65902131c21151f.txt:1: ERROR: SHA-256 is " in done.stderr
    assert "Traceback" not in done.stderr


def test_an_edition_that_cannot_be_read_is_a_report_too(project: Path) -> None:
    """With an exchanged witness the text for a pull request and the data say which edition cannot be read, and why."""
    witness = project / "sources" / "witnesses" / "002_d65902131c21151f.txt"
    witness.write_bytes(witness.read_bytes() + b"\n")
    place = "sources/witnesses/002_d65902131c21151f.txt:1: ERROR: SHA-256 is "
    done = run(project, "edition", "diff", "HEAD", "--markdown")
    assert done.returncode == 2
    assert done.stdout.startswith(
        "## What this changes in the edition\n\nNot compared with `HEAD`, because the working tree cannot"
    )
    assert f"\n- {place.replace('_', chr(92) + '_')}" in done.stdout
    done = run(project, "edition", "diff", "HEAD", "--json")
    assert done.returncode == 2
    told = json.loads(done.stdout)
    assert (told["base"], told["unread"]["edition"]) == ("HEAD", "the working tree")
    assert told["unread"]["said"][0].startswith(place)


def test_a_base_that_is_not_there_is_a_report_too(project: Path) -> None:
    """The text for a pull request and the data say so of a misspelt branch."""
    done = run(project, "edition", "diff", "nonesuch", "--markdown")
    assert done.returncode == 2
    assert "Not compared with `nonesuch`, because nonesuch cannot be read:\n\n- git knows no commit 'nonesuch'" in done.stdout
    told = json.loads(run(project, "edition", "diff", "nonesuch", "--json").stdout)
    assert told["unread"]["said"][0].startswith("git knows no commit 'nonesuch'")


def test_a_shallow_clone_without_the_base_says_what_to_do(committed: Path, tmp_path: Path) -> None:
    """One line, with the command, and no traceback."""
    git(committed, "branch", "-f", "other")
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "main", f"file://{committed}", "shallow")
    done = run(tmp_path / "shallow", "edition", "diff", "other")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "this shallow clone does not have 'other': run git fetch --unshallow (on a CI host, check out with full depth)\n"
    )


@pytest.mark.parametrize("base", ["nonesuch", "--upload-pack=x"])
def test_a_base_that_git_does_not_know_is_one_line(base: str, project: Path) -> None:
    """A misspelt branch, and what is no name at all."""
    done = run(project, "edition", "diff", "--", base)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"git knows no commit {base!r}: ")
    assert done.stderr.count("\n") == 1


def test_a_folder_without_git_is_one_line(tmp_path: Path) -> None:
    """An unpacked release has no earlier state."""
    done = run(ROOT, "edition", "--project", str(tmp_path), "diff", "main")
    assert (done.returncode, done.stderr) == (2, f"{tmp_path} is in no git repository: compare in a clone\n")


def test_a_tree_that_equals_its_base_has_not_changed(project: Path) -> None:
    """Built twice, in two folders, the edition is the same, and that is all that is said."""
    done = run(project, "edition", "diff", "HEAD")
    assert (done.returncode, done.stdout) == (0, "Against HEAD: Nothing changed.\n"), done.stderr
    assert done.stderr == "Reading HEAD …\nReading the working tree …\n"


def test_the_list_of_what_was_published_keeps_its_rows(project: Path) -> None:
    """A row that is taken out, and one that is changed, are named, and the status is 1; the book itself is as it was."""
    table = project / "sources" / "published.tsv"
    replace_once(table, "0.1\tmessage\t2015-05-25-musk\t2\t1\n", "")
    replace_once(table, "0.1\tmessage\t2015-05-25-altman\t1\t5\n", "0.1\tmessage\t2015-05-25-altman\t1\t4\n")
    done = run(project, "edition", "diff", "HEAD")
    assert done.returncode == 1, done.stderr
    assert done.stdout.split("\n\nNOT ALLOWED\n")[1].splitlines() == [
        "  ! publication message 2015-05-25-altman changed: rows of sources/published.tsv never change",
        "  ! publication message 2015-05-25-musk lost: rows of sources/published.tsv are never removed: restore it",
    ]


def test_a_list_of_what_was_published_that_is_none_is_not_passed_over(project: Path) -> None:
    """A list whose rows cannot be read is not compared in silence: it is named, and the status is 2."""
    replace_once(project / "sources" / "published.tsv", "0.1\tpage\tindex.html", "0.1\tside\tindex.html")
    done = run(project, "edition", "diff", "HEAD")
    assert done.returncode == 2
    assert "published.tsv:" in done.stderr
    assert "malformed row for 'index.html'" in done.stderr


def test_a_letter_keeps_a_home_in_the_book(project: Path) -> None:
    """A letter that no chapter prints any more is named, and the status is 1; one that another chapter prints is allowed."""
    first, launch = (project / "book" / "chapters" / f"{name}.md" for name in ("first-approach", "launch"))
    replace_once(first, "::::{message} 2015-05-25-musk\n::::\n", "")
    done = run(project, "edition", "diff", "HEAD")
    assert done.returncode == 1, done.stderr
    assert "\n\nHOMES\n  - 2: chapters/first-approach.html#msg-2015-05-25-musk\n" in done.stdout
    assert "  ! home 2 lost: a letter keeps a home in the book\n" in done.stdout.split("\n\nNOT ALLOWED\n")[1]
    launch.write_text(f"{launch.read_text(encoding='utf-8')}\n::::{{message}} 2015-05-25-musk\n::::\n", encoding="utf-8")
    done = run(project, "edition", "diff", "HEAD")
    homes = "chapters/first-approach.html#msg-2015-05-25-musk → chapters/launch.html#msg-2015-05-25-musk"
    assert f"\n\nHOMES\n  ~ 2: {homes}\n" in done.stdout
    assert done.returncode == 0, done.stdout
