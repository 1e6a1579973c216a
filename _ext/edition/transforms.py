"""What stands for letters, lists and links becomes nodes of the writer at work, when a page is written; shows nothing itself."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from corpus.model import Corpus

from . import nodes as own
from .apparatus import anchored_marks, annotation_line
from .letters.controls import controls
from .links import Page, Words, in_full
from .notices import Code, line_near, line_of, warn
from .pages import PARTS, register
from .pages.context import references
from .render import render_message

if TYPE_CHECKING:
    from .domain import EditionDomain


class Letters(SphinxPostTransform):
    """When a page is written, letters and generated lists become nodes, their links leading home straight away.

    On paper they must be there when LaTeX collects its footnotes; on screen they come last, so that no other transform
    walks through them.
    """

    default_priority = 390
    formats: tuple[str, ...] = ("latex", "text", "man", "texinfo", "typst", "json")

    def run(self, **kwargs: Any) -> None:
        domain = cast("EditionDomain", self.env.get_domain("edition"))
        pages: dict[str, Page] = {}
        for node in list(self.document.findall(own.kept)):
            page = pages.setdefault(node["docname"], _page(domain, self.env._app.builder, node["docname"]))
            if isinstance(node, own.generated):
                node.replace_self(_generated(node, domain.corpus, page))
                continue
            notes = next(node.findall(own.message_notes), None)
            anchored = anchored_marks(notes, page.on_screen) if notes is not None else []
            message = domain.corpus.messages[node["data-message"]]
            node[:0] = [*render_message(message, page, anchored), *references(message, page), *controls(message, page)]


def _page(domain: EditionDomain, builder: Builder, docname: str) -> Page:
    """A page of the builder's own kind, if it has one."""
    kind: type[Page] = getattr(builder, "page_class", Page)
    return kind(domain, builder, docname)


def _generated(node: own.generated, corpus: Corpus, page: Page) -> list[nodes.Node]:
    said = {child["entry"]: child.children for child in node.children if isinstance(child, own.about)}
    if node["part"] not in PARTS:
        return register(corpus, page, node["part"], said)
    shown = nodes.Element("", *PARTS[node["part"]](corpus, page))
    for place in list(shown.findall(own.about)):
        place.replace_self(said[place["entry"]])
    return shown.children


class LettersOnScreen(Letters):
    """The same for HTML and EPUB."""

    default_priority = 990
    formats = ("html",)


class PrintedMarkers(SphinxPostTransform):
    """Outside HTML, a list whose markers are printed becomes indented paragraphs: writers would draw a second marker."""

    default_priority = 410
    formats = ("latex", "text", "man", "texinfo")

    def run(self, **kwargs: Any) -> None:
        for listed in list(self.document.findall(nodes.bullet_list)):
            if "printed-markers" in listed["classes"]:
                paragraphs = [child for item in listed.children for child in item.children]
                listed.replace_self(nodes.block_quote("", *paragraphs))


class Phrases(SphinxTransform):
    """Words of ours learn which page they stand on: writers that join pages could not tell any more.

    Those of a heading become what Sphinx knows, because it copies them into its tables of contents.
    """

    default_priority = 870  # after smart quotes, before Sphinx collects headings

    def apply(self, **kwargs: Any) -> None:
        for phrase in list(self.document.findall(own.phrase)):
            phrase["refdoc"] = self.env.docname
            around: nodes.Element | None = phrase.parent
            while isinstance(around, nodes.Inline):
                around = around.parent
            if isinstance(around, nodes.title):
                phrase.parent.replace(phrase, in_full(phrase))


class Addresses(SphinxPostTransform):
    """In HTML, words of ours learn where they lead; elsewhere, or if this book does not print that, Sphinx is asked."""

    default_priority = 9  # before Sphinx resolves references

    def run(self, **kwargs: Any) -> None:
        domain = cast("EditionDomain", self.env.get_domain("edition"))
        builder = self.env._app.builder
        pages: dict[str, Page] = {}
        for phrase in list(self.document.findall(own.phrase)):
            page = pages.setdefault(phrase["refdoc"], _page(domain, builder, phrase["refdoc"]))
            phrase["address"] = page.address(Words("", phrase["kind"], phrase["target"])) if page.on_screen else ""
            if not phrase["address"]:
                phrase.parent.replace(phrase, in_full(phrase))


