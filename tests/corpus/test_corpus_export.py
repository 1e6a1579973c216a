"""The data contract: ``edition.json`` says what the witness says, follows its schema, and is the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import corpus as package
from corpus import Corpus, Message, load
from corpus.book import Annotation, Book, Page, Quotation
from corpus.commentary import Apparatus
from corpus.export.book_json import book_of
from corpus.export.edition_json import edition_json
from corpus.model import Dateline, Emendation

EXPECTED = Path(__file__).resolve().parent / "expected" / "messages.tsv"
NAMES = {"edition.json", "edition.schema.json"}
#: The parts of the contract that say what the editors say, with their tables; and the register's, with their files.
APPARATUS = {name: f"apparatus/{name}.tsv" for name in ("references", "conflicts", "events", "figures", "intervals")}
REGISTER = {name: f"register/{name}.toml" for name in ("people", "organisations", "terms")}
#: The parts that say what the book prints.
BOOK = ("notes", "quotations", "pages")


def homes_of(corpus: Corpus) -> dict[str, str]:
    """An address for every message, of the form the HTML book gives."""
    return {id: f"chapters/some.html#msg-{id}" for id in corpus.messages}


def book_of_homes(corpus: Corpus) -> Book:
    """A book that prints every message, and says nothing."""
    return Book(homes=homes_of(corpus))


@pytest.fixture(scope="module")
def files(corpus: Corpus) -> dict[str, str]:
    """The exported files of the real Corpus, by name."""
    return edition_json(corpus, book_of_homes(corpus), title="A title", version="1.2")


@pytest.fixture(scope="module")
def edition(files: dict[str, str]) -> Any:
    """The exported data."""
    return json.loads(files["edition.json"])


@pytest.fixture(scope="module")
def by_line(edition: Any) -> dict[int, Any]:
    """The exported messages by the line of their header."""
    return {message["lines"][0]: message for message in edition["messages"]}


def party(name: str, person: str | None, printed: str | None = None, evidence: str = "stated") -> dict[str, Any]:
    """A party as the contract writes it."""
    return {"name": name, "as_printed": printed or name, "person": person, "evidence": evidence}


def test_the_first_message_is_the_example_of_the_contract(edition: Any, archive: str) -> None:
    """Every field of the first message has the value that a person wrote down."""
    first = dict(edition["messages"][0])
    body = first.pop("body")
    assert body.startswith("Been thinking a lot about whether it's possible to stop humanity from developing AI.\n\nI think")
    assert body.endswith(" if it works. Obviously we'd comply with/aggressively support all regulation.\n\nSam")
    assert body == "\n".join(archive.split("\n")[9:18])
    assert first == {
        "id": "2015-05-25-altman",
        "number": 1,
        "thread": edition["threads"][0]["id"],
        "medium": "email",
        "from": [party("Sam Altman", "altman")],
        "to": [party("Elon Musk", "musk")],
        "cc": [],
        "fw": [],
        "forwarded": [],
        "exhibit": False,
        "sent": {
            "text": "May 25, 2015 9:10 PM",
            "when": "2015-05-25T21:10",
            "time": "21:10",
            "precision": "minute",
            "zone": None,
        },
        "header": "Sam Altman to Elon Musk - May 25, 2015 9:10 PM",
        "lines": [8, 18],
        "home": "chapters/some.html#msg-2015-05-25-altman",
    }


def test_the_first_thread_is_the_example_of_the_contract(edition: Any) -> None:
    """Every field of the first thread but its id has the value that a person wrote down; its four messages are named in order."""
    first = dict(edition["threads"][0])
    messages = first.pop("messages")
    assert messages[0] == "2015-05-25-altman"
    assert len(messages) == 4
    assert first.pop("id")
    assert first == {
        "number": 1,
        "heading": "Subject: question",
        "subject": "question",
        "witness": "L",
        "medium": "email",
        "exhibit": False,
        "lines": [7, 37],
    }


def test_the_edition_and_its_witnesses_are_named(edition: Any, corpus: Corpus) -> None:
    """Title and version as given; every witness with siglum, file and hash, and nothing at the top but the contract's parts."""
    assert set(edition) == {"edition", "witnesses", "threads", "messages", "emendations", *APPARATUS, *REGISTER, *BOOK}
    assert edition["edition"] == {"title": "A title", "version": "1.2"}
    assert [entry["siglum"] for entry in edition["witnesses"]] == ["L", "R", "P", "B", "M"]
    assert edition["witnesses"][0] == {
        "siglum": "L",
        "file": "000_9991e5730d8bc8db.txt",
        "sha256": "85579260797db6a20fc48d7ba810e300813f930415b64d6d936c176c8573367f",
    }


