"""Any text, and any mutation of the archive: a Corpus that writes back unchanged, or Problems with a place. Nothing else."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from corpus import Corpus, Problems, load, source_map, text_of
from corpus.body import lines_of, read_paragraphs, spans
from corpus.dates import read_dateline
from corpus.documents import number_paragraphs, plain_text
from corpus.emendation import apply, undo
from corpus.header import read_header, read_note
from corpus.model import Archive, Emendation, Thread
from corpus.threads import read_archive, write_archive

quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
steady = settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=quiet)

HEADINGS = ("Subject: question", "Subject: Re: AI docs 📎", "Subject:", "iMessages on equity", "iMessage between A B and C D 📎")
HEADERS = (
    "A B to C D - May 25, 2015 9:10 PM",
    "C D to: A B, (cc: E F, [redacted]) - Dec 11, 2015 📎",
    "<redacted> to: A B - Jan 2, 2016 10:12 AM CST",
    "A B received this email from C D and forwards it to E F - April 27, 2016 7:25 AM",
    "A B to C D - Feb 30, 2015 9:10 PM",
    "A B to C D - 12:30",
    "A B to  - May 25, 2015",
    "A B",
    "C D - 8:07 AM",
)
NOTES = ("[A forwards the above email to C D and E F on Jan 2, 2016 8:18AM]", "[Forwarded previous message from C]")
TEXTS = ("Yes.", "    an item", "- gdb", "████ <redacted>", "--", "---", "url: x", "Draft[3]", "https://example.org/a.")
BLANKS = ("", " ", "\t", "\r", "\xa0", "\u2028", "\x0b", "\x1c", "\x85", "\ufeff")

POOL = (*HEADINGS, *HEADERS, *NOTES, *TEXTS, *BLANKS)
lines = st.one_of(st.sampled_from(POOL), st.sampled_from(POOL), st.text(max_size=20))
texts = st.one_of(
    st.text(max_size=200),
    st.lists(lines, max_size=25).map("\n".join),
    st.lists(lines, max_size=25).map(lambda some: "Subject: a\n" + "\n".join(some)),
    st.lists(st.tuples(lines, st.sampled_from(["\n", "\r\n", "\r", " "])), max_size=25).map(
        lambda some: "".join(line + end for line, end in some)
    ),
)


def named(problems: Problems, count: int) -> None:
    """There is at least one problem, and each has words, a code, and a line within the text."""
    assert problems.found
    for problem in problems.found:
        assert problem.path == "archive.txt"
        assert 1 <= problem.line <= count
        assert problem.message.strip()
        assert problem.code.strip()


def proved(text: str) -> Archive | None:
    """Read a text: an archive must write back unchanged and be mapped line by line, a problem must have its place in the text."""
    count = len(lines_of(text))
    try:
        archive = read_archive(text, "archive.txt")
    except Problems as problems:
        named(problems, max(1, count))
        return None
    assert write_archive(archive) == text
    corpus = Corpus(archive.threads, {"L": archive}, {}, {}, {})
    assert text_of(corpus) == text
    regions = source_map(corpus)
    ends = [0, *(region.last for region in regions)]
    assert [(region.first, region.last) for region in regions] == [(end + 1, last) for end, last in pairwise(ends)]
    assert ends[-1] == count
    bare = [line.removesuffix("\n") for line in lines_of(text)]
    for thread in archive.threads:
        agrees(thread, bare)
    return archive


def agrees(thread: Thread, bare: list[str]) -> None:
    """A thread and its messages stand on the lines they say, and their paragraphs on theirs."""
    assert bare[thread.line - 1] == thread.heading
    for message in thread.messages:
        assert bare[message.lines[0] - 1] == message.header.text
        assert bare[message.lines[1] - 1].strip()
        assert message.body.split("\n")[-1] == bare[message.lines[1] - 1]
        for paragraph in message.paragraphs:
            assert bare[paragraph.line - 1] == paragraph.text
            assert paragraph.text == " " * paragraph.indent + "".join(span.text for span in paragraph.spans)


@settings(steady, max_examples=500)
@given(texts)
@example("")
@example("\n")
@example("Subject: a")
@example("Subject: a\nA B to C D - May 25, 2015\n\nYes.\n\n[A forwards the above email to C D on Jan 2, 2016]")
@example("\ufeffSubject: a\nA B to C D - May 25, 2015\n\nYes.")
@example("iMessages on x\nA B\n\nYes.")
def test_any_text_is_read_without_loss_or_refused_with_a_place(text: str) -> None:
    """No text crashes or hangs the parser, and none loses a character without a word."""
    proved(text)


@st.composite
def transcriptions(draw: st.DrawFn) -> str:
    """A text that is a transcription: headings, each with messages that have a header and a body."""
    blank = st.sampled_from(["\n", "\n\n", "\n \n", "\n\n\n"])
    body = st.lists(st.sampled_from([*TEXTS[:5], *TEXTS[7:], "", "A B to you", "Subject"]), min_size=1, max_size=5)
    text = draw(st.sampled_from(["", "\n", "---\nurl: x\n---\n"]))
    for _ in range(draw(st.integers(1, 4))):
        text += draw(st.sampled_from([HEADINGS[0], HEADINGS[1], HEADINGS[3], HEADINGS[4]]))
        for _ in range(draw(st.integers(1, 4))):
            text += draw(blank) + draw(st.sampled_from(HEADERS[:4])) + draw(blank)
            text += "Yes.\n" + "\n".join(draw(body))
            text += draw(st.sampled_from(["", "", "", "\n" + NOTES[0]]))
        text += draw(blank)
    return text


@steady
@given(transcriptions())
def test_every_transcription_is_read(text: str) -> None:
    """A text that follows the rules is never refused: its headings are threads, and its headers are messages."""
    archive = proved(text)
    assert archive is not None
    bare = text.split("\n")
    assert len(archive.threads) == sum(line in HEADINGS for line in bare)
    assert sum(len(thread.messages) for thread in archive.threads) == sum(line in HEADERS[:4] for line in bare)


Change = tuple[str, int, int, str]
KINDS = ("delete", "duplicate", "swap", "insert", "join", "replace", "truncate", "cut")
changes: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2000), st.integers(0, 2000), lines), min_size=1, max_size=4
)


def mutated(text: str, made: list[Change]) -> str:
    """The text after the changes: lines taken out, doubled, swapped, put in or joined, characters replaced, the end cut off."""
    for kind, first, second, new in made:
        rows = lines_of(text)
        if not rows:
            return text
        at, other = first % len(rows), second % len(rows)
        if kind == "delete":
            del rows[at]
        elif kind == "duplicate":
            rows.insert(other, rows[at])
        elif kind == "swap":
            rows[at], rows[other] = rows[other], rows[at]
        elif kind == "insert":
            rows.insert(at, new + "\n")
        elif kind == "join":
            rows[at] = rows[at].removesuffix("\n")
        elif kind == "cut":
            del rows[min(at, other) : max(at, other)]
        else:
            column = second % len(rows[at])
            rows[at:] = [rows[at][:column]] + ([new, rows[at][column + 1 :], *rows[at + 1 :]] if kind == "replace" else [])
        text = "".join(rows)
    return text


class Real:
    """The real archive, and a copy of the sources to break and mend; a plain class, as Hypothesis prints what it is given."""

    def __init__(self, archive: str, corpus: Corpus, folder: Path) -> None:
        self.archive = archive
        self.corpus = corpus
        self.folder = folder


@pytest.fixture(scope="module")
def real(archive: str, corpus: Corpus, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Real:
    """One for all examples."""
    return Real(archive, corpus, shutil.copytree(sources, tmp_path_factory.mktemp("mutations") / "sources"))


@steady
@given(changes)
def test_any_mutation_of_the_archive_is_read_without_loss_or_refused_with_a_place(real: Real, made: list[Change]) -> None:
    """The real text, damaged: it is still written back as it is, or the damage is named by line."""
    proved(mutated(real.archive, made))


def test_the_mutations_change_the_text(archive: str) -> None:
    """Every kind of change changes the archive, so that the tests with mutations are about something."""
    for kind in KINDS:
        assert mutated(archive, [(kind, 20, 400, "x")]) != archive


def test_the_archive_itself_is_read(archive: str) -> None:
    """The text that is mutated here is itself no problem, so that the tests above have something to lose."""
    assert proved(archive) is not None


SLIPS: dict[str, tuple[str, str | Callable[[re.Match[str]], str]]] = {
    "a small pm": (r" ?([AP]M)", lambda found: found[0].lower()),
    "half a PM": (r"([AP])M", r"\1"),
    "a month that is none": (r"[A-Z][a-z]+(?= \d+, \d{4})", "Mai"),
    "a day that was none": (r"\d+(?=, \d{4})", "32"),
    "a role that is none": (r"\(cc:? ?", "(bcc: "),
    "a bracket that is not closed": (r"\) - ", " - "),
    "an address": (r"(?<=to )(?=[A-Z])|(?<=to: )(?=[A-Z])", "@"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_header_with_a_slip_in_it_is_never_swallowed(slip: str, archive: str, corpus: Corpus) -> None:
    """A header that can no longer be read is named by its line, wherever it stands: it does not become its neighbour's text."""
    pattern, by = SLIPS[slip]
    rows = archive.split("\n")
    damaged = 0
    swallowed = []
    for thread in corpus.threads:
        for message in thread.messages:
            new = re.sub(pattern, by, message.header.text, count=1)
            if new == message.header.text or message.header.sent.when is None:
                continue
            damaged += 1
            first, last = thread.lines
            text = "\n".join(new if at == message.lines[0] else rows[at - 1] for at in range(first, last + 1))
            try:
                read_archive(text, "archive.txt")
            except Problems as problems:
                if message.lines[0] - first + 1 in {problem.line for problem in problems.found if "header" in problem.code}:
                    continue
            swallowed.append(new)
    assert damaged > 20
    assert swallowed == []


