"""Letters on paper: what the nodes of the edition are in Typst, and what the printed indices name; knows no source text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from typeset import PrintedIndex
from typeset.linking import mark
from typeset.source import Pages, flag, string, words

from . import breaks
from . import nodes as own
from .links import kind_of
from .pages.register import entries
from .paging import PrintedPages, classes_of

if TYPE_CHECKING:
    from corpus.model import Message
    from typeset.writer import Writer

    from .domain import EditionDomain

DESIGNS = [str(Path(__file__).parent / name) for name in ("letters.typ", "lists.typ")]
#: What somebody has to do with a letter or a page of ours, in the order of an entry.
ROLES = {
    "from": "sent", "to": "received", "cc": "copied", "fw": "forwarded to, in the header", "forwarded by": "forwarded",
    "forwarded to": "was forwarded", "named": "named", "discussed": "in our words",
}  # fmt: skip
#: Parts of the register, each with an index of its own, by kind of entry.
INDICES = {"person": ("people", "Index of persons"), "org": ("organisations", "Index of organisations"),
           "term": ("glossary", "Index of subjects")}  # fmt: skip


class index_mark(nodes.Inline, nodes.Element):
    """A place that the printed index of a ``kind`` names under ``entry``, for what it does there (``role``)."""


class PrintedLists(SphinxPostTransform):
    """A list of a letter is its items: each is set off by its depth, and has its number in the margin as all paragraphs do."""

    default_priority = 405
    formats = ("typst",)

    def run(self, **kwargs: Any) -> None:
        for listed in [node for node in self.document.findall(nodes.bullet_list) if "letter-list" in node["classes"]]:
            depth = 1
            around = listed.parent
            while isinstance(around, (nodes.list_item, nodes.bullet_list)):
                depth += isinstance(around, nodes.bullet_list)
                around = around.parent
            for item in listed.children:
                for letter in item.children:
                    if isinstance(letter, own.letter):
                        letter["depth"], letter["drawn"] = depth, "lost-markers" in listed["classes"]
        for listed in [node for node in self.document.findall(nodes.bullet_list) if "letter-list" in node["classes"]]:
            if not isinstance(listed.parent, nodes.list_item):
                listed.replace_self(list(listed.findall(own.letter)))


class PrintedTables(SphinxPostTransform):
    """A table of questions and answers has no room for names of tests, its last column, and a reader of paper no use for them."""

    default_priority = 410
    formats = ("typst",)

    def run(self, **kwargs: Any) -> None:
        for table in [node for node in self.document.findall(nodes.table) if "self-review" in node["classes"]]:
            rows = [[*row.findall(nodes.entry)] for row in table.findall(nodes.row)]
            for one in ([*table.findall(nodes.colspec)][-1], *(row[-1] for row in rows)):
                one.parent.remove(one)


class PrintedPlaces(SphinxPostTransform):
    """What an index names stands where its words stand: headers, names in letters, and names in our own words."""

    default_priority = 420  # once letters are there and references resolved
    formats = ("typst",)

    def run(self, **kwargs: Any) -> None:
        domain = cast("EditionDomain", self.env.get_domain("edition"))
        for node in list(self.document.findall(own.message)):
            message = domain.corpus.messages[node["data-message"]]
            node.insert(0, [*_participants(message)])
            node["number"], node["side"] = message.number, _side(message, domain)
            node["joined"] = breaks.with_head(node)
            for letter in node["joined"]:
                letter["with-head"] = "last" if letter is node["joined"][-1] else "inner"
            for remark in [one for head in node.findall(own.message_header) for one in head.findall(own.transcribers_note)]:
                remark.parent.remove(remark)  # it is part of the header as printed, which stands open on paper
        for reference in list(self.document.findall(nodes.reference)):
            if reference["classes"] and isinstance(reference[0], nodes.Text) and not isinstance(reference.parent, nodes.term):
                # The design knows the classes of words, not of what leads from them; terms are set off already.
                reference[:] = [nodes.inline("", reference.astext(), classes=reference["classes"])]
            kind, _, entry = reference.get("refuri", "").partition("#")[2].partition("-")
            if kind in INDICES and "mention" in classes_of(reference):
                reference.insert(0, index_mark(kind=kind, entry=entry, role="named"))
        for node in list(self.document.findall(own.message)):
            _mark_unlinked(node, domain)
        for target in list(self.document.findall(nodes.target)):
            name = next((id for id in target["ids"] if id.startswith("names-")), "")
            if name:
                entry = name.removeprefix("names-").rpartition("-")[0]
                kind = next(kind for kind in INDICES if domain.corpus.register[entry] in entries(domain.corpus, INDICES[kind][0]))
                target.parent.insert(target.parent.index(target) + 1, index_mark(kind=kind, entry=entry, role="discussed"))


def _mark_unlinked(node: own.message, domain: EditionDomain) -> None:
    """Names that lead nowhere, because they stand in an address or in the transcriber's words, are found at their paragraph."""
    for letter in list(node.findall(own.letter)):
        marked = {one["entry"] for one in letter.findall(index_mark)}
        for mention in domain.corpus.apparatus.mentions.get(node["data-message"], ()):
            if mention.entry is not None and mention.at.paragraph == letter["number"] and mention.entry not in marked:
                marked.add(mention.entry)
                kind = kind_of(domain.corpus.register[mention.entry])
                letter.insert(0, index_mark(kind=kind, entry=mention.entry, role="named"))