class NotesElsewhere(SphinxPostTransform):
    """The list of textual notes takes their words, as their pages have them, before anybody looks where these lead."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        domain = cast("EditionDomain", self.env.get_domain("edition"))
        for listed in [node for node in self.document.findall(own.generated) if node["part"] == "textual-notes"]:
            textual = sorted((note.docname, note.anchor) for note in domain.notes() if note.kind == "textual")
            for docname, notes in groupby(textual, key=itemgetter(0)):
                tree = self.env.get_doctree(docname)  # read once, and only one at a time: a book has many
                footnotes = {id: footnote for footnote in tree.findall(nodes.footnote) for id in footnote["ids"]}
                for _docname, anchor in notes:
                    listed += own.about("", *self._words(footnotes[anchor]), entry=f"{docname}#{anchor}")

    def _words(self, footnote: nodes.footnote) -> list[nodes.Node]:
        """What a note says, as one line; nothing leads to it here, and nobody is told twice of a mistake in it."""
        words: list[nodes.Node] = []
        for paragraph in footnote.children:
            if isinstance(paragraph, nodes.paragraph):
                words += [nodes.Text(" ")] * bool(words)
                words += paragraph.deepcopy().children
        for node in words:
            for inside in node.findall(nodes.Element):
                inside.attributes.pop("written", None)
                if "refdoc" in inside:
                    inside["refdoc"], inside["anchor"] = self.env.docname, ""
        return words


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


class StrayWordsAbout(SphinxTransform):
    """What is said about an entry outside of its register is reported, and not shown."""

    default_priority = 10

    def apply(self, **kwargs: Any) -> None:
        for about in list(self.document.findall(own.about)):
            if isinstance(about.parent, own.generated):
                continue
            warn(
                Code.STRAY_ABOUT,
                f"the words about {about['entry']!r} stand in no register",
                (self.env.docname, line_near(Path(self.env.doc2path(self.env.docname)), 1, "{about} " + about["entry"])),
                "write them inside {people}, {organisations} or {glossary}",
            )
            about.parent.remove(about)


class LoneMarks(SphinxTransform):
    """Marks of a footnote that their page does not have are reported, once a name, and shown as they are written."""

    default_priority = 615  # before docutils numbers footnotes: it would report each mark twice, without a hint

    def apply(self, **kwargs: Any) -> None:
        footnotes = {name for note in self.document.findall(nodes.footnote) for name in (*note["names"], *note["dupnames"])}
        path = Path(self.env.doc2path(self.env.docname))
        told: set[str] = set()
        for mark in list(self.document.findall(nodes.footnote_reference)):
            name = mark.get("refname")
            if name is None or name in footnotes:
                continue
            written = f"[^{name}]"
            if name not in told:
                line = line_of(path, mark.line or cast("nodes.Element", mark.parent).line or 1, written)
                hint = f"write {written}: and its words on a line of their own; a note on a letter is an annotation"
                warn(Code.UNKNOWN_FOOTNOTE, f"no footnote is called {name!r}", (self.env.docname, line), hint)
            told.add(name)
            self._forget(mark, name)
            mark.parent.replace(mark, nodes.Text(written))

    def _forget(self, mark: nodes.footnote_reference, name: str) -> None:
        document = self.document
        document.footnote_refs.pop(name, None)
        document.autofootnote_refs = [other for other in document.autofootnote_refs if other is not mark]


class IndexEntries(SphinxPostTransform):
    """In HTML, index entries leave the page once the index has them: nothing is printed where they stand.

    Sphinx's search index would take them up as results of its own, one for every letter that a person is named on, and
    loses those of all other pages when one page is built again (``IndexBuilder.load`` in Sphinx 9.0 reads none).
    """

    default_priority = 400
    formats = ("html", "typst")

    def run(self, **kwargs: Any) -> None:
        for entry in list(self.document.findall(addnodes.index)):
            entry.parent.remove(entry)


def register_transforms(app: Sphinx) -> None:
    """Tell Sphinx what to do to a page when it is read, and when it is written."""
    for read in (StrayAnnotations, StrayWordsAbout, LoneMarks, Phrases):
        app.add_transform(read)
    for written in (NotesElsewhere, Addresses, Letters, LettersOnScreen, PrintedMarkers, IndexEntries):
        app.add_post_transform(written)
