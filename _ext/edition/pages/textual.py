"""Textual notes and emendations: what was changed in the witnesses, and what we say of slips; changes nothing itself."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from corpus import text_of
from corpus.commentary import Locus
from corpus.emendation import encoding_repairs
from corpus.model import PAPERCLIP, Corpus, Emendation, Paragraph
from corpus.order import ARCHIVE

from .. import nodes as own
from ..links import Page, Words
from .places import Places, counted
from .sections import bullets, jumps, line, section
from .table import table

EMENDATIONS = ("Emendations", "emendations")
REPAIRS = ("Repairs of encoding", "encoding-repairs")
NOTES = ("Textual notes", "textual-notes")
UNCHANGED = "Nothing has been emended: but for the repair of encoding below, our texts read as their witnesses do."


def textual_notes(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Emendations, then the repairs that the plan of the archive's witness makes, then every note of the kind textual."""
    repairs = _repairs(corpus, page)
    parts = [(EMENDATIONS, _emendations(corpus, page)), (REPAIRS, repairs), (NOTES, _notes(corpus, page))]
    shown = [section(*place, *content) for place, content in parts if content]
    return [*jumps(page, [place for place, content in parts if content]), *shown]


def _emendations(corpus: Corpus, page: Page) -> list[nodes.Node]:
    if not corpus.emendations:
        return [line(page, [Words(UNCHANGED)])]
    items = [
        [
            [*_place(corpus, one), Words(": "), *_readings(one)],
            [Words(f"{one.kind}: ", classes="label"), Words(f"{one.reason} ({one.resp})")],
        ]
        for one in corpus.emendations
    ]
    return [line(page, [Words(f"{counted(len(items), 'emendation')}.")], "counts"), bullets(page, items, "emendations")]


def _readings(one: Emendation) -> list[Words]:
    reading, lemma = Words(one.reading, classes="reading"), Words(one.lemma, classes="lemma")
    return [Words("the witness reads “"), reading, Words("”, we read “"), lemma, Words("”.")]


def _place(corpus: Corpus, one: Emendation) -> list[Words]:
    """Where an emendation stands: in the book, as far as a paragraph has the line, and in the witness."""
    there = Words(f"{one.witness} line {one.line}, column {one.column}")
    for source, paragraph in _paragraphs(corpus, one.witness):
        if paragraph.line == one.line:
            locus = Places(corpus).locus(Locus(source, paragraph.number, one.line, 0, 0, ""))
            return [locus, Words(" ("), there, Words(")")]
    return [there]


def _paragraphs(corpus: Corpus, siglum: str) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of a witness, with the message or document that it stands in."""
    archive = corpus.archives.get(siglum)
    messages = {one.id: one.paragraphs for thread in (archive.threads if archive else ()) for one in thread.messages}
    documents = {key: one.paragraphs for key, one in corpus.documents.items() if one.witness.siglum == siglum}
    for key, paragraphs in (messages | documents).items():
        for paragraph in paragraphs:
            yield key, paragraph


def _repairs(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """What the archive's plan made of which garbled characters, and how often; nothing where its text came whole."""
    plan = corpus.witnesses[ARCHIVE].plan
    if len(plan) != 2:
        return []
    (_, garble), (_, code) = plan
    repaired = text_of(corpus)
    received = repaired.encode(code).decode(garble)
    runs = list(encoding_repairs(ARCHIVE, received, repaired, garble))
    count = Counter(character for run in runs for character in run.lemma)
    rows = [
        [
            [
                Words(character, classes="lemma exhibit" if character == PAPERCLIP else "lemma"),
                Words(f" {unicodedata.name(character, 'without a name').lower()}"),
            ],
            [Words(_printable(character.encode(code).decode(garble)), classes="reading")],
            [Words(f"{times:,}")],
        ]
        for character, times in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    lines = len({run.line for run in runs})
    said = (
        f"{count.total():,} characters on {counted(lines, 'line')} of the archive came garbled and "
        "were repaired by one plan for the whole text, which undone gives the witness back."
    )
    return [line(page, [Words(said)]), table(("We read", "The witness reads", "Times"), (50, 30, 20), rows, "repairs", page)]


def _printable(text: str) -> str:
    """Characters that no font has are named by their code points."""
    return "".join(one if one.isprintable() and one.strip() else f"‹U+{ord(one):04X}›" for one in text)


def _notes(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Each with its place and words; for what it says stands a node, which whoever shows the page replaces."""
    places = Places(corpus)
    found = [note for note in page.domain.notes() if note.kind == "textual"]
    rank = {id: at for at, id in enumerate(corpus.messages)}
    items = []
    for note in sorted(found, key=lambda note: (rank[note.message], note.paragraph, note.start)):
        at = Locus(note.message, note.paragraph, 0, note.start, note.start + len(note.words), note.words)
        place = f"{note.docname}#{note.anchor}"
        back = [] if page.on_paper else page.show(Words(" ("), Words("note", "page", place), Words(")"))
        said = nodes.paragraph("", "", own.about(entry=place), *back)
        items.append([line(page, [places.locus(at), Words(", "), places.words(at)]), said])
    if not items:
        return [line(page, [Words("No note of ours is on the text itself.")])]
    listed = nodes.bullet_list("", *(nodes.list_item("", *item) for item in items), bullet="*", classes=["textual-notes"])
    return [line(page, [Words(f"{counted(len(items), 'note')}.")], "counts"), listed]
