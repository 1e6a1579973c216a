"""The words of a text that came as HTML only: its lines, without its looks; knows nothing of mail."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNREAD = {"head", "script", "style", "title", "template"}
_LINES = {
    "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip


class _Reader(HTMLParser):
    """Gathers words; a block begins a line, and the target of a link stands behind its words where they do not say it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unread: list[str] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self.unread.append(tag)
        elif tag == "body":
            self.unread.clear()
        elif tag in _LINES:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD and tag in self.unread:
            self.unread.remove(tag)
        elif tag in _LINES:
            self.pieces.append("\n")
        elif tag == "a" and self.links:
            target, since = self.links.pop()
            target = re.sub(r"[\s\[\]]", "", target)
            if target and target.removeprefix("mailto:").strip("/") not in "".join(self.pieces[since:]):
                self.pieces.append(f" [Link to {target}]")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def lines_of_hypertext(text: str) -> str:
    """The words of an HTML text, a line for each of its blocks."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # the library's word for a malformed declaration
        return text
    lines = (" ".join(line.split(" ")).strip(" ") for line in "".join(reader.pieces).split("\n"))
    joined = "\n".join(re.sub(r" {2,}", " ", line) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip("\n")
