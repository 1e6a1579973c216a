"""The tables that people keep: ledger, register, structure. What is wrong in one is named with file, line and advice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import Corpus, Problem, Problems, load
from corpus.model import Block, Embedded
from corpus.problems import did_you_mean
from corpus.structure import KINDS
from corpus.tables import read_table, write_table
from corpus.witness import MANIFEST

LEDGER, REGISTER, STRUCTURE, ORDER = "ledger.tsv", "register/people.toml", "structure.tsv", "threads/order.tsv"


def problems(sources: Path) -> tuple[Problem, ...]:
    """What loading complains of; what it says, it says by path, line, message, hint and code."""
    with pytest.raises(Problems) as raised:
        load(sources)
    found = raised.value.found
    assert found == tuple(sorted(found))
    assert str(raised.value).split("\n") == [str(problem) for problem in found]
    for one in found:
        assert str(one).startswith(f"{one.path}:{one.line}: {one.message}")
        assert str(one).endswith(f" [{one.code}]")
        assert one.hint in str(one)
    return found


def append(path: Path, *cells: str) -> int:
    """Append a row to a table and return its line."""
    with path.open("a", encoding="utf-8") as file:
        file.write("\t".join(cells) + "\n")
    return path.read_text(encoding="utf-8").count("\n")


def change(path: Path, old: str, new: str) -> int:
    """Replace the one place in a file that reads ``old`` and return its line."""
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode("utf-8"))
    return text[: text.index(old)].count("\n") + 1


def remove(path: Path, start: str) -> str:
    """Take out the one line that starts so, and return it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    (line,) = [line for line in lines if line.startswith(start)]
    path.write_text("\n".join(other for other in lines if other is not line), encoding="utf-8")
    return line


def nothing_said(sources: Path) -> None:
    """Empty every table that says something about a letter, so that a letter may have another id."""
    for table in [sources / STRUCTURE, *(sources / "apparatus").glob("*.tsv"), *(sources / "register").glob("*.tsv")]:
        rows = [line for line in table.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
        table.write_text(rows[0] + "\n", encoding="utf-8")


# The ledger


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("1\t2015-05-25-altman\t", "threads/01-question.txt:2"),
        ("13\t2015-12-11-altman-2\t", "threads/05-just-got-word.txt:14"),
        ("17\t2016-01-02-redacted\t", "threads/07-congrats-on-the-falcon-9.txt:2"),
        ("53\t2017-09-04-brockman-2\t", "threads/20-imessages-on-majority-equity.txt:17"),
        ("85\t2022-10-zilis-2\t", "threads/34-imessage-altman-zilis.txt:26"),
    ],
)
def test_a_message_without_an_id_is_named_and_the_proposed_row_mends_it(row: str, place: str, copied: Path) -> None:
    """The error shows the message's place and a whole row; with a number put in, the sources load again."""
    removed = remove(copied / LEDGER, row)
    nothing_said(copied)
    (problem,) = problems(copied)
    assert (f"{problem.path}:{problem.line}", problem.code) == (place, "ledger.no-id")
    proposed = problem.hint[problem.hint.index("…\t") :].split("\t")
    old = removed.split("\t")
    assert proposed[0] == "…"
    assert proposed[2:] == old[2:]
    append(copied / LEDGER, old[0], *proposed[1:])
    mended = load(copied).messages[proposed[1]]
    assert (mended.number, mended.header.text, mended.thread) == (old[0], old[3], old[2])


def test_a_proposed_id_is_the_date_and_the_writer(copied: Path) -> None:
    """Date and last name make the id; a second one of the day gets a number; an id that is taken is never proposed."""
    for row, id in (("2\t2015-05-25-musk\t", "2015-05-25-musk"), ("14\t2015-12-11-musk-2\t", "2015-12-11-musk-2")):
        removed = remove(copied / LEDGER, row)
        (problem,) = problems(copied)
        assert problem.hint.split("\t")[1] == id
        append(copied / LEDGER, *removed.split("\t"))
    assert len(load(copied).messages) == 85


def test_several_messages_without_ids_get_different_proposals(copied: Path) -> None:
    """Proposals made in one go do not clash with each other: all rows can be pasted."""
    removed = [remove(copied / LEDGER, start) for start in ("11\t", "13\t", "15\t")]
    found = problems(copied)
    assert [problem.code for problem in found] == ["ledger.no-id"] * 3
    rows = [problem.hint[problem.hint.index("…\t") :].split("\t") for problem in found]
    assert len({row[1] for row in rows}) == 3
    for row, old in zip(rows, removed, strict=True):
        append(copied / LEDGER, old.split("\t")[0], *row[1:])
    assert len(load(copied).messages) == 85