@settings(steady, max_examples=60)
@given(st.integers(0, 33), changes)
def test_a_mutated_thread_is_loaded_without_loss_or_refused_with_a_place(real: Real, number: int, made: list[Change]) -> None:
    """A Corpus with every published id in it, writing back the file as it stands; or Problems at a line of a file."""
    path = real.folder / real.corpus.threads[number].path
    old = path.read_bytes()
    new = mutated(old.decode("utf-8"), made).encode("utf-8")
    try:
        path.write_bytes(new)
        loaded = load(real.folder)
        assert text_of(loaded).encode("utf-8") == real.archive.encode("utf-8").replace(old, new)
        assert list(loaded.messages) == list(real.corpus.messages)
    except Problems as problems:
        for problem in problems.found:
            count = (real.folder / problem.path).read_bytes().count(b"\n") + 1
            assert 1 <= problem.line <= count
    finally:
        path.write_bytes(old)


# Dates


months = st.sampled_from(["Jan", "Feb", "May", "Jun", "Sep", "Dec", "January", "April", "September", "Sept", "may", "MAY"])
zones = st.sampled_from(["", "", " CST", " PDT", " GMT", " XYZ", " cst", " +0200"])
datelines = st.one_of(
    st.text(max_size=30),
    st.builds(
        "{} {}, {} {}:{:02}{}{}{}".format,
        months,
        st.integers(0, 33),
        st.sampled_from([0, 99, 1900, 2015, 2016, 9999, 10000]),
        st.integers(0, 25),
        st.integers(0, 61),
        st.sampled_from(["", ":00", ":47", ":60"]),
        st.sampled_from([" AM", " PM", "AM", "PM", " am", ""]),
        zones,
    ),
    st.builds("{} {}, {}{}".format, months, st.integers(0, 33), st.integers(0, 10000), zones),
    st.builds("{}:{:02} {}{}".format, st.integers(0, 25), st.integers(0, 61), st.sampled_from(["AM", "PM", "am", ""]), zones),
)


