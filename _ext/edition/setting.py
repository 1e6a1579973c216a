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
from typeset.source import string, words

from . import breaks
from . import nodes as own
from .pages.register import entries

if TYPE_CHECKING:
    from corpus.model import Message
    from typeset.writer import Writer

    from .domain import EditionDomain

DESIGN = Path(__file__).parent / "letters.typ"
#: What somebody has to do with a letter or a page of ours, in the order of an entry.
ROLES = {
    "from": "sent", "to": "received", "cc": "copied", "fw": "forwarded to, in the header", "forwarded by": "forwarded",
    "forwarded to": "was forwarded", "named": "named", "discussed": "in our words",
}  # fmt: skip
#: Parts of the register, each with an index of its own, by kind of entry.
INDICES = {"person": ("people", "Index of persons"), "org": ("organisations", "Index of organisations"),
           "term": ("glossary", "Index of subjects")}  # fmt: skip

#: Indices that other formats have as pages of their own, and what stands for them on paper.
ELSEWHERE = {"%edition-people": "%typeset#index-person", "%edition-dates": "%back/chronology"}


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
        for listed in [node for node in self.document.findall(nodes.definition) if _is_bare(node)]:
            for reference in list(listed.findall(nodes.reference)):
                _unlink(reference)
        for reference in list(self.document.findall(nodes.reference)):
            _turn(reference)
        for locus in [node for node in self.document.findall(nodes.inline) if "locus" in node["classes"]]:
            self._turn_to_page(locus)
        for target in list(self.document.findall(nodes.target)):
            name = next((id for id in target["ids"] if id.startswith("names-")), "")
            if name:
                entry = name.removeprefix("names-").rpartition("-")[0]
                kind = next(kind for kind in INDICES if domain.corpus.register[entry] in entries(domain.corpus, INDICES[kind][0]))
                target.parent.insert(target.parent.index(target) + 1, index_mark(kind=kind, entry=entry, role="discussed"))

    def _turn_to_page(self, locus: nodes.inline) -> None:
        """The place of a quotation leads where its words do in other formats: once is enough, and it names the page."""
        at = locus.parent.index(locus)
        quotation = locus.parent[at - 2] if at >= 2 else None
        if isinstance(quotation, nodes.inline) and "quotation" in quotation["classes"]:
            words = next(quotation.findall(nodes.reference), None)
            if words is not None and "msg-" in words.get("refid", words.get("refuri", "")):
                link = {key: words[key] for key in ("refid", "refuri") if key in words}
                place = nodes.inline("", locus.astext(), classes=["message-number"])
                locus.children = [nodes.reference("", "", place, paged=True, **link)]
                _unlink(words)


def _turn(reference: nodes.reference) -> None:
    """Decide whether a link names the page that it leads to, and note what it names itself."""
    address = reference.get("refuri", "")
    anchor = address.partition("#")[2]
    kind, _, entry = anchor.partition("-")
    if "mention" in reference["classes"] and kind in INDICES:
        reference.insert(0, index_mark(kind=kind, entry=entry, role="named"))
    elif address in ELSEWHERE:
        reference["refuri"], reference["paged"] = ELSEWHERE[address], True
    elif {"message-number", "place"} & {*_classes(reference)}:
        reference["paged"] = _stands_alone(reference)
    elif address.endswith("#") or (kind == "quotation" and not reference.astext().isdigit()):
        reference["paged"] = True


def _unlink(reference: nodes.reference) -> None:
    """Leave the words of a link."""
    at = reference.parent.index(reference)
    reference.parent[at : at + 1] = reference.children


def _is_bare(definition: nodes.definition) -> bool:
    """Whether links within a list are left out: the log of reading has thousands, below lines that name each letter's page."""
    return "reading-log" in definition.parent.parent["classes"]


def _stands_alone(reference: nodes.reference) -> bool:
    """Whether a number is no part of a list of numbers: it says that it is one, or has a cell of a table to itself."""
    return reference.astext().startswith("no. ") or isinstance(reference.parent.parent, nodes.entry)


def _classes(reference: nodes.reference) -> list[str]:
    return [name for node in (reference, *reference.children[:1]) if isinstance(node, nodes.Element) for name in node["classes"]]


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


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _visit_mark(writer: Writer, node: Any) -> None:
    writer.aside(mark(node["kind"], node["entry"], ROLES[node["role"]]))


def _visit_message(writer: Writer, node: Any) -> None:
    medium, number = string(node["classes"][1]), string(node["number"])
    writer.body.append(f"\n#letter({medium}, {number}, {node['side']}, {_yes(breaks.whole(node))})[")
    writer.put_anchors(node)


def _visit_header(writer: Writer, node: Any) -> None:
    first = next(node.parent.findall(own.letter))
    writer.body.append("\n#with-head[\n#letterhead[" if breaks.with_head(first) else "\n#letterhead[")


def _visit_references(writer: Writer, node: Any) -> None:
    writer.body.append(f"\n#references({_yes(breaks.whole(node))})[")


def _visit_letter(writer: Writer, node: Any) -> None:
    drawn, keeps = _yes(node.get("drawn", False)), _yes(breaks.keeps(node))
    writer.body.append("\n#noted[" if breaks.noted(node) and not breaks.with_head(node) else "")
    writer.body.append(f"\n#passage({node['number']}, {string(node['kind'])}, {node.get('depth', 0)}, {drawn}, {keeps})[")
    if node["anchor"]:
        writer.body.append(writer.anchored(node["anchor"]))
    writer.verbatim += 1


def _visit_transcribers_note(writer: Writer, node: Any) -> None:
    writer.body.append("#header-note[" if isinstance(node.parent, own.message_header) else "\n#between-letters[")


def _depart_letter(writer: Writer, node: Any) -> None:
    writer.verbatim -= 1
    writer.body.append("]]\n" if breaks.noted(node) or breaks.with_head(node) else "]\n")


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


VISITORS: dict[type[nodes.Element], tuple[Any, Any]] = {
    index_mark: (_visit_mark, None),
    own.message: (_visit_message, _around("", "]\n\n")[1]),
    own.message_header: (_visit_header, _around("", "]\n")[1]),
    own.printed_header: _verbatim("as-printed"),
    own.message_body: (_nothing, _nothing),
    own.message_notes: (_skip, None),
    own.message_references: (_visit_references, _around("", "]\n")[1]),
    own.drawing: (_visit_drawing, None),
    own.embedded: _around("\n#embedded[", "]\n"),
    own.embedded_label: _around("#embedded-label[", "]\n"),
    own.transcribers_note: (_visit_transcribers_note, _around("", "]\n\n")[1]),
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
    app.add_post_transform(PrintedPlaces)
    app.connect("typeset-indices", indices)
    app.connect("config-inited", lambda app, config: config.typeset_designs.append(str(DESIGN)))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
