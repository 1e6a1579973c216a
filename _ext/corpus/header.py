"""Header lines and transcriber's notes, read by a grammar for each medium; knows no register and no bodies."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import DATELINE, TIME, read_dateline
from .model import BAR, PAPERCLIP, REDACTED, Correspondent, Dateline, Header, Medium

_REMARK = re.compile(r"(?P<rest>.*?)(?P<remark>\s+\([^()]*\))?(?P<clip>\s*" + PAPERCLIP + r")?\s*")
_DATE_HINT = re.compile(r" [-–] [A-Z][a-z]+ \d")
_DATED = re.compile(rf"(?P<parties>.+?) [-–] (?P<date>{DATELINE})")
_TIMED = re.compile(rf"(?P<name>.+?) [-–] (?P<time>{TIME})")
_PASSED_ON = re.compile(r"(?P<by>.+?) received this email from (?P<sender>.+?) and forwards it to (?P<to>.+)")
_PARTIES = re.compile(r"(?P<sender>.+?) to:? (?P<to>[^()]+?),?(?: ?\((?P<copies>[^()]+)\))?")
_ROLE = re.compile(r"(?P<role>cc|fw):? ?(?P<name>.+)")
_NAME = re.compile(rf"[^\W\d_][\w.'’\- ]*|<redacted>|\[redacted\]|{BAR}+")
_SUSPECT = re.compile(
    r"\S.{0,200}? to:? \S.* [-–] .{0,60}[0-9].{0,60}"
    r"|.+ received this email from .+ and forwards it to .+"
)
_NOTE = re.compile(rf"\[(?P<by>[^\[\]]+?) forwards the above email to (?P<to>[^\[\]]+?) on (?P<date>{DATELINE})\]")
_FORWARDED = re.compile(r"\[Forwarded previous message from (?P<name>[^\[\]]+)\]")
HEADING = re.compile(r"(?:Subject: (?P<subject>.*\S)|iMessages? (?:on|between) .*\S)\s*")
_BETWEEN = re.compile(r"iMessages? between (?P<one>.+) and (?P<other>.+)")


def read_heading(line: str) -> tuple[str | None, Medium, bool] | None:
    """Return subject (None for an exchange of iMessages), medium and exhibit mark; None where no heading stands."""
    match = HEADING.fullmatch(line)
    if match is None:
        return None
    exhibit = PAPERCLIP in line
    if match["subject"] is None:
        return None, "imessage", exhibit
    return match["subject"].replace(PAPERCLIP, "").strip(), "email", exhibit


def participants_in(heading: str) -> tuple[str, ...]:
    """The two names in ``iMessage between A and B``; empty where the heading names none."""
    match = _BETWEEN.fullmatch(heading.replace(PAPERCLIP, "").strip())
    return (match["one"], match["other"]) if match else ()


def read_header(line: str) -> Header | None:
    """Read a dated header of either medium, or None where the line is not one."""
    if _DATE_HINT.search(line) is None:
        return None
    outer = _REMARK.fullmatch(line)
    if outer is None:
        return None
    exhibit, remark = outer["clip"] is not None, (outer["remark"] or "").strip() or None
    dated = _DATED.fullmatch(outer["rest"])
    if dated is None:
        return None
    sent = read_dateline(dated["date"])
    if sent is None:
        return None
    header = _passed_on(line, dated["parties"], sent) or _addressed(line, dated["parties"], sent)
    return header and replace(header, exhibit=exhibit, remark=remark)


def read_turn(line: str, names: tuple[str, ...]) -> Header | None:
    """Read a turn of an exchange between two people, headed by a name alone or by a name and a time.

    ``names`` are those of the exchange; the addressee is the other one, inferred.
    """
    timed = _TIMED.fullmatch(line.strip())
    name = timed["name"] if timed else line.strip()
    if name not in names:
        return None
    sent = read_dateline(timed["time"]) if timed else Dateline()
    others = tuple(replace(_party(other), evidence="inferred") for other in names if other != name)
    return Header(line, (_party(name),), others, (), (), sent or Dateline())


def looks_like_header(line: str) -> bool:
    """Whether a line that is no header was probably meant as one."""
    meant = " to" in line and (" - " in line or " – " in line or " received " in line)
    return meant and _SUSPECT.fullmatch(line.strip()) is not None


def read_note(line: str) -> tuple[Correspondent, tuple[Correspondent, ...], Dateline] | None:
    """Read the transcriber's ``[A forwards the above email to B, C and D on …]``: by, to, sent."""
    match = _NOTE.fullmatch(line.strip())
    sent = read_dateline(match["date"]) if match else None
    if match is None or sent is None:
        return None
    to = _names(match["to"].replace(" and ", ", "))
    return (_party(match["by"]), to, sent) if to else None


def read_forwarded(paragraph: str) -> str | None:
    """The name in a body's ``[Forwarded previous message from …]``, or None."""
    match = _FORWARDED.fullmatch(paragraph.strip())
    return match["name"] if match else None


def _passed_on(line: str, parties: str, sent: Dateline) -> Header | None:
    match = _PASSED_ON.fullmatch(parties)
    if match is None:
        return None
    by, author, to = _names(match["by"]), _names(match["sender"]), _names(match["to"])
    if not (by and author and to):
        return None
    return Header(line, author, by, (), (), sent, passed_on=(by[0], to))


def _addressed(line: str, parties: str, sent: Dateline) -> Header | None:
    match = _PARTIES.fullmatch(parties)
    if match is None:
        return None
    author, to = _names(match["sender"]), _names(match["to"])
    copied: dict[str, list[Correspondent]] = {"cc": [], "fw": []}
    role = ""
    for part in re.split(r"[,;]\s*", match["copies"] or ""):
        labelled = _ROLE.fullmatch(part)
        role, part = (labelled["role"], labelled["name"]) if labelled else (role, part)
        names = _names(part)
        if part and (not role or not names):
            return None
        copied[role or "cc"].extend(names)
    if not (author and to):
        return None
    return Header(line, author, to, tuple(copied["cc"]), tuple(copied["fw"]), sent)


def _names(text: str) -> tuple[Correspondent, ...]:
    """Names between commas or semicolons; empty when any of them is not a name."""
    names = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if not all(_NAME.fullmatch(name) for name in names):
        return ()
    return tuple(_party(name) for name in names)


def _party(name: str) -> Correspondent:
    hidden = name in ("<redacted>", "[redacted]") or set(name) == {BAR}
    return Correspondent(as_printed=name, name=REDACTED if hidden else name)
