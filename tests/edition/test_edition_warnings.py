"""What an author is told: a folder for every code, with the mistake in a chapter and the exact words of the warning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from edition.notices import Code

from .conftest import CITING, NO_REGISTER, Book

WARNINGS = Path(__file__).parents[1] / "warnings"
CODES = sorted(code.subtype for code in Code)

#: A case about what is missing is a complete book; one about sentences and quotation marks is narrative.
SETTINGS: dict[str, dict[str, Any]] = {
    **{code: {"edition_complete": True} for code in ("no-home", "unread")},
    **{code: {"edition_narrative": ["*"]} for code in ("unsupported", "leans-nowhere", "two-sentences", "stray-quotation")},
    **dict.fromkeys(("unreadable-work", "incomplete-work"), CITING),
}

#: Mistakes with which Sphinx could not go on.
REFUSED = ("encoding", "unreadable-work")


@pytest.mark.parametrize("code", CODES)
def test_a_mistake_is_reported_where_it_stands_and_once(code: str, book: Book) -> None:
    """Each mistake gives one warning with its path and its own line, a hint and its code, and nothing else is said."""
    case = WARNINGS / code
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    book.copy(case)
    settings = {**NO_REGISTER, **SETTINGS.get(code, {})}
    warnings = book.refused(**settings) if code in REFUSED else book.build("text", **settings).warnings
    assert sorted(warnings.splitlines()) == sorted(expected.splitlines())


def test_no_code_is_without_a_case() -> None:
    """The folders of cases are the codes of the edition: no code lacks a case, and no case a code."""
    assert sorted(case.name for case in WARNINGS.iterdir()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_case_shows_its_own_code_below_a_first_line(code: str) -> None:
    """The expected words of each case are of its own code, and no mistake stands where a paragraph or page begins."""
    for line in (WARNINGS / code / "expected.txt").read_text(encoding="utf-8").splitlines():
        place, _, rest = line.partition(": WARNING: ")
        assert rest.endswith(f"[edition.{code}]")
        assert int(place.rpartition(":")[2]) > 2
