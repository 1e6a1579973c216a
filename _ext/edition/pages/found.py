"""A letter as one item of a list that a tool filters: header, date, place, opening words; decides nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from corpus.model import BAR, Correspondent, Message
from corpus.quotation import OMISSION

from ..links import Page, Words
from ..render import dateline_in_words, party_in_words
from .places import counted

KINDS = {"email": "email", "imessage": "iMessage"}
#: How much of a letter opens its item, in characters.
OPENING = 150
_BARS = re.compile(f"{BAR}+")


def found(message: Message, title: str, redactions: int, page: Page) -> str:
    """The item of one letter, as HTML; ``title`` is that of its thread. Names lead nowhere: an item has two links."""
    number = Words(f"no. {message.number}", "msg", message.id, classes="message-number")
    facts = [Words(" · "), Words(title, classes="found-thread"), Words(f" · {KINDS[message.medium]}")]
    facts += [Words(f" · {counted(redactions, 'redaction')}")] if redactions else []
    address = page.builder.get_relative_uri(page.docname, f"letters/{message.id}")
    letter = f'<a href="{escape(address)}" aria-label="Letter page of no. {message.number}">letter page</a>'
    return (
        f'<li data-letter="{message.id}"><p class="found-header">{page.markup(number, Words(" "), *_who(message))}</p>'
        f'<p class="found-facts">{page.markup(dateline_in_words(message.header.sent), *facts)} · {letter}</p>'
        f'<p class="found-words">{words_of(opening(message))}</p></li>\n'
    )


def opening(message: Message) -> str:
    """The first words of a letter's text, its salutation included, cut at a blank; the cut is marked."""
    text = " ".join(paragraph.text.strip() for paragraph in message.paragraphs)
    if len(text) <= OPENING:
        return text
    cut = text[:OPENING]
    return f"{cut.rpartition(' ')[0] or cut} {OMISSION}"


def words_of(text: str) -> str:
    """Words of a letter as HTML; bars have a name for those who hear them."""
    return _BARS.sub(_bars, escape(text, quote=False))


def _bars(bars: re.Match[str]) -> str:
    label = f"redacted, {len(bars[0])} characters"
    return f'<span class="redaction bars" role="img" aria-label="{label}">{bars[0]}</span>'


def _who(message: Message) -> list[Words]:
    """Everybody whom the header names, in its order, by role."""
    header = message.header
    line = [*_parties(header.sender), *([Words(" to ", classes="to"), *_parties(header.to)] if header.to else [])]
    line += [Words("; copy to "), *_parties(header.cc)] if header.cc else []
    line += [Words("; forwarded to "), *_parties(header.fw)] if header.fw else []
    for act in message.forwarded:
        line += [Words("; forwarded by "), *_parties((act.by,)), Words(" to "), *_parties(act.to)]
    return line


def _parties(parties: tuple[Correspondent, ...]) -> list[Words]:
    shown: list[Words] = []
    for at, party in enumerate(parties):
        shown += [Words(", ")] if at else []
        shown += [replace(words, kind="", target="") for words in party_in_words(party)]
    return shown