def test_an_id_without_a_message_is_named_with_what_it_may_have_meant(copied: Path) -> None:
    """A header that no thread prints: the row is named, and the nearest header is shown."""
    line = append(copied / LEDGER, "86", "2015-05-25-nobody", "question", "Sam Altman to Elon Musk - May 26, 2015 9:10 PM", "1")
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (LEDGER, line, "ledger.no-message")
    assert "did you mean Sam Altman to Elon Musk - May 25, 2015 9:10 PM" in problem.hint


def test_an_id_in_an_unknown_thread_is_named_with_the_thread_it_may_have_meant(copied: Path) -> None:
    """A thread that is not there: the row is named, and the nearest thread."""
    line = change(copied / LEDGER, "2015-05-25-altman\tquestion\t", "2015-05-25-altman\tquestions\t")
    found = problems(copied)
    assert [(problem.path, problem.code) for problem in found] == [
        (LEDGER, "ledger.no-message"),
        ("threads/01-question.txt", "ledger.no-id"),
    ]
    assert found[0].line == line
    assert found[0].hint == "did you mean question?"


def test_a_published_id_whose_message_is_gone_is_an_error(copied: Path) -> None:
    """Cut the last turn out of its thread: its id is an id without a message, and published ids never vanish."""
    thread = copied / "threads/34-imessage-altman-zilis.txt"
    change(thread, "\nShivon Zilis \n\nSorry was asleep! Long few days. Grea", "")
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == (LEDGER, "ledger.no-message")
    assert "2022-10-zilis-2" in problem.message


@pytest.mark.parametrize(
    ("cells", "code", "shown"),
    [
        (("86", "2015-05-25-altman", "question", "x", "1"), "ledger.twice", "id '2015-05-25-altman' is taken on line 3"),
        (("1", "2015-05-25-x", "question", "x", "1"), "ledger.twice", "number '1' is taken on line 3"),
        (("86", "2015-05-25-Altman", "question", "x", "1"), "ledger.malformed", "id '2015-05-25-Altman'"),
        (("86", "2015--altman", "question", "x", "1"), "ledger.malformed", "id '2015--altman'"),
        (("86", "", "question", "x", "1"), "ledger.malformed", "id ''"),
        (("0", "2015-x", "question", "x", "1"), "ledger.malformed", "number '0'"),
        (("86ab", "2015-x", "question", "x", "1"), "ledger.malformed", "number '86ab'"),
        (("", "2015-x", "question", "x", "1"), "ledger.malformed", "number ''"),
        (("86", "2015-x", "question", "x", "0"), "ledger.malformed", "nth '0'"),
        (("86", "2015-x", "question", "x", "first"), "ledger.malformed", "nth 'first'"),
        (("86", "2015-x", "question", "x", "1a"), "ledger.malformed", "nth '1a'"),
    ],
)
def test_a_row_of_the_ledger_that_cannot_stand_is_named(cells: tuple[str, ...], code: str, shown: str, copied: Path) -> None:
    """An id or a number that is malformed or given twice is named at its line, with the line that has it already."""
    line = append(copied / LEDGER, *cells)
    found = problems(copied)
    assert (found[0].path, found[0].line, found[0].code) == (LEDGER, line, code)
    assert shown in found[0].message


def test_two_ids_for_one_message_are_an_error(copied: Path) -> None:
    """A second row for the same header of the same thread would silently take the first one's id away."""
    append(copied / LEDGER, "86", "2015-06-24-other", "question", "Elon Musk to Sam Altman - Jun 24, 2015 11:05 PM", "1")
    found = problems(copied)
    assert LEDGER in {problem.path for problem in found}
    assert any("2015-06-24" in problem.message for problem in found)


def test_a_message_disclosed_later_may_take_a_number_with_a_letter(copied: Path) -> None:
    """Numbers for print are never shifted: '34a' stands between 34 and 35."""
    change(copied / LEDGER, "85\t2022-10-zilis-2\t", "34a\t2022-10-zilis-2\t")
    assert load(copied).messages["2022-10-zilis-2"].number == "34a"


# The register


