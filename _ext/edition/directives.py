"""What authors write in fences: each directive asks the Corpus and returns nodes; none of them parses source text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from corpus.locus import meant
from corpus.model import Message, Note, Thread
from corpus.problems import did_you_mean
from corpus.proof import PROMISES

from . import apparatus
from . import nodes as own
from .asking import Asking
from .citing import THREADS, Cited, Mistake, cited, verify
from .links import message_anchor, promise_anchor, waiting
from .notices import Code, line_near, warn
from .pages.threads import thread_title
from .render import flat, manner, render_blocks


class EditionDirective(SphinxDirective, Asking):
    """What all directives of the edition share: the domain, the corpus, and warnings at the directive's own line."""

    def warn(self, code: Code, message: str, hint: str = "", needle: str = "") -> None:
        """Report a mistake at the directive's line, or at the line near it on which ``needle`` stands."""
        warn(code, message, (self.env.docname, self.own_line(needle)), hint)

    def own_line(self, needle: str = "") -> int:
        """The line of this directive's fence, or that of ``needle`` near it."""
        path = Path(self.env.doc2path(self.env.docname))
        fence = line_near(path, self.get_source_info()[1], self.name.removeprefix("edition:") + "} " + " ".join(self.arguments))
        return line_near(path, fence, needle) if needle else fence


class MessageDirective(EditionDirective):
    """``message`` ID → the whole message, at home here, with the annotations written inside it."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        id = self.arguments[0]
        self.shows("message", id)
        message = self.corpus.messages.get(id)
        if message is None:
            self.warn(Code.UNKNOWN_MESSAGE, f"unknown message {id!r}", meant(id, self.corpus.messages))
            return []
        for _, party in message.participants:
            self.shows("name", party.person or "")
        earlier = self.edition.note("message", self.env.docname, id, message_anchor(id), self.lineno)
        if earlier is not None:
            self.warn(
                Code.TWO_HOMES,
                f"message {id!r} is at home twice on this page, first on line {earlier.line}",
                "show part of it with the excerpt directive",
            )
            return []
        node = own.message(ids=[message_anchor(id)], classes=["message", *manner(message, self.corpus)], docname=self.env.docname)
        node["data-message"] = id
        node.source, node.line = self.get_source_info()
        notes = apparatus.anchor_notes(self, message, self._annotations())
        if notes is not None:
            node += notes
        return [apparatus.index_entries(message, self.corpus), node]

    def _annotations(self) -> list[own.annotation]:
        found = []
        swallowed = self.env.current_document.get("edition unclosed", False)
        for child in self.parse_content_to_nodes() if self.content else []:
            if isinstance(child, own.annotation):
                found.append(child)
            elif not isinstance(child, (nodes.comment, nodes.system_message)) and not swallowed:
                words = child.astext()
                self.warn(
                    Code.MESSAGE_CONTENT,
                    f"{words[:40]!r} inside a message is no annotation",
                    "prose stands between messages, not in them",
                    needle=words.split("\n")[0],
                )
        return found


#: What a note can be for; one without a kind explains.
NOTE_KINDS = ("explanation", "identification", "cross-reference", "textual", "conflict")


def _kind(argument: str) -> str:
    return directives.choice(argument, NOTE_KINDS)


class AnnotationDirective(EditionDirective):
    """``annotation`` WORDS → a note on these words of the message around it.

    ``:nth:`` picks one of several places; ``:kind:`` says what the note is for.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"nth": directives.positive_int, "kind": _kind}

    def run(self) -> list[nodes.Node]:
        node = own.annotation("", *self.parse_content_to_nodes(), words=self.arguments[0], nth=self.options.get("nth", 0))
        node["kind"] = self.options.get("kind", NOTE_KINDS[0])
        node.source, node.line = self.get_source_info()
        if _says_nothing(node):
            hint = "write the note below its words, before the fence is closed"
            self.warn(Code.EMPTY_NOTE, f"the note on {self.arguments[0]!r} has no text", hint)
        return [node]


