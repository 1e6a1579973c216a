"""What a page must not part: entries, and the lines that lead to them, by how much they are; writes nothing."""

from __future__ import annotations

from docutils import nodes

#: As many characters of our words as make two lines, seven, eight, and half a page.
LEADING, SHORT, KEPT, CLOSING = 170, 500, 560, 1400
#: What a line or two may lead to.
_LED_TO = ("bullet_list", "enumerated_list", "definition_list", "field_list", "table", "citation", "drawing", "figure",
           "literal_block")  # fmt: skip


def role_of(paragraph: nodes.Element) -> str:
    """``entry-head``, ``leading-in``, ``resuming``, ``closing``, or nothing for a paragraph like others."""
    item = paragraph.parent
    if isinstance(item, nodes.list_item):
        return "entry-head" if item.index(paragraph) == 0 and len(_paragraphs(item)) > 1 else ""
    after = paragraph.next_node(descend=False, siblings=True)
    if (_has_works(after) or type(after).__name__ in _LED_TO) and len(paragraph.astext()) < LEADING:
        return "leading-in"
    if _has_works(paragraph.previous_sibling()):
        return "resuming"
    return "closing" if isinstance(paragraph.previous_sibling(), nodes.paragraph) and _closes(paragraph, after) else ""


def _has_works(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.container) and bool(node.children) and isinstance(node.children[0], nodes.citation)


def _closes(paragraph: nodes.Element, after: nodes.Node | None) -> bool:
    """Whether a paragraph ends a chapter, or stands before one that is too short to do so alone."""
    if isinstance(after, nodes.paragraph) and len(after.astext()) < SHORT:
        return _is_last(after) and len(paragraph.astext()) + len(after.astext()) < CLOSING
    return _is_last(paragraph) and len(paragraph.astext()) < CLOSING


def _is_last(node: nodes.Element) -> bool:
    """Whether a page of the book ends with a node of its sections."""
    while isinstance(node.parent, nodes.section):
        if node.next_node(descend=False, siblings=True) is not None:
            return False
        node = node.parent
    return isinstance(node, nodes.section)


def has_entries(listed: nodes.Element) -> bool:
    """Whether an item of a list has several paragraphs."""
    return any(len(_paragraphs(item)) > 1 for item in listed.children)


def has_lines(definitions: nodes.Element) -> bool:
    """Whether each paragraph of these definitions is an entry of its own."""
    return any(len(_bare(definition)) > 1 for item in definitions.children for definition in item.children[-1:])


def is_kept(item: nodes.Element) -> bool:
    """Whether an entry is so short that it stands on one page; an item of one paragraph needs no care."""
    several = not isinstance(item, nodes.list_item) or len(_paragraphs(item)) > 1
    return several and len(item.astext()) < KEPT


def _paragraphs(item: nodes.Node) -> list[nodes.Node]:
    return [child for child in item.children if isinstance(child, nodes.paragraph)]


def _bare(definition: nodes.Node) -> list[nodes.Node]:
    return [child for child in _paragraphs(definition) if isinstance(child, nodes.Element) and not child["classes"]]
