"""References, targets, notes and works cited as Typst; knows no builder but the one that joins all pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes

from .collecting import Collecting
from .source import Opening, string, words

#: What Sphinx marks as leading to a page or a section of the book.
PAGED = {"std-ref", "std-doc", "doc"}


class Linking(Collecting):
    """What leads somewhere, for the writer."""

    def visit_target(self, node: nodes.Element) -> None:
        if "refid" not in node and "refuri" not in node:
            self.put_anchors(node)

    def visit_reference(self, node: nodes.Element) -> None:
        address = node.get("refuri", "")
        if "refid" in node:
            self.open_link(f"{self.docname}#{node['refid']}", node)
        elif address.startswith("%"):
            self.open_link(address[1:] if "#" in address else f"{address[1:]}#", node)
        elif node.astext() == address or f"mailto:{node.astext()}" == address:
            self.body.append(f"#address({string(address)}, {string(node.astext())})")
            raise nodes.SkipNode
        else:
            self.body.append(f"#away({string(address)})[")

    def depart_reference(self, node: nodes.Element) -> None:
        self.body.append("]")

    def visit_number_reference(self, node: nodes.Element) -> None:
        self.visit_reference(node)

    def depart_number_reference(self, node: nodes.Element) -> None:
        self.depart_reference(node)

    def open_link(self, key: str, node: nodes.Element) -> None:
        """Begin a link within the book; an extension decides by ``paged`` whether the page is named, or else its kind does."""
        if self.in_title:
            self.body.append("#[")  # headings are printed again, in contents and heads, where nothing may lead elsewhere
            return
        inner = node.children[0]["classes"] if node.children and isinstance(node.children[0], nodes.inline) else []
        paged = node.get("paged", bool(PAGED & {*node["classes"], *inner}))
        self.labels.want(key)
        self.body.append(Opening(key, self.labels.next_number(), in_brackets(node)) if paged else Opening(key))

    def visit_pending_xref(self, node: nodes.Element) -> None:
        """What nothing resolved is its words."""

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        note = self.notes[node["refid"]]
        label = string(f"{self.docname}#{node['refid']}")
        if node["refid"] in self.noted:
            self.body.append(f"#footnote(label({label}))")
            raise nodes.SkipNode
        self.noted.add(node["refid"])
        self.body.append("#footnote[")
        self.labels.known.add(f"{self.docname}#{node['refid']}")
        # A note is prose, wherever its mark stands: its lines run on.
        around, self.verbatim = self.verbatim, 0
        for child in note.children:
            if not isinstance(child, nodes.label):
                child.walkabout(self)
        self.verbatim = around
        self.trim()
        self.body.append(f"]#label({label})")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.Element) -> None:
        label = next(node.findall(nodes.label))
        self.body.append(f"\n#work({words_of(label)})[")
        self.put_anchors(node)

    def depart_citation(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("]\n\n")

    def visit_label(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_index(self, node: Any) -> None:
        for kind, value, *_ in node["entries"]:
            names = [part.strip() for part in value.split(";")]
            if kind in ("single", "pair") and len(names) < 3:
                self.aside(mark("", *names))
        raise nodes.SkipNode

    def visit_toctree(self, node: addnodes.toctree) -> None:
        raise nodes.SkipNode


def in_brackets(node: nodes.Element) -> bool:
    """Whether the words of a paragraph before this node open a bracket that they do not close."""
    before = ""
    within: nodes.Element = node
    while isinstance(within.parent, nodes.TextElement):
        around = within.parent
        before = "".join(one.astext() for one in around.children[: around.index(within)]) + before
        within = around
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def words_of(node: nodes.Element) -> str:
    """A node's text as content."""
    return f"[{words(node.astext())}]"


def mark(index: str, name: str, role: str = "") -> str:
    """A place that an index names: the index, the entry's key, and its role there."""
    return f"#mark({string(index)}, {string(name)}, {string(role)})"
