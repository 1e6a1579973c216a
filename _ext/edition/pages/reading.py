"""The log of reading: what was found in each letter, paragraph by paragraph, or why it needs no note; finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from corpus.commentary import Mention, Reference, Term
from corpus.model import Corpus, Message, Paragraph
from corpus.reading import sums_in

from ..links import Page, Words, kind_of
from .places import counted, listed, quoted
from .quotations import heading
from .sections import line

if TYPE_CHECKING:
    from ..domain import Noted


def reading_log(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A definition list of all letters by number: why one has no note, and a line for each paragraph with what it has."""
    notes = _by_message(page.domain.notes())
    allusions: dict[str, list[Reference]] = {}
    for reference in corpus.apparatus.references:
        allusions.setdefault(reference.at.source, []).append(reference)
    shown = nodes.definition_list(classes=["reading-log"])
    for id, message in corpus.messages.items():
        term = nodes.term("", "", *page.show(*heading(corpus, id)))
        log = _Letter(corpus, message, notes.get(id, []), allusions.get(id, []))
        shown += nodes.definition_list_item("", term, nodes.definition("", *log.lines(page)))
    return [line(page, [Words(_counts(corpus, notes))], "counts"), shown]


def _by_message(notes: Iterable[Noted]) -> dict[str, list[Noted]]:
    found: dict[str, list[Noted]] = {}
    for note in notes:
        found.setdefault(note.message, []).append(note)
    return found


def _counts(corpus: Corpus, notes: Mapping[str, Sequence[Noted]]) -> str:
    apparatus = corpus.apparatus
    named = sum(map(len, apparatus.mentions.values()))
    sums = sum(len(sums_in(paragraph)) for message in corpus.messages.values() for paragraph in message.paragraphs)
    found = [
        counted(named, "name or term", "names and terms"),
        counted(sums, "sum"),
        counted(len(apparatus.references), "allusion"),
    ]
    noted = f"{counted(sum(map(len, notes.values())), 'note')} on {counted(len(notes), 'letter')}"
    without = sum(id not in notes for id in apparatus.unannotated)
    reasons = f"{counted(without, 'letter')} without a note, each with the reason"
    return f"Read: {counted(len(corpus.messages), 'letter')}. {noted}; {reasons}. Found besides: {', '.join(found)}."


class _Letter:
    """What was found in one letter."""

    def __init__(self, corpus: Corpus, message: Message, notes: Sequence[Noted], allusions: Sequence[Reference]) -> None:
        self.corpus = corpus
        self.message = message
        self.notes = notes
        self.allusions = allusions
        self.mentions = corpus.apparatus.mentions.get(message.id, ())

    def lines(self, page: Page) -> Iterator[nodes.paragraph]:
        """The reason why there is no note, if one is given, then the paragraphs with anything in them."""
        reason = self.corpus.apparatus.unannotated.get(self.message.id)
        if reason is not None:
            yield line(page, [Words("No note: ", classes="label"), Words(f"{reason.rstrip('.')}.")])
        for paragraph in self.message.paragraphs:
            found = [(label, parts) for label, parts in self._found(paragraph) if parts]
            if found:
                place = f"{self.message.id} ¶{paragraph.number}"
                shown = [[Words(f"{label}: ", classes="label"), *listed(parts, ", ")] for label, parts in found]
                locus = Words(f"¶{paragraph.number}", "msg", place, classes="place")
                yield line(page, [locus, Words(" "), *listed(shown, "; ")])
        if reason is None and not self.notes:
            yield line(page, [Words("No note, and no reason given.")])

    def _found(self, paragraph: Paragraph) -> Iterator[tuple[str, list[list[Words]]]]:
        notes = [note for note in self.notes if note.paragraph == paragraph.number]
        notes.sort(key=lambda note: note.start)
        mentions = [mention for mention in self.mentions if mention.at.paragraph == paragraph.number]
        terms = [mention for mention in mentions if self._is_term(mention)]
        yield "notes", [_note(note, f" ({note.kind})") for note in notes if note.kind != "textual"]
        yield "slips", [_note(note) for note in notes if note.kind == "textual"]
        yield "names", self._names([mention for mention in mentions if not self._is_term(mention)])
        yield "terms", self._names(terms)
        yield "sums", [[Words(amount)] for amount in sums_in(paragraph)]
        yield "allusions", [self._allusion(one) for one in self.allusions if one.at.paragraph == paragraph.number]

    def _is_term(self, mention: Mention) -> bool:
        return mention.entry is not None and isinstance(self.corpus.register[mention.entry], Term)

    def _names(self, mentions: Sequence[Mention]) -> list[list[Words]]:
        """Each form with its entry once, however often the paragraph prints it."""
        shown = []
        for entry, text in dict.fromkeys((mention.entry, mention.at.text) for mention in mentions):
            if entry is None:
                shown.append([Words(f"{text} (not identified)")])
                continue
            named = self.corpus.register[entry]
            link = Words(text, kind_of(named), entry)
            shown.append([link] if text == named.name else [link, Words(f" ({named.name})")])
        return shown

    def _allusion(self, reference: Reference) -> list[Words]:
        words = Words(quoted(reference.at.text))
        if reference.to is None:
            return [words, Words(f" ({reference.kind}, not in the archive)")]
        id, _, paragraph = reference.to.partition(" ¶")
        number = f"no. {self.corpus.messages[id].number}" + (f" ¶{paragraph}" if paragraph else "")
        return [words, Words(f" ({reference.kind} "), Words(number, "msg", reference.to, classes="place"), Words(")")]


def _note(note: Noted, kind: str = "") -> list[Words]:
    return [Words(quoted(note.words), "page", f"{note.docname}#{note.anchor}"), Words(kind)]