@settings(steady, max_examples=500)
@given(datelines)
def test_a_dateline_never_claims_more_than_is_printed(text: str) -> None:
    """What is read is what is printed: a second only with two colons, a zone only with a name, a day only with a date."""
    read = read_dateline(text)
    if read is None:
        return
    assert read.text == text
    assert text.isascii()
    assert (read.when is None) == (read.precision == "none")
    assert (read.time is not None) == (":" in text)
    assert (read.precision == "second") <= (text.count(":") == 2)
    assert (read.precision == "minute") <= (text.count(":") == 1)
    assert (read.precision == "day") <= (":" not in text)
    assert (read.zone is not None) == (re.search(r" [A-Z]{3}$", text) is not None)
    printed = re.sub(r" [A-Z]{3}$", "", text).replace("AM", " AM").replace("PM", " PM").replace("  ", " ")
    day = "%B %d, %Y" if re.match(r"[A-Z][a-z]{3}", text) else "%b %d, %Y"
    clock = "%I:%M:%S %p" if text.count(":") == 2 else "%I:%M %p"
    form = " ".join(part for part in (day if read.when else "", clock if read.time else "") if part)
    moment = dt.datetime.strptime(printed, form)
    if read.when:
        assert read.when[:10] == moment.date().isoformat()
        assert read.when[10:] == (f"T{read.time}{read.zone or ''}" if read.time else "")
    if read.time:
        assert read.time == moment.strftime("%H:%M:%S" if text.count(":") == 2 else "%H:%M")


@steady
@given(
    st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9999, 12, 31)),
    st.sampled_from(["%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M%p", "%b %d, %Y %I:%M:%S %p", "%b %d, %Y", "%B %d, %Y"]),
)
def test_every_day_and_time_that_is_printed_in_a_known_form_is_read(moment: dt.datetime, form: str) -> None:
    """Any day of the calendar and any minute of the day, printed as the transcription prints them, is read exactly."""
    read = read_dateline(moment.strftime(form))
    assert read is not None
    expected = moment.isoformat(timespec="seconds")[: {18: 16, 17: 16, 21: 19, 9: 10}[len(form)]]
    assert read.when == expected
    assert read.zone is None


