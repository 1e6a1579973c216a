"""What a change does to the edition: a folder for each kind of change, with the exact words of all three reports."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import corpus as package
from corpus.comparison import Change, Comparison, compare
from corpus.comparison.change import PERMANENT
from corpus.comparison.contents import KINDS
from corpus.comparison.report import HEADINGS, as_json, as_markdown, as_text

CASES = Path(__file__).parent / "comparison"
NAMES = sorted(case.name for case in CASES.iterdir() if case.is_dir())
FORMS = {"expected.txt": as_text, "expected.md": as_markdown, "expected.json": as_json}


@cache
def sides(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The edition that all cases start from, and what a case makes of it: its parts in place of the first one's."""
    before = json.loads((CASES / "edition.json").read_text(encoding="utf-8"))
    change = json.loads((CASES / name / "after.json").read_text(encoding="utf-8"))
    lacking = change.pop("without", ())
    return before, {part: value for part, value in (before | change).items() if part not in lacking}


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("name", NAMES)
def test_a_change_is_told_in_the_words_of_its_folder(name: str, form: str) -> None:
    """Text, Markdown and JSON are the committed ones, character by character."""
    assert FORMS[form](compare(*sides(name)), "main") == (CASES / name / form).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_way_back_is_the_mirror_of_the_way_there(name: str) -> None:
    """Compared the other way round, what was added is lost, and each reading has changed sides."""
    before, after = sides(name)
    assert compare(after, before) == compare(before, after).mirrored()


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_compared_with_itself_has_not_changed(name: str) -> None:
    """Nothing is said of two that are the same."""
    _, after = sides(name)
    assert compare(after, copy.deepcopy(after)) == Comparison(words=(words := sum(p["words"] for p in after["pages"]), words))
    assert as_text(compare(after, after), "main") == "Against main: Nothing changed.\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_keep_the_contract(name: str) -> None:
    """What is compared here is data that the export could have written, but for a part or a witness left out.

    The list of what was published is given beside it.
    """
    schema = json.loads((Path(package.__file__).parent / "export" / "edition.schema.json").read_text(encoding="utf-8"))
    exported = [{part: value for part, value in data.items() if part != "published"} for data in sides(name)]
    errors = [error.message for data in exported for error in Draft202012Validator(schema).iter_errors(data)]
    left_out = {"part-not-exported": ["'notes' is a required property"], "witness-lost": ["[] should be non-empty"]}
    assert errors == left_out.get(name, [])


def test_every_kind_of_change_has_a_case_and_a_heading() -> None:
    """No kind of change is without a folder that shows it, or without a heading of its own."""
    shown = {change.kind for name in NAMES for change in compare(*sides(name)).changes}
    assert shown == set(HEADINGS) == {*KINDS, "reading", "paragraph"}
    assert set(PERMANENT) <= shown


def test_every_change_that_breaks_a_promise_has_a_case() -> None:
    """Whatever may not be lost or changed is lost or changed in some folder, there or on the way back."""
    there = [compare(*sides(name)) for name in NAMES]
    breaking = {(change.kind, change.act) for one in there for change in (*one.breaking, *one.mirrored().breaking)}
    expected = {
        (kind, act) for kind, why in PERMANENT.items() for act, said in zip(("lost", "changed"), why, strict=True) if said
    }
    assert breaking == expected


_TEXT = st.lists(st.text(alphabet="ab .,*[]()_é\t", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5).map(
    "\n\n".join
)


def edition(body: str) -> dict[str, Any]:
    """The common edition with another first letter."""
    data = copy.deepcopy(sides("nothing")[0])
    data["messages"][0]["body"] = body
    return data


@settings(max_examples=150, deadline=None)
@given(_TEXT, _TEXT)
def test_any_two_bodies_mirror_one_another(one: str, other: str) -> None:
    """Of any two texts the one comparison is the mirror of the other, and says something exactly where they differ."""
    there, back = compare(edition(one), edition(other)), compare(edition(other), edition(one))
    assert back == there.mirrored()
    assert bool(there.changes) == (one != other)
    assert all(change.before != change.after for change in there.changes)


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.data())
def test_no_paragraph_vanishes_unnoticed(body: str, data: st.DataObject) -> None:
    """Whichever paragraph of whatever text is taken out, one paragraph is lost, and the change is not allowed."""
    lines = [line for line in body.split("\n") if line.strip()]
    gone = data.draw(st.integers(0, len(lines) - 1))
    left = [line for at, line in enumerate(lines) if at != gone] or ["something else altogether"]
    comparison = compare(edition("\n".join(lines)), edition("\n".join(left)))
    paragraphs = [change for change in comparison.changes if change.kind == "paragraph"]
    if len(lines) > 1:
        assert paragraphs
        assert comparison.breaking


def test_a_change_has_one_act() -> None:
    """What stands on one side alone was added or lost; what stands on both has changed."""
    acts = {change.act for name in NAMES for change in compare(*sides(name)).changes}
    assert acts == {"added", "changed", "lost"}
    assert Change("page", None, None).sides == ()
