"""What the sources date: events and figures at their words, and the bounds of turns whose headers print no date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus, Problems, load
from corpus.chronicle import read_intervals
from corpus.loose_ends import loose_ends
from corpus.model import Locus

from .test_corpus_mentions import table, without

EVENTS, FIGURES, INTERVALS = "apparatus/events.tsv", "apparatus/figures.tsv", "apparatus/intervals.tsv"
#: A turn of the archive that prints no date, one that prints a day only, and a letter that prints its minute.
UNDATED, DAY, MINUTE = "2022-10-zilis", "2017-09-04-brockman", "2015-05-25-altman"
steady = settings(derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


def line_of(sources: Path, archive: list[str], at: Locus, corpus: Corpus) -> str:
    """The line that a place names: of the witness for a letter, of its own file for a document."""
    if at.source in corpus.messages:
        return archive[at.line - 1]
    numbered = (sources / f"documents/{at.source}.txt").read_text(encoding="utf-8").split("\n")
    (line,) = [line for line in numbered if line.startswith(f"{at.paragraph}\t")]
    return line.partition("\t")[2]


@pytest.mark.parametrize("name", [EVENTS, FIGURES])
def test_every_row_is_kept_at_its_words(name: str, corpus: Corpus, sources: Path, archive: str) -> None:
    """Each event and each figure is a row and each row is one; its words stand where it says, in letter or document."""
    lines = archive.split("\n")
    rows = [row for _, row in table(sources / name)[1]]
    some = corpus.apparatus.events if name == EVENTS else corpus.apparatus.figures
    assert len(some) == len(rows) > 20
    for one in some:
        at = one.at
        assert line_of(sources, lines, at, corpus)[at.start : at.end] == at.text
        assert (at.source, str(at.paragraph), at.text) in {(row["source"], row["paragraph"], row["words"]) for row in rows}
    if name == EVENTS:
        assert sorted(one.what for one in corpus.apparatus.events) == sorted(row["what"] for row in rows)
    else:
        shown = [(one.figure, one.value, one.note) for one in corpus.apparatus.figures]
        assert shown == [(row["figure"], row["value"], row["note"]) for row in rows]


def test_events_stand_by_date(corpus: Corpus) -> None:
    """Dates are days, months or years of the calendar, and ascend."""
    dates = [event.when for event in corpus.apparatus.events]
    assert dates == sorted(dates)
    for date in dates:
        dt.date.fromisoformat(date + "-01-01"[len(date) - 4 if len(date) < 10 else 6 :])


def test_an_event_is_never_more_precise_than_a_day(corpus: Corpus) -> None:
    """No event has a time, and each is told in a sentence of ours."""
    for event in corpus.apparatus.events:
        assert len(event.when) in (4, 7, 10)
        assert event.what.strip().endswith((".", ")"))


def test_every_turn_has_a_date_or_bounds(corpus: Corpus, sources: Path) -> None:
    """Turns without a date have an interval with a reason; so may letters that print only their day, none that print a minute."""
    intervals = corpus.apparatus.intervals
    assert list(intervals) == [row["message"] for _, row in table(sources / INTERVALS)[1]]
    for id, message in corpus.messages.items():
        when = message.header.sent.when or ""
        assert id in intervals or when
        assert id not in intervals or len(when) < 16
    assert all(interval.reason.endswith(".") for interval in intervals.values())


def test_bounds_hold_for_the_order_of_a_thread(corpus: Corpus) -> None:
    """No bound contradicts the letters before and after it that print their minute, nor the day that a header prints."""
    for id, interval in corpus.apparatus.intervals.items():
        printed = corpus.messages[id].header.sent.when or ""
        for bound in (interval.after, interval.before):
            length = min(len(bound), len(printed))
            assert bound[:length] == printed[:length] or not printed
        if interval.after and interval.before:
            assert interval.after <= interval.before


def test_a_turn_without_date_and_bounds_is_a_loose_end(copied: Path) -> None:
    """The line names the turn and says what to write."""
    line = next(line for line, row in table(copied / INTERVALS)[1] if row["message"] == UNDATED)
    without(copied / INTERVALS, line)
    assert list(map(str, loose_ends(load(copied)))) == [
        f"{INTERVALS}:1: '{UNDATED}' has neither a date nor an interval "
        "(say what order and text prove, with empty bounds where they prove nothing) [interval.none]"
    ]


def bounded(folder: Path, corpus: Corpus, after: str, before: str, reason: str = "Words.") -> str:
    """What is told of one row for an undated turn, which stands on line 2."""
    (folder / "apparatus").mkdir(exist_ok=True)
    head = "message\tafter\tbefore\treason\n"
    (folder / INTERVALS).write_text(f"{head}{UNDATED}\t{after}\t{before}\t{reason}\n", encoding="utf-8")
    try:
        read = read_intervals(folder, corpus.messages)
    except Problems as problems:
        return str(problems)
    assert (read[UNDATED].after, read[UNDATED].before) == (after, before)
    return ""


@pytest.mark.parametrize(
    ("after", "before", "fine"),
    [
        ("", "", True),
        ("2022", "", True),
        ("", "2022-10-23", True),
        ("2022-10", "2022-10", True),
        ("2022-10-23T21:13", "2022-10-23", True),
        ("2022-10-23T21:13", "2022-10-23T21:13", True),
        ("2022-10-23", "2022-10-23T21:13", True),
        ("2022-10-23T21:13", "2022-10-23T21:12", False),
        ("2022-11", "2022-10-23", False),
        ("2022-02-30", "", False),
        ("2022-13", "", False),
        ("2022-10-23T24:00", "", False),
        ("2022-10-23T21:60", "", False),
        ("2022-10-23T", "", False),
        ("2022-10T21:13", "", False),
        ("2022-10-23 21:13", "", False),
        ("0000", "", False),
        ("２０２２", "", False),
        ("soon", "", False),
    ],
)
def test_bounds_are_dates_of_the_calendar_in_order(after: str, before: str, fine: bool, corpus: Corpus, tmp_path: Path) -> None:
    """Each bound is a year, a month, a day or a minute, or empty; as far as both are given, after is not later than before."""
    shown = " – ".join(filter(None, (after, before)))
    expected = (
        f"{INTERVALS}:2: {shown!r} is no interval (after and before are ISO dates, or empty; after comes first) [interval.bounds]"
    )
    assert bounded(tmp_path, corpus, after, before) == ("" if fine else expected)


def test_bounds_have_a_reason(corpus: Corpus, tmp_path: Path) -> None:
    """An interval proves nothing unless it says how."""
    for reason in ("", " "):
        assert bounded(tmp_path, corpus, "2022", "", reason) == (
            f"{INTERVALS}:2: no reason is given for '{UNDATED}' (one row a message, with its reason) [interval.malformed]"
        )


@steady
@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_any_two_days_are_an_interval_in_one_order(
    corpus: Corpus, tmp_path: Path, one: dt.date, other: dt.date, long: int, short: int
) -> None:
    """Whatever the days and however precise: the earlier one first is fine, and the other way round only where they agree."""
    first, last = sorted((one, other))
    earlier, later = first.isoformat()[:long], last.isoformat()[:short]
    assert bounded(tmp_path, corpus, earlier, later) == ""
    agree = earlier[: min(long, short)] == later[: min(long, short)]
    assert (bounded(tmp_path, corpus, later, earlier) == "") == agree