def test_header_lines_and_body_are_those_of_the_witness(edition: Any, archive: str) -> None:
    """Of every message: its header is its first line, a blank one follows, and its body is the rest up to its last, verbatim."""
    lines = archive.split("\n")
    for message in edition["messages"]:
        first, last = message["lines"]
        assert message["header"] == lines[first - 1]
        assert lines[first] == ""
        assert message["body"] == "\n".join(lines[first + 1 : last])
        assert lines[last - 1].strip()
    for thread in edition["threads"]:
        assert thread["heading"] == lines[thread["lines"][0] - 1]


def test_threads_hold_their_messages_in_order(edition: Any) -> None:
    """A thread runs from its heading to its last message's last line, and its messages name it."""
    messages = {message["id"]: message for message in edition["messages"]}
    assert [id for thread in edition["threads"] for id in thread["messages"]] == list(messages)
    assert list(messages) == [message["id"] for message in edition["messages"]]
    for thread in edition["threads"]:
        held = [messages[id] for id in thread["messages"]]
        assert {message["thread"] for message in held} == {thread["id"]}
        assert {message["medium"] for message in held} == {thread["medium"]}
        assert thread["lines"][0] < held[0]["lines"][0]
        assert thread["lines"][1] == held[-1]["lines"][1]


def test_every_message_says_what_a_reader_finds(by_line: dict[int, Any]) -> None:
    """Parties by role, date, zone, exhibit mark and evidence are those of the table that was made by reading."""
    head, *rows = (line.split("\t") for line in EXPECTED.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    assert len(rows) == len(by_line)
    for row in (dict(zip(head, cells, strict=True)) for cells in rows):
        message = by_line[int(row["line"])]
        assert message["lines"][1] == int(row["last"])
        assert message["medium"] == row["medium"]
        assert message["exhibit"] == (row["exhibit"] == "yes")
        for role in ("from", "to", "cc", "fw"):
            assert [one["name"] for one in message[role]] == [name for name in row[role].split("; ") if name]
        assert {one["evidence"] for one in message["to"]} == {row["evidence"]}
        sent = message["sent"]
        assert [sent[key] or "" for key in ("when", "time", "precision", "zone")] == [
            row[key] for key in ("when", "time", "precision", "zone")
        ]


def test_a_redacted_party_has_one_name_in_every_notation(by_line: dict[int, Any]) -> None:
    """'<redacted>' and '[redacted]' are printed as they are, and named '[redacted]', with nobody behind them."""
    assert by_line[168]["from"] == [party("[redacted]", None, "<redacted>")]
    assert by_line[370]["to"][1] == party("[redacted]", None, "[redacted]")


def test_acts_of_forwarding_are_objects(edition: Any, by_line: dict[int, Any]) -> None:
    """Each act has who, to whom, when and its line, in the forms of the parties and dates of messages."""
    assert by_line[168]["forwarded"] == [
        {
            "by": party("Elon Musk", "musk", "Elon"),
            "to": [party("Sam Altman", "altman"), party("Ilya Sutskever", "sutskever"), party("Greg Brockman", "brockman")],
            "sent": {
                "text": "Jan 2, 2016 8:18AM",
                "when": "2016-01-02T08:18",
                "time": "08:18",
                "precision": "minute",
                "zone": None,
            },
            "line": 181,
        }
    ]
    thompson = by_line[311]
    assert thompson["from"] == [party("Alex Thompson", "thompson")]
    assert thompson["forwarded"] == [
        {
            "by": party("Sam Teller", "teller"),
            "to": [party("Elon Musk", "musk")],
            "sent": thompson["sent"],
            "line": 311,
        }
    ]
    assert [message["lines"][0] for message in edition["messages"] if message["forwarded"]] == [168, 311, 857]


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        (133, ("Dec 11, 2015", "2015-12-11", None, "day", None)),
        (168, ("Jan 2, 2016 10:12 AM CST", "2016-01-02T10:12-06:00", "10:12", "minute", "-06:00")),
        (305, ("Mar 21, 2016 6:53:47 AM", "2016-03-21T06:53:47", "06:53:47", "second", None)),
        (1055, ("October 23, 2022 3:06AM", "2022-10-23T03:06", "03:06", "minute", None)),
        (1069, ("8:07 AM", None, "08:07", "none", None)),
        (1093, (None, None, None, "none", None)),
    ],
)
def test_a_date_is_exported_as_far_as_it_is_printed(line: int, sent: tuple[str | None, ...], by_line: dict[int, Any]) -> None:
    """A day, a minute, a second, a zone, a time alone, nothing at all: each as printed, and null for the rest."""
    assert by_line[line]["sent"] == dict(zip(("text", "when", "time", "precision", "zone"), sent, strict=True))


