"""A document tree as Typst source: calls of the functions that the book's design defines; knows no letters."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes

from . import keeping
from .linking import Linking
from .refusal import refuse
from .source import string
from .tables import Tables
from .unbroken import unparted, whole

_BLANKS = re.compile(r"[ \t\n]+")

#: What stands around the children of a node. The functions are those of the book's design.
AROUND = {
    "emphasis": ("#emph[", "]"), "title_reference": ("#emph[", "]"), "strong": ("#strong[", "]"),
    "subscript": ("#sub[", "]"), "superscript": ("#super[", "]"),
    "block_quote": ("\n#block-quote[", "]\n\n"), "attribution": ("\n#attribution[", "]\n"),
    "rubric": ("\n#label-line[", "]\n\n"), "subtitle": ("#subtitle[", "]\n\n"),
    "figure": ("\n#figure-block[", "]\n\n"), "caption": ("#caption[", "]\n"), "legend": ("#legend[", "]\n"),
    "term": ("\n#term[", "]\n"), "definition": ("#definition[", "]\n\n"),
    "field_list": ("\n#definitions[", "]\n\n"), "field": ("#field[", "]\n"), "field_name": ("#field-name[", "]"),
    "field_body": (" ", ""), "line_block": ("\n#line-block[", "]\n\n"), "line": ("", " #linebreak() "),
    **dict.fromkeys(
        ("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "admonition", "seealso"),
        ("\n#admonition[", "]\n\n"),
    ),
}  # fmt: skip
#: Nodes that show their children and nothing else, and such as nobody is to see.
BARE = ("document", "compound")
LEFT_OUT = ("comment", "substitution_definition", "system_message", "tabular_col_spec", "meta", "problematic")


class Writer(Linking, Tables):
    """One page of the book, as pieces of source."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Nodes of the tables above need no method of their own; an extension may bring one, which goes first."""
        name = node.__class__.__name__
        if hasattr(self, f"visit_{name}") or not isinstance(node, nodes.Element):
            super().dispatch_visit(node)
        elif name in LEFT_OUT:
            raise nodes.SkipNode
        elif name in AROUND:
            self.body.append(AROUND[name][0])
            self.put_anchors(node)
        elif name not in BARE:
            super().dispatch_visit(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """End what the table begins."""
        name = node.__class__.__name__
        if hasattr(self, f"visit_{name}") or name not in AROUND:
            super().dispatch_departure(node)
        else:
            self.trim()
            self.body.append(AROUND[name][1])

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils' own name
        text = node.astext()
        if not self.verbatim:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if text.startswith(" ") and self._after_blank() else text
            self.body += unparted(text, quoted="quotation" in node.parent.get("classes", ()))
        else:
            self.body += whole(text)

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

    def _names(self, section: nodes.Element) -> list[str]:
        """The ids of a section; the first on a page is also the page itself."""
        return [*section["ids"], *([""] if self.level == 2 else [])]

    def visit_paragraph(self, node: nodes.Element) -> None:
        role = keeping.role_of(node)
        self.body.append(f"#{role}[" if role else "")
        self.open_classes(node)
        self.put_anchors(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.close_classes(node)
        self.body.append("]\n\n" if keeping.role_of(node) else "\n\n")

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

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self._open_block(node, "#entries(" if keeping.has_entries(node) else "#bullets(")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self._open_block(node, f"#numbered(start: {node.get('start', 1)}, ")

    def depart_bullet_list(self, node: nodes.Element) -> None:
        self._close_block(node, ")")

    def depart_enumerated_list(self, node: nodes.Element) -> None:
        self._close_block(node, ")")

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
        self.body.append("kept[" if keeping.is_kept(node) else "[")
        self.put_anchors(node)

    def depart_list_item(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("], ")

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self.body.append("\n#kept[" if keeping.is_kept(node) else "")

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("]\n\n" if keeping.is_kept(node) else "\n\n")

    def visit_definition_list(self, node: nodes.Element) -> None:
        self._open_block(node, "#definitions[#show: hanging\n" if keeping.has_lines(node) else "#definitions[")

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
            refuse(f"the image {node['uri']} has no alternative text", node)
        self.body.append(f"#picture({string(self.builder.keep(path))}, {string(node['alt'])})")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.Element) -> None:
        self.body.append("\n#transition\n\n")
        raise nodes.SkipNode

    def unknown_visit(self, node: nodes.Node) -> None:
        """Nothing is dropped: what this writer does not know, no reader would miss."""
        refuse(f"the writer has no visitor for the node {node.__class__.__name__!r} on page {self.docname}", node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """A node that has a visitor may do without an end."""
