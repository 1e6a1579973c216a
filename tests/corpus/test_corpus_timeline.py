"""The order of time, and what is lacking, where the real letters have no case: letters moved, redated and renamed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Corpus, Message
from corpus.gap import originals_lacking
from corpus.model import Dateline, Thread
from corpus.timeline import UNDATED, days_of, timeline


def sent(message: Message, when: str | None) -> Message:
    """The message with another date."""
    return replace(message, header=replace(message.header, sent=Dateline(when, when, None, "day" if when else "none")))


def with_messages(corpus: Corpus, *messages: Message) -> Corpus:
    """The Corpus with these messages only, and without events."""
    apparatus = replace(corpus.apparatus, events=())
    return replace(corpus, messages={message.id: message for message in messages}, apparatus=apparatus)


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        pytest.param(["2016-01-01", "2015-01-01", "2017-01-01"], [1, 0, 2], id="a thread that stands too late"),
        pytest.param(["2015-01-01T12:00", "2015-01-01", "2015-01-01T08:00"], [0, 1, 2], id="three letters of one day"),
        pytest.param(["2016-01-01", None, "2015-01-01"], [2, 0, 1], id="an undated turn goes with the letter before it"),
        pytest.param([None, "2015-01-01", None], [0, 1, 2], id="an undated turn at the beginning"),
    ],
)
def test_letters_stand_by_day_and_in_a_day_as_in_the_archive(dates: list[str | None], order: list[int], corpus: Corpus) -> None:
    """Days are compared, clock times are not; a turn without a date never leaves the one that it follows."""
    three = [sent(message, when) for message, when in zip(list(corpus.messages.values())[:3], dates, strict=True)]
    shown = [what.id for _, what in timeline(with_messages(corpus, *three)) if isinstance(what, Message)]
    assert shown == [three[at].id for at in order]


def test_every_undated_turn_stands_within_its_proved_bounds(corpus: Corpus) -> None:
    """The day at which the chronology has a turn is none that its interval excludes."""
    days = days_of(corpus.messages.values())
    for id, interval in corpus.apparatus.intervals.items():
        assert interval.after[:10] <= days[id] <= (interval.before or UNDATED)[:10]


@pytest.mark.parametrize(
    ("subjects", "lacking"),
    [
        (["question", "Re: question"], []),
        (["Re: question", "question"], [("Re: question", "Re")]),
        (["Question", "RE: re: question"], []),
        (["FW: question", "Fwd: answer"], [("FW: question", "FW"), ("Fwd: answer", "Fwd")]),
        (["Re: question", "Re: question"], [("Re: question", "Re")]),
        (["Regarding: a question", "Re question"], []),
    ],
)
def test_an_answer_lacks_its_original_where_no_earlier_thread_has_its_subject(
    subjects: list[str], lacking: list[tuple[str, str]], corpus: Corpus
) -> None:
    """Prefixes are taken off in any number and case; a later thread is no original; words that only look like one are none."""
    threads: list[Thread] = [
        replace(thread, subject=subject) for thread, subject in zip(corpus.threads[:2], subjects, strict=True)
    ]
    assert [(thread.subject, prefix) for thread, prefix in originals_lacking(threads)] == lacking