def test_an_addressee_who_is_not_named_is_inferred(by_line: dict[int, Any]) -> None:
    """A turn headed by a name alone goes to the other party of its exchange, and says that this is inferred."""
    assert by_line[617]["to"] == [party("Shivon Zilis", "zilis", evidence="inferred")]
    assert by_line[612]["to"] == [party("Greg Brockman", "brockman")]


def test_the_data_follow_the_schema_that_is_written_beside_them(files: dict[str, str], edition: Any) -> None:
    """The schema is one, the data are valid by it, and it is the committed schema."""
    assert set(files) == NAMES
    schema = json.loads(files["edition.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(edition)) == []
    committed = Path(package.__file__).parent / "export" / "edition.schema.json"
    assert schema == json.loads(committed.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(NAMES))
def test_files_are_utf_8_with_sorted_keys(name: str, files: dict[str, str]) -> None:
    """The text is what JSON with sorted keys is, characters stand as they are, and it ends with a line end."""
    text = files[name]
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert ("“for the good of the world”" in text) == (name == "edition.json")


def test_a_second_export_is_the_same(files: dict[str, str], corpus: Corpus, sources: Path) -> None:
    """Loaded anew, with the homes in another order, the files are the same, byte for byte; and so is the Corpus's state."""
    again = load(sources)
    homes = dict(reversed(homes_of(again).items()))
    assert edition_json(again, Book(homes=homes), title="A title", version="1.2") == files
    assert again.state == corpus.state
    assert again == corpus


def test_the_export_does_not_depend_on_the_process(files: dict[str, str], corpus: Corpus, sources: Path) -> None:
    """Two processes with different hash seeds give the same files and the same state."""
    program = (
        "import json, sys; from pathlib import Path; from corpus import load; "
        "from corpus.book import Book; from corpus.export.edition_json import edition_json; corpus = load(Path(sys.argv[1])); "
        "book = Book(homes={id: f'chapters/some.html#msg-{id}' for id in corpus.messages}); "
        "print(json.dumps([corpus.state, edition_json(corpus, book, title='A title', version='1.2')]))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(package.__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", program, str(sources)], env=environment, capture_output=True, text=True, check=True
        )
        assert json.loads(done.stdout) == [corpus.state, files]


def test_the_state_tells_corpora_apart(corpus: Corpus, copied: Path) -> None:
    """A change of one role, with not a letter's character different, is another state."""
    with (copied / "structure.tsv").open("a", encoding="utf-8") as file:
        file.write("2015-05-25-musk\t1\theading\t\n")
    assert load(copied).state != corpus.state


def changed(corpus: Corpus, change: Callable[[Message], Message]) -> Corpus:
    """The Corpus with its first message changed."""
    first, *rest = corpus.messages.values()
    return replace(corpus, messages={message.id: message for message in (change(first), *rest)})


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(lambda m: replace(m, id="2015 Altman"), "messages/0/id", id="an id with a blank"),
        pytest.param(lambda m: replace(m, id=""), "messages/0/id", id="no id"),
        pytest.param(lambda m: replace(m, thread=""), "messages/0/thread", id="no thread"),
        pytest.param(lambda m: replace(m, number="one"), "messages/0/number", id="a number in words"),
        pytest.param(lambda m: replace(m, medium="fax"), "messages/0/medium", id="an unknown medium"),
        pytest.param(lambda m: replace(m, body=""), "messages/0/body", id="no body"),
        pytest.param(lambda m: replace(m, lines=(0, 18)), "messages/0/lines/0", id="a line before the first"),
        pytest.param(lambda m: replace(m, header=replace(m.header, sender=())), "messages/0/from", id="no writer"),
        pytest.param(
            lambda m: replace(m, header=replace(m.header, to=(replace(m.header.to[0], name=""),))),
            "messages/0/to/0/name",
            id="a party without a name",
        ),
        pytest.param(
            lambda m: replace(m, header=replace(m.header, to=(replace(m.header.to[0], evidence="guessed"),))),
            "messages/0/to/0/evidence",
            id="a party that is guessed",
        ),
        pytest.param(
            lambda m: replace(m, header=replace(m.header, sent=Dateline(when="25 May 2015"))),
            "messages/0/sent/when",
            id="a date that is not ISO",
        ),
        pytest.param(
            lambda m: replace(m, header=replace(m.header, sent=replace(m.header.sent, zone="PST"))),
            "messages/0/sent/zone",
            id="a zone that is no offset",
        ),
        pytest.param(
            lambda m: replace(m, header=replace(m.header, sent=replace(m.header.sent, time="9:10 PM"))),
            "messages/0/sent/time",
            id="a time that is not ISO",
        ),
    ],
)
def test_data_that_break_the_schema_are_refused_by_their_place(
    change: Callable[[Message], Message], place: str, corpus: Corpus
) -> None:
    """What the contract does not allow is not written: the error names the place in the data."""
    broken = changed(corpus, change)
    with pytest.raises(ValueError, match=f"^{place}: "):
        edition_json(broken, book_of_homes(broken), title="A title", version="1.2")


