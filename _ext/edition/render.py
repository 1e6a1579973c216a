"""Letters as document nodes: the Corpus's own blocks and spans, never parsed text; knows no book and no other page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes

from corpus.commentary import Mention
from corpus.dates import MONTHS
from corpus.model import PAPERCLIP, Block, Corpus, Correspondent, Dateline, Embedded, Message, Paragraph, Span
from corpus.structure import has_printed_marker

from . import nodes as own
from .links import Page, Words


@dataclass(frozen=True, slots=True)
class Anchored:
    """Characters ``start`` to ``end`` of one paragraph that a note is on, with its ``mark``, or that name an ``entry``.

    ``beside`` is the note itself where it stands at its paragraph.
    """

    paragraph: int
    start: int
    end: int
    mark: nodes.Node | None = None
    beside: nodes.Node | None = None
    entry: str | None = None


def render_message(message: Message, page: Page, anchored: Sequence[Anchored] = ()) -> list[nodes.Node]:
    """The header (parties, date, as printed) and the body of a message; ids, numbers and text are the Corpus's."""
    named = [*map(_link, page.mentions(message.id))]
    return [_header(message, page), own.message_body("", *render_blocks(message, message.blocks, [*anchored, *named], page))]


def manner(message: Message, corpus: Corpus) -> list[str]:
    """How a message looks: as a letter, or as a turn of an exchange, by whoever began it or by the one who answers."""
    began = corpus.by_thread[message.thread].messages[0].header.sender
    answers = message.medium == "imessage" and message.header.sender != began
    return [message.medium, *["answering"] * answers]


def _link(mention: Mention) -> Anchored:
    return Anchored(mention.at.paragraph, mention.at.start, mention.at.end, entry=mention.entry)


def render_blocks(
    message: Message, blocks: Iterable[Block | Embedded], anchored: Sequence[Anchored] = (), page: Page | None = None
) -> list[nodes.Node]:
    """Blocks in order; runs of list items become nested lists. Without a page, away from home, paragraphs have no ids."""
    shown: list[nodes.Node] = []
    items: list[Block] = []
    for block in blocks:
        if isinstance(block, Block) and block.kind == "item":
            items.append(block)
            continue
        shown += _lists(message, items, anchored, page)
        items = []
        if isinstance(block, Embedded):
            inside = render_blocks(message, block.blocks, anchored, page)
            label = own.embedded_label("", block.label or "A document inside the letter")
            shown.append(own.embedded("", label, *inside))
        else:
            shown += _paragraph(message, block, anchored, page)
    return shown + _lists(message, items, anchored, page)


def flat(blocks: Iterable[Block | Embedded]) -> list[Block]:
    """The blocks with those of embedded documents among them."""
    return [one for block in blocks for one in (block.blocks if isinstance(block, Embedded) else (block,))]


def party_in_words(party: Correspondent) -> list[Words]:
    """A party of a header: a link into the register, a redaction, a name that was inferred, or nobody, shown as such."""
    if party.redacted:
        return [Words(party.as_printed, classes="redaction party", label="redacted name")]
    if party.nameless:
        return [Words(party.name, classes="party")]
    if party.evidence == "inferred":
        return [Words(f"{party.name} (inferred)", "person", party.person or "", classes="person inferred")]
    return [Words(party.name, "person", party.person or "", classes="person")]


def dateline_in_words(sent: Dateline) -> Words:
    """A date in one form for all letters, which says no more than the header does."""
    return Words(date_in_words(sent), classes=f"dateline {sent.precision}", when=sent.when or sent.time)


def number_in_words(message: Message, before: str = "") -> Words:
    """A message's number, leading to its home."""
    return Words(f"{before}{message.number}", "msg", message.id, classes="message-number")


def date_in_words(sent: Dateline) -> str:
    """``25 May 2015, 21:10``; a zone only where printed; what is not printed is said to be so."""
    zone = f" (UTC{sent.zone.replace('-', '−')})" if sent.zone else ""
    if sent.when is None:
        return f"{sent.time}, date not printed" if sent.time else "date and time not printed"
    year, month, day = (int(part) for part in sent.when[:10].split("-"))
    date = f"{day} {MONTHS[month - 1]} {year}"
    return f"{date}, {sent.time}{zone}" if sent.time else f"{date}, time not printed"


