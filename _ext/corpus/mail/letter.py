"""One mail as a letter: what a reader is shown of its header, and its body; knows no thread and no witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..body import read_paragraphs
from ..model import UNSTATED, Correspondent, Dateline, Forwarding, Header, Message
from .decoding import text_of
from .field import PARTIES, correspondents, parties_words, read_date, words_of
from .mailbox import begins_in_mbox, is_escaped
from .part import Part

NO_TEXT = "[No text]"


@dataclass(frozen=True, slots=True)
class Letter:
    """The lines of a mail's header that are read, and its body; what it encloses: first and last line of the body, subject.

    ``escaped`` are the lines of the body whose first sign is the mbox's and none of the writer's.
    """

    number: int
    header: str
    body: str
    enclosed: tuple[tuple[int, int, str], ...] = ()
    escaped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Passage:
    path: str
    is_field: bool
    text: str
    escapes: bool = False


def letter_of(parts: Sequence[Part], data: bytes) -> Letter:
    """What the parts of one message say: the fields of its header, then its texts, with a mark for everything named only."""
    header: list[str] = []
    in_mbox = begins_in_mbox(parts[0].of(data))
    passages: list[_Passage] = []
    for part in parts:
        if part.kind == "field":
            line = _field(part, data)
            if part.path:
                passages.append(_Passage(part.path, True, line))
            else:
                header.append(line)
        elif part.kind in ("text", "attachment"):
            text = text_of(part, data) if part.kind == "text" else mark(part)
            if text:
                passages.append(_Passage(part.path, False, text, in_mbox and part.encoding != "base64"))
    body, enclosed, escaped = _body(passages)
    return Letter(parts[0].message, "\n".join(header), body or NO_TEXT, enclosed, escaped)


def _field(part: Part, data: bytes) -> str:
    name, _, value = part.of(data).partition(b":")
    words = (parties_words if part.type in PARTIES else words_of)(value)
    return f"{name.decode('ascii').strip()}: {words}".rstrip()


def mark(part: Part) -> str:
    """An attachment by its name, its type, its length and its hash: it is named and not shown."""
    named = part.name.replace("[", "(").replace("]", ")") or "without a name"
    return f"[Attachment: {named}, {part.type}, {part.length:,} bytes, SHA-256 {part.sha256}]"


def _body(passages: Sequence[_Passage]) -> tuple[str, tuple[tuple[int, int, str], ...], frozenset[int]]:
    lines: list[str] = []
    escaped: set[int] = set()
    enclosed: list[tuple[int, int, str]] = []
    root = ""
    above: _Passage | None = None
    for passage in passages:
        if lines and not (passage.is_field and above and above.is_field and above.path == passage.path):
            lines.append("")
        inside = root and (passage.path == root or passage.path.startswith(f"{root}."))
        first = enclosed[-1][0] if inside else len(lines) + 1
        words = passage.text.split("\n")
        escaped |= {at for at, line in enumerate(words, len(lines) + 1) if passage.escapes and is_escaped(line)}
        lines += words
        if not inside:
            root = passage.path if passage.is_field else ""
        if root:
            subject = enclosed.pop()[2] if inside else ""
            name, _, value = passage.text.partition(": ")
            if passage.is_field and name.lower() == "subject" and passage.path == root:
                subject = value
            enclosed.append((first, len(lines), subject))
        above = passage
    return "\n".join(lines), tuple(enclosed), frozenset(escaped)


def header_of(text: str) -> Header:
    """Read the lines of a header: who, to whom, when; a sender is missing where the mail has none."""
    fields: dict[str, list[str]] = {}
    for line in text.split("\n"):
        name, _, words = line.partition(":")
        fields.setdefault(name.strip().lower(), []).append(words.strip())

    def parties(name: str) -> tuple[Correspondent, ...]:
        return tuple(party for words in fields.get(name, ()) for party in correspondents(words))

    sent = read_date(fields["date"][0]) if fields.get("date", [""])[0] else Dateline()
    return Header(text, parties("from"), parties("to"), parties("cc"), (), sent)


def _passed_on(header: Header, line: int) -> tuple[Forwarding, ...]:
    """Whoever sent the mail on says so in fields of its own (RFC 5322, section 3.6.6)."""
    resent = "\n".join(row[7:] for row in header.text.split("\n") if row.lower().startswith("resent-"))
    act = header_of(resent) if resent else None
    return (Forwarding(act.sender[0], act.to, act.sent, line),) if act and act.sender and act.to else ()


def message_of(header: str, body: str, line: int, last: bool) -> Message:
    """A letter as a message whose header begins on ``line``; blank lines divide its header, its body and the next letter.

    A letter without a sender is still a letter: its sender is said to be unstated.
    """
    height = header.count("\n") + 1
    first = line + height + 1
    end = first + body.count("\n")
    read = header_of(header)
    read = read if read.sender else replace(read, sender=(Correspondent("", UNSTATED),))
    message = Message(
        "", "", "", "email", read, "\n\n", body, "" if last else "\n\n", (line, end), read_paragraphs(body, first)
    )  # fmt: skip
    return replace(message, forwarded=_passed_on(read, line))