@pytest.mark.parametrize(("title", "version", "place"), [("", "1", "edition/title"), ("A title", "", "edition/version")])
def test_an_edition_without_a_name_is_refused(title: str, version: str, place: str, corpus: Corpus) -> None:
    """Title and version are required."""
    with pytest.raises(ValueError, match=f"^{place}: "):
        edition_json(corpus, book_of_homes(corpus), title=title, version=version)


def test_a_message_disclosed_later_keeps_its_lettered_number(corpus: Corpus) -> None:
    """A number such as 34a is exported as it is printed; a plain number is a number."""
    lettered = changed(corpus, lambda message: replace(message, number="34a"))
    data = json.loads(edition_json(lettered, Book(), title="A title", version="1")["edition.json"])
    assert [message["number"] for message in data["messages"][:2]] == ["34a", 2]


def test_a_message_without_a_home_says_so(corpus: Corpus) -> None:
    """In a book that is not complete the home is null, never an address that is made up."""
    homes = homes_of(corpus)
    del homes["2015-05-25-altman"]
    data = json.loads(edition_json(corpus, Book(homes=homes), title="A title", version="1")["edition.json"])
    assert [message["id"] for message in data["messages"] if message["home"] is None] == ["2015-05-25-altman"]


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table by column, read here and not by the edition's code."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return (dict(zip(lines[0], cells, strict=True)) for cells in lines[1:])


@pytest.fixture(scope="module")
def witnesses(archive: str, sources: Path) -> dict[str, list[str]]:
    """The lines of each witness as they are read, by its siglum; the numbers of paragraphs in the cleaned files taken off."""
    keys = {"B": "brockman", "M": "brockman-markdown", "P": "chronology", "R": "reader"}
    lines = {"L": archive.split("\n")}
    for siglum, key in keys.items():
        text = (sources / "documents" / f"{key}.txt").read_text(encoding="utf-8")
        lines[siglum] = [line.partition("\t")[2] or line for line in text.split("\n")]
    return lines


@pytest.mark.parametrize("kind", REGISTER)
def test_every_entry_of_the_register_is_exported_with_its_forms(kind: str, edition: Any, sources: Path) -> None:
    """Id, name, sort form and forms are those of the register's file; the name is one of the forms."""
    entries = tomllib.loads((sources / REGISTER[kind]).read_text(encoding="utf-8"))
    assert {entry["id"] for entry in edition[kind]} == set(entries)
    for entry in edition[kind]:
        known = entries[entry["id"]]
        assert (entry["name"], entry["sort"]) == (known["name"], known["sort"])
        assert set(entry["forms"]) == {known["name"], *known["forms"]}


@pytest.mark.parametrize("kind", REGISTER)
def test_every_mention_stands_where_it_says(kind: str, edition: Any, archive: str) -> None:
    """Its text is on its line of the witness, within its message's body, and the paragraph is the one that the line is."""
    lines = archive.split("\n")
    messages = {message["id"]: message for message in edition["messages"]}
    mentions = [mention for entry in edition[kind] for mention in entry["mentions"]]
    assert mentions
    for mention in mentions:
        message = messages[mention["message"]]
        first, last = message["lines"]
        assert first < mention["line"] <= last
        assert mention["text"] in lines[mention["line"] - 1]
        filled = [number for number in range(first + 2, last + 1) if lines[number - 1].strip()]
        assert filled[mention["paragraph"] - 1] == mention["line"]


