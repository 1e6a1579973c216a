"""Conflicts that a machine can see: hand-made headers and letters, and the archive's own against its printed dates."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, load
from corpus.conflict import find_conflicts, unexplained
from corpus.loose_ends import loose_ends
from corpus.threads import read_thread

from .test_corpus_mentions import table, told, without

CONFLICTS = "apparatus/conflicts.tsv"
Pairs = list[tuple[str, str, str]]
steady = settings(derandomize=True, deadline=None, max_examples=200)


def thread_of(text: str) -> Pairs:
    """The conflicts of one thread, whose letters are called 1, 2, …"""
    thread = read_thread(text, "thread.txt", line=1)
    named = tuple(replace(message, id=str(number)) for number, message in enumerate(thread.messages, 1))
    return list(find_conflicts([replace(thread, parts=named)]))


def letters(*dates: str) -> Pairs:
    """The conflicts of letters with these dates in their headers."""
    return thread_of("Subject: a\n" + "".join(f"A B to C D - {date}\n\nYes.\n" for date in dates))


def saying(body: str, date: str = "Mar 25, 2018 11:03 AM") -> list[str]:
    """The kinds of conflicts of one letter with this body."""
    found = thread_of(f"Subject: a\nA B to C D - {date}\n\n{body}\n")
    assert all(pair[1:] == ("1", "") for pair in found)
    return [pair[0] for pair in found]


def turns(*times: str) -> Pairs:
    """The conflicts of an exchange of iMessages with these times, and no date; an empty one is not printed."""
    names = ("A B", "C D")
    some = [f"{names[at % 2]}{' - ' if time else ''}{time}\n\nYes.\n" for at, time in enumerate(times)]
    return thread_of("iMessage between A B and C D\n" + "".join(some))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["May 25, 2015 9:10 PM", "May 25, 2015 9:11 PM"], [], id="in order"),
        pytest.param(["May 25, 2015 9:10 PM", "May 25, 2015 9:09 PM"], [("before-original", "2", "1")], id="a minute too early"),
        pytest.param(["May 25, 2015 9:10 AM", "May 24, 2015 9:10 PM"], [("before-original", "2", "1")], id="a day too early"),
        pytest.param(["May 25, 2015 1:10 PM", "May 25, 2015 11:10 AM"], [("before-original", "2", "1")], id="noon between"),
        pytest.param(["May 25, 2015 12:10 AM", "May 25, 2015 12:05 PM"], [], id="midnight is before noon"),
        pytest.param(["Jan 2, 2016 9:10 PM", "Dec 31, 2015 9:10 PM"], [("before-original", "2", "1")], id="another year"),
        pytest.param(["May 25, 2015 9:10 PM", "May 25, 2015"], [], id="a day proves nothing of the clock"),
        pytest.param(["May 25, 2015", "May 24, 2015 9:10 PM"], [("before-original", "2", "1")], id="a day proves the day"),
        pytest.param(["May 25, 2015 9:10 PM", "May 25, 2015 9:10 PM"], [("same-minute", "1", "2")], id="one minute"),
        pytest.param(["May 25, 2015", "May 25, 2015"], [], id="one day is no minute"),
        pytest.param(["May 25, 2015 9:10:05 PM", "May 25, 2015 9:10:50 PM"], [("same-minute", "1", "2")], id="seconds apart"),
        pytest.param(
            ["May 25, 2015 9:10:50 PM", "May 25, 2015 9:10 PM PST"], [("same-minute", "1", "2")], id="seconds and a zone"
        ),
        pytest.param(
            ["May 25, 2015 9:10:50 PM", "May 25, 2015 9:10:49 PM"],
            [("before-original", "2", "1"), ("same-minute", "1", "2")],
            id="a second too early",
        ),
        pytest.param(
            ["May 25, 2015 9:10 PM", "May 25, 2015 9:11 PM", "May 25, 2015 9:10 PM"],
            [("before-original", "3", "2"), ("same-minute", "1", "3")],
            id="one between",
        ),
        pytest.param(["May 25, 2015 9:10 PM CST", "May 25, 2015 7:10 PM PST"], [("same-minute", "1", "2")], id="one instant"),
        pytest.param(["May 25, 2015 9:10 PM CST", "May 25, 2015 8:10 PM PST"], [], id="later, by its zone"),
        pytest.param(["May 25, 2015 9:10 PM PST", "May 25, 2015 9:40 PM CST"], [("before-original", "2", "1")], id="by its zone"),
        pytest.param(["May 25, 2015 9:10 PM PST", "May 25, 2015 9:10 PM CST"], [("before-original", "2", "1")], id="one clock"),
        pytest.param(
            ["May 25, 2015 10:10 PM CST", "May 25, 2015 9:40 PM"], [("before-original", "2", "1")], id="no zone to compare"
        ),
    ],
)
def test_printed_dates_are_compared_as_far_as_they_are_printed(dates: list[str], expected: Pairs) -> None:
    """An answer before its original and one minute given twice are found; what is not printed proves nothing."""
    assert sorted(letters(*dates)) == sorted(expected)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(["8:07 AM", "8:08 AM"], [], id="in order"),
        pytest.param(["8:07 AM", "8:07 AM"], [], id="a minute without a date may be of another day"),
        pytest.param(["8:08 AM", "8:07 AM"], [("backwards", "2", "1")], id="backwards"),
        pytest.param(["8:07 PM", "8:08 AM"], [("backwards", "2", "1")], id="the next morning, perhaps"),
        pytest.param(["8:08 AM", "", "8:07 AM"], [("backwards", "3", "1")], id="with a turn between that prints none"),
        pytest.param(["8:08 AM", "", ""], [], id="only one prints one"),
        pytest.param(["12:30 AM", "1:00 AM", "12:30 PM"], [], id="midnight and noon"),
    ],
)
def test_clock_times_that_run_backwards_are_found(times: list[str], expected: Pairs) -> None:
    """Without dates, the printed times of turns are compared with one another, past turns that print none."""
    assert turns(*times) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("as of Sunday, March 25, 2018", [], id="the right day"),
        pytest.param("as of Monday, March 25, 2018", ["weekday"], id="a wrong day"),
        pytest.param("as of monday march 25 2018", ["weekday"], id="without capitals and commas"),
        pytest.param("on Tuesday Feb. 20th, 2018", [], id="a short month and an ordinal"),
        pytest.param("on Wed. Feb. 20th, 2018", ["weekday"], id="a short day"),
        pytest.param("on Thurs, Feb 22, 2018 and Fri, Feb 23, 2018", [], id="short days that are right"),
        pytest.param("on Monday, the 25th of March", [], id="no date of this form"),
        pytest.param("on Monday. February 30, 2018", [], id="no such day"),
        pytest.param("on Monday, May 1, 0000", [], id="no such year"),
        pytest.param("on Monday, December 99, 9999", [], id="no such day of the last month"),
        pytest.param("on Monday, Maybe 1, 2018", [], id="no such month"),
        pytest.param("on Monday, May 1, 20180", [], id="more than a year"),
        pytest.param("on Monday, May ٢, 2018", [], id="other digits"),
        pytest.param("resign effective Feb 20th 2018", ["effective-date"], id="before the request"),
        pytest.param("resign Effective February 20, 2018 and effective Feb 21, 2018", ["effective-date"], id="once a letter"),
        pytest.param("effective March 25, 2018", [], id="the day of the request"),
        pytest.param("effective April 1, 2018", [], id="after the request"),
        pytest.param("effective February 31, 2018", [], id="no such day to be before"),
        pytest.param("ineffective February 1, 2018", [], id="another word"),
    ],
)
def test_dates_within_a_letter_are_read(body: str, expected: list[str]) -> None:
    """A weekday that is not that of the date beside it, and an effective date before the letter's own, are found; no more is."""
    assert saying(body) == expected


