"""HTML on our pages that is opened and never closed: it goes into the book as it stands, and breaks the page; knows no letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sphinx.application import Sphinx

from .notices import Code, warn
from .prose import Piece, pieces_of, tags, words

#: A comment, a script or a style as a whole; else one tag, or what of it there is.
_PART = re.compile(
    r"""<!--(?:-?>|.*?-->) | <(?P<whole>script|style)\b[^>]*>.*?</(?P=whole)\s*>
    | (?P<comment><!--)
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?=[\s/>]|$)(?:[^<>"']|"[^"]*"|'[^']*')*(?P<shut>>?)""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
#: Elements that have no end, and those whose end HTML lets an author leave out.
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_OPTIONAL = frozenset(
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt", "rp"]
)
#: In these an element may end where it begins.
_FOREIGN = frozenset(["svg", "math"])


class Tag(NamedTuple):
    """A tag on a page: its line, its words, the name of its element, whether it opens one, and whether it is whole."""

    line: int
    text: str
    name: str
    opens: bool
    whole: bool = False


def check_html(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of HTML that is opened and never closed, or closed and never opened."""
    if app.env.current_document.get("edition unclosed", False):
        return
    for tag in unbalanced(found for piece in pieces_of(app, docname, source[0]) for found in _tags(piece)):
        end = "-->" if tag.name == "!--" else f"</{tag.name}>" if tag.whole else ">"
        if tag.name == "!--":
            app.env.current_document["edition unclosed"] = True  # nobody need be told of what it has swallowed
        if tag.opens:
            warn(Code.UNCLOSED_HTML, f"{_first_line(tag.text)!r} is never closed", (docname, tag.line), f"close it with {end}")
        else:
            warn(
                Code.UNCLOSED_HTML,
                f"{_first_line(tag.text)!r} closes nothing",
                (docname, tag.line),
                "remove it, or open what it closes",
            )


def unbalanced(found: Iterable[Tag]) -> list[Tag]:
    """Those of a page's tags that open what nothing closes, or close what is not open."""
    opened, wrong = list[Tag](), list[Tag]()
    for tag in found:
        if not tag.whole:
            wrong.append(tag)
        elif tag.opens:
            if not (tag.text.endswith("/>") and any(other.name in _FOREIGN for other in opened)):
                opened.append(tag)
        elif any(other.name == tag.name for other in opened):
            while (last := opened.pop()).name != tag.name:
                wrong.append(last)
        else:
            wrong.append(tag)
    return sorted(tag for tag in (*wrong, *opened) if not (tag.opens and tag.whole and tag.name in _OPTIONAL))


def _tags(piece: Piece) -> Iterator[Tag]:
    """The tags in one piece of a page that could be left open; in a paragraph, only what a parser takes for HTML."""
    if piece.kind == "html":
        for match in _PART.finditer(piece.text):
            line = piece.line + piece.text.count("\n", 0, match.start())
            if match["comment"]:
                yield Tag(line, piece.text[match.start() :], "!--", opens=True)
                return
            name = (match["name"] or "").lower()
            if name and name not in _VOID:
                text = match[0] if match["shut"] else piece.text[match.start() :]
                yield Tag(line, text, name, not match["end"], bool(match["shut"]))
    elif piece.kind in ("prose", "heading", "cell"):
        for at, text in tags(piece.text):
            part = _PART.fullmatch(text)
            if part and part["name"] and part["name"].lower() not in _VOID:
                line = piece.line + piece.text.count("\n", 0, at)
                yield Tag(line, text, part["name"].lower(), not part["end"], whole=True)
        at = words(piece.text).masked.find("<!--")
        if at >= 0:
            yield Tag(piece.line + piece.text.count("\n", 0, at), piece.text[at:], "!--", opens=True)


def _first_line(text: str) -> str:
    line = text.split("\n")[0].strip()
    return line if len(line) <= 60 else f"{line[:60].rstrip()}…"
