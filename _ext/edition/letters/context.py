"""What stands around a letter on its page: its place in the witness, who quotes and discusses it; makes lines of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from corpus.model import Message

from ..links import Words, kind_of
from ..pages.places import iso_in_words, listed
from ..pages.signs import LEGEND, bears_signs
from ..render import number_in_words
from .neighbours import Steps

if TYPE_CHECKING:
    from ..domain import EditionDomain

#: Something about a letter: what it is, and the lines that say it.
Fact = tuple[str, list[list[Words]]]
#: The part of the book that shows where each line of the witness went.
MAP = "source-map"
#: Of a longer quotation the beginning is shown.
LONGEST = 80


class Discussion:
    """What the book's prose says of letters, gathered once for all of them."""

    def __init__(self, domain: EditionDomain) -> None:
        self.domain = domain
        parts = {part: docname for docname, part in domain.said("generated")}
        self.map, self.legend = parts.get(MAP, ""), parts.get(LEGEND, "")
        notes = {(note.docname, note.anchor): note.message for note in domain.notes()}
        self.quoted: dict[str, list[tuple[int, str, str, str]]] = {}
        self.cited: dict[str, list[tuple[str, str, str]]] = {}
        for one in domain.quotations():
            self.quoted.setdefault(one.source, []).append((one.paragraph, one.words, one.docname, one.anchor))
        for docname, id, anchor in domain.said("cited"):
            place = (docname, anchor, notes.get((docname, anchor), ""))
            if place[2] != id and place not in self.cited.setdefault(id, []):
                self.cited[id].append(place)

    def of(self, id: str) -> tuple[Any, ...]:
        """Everything of it that a letter's page shows, to tell whether it has changed."""
        return self.quoted.get(id, []), self.cited.get(id, [])

    def facts(self, id: str) -> Iterator[Fact]:
        """Where our prose quotes the letter, and where it names it."""
        quoted: dict[tuple[int, str], list[list[Words]]] = {}
        for paragraph, words, docname, anchor in sorted(self.quoted.get(id, []), key=lambda one: one[0]):
            quoted.setdefault((paragraph, words), []).append(self._passage(docname, anchor, ""))
        if quoted:
            yield "Quoted", [[*_quoted(*one), *listed(places, ", ")] for one, places in quoted.items()]
        cited = [self._passage(*one) for one in self.cited.get(id, [])]
        if cited:
            yield "Discussed", [list(listed(cited, ", "))]

    def _passage(self, docname: str, anchor: str, note: str) -> list[Words]:
        shown = [Words(self.title(docname), "page", f"{docname}#{anchor}")]
        if note:
            shown.append(Words(f" (note on no. {self.domain.corpus.messages[note].number})"))
        return shown

    def title(self, docname: str) -> str:
        """The title of a page."""
        return self.domain.env.titles[docname].astext()


def _quoted(paragraph: int, words: str) -> list[Words]:
    text = " ".join(words.split())
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return [Words(f"¶{paragraph} “"), Words(text, classes="quoted"), Words("” in ")]


def facts(message: Message, discussion: Discussion) -> Iterator[Fact]:
    """Where a letter stands: in the book, in its thread, in the witness; when, where its date can be narrowed; whom it names."""
    domain = discussion.domain
    corpus = domain.corpus
    home = domain.place("message", message.id)
    if home is not None:
        yield "Chapter", [[Words(domain.env.titles[home.docname].astext(), "page", f"{home.docname}#{home.anchor}")]]
    yield "Thread", [[Words(corpus.by_thread[message.thread].title, "thread", message.thread, classes="thread")]]
    witness = corpus.witnesses[corpus.by_thread[message.thread].witness]
    first, last = message.lines
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    yield (
        "Witness",
        [[Words(f"{witness.siglum} ({witness.title}), "), Words(lines, "page" if discussion.map else "", discussion.map)]],
    )
    interval = corpus.apparatus.intervals.get(message.id)
    if interval is not None:
        bounds = (("after ", interval.after), ("before ", interval.before))
        when = " and ".join(f"{word}{iso_in_words(bound)}" for word, bound in bounds if bound)
        yield "Sent", [[Words(f"{when}. {interval.reason}" if when else interval.reason)]]
    if bears_signs(message) and discussion.legend:
        leading = Words(discussion.title(discussion.legend), "page", f"{discussion.legend}#{LEGEND}")
        yield "Signs", [[Words("explained in "), leading]]
    named = dict.fromkeys(one.entry for one in corpus.apparatus.mentions.get(message.id, ()) if one.entry)
    entries = [corpus.register[id] for id in named]
    if entries:
        yield "Names", [list(listed([[Words(entry.name, kind_of(entry), entry.id)] for entry in entries], ", "))]


def step(message: Message | None, before: bool) -> list[Words]:
    """A letter as the end of a step: ``← no. 3``."""
    if message is None:
        return []
    number = number_in_words(message, "no. ")
    return [Words("← "), number] if before else [number, Words(" →")]


def steps(ways: Iterable[Steps]) -> Iterator[Fact]:
    """Each way of reading on, with the letters before and after."""
    for way in ways:
        ends = [one for one in (step(way.before, before=True), step(way.after, before=False)) if one]
        if ends:
            yield way.label, [list(listed(ends, " · "))]
