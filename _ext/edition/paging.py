"""Which links name, on paper, the page that they lead to: a list of letters names none, for letters stand in order there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeGuard

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

#: Indices that other formats have as pages of their own, and what stands for them on paper.
ELSEWHERE = {"%edition-people": "%typeset#index-person"}
#: What may stand between the places of one row.
DIVIDERS = (", ", " and ", ", and ", "; ")
#: The classes of links that are the number of a letter, or a paragraph of it.
NUMBERS = {"message-number", "place"}
#: Tables that name so many letters that a page for each would hide the numbers.
BARE = {"picture-data"}


class PrintedPages(SphinxPostTransform):
    """Decide for every link whether it names the page that it leads to (``paged``)."""

    default_priority = 425  # once references are resolved and the marks of the index are set
    formats = ("typst",)

    def run(self, **kwargs: Any) -> None:
        for log in [node for node in self.document.findall(nodes.definition_list) if "reading-log" in node["classes"]]:
            # It has thousands of links, below lines that name each letter's page.
            for reference in [one for entry in log.findall(nodes.definition) for one in entry.findall(nodes.reference)]:
                unlink(reference)
        rows: dict[nodes.Element, None] = {}
        for reference in list(self.document.findall(nodes.reference)):
            address = reference.get("refuri", "")
            if address in ELSEWHERE:
                reference["refuri"], reference["paged"] = ELSEWHERE[address], True
            elif is_number(reference):
                rows[reference.parent] = None
            elif address.endswith("#") or "chapter" in classes_of(reference):
                reference["paged"] = True
        for parent in rows:
            for row in _rows(parent):
                _name_pages(row)
        for locus in [node for node in self.document.findall(nodes.inline) if "locus" in node["classes"]]:
            _turn_to_page(locus)


def is_number(node: nodes.Node) -> TypeGuard[nodes.reference]:
    """Whether a node is a link that is the number of a letter, or a paragraph of one."""
    return isinstance(node, nodes.reference) and bool(NUMBERS & {*classes_of(node)})


def classes_of(reference: nodes.reference) -> list[str]:
    """The classes of a link and of the words inside it."""
    return [name for node in (reference, *reference.children[:1]) if isinstance(node, nodes.Element) for name in node["classes"]]


def unlink(reference: nodes.Element) -> None:
    """Leave the words of a link."""
    at = reference.parent.index(reference)
    reference.parent[at : at + 1] = reference.children


def _rows(parent: nodes.Element) -> Iterator[list[nodes.reference]]:
    """Numbers that follow one another, with nothing but a divider between two."""
    row: list[nodes.reference] = []
    for at, child in enumerate(parent.children):
        if not is_number(child):
            continue
        follows = at >= 2 and row and parent[at - 2] is row[-1] and str(parent[at - 1]) in DIVIDERS
        if row and not follows:
            yield row
            row = []
        row.append(child)
    if row:
        yield row


def _name_pages(row: list[nodes.reference]) -> None:
    """Where a row says ``no. 5``, the last place of each letter names its page; letters are then divided by semicolons."""
    letters = [list(places) for _, places in groupby(row, key=_letter)]
    for at, places in enumerate(letters):
        named = places[0].astext().lower().startswith("no. ") and not _is_bare(places[0])
        for place in places:
            place["paged"] = named and place is places[-1]
        if named and at + 1 < len(letters):
            parent = places[-1].parent
            divider = parent.index(places[-1]) + 1
            if str(parent[divider]) == ", ":
                parent[divider] = nodes.Text("; ")


def _letter(reference: nodes.reference) -> str:
    """The page and the letter that a number leads to."""
    docname, _, anchor = reference.get("refuri", f"#{reference.get('refid', '')}").partition("#")
    head, _, paragraph = anchor.rpartition("-p")
    return f"{docname}#{head if paragraph.isdigit() else anchor}"


def _is_bare(reference: nodes.reference) -> bool:
    """Whether a number stands in a table that names no pages."""
    around: nodes.Element | None = reference.parent
    while around is not None:
        if BARE & {*around["classes"]}:
            return True
        around = around.parent
    return False


def _turn_to_page(locus: nodes.inline) -> None:
    """The place of a quotation leads where its words do in other formats: once is enough, and it names the page."""
    at = locus.parent.index(locus)
    quotation = locus.parent[at - 2] if at >= 2 else None
    if isinstance(quotation, nodes.inline) and "quotation" in quotation["classes"]:
        words = next(quotation.findall(nodes.reference), None)
        if words is not None and "msg-" in words.get("refid", words.get("refuri", "")):
            link = {key: words[key] for key in ("refid", "refuri") if key in words}
            place = nodes.inline("", locus.astext(), classes=["message-number"])
            locus.children = [nodes.reference("", "", place, paged=True, **link)]
            unlink(words)
