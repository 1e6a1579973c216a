"""The grammars, line by line: every case in tests/cases is read as its writer says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.body import read_paragraphs, spans
from corpus.dates import read_dateline
from corpus.header import looks_like_header, participants_in, read_header, read_heading, read_note, read_turn
from corpus.model import Correspondent

CASES = Path(__file__).resolve().parents[1] / "cases"
HIDDEN = re.compile(r"<redacted>|\[redacted\]|█+")


@dataclass(frozen=True)
class Case:
    """One case: where it stands, the line to read, and what is to come of it."""

    place: str
    text: str
    fields: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str | None:
        return dict(self.fields).get(name)

    def names(self, name: str) -> list[str]:
        """The names in a field, none where it is absent."""
        return [one.strip() for one in (self[name] or "").split(";") if one.strip()]


def cases(name: str, known: set[str]) -> tuple[Case, ...]:
    """Read the blocks marked ``cases`` of one file; a field that is not ``known`` is a slip in the file."""
    found: list[tuple[int, str, list[tuple[str, str]]]] = []
    inside = False
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("```"):
            inside = not inside and line == "```cases"
        elif inside and line.startswith("    "):
            key, _, value = line.strip().partition(":")
            if key not in known or not found:
                raise ValueError(f"{name}:{number}: a case has no {key!r}, only {', '.join(sorted(known))}")
            found[-1][2].append((key, value.strip()))
        elif inside and line:
            found.append((number, line.replace("␠", " "), []))
    return tuple(Case(f"{name}:{number}", text, tuple(fields)) for number, text, fields in found)


PARTIES = {"from", "to", "cc", "fw"}
REFUSED = {"refused", "refused, reported"}
HEADERS = cases(
    "headers.md", PARTIES | REFUSED | {"forwarded by", "forwarded to", "when", "time", "remark", "exhibit", "between"}
)
DATELINES = cases("datelines.md", {"when", "time", "precision", "zone", "refused"})
NOTES = cases("notes.md", {"by", "to", "when", "refused"})
HEADINGS = cases("headings.md", {"subject", "medium", "exhibit", "between", "refused"})
MARKS = ("bars", "angle", "square", "transcriber", "link")
SPANS = cases("spans.md", {*MARKS, "plain"})


def place(case: Case) -> str:
    """What a failing case is called: its file and line."""
    return case.place


def shown(parties: tuple[Correspondent, ...]) -> list[str]:
    """The parties as printed, after a look at their names: one name for all that is hidden, otherwise the printed one."""
    for party in parties:
        assert party.name == ("[redacted]" if HIDDEN.fullmatch(party.as_printed) else party.as_printed)
    return [party.as_printed for party in parties]


def precision(when: str | None) -> str:
    """How much an ISO value says, by its length: a day, a minute or a second."""
    if when is None:
        return "none"
    return {10: "day", 16: "minute", 19: "second"}[len(re.sub(r"(?<=T)(.*)[+-]\d\d:\d\d$", r"\1", when))]


@pytest.mark.parametrize("case", HEADERS, ids=place)
def test_a_header_is_read_as_its_case_says(case: Case) -> None:
    """A header line gives its parties by role, its date as far as printed, and the transcriber's additions, or is refused."""
    between = tuple(case.names("between"))
    header = read_turn(case.text, between) if between else read_header(case.text)
    if not {name for name, _ in case.fields} - REFUSED - {"between"}:
        assert header is None
        assert case["refused, reported"] is None or looks_like_header(case.text)
        return
    assert header is not None
    assert header.text == case.text
    found = {"from": header.sender, "to": header.to, "cc": header.cc, "fw": header.fw}
    assert {role: shown(parties) for role, parties in found.items()} == {role: case.names(role) for role in found}
    by, to = header.passed_on or (None, ())
    assert (shown((by,)) if by else []) == case.names("forwarded by")
    assert shown(to) == case.names("forwarded to")
    when = case["when"]
    clock = re.search(r"(?<=T)\d\d:\d\d(?::\d\d)?", when or "")
    zone = re.search(r"(?<=T).*([+-]\d\d:\d\d)$", when or "")
    assert header.sent.when == when
    assert header.sent.time == (clock[0] if clock else case["time"])
    assert header.sent.zone == (zone[1] if zone else None)
    assert header.sent.precision == precision(when)
    assert header.sent.text is None or header.sent.text in case.text
    assert header.remark == case["remark"]
    assert header.exhibit == (case["exhibit"] is not None)
    assert {party.evidence for party in header.to} == {"inferred" if between else "stated"}


