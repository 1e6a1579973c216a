"""Links to messages, threads and people: waiting while pages are read, made once all homes are known; shows no letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

from corpus.commentary import Entry, Mention, Organisation, Person, Reference

from . import nodes as own

if TYPE_CHECKING:
    from .domain import EditionDomain


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a line of ours and what they lead to: ``kind`` (msg, person, thread) and ``target`` (an id, or ``id ¶2``).

    The kind ``page`` leads to a place of the book itself (``docname#anchor``), ``permanent`` to the address of a letter at home;
    ``pages``, on paper alone, is the numbers of the pages on which several such places stand, after the text.

    ``label`` is what a screen reader says instead of them, ``when`` the ISO value of a date.
    """

    text: str
    kind: str = ""
    target: str = ""
    classes: str = ""
    label: str = ""
    when: str | None = None


def message_anchor(id: str) -> str:
    """The HTML id of a message at its home; the prefix keeps docutils from losing the leading digits."""
    return f"msg-{id}"


def paragraph_anchor(id: str, number: int | str) -> str:
    """The HTML id of a message's paragraph at its home."""
    return f"{message_anchor(id)}-p{number}"


def promise_anchor(key: str) -> str:
    """The HTML id of a promise in the colophon."""
    return f"promise-{key}"


def kind_of(entry: Entry) -> str:
    """What an entry of the register is as the target of a link."""
    return "person" if isinstance(entry, Person) else "org" if isinstance(entry, Organisation) else "term"


def waiting(kind: str, target: str, words: str, classes: Sequence[str] = (), *, anchor: str = "", locus: str = "") -> own.phrase:
    """Words that lead to what may stand on any page; ``locus`` makes them a quotation, whose characters nothing changes."""
    shown = f"{own.OPENING}{words}{own.CLOSING}{own.NARROW}{locus}" if locus else words
    node = own.phrase("", shown, classes=list(classes), kind=kind, target=target, anchor=anchor, locus=locus, words=words)
    if locus:
        node["support_smartquotes"] = False
    return node


def in_full(node: own.phrase) -> list[nodes.Node]:
    """A phrase as nodes that any writer knows: a reference that Sphinx resolves; other extensions and books may have a say."""
    content = nodes.inline("", node["words"] if node["locus"] else node.astext(), classes=node["classes"])
    reference = addnodes.pending_xref("", content, refdomain="edition", reftype=node["kind"], reftarget=node["target"])
    reference["refexplicit"] = True
    reference.source, reference.line = node.source, node.line
    reference.attributes |= {key: node[key] for key in ("refdoc", "written") if key in node}
    shown: list[nodes.Node] = [nodes.target("", "", ids=[node["anchor"]])] if node["anchor"] else []
    if not node["locus"]:
        return [*shown, reference]
    quote = nodes.inline("", own.OPENING, reference, nodes.Text(own.CLOSING), classes=["quotation"], support_smartquotes=False)
    return [*shown, quote, nodes.Text(own.NARROW), nodes.inline("", node["locus"], classes=["locus"])]