def test_a_letter_without_a_date_asks_for_nothing_too_late() -> None:
    """An effective date has nothing to be before where the header prints no date; a weekday is wrong all the same."""
    text = "iMessage between A B and C D\nA B\n\neffective Feb 20th 2018, a Monday, Feb 20th 2018\n"
    assert thread_of(text) == [("weekday", "1", "")]


@steady
@given(st.lists(st.integers(0, 3 * 24 * 60 - 1), min_size=1, max_size=6))
def test_a_thread_in_order_has_no_conflict_but_equal_minutes(minutes: list[int]) -> None:
    """Sorted and distinct minutes give none; every step back gives one that names both letters, nearest first."""

    def dates(some: list[int]) -> list[str]:
        return [
            f"May {25 + at // 1440}, 2015 {(at // 60 % 24 - 1) % 12 + 1}:{at % 60:02} {'AM' if at // 60 % 24 < 12 else 'PM'}"
            for at in some
        ]

    assert letters(*dates(sorted(set(minutes)))) == []
    back = [pair for pair in letters(*dates(minutes)) if pair[0] == "before-original"]
    steps = [(str(at + 1), str(at)) for at, (one, other) in enumerate(pairwise(minutes), 1) if other < one]
    assert [pair[1:] for pair in back] == steps


