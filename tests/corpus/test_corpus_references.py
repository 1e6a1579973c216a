"""References from letter to letter and to what the archive lacks: each row is one, at its own words, in the archive's order."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from corpus.model import Person
from corpus.reference import KINDS, MISSING

from .test_corpus_mentions import table

REFERENCES = "apparatus/references.tsv"


def test_every_row_is_one_reference_in_the_order_of_the_archive(corpus: Corpus, sources: Path, archive: str) -> None:
    """No row is lost: each stands at its words in the witness, with its target, kind and note; lines of the witness ascend."""
    lines = archive.split("\n")
    references = corpus.apparatus.references
    rows = [row for _, row in table(sources / REFERENCES)[1]]
    shown = [
        {
            "message": r.at.source,
            "paragraph": str(r.at.paragraph),
            "words": r.at.text,
            "to": r.to or "",
            "kind": r.kind,
            "note": r.note,
        }
        for r in references
    ]
    for row in rows:
        del row["nth"]
    assert sorted(map(str, shown)) == sorted(map(str, rows))
    assert len(references) > 100
    for reference in references:
        at = reference.at
        assert lines[at.line - 1][at.start : at.end] == at.text
    places = [(reference.at.line, reference.at.start) for reference in references]
    assert places == sorted(places)


def test_a_reference_to_a_letter_leads_to_one_that_is_there(corpus: Corpus, sources: Path) -> None:
    """Targets are letters of the ledger and paragraphs that they have; each kind goes with having a target, or with none."""
    ids = [line.split("\t")[1] for line in (sources / "ledger.tsv").read_text(encoding="utf-8").split("\n") if line[:1].isdigit()]
    for reference in corpus.apparatus.references:
        if reference.to is None:
            assert reference.kind in MISSING
            continue
        target, _, number = reference.to.partition(" ¶")
        assert reference.kind in KINDS
        assert target in ids
        body = [line for line in corpus.messages[target].body.split("\n") if line.strip()]
        assert not number or 1 <= int(number) <= len(body)
        assert (target, number) != (reference.at.source, str(reference.at.paragraph))


def test_a_reference_looks_back_but_where_it_announces(corpus: Corpus) -> None:
    """What words answer, quote, forward, recall or continue is an earlier letter, or another place of the same one."""
    order = list(corpus.messages)
    for reference in corpus.apparatus.references:
        if reference.to and reference.kind != "announces":
            target = reference.to.split(" ")[0]
            assert order.index(target) <= order.index(reference.at.source), reference


@pytest.mark.parametrize("kind", ["quotes", "forwards"])
def test_words_that_quote_or_forward_have_their_letter(kind: str, corpus: Corpus) -> None:
    """Every kind that only a letter can be the target of is used with one, by somebody of the register."""
    some = [reference for reference in corpus.apparatus.references if reference.kind == kind]
    for reference in some:
        assert reference.to
        for party in corpus.messages[reference.to.split(" ")[0]].header.sender:
            assert party.redacted or isinstance(corpus.register[party.person or ""], Person)


def test_notes_say_something_in_whole_sentences(corpus: Corpus) -> None:
    """A note is plain words: at least one sentence, without markup, tabs or quotation marks."""
    for reference in corpus.apparatus.references:
        assert reference.note.strip() == reference.note
        assert reference.note.endswith((".", ")"))
        assert not set(reference.note) & set('`*_{}"“”')