def test_a_person_who_is_not_in_the_register_is_named_with_the_nearest_entry(copied: Path) -> None:
    """Every message with an unknown party is named at its header, with a name that may have been meant."""
    change(copied / REGISTER, 'name = "Alex Thompson"', 'name = "Alex Thomson"')
    (problem,) = problems(copied)
    assert (problem.path, problem.line) == ("threads/11-maureen-dowd.txt", 2)
    assert (problem.code, problem.hint) == ("register.unknown-person", "did you mean Alex Thomson?")
    assert "'Alex Thompson'" in problem.message


def test_an_unknown_person_far_from_every_entry_is_to_be_added(copied: Path) -> None:
    """Where nothing is near, the advice is to add an entry; every message of that person is named."""
    change(copied / REGISTER, 'name = "Shivon Zilis"', 'name = "Q"')
    found = problems(copied)
    assert {(problem.code, problem.hint) for problem in found} == {
        ("register.unknown-person", "add an entry to register/people.toml")
    }
    assert ("threads/34-imessage-altman-zilis.txt", 2) in {(problem.path, problem.line) for problem in found}


def test_a_form_leads_to_the_preferred_name(copied: Path) -> None:
    """A name printed in another form is shown as the register prefers it, and as printed."""
    change(copied / REGISTER, 'name = "Alex Thompson"\nsort = "Thompson, Alex"\nforms = []',
           'name = "Alexander Thompson"\nsort = "Thompson, Alexander"\nforms = ["Alex Thompson"]')  # fmt: skip
    (writer,) = load(copied).messages["2016-04-27-thompson"].header.sender
    assert (writer.as_printed, writer.name, writer.person) == ("Alex Thompson", "Alexander Thompson", "thompson")


def test_a_form_claimed_by_two_people_is_an_error(copied: Path) -> None:
    """In a header a form names one person only; the error names both and stands at an entry that claims it."""
    change(copied / REGISTER, 'sort = "Teller, Sam"\nforms = []', 'sort = "Teller, Sam"\nforms = ["Sam Altman"]')
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == (REGISTER, "register.claimed-twice")
    assert "'Sam Altman' is claimed by altman and teller" in problem.message
    assert (copied / REGISTER).read_text(encoding="utf-8").split("\n")[problem.line - 1] in ("[altman]", "[teller]")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param('sort = "Teller, Sam"\n', "", "teller: unexpected or missing sort", id="a missing key"),
        pytest.param(
            'sort = "Teller, Sam"', 'sort = "Teller, Sam"\nborn = 1980', "teller: unexpected or missing born", id="more"
        ),
        pytest.param('name = "Sam Teller"', "name = 7", "teller", id="a name that is no text"),
        pytest.param('sort = "Teller, Sam"\nforms = []', 'sort = "Teller, Sam"\nforms = "S. Teller"', "teller", id="no list"),
    ],
)
def test_an_entry_with_the_wrong_keys_is_named(old: str, new: str, shown: str, copied: Path) -> None:
    """An entry has a name, a sort form and a list of forms, and nothing else: anything different is named at its entry."""
    change(copied / REGISTER, old, new)
    (problem,) = problems(copied)
    assert problem.path == REGISTER
    assert shown in problem.message
    assert (copied / REGISTER).read_text(encoding="utf-8").split("\n")[problem.line - 1] == "[teller]"


def test_a_key_outside_every_entry_is_an_error(copied: Path) -> None:
    """A stray key at the head of the register is a problem with a line, not a crash."""
    (copied / REGISTER).write_text("draft = 1\n" + (copied / REGISTER).read_text(encoding="utf-8"), encoding="utf-8")
    (problem,) = problems(copied)
    assert (problem.path, problem.line) == (REGISTER, 1)


def test_a_syntax_error_in_the_register_has_its_line(copied: Path) -> None:
    """What TOML cannot read is reported at the line where it stops."""
    line = change(copied / REGISTER, 'sort = "Teller, Sam"', "sort = Teller, Sam")
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (REGISTER, line, "table.syntax")


# Structure


