"""Who and what the letters name: forms, passages that decide, dismissals, and the names that nobody has accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus, Message, Problem, Problems, load
from corpus.body import read_paragraphs
from corpus.commentary import Dismissal, Entry, Locus, Mention, Organisation, Person, Term
from corpus.loose_ends import loose_ends
from corpus.mention import mentions_of, unresolved
from corpus.model import Dateline, Header

MENTIONS, DISMISSALS = "register/mentions.tsv", "register/dismissals.tsv"
PEOPLE, ORGANISATIONS, TERMS = "register/people.toml", "register/organisations.toml", "register/terms.toml"
#: Every so many rows are tried: each costs a reading of all letters.
SAMPLE = 6
steady = settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


def table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """A table as anybody reads one: its columns, and its rows with their lines."""
    lines = [(at, line) for at, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if line and line[0] != "#"]
    columns = lines[0][1].split("\t")
    return columns, [(at, dict(zip(columns, line.split("\t"), strict=True))) for at, line in lines[1:]]


def without(path: Path, line: int) -> str:
    """Take a line out of a file, and return it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    taken = lines.pop(line - 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    return taken


def change(path: Path, old: str, new: str) -> int:
    """Replace the one place in a file that reads ``old`` and return its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(sources: Path) -> list[str]:
    """What loading complains of, line by line."""
    with pytest.raises(Problems) as raised:
        load(sources)
    return str(raised.value).split("\n")


# The real letters


def test_every_mention_stands_where_it_says(corpus: Corpus, archive: str) -> None:
    """Line and characters of each mention are those of the witness, repaired without the edition's code."""
    lines = archive.split("\n")
    count = 0
    for id, mentions in corpus.apparatus.mentions.items():
        first, last = corpus.messages[id].lines
        for mention in mentions:
            at = mention.at
            assert lines[at.line - 1][at.start : at.end] == at.text
            assert first < at.line <= last
            assert (at.source, at.text.strip()) == (id, at.text)
            count += 1
    assert count > 500


def test_mentions_never_overlap_and_stand_in_order(corpus: Corpus) -> None:
    """One passage names one thing; the mentions of a letter are in its own order."""
    for mentions in corpus.apparatus.mentions.values():
        places = [(mention.at.paragraph, mention.at.start, mention.at.end) for mention in mentions]
        assert places == sorted(places)
        for (one, _, end), (other, start, _) in pairwise(places):
            assert one < other or end <= start


def test_every_row_is_the_mention_that_it_describes(corpus: Corpus, sources: Path) -> None:
    """Nothing of the table is lost or altered: each row is one mention, with its words, entry, certainty and evidence."""
    _, rows = table(sources / MENTIONS)
    for _, row in rows:
        (mention,) = [
            mention
            for mention in corpus.apparatus.mentions[row["message"]]
            if (str(mention.at.paragraph), mention.at.text) == (row["paragraph"], row["words"])
            and (not row["nth"] or _nth(corpus, mention.at) == int(row["nth"]))
        ]
        assert mention.entry == (None if row["entry"] == "?" else row["entry"])
        assert (mention.certainty, mention.evidence) == (row["certainty"], row["evidence"].strip())


def _nth(corpus: Corpus, at: Locus) -> int:
    """The number of a place among those of the same whole word in its paragraph, counted word by word."""
    text = corpus.messages[at.source].paragraphs[at.paragraph - 1].text
    starts = [start for start in range(len(text)) if text.startswith(at.text, start)]
    whole = [s for s in starts if not text[s - 1 : s].isalnum() and not text[s + len(at.text) : s + len(at.text) + 1].isalnum()]
    return whole.index(at.start) + 1


def test_a_form_that_names_one_thing_is_found_wherever_a_letter_prints_it(corpus: Corpus) -> None:
    """Each form of the register that stands whole in what an author wrote touches a mention, or is dismissed there."""
    local = {(dismissal.where, dismissal.words) for dismissal in corpus.apparatus.dismissals}
    for entry in corpus.register.values():
        for form in {entry.name, *entry.forms}:
            for id, message in corpus.messages.items():
                mentions = corpus.apparatus.mentions[id]
                for paragraph in message.paragraphs:
                    for start in [at for at in range(len(paragraph.text)) if paragraph.text.startswith(form, at)]:
                        end = start + len(form)
                        if _inside_a_word(paragraph.text, start, end) or not _written(message, paragraph.number, start, end):
                            continue
                        here = [m for m in mentions if m.at.paragraph == paragraph.number]
                        covered = any(m.at.start < end and start < m.at.end for m in here)
                        assert covered or (id, form) in local, (form, id, paragraph.number)


def _inside_a_word(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end : end + 1]
    return any(character.isalnum() or character == "_" for character in around)


def _written(message: Message, number: int, start: int, end: int) -> bool:
    paragraph = message.paragraphs[number - 1]
    at = paragraph.indent
    for span in paragraph.spans:
        if span.kind == "text" and at <= start and end <= at + len(span.text):
            return True
        at += len(span.text)
    return False


def test_nothing_that_is_resolved_or_dismissed_is_a_loose_end(corpus: Corpus) -> None:
    """With every row in place no name is open; with all dismissals gone, no open name lies within a mention."""
    apparatus = corpus.apparatus
    assert list(unresolved(corpus.messages, corpus.register, apparatus.mentions, apparatus.dismissals)) == []
    bare = list(unresolved(corpus.messages, corpus.register, apparatus.mentions, ()))
    assert len(bare) > 100
    for at in bare:
        for mention in apparatus.mentions[at.source]:
            other = mention.at
            assert other.paragraph != at.paragraph or other.end <= at.start or at.end <= other.start


def test_no_row_of_mentions_can_be_missed(corpus: Corpus) -> None:
    """Whichever passage is left undecided, its words are open, or a form names something there instead.

    Words inside the transcriber's marks and addresses are no author's, and a handle that one letter alone has is known
    from its row only.
    """
    register, messages = corpus.register, corpus.messages
    decided = [m for some in corpus.apparatus.mentions.values() for m in some if m.evidence or m.certainty != "stated"]
    assert len(decided) > 100
    for mention in decided[::SAMPLE]:
        at = mention.at
        rest = [other for other in decided if other is not mention]
        mentions = mentions_of(messages, register, rest, corpus.apparatus.dismissals)
        open_names = list(unresolved(messages, register, mentions, corpus.apparatus.dismissals))
        theirs = [
            o
            for o in open_names
            if (o.source, o.paragraph) == (at.source, at.paragraph) and o.start < at.end and at.start < o.end
        ]
        instead = [m for m in mentions[at.source] if m.at.line == at.line and m.at.start < at.end and at.start < m.at.end]
        alone = at.text.islower() and sum(m.at.text == at.text for m in decided) == 1
        assert theirs or instead or alone or not _written(messages[at.source], at.paragraph, at.start, at.end), at
        assert all(one in theirs for one in open_names if one.text == at.text and at.text.islower())


def test_no_dismissal_can_be_missed(corpus: Corpus) -> None:
    """Whichever dismissal is taken away, words of it are open; but 'I' and sums, which begin with a digit, are never names."""
    apparatus = corpus.apparatus
    everything = [m for some in apparatus.mentions.values() for m in some]
    for dismissal in apparatus.dismissals[::SAMPLE]:
        if dismissal.words == "I" or dismissal.words[0].isdigit():
            continue
        rest = [other for other in apparatus.dismissals if other is not dismissal]
        mentions = mentions_of(corpus.messages, corpus.register, everything, rest)
        words = [at.text for at in unresolved(corpus.messages, corpus.register, mentions, rest)]
        blocked = sum(map(len, mentions.values())) > len(everything)
        assert blocked or any(word in dismissal.words for word in words), dismissal.words
        assert all(word in dismissal.words or dismissal.words in word for word in words), dismissal.words


def test_a_row_taken_out_of_the_file_is_told_at_the_words(corpus: Corpus, copied: Path, sources: Path) -> None:
    """The line names the thread's file, the line in it that prints the name, the words, letter and paragraph, and what to do."""
    _, rows = table(sources / MENTIONS)
    line, row = next((line, row) for line, row in rows if row["words"] == "Wojciech")
    without(copied / MENTIONS, line)
    message = corpus.messages[row["message"]]
    thread = corpus.by_thread[message.thread]
    lines = (sources / thread.path).read_text(encoding="utf-8").split("\n")
    body = [at for at, text in enumerate(lines, 1) if "Wojciech" in text]
    found = [str(problem) for problem in loose_ends(load(copied)) if problem.code != "register.unused"]
    assert found == [
        f"{thread.path}:{body[0]}: 'Wojciech' in '{row['message']}' ¶{row['paragraph']} is neither resolved nor dismissed "
        "(did you mean Wojciech Zaremba?) [mention.unresolved]"
    ]


def test_a_dismissal_taken_out_of_the_file_is_told_wherever_its_words_stand(copied: Path) -> None:
    """One line for each passage that prints a word which nothing accounts for any more, each at its own place."""
    line, row = next((line, row) for line, row in table(copied / DISMISSALS)[1] if row["words"] == "January")
    without(copied / DISMISSALS, line)
    found = [problem for problem in loose_ends(load(copied)) if problem.code == "mention.unresolved"]
    assert row["where"] == "*"
    assert found
    for problem in found:
        assert problem.message.startswith("'January' in ")
        assert "January" in (copied / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]


# The register as a file


@pytest.mark.parametrize(
    ("file", "entry", "at"),
    [
        (PEOPLE, '\n[nobody]\nname = "Nemo Nobody"\nsort = "Nobody, Nemo"\nforms = []\n', "nobody"),
        (ORGANISATIONS, '\n[atlantis]\nname = "Atlantis Inc"\nsort = "Atlantis Inc"\nforms = ["Atlantis"]\n', "atlantis"),
        (TERMS, '\n[phlogiston]\nname = "phlogiston"\nsort = "phlogiston"\nforms = []\n', "phlogiston"),
    ],
)
def test_an_entry_that_nothing_names_is_a_loose_end(file: str, entry: str, at: str, copied: Path) -> None:
    """It is told at its own heading, in the file of its kind."""
    with (copied / file).open("a", encoding="utf-8") as register:
        register.write(entry)
    line = (copied / file).read_text(encoding="utf-8").split("\n").index(f"[{at}]") + 1
    advice = "remove it, or resolve a mention to it in mentions.tsv"
    assert list(map(str, loose_ends(load(copied)))) == [
        f"{file}:{line}: nothing in the archive names '{at}' ({advice}) [register.unused]"
    ]


def test_an_id_of_two_kinds_is_told(copied: Path) -> None:
    """People, organisations and terms share their ids: the second entry is named with the file of the first."""
    with (copied / TERMS).open("a", encoding="utf-8") as register:
        register.write('\n[altman]\nname = "an altman"\nsort = "altman"\nforms = []\n')
    line = (copied / TERMS).read_text(encoding="utf-8").split("\n").index("[altman]") + 1
    assert told(copied) == [
        f"{TERMS}:{line}: 'altman' is an entry of {PEOPLE} already "
        "(people, organisations and terms share one list of ids) [register.twice]"
    ]


def test_a_form_of_two_kinds_is_told(copied: Path) -> None:
    """A form that a person and an organisation claim is told at the entry that claims it second."""
    with (copied / ORGANISATIONS).open("a", encoding="utf-8") as register:
        register.write('\n[altman-inc]\nname = "Altman Inc"\nsort = "Altman Inc"\nforms = ["Sam Altman", "Altman"]\n')
    line = (copied / ORGANISATIONS).read_text(encoding="utf-8").split("\n").index("[altman-inc]") + 1
    advice = "a form names one thing wherever it stands; say in mentions.tsv what it means in which passage"
    assert told(copied) == [
        f"{ORGANISATIONS}:{line}: '{form}' is claimed by altman and altman-inc ({advice}) [register.claimed-twice]"
        for form in ("Altman", "Sam Altman")
    ]


@pytest.mark.parametrize("forms", ['[""]', '[" "]', "[1]", '["Zeus", []]'])
def test_a_form_that_is_no_name_is_told(forms: str, copied: Path) -> None:
    """An empty form would stand everywhere; one that is no text would be a crash."""
    with (copied / PEOPLE).open("a", encoding="utf-8") as register:
        register.write(f'\n[zeus]\nname = "Zeus"\nsort = "Zeus"\nforms = {forms}\n')
    line = (copied / PEOPLE).read_text(encoding="utf-8").split("\n").index("[zeus]") + 1
    assert told(copied) == [
        f"{PEOPLE}:{line}: zeus: unexpected or missing words in forms (an entry has exactly forms, name, sort) [register.keys]"
    ]


# Letters made by hand

REGISTER: dict[str, Entry] = {
    "altman": Person("altman", "Sam Altman", "Altman, Sam", ("Altman",)),
    "teller": Person("teller", "Sam Teller", "Teller, Sam", ()),
    "openai": Organisation("openai", "OpenAI", "OpenAI", ("Open AI", "OpenAI LP")),
    "ai": Term("ai", "AI", "AI", ("A.I.",)),
    "cpp": Term("cpp", "C++", "C++", ("C",)),
    "gym": Term("gym", "Gym (beta)", "Gym", ("Gym|Universe",)),
}


def letter(body: str) -> Message:
    """A letter with this body."""
    return Message("m", "1", "t", "email", Header("", (), (), (), (), Dateline()), "", body, "", (1, 9), read_paragraphs(body, 2))


def named(body: str, decided: Sequence[Mention] = (), dismissals: Sequence[Dismissal] = ()) -> list[tuple[str, str | None]]:
    """The words of a letter that name something, with what they name."""
    mentions = mentions_of({"m": letter(body)}, REGISTER, decided, dismissals)["m"]
    lines = body.split("\n")
    assert all(lines[m.at.line - 2][m.at.start : m.at.end] == m.at.text for m in mentions)
    return [(mention.at.text, mention.entry) for mention in mentions]


def decide(body: str, words: str, entry: str | None) -> Mention:
    """A row that resolves the first place of words in the first paragraph."""
    start = body.index(words)
    return Mention(Locus("m", 1, 2, start, start + len(words), words), entry, "stated" if entry else "unknown")


def left(body: str, decided: Sequence[Mention] = (), dismissals: Sequence[Dismissal] = ()) -> list[str]:
    """The words of a letter that are neither resolved nor dismissed."""
    messages = {"m": letter(body)}
    mentions = mentions_of(messages, REGISTER, decided, dismissals)
    return [at.text for at in unresolved(messages, REGISTER, mentions, dismissals)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Sam Altman", [("Sam Altman", "altman")], id="the longest form wins"),
        pytest.param("Altman Sam Teller", [("Altman", "altman"), ("Sam Teller", "teller")], id="side by side"),
        pytest.param(
            "OpenAI LP’s OpenAIs OpenAI-like", [("OpenAI LP", "openai"), ("OpenAI", "openai")], id="forms that begin alike"
        ),
        pytest.param("A.I. AXIX AI", [("A.I.", "ai"), ("AI", "ai")], id="a full stop is a full stop"),
        pytest.param("C++, C, C++17, CC", [("C++", "cpp"), ("C", "cpp"), ("C", "cpp")], id="plus signs are plus signs"),
        pytest.param("Gym (beta), Gym|Universe, Gym", [("Gym (beta)", "gym"), ("Gym|Universe", "gym")], id="brackets and bars"),
        pytest.param("    Altman", [("Altman", "altman")], id="after an indentation"),
        pytest.param("altman ALTMAN", [], id="case counts"),
        pytest.param("https://AI.com/OpenAI AI", [("AI", "ai")], id="not in an address"),
        pytest.param("[Link to OpenAI] <redacted> ██AI██", [("AI", "ai")], id="not in a mark, but between two bars"),
        pytest.param("[Forwarded previous message from Altman]", [], id="not in the transcriber's words"),
        pytest.param("Sam\nAltman", [("Altman", "altman")], id="not across paragraphs"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_forms_are_found_in_what_an_author_wrote(body: str, expected: list[tuple[str, str]]) -> None:
    """Whole words, as they are printed, the longest first; never inside an address, a redaction or a transcriber's mark."""
    assert named(body) == expected


def test_what_a_passage_decides_comes_before_what_is_so_everywhere() -> None:
    """A row's words name what the row says; a form beside them that a longer form would have hidden is still found."""
    body = "Sam Altman and Open AI"
    assert named(body, [decide(body, "Sam", "teller")]) == [("Sam", "teller"), ("Altman", "altman"), ("Open AI", "openai")]
    assert named(body, [decide(body, "Sam Altman and", "teller")]) == [("Sam Altman and", "teller"), ("Open AI", "openai")]
    assert named(body, [decide(body, "Altman", None)]) == [("Altman", None), ("Open AI", "openai")]


def test_a_dismissal_in_one_letter_stops_a_form_there_alone() -> None:
    """Words dismissed in a letter name nothing in it, and what reaches into them names nothing; other letters are not touched."""
    here, there, everywhere = (Dismissal("AI", where, "no", 2) for where in ("m", "other", "*"))
    assert named("AI and Open AI and Altman", (), [here]) == [("Altman", "altman")]
    assert named("AI", (), [there]) == [("AI", "ai")]
    assert named("AI", (), [everywhere]) == [("AI", "ai")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("we met Zeus", ["Zeus"], id="a name within a sentence"),
        pytest.param("Zeus met us", ["Zeus"], id="a name that begins one"),
        pytest.param("Then we met, and then. And then", [], id="a word that is lower case elsewhere"),
        pytest.param("Then we met. Afterwards, then", ["Afterwards"], id="one that is nowhere in lower case"),
        pytest.param("I think I’ve and I'm", [], id="the pronoun"),
        pytest.param("OpenAI, Altman’s AI", [], id="forms"),
        pytest.param("ask sam or altman", ["sam", "altman"], id="people in lower case"),
        pytest.param("Zeus’s, Zeus-like, AT&T, A.B", ["Zeus’s", "Zeus-like", "AT&T", "A.B"], id="words with signs in them"),
        pytest.param("1B 2018Q1 3D", [], id="what begins with a digit"),
        pytest.param("https://Zeus.com [Link to Zeus] <redacted>", [], id="nothing of an address or a mark"),
        pytest.param("“Then” then. (Then) then: – Then … Then", [], id="after signs that begin a sentence"),
        pytest.param("then, Then", ["Then"], id="a comma begins none"),
        pytest.param("then ÉTÉ Ørsted", ["ÉTÉ", "Ørsted"], id="letters of other languages"),
        pytest.param("    Zeus", ["Zeus"], id="after an indentation"),
        pytest.param("iPhone eBay", ["iPhone", "eBay"], id="a capital within"),
    ],
)
def test_names_that_nothing_accounts_for_are_found(body: str, expected: list[str]) -> None:
    """Capitalised words that are no beginning of a sentence, and people's names in lower case, are open until decided."""
    assert left(body) == expected


def test_a_row_or_a_dismissal_accounts_for_words_that_it_reaches() -> None:
    """A decided passage, even one that is not identified, and a dismissal of a phrase close every word in them, no other."""
    body = "we met Zeus of Olympus"
    assert left(body) == ["Zeus", "Olympus"]
    assert left(body, [decide(body, "Zeus", None)]) == ["Olympus"]
    assert left(body, (), [Dismissal("Zeus of Olympus", "*", "a god", 2)]) == []
    assert left(body, (), [Dismissal("Zeus", "m", "a god", 2), Dismissal("Olympus", "other", "a hill", 3)]) == ["Olympus"]
    assert left(body, (), [Dismissal("Zeus of", "*", "a god", 2), Dismissal("Zeus", "*", "a god", 3)]) == ["Olympus"]


def test_a_handle_that_one_letter_resolves_is_a_name_in_every_letter() -> None:
    """A name in lower case that stands for a person somewhere is open wherever it is not resolved; a term's word is not."""
    body = "gdb and gdb, compute and compute"
    decided = [decide(body, "gdb", "altman"), decide(body, "compute", "ai")]
    assert left(body, decided) == ["gdb"]


words = st.sampled_from(["Sam Altman", "Altman", "Sam", "OpenAI", "Open", "AI", "A.I.", "C++", "C", "Zeus", "then", "https://AI.io",
                         "<redacted>", "██", "[Link to AI]", " ", ", ", ". ", "\n", "    ", "’s", "é", "_", "-"])  # fmt: skip


@steady
@given(st.lists(words, max_size=14).map("".join), st.data())
def test_mentions_of_any_letter_are_whole_words_apart_from_each_other(body: str, data: st.DataObject) -> None:
    """Whatever a letter, its rows and dismissals: mentions do not overlap, read as they say, and leave open what is left."""
    paragraphs = read_paragraphs(body, 2)
    decided: list[Mention] = []
    decides: bool = data.draw(st.booleans())
    if paragraphs and decides:
        text = paragraphs[0].text
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        if start < end:
            decided = [Mention(Locus("m", 1, paragraphs[0].line, start, end, text[start:end]), "teller", "stated")]
    dismissals = [
        Dismissal(one, where, "no", 2)
        for one, where in data.draw(st.lists(st.tuples(words, st.sampled_from(["m", "*"])), max_size=2))
    ]
    messages = {"m": letter(body)}
    mentions = mentions_of(messages, REGISTER, decided, dismissals)["m"]
    assert all(mention in mentions for mention in decided)
    taken: set[tuple[int, int]] = set()
    for mention in mentions:
        at = mention.at
        assert paragraphs[at.paragraph - 1].text[at.start : at.end] == at.text != ""
        characters = {(at.paragraph, character) for character in range(at.start, at.end)}
        assert not characters & taken
        taken |= characters
    for at in unresolved(messages, REGISTER, {"m": mentions}, dismissals):
        assert not {(at.paragraph, character) for character in range(at.start, at.end)} & taken
        assert at.text not in {dismissal.words for dismissal in dismissals}


def test_a_problem_says_where_it_is(copied: Path) -> None:
    """What loading finds is sorted by place, one line a problem."""
    change(copied / DISMISSALS, "\nJanuary\t*\ta month\n", "\nJanuary\t*\t\n")
    line = 1 + (copied / DISMISSALS).read_text(encoding="utf-8").split("\n").index("January\t*\t")
    expected = Problem(
        DISMISSALS, line, "dismissal.reason", "'January' is dismissed without a reason", "say in a few words what they are"
    )
    assert told(copied) == [str(expected)]
