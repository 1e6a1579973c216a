"""Where a writer cannot show what the document tree says, the tree is put into its terms; HTML needs none of this."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import nodes as own
from .apparatus import annotation_line
from .notices import Code, warn


class PrintedMarkers(SphinxPostTransform):
    """Outside HTML, a list whose markers are printed becomes indented paragraphs: writers would draw a second marker."""

    default_priority = 400
    formats = ("latex", "text", "man", "texinfo")

    def run(self, **kwargs: Any) -> None:
        for listed in list(self.document.findall(nodes.bullet_list)):
            if "printed-markers" in listed["classes"]:
                paragraphs = [child for item in listed.children for child in item.children]
                listed.replace_self(nodes.block_quote("", *paragraphs))


class StrayAnnotations(SphinxTransform):
    """A note that no message has taken to itself is reported, and not shown."""

    default_priority = 10

    def apply(self, **kwargs: Any) -> None:
        for note in list(self.document.findall(own.annotation)):
            warn(
                Code.STRAY_ANNOTATION,
                f"the annotation on {note['words']!r} stands in no message",
                (self.env.docname, annotation_line(self.env, note)),
                "write it inside the message directive",
            )
            note.parent.remove(note)


class IndexEntries(SphinxPostTransform):
    """In HTML, index entries leave the page once the index has them: nothing is printed where they stand.

    Sphinx's search index would take them up as results of its own, one for every letter that a person is named on, and
    loses those of all other pages when one page is built again (``IndexBuilder.load`` in Sphinx 9.0 reads none).
    """

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for entry in list(self.document.findall(addnodes.index)):
            entry.parent.remove(entry)