# The archive's own


def test_the_archive_s_conflicts_are_those_that_its_headers_show(corpus: Corpus, sources: Path) -> None:
    """Read off the headers with a pattern of this test's own: each step back within a thread, and each minute given twice."""
    dated = re.compile(r"[-–] (\w{3})\w* (\d+), (\d{4}) (\d+):(\d\d) ?([AP])M")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    rows = [line.split("\t") for line in (sources / "ledger.tsv").read_text(encoding="utf-8").split("\n") if line[:1].isdigit()]
    threads: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for _, id, thread, header, _ in rows:
        if match := dated.search(header):
            month, day, year, hour, minute, half = match.groups()
            clock = int(hour) % 12 + 12 * (half == "P")
            threads.setdefault(thread, []).append((id, (int(year), months.index(month) + 1, int(day), clock, int(minute))))
    expected = set()
    for some in threads.values():
        for (one, first), (other, second) in pairwise(some):
            if second < first:
                expected.add(("before-original", other, one))
        for at, (one, first) in enumerate(some):
            expected |= {("same-minute", one, other) for other, second in some[at + 1 :] if second == first}
    found = set(find_conflicts(corpus.threads))
    assert {pair for pair in found if pair[0] in ("before-original", "same-minute")} == expected
    assert len(expected) == 3


def test_every_conflict_is_explained_or_left_open_with_what_would_settle_it(corpus: Corpus, sources: Path) -> None:
    """What the machine finds and what the table says are the same but for what only reading finds; each is said in sentences."""
    rows = [row for _, row in table(sources / CONFLICTS)[1]]
    said = [(row["kind"], row["message"], row["other"]) for row in rows]
    assert {pair for pair in said if pair[0] != "places"} == set(find_conflicts(corpus.threads))
    assert [(c.kind, c.message, c.other) for c in corpus.apparatus.conflicts] == said
    assert [c.open for c in corpus.apparatus.conflicts] == [row["status"] == "open" for row in rows]
    assert all(c.explanation.endswith((".", ")")) for c in corpus.apparatus.conflicts)


def test_a_conflict_that_nobody_speaks_of_is_a_loose_end_with_its_row(copied: Path) -> None:
    """The advice is a row: pasted, with words for the dots, nothing is open any more."""
    line, row = next((line, row) for line, row in table(copied / CONFLICTS)[1] if row["kind"] == "effective-date")
    without(copied / CONFLICTS, line)
    (problem,) = loose_ends(load(copied))
    pasted = f"effective-date\t{row['message']}\t\topen\t…"
    assert str(problem) == (
        f"{CONFLICTS}:1: nothing is said of effective-date {row['message']}: "
        "an effective date before the letter that asks for it "
        f"(say why it is so, or what would settle it: {pasted}) [conflict.unexplained]"
    )
    with (copied / CONFLICTS).open("a", encoding="utf-8") as file:
        file.write(pasted + "\n")
    assert loose_ends(load(copied)) == ()
    assert list(unexplained(load(copied).threads, ())) != []


def test_one_conflict_has_one_row(copied: Path) -> None:
    """A second row for what the dates show is told, with the line of the first."""
    first, row = next((line, row) for line, row in table(copied / CONFLICTS)[1] if row["kind"] == "effective-date")
    with (copied / CONFLICTS).open("a", encoding="utf-8") as file:
        file.write(f"effective-date\t{row['message']}\t\topen\tTwice.\n")
    line = (copied / CONFLICTS).read_text(encoding="utf-8").count("\n")
    assert told(copied) == [
        f"{CONFLICTS}:{line}: effective-date {row['message']} stands on line {first} already "
        "(say all of one conflict in one row) [conflict.malformed]"
    ]
