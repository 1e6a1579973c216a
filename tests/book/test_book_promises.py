"""What README and CONTRIBUTING say, against what is there."""

from __future__ import annotations

import re
import subprocess
import sys

from corpus.problems import MEANINGS
from edition.notices import Code

from .conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_code_has_its_line_in_contributing() -> None:
    """The two tables of CONTRIBUTING hold every code of the edition and of the sources, with its meaning, and no other."""
    rows = re.findall(r"^\| `([a-z-]+\.[a-z-]+)` \| (.+) \|$", CONTRIBUTING, re.MULTILINE)
    assert dict(rows) == {f"edition.{code.subtype}": code.meaning for code in Code} | MEANINGS


def test_every_session_that_is_promised_exists_and_explains_itself() -> None:
    """Each 'nox -s …' of README and CONTRIBUTING names a session, and every session has a sentence in 'nox -l'."""
    listed = subprocess.run(
        [sys.executable, "-m", "nox", "-l", "-f", str(ROOT / "noxfile.py")], capture_output=True, text=True, check=True
    ).stdout
    sessions = dict(re.findall(r"^[*-] (\S+) -> (\S.+)$", listed, re.MULTILINE))
    promised = set(re.findall(r"nox -s ([\w.-]+)", README + CONTRIBUTING + (ROOT / "sources" / "README.md").read_text("utf-8")))
    assert promised
    assert promised <= set(sessions)
    assert {"html", "tests", "tests-3.11", "tests-3.12", "tests-3.13", "lint", "sources", "export", "live", "linkcheck", "bench",
            "check"} <= set(sessions)  # fmt: skip


def test_what_readme_links_to_exists() -> None:
    """Every relative link and picture of README and CONTRIBUTING is a file of the project."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README + CONTRIBUTING)
    assert "book/_static/screenshot.png" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_folder_that_readme_lays_out_exists() -> None:
    """The layout table names what is there."""
    folders = re.findall(r"^\| `([\w./]+/)` \|", README, re.MULTILINE)
    assert "_ext/corpus/" in folders
    assert all((ROOT / folder).is_dir() for folder in folders)
