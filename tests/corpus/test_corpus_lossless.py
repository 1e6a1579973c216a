"""Nothing is lost: from the witness's bytes to the cleaned files, to the Corpus, and all the way back."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import ftfy
import pytest

from corpus import Corpus, text_of
from corpus.emendation import apply, encoding_repairs, undo
from corpus.repair import files_of, repair, spoil

OURS = "—–’“”📎█≤"
ARCHIVE, OTHERS = "L", ("R", "P", "B", "M")


@pytest.fixture(scope="module")
def manifest(sources: Path) -> dict[str, Any]:
    """The manifest as TOML, read without the edition's code."""
    return tomllib.loads((sources / "witnesses" / "manifest.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def witness_bytes(sources: Path, manifest: dict[str, Any]) -> dict[str, bytes]:
    """Every witness as received, by its siglum."""
    return {siglum: (sources / "witnesses" / entry["file"]).read_bytes() for siglum, entry in manifest.items()}


def test_the_five_witnesses_stand_as_received(manifest: dict[str, Any], witness_bytes: dict[str, bytes], sources: Path) -> None:
    """Each file has the hash the manifest gives, and no other file stands beside them."""
    assert set(manifest) == {ARCHIVE, *OTHERS}
    assert {siglum: hashlib.sha256(data).hexdigest() for siglum, data in witness_bytes.items()} == {
        siglum: entry["sha256"] for siglum, entry in manifest.items()
    }
    there = {path.name for path in (sources / "witnesses").iterdir()}
    assert there == {"manifest.toml", *(entry["file"] for entry in manifest.values())}


def test_witnesses_are_listed_in_the_order_received(manifest: dict[str, Any], witness_bytes: dict[str, bytes]) -> None:
    """The documents were received with a number in their names: the manifest keeps it and its order."""
    assert [entry["file"][:4] for entry in manifest.values()] == [f"{number:03}_" for number in range(len(witness_bytes))]


def test_the_manifest_is_in_the_corpus_as_it_is_written(corpus: Corpus, manifest: dict[str, Any]) -> None:
    """Siglum, title, author, date and how it is known, address, hash, plan and rights are all there, and none is blank."""
    for siglum, entry in manifest.items():
        witness = corpus.witnesses[siglum]
        assert {key: getattr(witness, key) for key in entry if key != "plan"} == {k: v for k, v in entry.items() if k != "plan"}
        assert [list(step) for step in witness.plan] == entry["plan"]
        assert all(value.strip() for key, value in entry.items() if key != "plan")
    assert list(corpus.witnesses) == list(manifest)


def test_the_recorded_plan_is_what_ftfy_finds_on_the_whole_text(corpus: Corpus, received: str, archive: str) -> None:
    """The plan was found by ftfy and not made up: asked again, it gives the same plan and the same text."""
    found = ftfy.fix_encoding_and_explain(received)
    assert found.explanation is not None
    assert tuple((step.action, step.parameter) for step in found.explanation) == corpus.witnesses[ARCHIVE].plan
    assert found.text == archive


@pytest.mark.parametrize("siglum", OTHERS)
def test_the_other_witnesses_need_no_repair(siglum: str, corpus: Corpus, sources: Path, witness_bytes: dict[str, bytes]) -> None:
    """Their plan is empty, ftfy finds nothing to repair either, and their text is their bytes."""
    witness = corpus.witnesses[siglum]
    text = witness_bytes[siglum].decode("utf-8")
    assert witness.plan == ()
    assert ftfy.fix_encoding_and_explain(text).explanation == []
    assert repair(witness, files_of(sources, witness)[""]) == text
    assert spoil(witness, text) == witness_bytes[siglum]


def test_the_corpus_writes_the_archive_back(corpus: Corpus, archive: str, witness_bytes: dict[str, bytes]) -> None:
    """What the Corpus prints is the repaired text, character by character, and with the repair undone the bytes as received."""
    assert text_of(corpus) == archive
    assert spoil(corpus.witnesses[ARCHIVE], text_of(corpus)) == witness_bytes[ARCHIVE]


def test_the_repair_is_the_inverse_of_the_damage(corpus: Corpus, archive: str, witness_bytes: dict[str, bytes]) -> None:
    """Repaired and spoiled again, the witness is what it was; and the repair is the one that Python's codecs give."""
    witness = corpus.witnesses[ARCHIVE]
    assert repair(witness, witness_bytes[ARCHIVE]) == archive
    assert spoil(witness, archive) == witness_bytes[ARCHIVE]


def test_no_mojibake_is_left(corpus: Corpus) -> None:
    """Beyond ASCII the text has dashes, curly quotation marks, paperclips, bars and one ≤, and nothing of what broke them."""
    text = text_of(corpus)
    assert {character for character in text if ord(character) > 127} == set(OURS)
    for broken in ("\uf8ff", "‚Ä", "â€", "Ã", "ü", "ñ", "î", "ì", "â", "�"):
        assert broken not in text
    assert {character for character in text if ord(character) < 32} == {"\n"}


@pytest.mark.parametrize("character", OURS)
def test_a_character_occurs_as_often_as_its_garbled_bytes(character: str, corpus: Corpus, received: str) -> None:
    """No curly quotation mark is flattened and no dash is changed: each was in the witness, in its garbled form, as often."""
    garbled = character.encode("utf-8").decode("mac_roman")
    assert received.count(garbled) == text_of(corpus).count(character) > 0


@pytest.mark.parametrize("character", ["'", '"', "-", " ", "  ", "\n", "...", "\t", "\xa0"])
def test_what_was_not_garbled_is_as_it_was(character: str, corpus: Corpus, received: str) -> None:
    """Straight quotation marks, hyphens, single and double blanks, line ends: as many as received, on the lines they were."""
    before, after = received.split("\n"), text_of(corpus).split("\n")
    assert [line.count(character) for line in before] == [line.count(character) for line in after]


def test_the_repairs_can_be_listed_and_each_undone(corpus: Corpus, received: str, archive: str) -> None:
    """As emendations, the repairs make the repaired text out of the received one, and undone give it back."""
    repairs = list(encoding_repairs(ARCHIVE, received, archive, "mac_roman"))
    assert sum(len(one.lemma) for one in repairs) == sum(archive.count(character) for character in OURS)
    assert apply(received, repairs) == archive
    assert undo(archive, repairs) == received


def test_the_thread_files_and_their_separators_give_the_archive(sources: Path, archive: str) -> None:
    """Front matter and threads in their recorded order, each with its separator, are the repaired text and nothing else."""
    folder = sources / "threads"
    with (folder / "order.tsv").open(encoding="utf-8", newline="") as file:
        order = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    paths = [folder / "00-front-matter.txt", *(folder / f"{int(row['number']):02}-{row['id']}.txt" for row in order)]
    separators = ["", *(json.loads(row["separator"]) for row in order)]
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    assert "".join(text + separator for text, separator in zip(texts, separators, strict=True)) == archive
    assert {path.name for path in folder.iterdir()} == {"order.tsv", *(path.name for path in paths)}
    assert {separator.strip() for separator in separators} == {""}
    assert [text for text in texts[1:] if not text.startswith(("Subject: ", "iMessage"))] == []


@pytest.mark.parametrize("siglum", OTHERS)
def test_a_document_without_its_numbers_is_its_witness(
    siglum: str, corpus: Corpus, sources: Path, witness_bytes: dict[str, bytes]
) -> None:
    """Strip the numbers and the bytes as received remain; every line with text has one, and they run from 1."""
    key = corpus.witnesses[siglum].key
    numbered = (sources / "documents" / f"{key}.txt").read_bytes().decode("utf-8")
    lines = numbered.split("\n")
    assert "\n".join(re.sub(r"^\d+\t", "", line) for line in lines).encode("utf-8") == witness_bytes[siglum]
    filled = [line for line in lines if line.strip()]
    assert [line.split("\t")[0] for line in filled] == [str(number) for number in range(1, len(filled) + 1)]


@pytest.mark.parametrize("siglum", OTHERS)
def test_a_document_is_in_the_corpus_line_by_line(siglum: str, corpus: Corpus, witness_bytes: dict[str, bytes]) -> None:
    """Its paragraphs are the lines of its witness that have text, verbatim, each with its number and its line."""
    document = corpus.documents[corpus.witnesses[siglum].key]
    lines = witness_bytes[siglum].decode("utf-8").split("\n")
    filled = [(at, line) for at, line in enumerate(lines, 1) if line.strip()]
    assert [(paragraph.line, paragraph.text) for paragraph in document.paragraphs] == filled
    assert [paragraph.number for paragraph in document.paragraphs] == list(range(1, len(filled) + 1))
    assert document.witness.siglum == siglum


def test_every_document_but_the_archive_can_be_quoted(corpus: Corpus) -> None:
    """The Corpus holds four documents, by their keys."""
    assert sorted(corpus.documents) == sorted(corpus.witnesses[siglum].key for siglum in OTHERS)


def test_bodies_are_the_lines_of_the_witness(corpus: Corpus, archive: str) -> None:
    """Each body, and each paragraph of it, stands in the witness where the Corpus says, verbatim."""
    lines = archive.split("\n")
    for message in corpus.messages.values():
        first, last = message.lines
        assert lines[first - 1] == message.header.text
        assert lines[first] == ""
        assert message.body == "\n".join(lines[first + 1 : last])
        filled = [(at, lines[at - 1]) for at in range(first + 1, last + 1) if lines[at - 1].strip()]
        assert [(paragraph.line, paragraph.text) for paragraph in message.paragraphs] == filled
        assert [paragraph.number for paragraph in message.paragraphs] == list(range(1, len(filled) + 1))


def test_spans_and_indentation_join_to_the_paragraph(corpus: Corpus) -> None:
    """In every paragraph of every letter and document, indentation and spans are its text, without a character added."""
    letters = [paragraph for message in corpus.messages.values() for paragraph in message.paragraphs]
    others = [paragraph for document in corpus.documents.values() for paragraph in document.paragraphs]
    assert len(letters) > 300
    for paragraph in (*letters, *others):
        assert " " * paragraph.indent + "".join(span.text for span in paragraph.spans) == paragraph.text


def test_blocks_hold_every_paragraph_once_and_in_order(corpus: Corpus) -> None:
    """Restored layout neither drops, repeats nor moves a paragraph, within embedded documents or without."""
    for message in corpus.messages.values():
        held = [
            block.paragraph for part in message.blocks for block in (part.blocks if not hasattr(part, "paragraph") else (part,))
        ]
        assert tuple(held) == message.paragraphs