@pytest.mark.parametrize(
    ("cells", "code", "shown", "hint"),
    [
        (("2015-05-25-altman", "1", "headline", ""), "structure.kind", "'headline'", "heading"),
        (("2015-05-25-altman", "1", "?", ""), "structure.kind", "'?'", ", ".join(KINDS)),
        (("2015-05-25-altman", "", "heading", ""), "structure.range", "''", "7-16"),
        (("2015-05-25-altman", "0", "heading", ""), "structure.range", "'0'", "7-16"),
        (("2015-05-25-altman", "3-2", "heading", ""), "structure.range", "'3-2'", "7-16"),
        (("2015-05-25-altman", "1,2", "heading", ""), "structure.range", "'1,2'", "7-16"),
        (("2015-05-25-altmann", "1", "heading", ""), "structure.unknown-message", "'2015-05-25-altmann'", "2015-05-25-altman"),
        (("2015-05-25-altman", "6", "heading", ""), "structure.beyond", "no paragraph 6", "5"),
        (("2015-05-25-altman", "4-9", "embedded", "x"), "structure.beyond", "no paragraph 9", "5"),
        (("2015-05-25-altman", "5", "heading", ""), "structure.overlap", "paragraph 5", "one role"),
        (("2015-05-25-altman", "4-5", "item", ""), "structure.overlap", "paragraph 5", "one role"),
        (("2015-12-08-musk", "3", "embedded", "x"), "structure.overlap", "paragraph 3", "one embedded document"),
    ],
)
def test_a_row_of_structure_that_cannot_stand_is_named(
    cells: tuple[str, ...], code: str, shown: str, hint: str, copied: Path
) -> None:
    """Unknown kind, malformed range, unknown message, a paragraph it has not, two roles for one: named at the row."""
    line = append(copied / STRUCTURE, *cells)
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (STRUCTURE, line, code)
    assert shown in problem.message
    assert hint in problem.hint


def test_an_overlap_names_the_line_that_gave_the_first_role(copied: Path) -> None:
    """The author of the second row is told where the first one is."""
    rows = (copied / STRUCTURE).read_text(encoding="utf-8").split("\n")
    first = rows.index("2015-05-25-altman\t5\tsignature\t") + 1
    append(copied / STRUCTURE, "2015-05-25-altman", "5", "heading", "")
    (problem,) = problems(copied)
    assert problem.message.endswith(f"line {first}")


@pytest.fixture(scope="module")
def roles(corpus: Corpus) -> dict[int, tuple[str, int, str]]:
    """For every line of a body: its role, its depth, and the label of the document it is embedded in."""
    found: dict[int, tuple[str, int, str]] = {}
    for message in corpus.messages.values():
        for part in message.blocks:
            label = part.label if isinstance(part, Embedded) else ""
            for block in part.blocks if isinstance(part, Embedded) else (part,):
                found[block.paragraph.line] = (block.kind, block.depth, label)
    return found


@pytest.mark.parametrize(
    ("line", "kind", "depth"),
    [
        (10, "paragraph", 0),
        (18, "signature", 0),
        (72, "paragraph", 0),
        (74, "item", 1),
        (116, "rule", 0),
        (179, "signature", 0),
        (203, "redacted", 0),
        (208, "item", 1),
        (224, "item", 1),
        (260, "item", 1),
        (325, "signature", 0),
        (342, "lost", 0),
        (374, "heading", 0),
        (376, "item", 1),
        (447, "heading", 0),
        (449, "item", 1),
        (450, "item", 2),
        (451, "item", 2),
        (452, "item", 1),
        (457, "redacted", 0),
        (485, "item", 1),
        (487, "item", 2),
        (507, "item", 2),
        (509, "item", 3),
        (513, "item", 1),
        (536, "signature", 0),
        (812, "item", 1),
        (836, "redacted", 0),
        (874, "remark", 0),
        (1007, "redacted", 0),
        (1034, "lost", 0),
    ],
)
def test_a_line_has_the_role_a_reader_gives_it(line: int, kind: str, depth: int, roles: dict[int, tuple[str, int, str]]) -> None:
    """Lists and their depths, headings, signatures, passages under bars, rules and remarks are what a reader sees."""
    assert roles[line][:2] == (kind, depth)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (range(72, 89), "template"),
        (range(107, 112), "Draft opening paragraphs"),
        (range(118, 123), "Draft opening paragraphs"),
        (range(294, 295), "question"),
        (range(317, 322), "Zuckerberg"),
        (range(347, 348), "terms"),
        (range(910, 937), "Charter"),
        (range(1042, 1049), "Bloomberg"),
        (range(1087, 1088), "Draft"),
    ],
)
def test_a_document_within_a_letter_is_embedded_and_labelled(
    lines: range, words: str, roles: dict[int, tuple[str, int, str]]
) -> None:
    """Drafts, templates, terms and cards stand inside their messages as documents of their own, with a label in our words."""
    inside = {line: role for line, role in roles.items() if line in lines}
    assert inside
    assert {label for _, _, label in inside.values()} == {next(iter(inside.values()))[2]}
    assert words in next(iter(inside.values()))[2]
    assert roles.get(lines.start - 2, ("", 0, ""))[2] != next(iter(inside.values()))[2]
    assert roles.get(lines.stop + 1, ("", 0, ""))[2] != next(iter(inside.values()))[2]