@pytest.mark.parametrize("case", DATELINES, ids=place)
def test_a_dateline_is_read_as_its_case_says(case: Case) -> None:
    """A date or a time is read as far as printed, or refused: nothing is guessed."""
    read = read_dateline(case.text)
    if case["refused"] is not None:
        assert read is None
        return
    assert read is not None
    expected = (case.text, case["when"], case["time"], case["precision"], case["zone"])
    assert (read.text, read.when, read.time, read.precision, read.zone) == expected


@pytest.mark.parametrize("case", NOTES, ids=place)
def test_a_note_is_read_as_its_case_says(case: Case) -> None:
    """A transcriber's note says who passed the message on, to whom and when, or is no note."""
    read = read_note(case.text)
    if case["refused"] is not None:
        assert read is None
        return
    assert read is not None
    by, to, sent = read
    assert (shown((by,)), shown(to), sent.when) == (case.names("by"), case.names("to"), case["when"])


@pytest.mark.parametrize("case", HEADINGS, ids=place)
def test_a_heading_is_read_as_its_case_says(case: Case) -> None:
    """A heading gives its subject, its medium and the exhibit mark, and the two names of an exchange where it has them."""
    read = read_heading(case.text)
    if case["refused"] is not None:
        assert read is None
        return
    assert read == (case["subject"], case["medium"], case["exhibit"] is not None)
    assert participants_in(case.text) == tuple(case.names("between"))


@pytest.mark.parametrize("case", SPANS, ids=place)
def test_a_paragraph_is_marked_as_its_case_says(case: Case) -> None:
    """Redactions, the transcriber's marks and links are told from the author's text, and no character is lost."""
    read = list(spans(case.text))
    assert "".join(span.text for span in read) == case.text
    assert all(span.text for span in read)
    assert [one for one in pairwise(read) if one[0].kind == one[1].kind == "text"] == []
    marked = [(span.notation or span.kind, span.text) for span in read if span.kind != "text"]
    assert marked == [field for field in case.fields if field[0] in MARKS]
    assert {span.kind for span in read if span.notation} <= {"redaction"}
    assert [span.kind for span in read_paragraphs(case.text, 1)[0].spans] == [span.kind for span in read]


def form(line: str, names: list[str]) -> str:
    """What is left of a header line when names, numbers, months and halves of the day are struck out."""
    line = re.sub("|".join(map(re.escape, names)), "N", line)
    line = re.sub(r"\b[A-Z][a-z]+ (?=\d)", "M ", re.sub(r"[AP]M", "XM", line))
    return re.sub(r"\d+", "9", re.sub(r"N([,;] N)+", r"N\1", line))


def test_every_form_of_header_in_the_archive_has_a_case(corpus: Corpus) -> None:
    """Strike out names, numbers and months: no header of the archive has a form that no case shows."""
    names = [person.name for person in corpus.people.values()]
    printed = {form(message.header.text, names) for message in corpus.messages.values()}
    shown_here = {form(case.text, names) for case in HEADERS if case.fields[-1][0] not in REFUSED}
    assert len(printed) > 20
    assert printed - shown_here == set()


@pytest.mark.parametrize(
    "found", [HEADERS, DATELINES, NOTES, HEADINGS, SPANS], ids=["headers", "datelines", "notes", "headings", "spans"]
)
def test_every_case_stands_once_and_says_what_it_expects(found: tuple[Case, ...]) -> None:
    """A case without a claim, or one that stands twice, would prove nothing."""
    assert [case.place for case in found if not case.fields] == []
    places = {(case.text, case["between"]): case.place for case in found}
    assert [case.place for case in found if places[case.text, case["between"]] != case.place] == []
