"""Quotation marks in our prose around words that no source was compared with; knows no source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sphinx.application import Sphinx

from .notices import Code, warn
from .prose import Piece, Words, pieces_of, words

#: Roles whose words, too, are ours, and are printed.
OUR_WORDS = frozenset(["inference", "person", "org", "term", "msg", "thread", "doc", "ref"])
#: Directives that print what stands in them as a quotation.
BLOCKS = frozenset(["epigraph", "highlights", "pull-quote"])


#: With this git marks where two versions meet; no quotation begins so.
CONFLICT = ">>>>>>>"


class Mark(NamedTuple):
    """A quotation that goes around the role: where it begins in a text, and its words with their marks."""

    at: int
    text: str


#: A pair of marks with what stands between, or the one mark of a pair that an author left open.
_MARKS = re.compile(
    r"""[“”„‟"][^“”„‟"]*[“”„‟"]? | [«»‹›][^«»‹›]*[«»‹›]?
    | (?<!\w)[‘‚‛](?!\d\ds?\b)[^‘’‚‛\s](?:[^‘’‚‛]|’(?=\w))*[’‘](?!\w)
    | (?<!\w)'(?!\d\ds?\b|(?:tis|twas|em|til|cause|n)\b)[^'\s](?:[^']|'(?=\w))*?(?<!\s)'(?!\w)""",
    re.VERBOSE,
)

#: What an HTML comment that is never closed takes with it; of that the author is told at its beginning.
_SWALLOWED = re.compile(r"<!--(?!.*?-->).*", re.DOTALL)


def check_marks(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of every quotation in our prose that is none of the quoting role's or directive's."""
    if not app.config.edition_narrative:
        return
    for piece in pieces_of(app, docname, source[0]):
        for line, text in stray(piece):
            hint = 'write {quote}`KEY "words"`, which compares them with their source'
            warn(Code.STRAY_QUOTATION, f"{text!r} is quoted from nowhere", (docname, line), hint)


def stray(piece: Piece) -> Iterator[tuple[int, str]]:
    """The stray quotations in one piece of a page, each with its line."""
    if piece.kind == "blockquote":
        if "blockquote" in piece.inside or piece.text.startswith(CONFLICT):
            return
        yield piece.line, _short(piece.text)
    elif piece.kind == "directive" and piece.text in BLOCKS:
        yield piece.line, f"{{{piece.text}}}"
    elif piece.kind not in ("directive", "code", "break"):
        shown = _SWALLOWED.sub("", piece.text) if piece.kind == "html" else piece.text
        for mark in marks(words(shown)):
            yield piece.line + piece.text.count("\n", 0, mark.at), _short(mark.text)


def marks(ours: Words) -> Iterator[Mark]:
    """The quotations in a text of ours: in its plain words, and in those that a role prints for us."""
    for match in _MARKS.finditer(ours.masked):
        # HTML has longer marks than one character: &ldquo; or <q>.
        end = match.end() - 1
        longer = re.compile(r"&\w+;|<[^<>]*>").match(ours.text, end)
        yield Mark(match.start(), ours.text[match.start() : longer.end() if longer else end + 1])
    for role in ours.roles:
        if role.name in OUR_WORDS:
            yield from (Mark(role.start, mark.text) for mark in marks(words(role.words)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"
