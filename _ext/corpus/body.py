"""Bodies as numbered paragraphs and spans; decides nothing about structure that the characters do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import BAR, Notation, Paragraph, Span

_MARKS = re.compile(
    rf"(?P<bars>{BAR}+)|(?P<angle><redacted>)|(?P<square>\[redacted\])"
    r"|(?P<transcriber>\[Link to [^\[\]]+\]|\[Forwarded previous message from [^\[\]]+\]|<screenshot of [^<>]+>"
    r"|\[Attachment: [^\[\]]+\]|\[No text\]"
    r"|(?<=\w)\[\d{1,2}\](?=\s*$))"
    rf"|(?P<link>https?://[^\s<>\[\]\"“”{BAR}]*[^\s<>.,:;!?()\[\]\"“”'‘’{BAR}])"
)
_HINT = re.compile(rf"[<\[{BAR}]|://")
_NOTATIONS: dict[str, Notation] = {"bars": "bars", "angle": "angle", "square": "square"}


def lines_of(text: str) -> list[str]:
    """Split at line feeds only, each line with its own: joined, they are the text again."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def read_paragraphs(body: str, first_line: int) -> tuple[Paragraph, ...]:
    """Number each non-empty line of ``body`` from 1, without its end; ``first_line`` is the body's line in its witness."""
    lines = (line.removesuffix("\r") for line in body.split("\n"))
    filled = ((line, text) for line, text in enumerate(lines, first_line) if text.strip())
    return tuple(
        Paragraph(number, line, text, len(text) - len(text.lstrip(" ")), tuple(spans(text.lstrip(" "))))
        for number, (line, text) in enumerate(filled, 1)
    )


def spans(text: str) -> Iterator[Span]:
    """Divide a paragraph into spans; the texts of the spans, joined, are the paragraph."""
    done = 0
    if not _HINT.search(text):
        yield Span("text", text)
        return
    for match in _MARKS.finditer(text):
        if match.start() > done:
            yield Span("text", text[done : match.start()])
        done = match.end()
        kind = match.lastgroup or ""
        if kind in _NOTATIONS:
            yield Span("redaction", match[0], _NOTATIONS[kind])
        else:
            yield Span("link" if kind == "link" else "transcriber", match[0])
    if done < len(text):
        yield Span("text", text[done:])
