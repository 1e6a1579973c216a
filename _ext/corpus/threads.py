"""The archive's text divided into threads, messages and notes without losing a character; knows no ids and no register."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from .body import lines_of, read_paragraphs
from .header import (
    looks_like_header,
    participants_in,
    read_forwarded,
    read_header,
    read_heading,
    read_note,
    read_turn,
)
from .model import Archive, Correspondent, Forwarding, Header, Medium, Message, Note, Thread
from .problems import Problem, Problems

LONGEST_HEADER = 400


@dataclass(slots=True)
class _Draft:
    """A message or a note while its lines are still being gathered."""

    header: Header | None
    line: int
    text: str
    after: list[str] = field(default_factory=list)


def split_archive(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Divide a transcription at its headings: front matter, then per thread its first line, its text, its separator."""
    lines = lines_of(text)
    starts = [at for at, line in enumerate(lines) if _is_heading(line)]
    chunks = []
    for start, end in pairwise([*starts, len(lines)]):
        last = max(at for at in range(start, end) if lines[at].strip())
        chunks.append((start + 1, "".join(lines[start : last + 1]), "".join(lines[last + 1 : end])))
    return "".join(lines[: starts[0]] if starts else lines), chunks


def read_archive(text: str, path: str) -> Archive:
    """Read a whole transcription, or raise every problem with its line in ``path``."""
    found: list[Problem] = []
    front, chunks = split_archive(text)
    if not _is_front_matter(front):
        at = next((n for n, line in enumerate(lines_of(front), 1) if line.strip() and line.strip() != "---"), 1)
        found.append(
            Problem(
                path,
                at,
                "thread.stray-text",
                "text before the first heading belongs to no thread",
                "a thread starts with 'Subject: …' or 'iMessages on …'",
            )
        )
    if not chunks:
        found.append(Problem(path, 1, "thread.none", "no thread heading found", "a heading reads 'Subject: …'"))
    threads = []
    for first, chunk, _ in chunks:
        try:
            threads.append(read_thread(chunk, path, line=first, first=first))
        except Problems as problems:
            found.extend(problems.found)
    if found:
        raise Problems(found)
    return Archive(front, tuple(threads), tuple(separator for _, _, separator in chunks))


def read_thread(text: str, path: str, *, line: int, first: int = 1) -> Thread:
    """Read one thread whose heading stands on ``line`` of the witness and on line ``first`` of the file at ``path``."""
    lines = lines_of(text)
    shift = line - first
    heading = read_heading(_bare(lines[0])) if lines else None
    if heading is None:
        raise Problems(
            [
                Problem(
                    path,
                    first,
                    "thread.no-heading",
                    "a thread starts with its heading",
                    "write 'Subject: …' or 'iMessages on …' on its first line",
                )
            ]
        )
    subject, medium, exhibit = heading
    found: list[Problem] = []
    drafts, gap = _gather(lines, medium, path, line, shift, found)
    parts = _finish(drafts, medium, path, shift, found)
    if not any(isinstance(part, Message) for part in parts):
        found.append(
            Problem(
                path,
                first,
                "thread.no-message",
                f"no message under {_bare(lines[0])!r}",
                "the line after a heading is a header: 'A to B - May 25, 2015 9:10 PM'",
            )
        )
    if found:
        raise Problems(found)
    return Thread("", 0, _bare(lines[0]), subject, medium, exhibit, gap, tuple(parts), line, path)


def write_thread(thread: Thread) -> str:
    """Put a thread's text together again from its parts, character by character."""
    pieces = [thread.heading, thread.gap]
    for part in thread.parts:
        if isinstance(part, Message):
            pieces += [part.header.text, part.gap, part.body, part.tail]
        else:
            pieces += [part.text, part.tail]
    return "".join(pieces)


def write_archive(archive: Archive) -> str:
    """Put a transcription together again: the inverse of :func:`read_archive`."""
    threads = zip(archive.threads, archive.separators, strict=True)
    return archive.front_matter + "".join(write_thread(thread) + separator for thread, separator in threads)


def _gather(lines: list[str], medium: Medium, path: str, line: int, shift: int, found: list[Problem]) -> tuple[list[_Draft], str]:
    """Collect the lines of each message and note; lines before the first header may only be blank."""
    names = participants_in(_bare(lines[0])) if medium == "imessage" else ()
    drafts: list[_Draft] = []
    gap = [lines[0][len(_bare(lines[0])) :]]
    for at, raw in enumerate(lines[1:], line + 1):
        bare = _bare(raw)
        blank_next = at - line + 1 >= len(lines) or not lines[at - line + 1].strip()
        header = _header_on(bare, medium, names, blank_next)
        if header is not None:
            names = names or (_pair(header) if medium == "imessage" else ())
            drafts.append(_Draft(header, at, bare, [raw[len(bare) :]]))
        elif read_note(bare) is not None:
            drafts.append(_Draft(None, at, bare, [raw[len(bare) :]]))
        elif drafts:
            drafts[-1].after.append(raw)
        else:
            gap.append(raw)
        if header is None and len(bare) <= LONGEST_HEADER and looks_like_header(bare):
            found.append(
                Problem(
                    path,
                    at - shift,
                    "header.unreadable",
                    f"looks like a header but is none: {bare!r}",
                    "a header reads 'A to B, (cc: C) - May 25, 2015 9:10 PM'",
                )
            )
        elif header is None and raw.strip() and (not drafts or (drafts[-1].header is None and bare != drafts[-1].text)):
            found.append(
                Problem(
                    path,
                    at - shift,
                    "thread.stray-text",
                    f"text that belongs to no message: {bare!r}",
                    "a message starts with its header line",
                )
            )
    return drafts, "".join(gap)


