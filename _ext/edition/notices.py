"""What an author is told: one code a mistake, one function that tells; knows no directive and no corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import NoReturn

from docutils import nodes
from sphinx.util import logging

from corpus import Problem

logger = logging.getLogger(__name__)


class Code(Enum):
    """Every mistake the edition reports, with the sentence that CONTRIBUTING prints for it."""

    UNKNOWN_MESSAGE = "unknown-message", "A role or directive names a message that is not in the ledger."
    UNKNOWN_ENTRY = "unknown-entry", "A role names a person or an organisation that is not in the register."
    UNKNOWN_THREAD = "unknown-thread", "A role or directive names a thread that the sources do not have."
    UNKNOWN_PARAGRAPH = (
        "unknown-paragraph",
        "A ¶ number is none of its message or document, or a range runs backwards.",
    )
    UNKNOWN_SOURCE = "unknown-source", "A quotation names neither a message nor one of the other documents."
    UNKNOWN_FOOTNOTE = "unknown-footnote", "A page has a mark of a footnote, and no footnote of its name."
    UNKNOWN_PROMISE = "unknown-promise", "A role names a promise that the edition does not prove."
    TWO_HOMES = "two-homes", "A message is printed in full in two places; one of them can be an excerpt."
    NO_HOME = "no-home", "A message is printed in full nowhere in the book."
    THREAD_ORDER = "thread-order", "Messages stand in another order, or in another thread, than in the archive."
    MESSAGE_CONTENT = (
        "message-content",
        "Something stands inside a message that is no annotation, in a register that is no about, or in an excerpt.",
    )
    STRAY_ANNOTATION = "stray-annotation", "An annotation stands outside a message directive."
    NOTE_NOT_FOUND = "note-not-found", "The words that an annotation is anchored on do not occur in its message."
    NOTE_AMBIGUOUS = "note-ambiguous", "The words that an annotation is anchored on occur more than once."
    EMPTY_NOTE = "empty-note", "An annotation has no text, and would be printed as a mere number."
    QUOTE_SYNTAX = "quote-syntax", "A quotation is not a key, perhaps a ¶ number, and words in straight quotation marks."
    QUOTE_NOT_VERBATIM = "quote-not-verbatim", "A quotation differs from its source, if only in one character."
    QUOTE_AMBIGUOUS = "quote-ambiguous", "The words of a quotation occur more than once in its source."
    NOTHING_ABOUT = "nothing-about", "An entry of the register is printed without a word about it."
    TWO_ABOUTS = "two-abouts", "An entry of the register is described twice, and one description would be dropped."
    UNREAD = "unread", "A message has neither notes nor a reason why it needs none, or it has both."
    UNSUPPORTED = "unsupported", "A sentence of the narrative names no letter and no document, and is not marked as inference."
    LEANS_NOWHERE = "leans-nowhere", "A sentence leans on a neighbour that is not there, or that rests on nothing itself."
    TWO_SENTENCES = "two-sentences", "Two sentences of the narrative stand on one line, so that neither has a line of its own."
    STRAY_QUOTATION = "stray-quotation", "Words of our prose stand in quotation marks, and no source was compared with them."
    UNCLOSED_FENCE = "unclosed-fence", "A fence is opened and never closed, so that it swallows what follows."
    UNCLOSED_HTML = "unclosed-html", "HTML is opened on a page and never closed, or closed and never opened."
    TAB = "tab", "A tab stands on a page, where its width decides what belongs to a list."
    STRAY_MARKUP = "stray-markup", "What is meant as a directive, a role, an option or a table is none, and would be printed."
    BARE_URL = "bare-url", "An address stands in our prose as plain words, and is no link."
    UNREADABLE_WORK = "unreadable-work", "An entry of references.bib cannot be read, or has the key of another; the build stops."
    INCOMPLETE_WORK = (
        "incomplete-work",
        "An entry of references.bib lacks what its kind needs, or has a field that is not printed.",
    )
    NO_ALT = "no-alt", "An image has no words for those who do not see it."
    NO_TITLE = "no-title", "A page has no heading, or nothing at all."
    SECOND_TITLE = "second-title", "A page has a second heading of the first level."
    STRAY_ABOUT = "stray-about", "Words about an entry stand outside the directive of its register."
    ENCODING = "encoding", "A page is not UTF-8; the build stops."

    @property
    def subtype(self) -> str:
        """The code as printed: ``[edition.<subtype>]``."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """What went wrong, in one sentence for contributors."""
        return self.value[1]


Location = nodes.Node | tuple[str, int] | str


def warn(code: Code, message: str, location: Location, hint: str = "") -> None:
    """Report one mistake at ``location`` (a node, or docname and line), with advice in brackets."""
    text = f"{message} ({hint})" if hint else message
    logger.warning(text, type="edition", subtype=code.subtype, location=location)


def report_problems(found: Iterable[Problem], folder: str, level: str = "ERROR") -> None:
    """Report what is wrong with the sources, or what they leave open, each problem at its place in ``folder``."""
    for problem in found:
        advice = f" ({problem.hint})" if problem.hint else ""
        place = f"{folder}/{problem.path}:{problem.line}"
        logger.log(level, "%s%s [%s]", problem.message, advice, problem.code, location=place)


def refuse(message: str) -> NoReturn:
    """End the build with one line, where a setting is of no use: Sphinx prints a traceback for every exception."""
    logger.error(message)
    raise SystemExit(2)


#: MyST 5.2 puts an empty line into a fence that begins with another, so that lines in it are reported too late.
NESTING = 3


def line_of(path: Path, reported: int, needle: str, told: Sequence[int] = ()) -> int:
    """The first line, near ``reported`` or below it, on which ``needle`` stands in an author's file and was not ``told``.

    A Markdown parser reports every role at its paragraph's first line; an author wants the role's own.
    """
    lines = [line for line in lines_with(path, needle) if line >= reported - NESTING and line not in told]
    return lines[0] if lines else reported


def line_near(path: Path, reported: int, needle: str) -> int:
    """The line nearest to ``reported`` on which ``needle`` stands: nested fences are reported some lines too late."""
    return min(lines_with(path, needle), key=lambda line: abs(line - reported), default=reported)


def lines_with(path: Path, needle: str) -> list[int]:
    """Every line on which ``needle`` begins in a file, whatever blanks its words are divided by."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    words = [re.escape(word) for word in needle.split()]
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r"\s+".join(words), text)] if words else []
