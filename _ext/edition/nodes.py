"""The nodes that docutils lacks for letters, and one table of how each writer shows them; knows no corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

#: Around the words of a quotation, and between them and their place: a narrow blank that no line ends at.
OPENING, CLOSING, NARROW = "“", "”", "\N{NARROW NO-BREAK SPACE}"
Visitor = Callable[[Any, Any], None]
Pair = tuple[Visitor, Visitor]


class kept(nodes.General, nodes.Element):
    """What stands for a part of a page until the page is written."""


class message(kept):
    """A whole letter or turn: ``message_header``, ``message_body``, perhaps ``message_notes``.

    Until its page is written it holds its notes alone, and their marks with the words they are on in ``anchored``: what
    a page is read for does not concern the text of letters, and every transform of Sphinx would walk through it.
    """


class message_header(nodes.General, nodes.Element):
    """Parties and date, normalised, and the header as printed."""


class printed_header(nodes.General, nodes.TextElement):
    """The header line, verbatim; on paper it is a line, on screen it opens on request."""


class message_body(nodes.General, nodes.Element):
    """The message's own text; whatever in it is not is an ``apparatus``."""


class message_notes(nodes.General, nodes.Element):
    """The notes of one message, as footnotes."""


class message_references(nodes.General, nodes.Element):
    """Where a letter's words lead, and what leads to it; ``summary`` says how much there is of each."""


class folded(nodes.General, nodes.Element):
    """What is closed on a web page until a reader, or a link into it, opens it; ``summary`` says what it is."""


class beside(nodes.General, nodes.Element):
    """Notes that stand at their paragraph: beside it where there is room, else below it."""


class annotation(nodes.General, nodes.Element):
    """A note between its directive and its message, which puts it on its ``words``; gone before anything is written."""


class embedded(nodes.General, nodes.Element):
    """A document inside a message: an ``embedded_label``, then its blocks."""


class embedded_label(nodes.General, nodes.TextElement):
    """What an embedded document is and whose, in our words: apparatus."""


class transcribers_note(nodes.General, nodes.TextElement):
    """A line that the transcriber put between messages."""


class apparatus(nodes.Inline, nodes.TextElement):
    """Something of ours inside a letter's text, such as a note's mark."""


class letter(nodes.paragraph):
    """A paragraph of a letter, in its role (``kind``), with its ``number``; at home with an ``anchor``, and an ``address``."""


class paragraph_number(nodes.Inline, nodes.Element):
    """The ``number`` of a paragraph on paper, labelled with its ``anchor``; in HTML its paragraph writes it."""


class run(nodes.Inline, nodes.Element):
    """A line of ours in HTML, ready made (``markup``): a leaf, because there are so many."""


class page_numbers(nodes.Inline, nodes.Element):
    """On paper, the pages on which ``places`` (``docname#anchor``) stand, after the words ``before``."""


class drawing(nodes.General, nodes.Element):
    """A picture on paper: its ``svg``, in words (``alt``) what it shows, and what stands below it (``about``).

    Without words it adds nothing to those beside it.
    """


class phrase(nodes.Inline, nodes.TextElement):
    """Words of our prose that lead somewhere, as one node: there are so many, and every transform walks through all.

    ``kind`` and ``target`` say where; ``classes`` are those of the words, ``anchor`` is what leads back to them. With a
    ``locus`` they are a quotation's. ``address`` is there once all homes are known; ``links.in_full`` is for other writers.
    """


class generated(kept):
    """A part that follows from the Corpus (``part`` names it); made when its page is written, and all homes are known.

    Until then it holds what the editors say ``about`` entries of the register, or in notes that it lists.
    """


class about(nodes.General, nodes.Element):
    """What the editors say of an ``entry`` of the register, or in a note (``docname#anchor``), until its list is made."""


class redaction(nodes.Inline, nodes.TextElement):
    """Text that the disclosure hides, as printed; ``label`` is what a screen reader says."""


class transcriber(nodes.Inline, nodes.TextElement):
    """The transcriber's hand inside a letter: what stands there for a lost link, picture or footnote."""


