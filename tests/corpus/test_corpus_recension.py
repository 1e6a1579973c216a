"""From the witnesses to the cleaned texts: what can go wrong is named with its place, and then nothing is written."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from corpus import Problem, Problems, load, text_of
from corpus.__main__ import main
from corpus.emendation import read_emendations
from corpus.recension import diff, differences, recension, write
from corpus.repair import spoil

ARCHIVE = "witnesses/000_9991e5730d8bc8db.txt"
MANIFEST = "witnesses/manifest.toml"


def tree(sources: Path) -> dict[str, bytes]:
    """Every file below the sources, with its bytes."""
    return {path.relative_to(sources).as_posix(): path.read_bytes() for path in sources.rglob("*") if path.is_file()}


def problems(sources: Path) -> tuple[Problem, ...]:
    """What making the texts anew complains of; whatever it is, it may not have touched a file."""
    before = tree(sources)
    with pytest.raises(Problems) as raised:
        recension(sources)
    assert tree(sources) == before
    return raised.value.found


def change(path: Path, old: str, new: str) -> None:
    """Replace the one place in a file that reads ``old``."""
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def receive(sources: Path, data: bytes) -> None:
    """Take ``data`` for the archive as received: the file and its hash in the manifest."""
    old = (sources / ARCHIVE).read_bytes()
    (sources / ARCHIVE).write_bytes(data)
    change(sources / MANIFEST, hashlib.sha256(old).hexdigest(), hashlib.sha256(data).hexdigest())


def emend(sources: Path, *rows: tuple[str, ...]) -> None:
    """Append rows to the table of emendations."""
    with (sources / "emendations.tsv").open("a", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)


def test_the_committed_texts_follow_from_their_witnesses(sources: Path) -> None:
    """Made anew, every cleaned text is the committed one: 34 threads, their front matter and order, 4 documents."""
    made = recension(sources)
    assert differences(sources, made) == []
    assert diff(sources, made) == ""
    assert len(made) == 34 + 2 + 4
    assert made == {
        path: data.decode("utf-8") for path, data in tree(sources).items() if path.startswith(("threads/", "documents/"))
    }


def test_a_changed_witness_is_refused_by_its_hash(copied: Path) -> None:
    """One byte changed: the error names the file, both hashes, and where a change belongs."""
    data = (copied / ARCHIVE).read_bytes()
    (copied / ARCHIVE).write_bytes(data.replace(b"safefy", b"safety"))
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == (ARCHIVE, "witness.hash")
    assert hashlib.sha256(data).hexdigest() in problem.message
    assert hashlib.sha256((copied / ARCHIVE).read_bytes()).hexdigest() in problem.message
    assert "emendations.tsv" in problem.hint


def test_a_missing_witness_is_named(copied: Path) -> None:
    """The manifest's line is shown, with the file that should be there."""
    (copied / ARCHIVE).unlink()
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == (MANIFEST, "witness.missing")
    assert (copied / MANIFEST).read_text(encoding="utf-8").split("\n")[problem.line - 1] == "[L]"
    assert ARCHIVE in problem.message


