"""Letters as document nodes: the Corpus's own blocks and spans, never parsed text; knows no book and no other page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from sphinx import addnodes

from corpus.dates import MONTHS
from corpus.model import Block, Correspondent, Dateline, Embedded, Message, Paragraph, Span, Thread
from corpus.structure import has_printed_marker

from . import nodes as own


@dataclass(frozen=True, slots=True)
class Anchored:
    """Words of one paragraph that a note is on: characters ``start`` to ``end``, and the note's mark."""

    paragraph: int
    start: int
    end: int
    mark: nodes.Node


def message_anchor(id: str) -> str:
    """The HTML id of a message at its home; the prefix keeps docutils from losing the leading digits."""
    return f"msg-{id}"


def paragraph_anchor(id: str, number: int) -> str:
    """The HTML id of a message's paragraph at its home."""
    return f"{message_anchor(id)}-p{number}"


def render_message(message: Message, anchored: Sequence[Anchored] = ()) -> own.message:
    """``message`` → header (parties, date, as printed) and body; ids, numbers and text are the Corpus's."""
    node = own.message(ids=[message_anchor(message.id)], classes=["message", message.medium])
    node["data-message"] = message.id
    body = own.message_body("", *render_blocks(message, message.blocks, anchored), support_smartquotes=False)
    node += [_header(message), body]
    return node


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


def render_party(party: Correspondent) -> nodes.Node:
    """A party of a header: a link into the register, a redaction, or a name that was inferred, shown as such."""
    if party.redacted:
        return own.redaction("", party.as_printed, classes=["redaction", "party"], **{"aria-label": "redacted name"})
    link = person_reference(party.person or "", party.name)
    if party.evidence == "inferred":
        return nodes.inline("", "", link, nodes.inline("", " (inferred)"), classes=["inferred"])
    return link


def person_reference(person: str, name: str) -> addnodes.pending_xref:
    """A link to a person's entry in the register; the register need not be in the book."""
    return _reference("person", person, nodes.inline("", name, classes=["person"]))


def message_reference(id: str, content: nodes.Node) -> addnodes.pending_xref:
    """A link to a message's home, or to one of its paragraphs (``id ¶2``)."""
    return _reference("msg", id, content)


def thread_reference(thread: Thread, title: str = "") -> addnodes.pending_xref:
    """A link to a thread's heading where the book prints it, under the heading's words or under ``title``."""
    content = nodes.inline("", title or thread.title, classes=["thread"])
    if not title:
        content["support_smartquotes"] = False
    return _reference("thread", thread.id, content)


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


def _header(message: Message) -> own.message_header:
    header = message.header
    node = own.message_header("", support_smartquotes=False)
    number = message_reference(message.id, nodes.inline("", f"no. {message.number}", classes=["message-number"]))
    who = nodes.paragraph("", "", *_parties(header.sender), nodes.inline("", " to ", classes=["to"]), *_parties(header.to))
    when = nodes.paragraph("", "", number, nodes.Text(" · "), render_date(header.sent))
    node += [nodes.paragraph("", "", *who.children, classes=["correspondents"])]
    for label, parties in (("copy to", header.cc), ("forwarded to", header.fw)):
        if parties:
            node += nodes.paragraph("", f"{label} ", *_parties(parties), classes=["copies"])
    for act in message.forwarded:
        line = nodes.paragraph("", "forwarded by ", render_party(act.by), nodes.Text(" to "), *_parties(act.to))
        line += [nodes.Text(", "), render_date(act.sent)]
        line["classes"] = ["copies"]
        node += line
    if header.remark:
        node += own.transcribers_note("", header.remark)
    node += nodes.paragraph("", "", *when.children, classes=["sent"])
    node += own.printed_header("", header.text)
    return node


def _parties(parties: Sequence[Correspondent]) -> list[nodes.Node]:
    shown: list[nodes.Node] = []
    for at, party in enumerate(parties):
        if at:
            shown.append(nodes.Text(" and " if at == len(parties) - 1 else ", "))
        shown.append(render_party(party))
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


def _paragraph(message: Message, block: Block, anchored: Sequence[Anchored], home: bool) -> nodes.paragraph:
    paragraph = block.paragraph
    anchor = paragraph_anchor(message.id, paragraph.number)
    node = nodes.paragraph("", "", classes=["letter", block.kind], support_smartquotes=False)
    if home:
        node["ids"] = [anchor]
        link = nodes.reference("", str(paragraph.number), refid=anchor, internal=True)
        node += own.paragraph_number("", "", link)
    node += render_spans(paragraph, [note for note in anchored if note.paragraph == paragraph.number])
    return node


def render_spans(paragraph: Paragraph, anchored: Sequence[Anchored] = ()) -> list[nodes.Node]:
    """The characters of a paragraph after its indentation, with the marks of notes after the words they are on."""
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


def _reference(kind: str, target: str, content: nodes.Node) -> addnodes.pending_xref:
    return addnodes.pending_xref("", content, refdomain="edition", reftype=kind, reftarget=target, refexplicit=True)
