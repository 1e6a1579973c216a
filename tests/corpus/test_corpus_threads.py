"""What a transcription may look like, and what is said, line by line, of one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Problems
from corpus.ledger import cell
from corpus.model import Archive
from corpus.threads import read_archive, write_archive

HEADER = "Sam Altman to Elon Musk - May 25, 2015 9:10 PM"
NOTE = "[Sam forwards the above email to Greg Brockman on May 26, 2015 8:18AM]"


def read(*lines: str) -> Archive:
    """Read a transcription, and see that it can be written back."""
    text = "\n".join(lines)
    archive = read_archive(text, "archive.txt")
    assert write_archive(archive) == text
    return archive


def complaints(*lines: str) -> list[tuple[int, str]]:
    """Line and code of everything that is wrong with a transcription."""
    with pytest.raises(Problems) as raised:
        read_archive("\n".join(lines), "archive.txt")
    assert {problem.path for problem in raised.value.found} == {"archive.txt"}
    assert all(problem.hint for problem in raised.value.found)
    return [(problem.line, problem.code) for problem in raised.value.found]


def test_a_thread_is_a_heading_and_its_messages() -> None:
    """Two threads, three messages: each with its lines, its body and nothing of its neighbours."""
    archive = read("Subject: a", HEADER, "", "One.", "", "Two.", HEADER, "", "Three.", " ", "Subject: b", HEADER, "", "Four.", "")
    bodies = [[message.body for message in thread.messages] for thread in archive.threads]
    assert bodies == [["One.\n\nTwo.", "Three."], ["Four."]]
    assert [[message.lines for message in thread.messages] for thread in archive.threads] == [[(2, 6), (7, 9)], [(12, 14)]]
    assert [thread.lines for thread in archive.threads] == [(1, 9), (11, 14)]
    assert archive.separators == (" \n", "")


def test_front_matter_stands_between_two_rules() -> None:
    """A block between lines of three hyphens belongs to no thread; blank lines before the first heading are kept, too."""
    block = "---\nurl: x\n---\n"
    assert read(*block.split("\n")[:-1], "Subject: a", HEADER, "", "One.").front_matter == block
    assert read("", " ", "Subject: a", HEADER, "", "One.").front_matter == "\n \n"


def test_the_archive_says_the_same_with_lines_that_end_in_cr_lf(archive: str) -> None:
    """Headings, parties, dates and every span of every paragraph; and it is written as it was read."""
    plain, other = read_archive(archive, "a.txt"), read_archive(archive.replace("\n", "\r\n"), "a.txt")
    assert write_archive(other) == archive.replace("\n", "\r\n")
    for one, same in zip(plain.threads, other.threads, strict=True):
        assert (same.subject, same.medium, same.exhibit) == (one.subject, one.medium, one.exhibit)
        for message, again in zip(one.messages, same.messages, strict=True):
            assert replace(again.header, text=message.header.text) == message.header
            assert (cell(again), again.paragraphs) == (cell(message), message.paragraphs)


def test_a_body_may_begin_right_under_its_header() -> None:
    """The blank line after a header is usual, not required; more than one is kept."""
    (thread,) = read("Subject: a", HEADER, "One.", HEADER, "", " ", "Two.").threads
    assert [message.body for message in thread.messages] == ["One.", "Two."]
    assert [message.gap for message in thread.messages] == ["\n", "\n\n \n"]


def test_blanks_at_the_end_of_a_line_are_the_lines_own() -> None:
    """Neither a header nor a line of a body loses a blank, at its end or its beginning."""
    (thread,) = read("Subject: a ", HEADER + " ", "", "    One. ", "Two. ").threads
    (message,) = thread.messages
    assert (thread.heading, thread.subject) == ("Subject: a ", "a")
    assert message.header.text == HEADER + " "
    assert message.body == "    One. \nTwo. "
    assert [paragraph.indent for paragraph in message.paragraphs] == [4, 0]


def test_a_line_of_only_a_name_is_a_turn_in_an_exchange_and_a_signature_in_a_letter() -> None:
    """The same line is read by the grammar of its medium."""
    turn = ("Sam Altman", "", "Yes.")
    (letters,) = read("Subject: a", HEADER, "", "One.", "", *turn).threads
    (exchange,) = read("iMessages on a", "Sam Altman to: Elon Musk - May 25, 2015 9:10 PM", "", "One.", *turn).threads
    assert [message.body for message in letters.messages] == ["One.\n\nSam Altman\n\nYes."]
    assert [message.body for message in exchange.messages] == ["One.", "Yes."]
    assert [(party.name, party.evidence) for party in exchange.messages[1].header.to] == [("Elon Musk", "inferred")]


def test_a_name_within_a_turn_is_no_new_turn() -> None:
    """Only a line that stands before a blank one heads a turn; a stranger's name heads none."""
    lines = ("iMessage between Sam Altman and Elon Musk", "Sam Altman", "", "Ask", "Elon Musk", "again.", "", "Greg Brockman", "")
    (thread,) = read(*lines).threads
    assert [message.body for message in thread.messages] == ["Ask\nElon Musk\nagain.\n\nGreg Brockman"]