class ThreadDirective(EditionDirective):
    """``thread`` ID → a section with the heading as printed, the messages written inside it and the notes between them."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        id = self.arguments[0]
        self.shows("thread", id)
        thread = self.corpus.by_thread.get(id)
        if thread is None:
            self.warn(Code.UNKNOWN_THREAD, f"unknown thread {id!r}", did_you_mean(id, self.corpus.by_thread) or THREADS)
            return []
        anchor, title = f"thread-{id}", thread_title(thread)
        if self.edition.note("thread", self.env.docname, id, anchor, self.lineno) is not None:
            # Prose divides the thread: its address is the first part.
            anchor = f"{anchor}-{self.env.new_serialno(anchor) + 2}"
            title += nodes.inline("", " (continued)", classes=["continued"])
        section = nodes.section("", title, ids=[anchor], classes=["thread", thread.medium])
        section.source, section.line = self.get_source_info()
        section += self.parse_content_to_nodes()
        self._check_order(section, thread)
        _insert_notes(section, thread)
        return [section]

    def _check_order(self, section: nodes.section, thread: Thread) -> None:
        order = [message.id for message in thread.messages]
        printed = [node["data-message"] for node in section.findall(own.message)]
        for id in printed:
            if id not in order:
                self.warn(
                    Code.THREAD_ORDER,
                    f"message {id!r} does not belong to thread {thread.id!r}",
                    f"it belongs to {self.corpus.messages[id].thread!r}",
                    needle=id,
                )
        inside = [id for id in printed if id in order]
        if inside != sorted(inside, key=order.index):
            self.warn(
                Code.THREAD_ORDER,
                f"messages of {thread.id!r} out of the archive's order",
                f"the order is {', '.join(sorted(inside, key=order.index))}",
            )


class ExcerptDirective(EditionDirective):
    """``excerpt`` ID ¶2-4 → these paragraphs of a message, without being its home."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        if self.content and not self.env.current_document.get("edition unclosed", False):
            first = self.content[0].strip()
            hint = "an excerpt shows paragraphs of a letter, and nothing else"
            self.warn(Code.MESSAGE_CONTENT, f"{first[:40]!r} stands inside an excerpt", hint, needle=first)
        self.shows("text", self.arguments[0].split()[0])
        found = cited(self.arguments[0], self.corpus)
        if not isinstance(found, Cited) or found.message is None:
            self._refuse(found)
            return []
        numbers = {paragraph.number for paragraph in found.paragraphs}
        blocks = [block for block in flat(found.message.blocks) if block.paragraph.number in numbers]
        quote = nodes.block_quote("", *render_blocks(found.message, blocks), classes=["excerpt"])
        quote["support_smartquotes"] = False
        quote += nodes.attribution("", "", _source_line(found))
        return [quote]

    def _refuse(self, found: Cited | Mistake) -> None:
        if isinstance(found, Cited):
            message = f"{self.arguments[0]!r} is not a message"
            self.warn(Code.UNKNOWN_MESSAGE, message, "an excerpt shows part of a letter")
            return
        code, message, hint = found.mistake
        if code is Code.UNKNOWN_SOURCE:
            code, message = Code.UNKNOWN_MESSAGE, message.replace("unknown source", "unknown message")
        self.warn(code, message, hint)


#: Mistakes in the words of a quotation, not in the name of its source.
AT_THE_WORDS = (Code.QUOTE_NOT_VERBATIM, Code.QUOTE_AMBIGUOUS)


class QuoteDirective(EditionDirective):
    """``quote`` KEY ¶2 → its content, verified character by character, as a block quotation with its source."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        words = "\n".join(self.content).strip()
        self.shows("text", self.arguments[0].split()[0])
        found = verify(self.arguments[0], words, self.corpus)
        if isinstance(found, Mistake):
            code, message, hint = found.mistake
            self.warn(code, message, hint, needle=words.split("\n")[0] if code in AT_THE_WORDS else "")
            return [nodes.block_quote("", nodes.paragraph("", words))]
        paragraphs = [nodes.paragraph("", line) for line in words.split("\n") if line.strip()]
        anchor = f"quotation-{self.env.new_serialno('edition quotation') + 1}"
        self.edition.say("quoted", self.env.docname, found.key, found.paragraphs[0].number, words, anchor)
        quote = nodes.block_quote("", *paragraphs, classes=["quotation"], ids=[anchor], support_smartquotes=False)
        quote += nodes.attribution("", "", _source_line(found))
        return [quote]


class GeneratedDirective(EditionDirective):
    """A part of the book that follows from the Corpus, and from what the book says of it: see ``pages.PARTS``."""

    def run(self) -> list[nodes.Node]:
        self.shows("all")
        part = self.name.removeprefix("edition:")
        self.edition.say("generated", self.env.docname, part)
        if part == "documents":
            for key, document in self.corpus.documents.items():
                anchor = f"witness-{document.witness.siglum.lower()}"
                self.edition.note("document", self.env.docname, key, anchor, self.lineno)
        if part == "colophon":
            for key in PROMISES:
                self.edition.note("promise", self.env.docname, key, promise_anchor(key), self.lineno)
        return [own.generated("", part=part, docname=self.env.docname)]


def _says_nothing(note: own.annotation) -> bool:
    return all(isinstance(child, (nodes.comment, nodes.system_message)) for child in note.children)


def _insert_notes(section: nodes.section, thread: Thread) -> None:
    """Put the transcriber's notes between messages where the archive has them."""
    shown = {node["data-message"]: node for node in section.findall(own.message)}
    for before, note in zip(thread.parts, thread.parts[1:], strict=False):
        if isinstance(note, Note) and isinstance(before, Message) and before.id in shown:
            node = shown[before.id]
            line = own.transcribers_note("", note.text, support_smartquotes=False)
            node.parent.insert(node.parent.index(node) + 1, line)


def _source_line(found: Cited) -> nodes.Node:
    """Who says it and where: a link to the passage."""
    first, last = found.paragraphs[0].number, found.paragraphs[-1].number
    reach = f"¶{first}" if first == last else f"¶{first}–{last}"
    if found.message is None:
        return nodes.inline("", f"{found.title}, {reach}")
    line = nodes.inline()
    for party in found.message.header.sender:
        name = waiting("person", party.person, party.name) if party.person else nodes.Text(party.name)
        line += [name, nodes.Text(", ")]
    line += waiting("msg", f"{found.message.id} ¶{first}", f"no. {found.message.number} {reach}")
    return line
