"""How works are named where they are cited: by a short name of their own, else by number; knows no letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from pybtex.database import BibliographyData, Entry
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import FieldIsMissing
from sphinx.application import Sphinx
from sphinx.builders import Builder

from . import works

#: What sphinxcontrib-bibtex asks pybtex for, the one for each citation, the other for each page.
ASKED = (("pybtex.backends", "plaintext"), ("pybtex.backends", "docutils"))


class ShortNames(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """``shorthand`` of an entry where it has one: most of our sources have no author to be named by."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """One label an entry, in their order."""
        for number, entry in enumerate(sorted_entries, 1):
            yield entry.fields.get("shorthand") or str(number)


class EditionStyle(Style):  # type: ignore[misc]  # pybtex has no types
    """Entries in the file's order, named by their short names."""

    default_label_style = ShortNames

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """An entry as it is printed; its key, where it lacks what must be printed, of which ``works`` has told."""
        try:
            return super().format_entry(label, entry, bib_data)
        except FieldIsMissing:
            return FormattedEntry(entry.key, Text(entry.key), label)


def _visit_citation(writer: Any, node: nodes.citation) -> None:
    """A list and its items: the role that docutils gives an entry is deprecated, and forbidden to a ``div``."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div role="list" class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", CLASS="citation", role="listitem"))


def _depart_citation(writer: Any, node: nodes.citation) -> None:
    last = not isinstance(node.next_node(descend=False, siblings=True), nodes.citation)
    writer.body.append("</div>\n</div>\n" if last else "</div>\n")


def remember_plugins(app: Sphinx, builder: Builder) -> None:
    """Tell pybtex of the plugins that will be asked for.

    Otherwise it reads the metadata of every installed package again, each time (10 ms a citation: a tenth of a build).
    """
    for group, name in ASKED:
        register_plugin(group, name, find_plugin(group, name), force=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the style known to sphinxcontrib-bibtex as ``edition``, and mend the list of works for screen readers."""
    register_plugin("pybtex.style.formatting", "edition", EditionStyle, force=True)
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    app.connect("builder-inited", works.check_works, priority=works.FIRST)
    app.connect("write-started", remember_plugins)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