class Page:
    """One page while it is written: turns words into nodes, straight away, because ours are many.

    In HTML a whole line becomes one leaf, so that no transform and no writer has to walk through it.
    """

    def __init__(self, domain: EditionDomain, builder: Builder, docname: str) -> None:
        self.domain = domain
        self.builder = builder
        self.docname = docname
        self.addresses: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    @property
    def on_screen(self) -> bool:
        """Whether the page is HTML."""
        return self.builder.format == "html"

    @property
    def on_paper(self) -> bool:
        """Whether the page is printed: its pages have numbers."""
        return self.builder.format == "typst"

    def anchor(self, id: str, number: int) -> str:
        """The HTML id of a paragraph of a message that this page prints."""
        return paragraph_anchor(id, number)

    def permanent(self, id: str, number: int | None = None) -> str:
        """Where the number of a letter, or of its paragraph, leads at its home: to itself, for whoever wants a link."""
        return f"#{self.anchor(id, number)}" if number else self.address(Words("", "msg", id))

    def title(self, docname: str) -> str:
        """The title of a page of this book."""
        if docname not in self.titles:
            self.titles[docname] = self.domain.env.titles[docname].astext()
        return self.titles[docname]

    def part(self, name: str) -> str:
        """The address of the part ``name`` of the book, which follows from the Corpus; empty where no page has it."""
        docname = next((docname for docname, part in self.domain.said("generated") if part == name), "")
        return self._relative(docname, name) if docname else ""

    def mentions(self, id: str) -> Sequence[Mention]:
        """What the words of a message name."""
        return self.domain.corpus.apparatus.mentions.get(id, ())

    def references(self, id: str) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
        """The references of a message to others, and those of others to it."""
        to, by = self.domain.references
        return tuple(to.get(id, ())), tuple(by.get(id, ()))

    def name(self, entry: str, words: str, noted: bool) -> Words:
        """Words of a letter that name an entry of the register, leading to it where the book prints it."""
        kind = kind_of(self.domain.corpus.register[entry])
        classes = " ".join(["mention"] * (self.domain.place(kind, entry) is not None) + ["annotated"] * noted)
        return Words(words, kind, entry, classes=classes)

    def show(self, *line: Words) -> list[nodes.Node]:
        """A line as nodes; words that lead to what this book does not print lead nowhere."""
        if self.on_screen:
            return [own.run(markup=self.markup(*line))]
        return [self._node(words) for words in line]

    def paragraph(self, line: Sequence[Words], classes: str) -> nodes.Node:
        """A line as a paragraph."""
        if self.on_screen:
            return own.run(markup=f'<p class="{classes}">{self.markup(*line)}</p>\n')
        return nodes.paragraph("", "", *self.show(*line), classes=[classes])

    def listed(self, lines: Sequence[Sequence[Words]]) -> nodes.Node:
        """Lines as a list."""
        if self.on_screen:
            items = (f"<li><p>{self.markup(*line)}</p></li>\n" for line in lines)
            return own.run(markup=f'<ul class="simple">\n{"".join(items)}</ul>\n')
        return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *self.show(*line))) for line in lines))

    def markup(self, *line: Words) -> str:
        """A line as HTML."""
        return "".join(map(self._markup, line))

    def _markup(self, words: Words) -> str:
        text = escape(words.text, quote=False)
        address = self.address(words)
        if address:
            return f'<a class="{words.classes} reference internal" href="{escape(address)}">{text}</a>'
        if words.label:
            return f'<span class="{words.classes}" role="img" aria-label="{escape(words.label)}">{text}</span>'
        if words.when is not None:
            return f'<time class="{words.classes}" datetime="{words.when}">{text}</time>'
        return f'<span class="{words.classes}">{text}</span>' if words.classes else text

    def _node(self, words: Words) -> nodes.Node:
        if words.kind == "pages":
            return own.page_numbers(places=words.target.split(), before=words.text)
        classes = words.classes.split()
        address = self.address(words)
        if address.startswith("#"):
            return nodes.reference("", words.text, refid=address[1:], internal=True, classes=classes)
        if address:
            return nodes.reference("", words.text, refuri=address, internal=True, classes=classes)
        return nodes.inline("", words.text, classes=classes) if classes else nodes.Text(words.text)

    def address(self, words: Words) -> str:
        """Where words lead, from this page; empty where this book does not print it."""
        if not words.kind:
            return ""
        if words.kind == "page":
            docname, _, anchor = words.target.partition("#")
            return self._relative(docname, anchor)
        if words.kind == "permanent":
            return self.permanent(words.target)
        id, _, number = words.target.partition(" ¶")
        place = self.domain.place("message" if words.kind == "msg" else words.kind, id)
        if place is None:
            return ""
        anchor = paragraph_anchor(id, number) if number else place.anchor
        return self._relative(place.docname, anchor)

    def _relative(self, docname: str, anchor: str) -> str:
        if docname == self.docname and anchor:
            return f"#{anchor}"
        if docname not in self.addresses:
            self.addresses[docname] = self.builder.get_relative_uri(self.docname, docname)
        return f"{self.addresses[docname]}#{anchor}" if anchor else self.addresses[docname]
