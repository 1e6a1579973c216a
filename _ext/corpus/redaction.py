"""Redactions: every mark of the disclosure that hides something, in headers and bodies; never says what is under one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .model import BAR, Message, Notation, Paragraph

Extent = Literal["party", "words", "passage", "paragraph"]


@dataclass(frozen=True, slots=True)
class Redaction:
    """One mark: its letter, its paragraph (None in a header), its line in the witness, as printed, and what it takes away.

    ``extent`` is what the mark stands for as far as it can be seen: a party of the header, a whole paragraph, a passage
    (bars) or words (a mark of one length for everything) within one.
    """

    message: str
    paragraph: int | None
    line: int
    text: str
    notation: Notation
    extent: Extent

    @property
    def length(self) -> int | None:
        """Printed length in characters: bars have one, the other marks are always the same."""
        return len(self.text) if self.notation == "bars" else None


def redactions(messages: Iterable[Message]) -> tuple[Redaction, ...]:
    """Every redaction in the archive's order: of each letter those of its header, then those of its paragraphs."""
    return tuple(one for message in messages for one in (*_in_header(message), *_in_body(message)))


def _in_header(message: Message) -> Iterator[Redaction]:
    header = message.header
    parties = [(message.lines[0], party) for party in (*header.sender, *header.to, *header.cc, *header.fw)]
    parties += [(act.line, party) for act in message.forwarded for party in (act.by, *act.to)]
    for line, party in parties:
        if party.redacted:
            yield Redaction(message.id, None, line, party.as_printed, _notation(party.as_printed), "party")


def _in_body(message: Message) -> Iterator[Redaction]:
    for paragraph in message.paragraphs:
        whole = _hidden(paragraph)
        for span in paragraph.spans:
            if span.kind == "redaction" and span.notation is not None:
                within: Extent = "passage" if span.notation == "bars" else "words"
                extent: Extent = "paragraph" if whole else within
                yield Redaction(message.id, paragraph.number, paragraph.line, span.text, span.notation, extent)


def _hidden(paragraph: Paragraph) -> bool:
    """Whether nothing but redactions, and blanks between them, is left of a paragraph."""
    return all(span.kind == "redaction" or not span.text.strip() for span in paragraph.spans)


def _notation(printed: str) -> Notation:
    if BAR in printed:
        return "bars"
    return "angle" if printed.startswith("<") else "square"
