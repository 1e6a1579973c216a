"""Advice, and the right line, where other programs warn without; knows no letter, and reports nothing itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import get_node_location

from corpus.problems import did_you_mean

from .notices import line_of
from .vocabulary import known_directives, known_roles

#: What an author may have meant, by the type of the warning that puts the wrong word into quotation marks.
KNOWN: dict[str, Callable[[BuildEnvironment], Iterable[str]]] = {
    "myst.role_unknown": known_roles,
    "myst.directive_unknown": known_directives,
    "bibtex.key_not_found": lambda env: cast("Any", env.domains["cite"]).bibdata.data.entries,
    "toc.not_readable": lambda env: env.found_docs,
    "ref.doc": lambda env: env.found_docs,
}
#: What to do, by the type of the warning.
TO_DO = {
    "toc.not_included": "name it in a toctree of index.md",
    "myst.header": "the level below # is ##, the next ###",
    "myst.xref_missing": "a page is named as seen from this one's folder, with its .md; a letter is linked by {msg}`id`",
    "bibtex.key_not_found": "its keys are in references.bib",
    "image.not_readable": "an image is named as seen from its page's folder",
}
#: How the wrong word is written on its line: parsers report a role where its paragraph begins, and an option too late.
WRITTEN = {
    "myst.role_unknown": "{{{}}}",
    "myst.directive_unknown": "{{{}}}",
    "myst.directive_option": ":{}:",
    "myst.xref_missing": "{}",
    "bibtex.key_not_found": "{}",
    "ref.doc": "{}",
    "ref.ref": "{}",
}
_OPTION = re.compile(r"(?:option key: |option value for )'(?P<word>.+?)'")
_LAST_QUOTED = re.compile(r"""['"](?P<word>[^'"]+)['"][^'"]*$""")


class Advice(logging.Filter):
    """Adds advice to a warning before it is printed, and puts it where its word is written."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app
        self.told: dict[tuple[Path, str], list[int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        kind = f"{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}"
        advice = TO_DO.get(kind, "")
        text = record.getMessage()
        match = _OPTION.search(text) or _LAST_QUOTED.search(text)
        if match and kind in KNOWN:
            advice = did_you_mean(match["word"], sorted(KNOWN[kind](self.app.env))) or advice
        if match and kind in WRITTEN:
            record.location = self._at(getattr(record, "location", None), WRITTEN[kind].format(match["word"]))
        if kind == "toc.not_included":
            record.location = (record.__dict__["location"], 1)
        if advice:
            record.msg, record.args = f"{text} ({advice})", ()
        return True

    def _at(self, location: Any, needle: str) -> Any:
        """A location with the line on which a word is written, each line once; as it was, where it names none."""
        place = get_node_location(location) if isinstance(location, nodes.Node) else location
        if isinstance(place, tuple):
            place = f"{self.app.env.doc2path(place[0])}:{place[1]}"
        name, _, line = str(place).rpartition(":")
        if not line.isdecimal():
            return location
        told = self.told.setdefault((Path(name), needle), [])
        told.append(line_of(Path(name), int(line), needle, told))
        return f"{name}:{told[-1]}"


def give_advice(app: Sphinx) -> None:
    """Put the filter before those that end a warning's words with its type."""
    for handler in logging.getLogger("sphinx").handlers:
        if handler.level == logging.WARNING:
            handler.filters.insert(0, Advice(app))
