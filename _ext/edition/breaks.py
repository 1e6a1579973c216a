"""Where a page may not break within a letter, by how much its paragraphs are and where notes are called; sets nothing."""

from __future__ import annotations

from docutils import nodes

from . import nodes as own

#: A paragraph with fewer characters is a line; two or three lines have as many as the second; one with
#: fewer than the last, or a turn, moves to the next page as a whole.
SHORT, LINES, WHOLE = 50, 140, 600


def keeps(node: nodes.Element) -> bool:
    """Whether a paragraph is not parted from the next: no salutation and no heading ends a page, no name begins one."""
    at = node.parent.index(node)
    after = node.parent.children[at + 1 :]
    opens = node["number"] == 1 and len(node.astext()) < SHORT
    closes = len(after) == 1 and len(after[0].astext()) < SHORT and len(node.astext()) < WHOLE
    leads = node["kind"] == "heading" or (node.astext().rstrip().endswith(":") and len(node.astext()) < LINES)
    return bool(after) and (opens or closes or leads)


def with_head(message: nodes.Element) -> list[nodes.Element]:
    """The paragraphs that are one block with the head of their letter: the first with a note, and a line above it."""
    letters = [one for one in message.findall(own.letter) if not isinstance(one.parent, own.embedded)]
    line = letters[:1] if letters[1:] and len(letters[0].astext()) < SHORT and not any(noted(letters[0])) else []
    below = letters[len(line) : len(line) + 1]
    fits = all(any(noted(one)) and len(one.astext()) < WHOLE for one in below)
    return [*line, *below] if letters[:1] == [next(message.findall(own.letter), None)] and fits else []


def noted(node: nodes.Element) -> tuple[bool, bool]:
    """Whether notes are called in the first lines of a paragraph, and in its last."""
    before, first, last = 0, False, False
    for one in node.findall(lambda part: isinstance(part, nodes.Text | nodes.footnote_reference)):
        if isinstance(one, nodes.footnote_reference):
            first, last = first or before <= LINES, last or before >= len(node.astext()) - LINES
        before += len(one.astext())
    return first, last


def whole(node: nodes.Element) -> bool:
    """Whether what is so short moves to the next page as a whole."""
    return len(node.astext()) < WHOLE