def _participants(message: Message) -> Iterator[index_mark]:
    for role, party in message.participants:
        if party.person is not None:
            yield index_mark(kind="person", entry=party.person, role=role)


def _side(message: Message, domain: EditionDomain) -> int:
    """On which side of an exchange a turn stands: that of its writer."""
    turns = domain.corpus.by_thread[message.thread].messages
    writers = list(dict.fromkeys(turn.header.sender[0].name for turn in turns))
    return writers.index(message.header.sender[0].name) % 2


def indices(app: Sphinx) -> list[PrintedIndex]:
    """Persons, organisations and subjects, each entry under its sort form."""
    corpus = cast("EditionDomain", app.env.get_domain("edition")).corpus
    return [
        PrintedIndex(kind, title, {entry.id: entry.sort for entry in entries(corpus, part)}, tuple(ROLES.values()))
        for kind, (part, title) in INDICES.items()
    ]


def thread_called(app: Sphinx, only: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every part of the thread with this id, or with its address, wherever prose divides it."""
    domain = cast("EditionDomain", app.env.get_domain("edition"))
    id = only.removeprefix("thread-")
    home = domain.place("thread", id)
    if home is None:
        return []
    letters = {message.id for message in domain.corpus.by_thread[id].messages}
    sections = [one for one in app.env.get_doctree(home.docname).findall(nodes.section) if "thread" in one["classes"]]
    theirs = (one["ids"][0] for one in sections if letters & {letter["data-message"] for letter in one.findall(own.message)})
    return [(home.docname, tuple(theirs))]


def _visit_mark(writer: Writer, node: Any) -> None:
    writer.aside(mark(node["kind"], node["entry"], ROLES[node["role"]]))


def _visit_message(writer: Writer, node: Any) -> None:
    medium, number = string(node["classes"][1]), string(node["number"])
    writer.body.append(f"\n#letter({medium}, {number}, {node['side']}, {flag(breaks.whole(node))})[")
    writer.put_anchors(node)


def _visit_header(writer: Writer, node: Any) -> None:
    writer.body.append("\n#with-head[\n#letterhead[" if node.parent["joined"] else "\n#letterhead[")


def _visit_references(writer: Writer, node: Any) -> None:
    writer.body.append(f"\n#references({flag(breaks.whole(node))})[")


def _visit_letter(writer: Writer, node: Any) -> None:
    drawn, keeps = flag(node.get("drawn")), flag(breaks.keeps(node))
    first, last = breaks.noted(node)
    if (first or last) and not node.get("with-head"):
        writer.body.append(f"\n#noted({flag(first)}, {flag(last)})[")
    writer.body.append(f"\n#passage({node['number']}, {string(node['kind'])}, {node.get('depth', 0)}, {drawn}, {keeps})[")
    if node["anchor"]:
        writer.body.append(writer.anchored(node["anchor"]))
    writer.verbatim += 1


def _depart_letter(writer: Writer, node: Any) -> None:
    writer.verbatim -= 1
    ends = node["with-head"] == "last" if node.get("with-head") else any(breaks.noted(node))
    writer.body.append("]]\n" if ends else "]\n")


def _nothing(writer: Writer, node: Any) -> None:
    """Show the children and nothing else."""


def _skip(writer: Writer, node: Any) -> None:
    raise nodes.SkipNode


def _open(writer: Writer, node: Any) -> None:
    writer.open_classes(node)


def _close(writer: Writer, node: Any) -> None:
    writer.close_classes(node)


def _around(before: str, after: str = "]") -> tuple[Any, Any]:
    def visit(writer: Writer, node: Any) -> None:
        writer.body.append(before)

    def depart(writer: Writer, node: Any) -> None:
        writer.trim()
        writer.body.append(after)

    return visit, depart


def _verbatim(name: str) -> tuple[Any, Any]:
    """A function of the design around words whose every blank counts."""

    def visit(writer: Writer, node: Any) -> None:
        writer.verbatim += 1
        writer.body.append(f"#{name}[")

    def depart(writer: Writer, node: Any) -> None:
        writer.verbatim -= 1
        writer.body.append("]")

    return visit, depart


def _visit_redaction(writer: Writer, node: Any) -> None:
    if "bars" in node["classes"]:
        writer.body.append(f"#bars({string(node.astext())})")
        raise nodes.SkipNode


def _visit_drawing(writer: Writer, node: Any) -> None:
    source, alt = string(node["svg"]), string(node["alt"])
    shown = "page-high" if node.get("tall") else "drawing"
    about = words(node.get("about", ""))
    writer.body.append(f"\n#{shown}({source}, {alt})[{about}]\n\n" if node["alt"] else f"#sample({source}) ")


def _visit_page_numbers(writer: Writer, node: Any) -> None:
    for place in node["places"]:
        writer.labels.want(place)
    places = tuple((place, writer.labels.next_number()) for place in node["places"])
    writer.body.append(Pages(node["before"], places))


VISITORS: dict[type[nodes.Element], tuple[Any, Any]] = {
    index_mark: (_visit_mark, None),
    own.message: (_visit_message, _around("", "]\n\n")[1]),
    own.message_header: (_visit_header, _around("", "]\n")[1]),
    own.printed_header: _verbatim("as-printed"),
    own.message_body: (_nothing, _nothing),
    own.message_notes: (_skip, None),
    own.message_references: (_visit_references, _around("", "]\n")[1]),
    own.drawing: (_visit_drawing, None),
    own.page_numbers: (_visit_page_numbers, None),
    own.embedded: _around("\n#embedded[", "]\n"),
    own.embedded_label: _around("#embedded-label[", "]\n"),
    own.transcribers_note: _around("\n#between-letters[", "]\n\n"),
    own.letter: (_visit_letter, _depart_letter),
    own.paragraph_number: (_skip, None),
    own.apparatus: (_open, _close),
    own.redaction: (_visit_redaction, _nothing),
    own.transcriber: _verbatim("transcriber"),
    own.dateline: (_nothing, _nothing),
}  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Show the nodes of the edition in Typst, and bring its design and its indices."""
    app.setup_extension("typeset")
    for node, visitors in VISITORS.items():
        app.add_node(node, override=True, typst=visitors)
    app.add_post_transform(PrintedLists)
    app.add_post_transform(PrintedTables)
    app.add_post_transform(PrintedPlaces)
    app.add_post_transform(PrintedPages)
    app.connect("typeset-indices", indices)
    app.connect("typeset-only", thread_called)
    app.connect("config-inited", lambda app, config: config.typeset_designs.extend(DESIGNS))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
