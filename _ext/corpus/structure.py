"""What the transcription flattened, restored as layout: roles of paragraphs, never a change of their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from .model import Block, BlockKind, Embedded, Message, Note, Paragraph, Thread
from .problems import Problem, Problems, did_you_mean
from .tables import read_table

FILE = "structure.tsv"
COLUMNS = ("message", "paragraphs", "kind", "label")
KINDS: tuple[str, ...] = (*get_args(BlockKind), "embedded")
_RANGE = re.compile(r"(?P<first>[1-9]\d*)(?:-(?P<last>[1-9]\d*))?")
_PRINTED_MARKER = re.compile(r"-\s?[^\s-]|\d{1,2}\. ")
_RULE = re.compile(r"[-_]{2,}\s*")


@dataclass(frozen=True, slots=True)
class Remark:
    """One row: paragraphs ``first`` to ``last`` of a message are of a kind; the label is ours."""

    message: str
    first: int
    last: int
    kind: str
    label: str
    line: int


def read_structure(sources: Path) -> tuple[Remark, ...]:
    """Read the table of structure; Problems for an unknown kind or a malformed range."""
    remarks = []
    found = []
    for row in read_table(sources / FILE, FILE, COLUMNS):
        reach = _RANGE.fullmatch(row["paragraphs"])
        if row["kind"] not in KINDS:
            found.append(
                Problem(
                    FILE,
                    row.line,
                    "structure.kind",
                    f"unknown kind {row['kind']!r}",
                    did_you_mean(row["kind"], KINDS) or f"one of {', '.join(KINDS)}",
                )
            )
        elif reach is None or int(reach["last"] or reach["first"]) < int(reach["first"]):
            found.append(
                Problem(FILE, row.line, "structure.range", f"not a range of paragraphs: {row['paragraphs']!r}", "write 5 or 7-16")
            )
        else:
            last = int(reach["last"] or reach["first"])
            remarks.append(Remark(row["message"], int(reach["first"]), last, row["kind"], row["label"], row.line))
    if found:
        raise Problems(found)
    return tuple(remarks)


def structured(threads: Iterable[Thread], remarks: Iterable[Remark]) -> tuple[Thread, ...]:
    """Give every message its blocks; Problems for an unknown message, a paragraph it has not, two roles for one."""
    threads = tuple(threads)
    of: dict[str, list[Remark]] = {}
    for remark in remarks:
        of.setdefault(remark.message, []).append(remark)
    messages = {message.id: message for thread in threads for message in thread.messages}
    found = [problem for id, rows in of.items() for problem in _misplaced(rows, messages.get(id), messages)]
    if found:
        raise Problems(found)

    def one(part: Message | Note) -> Message | Note:
        return replace(part, blocks=_blocks(part, of.get(part.id, []))) if isinstance(part, Message) else part

    return tuple(replace(thread, parts=tuple(map(one, thread.parts))) for thread in threads)


def _misplaced(rows: list[Remark], message: Message | None, known: Mapping[str, Message]) -> Iterable[Problem]:
    if message is None:
        for row in rows:
            yield Problem(
                FILE, row.line, "structure.unknown-message", f"no message {row.message!r}", did_you_mean(row.message, known)
            )
        return
    owner: dict[tuple[bool, int], int] = {}
    for row in rows:
        if row.last > len(message.paragraphs):
            yield Problem(
                FILE,
                row.line,
                "structure.beyond",
                f"{row.message} has no paragraph {row.last}",
                f"it has {len(message.paragraphs)}",
            )
        for number in range(row.first, min(row.last, len(message.paragraphs)) + 1):
            earlier = owner.setdefault((row.kind == "embedded", number), row.line)
            if earlier != row.line:
                yield Problem(
                    FILE,
                    row.line,
                    "structure.overlap",
                    f"paragraph {number} has its role from line {earlier}",
                    "each paragraph has one role, and lies in one embedded document at most",
                )
                break


def _blocks(message: Message, rows: list[Remark]) -> tuple[Block | Embedded, ...]:
    roles = {n: row for row in rows if row.kind != "embedded" for n in range(row.first, row.last + 1)}
    blocks: list[Block | Embedded] = []
    at = 0
    for row in sorted((row for row in rows if row.kind == "embedded"), key=lambda row: row.first):
        blocks += _run(message.paragraphs[at : row.first - 1], roles, 0)
        inside = message.paragraphs[row.first - 1 : row.last]
        blocks.append(Embedded(row.label, tuple(_run(inside, roles, min(p.indent for p in inside)))))
        at = row.last
    return (*blocks, *_run(message.paragraphs[at:], roles, 0))


def _run(paragraphs: Sequence[Paragraph], roles: Mapping[int, Remark], margin: int) -> Iterator[Block]:
    """Blocks in order; an item lies one level deeper than the last item above it that is indented less."""
    above: list[int] = []
    for paragraph in paragraphs:
        block = _block(paragraph, roles, margin)
        if block.kind != "item":
            above = []
        else:
            above = [indent for indent in above if indent < paragraph.indent]
            above.append(paragraph.indent)
            block = replace(block, depth=len(above))
        yield block


def _block(paragraph: Paragraph, roles: Mapping[int, Remark], margin: int) -> Block:
    """The role that the table gives, or else the one that the characters show."""
    row = roles.get(paragraph.number)
    if row is not None:
        # read_structure let no other kind through
        return Block(cast("BlockKind", row.kind), paragraph, label=row.label)
    kinds = {span.kind for span in paragraph.spans if span.text.strip()}
    if kinds == {"redaction"} and all(s.notation == "bars" for s in paragraph.spans if s.kind == "redaction"):
        return Block("redacted", paragraph)
    if kinds == {"transcriber"}:
        return Block("remark", paragraph)
    if _RULE.fullmatch(paragraph.text):
        return Block("rule", paragraph)
    if paragraph.indent > margin or has_printed_marker(paragraph):
        return Block("item", paragraph)
    return Block("paragraph", paragraph)


def has_printed_marker(paragraph: Paragraph) -> bool:
    """Whether the list marker is in the text: if not, the transcription lost it and a page may draw one."""
    return _PRINTED_MARKER.match(paragraph.text.lstrip()) is not None
