"""Slips in the Markdown of a page that no parser reports: they would be printed, or change what is; knows no letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .notices import Code, line_of, warn
from .prose import SHOWN, STOP, Piece, pieces_of, words


class Slip(NamedTuple):
    """Something that is not what it looks like: where it begins in a text, its words, and what to write."""

    at: int
    text: str
    hint: str


#: What looks like markup among plain words, and is none, with what to write.
_MEANT = (
    (re.compile(rf"(?<![{SHOWN}{STOP}]):(?:[a-z]+:)?[a-z]+:(?=[{SHOWN}{STOP}])"), "a role is written {name}`words`"),
    (re.compile(r"^[ \t]*:[a-z]+:(?=[ \t]|$)", re.MULTILINE), "options stand on the lines just below their fence"),
    (re.compile(r"^\.\. [a-z][\w:-]*::", re.MULTILINE), "a directive is written :::{name} words, and ends with :::"),
    (re.compile(r"^:{1,2}\{[a-z][\w:-]*\}", re.MULTILINE), "a fence has three colons or more"),
    (re.compile(r"^[ \t]*:{3,}\{[a-z][\w:-]*\}", re.MULTILINE), "a fence starts at the line's beginning, or where its list does"),
    (re.compile(r"\{[a-z][a-z:-]*\}"), "a role is written {name}`words`, without a blank, closed by the same mark"),
    (re.compile(r"^\|.*\|[ \t]*(?:\n\|.*\|[ \t]*)*$", re.MULTILINE), "below the head goes |---|---|, of as many cells"),
)  # fmt: skip
_ADDRESS = re.compile(r"(?<![\[<(\w])(?:https?://|www\.)[^\s<>()\]]+")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_FENCED = (":", "`", "~")


def misread(text: str) -> list[Slip]:
    """Everything in a text of ours that is meant as markup, and would be printed as words; of one line, the first."""
    masked, found, told = words(text).masked, list[Slip](), set[int]()
    for pattern, hint in _MEANT:
        for match in pattern.finditer(masked):
            line = masked.count("\n", 0, match.start())
            if line not in told:
                told.add(line)
                found.append(Slip(match.start(), text.split("\n")[line].strip(), hint))
    return sorted(found)


def check_markup(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of tabs, of marks that git left, of addresses that are no links, and of markup that is none."""
    for number, line in enumerate(source[0].split("\n"), 1):
        if "\t" in line:
            warn(Code.TAB, f"a tab in {_short(line)!r}", (docname, number), "write blanks")
        if _CONFLICT.fullmatch(line):
            warn(Code.STRAY_MARKUP, f"{_short(line)!r} is a mark of git's", (docname, number), "two versions wait to be made one")
    swallowed = app.env.current_document.get("edition unclosed", False)
    for piece in pieces_of(app, docname, source[0]):
        if swallowed and piece.kind == "code":
            continue
        for code, slip in _slips(piece):
            what = "is no link" if code is Code.BARE_URL else "would be printed as it stands"
            line_number = piece.line + piece.text.count("\n", 0, slip.at)
            warn(code, f"{_short(slip.text)!r} {what}", (docname, line_number), slip.hint)


def _slips(piece: Piece) -> Iterator[tuple[Code, Slip]]:
    if piece.kind == "code":
        if piece.text.lstrip().startswith(_FENCED):
            hint = "a fence starts at the line's beginning, and has its name in braces"
            yield Code.STRAY_MARKUP, Slip(0, piece.text.strip().split("\n")[0], hint)
    elif piece.kind in ("prose", "heading", "cell"):
        for match in _ADDRESS.finditer(words(piece.text).masked):
            yield Code.BARE_URL, Slip(match.start(), match[0].rstrip(".,;:"), "write [words](address), or <address>")
        for slip in misread(piece.text):
            yield Code.STRAY_MARKUP, slip


def check_page(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of images without words for those who do not see them, and of a page with two titles, or none."""
    docname = app.env.current_document.docname
    path = Path(app.env.doc2path(docname))
    if not any(_is_heading(section) for section in doctree.findall(nodes.section)):
        _report_untitled(app, docname, doctree)
    told: list[int] = []
    for image in doctree.findall(nodes.image):
        if not str(image.get("alt", "")).strip():
            line = line_of(path, image.line or cast("nodes.Element", image.parent).line or 1, image["uri"], told)
            told.append(line)
            hint = "say what it shows: ![words](file), or :alt: words"
            warn(Code.NO_ALT, f"the image {image['uri']!r} has no words", (docname, line), hint)
    for section in [child for child in doctree.children if isinstance(child, nodes.section)][1:]:
        title = section.next_node(nodes.title)
        heading = title.astext() if title else ""
        if not _CONFLICT.search(heading):
            warn(Code.SECOND_TITLE, f"{heading!r} is a second title of this page", section, "a heading below the title has two #")


def _is_heading(section: nodes.section) -> bool:
    """Whether an author wrote a section's heading; that of a thread is the archive's."""
    return "thread" not in section["classes"]


def _report_untitled(app: Sphinx, docname: str, doctree: nodes.document) -> None:
    """Warn of a page without a heading where its first words stand, unless a heading was swallowed."""
    if not app.env.current_document.get("edition unclosed", False):
        shown = [child for child in doctree.children if not isinstance(child, (nodes.comment, nodes.target))]
        line = next((child.line for child in shown if child.line), 1)
        message = "this page has no heading" if shown else "this page is empty"
        warn(Code.NO_TITLE, f"{message}, and would be listed without a name", (docname, line), "begin it with # and its title")


def check_encoding(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Refuse pages that are not UTF-8: Sphinx would print a traceback that names none of them."""
    refused = False
    for docname in docnames:
        received = Path(env.doc2path(docname)).read_bytes()
        try:
            received.decode("utf-8")
        except UnicodeDecodeError as error:
            line = received.count(b"\n", 0, error.start) + 1
            text = f"the byte {received[error.start : error.start + 1].hex()} is not UTF-8"
            warn(Code.ENCODING, text, (docname, line), "save the page as UTF-8")
            refused = True
    if refused:
        raise SystemExit(2)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"
