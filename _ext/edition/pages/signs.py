"""The legend: every sign that a letter can bear, as it is shown, what it means and where it occurs; draws no letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docutils import nodes

from corpus.model import PAPERCLIP, Corpus, Correspondent, Embedded, Message, Span

from ..links import Page, Words
from ..render import dateline_in_words, flat, party_in_words
from .places import counted
from .table import numbers, table

#: The generated part that is the legend: whoever links to it asks which page has it.
LEGEND = "signs"
HEADS = ("Sign", "What it says")
WIDTHS = (40, 60)
#: Of a long bar as much is shown as a table has room for.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that a letter can bear: its first sample in a message, or none, and what it ``says``."""

    sample: Callable[[Message], Iterator[Words]]
    says: str


def bears_signs(message: Message) -> bool:
    """Whether anything in a letter is explained by the legend."""
    return any(next(sign.sample(message), None) is not None for sign in SIGNS)


def signs(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A row for each sign that the archive's letters bear, in the order of ``SIGNS``."""
    rows = []
    for sign in SIGNS:
        bearing = [message for message in corpus.messages.values() if next(sign.sample(message), None) is not None]
        if bearing:
            where = [Words(f" In {counted(len(bearing), 'letter')}, first "), *numbers(bearing[:1]), Words(".")]
            rows.append([[next(sign.sample(bearing[0]))], [Words(sign.says), *where]])
    legend = table(HEADS, WIDTHS, rows, LEGEND, page)
    legend["ids"] = [LEGEND]
    return [legend]


def _spans(message: Message) -> Iterator[Span]:
    for paragraph in message.paragraphs:
        yield from paragraph.spans


def _redactions(notation: str) -> Callable[[Message], Iterator[Words]]:
    def sample(message: Message) -> Iterator[Words]:
        for span in _spans(message):
            if span.kind == "redaction" and span.notation == notation:
                yield Words(span.text[:LONGEST], classes=f"redaction {notation}", label="redacted")

    return sample


def _parties(message: Message) -> Iterator[Correspondent]:
    for _, party in message.participants:
        yield party


def _hidden_party(message: Message) -> Iterator[Words]:
    for party in _parties(message):
        if party.redacted:
            yield party_in_words(party)[0]


def _inferred_party(message: Message) -> Iterator[Words]:
    for party in _parties(message):
        if party.evidence == "inferred":
            yield Words(f"{party.name} (inferred)", classes="person inferred")


def _imprecise(message: Message) -> Iterator[Words]:
    if message.header.sent.precision in ("day", "none"):
        yield dateline_in_words(message.header.sent)


def _transcriber(message: Message) -> Iterator[Words]:
    for span in _spans(message):
        if span.kind == "transcriber":
            yield Words(span.text, classes="transcriber")
    if message.header.remark:
        yield Words(message.header.remark, classes="transcriber")


def _lost(message: Message) -> Iterator[Words]:
    for block in flat(message.blocks):
        if block.kind == "lost":
            yield Words(block.paragraph.spans[0].text, classes="sign-lost")


def _embedded(message: Message) -> Iterator[Words]:
    for block in message.blocks:
        if isinstance(block, Embedded):
            yield Words(block.label or "A document inside the letter", classes="sign-embedded")


def _exhibit(message: Message) -> Iterator[Words]:
    if message.header.exhibit:
        yield Words(PAPERCLIP, classes="exhibit")


SIGNS = (
    Sign(_redactions("bars"), "Hidden in the disclosure; the bars are as long as the transcription prints them."),
    Sign(_redactions("angle"), "Hidden in the disclosure: a name, an address or a link; no length is printed."),
    Sign(_redactions("square"), "Hidden in the disclosure: a name, an address or a link; no length is printed."),
    Sign(_hidden_party, "A party of the header whose name is hidden."),
    Sign(_inferred_party, "The header names nobody here; the other party of the exchange is meant, as far as we see."),
    Sign(_imprecise, "The header prints less than a date with its time; no more is said than it prints."),
    Sign(_transcriber, "The transcriber’s hand: what stands for a lost link, picture or footnote, or a remark."),
    Sign(_lost, "An attachment or a document that stood here and is not in the transcription."),
    Sign(_embedded, "A document inside the letter; the line above it is ours, the text is the letter’s."),
    Sign(_exhibit, "Marks an exhibit, on headings too."),
)
