"""The generated parts of the book as nodes: chronology, threads, register, documents; decides nothing, shows the Corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from corpus.model import PAPERCLIP, Block, Corpus, Correspondent, Embedded, Message, Thread

from . import nodes as own
from .links import Page, Words
from .render import date_in_words, dateline_in_words, number_in_words, party_in_words

ROLES = {
    "from": "Sent", "to": "Received", "cc": "Copied on", "fw": "Forwarded to, in the header",
    "forwarded by": "Forwarded", "forwarded to": "Was forwarded",
}  # fmt: skip


def flat(blocks: Iterable[Block | Embedded]) -> list[Block]:
    """The blocks with those of embedded documents among them."""
    return [one for block in blocks for one in (block.blocks if isinstance(block, Embedded) else (block,))]


def thread_title(thread: Thread) -> nodes.title:
    """A heading as printed: its label, its words, and the paperclip that marks an exhibit."""
    title = nodes.title("", support_smartquotes=False)
    words = thread.heading.replace(PAPERCLIP, "").strip()
    if thread.subject is not None:
        label = words[: len(words) - len(thread.subject)]
        title += nodes.inline("", label, classes=["heading-label"])
        words = thread.subject
    title += nodes.Text(words)
    if thread.exhibit:
        title += [nodes.Text(" "), nodes.inline("", PAPERCLIP, classes=["exhibit"])]
    return title


def chronology(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A table of all messages in the archive's order: date as printed allows, number, parties, thread."""
    rows: list[list[list[Words]]] = []
    for thread in corpus.threads:
        heading = [Words(thread.title, "thread", thread.id, classes="thread")]
        for message in thread.messages:
            parties = [*_joined(message.header.sender), Words(" to "), *_joined(message.header.to)]
            rows.append([[dateline_in_words(message.header.sent)], [number_in_words(message)], parties, heading])
    return [_table(("Date", "No.", "From and to", "Thread"), (22, 8, 40, 30), rows, "chronology", page)]


def threads(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A definition list of all threads: heading as printed; medium, span of dates, messages."""
    listed = nodes.definition_list(classes=["threads"])
    for thread in corpus.threads:
        clip = [Words(" "), Words(PAPERCLIP, classes="exhibit")] if thread.exhibit else []
        term = nodes.term("", "", *page.show(Words(thread.title, "thread", thread.id, classes="thread"), *clip))
        count = len(thread.messages)
        medium = "iMessages" if thread.medium == "imessage" else "email"
        what = f"{medium}, {count} message{'s' if count > 1 else ''}; {_dates(thread)}: "
        line = nodes.paragraph("", "", *page.show(Words(what), *_numbers(thread.messages)))
        listed += nodes.definition_list_item("", term, nodes.definition("", line))
    return [listed]


def people(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The register: a definition list of people by sort form, with their messages by role."""
    listed = nodes.definition_list(classes=["people"])
    having: dict[str, dict[str, list[Message]]] = {}
    for message in corpus.messages.values():
        for role, party in message.participants:
            if party.person is not None:
                having.setdefault(party.person, {}).setdefault(role, []).append(message)
    for person in sorted(corpus.people.values(), key=lambda person: person.sort):
        term = nodes.term("", person.sort, ids=[f"person-{person.id}"])
        roles = [
            nodes.paragraph("", "", *page.show(Words(f"{ROLES[role]}: "), *_numbers(having[person.id][role])))
            for role in ROLES
            if role in having.get(person.id, {})
        ]
        listed += nodes.definition_list_item("", term, nodes.definition("", *roles))
    return [listed]


def documents(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A definition list of the witnesses: what each is, who wrote it, when, where, its rights and its hash."""
    listed = nodes.definition_list(classes=["documents"])
    for witness in corpus.witnesses.values():
        term = nodes.term("", f"{witness.siglum} · {witness.title}", ids=[f"witness-{witness.siglum.lower()}"])
        address: nodes.Node = nodes.Text(witness.address)
        if witness.address.startswith("http"):
            address = nodes.reference("", witness.address, refuri=witness.address)
        facts: list[tuple[str, nodes.Node]] = [
            ("Part", nodes.Text(witness.part)),
            ("Author", nodes.Text(witness.author)),
            ("Date", nodes.Text(f"{witness.date} ({witness.dated_by})")),
            ("Address", address),
            ("Rights", nodes.Text(witness.rights)),
            ("Repair", nodes.Text(", ".join(" ".join(step) for step in witness.plan) or "none needed")),
            ("File", nodes.literal("", witness.file)),
            ("SHA-256", nodes.literal("", witness.sha256)),
        ]
        fields = [
            nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", value)))
            for name, value in facts
        ]
        listed += nodes.definition_list_item("", term, nodes.definition("", nodes.field_list("", *fields)))
    return [listed]


def _dates(thread: Thread) -> str:
    dated = [message.header.sent for message in thread.messages if message.header.sent.when]
    if not dated:
        return "no date printed"
    first, last = (date_in_words(sent).split(",")[0] for sent in (dated[0], dated[-1]))
    return first if first == last else f"{first} to {last}"


def _numbers(messages: Sequence[Message]) -> list[Words]:
    shown: list[Words] = []
    for at, message in enumerate(messages):
        shown += [Words(", ")] if at else [Words("no. " if len(messages) == 1 else "nos. ")]
        shown.append(number_in_words(message))
    return shown


def _joined(parties: Sequence[Correspondent]) -> list[Words]:
    shown: list[Words] = []
    for at, party in enumerate(parties):
        shown += [Words(", ")] if at else []
        shown += party_in_words(party)
    return shown


def _table(
    heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[list[Words]]], name: str, page: Page
) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(heads))
    group += nodes.thead("", _row([[Words(head)] for head in heads], page))
    row_of = _row_on_screen if page.on_screen else _row
    group += nodes.tbody("", *(row_of(row, page) for row in rows))
    return nodes.table("", group, classes=[name])


def _row_on_screen(cells: Sequence[list[Words]], page: Page) -> own.run:
    """A row as one leaf: a table of all letters has as many rows as there are letters."""
    return own.run(markup=f"<tr>{''.join(f'<td>{page.markup(*cell)}</td>' for cell in cells)}</tr>\n")


def _row(cells: Sequence[list[Words]], page: Page) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *page.show(*cell))) for cell in cells))


#: What a book can print of itself, by the name of its directive.
PARTS = {"chronology": chronology, "threads": threads, "people": people, "documents": documents}