@pytest.mark.parametrize(
    ("inserted", "shown"),
    [
        pytest.param(b"\xff", "ff", id="a byte that is no UTF-8"),
        pytest.param("ł".encode(), "c5 82", id="a character that MacRoman has not"),
        pytest.param("Ä".encode(), "80", id="a character whose MacRoman byte is no UTF-8"),
    ],
)
def test_a_witness_that_cannot_be_repaired_without_loss_is_shown_by_line_and_bytes(
    inserted: bytes, shown: str, copied: Path
) -> None:
    """The line and the bytes that resist are named, and the way to another plan."""
    lines = (copied / ARCHIVE).read_bytes().split(b"\n")
    lines[27] = lines[27][:40] + inserted + lines[27][40:]
    receive(copied, b"\n".join(lines))
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == (ARCHIVE, 28, "witness.lossy")
    assert problem.message.endswith(f"bytes {shown}")
    assert "ftfy" in problem.hint


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        pytest.param('[["encode", "utf-8"], ["decode", "utf-8-sig"]]', "witness.lossy", id="undone, it gives other bytes"),
        pytest.param('[["transcode", "restore_byte_a0"]]', "witness.plan", id="a step that cannot be undone"),
        pytest.param('[["encode", "macromann"], ["decode", "utf-8"]]', "witness.plan", id="no such codec"),
        pytest.param('[["decode", "utf-8"], ["decode", "utf-8"]]', "witness.plan", id="text cannot be decoded"),
        pytest.param('[["decode", "utf-16"]]', "witness.lossy", id="not in the charset that it names"),
        pytest.param('[["encode", "utf-8"]]', "witness.plan", id="the end is not text"),
        pytest.param('[["encode"]]', "witness.plan", id="a step without its codec"),
    ],
)
def test_a_plan_that_cannot_be_proved_is_refused(plan: str, code: str, copied: Path) -> None:
    """A plan must be replayable and reversible; any other is an error in the manifest or on the witness, never a crash."""
    text = (copied / MANIFEST).read_text(encoding="utf-8")
    (copied / MANIFEST).write_text(text.replace("plan = []", f"plan = {plan}", 1), encoding="utf-8")
    (problem,) = problems(copied)
    assert problem.code == code
    assert problem.path in (MANIFEST, "witnesses/001_b0039c92cd433643.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('key = "reader"', 'quay = "reader"', id="an unknown key"),
        pytest.param('rights = "Its writer’s; quoted briefly."\n', "", id="a missing key"),
        pytest.param('key = "reader"', "key = 7", id="a value that is no text"),
    ],
)
def test_a_malformed_entry_of_the_manifest_is_named(old: str, new: str, copied: Path) -> None:
    """An entry has exactly the keys of a witness; what is wrong is named at its line."""
    change(copied / MANIFEST, old, new)
    (problem,) = problems(copied)
    assert problem.path == MANIFEST
    assert (copied / MANIFEST).read_text(encoding="utf-8").split("\n")[problem.line - 1] == "[R]"


def test_a_key_outside_every_entry_of_the_manifest_is_named(copied: Path) -> None:
    """A stray key at the head of the manifest is a problem with a line, not a crash."""
    text = (copied / MANIFEST).read_text(encoding="utf-8")
    (copied / MANIFEST).write_text(f"draft = true\n{text}", encoding="utf-8")
    (problem,) = problems(copied)
    assert (problem.path, problem.line) == (MANIFEST, 1)
    assert "draft" in problem.message


def test_a_syntax_error_in_the_manifest_has_its_line(copied: Path) -> None:
    """What TOML cannot read is reported at the line where it stops."""
    change(copied / MANIFEST, 'key = "reader"', "key = reader")
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == (MANIFEST, "table.syntax")
    assert (copied / MANIFEST).read_text(encoding="utf-8").split("\n")[problem.line - 1] == "key = reader"