def _header(message: Message, page: Page) -> own.message_header:
    header = message.header
    who = [*_parties(header.sender), *([Words(" to ", classes="to"), *_parties(header.to)] if header.to else [])]
    node = own.message_header("", page.paragraph(who, "correspondents"))
    copies = [[Words("copy to "), *_parties(header.cc)]] if header.cc else []
    copies += [[Words("forwarded to "), *_parties(header.fw)]] if header.fw else []
    for act in message.forwarded:
        by = [Words("forwarded by "), *party_in_words(act.by), Words(" to "), *_parties(act.to)]
        copies.append([*by, Words(", "), dateline_in_words(act.sent)])
    node += [page.paragraph(line, "copies") for line in copies]
    if header.remark:
        node += own.transcribers_note("", header.remark)
    clip = [Words(" "), Words(PAPERCLIP, classes="exhibit")] if message.exhibit else []
    number = Words(f"no. {message.number}", "permanent", message.id, classes="message-number")
    when = [number, Words(" · "), dateline_in_words(header.sent), *clip]
    node += page.paragraph(when, "sent")
    node += own.printed_header("", header.text)
    return node


def _parties(parties: Sequence[Correspondent]) -> list[Words]:
    shown: list[Words] = []
    for at, party in enumerate(parties):
        if at:
            shown.append(Words(" and " if at == len(parties) - 1 else ", "))
        shown += party_in_words(party)
    return shown


def _lists(message: Message, items: Sequence[Block], anchored: Sequence[Anchored], page: Page | None) -> list[nodes.Node]:
    """Nest a run of items by their depths; a list whose markers are printed draws none."""
    shown: list[nodes.Node] = []
    stack: list[nodes.bullet_list] = []
    latest = nodes.list_item()
    for item in items:
        del stack[item.depth :]
        if len(stack) < item.depth:
            marker = "printed-markers" if has_printed_marker(item.paragraph) else "lost-markers"
            level = nodes.bullet_list("", classes=["letter-list", marker])
            if stack:
                latest += level
            else:
                shown.append(level)
            stack.append(level)
        latest = nodes.list_item("", *_paragraph(message, item, anchored, page))
        stack[-1] += latest
    return shown


def _paragraph(message: Message, block: Block, anchored: Sequence[Anchored], page: Page | None) -> list[nodes.Node]:
    paragraph = block.paragraph
    anchor = page.anchor(message.id, paragraph.number) if page else ""
    address = page.permanent(message.id, paragraph.number) if page else ""
    node = own.letter(kind=block.kind, number=paragraph.number, anchor=anchor, address=address)
    if page and not page.on_screen:
        node += own.paragraph_number("", number=paragraph.number, anchor=anchor)
    here = [one for one in anchored if one.paragraph == paragraph.number]
    node += render_spans(paragraph, here, page)
    if block.kind == "lost":
        node += own.apparatus("", f" [{block.label}]", classes=["lost-label"])
    notes = [one.beside for one in here if one.beside is not None]
    return [node, own.beside("", *notes)] if notes else [node]


def render_spans(paragraph: Paragraph, anchored: Sequence[Anchored] = (), page: Page | None = None) -> list[nodes.Node]:
    """The characters of a paragraph after its indentation; marks of notes follow the words they are on, names are links."""
    if not anchored and len(paragraph.spans) == 1 and paragraph.spans[0].kind == "text":
        return [nodes.Text(paragraph.spans[0].text)]
    shown: list[nodes.Node] = []
    at = paragraph.indent
    notes = [one for one in anchored if one.mark is not None]
    names = [one for one in anchored if one.entry is not None]
    for span in paragraph.spans:
        end = at + len(span.text)
        parted = (*notes, *names) if span.kind == "text" else notes
        edges = [at, *sorted({cut for one in parted for cut in (one.start, one.end) if at < cut < end}), end]
        for start, stop in pairwise(edges):
            piece = span.text[start - at : stop - at]
            noted = any(note.start <= start and stop <= note.end for note in notes)
            entry = next((name.entry for name in names if name.start <= start and stop <= name.end), None)
            if entry and page and span.kind == "text":
                shown += page.show(page.name(entry, piece, noted))
            else:
                shown.append(_span(span, piece, noted))
            shown += [note.mark for note in notes if note.end == stop and note.mark is not None]
        at = end
    return shown


def _span(span: Span, text: str, noted: bool) -> nodes.Node:
    classes = ["annotated"] if noted else []
    if span.kind == "redaction":
        what = f"redacted, {span.length} characters" if span.notation == "bars" else "redacted"
        return own.redaction("", text, classes=["redaction", span.notation or "", *classes], **{"aria-label": what})
    if span.kind == "transcriber":
        return own.transcriber("", text, classes=classes)
    if span.kind == "link":
        return nodes.reference("", text, refuri=span.text, classes=["printed-link", *classes])
    return nodes.inline("", text, classes=classes) if classes else nodes.Text(text)
