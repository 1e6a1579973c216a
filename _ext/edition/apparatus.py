"""Notes put on their words, and the index entries of a letter; knows no grammar of headers or bodies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from corpus.model import Corpus, Message

from . import nodes as own
from .citing import difference
from .links import message_anchor
from .notices import Code, line_near, warn
from .render import Anchored

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .directives import MessageDirective


def anchor_notes(directive: MessageDirective, message: Message, notes: Sequence[own.annotation]) -> own.message_notes | None:
    """The notes as footnotes in the order of their words; ``places`` and ``marks`` say where each mark will stand."""
    placed = []
    for note in notes:
        place = _place_of(note, message, directive)
        if place is not None:
            placed.append((place, note))
    if not placed:
        return None
    marks = own.apparatus()
    container = own.message_notes("", marks)
    container["places"] = []
    for at, ((paragraph, start), note) in enumerate(sorted(placed, key=lambda pair: pair[0]), 1):
        mark, footnote = _footnote(directive, message, note, at)
        container["places"].append((paragraph, start, start + len(note["words"])))
        marks += mark
        container += footnote
        passage = (message.id, paragraph, start, str(note["words"]), str(note["kind"]), footnote["ids"][0], footnote.astext())
        directive.edition.say("notes", directive.env.docname, *passage)
    return container


def anchored_marks(container: own.message_notes, beside: bool) -> list[Anchored]:
    """Take the marks out of a message's notes, each with its place; ``beside`` also the notes, to stand at their paragraphs."""
    marks = list(container[0].children)
    container.pop(0)
    notes: list[nodes.Node | None] = [None] * len(marks)
    if beside:
        notes = list(container.children)
        container.parent.remove(container)
    places = zip(container["places"], marks, notes, strict=True)
    return [Anchored(paragraph, start, end, own.apparatus("", "", mark), note) for (paragraph, start, end), mark, note in places]


def index_entries(message: Message, corpus: Corpus) -> addnodes.index:
    """Entries of the printed index: each person of the header with the role it has there, and all that is named."""
    anchor = message_anchor(message.id)
    entries = []
    for role, party in message.participants:
        if party.person is not None:
            label = {"from": "sent", "to": "received", "cc": "copied", "fw": "forwarded to"}.get(role, role)
            entries.append(("single", f"{corpus.register[party.person].sort}; {label}", anchor, "", None))
    for mention in corpus.apparatus.mentions.get(message.id, ()):
        if mention.entry is not None:
            entries.append(("single", f"{corpus.register[mention.entry].sort}; named", anchor, "", None))
    return addnodes.index(entries=sorted(set(entries)), inline=False)


def annotation_line(env: BuildEnvironment, note: own.annotation) -> int:
    """The line of a note's own fence."""
    return line_near(Path(env.doc2path(env.docname)), note.line or 1, "{annotation} " + note["words"])


def _place_of(note: own.annotation, message: Message, directive: MessageDirective) -> tuple[int, int] | None:
    words, nth = str(note["words"]), int(note["nth"])
    places = [(p.number, at) for p in message.paragraphs for at in _starts(words, p.text)]
    if places and nth <= len(places) and (nth or len(places) == 1):
        return places[max(nth, 1) - 1]
    where = (directive.env.docname, annotation_line(directive.env, note))
    if not places:
        warn(Code.NOTE_NOT_FOUND, f"{words!r} does not occur in {message.id!r}", where, difference(words, message.paragraphs))
    elif nth:
        warn(
            Code.NOTE_NOT_FOUND,
            f"{words!r} occurs {len(places)} times in {message.id!r}, not {nth}",
            where,
            f"choose :nth: from 1 to {len(places)}",
        )
    else:
        listed = ", ".join(f"¶{paragraph}" for paragraph, _ in places)
        warn(
            Code.NOTE_AMBIGUOUS,
            f"{words!r} occurs {len(places)} times in {message.id!r}: {listed}",
            where,
            "use more words, or pick one with :nth:",
        )
    return None


def _starts(words: str, text: str) -> list[int]:
    """Every place where the words begin, even within an earlier one."""
    starts = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _footnote(directive: MessageDirective, message: Message, note: own.annotation, at: int) -> tuple[nodes.Node, nodes.footnote]:
    """An auto-numbered footnote and its mark, as docutils itself makes them."""
    document = directive.state.document
    name = f"note-{message.id}-{at}"
    reference = nodes.footnote_reference("", refname=name, auto=1)
    footnote = nodes.footnote("", *note.children, names=[name], auto=1, classes=["annotation"])
    footnote.source, footnote.line = note.source, note.line
    document.note_autofootnote_ref(reference)
    document.note_footnote_ref(reference)
    document.note_autofootnote(footnote)
    document.note_explicit_target(footnote, footnote)
    return reference, footnote