@steady
@given(st.text(max_size=60))
def test_any_line_is_a_header_or_a_note_or_neither(line: str) -> None:
    """A header or note that is read from a line has a writer and an addressee, and keeps the line as it is."""
    header, note = read_header(line), read_note(line)
    assert header is None or (header.text == line and header.sender and header.to and header.sent.when)
    assert note is None or (note[0].name and note[1] and note[2].when)


# Emendations, documents, spans


@st.composite
def emended(draw: st.DrawFn) -> tuple[str, list[Emendation]]:
    """A text and changes to it that do not touch each other."""
    text = draw(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=12), min_size=1, max_size=6).map("\n".join))
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        at = 0
        while at < len(line) and draw(st.booleans()):
            start = draw(st.integers(at, len(line)))
            end = draw(st.integers(start, len(line)))
            lemma = draw(st.text(st.characters(exclude_characters="\n"), max_size=4))
            found.append(Emendation("L", number, start + 1, line[start:end], lemma, "", "", ""))
            at = end + 1
    return text, draw(st.permutations(found))


@steady
@given(emended())
def test_what_is_emended_can_be_undone(case: tuple[str, list[Emendation]]) -> None:
    """Changes that do not touch each other are made, each at its place, in whatever order they are listed, and undone."""
    text, emendations = case
    changed = apply(text, emendations)
    expected = text.split("\n")
    for one in sorted(emendations, key=lambda one: (one.line, one.column), reverse=True):
        line = expected[one.line - 1]
        expected[one.line - 1] = line[: one.column - 1] + one.lemma + line[one.column - 1 + len(one.reading) :]
    assert changed == "\n".join(expected)
    assert undo(changed, emendations) == text


places = st.builds(
    Emendation,
    st.just("L"),
    st.integers(0, 4),
    st.integers(0, 6),
    st.text("ab", max_size=2),
    st.text("ab\n", max_size=2),
    *(st.just(""),) * 3,
)


@settings(steady, max_examples=500)
@given(st.text("ab\n", min_size=1, max_size=10), st.lists(places, min_size=1, max_size=3))
def test_an_emendation_that_could_not_be_undone_is_refused(text: str, emendations: list[Emendation]) -> None:
    """Whatever the table says, beyond the text, on one spot or over each other: it is refused, or undoing it gives the text."""
    assume(all(one.reading != one.lemma for one in emendations))
    try:
        changed = apply(text, emendations)
    except Problems:
        return
    assert undo(changed, emendations) == text


@steady
@given(st.one_of(st.text(max_size=60), st.lists(lines, max_size=8).map("\n".join)))
def test_numbers_of_paragraphs_can_be_taken_off_again(text: str) -> None:
    """A document with its numbers and without is the same text, whatever stands in it; they run from 1."""
    numbered = number_paragraphs(text)
    assert plain_text(numbered, "x") == text
    filled = [line for line in numbered.split("\n") if line.strip()]
    assert [line.split("\t")[0] for line in filled] == [str(number) for number in range(1, len(filled) + 1)]


MARKS = (
    "█",
    "██",
    "<redacted>",
    "[redacted]",
    "[Link to x]",
    "[2]",
    "https://example.org/a",
    "http://",
    "<",
    "[",
    "]",
    ".",
    " ",
    "a",
)


@steady
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(MARKS), max_size=10).map("".join)))
def test_spans_join_to_the_text(text: str) -> None:
    """However marks stand beside and within each other, the spans are the text; each bar is in one."""
    found = list(spans(text))
    assert "".join(span.text for span in found) == text
    assert sum(span.length for span in found if span.notation == "bars") == text.count("█")
    assert all(set(span.text) == {"█"} for span in found if span.notation == "bars")
    assert [one for one in pairwise(found) if one[0].kind == one[1].kind == "text"] == []


@steady
@example("One.\r\n\r\nTwo\r, and more.\r", 1)
@given(st.text(max_size=80), st.integers(1, 1000))
def test_paragraphs_are_the_lines_that_have_text(body: str, first: int) -> None:
    """Numbers run from 1, lines from the body's own; no line with text is left out, and its end is no text."""
    read = read_paragraphs(body, first)
    filled = [(line, text.removesuffix("\r")) for line, text in enumerate(body.split("\n"), first) if text.strip()]
    assert [(paragraph.line, paragraph.text) for paragraph in read] == filled
    assert [paragraph.number for paragraph in read] == list(range(1, len(filled) + 1))


@steady
@given(st.text(max_size=60))
def test_lines_are_split_at_line_feeds_only(text: str) -> None:
    """No other character that ends a line elsewhere ends one here, and joined the lines are the text."""
    assert "".join(lines_of(text)) == text
    assert len(lines_of(text)) == text.count("\n") + (text[-1:] not in ("", "\n"))
