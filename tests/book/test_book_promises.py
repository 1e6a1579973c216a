"""What README and CONTRIBUTING say, against what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from lxml import html

from corpus.problems import MEANINGS
from corpus.proof import PROMISES
from corpus.proof.proving import CHECKS
from edition.notices import Code

from .conftest import ROOT

PRINCIPLES = (ROOT / "book" / "front" / "principles.md").read_text(encoding="utf-8")
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
    checks = {"html", "tests", "tests-3.11", "tests-3.12", "tests-3.13", "lint", "sources", "export", "linkcheck", "check"}
    assert checks | {"live", "bench", "diff", "verify"} <= set(sessions)


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


def test_each_promise_of_the_principles_names_a_check_that_exists() -> None:
    """Every row names a promise of the colophon or a test of this repository, each of which is there; none is left out."""
    rows = re.split(r"^\* - ", PRINCIPLES, flags=re.MULTILINE)[2:]
    named = [(re.findall(r"\{promise\}`([a-z]+)`", row), re.findall(r"`(test_\w+)`", row)) for row in rows]
    assert len(rows) > 20
    assert [row.split("\n")[0] for row, (promises, tests) in zip(rows, named, strict=True) if not promises and not tests] == []
    assert {promise for promises, _ in named for promise in promises} == set(PROMISES)
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in sources for name in re.findall(r"^def (test_\w+)\(", text, re.MULTILINE)}
    assert {name for _, tests in named for name in tests} - there == set()


def test_the_colophon_of_the_book_says_that_every_promise_holds(built: Path) -> None:
    """What a build can prove of its own book holds; the rest is left to the session that proves it."""
    page = html.parse(str(built / "back" / "colophon.html")).getroot()
    results = {row.get("id"): row.xpath("string(./td[last()])") for row in page.xpath("//tr[starts-with(@id, 'promise-')]")}
    verdicts = {id: result.partition(":")[0] for id, result in results.items()}
    assert verdicts == {f"promise-{key}": "holds" if key in CHECKS else "by nox -s verify" for key in PROMISES}
