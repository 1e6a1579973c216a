"""How an e-book shows the nodes that a web page shows with what not every reader has; knows no package."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from .. import nodes as own

#: What a role of an element is called among the types of EPUB, which readers show notes by.
TYPES = {"doc-footnote": "footnote", "doc-noteref": "noteref", "doc-backlink": "backlink"}


class EbookTranslator(HTML5Translator):
    """HTML as EPUB has it: notes are typed, so that readers can show them where they are called for."""

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Any element; one with a note's role gets its type."""
        if attributes.get("role") in TYPES:
            attributes["epub:type"] = TYPES[attributes["role"]]
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def visit_footnote(self, node: nodes.Element) -> None:
        """A note stands by itself: a list of notes around it would be a second aside."""
        self.body.append(self.starttag(node, "aside", classes=["footnote"], role="doc-footnote"))

    def depart_footnote(self, node: nodes.Element) -> None:
        self.body.append("</aside>\n")

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "a", "", role="doc-noteref", href=f"#{node['refid']}"))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("</a>")

    def visit_label(self, node: nodes.label) -> None:
        """A note's number leads back to where it is called for; a work's label in the bibliography is docutils' own."""
        if not isinstance(node.parent, nodes.footnote):
            super().visit_label(node)
            return
        (back,) = node.parent["backrefs"]
        named: dict[str, Any] = {"href": f"#{back}", "aria-label": f"Note {node.astext()}, back to the text"}
        self.body.append(self.starttag({}, "a", "", CLASS="label", role="doc-backlink", **named))

    def depart_label(self, node: nodes.label) -> None:
        if not isinstance(node.parent, nodes.footnote):
            super().depart_label(node)
            return
        self.body.append("</a>\n")


def _letter(writer: Any, node: Any) -> None:
    """A paragraph; its number leads to the permanent address, if the book has one: on its own page it stands already."""
    number = f"{node['number']}"
    if node["address"]:
        number = f'<a href="{writer.attval(node["address"])}">{number}</a>'
    shown = f'<span class="paragraph-number" data-apparatus="">{number} </span>' if node["anchor"] else ""
    id = f' id="{node["anchor"]}"' if node["anchor"] else ""
    writer.body.append(f'<p class="letter {node["kind"]}"{id}>{shown}')


def _printed(writer: Any, node: Any) -> None:
    writer.body.append('<p class="printed-header"><span class="label">As printed: </span><span class="line">')


def _end_of_printed(writer: Any, node: Any) -> None:
    writer.body.append("</span></p>\n")


def _references(writer: Any, node: Any) -> None:
    writer.body.append(f'<div class="message-references" data-apparatus=""><p class="summary">{node["summary"]}</p>')


def _end(writer: Any, node: Any) -> None:
    writer.body.append("</div>\n")


def _end_of_paragraph(writer: Any, node: Any) -> None:
    writer.body.append("</p>\n")


#: What is closed on a web page is open here: not every reader opens anything.
VISITORS: dict[type[nodes.Element], own.Pair] = {
    own.letter: (_letter, _end_of_paragraph),
    own.printed_header: (_printed, _end_of_printed),
    own.message_references: (_references, _end),
}