def test_only_items_have_a_depth_and_only_tables_give_labels(corpus: Corpus) -> None:
    """Depth counts from 1 for items and is 0 elsewhere; a label is ours and never empty where a document is embedded."""
    for message in corpus.messages.values():
        for part in message.blocks:
            blocks = part.blocks if isinstance(part, Embedded) else (part,)
            assert not isinstance(part, Embedded) or part.label.strip()
            assert all((block.depth > 0) == (block.kind == "item") for block in blocks)
            assert all(block.kind == "lost" or not block.label for block in blocks)


def test_a_role_may_be_given_within_an_embedded_document(copied: Path) -> None:
    """The two kinds of row do not exclude each other: a paragraph has its role, and lies in its document."""
    append(copied / STRUCTURE, "2015-12-08-musk", "4", "item", "")
    blocks = load(copied).messages["2015-12-08-musk"].blocks
    assert isinstance(blocks[1], Embedded)
    assert [block.kind for block in blocks[1].blocks] == ["paragraph", "paragraph", "item"]
    assert isinstance(blocks[0], Block)


# Tables in general


@pytest.mark.parametrize("name", [LEDGER, STRUCTURE, "emendations.tsv", ORDER, REGISTER, "witnesses/manifest.toml"])
def test_a_missing_table_is_named(name: str, copied: Path) -> None:
    """Every table the edition needs is named when it is not there."""
    (copied / name).unlink()
    assert ("table.missing", name, 1) in {(problem.code, problem.path, problem.line) for problem in problems(copied)}


@pytest.mark.parametrize("name", [LEDGER, STRUCTURE, "emendations.tsv", ORDER, REGISTER, MANIFEST])
def test_a_table_that_is_no_utf_8_is_named_with_its_line(name: str, copied: Path) -> None:
    """Bytes that are no UTF-8 are a problem of that line, not a crash."""
    sound = (copied / name).read_bytes()
    (copied / name).write_bytes(sound + b"\xff\n")
    (problem,) = problems(copied)
    assert (problem.code, problem.path, problem.line) == ("table.encoding", name, sound.count(b"\n") + 1)


@pytest.mark.parametrize("name", [LEDGER, STRUCTURE, "emendations.tsv", ORDER, REGISTER, MANIFEST])
def test_a_byte_order_mark_is_called_that(name: str, copied: Path) -> None:
    """A table that an editor has saved with a byte order mark is said to begin with one, and how to save without."""
    (copied / name).write_bytes(b"\xef\xbb\xbf" + (copied / name).read_bytes())
    (problem,) = problems(copied)
    assert (problem.code, problem.path, problem.line) == ("table.encoding", name, 1)
    assert problem.message == "the file begins with a byte order mark"
    assert problem.hint == "save it as UTF-8 without one (without BOM)"


@pytest.mark.parametrize("name", ["threads/01-question.txt", "documents/reader.txt"])
def test_a_text_that_is_no_utf_8_is_named(name: str, copied: Path) -> None:
    """A cleaned text with a broken byte is a problem of that file, not a crash."""
    (copied / name).write_bytes((copied / name).read_bytes() + b"\xff\n")
    assert [problem.path for problem in problems(copied)] == [name]


@pytest.mark.parametrize("name", [LEDGER, STRUCTURE, "emendations.tsv", ORDER])
def test_a_table_with_another_head_is_named_with_its_columns(name: str, copied: Path) -> None:
    """The first row must name the columns; the advice lists them."""
    lines = (copied / name).read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    columns = lines[at].split("\t")
    lines[at] = "\t".join(reversed(columns))
    (copied / name).write_text("\n".join(lines), encoding="utf-8")
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (name, at + 1, "table.header")
    assert problem.hint.endswith(", ".join(columns))


