"""What the edition says of itself: that each test it names is there, each question answered, each file under a licence."""

from __future__ import annotations

import re
import subprocess
import sys

from .conftest import ROOT

PAGE = (ROOT / "book" / "back" / "self-review.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\* - (.+\?)\n  - ((?:.+\n)(?:    .+\n)*)  - (.+)$", PAGE, re.MULTILINE)
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_every_test_that_the_review_names_exists() -> None:
    """The tests that the answers rest on are tests of this repository."""
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 20
    assert named - TESTS == set()


def test_every_question_has_a_test_or_an_honest_no() -> None:
    """Each row of the review names a test, or its answer says no, and its last cell that nothing shows it."""
    assert len(ROWS) == PAGE.count("\n* - ") - PAGE.count("\n* - Question\n")
    for question, answer, shown in ROWS:
        assert re.fullmatch(r"`test_\w+`(?:, `test_\w+`)*", shown) or (shown == "nothing" and answer.startswith("No")), question


def test_every_file_has_its_licence() -> None:
    """Each file of the repository has a holder and a licence, whose text is there, for programs that read REUSE."""
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "--no-multiprocessing", "lint", "--lines"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
