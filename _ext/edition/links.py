"""Links to messages, threads and people: waiting while pages are read, made once all homes are known; shows no letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

from corpus.model import Thread

if TYPE_CHECKING:
    from .domain import EditionDomain

#: What is shown as a link: kind (msg, person, thread), target (``id`` or ``id ¶2``), words, classes.
Link = Callable[[str, str, str, Sequence[str]], nodes.Element]


def message_anchor(id: str) -> str:
    """The HTML id of a message at its home; the prefix keeps docutils from losing the leading digits."""
    return f"msg-{id}"


def paragraph_anchor(id: str, number: int | str) -> str:
    """The HTML id of a message's paragraph at its home."""
    return f"{message_anchor(id)}-p{number}"


def waiting(kind: str, target: str, words: str, classes: Sequence[str] = ()) -> addnodes.pending_xref:
    """A reference that Sphinx resolves when the page is written; other extensions and books may have a say."""
    content = nodes.inline("", words, classes=list(classes))
    return addnodes.pending_xref("", content, refdomain="edition", reftype=kind, reftarget=target, refexplicit=True)


def thread_link(thread: Thread, link: Link) -> nodes.Element:
    """A link to a thread's heading, under its words, which smart quotes must leave alone."""
    shown = link("thread", thread.id, thread.title, ["thread"])
    shown["support_smartquotes"] = False
    return shown


class Homes:
    """Makes the links of one page straight away: ours are many, and Sphinx takes its time over each."""

    def __init__(self, domain: EditionDomain, builder: Builder, docname: str) -> None:
        self.domain = domain
        self.builder = builder
        self.docname = docname
        self.addresses: dict[str, str] = {}

    def link(self, kind: str, target: str, words: str, classes: Sequence[str] = ()) -> nodes.Element:
        """A link, or the bare words where this book does not print what they name."""
        id, _, number = target.partition(" ¶")
        place = self.domain.place("message" if kind == "msg" else kind, id)
        if place is None:
            return nodes.inline("", words, classes=list(classes))
        anchor = paragraph_anchor(id, number) if number else place.anchor
        link = nodes.reference("", words, internal=True, classes=list(classes))
        if place.docname == self.docname:
            link["refid"] = anchor
        else:
            link["refuri"] = f"{self._address(place.docname)}#{anchor}"
        return link

    def _address(self, docname: str) -> str:
        if docname not in self.addresses:
            self.addresses[docname] = self.builder.get_relative_uri(self.docname, docname)
        return self.addresses[docname]
