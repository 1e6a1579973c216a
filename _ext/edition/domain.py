"""The domain: which page is whose home, and how references find it; never reads source text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from corpus.commentary import Reference
from corpus.digest import digest
from corpus.model import Corpus

from . import nodes as own
from .about import AboutDirective, RegisterDirective
from .directives import (
    AnnotationDirective,
    ExcerptDirective,
    GeneratedDirective,
    MessageDirective,
    QuoteDirective,
    ThreadDirective,
)
from .indices import Chronology, PersonIndex
from .letters.address import has_letter_pages, page_name
from .letters.address import paragraph as paragraph_id
from .links import message_anchor, paragraph_anchor
from .pages import PARTS, REGISTERS
from .roles import EntryRole, InferenceRole, LeansRole, MessageRole, PromiseRole, QuoteRole, ThreadRole
from .sampling import SampleDirective
from .showing import Aspect, shown

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: What a page can be home to.
KINDS = ("message", "thread", "person", "org", "term", "document", "promise")
#: What pages say of the sources, for the pages that are generated from it.
PASSAGES = ("discussed", "quoted", "notes", "worded", "generated", "sentences", "cited")
_TARGET = re.compile(r"(?P<id>\S+)(?: ¶(?P<paragraph>\d+))?")


class Place(NamedTuple):
    """Where an object stands in the book."""

    docname: str
    anchor: str
    line: int


class Quoted(NamedTuple):
    """A verified quotation in our prose: source and first paragraph, the words, and where it stands."""

    source: str
    paragraph: int
    words: str
    docname: str
    anchor: str


class Noted(NamedTuple):
    """A note on a letter: the message, the paragraph, character and words it is on, what it is for, where it stands, its text."""

    message: str
    paragraph: int
    start: int
    words: str
    kind: str
    docname: str
    anchor: str
    text: str


class EditionDomain(Domain):
    """Messages, threads and people as things a book can print, link to and index."""

    name = "edition"
    label = "Edition"
    data_version = 9  # 9: notes on the text are listed with their markup
    object_types: ClassVar[dict[str, ObjType]] = {
        "message": ObjType("message", "msg"),
        "home": ObjType("message"),
        "paragraph": ObjType("paragraph", "msg"),
        "thread": ObjType("thread", "thread"),
        "person": ObjType("person", "person"),
        "org": ObjType("organisation", "org"),
        "term": ObjType("term"),
        "document": ObjType("document"),
        "promise": ObjType("promise", "promise"),
    }
    directives: ClassVar[dict[str, Any]] = {
        "message": MessageDirective, "thread": ThreadDirective, "annotation": AnnotationDirective,
        "excerpt": ExcerptDirective, "quote": QuoteDirective, "about": AboutDirective, "sample": SampleDirective,
        **dict.fromkeys(REGISTERS, RegisterDirective), **dict.fromkeys(PARTS, GeneratedDirective),
    }  # fmt: skip
    roles: ClassVar[dict[str, Any]] = {
        "msg": MessageRole(), "thread": ThreadRole(), "person": EntryRole(), "org": EntryRole(), "quote": QuoteRole(),
        "inference": InferenceRole(), "leans": LeansRole(), "promise": PromiseRole(),
    }  # fmt: skip
    indices: ClassVar[list[Any]] = [PersonIndex, Chronology]
    #: kind → docname → name → (anchor, line); shown: docname → (aspect, key) → digest; passages: docname → list of tuples.
    initial_data: ClassVar[dict[str, Any]] = {
        **{kind: {} for kind in (*KINDS, *PASSAGES)}, "shown": {}, "files": {}, "shared": "", "said": "", "state": "",
        "proved": ("", ()),
    }  # fmt: skip
    dangling_warnings: ClassVar[dict[str, str]] = {}

    kinds = KINDS
    passages = PASSAGES

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._corpus: Corpus | None = None
        self._places: dict[str, dict[str, Place]] = {}

    @property
    def corpus(self) -> Corpus:
        """The Corpus of this build: set once before reading starts, never pickled."""
        if self._corpus is None:
            raise RuntimeError("the corpus is not loaded")
        return self._corpus

    @corpus.setter
    def corpus(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._references: tuple[dict[str, list[Reference]], dict[str, list[Reference]]] = ({}, {})
        self._ids = tuple(corpus.messages)
        self._order = {id: at for at, id in enumerate(self._ids)}
        for reference in corpus.apparatus.references:
            self._references[0].setdefault(reference.at.source, []).append(reference)
            if reference.to:
                self._references[1].setdefault(reference.to.split(" ")[0], []).append(reference)

    @property
    def references(self) -> tuple[dict[str, list[Reference]], dict[str, list[Reference]]]:
        """The references of the Corpus by the message that they stand in, and by the message that they lead to."""
        return self._references

    def around(self, id: str) -> tuple[str, str]:
        """The messages before and after one in the archive; empty at its ends."""
        at = self._order[id]
        return self._ids[at - 1] if at else "", self._ids[at + 1] if at + 1 < len(self._ids) else ""

    def note(self, kind: str, docname: str, name: str, anchor: str, line: int) -> Place | None:
        """Record that ``docname`` prints an object; return where this page printed it before, if it did."""
        self._places = {}
        there = self.data[kind].setdefault(docname, {})
        earlier = there.get(name)
        there.setdefault(name, (anchor, line))
        return Place(docname, *earlier) if earlier else None

    def note_shown(self, docname: str, aspect: Aspect, key: str) -> None:
        """Record what ``docname`` shows of the corpus."""
        there = self.data["shown"].setdefault(docname, {})
        if (aspect, key) not in there:
            there[aspect, key] = shown(self.corpus, aspect, key)

    def has_other_values(self, docname: str) -> bool:
        """Whether the corpus now has another value for anything that ``docname`` showed when it was read."""
        remembered = self.data["shown"].get(docname, {})
        return any(shown(self.corpus, *aspect) != value for aspect, value in remembered.items())

    def places(self, kind: str) -> Iterator[tuple[str, Place]]:
        """Every object of a kind with its place, by page."""
        for docname in sorted(self.data[kind]):
            for name, (anchor, line) in self.data[kind][docname].items():
                yield name, Place(docname, anchor, line)

    def place(self, kind: str, name: str) -> Place | None:
        """The first place, by page name, where an object stands; looked up once for all until a page changes."""
        if kind not in self._places:
            self._places[kind] = dict(reversed(list(self.places(kind))))
        return self._places[kind].get(name)

    def say(self, what: str, docname: str, *passage: Any) -> None:
        """Record what a page says: one of ``PASSAGES``, as plain values."""
        self.data[what].setdefault(docname, []).append(passage)

    def reading_order(self) -> tuple[str, ...]:
        """The pages in the order of the root page's toctrees, itself first."""
        root = self.env.config.root_doc
        return (root, *self.env.toctree_includes.get(root, ()))

    def said(self, what: str) -> Iterator[tuple[Any, ...]]:
        """Everything that pages say of one kind, in reading order: the page, then the plain values."""
        rank = {docname: at for at, docname in enumerate(self.reading_order())}
        for docname in sorted(self.data[what], key=lambda docname: (rank.get(docname, len(rank)), docname)):
            for passage in self.data[what][docname]:
                yield docname, *passage

    def discussions(self) -> dict[str, list[tuple[str, str]]]:
        """Entry of the register → pages and anchors of the passages of ours that name it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for docname, entry, anchor in self.said("discussed"):
            found.setdefault(entry, []).append((docname, anchor))
        return found

    def quotations(self) -> list[Quoted]:
        """Every verified quotation in our prose, in reading order."""
        return [Quoted(source, number, words, docname, anchor) for docname, source, number, words, anchor in self.said("quoted")]

    def notes(self) -> list[Noted]:
        """Every note on a letter, in reading order."""
        return [
            Noted(message, paragraph, start, words, kind, docname, anchor, text)
            for docname, message, paragraph, start, words, kind, anchor, text in self.said("notes")
        ]

    def clear_doc(self, docname: str) -> None:
        """Forget one page, in constant time."""
        self._places = {}
        for kind in (*KINDS, *PASSAGES, "shown", "files"):
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self._places = {}
        for kind in (*KINDS, *PASSAGES, "shown", "files"):
            for docname in docnames:
                if docname in otherdata[kind]:
                    self.data[kind][docname] = otherdata[kind][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Tell which letters our words name, and take the texts of notes once more, as other transforms have left them.

        These have the marks that are printed.
        """
        for phrase in document.findall(own.phrase):
            if phrase["kind"] == "msg" and "written" in phrase:
                self.say("cited", docname, phrase["target"].split(" ")[0], _anchor_of(phrase))
        if docname in self.data["notes"]:
            self.data["notes"][docname] = [_as_printed(note, document) for note in self.data["notes"][docname]]
            for *_, kind, anchor, _text in self.data["notes"][docname]:
                if kind == "textual":
                    self.say("worded", docname, anchor, digest(document.ids[anchor].pformat()))

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Turn a reference into a link; None where the object stands nowhere in this book."""
        match = _TARGET.fullmatch(target)
        place = self.place("message" if typ == "msg" else typ, match["id"]) if match else None
        if match is None or place is None:
            return None
        anchor = paragraph_anchor(match["id"], int(match["paragraph"])) if match["paragraph"] else place.anchor
        return make_refnode(builder, fromdocname, place.docname, anchor, contnode)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, nodes.reference]]:
        """Ids are looked up by their own roles only."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything another book can refer to: messages, their paragraphs, threads and people.

        A message has its permanent address, which is no page of Sphinx's, and its home, which search results lead to.
        """
        paged = has_letter_pages(self.env._app.builder)
        for id, place in self.places("message"):
            message = self.corpus.messages[id]
            title = f"no. {message.number}"
            page = page_name(id) if paged else place.docname
            yield id, title, "message", page, "" if paged else message_anchor(id), 1
            if paged:
                yield id, title, "home", place.docname, message_anchor(id), 1
            for paragraph in message.paragraphs:
                name, number = f"{id} ¶{paragraph.number}", paragraph.number
                anchor = paragraph_id(number) if paged else paragraph_anchor(id, number)
                yield name, f"{title} ¶{number}", "paragraph", page, anchor, -1
        for id, place in self.places("thread"):
            yield id, self.corpus.by_thread[id].title, "thread", place.docname, place.anchor, 1
        for kind in ("person", "org", "term"):
            for id, place in self.places(kind):
                yield id, self.corpus.register[id].name, kind, place.docname, place.anchor, 1
        for id, place in self.places("document"):
            yield id, self.corpus.documents[id].witness.title, "document", place.docname, place.anchor, 1


def _as_printed(note: tuple[Any, ...], document: nodes.document) -> tuple[Any, ...]:
    """A note as it was recorded, with the text that its footnote has now."""
    *place, anchor, _ = note
    paragraphs = [child.astext() for child in document.ids[anchor].children if not isinstance(child, nodes.label)]
    return (*place, anchor, "\n\n".join(paragraphs))


def _anchor_of(node: nodes.Node) -> str:
    """The nearest anchor around a node: of its note, or of its section."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.Element) and node["ids"]:
            return str(node["ids"][0])
    return ""