def _header_on(bare: str, medium: Medium, names: tuple[str, ...], blank_next: bool) -> Header | None:
    if len(bare) > LONGEST_HEADER:
        return None
    header = read_header(bare)
    if header is None and medium == "imessage" and blank_next:
        header = read_turn(bare, names)
    return header


def _pair(header: Header) -> tuple[str, ...]:
    return tuple(party.as_printed for party in (*header.sender, *header.to))


def _finish(drafts: list[_Draft], medium: Medium, path: str, shift: int, found: list[Problem]) -> list[Message | Note]:
    parts: list[Message | Note] = []
    for draft in drafts:
        if draft.header is None:
            parts.append(Note(draft.text, "".join(draft.after), draft.line))
            _pass_on(parts, draft, path, shift, found)
        else:
            message = _message(draft, draft.header, medium)
            if not message.body:
                found.append(
                    Problem(
                        path,
                        draft.line - shift,
                        "message.empty",
                        f"no text under {draft.text!r}",
                        "a message has at least one line of body",
                    )
                )
            parts.append(message)
            _forwarded_before(parts, message)
    return parts


def _message(draft: _Draft, header: Header, medium: Medium) -> Message:
    filled = [at for at, raw in enumerate(draft.after) if at and raw.strip()]
    start, end = (filled[0], filled[-1]) if filled else (len(draft.after), len(draft.after) - 1)
    last = _bare(draft.after[end]) if filled else ""
    body = "".join(draft.after[start:end]) + last
    tail = (draft.after[end][len(last) :] if filled else "") + "".join(draft.after[end + 1 :])
    first = draft.line + start
    message = Message(
        "",
        "",
        "",
        medium,
        header,
        "".join(draft.after[:start]),
        body,
        tail,
        (draft.line, draft.line + end if filled else draft.line),
        read_paragraphs(body, first),
    )
    if header.passed_on is not None:
        by, to = header.passed_on
        return replace(message, forwarded=(Forwarding(by, to, header.sent, draft.line),))
    return message


def _pass_on(parts: list[Message | Note], draft: _Draft, path: str, shift: int, found: list[Problem]) -> None:
    """Record on the message above the act that a transcriber's note reports."""
    note = read_note(draft.text)
    at = next((n for n in range(len(parts) - 1, -1, -1) if isinstance(parts[n], Message)), None)
    if note is None or at is None:
        found.append(
            Problem(
                path,
                draft.line - shift,
                "note.no-message",
                f"a note on no message: {draft.text!r}",
                "a note follows the message that it is about",
            )
        )
        return
    by, to, sent = note
    above = parts[at]
    assert isinstance(above, Message)
    act = Forwarding(_named_in(by, above), to, sent, draft.line)
    parts[at] = replace(above, forwarded=(*above.forwarded, act))


def _forwarded_before(parts: list[Message | Note], message: Message) -> None:
    """Record on an earlier message of the thread that ``message`` says to have forwarded it."""
    for paragraph in message.paragraphs:
        name = read_forwarded(paragraph.text)
        for at in range(len(parts) - 2, -1, -1) if name else ():
            earlier = parts[at]
            if isinstance(earlier, Message) and any(_is_called(party, name or "") for party in earlier.header.sender):
                act = Forwarding(message.header.sender[0], message.header.to, message.header.sent, paragraph.line)
                parts[at] = replace(earlier, forwarded=(*earlier.forwarded, act))
                break


def _named_in(party: Correspondent, message: Message) -> Correspondent:
    """Read a first name in a note as the party of that message who bears it, when exactly one does."""
    header = message.header
    called = {p.name for p in (*header.sender, *header.to, *header.cc, *header.fw) if _is_called(p, party.as_printed)}
    return replace(party, name=called.pop()) if len(called) == 1 else party


def _is_called(party: Correspondent, name: str) -> bool:
    return party.name == name or party.name.startswith(name + " ")


def _is_heading(line: str) -> bool:
    return read_heading(_bare(line)) is not None


def _is_front_matter(text: str) -> bool:
    """Front matter is blank, or a block between two lines of three hyphens."""
    lines = text.strip().replace("\r\n", "\n").split("\n")
    return not text.strip() or (len(lines) > 1 and lines[0] == lines[-1] == "---" and "---" not in lines[1:-1])


def _bare(line: str) -> str:
    return line[:-1] if line.endswith("\n") else line
