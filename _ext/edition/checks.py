"""What only the whole book can show to be wrong: homes given twice or not at all, fences left open; mends nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from corpus.loose_ends import loose_ends
from corpus.reading import FILE as REASONS

from .notices import Code, line_near, line_of, report_problems, warn

if TYPE_CHECKING:
    from .domain import EditionDomain, Place

_COLON_FENCE = re.compile(r" {0,3}(?P<fence>:{3,})(?P<rest>.*)")
_CODE_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<rest>.*)")


def check_homes(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of every message that the book prints twice, or nowhere."""
    domain = cast("EditionDomain", env.get_domain("edition"))
    homes: dict[str, Place] = {}
    for id, place in domain.places("message"):
        if id in homes:
            first = _at_its_fence(env, id, homes[id])
            place = _at_its_fence(env, id, place)
            warn(
                Code.TWO_HOMES,
                f"message {id!r} is at home here and in {first.docname}, line {first.line}",
                (place.docname, place.line),
                "show part of it with the excerpt directive",
            )
        homes.setdefault(id, place)
    if not app.config.edition_complete:
        return
    for thread in domain.corpus.threads:
        for message in thread.messages:
            if message.id not in homes:
                path = f"{Path(app.config.edition_sources).name}/{thread.path}"
                warn(
                    Code.NO_HOME,
                    f"message {message.id!r} is printed nowhere",
                    f"{path}:{message.lines[0] - thread.line + 1}",
                    f"put it into a chapter: ::::{{message}} {message.id}",
                )


def check_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of every message of a complete book that has neither a note nor a reason why it needs none, or that has both."""
    if not app.config.edition_complete:
        return
    domain = cast("EditionDomain", env.get_domain("edition"))
    noted = {note.message for note in domain.notes()}
    reasons = domain.corpus.apparatus.unannotated
    for id in domain.corpus.messages:
        place = domain.place("message", id)
        if place is not None and (id in noted) == (id in reasons):
            place = _at_its_fence(env, id, place)
            message, hint = f"message {id!r} has no note, and no reason is given", f"write a note, or its row in {REASONS}"
            if id in noted:
                message, hint = f"message {id!r} has notes, and a reason why it needs none", f"remove its row from {REASONS}"
            warn(Code.UNREAD, message, (place.docname, place.line), hint)


def check_loose_ends(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of everything in the sources that a complete edition would have accounted for."""
    if app.config.edition_complete:
        corpus = cast("EditionDomain", env.get_domain("edition")).corpus
        report_problems(loose_ends(corpus), Path(app.config.edition_sources).name, "WARNING")


def leave_words(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, words: nodes.Element) -> nodes.Node | None:
    """Leave the words of a reference of ours that leads nowhere: no book needs a register, or prints all that it lists.

    What an author wrote is not of ours, and is reported.
    """
    return words if node.get("refdomain") == "edition" and "written" not in node else None


def report_reference(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool | None:
    """Report an author's reference to what this book does not print, at its own line; True where it was ours to report."""
    if domain is None or domain.name != "edition":
        return None
    what = {"msg": "message"}.get(node["reftype"], node["reftype"])
    path = Path(app.env.doc2path(node["refdoc"]))
    warn(
        Code.NO_HOME,
        f"{what} {node['reftarget']!r} is printed nowhere, so that this link leads nowhere",
        (node["refdoc"], line_of(path, node.line or 1, f"`{node['written']}`")),
        f"a chapter must hold its {what} directive",
    )
    return True


def _at_its_fence(env: BuildEnvironment, id: str, place: Place) -> Place:
    """The place with the line of its own directive: nested fences are reported some lines too late."""
    return place._replace(line=line_near(Path(env.doc2path(place.docname)), place.line, "{message} " + id))


def check_fences(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of a fence that is never closed: Markdown would let it swallow the rest of the page, in silence."""
    opened: list[Fence] = []
    unclosed: list[Fence] = []
    code, code_line = "", 0
    for line, text in enumerate(source[0].split("\n"), 1):
        ticks, colons = _CODE_FENCE.fullmatch(text), _COLON_FENCE.fullmatch(text)
        if code:
            if ticks and ticks["fence"].startswith(code) and not ticks["rest"].strip():
                code = ""
        elif ticks:
            code, code_line = ticks["fence"], line
        elif colons and colons["rest"].strip():
            opened.append(Fence(line, len(colons["fence"]), text.strip()))
        elif colons and opened and opened[-1].length <= len(colons["fence"]):
            unclosed += _close(opened, len(colons["fence"]))
    last = [Fence(code_line, len(code), source[0].split("\n")[code_line - 1].strip())] if code else []
    for fence in (*unclosed, *opened, *last):
        hint = "close it with a line of as many colons" if fence.text.startswith(":") else f"close it with a line of {code}"
        warn(Code.UNCLOSED_FENCE, f"the fence {fence.text!r} is never closed", (docname, fence.line), hint)
    # What such a fence has swallowed would be reported again, sentence by sentence.
    app.env.current_document["edition unclosed"] = bool(unclosed or opened or last)


class Fence(NamedTuple):
    """An opened colon fence: its line, its number of colons, its words."""

    line: int
    length: int
    text: str


def _close(opened: list[Fence], length: int) -> list[Fence]:
    """Close the fence that ``length`` colons were meant for; return those inside it, which were left open."""
    unclosed = []
    while opened:
        fence = opened.pop()
        if fence.length == length or not any(other.length == length for other in opened):
            break
        unclosed.append(fence)
    return unclosed
