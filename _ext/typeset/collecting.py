"""What every part of the writer shares: the pieces of one page, its places and its notes; knows no kind of node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from .labels import Labels
from .source import Anchor, Piece

if TYPE_CHECKING:
    from .builder import PDFBuilder


class Collecting(SphinxTranslator):
    """One page of the book while it is written."""

    builder: PDFBuilder

    def __init__(self, document: nodes.document, builder: PDFBuilder, docname: str, labels: Labels) -> None:
        super().__init__(document, builder)
        self.body: list[Piece] = []
        self.docname = docname
        self.labels = labels
        self.level = 1
        self.in_title = False
        self.after_title: list[Piece] = []
        self.verbatim = 0
        self.notes = {id: note for note in document.findall(nodes.footnote) for id in note["ids"]}
        self.noted: set[str] = set()

    def trim(self) -> None:
        """Take away the blank lines at the end: they would divide paragraphs."""
        while self.body and isinstance(self.body[-1], str) and self.body[-1].isspace():
            self.body.pop()
        if self.body and isinstance(self.body[-1], str):
            self.body[-1] = self.body[-1].rstrip("\n")

    def aside(self, piece: Piece) -> None:
        """What nobody sees stands where it is met, but behind a heading: headings are printed again in contents and heads."""
        (self.after_title if self.in_title else self.body).append(piece)

    def put_anchors(self, node: nodes.Element) -> None:
        """Make the ids of a node a place that links lead to."""
        if node.get("ids"):
            self.aside(self.anchored(*node["ids"]))

    def anchored(self, *ids: str) -> Anchor:
        """A place with these names."""
        return Anchor(self.labels.declare(self.docname, ids))

    def open_classes(self, node: nodes.Element) -> None:
        """Call what the design defines for the classes of a node: ``#let in-note(body)`` is for the class ``note``."""
        self.body += [f"#in-{name}[" for name in node["classes"] if name in self.builder.styles]

    def close_classes(self, node: nodes.Element) -> None:
        """End these calls."""
        self.body += ["]" for name in node["classes"] if name in self.builder.styles]