def test_a_note_is_an_act_on_the_message_above_it_and_stands_outside_every_body() -> None:
    """The transcriber's line is no part of the letter; who passed it on, to whom and when is recorded with its line."""
    (thread,) = read("Subject: a", HEADER, "", "One.", "", NOTE, HEADER, "", "Two.").threads
    first, second = thread.messages
    (act,) = first.forwarded
    assert (act.by.name, [party.name for party in act.to], act.sent.when, act.line) == (
        "Sam Altman",
        ["Greg Brockman"],
        "2015-05-26T08:18",
        6,
    )
    assert (first.body, second.body, second.forwarded) == ("One.", "Two.", ())


def test_a_first_name_that_two_parties_bear_is_not_resolved() -> None:
    """Where two parties of a message share the name in a note, neither is taken: the name stays as printed."""
    header = "Sam Altman to Elon Musk, (cc: Sam Teller) - May 25, 2015 9:10 PM"
    (thread,) = read("Subject: a", header, "", "One.", NOTE).threads
    (act,) = thread.messages[0].forwarded
    assert act.by.name == "Sam"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((), [(1, "thread.none")], id="nothing"),
        pytest.param(("", " ", ""), [(1, "thread.none")], id="only blanks"),
        pytest.param(("---", "url: x", "---", ""), [(1, "thread.none")], id="only front matter"),
        pytest.param(
            ("", "Hello.", "Subject: a", HEADER, "", "One."), [(2, "thread.stray-text")], id="text before the first heading"
        ),
        pytest.param(
            ("---", "url: x", "Subject: a", HEADER, "", "One."), [(2, "thread.stray-text")], id="front matter that never ends"
        ),
        pytest.param(("Subject: a",), [(1, "thread.no-message")], id="a heading alone"),
        pytest.param(("Subject: a", "", "Subject: b", HEADER, "", "One."), [(1, "thread.no-message")], id="an empty thread"),
        pytest.param(
            ("Subject: a", "Hello.", HEADER, "", "One."), [(2, "thread.stray-text")], id="text between heading and header"
        ),
        pytest.param(("Subject: a", HEADER, "", HEADER, "", "One."), [(2, "message.empty")], id="a message without a body"),
        pytest.param(("Subject: a", HEADER, "", "One.", HEADER), [(5, "message.empty")], id="a header at the end"),
        pytest.param(("Subject: a", HEADER, "", "One.", NOTE, "", "Stray."), [(7, "thread.stray-text")], id="text under a note"),
        pytest.param(("Subject: a", NOTE, HEADER, "", "One."), [(2, "note.no-message")], id="a note before every message"),
        pytest.param(
            ("Subject: a", HEADER, "", "One.", "Elon Musk to Sam Altman - May 25, 2015 11:09", "", "Two."),
            [(5, "header.unreadable")],
            id="a header without AM or PM",
        ),
        pytest.param(
            ("Subject: a", HEADER, "", "One.", "Elon Musk to Sam Altman - Feb 30, 2015 11:09 PM", "", "Two."),
            [(5, "header.unreadable")],
            id="a header on a day that was none",
        ),
        pytest.param(
            ("Subject: a", HEADER, "", "One.", "Elon Musk to Sam Altman (cc: 4 others) - Feb 3, 2015 11:09 PM 📎", "", "Two."),
            [(5, "header.unreadable")],
            id="a header with parties that are none",
        ),
        pytest.param(
            ("Hello.", "Subject: a", "Subject: b", "x", HEADER, "", "Subject: c", HEADER, "", "One."),
            [(1, "thread.stray-text"), (2, "thread.no-message"), (4, "thread.stray-text"), (5, "message.empty")],
            id="everything at once",
        ),
    ],
)
def test_what_is_wrong_is_named_by_line(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    """Text that belongs to nothing, a thread or message without text, a line meant as a header: each has its line and code."""
    assert complaints(*lines) == expected