def test_every_passage_that_the_table_resolves_is_a_mention_of_its_entry(edition: Any, sources: Path) -> None:
    """Message, paragraph, words, certainty: each row of mentions.tsv is under its entry; one that names nobody is under none."""
    exported = {
        (entry["id"], mention["message"], mention["paragraph"], mention["text"], mention["certainty"])
        for kind in REGISTER
        for entry in edition[kind]
        for mention in entry["mentions"]
    }
    rows = list(rows_of(sources / "register" / "mentions.tsv"))
    keys = [(row["entry"], row["message"], int(row["paragraph"]), row["words"], row["certainty"]) for row in rows]
    assert {key for key in keys if key[0] != "?"} <= exported
    assert not [mention for mention in exported if mention[-1] == "unknown"]


def test_every_reference_of_the_table_is_exported_and_leads_somewhere(edition: Any, archive: str, sources: Path) -> None:
    """The rows are the table's; words stand on their line; a target exists, with its paragraph; what is missing has none."""
    rows = list(rows_of(sources / APPARATUS["references"]))
    keys = ("message", "paragraph", "words", "to", "kind", "note")
    exported = [
        (one["from"], str(one["paragraph"]), one["words"], one["to"] or "", one["kind"], one["note"])
        for one in edition["references"]
    ]
    assert sorted(exported) == sorted(tuple(row[key] for key in keys) for row in rows)
    assert [one["line"] for one in edition["references"]] == sorted(one["line"] for one in edition["references"])
    lines = archive.split("\n")
    bodies = {message["id"]: [line for line in message["body"].split("\n") if line.strip()] for message in edition["messages"]}
    for one in edition["references"]:
        assert one["words"] in lines[one["line"] - 1] == bodies[one["from"]][one["paragraph"] - 1]
        if one["to"] is not None:
            target, _, paragraph = one["to"].partition(" ¶")
            assert int(paragraph or 1) <= len(bodies[target])


@pytest.mark.parametrize("kind", ["events", "figures"])
def test_every_dated_event_and_figure_is_exported_with_its_words(
    kind: str, edition: Any, witnesses: dict[str, list[str]], sources: Path
) -> None:
    """The rows are the table's, each with the witness and the line that prints its words, and its message if it is in one."""
    rows = list(rows_of(sources / APPARATUS[kind]))
    own = {"events": ("when", "what"), "figures": ("figure", "value", "note")}[kind]
    assert sorted(tuple(one[key] for key in (*own, "words")) for one in edition[kind]) == sorted(
        tuple(row[key] for key in (*own, "words")) for row in rows
    )
    messages = {message["id"]: message for message in edition["messages"]}
    for one in edition[kind]:
        assert one["words"] in witnesses[one["witness"]][one["line"] - 1]
        assert (one["message"] is None) == (one["witness"] != "L")
        if one["message"]:
            first, last = messages[one["message"]]["lines"]
            assert first < one["line"] <= last
    assert {one["message"] for one in edition[kind] if one["message"]} == {row["source"] for row in rows} & set(messages)


def test_every_conflict_is_exported_with_who_found_it(edition: Any, sources: Path) -> None:
    """The rows are the table's; those of places that disagree were found by reading, all others by machine."""
    rows = list(rows_of(sources / APPARATUS["conflicts"]))
    keys = ("kind", "message", "other", "status", "explanation")
    assert [tuple(one[key] or "" for key in keys) for one in edition["conflicts"]] == [
        tuple(row[key] for key in keys) for row in rows
    ]
    assert {(one["kind"] == "places", one["found"]) for one in edition["conflicts"]} == {(True, "reading"), (False, "machine")}
    known = {message["id"] for message in edition["messages"]}
    assert {id for one in edition["conflicts"] for id in (one["message"], one["other"]) if id} <= known


def test_every_undated_turn_has_its_interval(edition: Any, sources: Path) -> None:
    """The rows are the table's, an open bound is null, and no message without a printed date is left out."""
    rows = list(rows_of(sources / APPARATUS["intervals"]))
    keys = ("message", "after", "before", "reason")
    assert sorted(tuple(one[key] or "" for key in keys) for one in edition["intervals"]) == sorted(
        tuple(row[key] for key in keys) for row in rows
    )
    undated = {message["id"] for message in edition["messages"] if message["sent"]["when"] is None}
    assert undated <= {one["message"] for one in edition["intervals"]}


def broken(apparatus: Apparatus, part: str, **fields: Any) -> Apparatus:
    """The apparatus with the first value of one of its parts changed."""
    first, *rest = getattr(apparatus, part)
    change: dict[str, Any] = {part: (replace(first, **fields), *rest)}
    return replace(apparatus, **change)