class dateline(nodes.Inline, nodes.TextElement):
    """A date; ``when`` is its ISO value as far as printed, or empty."""


def _nothing(writer: Any, node: Any) -> None:
    """Show the children and nothing else."""


_BARE: Pair = (_nothing, _nothing)


def _tag(name: str, **fixed: str) -> Pair:
    """An HTML element with the node's ids and classes."""

    def visit(writer: Any, node: Any) -> None:
        extra = {key: node[key] for key in ("data-message", "role", "aria-label", "datetime", "title") if node.get(key)}
        writer.body.append(writer.starttag(node, name, suffix="", **fixed, **extra))

    def depart(writer: Any, node: Any) -> None:
        writer.body.append(f"</{name}>" + ("\n" if not isinstance(node, nodes.Inline) else ""))

    return visit, depart


def _visit_printed(writer: Any, node: Any) -> None:
    writer.body.append('<details class="printed-header"><summary>As printed</summary><p>')


def _depart_printed(writer: Any, node: Any) -> None:
    writer.body.append("</p></details>\n")


def _visit_references(writer: Any, node: Any) -> None:
    writer.body.append(f'<details class="message-references" data-apparatus=""><summary>{node["summary"]}</summary>')


def _depart_references(writer: Any, node: Any) -> None:
    writer.body.append("</details>\n")


def _visit_folded(writer: Any, node: Any) -> None:
    writer.body.append(f'<details class="folded" id="{node["ids"][0]}"><summary>{node["summary"]}</summary>')


def _around(before: str, after: str) -> Pair:
    """LaTeX, text or man source put around the children."""

    def visit(writer: Any, node: Any) -> None:
        writer.body.append(before)

    def depart(writer: Any, node: Any) -> None:
        writer.body.append(after)

    return visit, depart


def _latex_labelled(before: str, after: str) -> Pair:
    """A LaTeX environment that also writes the node's labels, so that links to it work."""

    def visit(writer: Any, node: Any) -> None:
        labels = "".join(writer.hypertarget(anchor, anchor=True) for anchor in node["ids"])
        writer.body.append(f"\n\\par {labels}{before}")

    def depart(writer: Any, node: Any) -> None:
        writer.body.append(after)

    return visit, depart


def _paragraph_in(kind: str) -> Pair:
    """Text and man: show the node as a paragraph of the writer's own."""

    def visit(writer: Any, node: Any) -> None:
        getattr(writer, f"visit_{kind}")(node)

    def depart(writer: Any, node: Any) -> None:
        getattr(writer, f"depart_{kind}")(node)

    return visit, depart


def _text_inline(before: str, after: str) -> Pair:
    def visit(writer: Any, node: Any) -> None:
        writer.add_text(before)

    def depart(writer: Any, node: Any) -> None:
        writer.add_text(after)

    return visit, depart


def _letter_in_html(writer: Any, node: Any) -> None:
    anchor = node["anchor"]
    if not anchor:
        writer.body.append(f'<p class="letter {node["kind"]}">')
        return
    link = f'<a class="reference internal" href="{node["address"]}">{node["number"]}</a>'
    number = f'<span class="paragraph-number" data-apparatus="">{link}</span>'
    writer.body.append(f'<p class="letter {node["kind"]}" id="{anchor}">{number}')


def _end_of_letter(writer: Any, node: Any) -> None:
    writer.body.append("</p>\n")


def _run(writer: Any, node: Any) -> None:
    writer.body.append(node["markup"])


def _phrase(writer: Any, node: Any) -> None:
    """A phrase as ``links.in_full`` would have it written."""
    words = node["words"] if node["locus"] else node.astext()
    classes = f' class="{" ".join(node["classes"])}"' if node["classes"] else ""
    address = writer.attval(node["address"])
    link = f'<a class="reference internal" href="{address}"><span{classes}>{writer.encode(words)}</span></a>'
    if node["locus"]:
        locus = f'<span class="locus">{writer.encode(node["locus"])}</span>'
        link = f'<span class="quotation">{OPENING}{link}{CLOSING}</span>{NARROW}{locus}'
    writer.body.append((f'<span class="target" id="{node["anchor"]}"></span>' if node["anchor"] else "") + link)
    raise nodes.SkipNode


