"""A document tree as Typst source: calls of the functions that the book's design defines; knows no letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxTranslator

from .labels import Labels
from .linking import Linking
from .source import Piece, string, words
from .tables import Tables

if TYPE_CHECKING:
    from .builder import PDFBuilder

_BLANKS = re.compile(r"[ \t\n]+")
Visitor = Callable[[Any, nodes.Element], None]


def _around(before: str, after: str = "]") -> tuple[Visitor, Visitor]:
    """Source put around the children."""

    def visit(writer: Writer, node: nodes.Element) -> None:
        writer.body.append(before)
        writer.put_anchors(node)

    def depart(writer: Writer, node: nodes.Element) -> None:
        writer.trim()
        writer.body.append(after)

    return visit, depart


def _nothing(writer: Any, node: nodes.Element) -> None:
    """Show the children and nothing else."""


def _skip(writer: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


class Writer(Linking, Tables, SphinxTranslator):
    """One page of the book, as pieces of source."""

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

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils' own name
        text = node.astext()
        if not self.verbatim:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if text.startswith(" ") and self._after_blank() else text
        self.body.append(words(text))

    def _after_blank(self) -> bool:
        """Whether the words before end with a blank, perhaps with a place between that nobody sees."""
        before = next((piece for piece in reversed(self.body) if isinstance(piece, str) and not piece.startswith("#mark(")), "")
        return before.endswith(' "')

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils' own name
        """Text has no end."""

    def visit_section(self, node: nodes.Element) -> None:
        self.level += 1

    def depart_section(self, node: nodes.Element) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        self.in_title = True
        if isinstance(node.parent, nodes.section):
            key = string(self.labels.declare(self.docname, self._names(node.parent)))
            self.body.append(f"\n\n#chapter({key})[" if self.level == 2 else f"\n\n#section({self.level}, {key})[")
        else:
            self.body.append("#caption[" if isinstance(node.parent, nodes.table) else "#label-line[")

    def depart_title(self, node: nodes.Element) -> None:
        self.in_title = False
        self.body += ["]", *self.after_title, "\n\n"]
        self.after_title.clear()

    def aside(self, piece: Piece) -> None:
        """What nobody sees stands where it is met, but behind a heading: headings are printed again in contents and heads."""
        (self.after_title if self.in_title else self.body).append(piece)

    def _names(self, section: nodes.Element) -> list[str]:
        """The ids of a section; the first on a page is also the page itself."""
        return [*section["ids"], *([""] if self.level == 2 else [])]

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.body.append("#subtitle[")

    def depart_subtitle(self, node: nodes.Element) -> None:
        self.body.append("]\n\n")

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.open_classes(node)
        self.put_anchors(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.close_classes(node)
        self.body.append("\n\n")

    visit_emphasis, depart_emphasis = _around("#emph[")
    visit_title_reference, depart_title_reference = _around("#emph[")
    visit_strong, depart_strong = _around("#strong[")
    visit_subscript, depart_subscript = _around("#sub[")
    visit_superscript, depart_superscript = _around("#super[")
    visit_block_quote, depart_block_quote = _around("\n#block-quote[", "]\n\n")
    visit_attribution, depart_attribution = _around("\n#attribution[", "]\n")
    visit_rubric, depart_rubric = _around("\n#label-line[", "]\n\n")
    visit_caption, depart_caption = _around("#caption[", "]\n")
    visit_legend, depart_legend = _around("#legend[", "]\n")
    visit_figure, depart_figure = _around("\n#figure-block[", "]\n\n")
    visit_term, depart_term = _around("\n#term[", "]\n")
    visit_definition, depart_definition = _around("#definition[", "]\n\n")
    visit_field_list, depart_field_list = _around("\n#definitions[", "]\n\n")
    visit_field, depart_field = _around("#field[", "]\n")
    visit_field_name, depart_field_name = _around("#field-name[")
    visit_field_body, depart_field_body = _around(" ", "")
    visit_note, depart_note = _around("\n#admonition[", "]\n\n")
    visit_tip = visit_warning = visit_important = visit_hint = visit_admonition = visit_seealso = visit_note
    depart_tip = depart_warning = depart_important = depart_hint = depart_admonition = depart_seealso = depart_note
    visit_line_block, depart_line_block = _around("\n#line-block[", "]\n\n")
    visit_line, depart_line = _around("", " #linebreak() ")

    visit_document = depart_document = _nothing
    visit_compound = depart_compound = visit_definition_list_item = depart_definition_list_item = _nothing
    visit_comment = visit_substitution_definition = visit_system_message = visit_tabular_col_spec = _skip
    visit_meta = visit_problematic = _skip

    def visit_inline(self, node: nodes.Element) -> None:
        self.put_anchors(node)
        self.open_classes(node)

    def depart_inline(self, node: nodes.Element) -> None:
        self.close_classes(node)

    def visit_container(self, node: nodes.Element) -> None:
        self.body.append("\n")
        self.open_classes(node)
        self.put_anchors(node)

    def depart_container(self, node: nodes.Element) -> None:
        self.trim()
        self.close_classes(node)
        self.body.append("\n\n")

    def open_classes(self, node: nodes.Element) -> None:
        """Call what the design defines for the classes of a node: ``#let in-note(body)`` is for the class ``note``."""
        self.body += [f"#in-{name}[" for name in node["classes"] if name in self.builder.styles]

    def close_classes(self, node: nodes.Element) -> None:
        """End these calls."""
        self.body += ["]" for name in node["classes"] if name in self.builder.styles]

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self._open_block(node, "#bullets(")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self._open_block(node, f"#numbered(start: {node.get('start', 1)}, ")

    def depart_bullet_list(self, node: nodes.Element) -> None:
        self._close_block(node, ")")

    depart_enumerated_list = depart_bullet_list

    def _open_block(self, node: nodes.Element, call: str) -> None:
        self.trim()
        self.body.append("\n")
        self.open_classes(node)
        self.body.append(call)

    def _close_block(self, node: nodes.Element, end: str) -> None:
        self.body.append(end)
        self.close_classes(node)
        self.body.append("\n\n")

    def visit_list_item(self, node: nodes.Element) -> None:
        self.body.append("[")
        self.put_anchors(node)

    def depart_list_item(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("], ")

    def visit_definition_list(self, node: nodes.Element) -> None:
        self._open_block(node, "#definitions[")

    def depart_definition_list(self, node: nodes.Element) -> None:
        self.trim()
        self._close_block(node, "]")

    def visit_literal(self, node: nodes.Element) -> None:
        self.body.append(f"#code({string(node.astext())})")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.body.append(f"\n#listing({string(node.astext())})\n\n")
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.Element) -> None:
        if "typst" in node.get("format", "").split():
            self.body.append(node.astext())
        raise nodes.SkipNode

    def visit_image(self, node: nodes.Element) -> None:
        path = Path(self.builder.srcdir) / node["uri"]
        if not node.get("alt"):
            raise SphinxError(f"the image {node['uri']} on page {self.docname} has no alternative text")
        self.body.append(f"#picture({string(self.builder.keep(path))}, {string(node['alt'])})")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.Element) -> None:
        self.body.append("\n#transition\n\n")
        raise nodes.SkipNode

    def unknown_visit(self, node: nodes.Node) -> None:
        """Nothing is dropped: what this writer does not know, no reader would miss."""
        place = f"{self.docname}, line {node.line}" if node.line else self.docname
        raise SphinxError(f"typst: the writer has no visitor for the node {node.__class__.__name__!r} ({place})")

    def unknown_departure(self, node: nodes.Node) -> None:
        """A node that has a visitor may do without an end."""
