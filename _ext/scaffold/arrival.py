"""A file as it arrives: what form of witness it is, what its bytes are, and the plan by which it is repaired; writes nothing."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ftfy import fix_encoding_and_explain

from corpus.emendation import encoding_repairs
from corpus.header import looks_like_header, read_header
from corpus.mail.mailbox import files_of, is_maildir, is_mbox, is_message
from corpus.model import Form
from corpus.repair import replay, unplay
from corpus.threads import split_archive
from corpus.witness import plan_of

from .asking import RefusalError

Plan = tuple[tuple[str, str], ...]
#: How many readings of a repair are shown one by one.
SHOWN = 20
_FRONT = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^# (?P<title>.*\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file or a Maildir: its form, its bytes by their paths in it, and, of a text, the plan and what it repairs it to.

    ``lossy`` is what ftfy proposed besides and could not be undone: the text is taken without it.
    """

    form: Form
    files: Mapping[str, bytes]
    plan: Plan = ()
    received: str = ""
    text: str = ""
    lossy: Plan = ()


def arrive(path: Path) -> Arrival:
    """Read what is to be a witness, and find its form: mail, a transcription with headings of threads, or a document."""
    if is_maildir(path):
        files = {re.sub(r"[^\w/.,=+@-]", "!", name): data for name, data in files_of(path).items()}
        if not files or len(files) != len(files_of(path)):
            raise RefusalError(f"{path} holds no messages", "a Maildir keeps them in new and cur")
        return Arrival("mail", files)
    if not path.is_file():
        raise RefusalError(f"{path} is neither a file nor a Maildir")
    data = path.read_bytes()
    if not data.strip():
        raise RefusalError(f"{path} is empty")
    plain = data.removeprefix(BOM_UTF8)
    if path.suffix.lower() in (".eml", ".mbox") or is_mbox(plain) or (is_message(plain) and not _is_transcription(plain)):
        return Arrival("mail", {"": data})
    plan, lossy = _plan(data)
    received, text = replay(plan[:1], data) if plan[:1] and plan[0][0] == "decode" else data.decode("utf-8"), replay(plan, data)
    if "\0" in text:
        raise RefusalError(f"{path} is no text: it has zero bytes", "save it as plain text, in UTF-8, or give the mail itself")
    return Arrival("transcription" if _has_messages(text) else "document", {"": data}, plan, received, text, lossy)


def _has_messages(text: str) -> bool:
    """Whether a heading of a thread has a message's header below it, or what was meant as one; an essay may quote a heading."""
    threads = (thread.split("\n") for _, thread, _ in split_archive(text)[1])
    headings = ((lines[0], [line for line in lines[1:] if line.strip()][:1]) for lines in threads)
    return any(
        heading.startswith("iMessage") or read_header(line) is not None or looks_like_header(line)
        for heading, first in headings
        for line in first
    )


def _is_transcription(data: bytes) -> bool:
    """Whether the line below a heading is none of a mail's header."""
    lines = data.split(b"\n", 2)
    return lines[0].startswith(b"Subject: ") and len(lines) > 1 and re.match(rb"[!-9;-~]+:", lines[1]) is None


def _plan(data: bytes) -> tuple[Plan, Plan]:
    """How a text is decoded, where it is not UTF-8, and what ftfy proposes against its garbling: with it, or beside it."""
    plan: Plan = ()
    for codec in ("utf-8", "utf-16", "windows-1252", "latin-1"):
        codec = "utf-8-sig" if codec == "utf-8" and data.startswith(BOM_UTF8) else codec
        if codec == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        step: Plan = () if codec == "utf-8" else (("decode", codec),)
        if _is_lossless(step, data):
            plan = step
            break
    steps = fix_encoding_and_explain(replay(plan, data)).explanation or []
    repair = tuple((step.action, step.parameter) for step in steps)
    return (plan + repair, ()) if _is_lossless(plan + repair, data) else (plan, repair)


def _is_lossless(plan: Plan, data: bytes) -> bool:
    try:
        return plan_of(plan) == plan and unplay(plan, replay(plan, data)) == data
    except (ValueError, LookupError):
        return False


def readings(arrival: Arrival) -> Iterator[str]:
    """What a plan that gives UTF-8 in one turn repairs, as readings: what the witness has, what we read, how often."""
    repair = arrival.plan[1:] if len(arrival.plan) % 2 else arrival.plan
    if len(repair) != 2 or repair[1][1] != "utf-8":
        return
    runs = Counter((run.reading, run.lemma) for run in encoding_repairs("", arrival.received, arrival.text, repair[0][1]))
    for (reading, lemma), count in sorted(runs.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]:
        yield f"  - {reading!r}\n  + {lemma!r}  ({count} ×)"
    if len(runs) > SHOWN:
        yield f"  and {len(runs) - SHOWN} other readings"


def in_words(plan: Plan) -> str:
    """The steps of a plan in their order; none where nothing is to be done."""
    return ", ".join(" ".join(step) for step in plan) or "none"


def said_in(arrival: Arrival) -> dict[str, str]:
    """What a document says of itself, in its front matter or its first heading: title, author, date, address."""
    text = arrival.text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    fields = dict(re.findall(r"^(\w+):\s*(.*\S)", front["fields"], re.MULTILINE)) if front else {}
    heading = _TITLE.search(text)
    named = {"title": fields.get("title", heading["title"] if heading else ""), "author": fields.get("author", "")}
    named |= {"date": fields.get("date", "")[:10], "address": fields.get("url", "")}
    return {key: value.strip("\"'") for key, value in named.items() if value.strip("\"'")}
