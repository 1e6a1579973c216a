"""What authors write about entries of the register, and the directive of each register around it; knows no letter."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from corpus.problems import did_you_mean

from . import nodes as own
from .directives import EditionDirective
from .notices import Code, lines_with, warn
from .pages.register import REGISTERS, entries


class RegisterDirective(EditionDirective):
    """``people``, ``organisations`` or ``glossary`` → every entry of its kind, with what is said ``about`` it inside."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.shows("all")
        part = self.name.removeprefix("edition:")
        kind = REGISTERS[part][1]
        self.edition.say("generated", self.env.docname, part)
        known = entries(self.corpus, part)
        for entry in known:
            self.edition.note(kind, self.env.docname, entry.id, f"{kind}-{entry.id}", self.lineno)
        node = own.generated("", part=part, docname=self.env.docname)
        ids = [entry.id for entry in known]
        said: dict[str, own.about] = {}
        for about in self._abouts():
            id = about["entry"]
            if id not in ids:
                hint = did_you_mean(id, ids) or f"{part} has no such entry"
                self.warn(Code.UNKNOWN_ENTRY, f"unknown {kind} {id!r}", hint, needle="{about} " + id)
            elif id in said:
                self._report_second(id)
            else:
                said[id] = about
                node += about
        for id in ids:
            if said and (id not in said or not said[id].children):
                self.warn(Code.NOTHING_ABOUT, f"nothing is said about {id!r}", f"write :::{{about}} {id}")
        return [node]

    def _abouts(self) -> list[own.about]:
        """What is said about entries; anything else inside would be dropped."""
        found = []
        swallowed = self.env.current_document.get("edition unclosed", False)
        for child in self.parse_content_to_nodes() if self.content else []:
            if isinstance(child, own.about):
                found.append(child)
            elif not isinstance(child, (nodes.comment, nodes.system_message)) and not swallowed:
                words = child.astext()
                message = f"{words[:40]!r} inside a register is said about no entry"
                hint = "put it into :::{about}, or above the register"
                self.warn(Code.MESSAGE_CONTENT, message, hint, needle=words.split("\n")[0])
        return found

    def _report_second(self, id: str) -> None:
        """Warn where an entry is described once more: only its first description is printed."""
        lines = lines_with(Path(self.env.doc2path(self.env.docname)), "{about} " + id)
        first, *later = lines or [self.lineno]
        message = f"{id!r} is described a second time, first on line {first}"
        place = (self.env.docname, later[0] if later else first)
        warn(Code.TWO_ABOUTS, message, place, "make the two descriptions one")


class AboutDirective(EditionDirective):
    """``about`` ID → what the editors say of an entry of the register; it stands inside the register's own directive."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        return [own.about("", *self.parse_content_to_nodes(), entry=self.arguments[0])]
