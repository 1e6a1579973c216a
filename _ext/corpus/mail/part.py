"""Runs of a mail's bytes and what each is, found once and then recorded; decodes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from .content import Content, content_of

Kind = Literal["envelope", "field", "header", "blank", "preamble", "boundary", "text", "alternative", "attachment", "epilogue"]
KINDS: tuple[str, ...] = get_args(Kind)

#: Fields of a header that a reader is shown; the others stay in the witness, and the account says where.
READ = ("from", "to", "cc", "bcc", "date", "subject", "resent-from", "resent-to", "resent-date")
#: A mail that holds mails that hold mails is followed so far; what lies deeper is named like an attachment.
DEEPEST = 20

#: What becomes of a form of the same text that is not the one read.
_UNREAD: dict[Kind, Kind] = {"text": "alternative", "field": "header"}
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")
_FIELD = re.compile(rb"(?P<name>[!-9;-~]+)[ \t]*:")
_ENVELOPE = re.compile(rb">?From [^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(frozen=True, slots=True)
class Part:
    """``size`` bytes of a file from ``first``: which message they belong to, on which path within it, and what they are.

    ``type`` is the name of a field or the type of a content; ``encoding``, ``charset``, ``repair`` and ``form`` say how
    its text is read; ``length`` and ``sha256`` are those of what is decoded, where a page names it instead of showing it.
    """

    file: str
    message: int
    path: str
    kind: Kind
    first: int
    size: int
    type: str = ""
    encoding: str = ""
    charset: str = ""
    repair: str = ""
    form: str = ""
    name: str = ""
    length: int = 0
    sha256: str = ""

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.first + self.size

    def of(self, data: bytes) -> bytes:
        """Its bytes, of the whole file's."""
        return data[self.first : self.end]


def parts_of(data: bytes, start: int, end: int, message: int = 1, file: str = "") -> tuple[Part, ...]:
    """Everything between two places of a file that holds one message: runs without gap or overlap, in their order."""
    found: list[Part] = []
    for kind, first, last, path, about in _entity(data, start, end, "", 0):
        if first == last and kind not in ("text", "attachment"):
            continue
        before = found[-1] if found else None
        if before and kind == "header" and (before.kind, before.path) == ("header", path):
            found[-1] = replace(before, size=last - before.first)
        else:
            declared = (about.type, about.encoding, about.charset, "", about.form, about.name)
            found.append(Part(file, message, path, kind, first, last - first, *declared))
    return tuple(found)


_Run = tuple[Kind, int, int, str, Content]
NOTHING = Content()


def _entity(data: bytes, start: int, end: int, path: str, depth: int, of: str = "message") -> Iterator[_Run]:
    """A header with its content: of a message, an enclosed one too, or of a part of a multipart."""
    rows = list(_header(data, start, end, path, read=of == "message"))
    yield from rows
    body = rows[-1][2] if rows else start
    fields_end = next((first for kind, first, *_ in rows if kind == "blank"), body)
    content = content_of(data[start:fields_end], digest=of == "multipart/digest")
    if content.boundary and depth < DEEPEST:
        inside = list(_multipart(data, body, end, path, content, depth))
        if inside:
            yield from inside
            return
        content = replace(content, type="text/plain", is_text=True)
    if content.encloses and depth < DEEPEST:
        yield from _entity(data, body, end, f"{path}.1" if path else "1", depth + 1)
        return
    yield ("text" if content.is_text else "attachment", body, end, path or "1", content)


def _header(data: bytes, start: int, end: int, path: str, read: bool) -> Iterator[_Run]:
    """The lines of a header up to its blank line, or up to a line that is no field."""
    at = start
    envelope = _ENVELOPE.match(data, at, end)
    if envelope and envelope.end() > at:
        yield "envelope", at, envelope.end(), path, NOTHING
        at = envelope.end()
    while at < end:
        stop = _line_end(data, at, end)
        if not data[at:stop].strip(b"\r\n"):
            yield "blank", at, stop, path, NOTHING
            return
        field = _FIELD.match(data, at, stop)
        if field is None:
            return
        while stop < end and data[stop : stop + 1] in (b" ", b"\t") and data[stop : _line_end(data, stop, end)].strip():
            stop = _line_end(data, stop, end)
        name = field["name"].decode("ascii").lower()
        shown = read and name in READ
        yield ("field" if shown else "header"), at, stop, path, Content(type=name) if shown else NOTHING
        at = stop


def _line_end(data: bytes, at: int, end: int) -> int:
    line = _LINE.match(data, at, end)
    return line.end() if line else end


def _multipart(data: bytes, start: int, end: int, path: str, content: Content, depth: int) -> Iterator[_Run]:
    """Preamble, parts with their boundaries, epilogue; nothing at all where no boundary stands."""
    edges = _boundaries(data, start, end, content.boundary)
    if not edges:
        return
    yield "preamble", start, edges[0][0], path, NOTHING
    inside: list[list[_Run]] = []
    for at, (_, after, closing) in enumerate(edges):
        if closing:
            break
        stop = edges[at + 1][0] if at + 1 < len(edges) else end
        own = f"{path}.{at + 1}" if path else str(at + 1)
        inside.append(list(_entity(data, after, stop, own, depth + 1, of=content.type)))
    if content.type == "multipart/alternative":
        inside = _one_of(inside)
    for at, (first, after, closing) in enumerate(edges):
        yield "boundary", first, after, path, NOTHING
        if closing:
            yield "epilogue", after, end, path, NOTHING
            return
        yield from inside[at]


def _boundaries(data: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int, bool]]:
    """Each line of a boundary with the line end before it, up to the closing one: first byte, byte after, whether it closes."""
    line = re.compile(rb"(?:\A|(?<=[\r\n]))--" + re.escape(boundary) + rb"(?P<closing>--)?[ \t]*(?:\r\n|\r|\n|\Z)")
    edges: list[tuple[int, int, bool]] = []
    for match in line.finditer(data, start, end):
        if edges and edges[-1][2]:
            break
        first = match.start()
        lowest = edges[-1][1] if edges else start
        if first - 2 >= lowest and data[first - 2 : first] == b"\r\n":
            first -= 2
        elif first - 1 >= lowest:
            first -= 1
        edges.append((first, match.end(), match["closing"] is not None))
    return edges


def _one_of(alternatives: Sequence[list[_Run]]) -> list[list[_Run]]:
    """Of the forms that a text is sent in one is read: the first plain one, else the first; the account keeps the others."""
    plain = [any(run[0] == "text" and run[4].form != "html" for run in runs) for runs in alternatives]
    some = [any(run[0] == "text" for run in runs) for runs in alternatives]
    chosen = plain.index(True) if True in plain else some.index(True) if True in some else -1

    def kept(at: int, run: _Run) -> _Run:
        kind, first, last, path, content = run
        return (kind, first, last, path, content) if at == chosen else (_demoted(kind), first, last, path, content)

    return [[kept(at, run) for run in runs] for at, runs in enumerate(alternatives)]


def _demoted(kind: Kind) -> Kind:
    return _UNREAD.get(kind, kind)
