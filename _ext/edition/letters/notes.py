"""The notes of letters, taken from their home page with all that is in them, for another page; knows no letter's text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.transforms import SphinxTransformer
from sphinx.util.logging import suppress_logging

from .. import nodes as own
from ..links import Words

if TYPE_CHECKING:
    from ..domain import EditionDomain
    from .address import LetterPage

#: An address at a letter's home: its id, and perhaps a paragraph.
_HOME = re.compile(r"msg-(?P<id>.+?)(?:-p(?P<number>\d+))?")


def notes_at(domain: EditionDomain, builder: Builder, docname: str, ids: Iterable[str]) -> dict[str, own.message_notes]:
    """The notes of the letters ``ids``, all at home on ``docname``, their references made as on that page.

    They come from the page as it was read, so that every process has them whichever page it writes.
    """
    doctree = domain.env.get_doctree(docname)
    wanted = frozenset(ids)
    found = {}
    document = new_document(doctree["source"], doctree.settings)
    document.reporter = doctree.reporter
    for letter in doctree.findall(own.message):
        notes = next(letter.findall(own.message_notes), None) if letter["data-message"] in wanted else None
        if notes is not None:
            found[letter["data-message"]] = notes.deepcopy()
            document += found[letter["data-message"]]
    if found:
        _resolve(domain, document, docname)
    return found


def _resolve(domain: EditionDomain, document: nodes.document, docname: str) -> None:
    """What Sphinx does when it writes a page; the page itself has been told of whatever leads nowhere."""
    env = domain.env
    before = env.current_document.docname
    env.current_document.docname = docname
    transformer = SphinxTransformer(document)
    transformer.set_environment(env)
    transformer.add_transforms(env._registry.get_post_transforms())
    try:
        with suppress_logging():
            transformer.apply_transforms()
    finally:
        env.current_document.docname = before


def rehome(notes: own.message_notes, page: LetterPage, docname: str) -> None:
    """Put the notes of one letter into the terms of its page: numbered from 1, their links leading from there."""
    marks = list(notes.findall(nodes.footnote_reference))
    footnotes = [child for child in notes.children if isinstance(child, nodes.footnote)]
    for target in [*notes.findall(nodes.target), *notes.findall(addnodes.index)]:
        target.parent.remove(target)  # an address at home, or the index's
    for number, (mark, footnote) in enumerate(zip(marks, footnotes, strict=True), 1):
        mark["ids"], mark["refid"] = [f"mark-{number}"], f"note-{number}"
        footnote["ids"], footnote["backrefs"] = [f"note-{number}"], [f"mark-{number}"]
        mark[:] = [nodes.Text(str(number))]
        footnote[0] = nodes.label("", str(number))
    for phrase in notes.findall(own.phrase):
        phrase["anchor"], phrase["address"] = "", page.address(Words("", phrase["kind"], phrase["target"]))
    for link in notes.findall(nodes.reference):
        _relead(link, page, docname)


def _relead(link: nodes.reference, page: LetterPage, docname: str) -> None:
    """A link of the home page, as it must be on the letter's."""
    home = page.builder.get_target_uri(docname)
    if "refid" in link:
        address = f"{home}#{link.attributes.pop('refid')}"
    elif link.get("internal"):
        path, hash, anchor = link["refuri"].partition("#")
        address = (posixpath.normpath(posixpath.join(posixpath.dirname(home), path)) if path else home) + hash + anchor
    else:
        return
    match = _HOME.fullmatch(address.partition("#")[2])
    if match and page.domain.place("message", match["id"]):
        link["refuri"] = page.letter(match["id"], match["number"] or "")
    else:
        link["refuri"] = posixpath.relpath(address, posixpath.dirname(page.builder.get_target_uri(page.docname)))
