"""What authors write beside what the book shows for it: source and result are one text; counts as nothing that the book says."""

from __future__ import annotations

from docutils import nodes

from . import nodes as own
from .directives import EditionDirective
from .links import kind_of, waiting
from .notices import Code


class SampleDirective(EditionDirective):
    """``sample`` → its content as written, and below it as the book shows it.

    With the id of a letter, a thread or an entry, the result is what stands there already: a letter has one home.
    """

    optional_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        source = nodes.literal_block("", "\n".join(self.content), language="markdown", classes=["sample-source"])
        result = self._elsewhere(self.arguments[0]) if self.arguments else self._shown()
        return [nodes.container("", source, nodes.container("", *result, classes=["sample-result"]), classes=["sample"])]

    def _shown(self) -> list[nodes.Node]:
        """The content as the book shows it; what it quotes and names is no passage of the book."""
        said = {what: self.edition.data[what].setdefault(self.env.docname, []) for what in self.edition.passages}
        before = {what: len(passages) for what, passages in said.items()}
        shown = self.parse_content_to_nodes()
        for what, passages in said.items():
            del passages[before[what] :]
            if not passages:
                self.edition.data[what].pop(self.env.docname, None)
        for node in shown:
            for phrase in node.findall(own.phrase):
                phrase.attributes.pop("written", None)
                phrase["anchor"] = ""
        return shown

    def _elsewhere(self, id: str) -> list[nodes.Node]:
        """A line that leads to where such a block stands."""
        if id in self.corpus.messages:
            link = waiting("msg", id, f"no. {self.corpus.messages[id].number}")
        elif id in self.corpus.by_thread:
            link = waiting("thread", id, self.corpus.by_thread[id].title)
        elif id in self.corpus.register:
            link = waiting(kind_of(self.corpus.register[id]), id, self.corpus.register[id].name)
        else:
            self.warn(Code.UNKNOWN_SOURCE, f"unknown source {id!r}", "name a letter, a thread or an entry of the register")
            return []
        return [nodes.paragraph("", "", nodes.Text("Such a block stands at "), link, nodes.Text("."))]
