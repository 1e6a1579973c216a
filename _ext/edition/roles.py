"""What authors write inside a sentence: links to messages, threads and people, and verified quotations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.util.docutils import SphinxRole

from corpus.commentary import Entry, Organisation, Person
from corpus.problems import did_you_mean
from corpus.proof import PROMISES

from .asking import Asking
from .citing import THREADS, Mistake, cited, quotation, verify
from .links import waiting
from .notices import Code, line_of, warn

_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)


class EditionRole(SphinxRole, Asking):
    """What all roles of the edition share: the domain, the corpus, ``title <target>``, and their own line."""

    def titled(self) -> tuple[str | None, str]:
        """Divide ``title <target>``; a target alone has no title."""
        match = _TITLED.fullmatch(self.text)
        return (match["title"], match["target"]) if match else (None, self.text)

    def warn(self, code: Code, message: str, hint: str) -> None:
        """Report a mistake at the line on which the role itself stands."""
        warn(code, message, (self.env.docname, self.own_line()), hint)

    def own_line(self) -> int:
        """The line of this role: the same words may stand in several roles, each of which is told of once."""
        _, line = self.get_source_info(self.lineno)
        told: tuple[int, ...] = self.env.current_document.get(f"edition {self.rawtext}") or ()
        own = line_of(Path(self.env.doc2path(self.env.docname)), line, f"`{self.text}`", told)
        self.env.current_document[f"edition {self.rawtext}"] = (*told, own)
        return own

    def written(self, reference: nodes.Element) -> nodes.Element:
        """Mark a reference as an author's own: where it leads nowhere, the author is told."""
        reference["written"] = self.text
        self.set_source_info(reference)
        return reference

    def failed(self) -> tuple[list[Node], list[system_message]]:
        """What is shown in place of a mistake that was reported."""
        return [nodes.problematic(self.rawtext, self.text)], []


class MessageRole(EditionRole):
    """``msg`` ID, ID ¶2 or words <ID> → a link: ``no. 1``, ``no. 1 ¶2``, or the words."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        title, target = self.titled()
        self.shows("number", target.split(" ")[0])
        found = cited(target, self.corpus)
        if isinstance(found, Mistake):
            code, message, hint = found.mistake
            self.warn(
                Code.UNKNOWN_MESSAGE if code is Code.UNKNOWN_SOURCE else code,
                message.replace("unknown source", "unknown message"),
                hint,
            )
            return self.failed()
        if found.message is None:
            self.warn(Code.UNKNOWN_MESSAGE, f"{found.key!r} is a document, not a message", "cite it with {cite:p}")
            return self.failed()
        first, last = found.paragraphs[0].number, found.paragraphs[-1].number
        place = f" ¶{first}" if "¶" in target else ""
        paragraph = f"{place}–{last}" if place and last > first else place
        words = title or f"no. {found.message.number}{paragraph}"
        return [self.written(waiting("msg", found.key + place, words, ["message-number"]))], []


class ThreadRole(EditionRole):
    """``thread`` ID or words <ID> → a link to the thread's heading."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        title, target = self.titled()
        self.shows("thread", target)
        thread = self.corpus.by_thread.get(target)
        if thread is None:
            self.warn(Code.UNKNOWN_THREAD, f"unknown thread {target!r}", did_you_mean(target, self.corpus.by_thread) or THREADS)
            return self.failed()
        reference = waiting("thread", target, title or thread.title, ["thread"])
        if not title:
            reference["support_smartquotes"] = False
        return [self.written(reference)], []


class EntryRole(EditionRole):
    """``person`` or ``org`` ID or words <ID> → the preferred name, or the words, linked to the register."""

    KINDS: ClassVar[dict[str, type[Entry]]] = {"person": Person, "org": Organisation}

    def run(self) -> tuple[list[Node], list[system_message]]:
        title, target = self.titled()
        self.shows("name", target)
        kind = self.name.removeprefix("edition:")
        entry = self.corpus.register.get(target)
        if not isinstance(entry, self.KINDS[kind]):
            known = [id for id, other in self.corpus.register.items() if isinstance(other, self.KINDS[kind])]
            self.warn(Code.UNKNOWN_ENTRY, f"unknown {kind} {target!r}", did_you_mean(target, known))
            return self.failed()
        anchor = f"names-{target}-{self.env.new_serialno(f'edition {target}') + 1}"
        self.edition.say("discussed", self.env.docname, target, anchor)
        return [waiting(kind, target, title or entry.name, [kind], anchor=anchor)], []


class PromiseRole(EditionRole):
    """``promise`` KEY or words <KEY> → a link to the row of the colophon that says whether the promise was kept."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        title, target = self.titled()
        promise = PROMISES.get(target)
        if promise is None:
            self.warn(Code.UNKNOWN_PROMISE, f"unknown promise {target!r}", did_you_mean(target, PROMISES))
            return self.failed()
        return [self.written(waiting("promise", target, title or promise.title, ["promise"]))], []


class InferenceRole(EditionRole):
    """``inference`` REASON → the mark of a sentence that the editors infer: the reason, as a sentence in brackets."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        memo = cast("Any", self.inliner)
        words, messages = self.inliner.parse(self.text, self.lineno, memo, self.inliner.parent)
        end = ")" if self.text.rstrip().endswith((".", "?", "!")) else ".)"
        return [nodes.inline("", "", nodes.Text("(Inferred: "), *words, nodes.Text(end), classes=["inference"])], messages


class LeansRole(EditionRole):
    """``leans`` above or below → nothing: the sentence rests on what the sentence above or below it rests on."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        return [], []


class QuoteRole(EditionRole):
    """``quote`` KEY ¶2 "words" → the words in quotation marks, verified, linked to their passage."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        divided = quotation(self.text)
        if divided is None:
            self.warn(
                Code.QUOTE_SYNTAX,
                f"cannot read the quotation {self.text!r}",
                'write: key ¶2 "words", in straight quotation marks',
            )
            return self.failed()
        reference, words = divided
        self.shows("text", reference.split()[0])
        found = verify(reference, words, self.corpus)
        if isinstance(found, Mistake):
            self.warn(*found.mistake)
            return self.failed()
        number = found.paragraphs[0].number
        anchor = f"quotation-{self.env.new_serialno('edition quotation') + 1}"
        self.edition.say("quoted", self.env.docname, found.key, number, words, anchor)
        kind, target = ("msg", f"{found.key} ¶{number}") if found.message else ("document", found.key)
        return [waiting(kind, target, words, anchor=anchor, locus=f"{found.label} ¶{number}")], []