def test_an_unknown_siglum_is_named_with_its_line(copied: Path) -> None:
    """An emendation of a witness that is not there is shown at its own row, every one of them."""
    emend(copied, ("L", "32", "1", "I", "I ", "layout", "a test", "us"), ("X", "1", "1", "a", "b", "typo", "a test", "us"))
    (problem,) = problems(copied)
    rows = (copied / "emendations.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert (problem.path, problem.code) == ("emendations.tsv", "emendation.siglum")
    assert "'X'" in problem.message
    assert rows[problem.line - 1].startswith("X\t")


def column_of(word: str, line: int, archive: str) -> str:
    """Where a word stands on a line of the repaired witness, counted from 1."""
    text = archive.split("\n")[line - 1]
    assert text.count(word) == 1
    return str(text.index(word) + 1)


def test_an_emendation_changes_its_place_and_no_other(copied: Path, archive: str) -> None:
    """'safefy' on line 32 becomes 'safety' in the thread file; undone, the Corpus gives the witness back, byte for byte."""
    emend(copied, ("L", "32", column_of("safefy", 32, archive), "safefy", "safety", "typo", "a slip of the pen", "us"))
    before, witness = tree(copied), (copied / ARCHIVE).read_bytes()
    made = recension(copied)
    assert [problem.path for problem in differences(copied, made)] == ["threads/01-question.txt"]
    assert write(copied, made) == ["threads/01-question.txt"]
    changed = {path: data for path, data in tree(copied).items() if data != before[path]}
    old = before["threads/01-question.txt"].decode("utf-8")
    assert changed == {"threads/01-question.txt": old.replace("safefy", "safety").encode("utf-8")}
    corpus = load(copied)
    assert "for safety.”" in corpus.messages["2015-06-24-altman"].body
    assert text_of(corpus) == archive
    assert spoil(corpus.witnesses["L"], text_of(corpus)) == witness


def test_several_emendations_on_one_line_are_each_undone(copied: Path, archive: str) -> None:
    """Columns are those of the witness, whatever the changes before them on the line did to its length."""
    words = (("safefy", "safety measures"), ("release it", "release"), ("leave you off", "omit you"), (" also", ""))
    rows = [("L", "32", column_of(old, 32, archive), old, new, "typo", "a test", "us") for old, new in words]
    emend(copied, *reversed(rows))
    write(copied, recension(copied))
    expected = archive.split("\n")[31]
    for old, new in words:
        expected = expected.replace(old, new)
    corpus = load(copied)
    assert corpus.messages["2015-06-24-altman"].paragraphs[4].text == expected
    assert [emendation.lemma for emendation in corpus.emendations] == ["release", "safety measures", "omit you", ""]
    assert text_of(corpus) == archive


def test_a_document_can_be_emended_too(copied: Path) -> None:
    """An emendation of another witness changes that document and leaves the archive as it is."""
    line = (copied / "witnesses/001_b0039c92cd433643.txt").read_bytes().decode("utf-8").split("\n")[2]
    assert line == 'title:  "OpenAI Emails"'
    emend(copied, ("R", "3", "7", "  ", " ", "layout", "a double blank", "us"))
    assert write(copied, recension(copied)) == ["documents/reader.txt"]
    assert load(copied).documents["reader"].paragraphs[2].text == 'title: "OpenAI Emails"'


@pytest.mark.parametrize(
    ("line", "column", "reading"),
    [
        pytest.param("32", "1", "safefy", id="another column"),
        pytest.param("31", "1", "safefy", id="a blank line"),
        pytest.param("32", "100000", "safefy", id="beyond the line"),
        pytest.param("5000", "1", "safefy", id="beyond the text"),
        pytest.param("0", "1", "safefy", id="before the text"),
        pytest.param("5000", "1", "", id="an insertion beyond the text"),
        pytest.param("0", "1", "", id="an insertion before the text"),
        pytest.param("32", "0", "", id="an insertion before the line"),
        pytest.param("32", "100000", "", id="an insertion beyond the line"),
    ],
)
def test_an_emendation_in_the_wrong_place_is_refused(line: str, column: str, reading: str, copied: Path) -> None:
    """Where the witness does not read what the table says, or has no such place, the row is named with what it asks for."""
    emend(copied, ("L", line, column, reading, "safety", "typo", "a test", "us"))
    (problem,) = problems(copied)
    assert (problem.path, problem.code) == ("emendations.tsv", "emendation.misplaced")
    assert f"line {line}, column {column}" in problem.message


def test_a_misplaced_emendation_is_named_at_its_row(copied: Path, archive: str) -> None:
    """Of several rows, the one that is wrong is the one that is named."""
    right = ("L", "32", column_of("safefy", 32, archive), "safefy", "safety", "typo", "a test", "us")
    emend(copied, right, ("L", "34", "1", "Samuel", "Sam", "typo", "a test", "us"))
    (problem,) = problems(copied)
    assert "'Samuel'" in problem.message
    assert "'Sam'" in problem.hint
    assert problem.line == 3


@pytest.mark.parametrize(
    ("line", "column", "reading", "lemma"),
    [
        pytest.param("x", "1", "a", "b", id="a line that is no number"),
        pytest.param("1", "-1", "a", "b", id="a column that is no number"),
        pytest.param("1", "", "a", "b", id="no column"),
        pytest.param("²", "1", "a", "b", id="a superscript"),
        pytest.param("1", "1", "-", "-", id="no change"),
    ],
)
def test_a_malformed_emendation_is_named_at_its_row(line: str, column: str, reading: str, lemma: str, copied: Path) -> None:
    """Line and column are numbers, and reading and lemma differ: what is not so is named with its line."""
    emend(copied, ("L", line, column, reading, lemma, "typo", "a test", "us"))
    (problem,) = problems(copied)
    assert (problem.path, problem.line, problem.code) == ("emendations.tsv", 2, "emendation.malformed")


def test_emendations_are_read_in_the_order_of_their_places(copied: Path) -> None:
    """Rows may stand in any order: they are listed by witness, line and column, as numbers and not as words."""
    places = [("R", "3", "1"), ("L", "100", "2"), ("L", "20", "30"), ("L", "20", "4")]
    emend(copied, *((*place, "a", "b", "typo", "a test", "us") for place in places))
    found = [(one.witness, one.line, one.column) for one in read_emendations(copied)]
    assert found == [("L", 20, 4), ("L", 20, 30), ("L", 100, 2), ("R", 3, 1)]


def test_a_thread_edited_by_hand_is_named_at_its_line(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edit without an emendation: file, line and both ways out are shown, with a diff, and nothing is written."""
    change(copied / "threads/01-question.txt", "safefy", "safety")
    before = tree(copied)
    (problem,) = differences(copied, recension(copied))
    assert (problem.path, problem.line, problem.code) == ("threads/01-question.txt", 32 - 7 + 1, "recension.differs")
    assert "emendations.tsv" in problem.hint
    assert "nox -s sources -- --write" in problem.hint
    assert main(["--sources", str(copied), "sources"]) == 1
    out, err = capsys.readouterr()
    assert err == f"{problem}\n"
    changed = [line for line in out.split("\n") if re.match(r"[-+](?![-+])", line)]
    assert [line[0] for line in changed] == ["-", "+"]
    assert "for safety.”" in changed[0]
    assert "for safefy.”" in changed[1]
    assert tree(copied) == before


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("threads/02-ai-docs.txt", "recension.missing", id="a thread"),
        pytest.param("documents/reader.txt", "recension.missing", id="a document"),
        pytest.param("threads/00-front-matter.txt", "recension.missing", id="the front matter"),
    ],
)
def test_a_missing_text_is_named_and_can_be_restored(path: str, code: str, copied: Path) -> None:
    """A file that should follow from a witness and is not there is an error; writing brings exactly it back."""
    before = tree(copied)
    (copied / path).unlink()
    (problem,) = differences(copied, recension(copied))
    assert (problem.path, problem.code) == (path, code)
    assert "--write" in problem.hint
    with pytest.raises(Problems) as raised:
        load(copied)
    assert [found.path for found in raised.value.found] == [path]
    assert write(copied, recension(copied)) == [path]
    assert tree(copied) == before


@pytest.mark.parametrize("path", ["threads/35-stray.txt", "documents/notes.txt", "threads/.hidden"])
def test_a_text_that_follows_from_no_witness_is_named_and_removed_by_writing(path: str, copied: Path) -> None:
    """A stray file in a folder of made texts is an error; writing removes it and leaves the rest."""
    before = tree(copied)
    (copied / path).write_text("Subject: never written\n", encoding="utf-8")
    (problem,) = differences(copied, recension(copied))
    assert (problem.path, problem.code) == (path, "recension.stray")
    assert write(copied, recension(copied)) == [path]
    assert tree(copied) == before


def test_a_stray_folder_is_named_and_does_not_stop_the_writing(copied: Path) -> None:
    """A folder among the made texts is a problem like a file; writing the texts must not crash over it half-way."""
    (copied / "threads" / "old").mkdir()
    (copied / "threads" / "old" / "35.txt").write_text("kept by someone\n", encoding="utf-8")
    (copied / "threads" / "02-ai-docs.txt").unlink()
    made = recension(copied)
    assert [problem.code for problem in differences(copied, made)] == ["recension.missing", "recension.stray"]
    write(copied, made)
    assert (copied / "threads" / "02-ai-docs.txt").exists()


def test_ids_of_threads_stay_when_a_heading_is_emended(copied: Path) -> None:
    """An id once given is kept: a heading that is emended changes its file's text, not its name."""
    emend(copied, ("L", "7", "10", "question", "a question", "typo", "a test", "us"))
    assert write(copied, recension(copied)) == ["threads/01-question.txt"]
    assert (copied / "threads/01-question.txt").read_text(encoding="utf-8").startswith("Subject: a question\n")


def test_ids_of_threads_are_proposed_from_their_subjects(copied: Path) -> None:
    """Without a record every thread gets an id of its own, in words of its heading, and its text is the same."""
    before = recension(copied)
    (copied / "threads/order.tsv").unlink()
    made = recension(copied)
    assert {text for path, text in made.items() if path != "threads/order.tsv"} == {
        text for path, text in before.items() if path != "threads/order.tsv"
    }
    assert len(made) == len(before)
    assert "threads/01-question.txt" in made
    assert [path for path in made if not re.fullmatch(r"(threads|documents)/[a-z0-9-]+\.(txt|tsv)", path)] == []


def test_the_command_says_that_all_is_well(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing differs: exit 0, one line on standard output, nothing on standard error."""
    before = tree(sources)
    assert main(["--sources", str(sources), "sources"]) == 0
    assert main(["--sources", str(sources), "sources", "--write"]) == 0
    out, err = capsys.readouterr()
    assert out.split("\n") == [
        "40 texts follow from their witnesses, byte for byte",
        "nothing to write: all texts follow from their witnesses",
        "",
    ]
    assert err == ""
    assert tree(sources) == before


def test_the_command_writes_what_differs_and_names_it(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With ``--write`` the texts are made anew: exit 0, each path touched on a line."""
    before = tree(copied)
    change(copied / "threads/01-question.txt", "safefy", "safety")
    (copied / "documents/reader.txt").unlink()
    assert main(["--sources", str(copied), "sources", "--write"]) == 0
    assert capsys.readouterr().out.split("\n") == ["wrote documents/reader.txt", "wrote threads/01-question.txt", ""]
    assert tree(copied) == before


def test_the_command_fails_on_a_broken_witness_and_writes_nothing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A witness that is not as received stops ``--write`` before the first file: exit 1, path and line on standard error."""
    (copied / ARCHIVE).write_bytes((copied / ARCHIVE).read_bytes() + b"\n")
    (copied / "documents/reader.txt").unlink()
    before = tree(copied)
    assert main(["--sources", str(copied), "sources", "--write"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{ARCHIVE}:1: SHA-256 is ")
    assert err.endswith("[witness.hash]\n")
    assert tree(copied) == before


def test_the_map_of_broken_sources_is_an_error(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``map`` loads the Corpus first: what is wrong is on standard error, and nothing is printed as if it were a map."""
    (copied / "ledger.tsv").unlink()
    assert main(["--sources", str(copied), "map"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ledger.tsv:1: the file is missing")


def test_a_command_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, or with one that is unknown, the usage is shown and the exit status is that of a misuse."""
    for arguments in ([], ["texts"]):
        with pytest.raises(SystemExit) as raised:
            main(arguments)
        assert raised.value.code == 2
        assert "usage: python -m corpus" in capsys.readouterr().err