def _number_in_latex(writer: Any, node: Any) -> None:
    """The paragraph's label, which LaTeX's paragraphs do not write, and its number."""
    writer.body.append(f"\\textsuperscript{{{writer.hypertarget(node['anchor'])}{node['number']}}}~")


def _number_in_text(writer: Any, node: Any) -> None:
    writer.add_text(f"[{node['number']}] ")


def _number_in_source(writer: Any, node: Any) -> None:
    writer.body.append(f"[{node['number']}] ")


_PARAGRAPH, _QUOTE = _paragraph_in("paragraph"), _paragraph_in("block_quote")

#: node → writer → how it is shown; a writer that is not named here gets the children alone.
VISITORS: dict[type[nodes.Element], dict[str, Pair]] = {
    message: {"html": _tag("article"), "latex": _latex_labelled("", "\n\n"), "man": (_around(".sp\n", "")[0], _nothing)},
    message_header: {"html": _tag("header", CLASS="message-header"), "latex": _around("", "\n\n")},
    printed_header: {
        "html": (_visit_printed, _depart_printed),
        "latex": _around("\n{\\footnotesize ", "}\n\n"),
        "text": _PARAGRAPH, "man": _PARAGRAPH, "texinfo": _PARAGRAPH,
    },
    message_body: {"html": _tag("div", CLASS="message-body"), "text": _QUOTE, "man": _QUOTE},
    message_notes: {"html": _tag("div", CLASS="message-notes")},
    message_references: {
        "html": (_visit_references, _depart_references), "latex": _around("\n{\\footnotesize ", "}\n\n"),
    },
    folded: {"html": (_visit_folded, _depart_references)},
    beside: {"html": _tag("div", CLASS="beside", **{"data-apparatus": ""})},
    embedded: {
        "html": _tag("div", CLASS="embedded", role="group"),
        "latex": _around("\\begin{quote}", "\\end{quote}\n"), "text": _QUOTE, "man": _QUOTE, "texinfo": _QUOTE,
    },
    letter: {
        "html": (_letter_in_html, _end_of_letter),
        "latex": _PARAGRAPH, "text": _PARAGRAPH, "man": _PARAGRAPH, "texinfo": _PARAGRAPH,
    },
    run: {"html": (_run, _nothing)},
    phrase: {"html": (_phrase, _nothing)},
    embedded_label: {
        "html": _tag("p", CLASS="embedded-label", **{"data-apparatus": ""}),
        "latex": _around("\n{\\footnotesize\\itshape ", "\\par}\n"),
        "text": _PARAGRAPH, "man": _PARAGRAPH, "texinfo": _PARAGRAPH,
    },
    transcribers_note: {
        "html": _tag("p", CLASS="transcribers-note"),
        "latex": _around("\n\\par{\\itshape ", "\\par}\n\n"),
        "text": _PARAGRAPH, "man": _PARAGRAPH, "texinfo": _PARAGRAPH,
    },
    apparatus: {"html": _tag("span", **{"data-apparatus": ""})},
    paragraph_number: {
        "latex": (_number_in_latex, _nothing), "text": (_number_in_text, _nothing),
        "man": (_number_in_source, _nothing), "texinfo": (_number_in_source, _nothing),
    },
    redaction: {"html": _tag("span", role="img")},
    transcriber: {"html": _tag("span", CLASS="transcriber"), "latex": _around("\\emph{", "}")},
    dateline: {"html": _tag("time")},
}  # fmt: skip


def register_nodes(app: Sphinx) -> None:
    """Tell Sphinx every node with its visitors; a writer without a line in the table shows the children alone."""
    for node, visitors in VISITORS.items():
        shown: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), _BARE)
        app.add_node(node, **(shown | visitors))