@pytest.mark.parametrize("name", [LEDGER, STRUCTURE, "emendations.tsv", ORDER])
def test_an_empty_table_is_named(name: str, copied: Path) -> None:
    """A table of which nothing is left has no head either."""
    (copied / name).write_bytes(b"")
    assert [(problem.path, problem.line, problem.code) for problem in problems(copied)] == [(name, 1, "table.header")]


@pytest.mark.parametrize(("name", "columns"), [(LEDGER, 5), (STRUCTURE, 4), ("emendations.tsv", 8), (ORDER, 3)])
def test_a_row_with_the_wrong_number_of_cells_is_named_at_its_line(name: str, columns: int, copied: Path) -> None:
    """Comments and blank lines count as lines: the row is found where an editor shows it."""
    append(copied / name, "# a comment")
    append(copied / name, "")
    lines = [append(copied / name, *("1" for _ in range(count))) for count in (columns - 1, columns + 1)]
    found = [(problem.path, problem.line, problem.code) for problem in problems(copied)]
    assert found == [(name, line, "table.cells") for line in lines]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('2\tai-docs\t" \\n"', '3\tai-docs\t" \\n"', id="a number out of turn"),
        pytest.param('2\tai-docs\t" \\n"', "2\tai-docs\t \\n", id="a separator that is no JSON"),
        pytest.param('2\tai-docs\t" \\n"', '2\tai-docs\t"***\\n"', id="a separator with text"),
        pytest.param('2\tai-docs\t" \\n"', "2\tai-docs\t1", id="a separator that is no text"),
    ],
)
def test_a_malformed_order_is_named(old: str, new: str, copied: Path) -> None:
    """Numbers run from 1, and a separator is a JSON string of blanks."""
    line = change(copied / ORDER, old, new)
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (ORDER, line, "order.malformed")


def test_a_document_with_a_number_out_of_turn_is_named(copied: Path) -> None:
    """A paragraph number changed by hand would change every place that is cited: it is an error at its line."""
    line = change(copied / "documents/reader.txt", "\n7\t", "\n8\t") + 1
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == ("documents/reader.txt", line, "document.numbering")


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Cells keep blanks, quotation marks and everything that is not a tab or a line end; a comment is no row."""
    rows = [("1", 'a "b"', " c ", ""), ("2", "—", "\\t", "#")]
    path = tmp_path / "table.tsv"
    path.write_text("# about\n\n" + write_table(("n", "x", "y", "z"), rows), encoding="utf-8")
    read = read_table(path, "table.tsv", ("n", "x", "y", "z"))
    assert [tuple(row[column] for column in ("n", "x", "y", "z")) for row in read] == rows
    assert [row.line for row in read] == [4, 5]


def test_everything_that_is_wrong_is_told_in_one_go(copied: Path) -> None:
    """Ledger, register, structure, a thread and a document broken at once: one error names them all, sorted by place."""
    append(copied / LEDGER, "0", "x", "question", "x", "1")
    append(copied / STRUCTURE, "2015-05-25-altman", "1", "headline", "")
    change(copied / REGISTER, 'sort = "Teller, Sam"\n', "")
    (copied / "threads/02-ai-docs.txt").unlink()
    (copied / "documents/reader.txt").unlink()
    (copied / "witnesses/manifest.toml").touch()
    assert [(problem.path, problem.code) for problem in problems(copied)] == [
        ("documents/reader.txt", "document.missing"),
        (LEDGER, "ledger.malformed"),
        (REGISTER, "register.keys"),
        (STRUCTURE, "structure.kind"),
        ("threads/02-ai-docs.txt", "thread.missing"),
    ]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("altmann", "did you mean altman?"), ("xyz", ""), ("", "")],
)
def test_only_what_is_near_is_suggested(wrong: str, hint: str) -> None:
    """A suggestion names what is near, and there is none when nothing is."""
    assert did_you_mean(wrong, ["musk", "altman", "zilis"]) == hint


def test_ids_and_numbers_are_well_formed_in_the_real_ledger(corpus: Corpus) -> None:
    """Ids are readable words joined by hyphens, fit for an address; numbers can be printed."""
    for message in corpus.messages.values():
        assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?-[a-z]+(-\d+)?", message.id)
        assert re.fullmatch(r"[1-9]\d*[a-z]?", message.number)
        assert message.id.startswith((message.header.sent.when or "2")[:7])
