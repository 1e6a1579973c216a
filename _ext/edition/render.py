"""Letters as document nodes: the Corpus's own blocks and spans, never parsed text; knows no book and no other page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes

from corpus.dates import MONTHS
from corpus.model import Block, Correspondent, Dateline, Embedded, Message, Paragraph, Span
from corpus.structure import has_printed_marker

from . import nodes as own
from .links import Link, paragraph_anchor


@dataclass(frozen=True, slots=True)
class Anchored:
    """Words of one paragraph that a note is on: characters ``start`` to ``end``, and the note's mark."""

    paragraph: int
    start: int
    end: int
    mark: nodes.Node


def render_message(message: Message, link: Link, anchored: Sequence[Anchored] = ()) -> list[nodes.Node]:
    """The header (parties, date, as printed) and the body of a message; ids, numbers and text are the Corpus's."""
    return [_header(message, link), own.message_body("", *render_blocks(message, message.blocks, anchored))]


def render_blocks(
    message: Message, blocks: Iterable[Block | Embedded], anchored: Sequence[Anchored] = (), *, home: bool = True
) -> list[nodes.Node]:
    """Blocks in order; runs of list items become nested lists. Away from home, paragraphs have no ids."""
    shown: list[nodes.Node] = []
    items: list[Block] = []
    for block in blocks:
        if isinstance(block, Block) and block.kind == "item":
            items.append(block)
            continue
        shown += _lists(message, items, anchored, home)
        items = []
        if isinstance(block, Embedded):
            inside = render_blocks(message, block.blocks, anchored, home=home)
            label = own.embedded_label("", block.label or "A document inside the letter")
            shown.append(own.embedded("", label, *inside))
        else:
            shown.append(_paragraph(message, block, anchored, home))
    return shown + _lists(message, items, anchored, home)


def render_party(party: Correspondent, link: Link) -> nodes.Node:
    """A party of a header: a link into the register, a redaction, or a name that was inferred, shown as such."""
    if party.redacted:
        return own.redaction("", party.as_printed, classes=["redaction", "party"], **{"aria-label": "redacted name"})
    name = link("person", party.person or "", party.name, ["person"])
    if party.evidence == "inferred":
        return nodes.inline("", "", name, nodes.Text(" (inferred)"), classes=["inferred"])
    return name


def render_date(sent: Dateline) -> own.dateline:
    """A date in one form for all letters, which says no more than the header does."""
    return own.dateline("", date_in_words(sent), datetime=sent.when or sent.time or "", classes=["dateline", sent.precision])


def date_in_words(sent: Dateline) -> str:
    """``25 May 2015, 21:10``; a zone only where printed; what is not printed is said to be so."""
    zone = f" (UTC{sent.zone.replace('-', '−')})" if sent.zone else ""
    if sent.when is None:
        return f"{sent.time}, date not printed" if sent.time else "date and time not printed"
    year, month, day = (int(part) for part in sent.when[:10].split("-"))
    date = f"{day} {MONTHS[month - 1]} {year}"
    return f"{date}, {sent.time}{zone}" if sent.time else f"{date}, time not printed"


def _header(message: Message, link: Link) -> own.message_header:
    header = message.header
    who = nodes.paragraph("", "", *_parties(header.sender, link), nodes.inline("", " to ", classes=["to"]))
    who += _parties(header.to, link)
    who["classes"] = ["correspondents"]
    node = own.message_header("", who)
    for label, parties in (("copy to ", header.cc), ("forwarded to ", header.fw)):
        if parties:
            node += nodes.paragraph("", "", nodes.Text(label), *_parties(parties, link), classes=["copies"])
    for act in message.forwarded:
        by = [nodes.Text("forwarded by "), render_party(act.by, link), nodes.Text(" to "), *_parties(act.to, link)]
        node += nodes.paragraph("", "", *by, nodes.Text(", "), render_date(act.sent), classes=["copies"])
    if header.remark:
        node += own.transcribers_note("", header.remark)
    number = link("msg", message.id, f"no. {message.number}", ["message-number"])
    node += nodes.paragraph("", "", number, nodes.Text(" · "), render_date(header.sent), classes=["sent"])
    node += own.printed_header("", header.text)
    return node


def _parties(parties: Sequence[Correspondent], link: Link) -> list[nodes.Node]:
    shown: list[nodes.Node] = []
    for at, party in enumerate(parties):
        if at:
            shown.append(nodes.Text(" and " if at == len(parties) - 1 else ", "))
        shown.append(render_party(party, link))
    return shown


def _lists(message: Message, items: Sequence[Block], anchored: Sequence[Anchored], home: bool) -> list[nodes.Node]:
    """Nest a run of items by their depths; a list whose markers are printed draws none."""
    shown: list[nodes.Node] = []
    stack: list[nodes.bullet_list] = []
    for item in items:
        del stack[item.depth :]
        if len(stack) < item.depth:
            marker = "printed-markers" if has_printed_marker(item.paragraph) else "lost-markers"
            level = nodes.bullet_list("", classes=["letter-list", marker])
            if stack:
                stack[-1].children[-1].append(level)  # type: ignore[attr-defined]  # a list's children are its items
            else:
                shown.append(level)
            stack.append(level)
        stack[-1] += nodes.list_item("", _paragraph(message, item, anchored, home))
    return shown


def _paragraph(message: Message, block: Block, anchored: Sequence[Anchored], home: bool) -> own.letter:
    paragraph = block.paragraph
    node = own.letter(kind=block.kind)
    if home:
        anchor = node["anchor"] = paragraph_anchor(message.id, paragraph.number)
        node.append(own.paragraph_number("", number=paragraph.number, anchor=anchor))
    node += render_spans(paragraph, [note for note in anchored if note.paragraph == paragraph.number])
    return node


def render_spans(paragraph: Paragraph, anchored: Sequence[Anchored] = ()) -> list[nodes.Node]:
    """The characters of a paragraph after its indentation, with the marks of notes after the words they are on."""
    if not anchored and len(paragraph.spans) == 1 and paragraph.spans[0].kind == "text":
        return [nodes.Text(paragraph.spans[0].text)]
    shown: list[nodes.Node] = []
    at = paragraph.indent
    cuts = sorted({cut for note in anchored for cut in (note.start, note.end)})
    for span in paragraph.spans:
        end = at + len(span.text)
        edges = [at, *(cut for cut in cuts if at < cut < end), end]
        for start, stop in pairwise(edges):
            piece = span.text[start - at : stop - at]
            noted = any(note.start <= start and stop <= note.end for note in anchored)
            shown.append(_span(span, piece, noted))
            shown += [note.mark for note in anchored if note.end == stop]
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
