"""The Corpus against a reading by eye: every row of the tables in ``expected``, none of which the parser wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.body import read_paragraphs
from corpus.model import Correspondent, Message
from corpus.reading import sums_in

EXPECTED = Path(__file__).resolve().parent / "expected"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of one table, by column."""
    head, *rows = (EXPECTED / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = head.split("\t")
    return [dict(zip(columns, row.split("\t"), strict=True)) for row in rows]


MESSAGES = table("messages.tsv")
THREADS = table("threads.tsv")
FORWARDED = table("forwarded.tsv")
REDACTIONS = table("redactions.tsv")


def line(row: Row) -> str:
    """What a failing row is called."""
    return f"line {next(iter(row.values()))}"


def names(parties: tuple[Correspondent, ...]) -> str:
    """Parties as the tables write them."""
    return "; ".join(party.name for party in parties)


@pytest.fixture(scope="module")
def at(corpus: Corpus) -> dict[int, Message]:
    """Every message by the line of its header."""
    return {message.lines[0]: message for message in corpus.messages.values()}


@pytest.mark.parametrize("row", MESSAGES, ids=line)
def test_a_message_is_what_a_reader_finds_on_its_lines(row: Row, at: dict[int, Message]) -> None:
    """Lines, medium, parties by role, date as far as printed, exhibit mark and evidence are those of a reading by eye."""
    message = at[int(row["line"])]
    header, sent = message.header, message.header.sent
    assert {
        "line": str(message.lines[0]),
        "last": str(message.lines[1]),
        "medium": message.medium,
        "from": names(header.sender),
        "to": names(header.to),
        "cc": names(header.cc),
        "fw": names(header.fw),
        "when": sent.when or "",
        "time": sent.time or "",
        "precision": sent.precision,
        "zone": sent.zone or "",
        "exhibit": "yes" if message.exhibit else "no",
        "evidence": "; ".join({party.evidence for party in header.to}),
    } == row
    assert {party.evidence for party in (*header.sender, *header.cc, *header.fw)} == {"stated"}


def test_the_archive_has_the_messages_that_a_reader_finds_and_no_others(at: dict[int, Message]) -> None:
    """Every header a reader finds heads a message, and nothing else does."""
    assert sorted(at) == [int(row["line"]) for row in MESSAGES]


def test_messages_stand_in_the_order_of_the_witness(corpus: Corpus) -> None:
    """The order is the witness's, also where clocks run backwards; numbers for print follow it from 1."""
    messages = list(corpus.messages.values())
    assert [str(message.lines[0]) for message in messages] == [row["line"] for row in MESSAGES]
    assert [message.number for message in messages] == [str(number) for number in range(1, len(MESSAGES) + 1)]


@pytest.mark.parametrize("row", THREADS, ids=line)
def test_a_thread_is_what_a_reader_finds_under_its_heading(row: Row, corpus: Corpus) -> None:
    """Heading, subject, medium, exhibit mark, extent and count of messages are those of a reading by eye."""
    thread = next(thread for thread in corpus.threads if thread.line == int(row["line"]))
    assert {
        "line": str(thread.lines[0]),
        "last": str(thread.lines[1]),
        "heading": thread.heading.rstrip(),
        "subject": thread.subject or "",
        "medium": thread.medium,
        "exhibit": "yes" if thread.exhibit else "no",
        "messages": str(len(thread.messages)),
    } == row


def test_the_archive_has_the_threads_that_a_reader_finds_in_their_order(corpus: Corpus) -> None:
    """Every heading a reader finds opens a thread, nothing else does, and their numbers run from 1."""
    assert [str(thread.line) for thread in corpus.threads] == [row["line"] for row in THREADS]
    assert [thread.number for thread in corpus.threads] == list(range(1, len(THREADS) + 1))
    assert list(corpus.by_thread) == [thread.id for thread in corpus.threads]


def test_the_acts_of_forwarding_are_those_the_transcription_reports(corpus: Corpus) -> None:
    """Who passed what on, to whom, when, and the line that says so; no other message was passed on."""
    acts = [
        {
            "message_line": str(message.lines[0]),
            "by": act.by.name,
            "to": names(act.to),
            "when": act.sent.when or "",
            "line": str(act.line),
        }
        for message in corpus.messages.values()
        for act in message.forwarded
    ]
    assert acts == FORWARDED


def test_a_first_name_in_a_note_is_the_party_of_that_message_who_bears_it(corpus: Corpus) -> None:
    """'Elon forwards the above email': the note prints a first name, and the message has one party of that name."""
    (act,) = corpus.messages["2016-01-02-redacted"].forwarded
    assert (act.by.as_printed, act.by.name, act.by.person) == ("Elon", "Elon Musk", "musk")
    assert act.sent.text == "Jan 2, 2016 8:18AM"


def test_a_message_passed_on_keeps_its_writer(corpus: Corpus) -> None:
    """Whoever wrote a letter is its author, also where the header is about the one who passed it on."""
    message = corpus.messages["2016-04-27-thompson"]
    assert message.participants == (
        ("from", Correspondent("Alex Thompson", "Alex Thompson", "thompson")),
        ("to", Correspondent("Sam Teller", "Sam Teller", "teller")),
        ("forwarded by", Correspondent("Sam Teller", "Sam Teller", "teller")),
        ("forwarded to", Correspondent("Elon Musk", "Elon Musk", "musk")),
    )


def test_every_party_is_in_the_register_or_hidden(corpus: Corpus) -> None:
    """No party of any message is left unnamed: it has an entry under its own name, or the transcription hides it."""
    parties = [party for message in corpus.messages.values() for _, party in message.participants]
    assert {party.as_printed for party in parties if party.redacted} == {"<redacted>", "[redacted]"}
    for party in parties:
        assert (party.person is None) == party.redacted
        assert party.person is None or corpus.people[party.person].name == party.name


def test_redactions_are_counted_as_a_reader_counts_them(corpus: Corpus) -> None:
    """On every line, each notation occurs in the model as often as a reader counts it, in headers and in bodies alike."""
    count: Counter[tuple[int, str]] = Counter()
    length: Counter[int] = Counter()
    notation = {"<redacted>": "angle", "[redacted]": "square"}
    for message in corpus.messages.values():
        header = message.header
        for party in (*header.sender, *header.to, *header.cc, *header.fw):
            if party.redacted:
                count[message.lines[0], notation[party.as_printed]] += 1
        for paragraph in message.paragraphs:
            for span in paragraph.spans:
                if span.kind == "redaction" and span.notation is not None:
                    count[paragraph.line, span.notation.replace("bars", "bar")] += 1
                    length[paragraph.line] += span.length if span.notation == "bars" else 0
    found = {
        (str(at), kind): (str(times), str(length[at]) if kind == "bar" else "") for (at, kind), times in sorted(count.items())
    }
    assert found == {(row["line"], row["notation"]): (row["count"], row["length"]) for row in REDACTIONS}


def test_no_bar_of_the_witness_is_left_out(corpus: Corpus, archive: str) -> None:
    """All the full blocks in the witness are in the model, and in the table of the reader."""
    bars = [
        span.length
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
        for span in paragraph.spans
        if span.notation == "bars"
    ]
    assert sum(bars) == archive.count("█") == sum(int(row["length"] or 0) for row in REDACTIONS)


def test_every_message_has_an_id_and_a_thread_that_holds_it(corpus: Corpus) -> None:
    """Ids are unique, lead to the message, and the thread a message names is the one it stands in."""
    held = [(thread.id, message) for thread in corpus.threads for message in thread.messages]
    assert [message.thread for _, message in held] == [thread for thread, _ in held]
    assert {message.id: message for _, message in held} == corpus.messages
    assert len(held) == len(corpus.messages) == len(MESSAGES)


# The log of reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raise $100M, then $1B.", ["$100M", "$1B"]),
        ("$50m or $60MM for $10MM", ["$50m", "$60MM", "$10MM"]),
        ("$20 million, $1 billion and $5 thousand", ["$20 million", "$1 billion", "$5 thousand"]),
        ("$1,250,000.50 a year; ~$1.25M/year, $9k/mo", ["$1,250,000.50", "~$1.25M/year", "$9k/mo"]),
        ("between $5–6M and 10–100x", ["$5–6M", "10–100x"]),
        ("25%, 12bps, 0.25% and 50x", ["25%", "12bps", "0.25%", "50x"]),
        ("5 people, 3 seats, 10 hours", ["5 people", "3 seats", "10 hours"]),
        ("$100, and $100, and $100.", ["$100"]),
        ("100k of them, ~50 of those", ["100k", "~50"]),
        ("in 2017 v2.5x at 9:10 on page 3, no sum: 1v1, 4-chip, Q1, 20th", []),
        ("", []),
    ],
)
def test_sums_are_what_a_reader_would_call_sums(text: str, expected: list[str]) -> None:
    """Money, shares, multiples and counts of people, seats and hours, each once and whole; years, versions and hours are none."""
    assert [one for paragraph in read_paragraphs(text, 1) for one in sums_in(paragraph)] == expected


def test_no_amount_of_money_in_the_letters_is_overlooked(corpus: Corpus) -> None:
    """Every dollar sign and every per cent sign that a letter prints is in one of its sums, and each sum is printed so."""
    for message in corpus.messages.values():
        for paragraph in message.paragraphs:
            sums = sums_in(paragraph)
            rest = paragraph.text
            for one in sorted(sums, key=len, reverse=True):
                assert one in paragraph.text
                rest = rest.replace(one, "")
            assert not set(rest) & {"$", "%"} or not any(c.isdigit() for c in rest.split("$")[-1][:1] + rest.split("%")[0][-1:])


def test_why_a_letter_needs_no_note_is_said_in_words(corpus: Corpus) -> None:
    """Each reason is a sentence, of a letter that is there, and says more than that there is nothing to say."""
    lines = (Path(__file__).resolve().parents[2] / "sources/apparatus/unannotated.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    assert dict(rows) == dict(corpus.apparatus.unannotated)
    for id, reason in rows:
        assert id in corpus.messages
        assert reason.endswith(".")
        assert len(reason.split()) > 3