@pytest.mark.parametrize(
    ("part", "fields", "place"),
    [
        pytest.param("references", {"to": None, "kind": "answers"}, "references/0/kind", id="an answer to nothing"),
        pytest.param("references", {"to": "2015-05-25-altman", "kind": "call"}, "references/0/kind", id="a call found"),
        pytest.param("references", {"to": "2015-05-25-altman ¶0", "kind": "recalls"}, "references/0/to", id="a paragraph 0"),
        pytest.param("references", {"note": ""}, "references/0/note", id="a reference without a note"),
        pytest.param("conflicts", {"kind": "quarrel"}, "conflicts/0/kind", id="an unknown conflict"),
        pytest.param("conflicts", {"explanation": ""}, "conflicts/0/explanation", id="a conflict without a word"),
        pytest.param("events", {"when": "May 2015"}, "events/0/when", id="an event without an ISO date"),
        pytest.param("figures", {"figure": "weather"}, "figures/0/figure", id="a figure that is not followed"),
        pytest.param("figures", {"value": ""}, "figures/0/value", id="a figure without a value"),
    ],
)
def test_an_apparatus_that_breaks_the_schema_is_refused_by_its_place(
    part: str, fields: dict[str, Any], place: str, corpus: Corpus
) -> None:
    """What the contract does not allow of the apparatus is not written either."""
    other = replace(corpus, apparatus=broken(corpus.apparatus, part, **fields))
    with pytest.raises(ValueError, match=f"^{place}: "):
        edition_json(other, book_of_homes(other), title="A title", version="1.2")


#: One of everything that a book can print, with values that no other field has.
PRINTED = Book(
    homes={"2015-05-25-altman": "chapters/some.html#msg-2015-05-25-altman"},
    notes=(Annotation("2015-05-25-altman", 4, "YC", "identification", "chapters/some.html", "No source says.\nNone."),),
    quotations=(Quotation("brockman", 3, "still at ⟨…⟩ Google", "index.html"),),
    pages=(Page("chapters/some.html", "A chapter", 1203, "0123456789abcdef", ("a-section", "another")),),
)


def test_what_the_book_prints_is_exported_and_read_back(corpus: Corpus) -> None:
    """Homes, notes, quotations and pages keep the contract's schema, and give the book again that was exported."""
    data = json.loads(edition_json(corpus, PRINTED, title="A title", version="1")["edition.json"])
    assert book_of(data) == PRINTED
    assert data["notes"] == [
        {
            "message": "2015-05-25-altman",
            "paragraph": 4,
            "words": "YC",
            "kind": "identification",
            "page": "chapters/some.html",
            "text": "No source says.\nNone.",
        }
    ]


def test_emendations_are_exported_with_both_readings(corpus: Corpus) -> None:
    """An emendation has its place in the witness, what stands there, what is read instead, why, and by whom."""
    one = Emendation("L", 12, 3, "safefy", "safety", "slip", "a slip of the pen", "us", row=2)
    data = json.loads(edition_json(replace(corpus, emendations=(one,)), Book(), title="A title", version="1")["edition.json"])
    assert data["emendations"] == [
        {
            "witness": "L",
            "line": 12,
            "column": 3,
            "reading": "safefy",
            "lemma": "safety",
            "kind": "slip",
            "reason": "a slip of the pen",
            "resp": "us",
        }
    ]


@pytest.mark.parametrize(
    ("book", "place"),
    [
        pytest.param(replace(PRINTED, notes=(replace(PRINTED.notes[0], kind="joke"),)), "notes/0/kind", id="an unknown kind"),
        pytest.param(replace(PRINTED, notes=(replace(PRINTED.notes[0], text=""),)), "notes/0/text", id="an empty note"),
        pytest.param(
            replace(PRINTED, quotations=(replace(PRINTED.quotations[0], paragraph=0),)), "quotations/0/paragraph", id="a ¶0"
        ),
        pytest.param(replace(PRINTED, pages=(replace(PRINTED.pages[0], address="a#b"),)), "pages/0/page", id="no address"),
    ],
)
def test_a_book_that_breaks_the_schema_is_refused_by_its_place(book: Book, place: str, corpus: Corpus) -> None:
    """What the contract does not allow of the book is not written either."""
    with pytest.raises(ValueError, match=f"^{place}: "):
        edition_json(corpus, book, title="A title", version="1")
