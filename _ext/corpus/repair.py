"""A witness's bytes checked and repaired by its recorded plan, with proof that nothing was lost; knows nothing of letters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ftfy import ExplanationStep, apply_plan

from .mail.mailbox import files_of as maildir
from .model import Witness
from .problems import Problem, Problems
from .witness import FOLDER, MANIFEST

Plan = tuple[tuple[str, str], ...]


def files_of(sources: Path, witness: Witness) -> dict[str, bytes]:
    """The files of a witness, once their hash is the manifest's: a folder's by their paths in it, or the one that it is."""
    shown = f"{FOLDER}/{witness.file}"
    there = sources / shown
    if witness.form == "mail" and there.is_dir():
        files = maildir(there)
    elif there.is_file():
        files = {"": there.read_bytes()}
    else:
        hint = "restore the file: a witness is never removed"
        raise Problems([Problem(MANIFEST, witness.line, "witness.missing", f"{shown} is missing", hint)])
    digest = hash_of(files)
    if digest != witness.sha256:
        message = f"SHA-256 is {digest}, the manifest says {witness.sha256}"
        hint = "restore the file as received; what is to change goes into emendations.tsv"
        raise Problems([Problem(shown, 1, "witness.hash", message, hint)])
    return files


def hash_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of a file; of a folder, that of the list which ``sha256sum`` prints of its files, sorted by path."""
    if set(files) == {""}:
        return hashlib.sha256(files[""]).hexdigest()
    listed = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return hashlib.sha256("".join(listed).encode("utf-8")).hexdigest()


def repair(witness: Witness, data: bytes) -> str:
    """Replay the repair plan with ftfy, and prove that nothing was lost: undone, it gives ``data`` again."""
    shown = f"{FOLDER}/{witness.file}"
    decoded = _decoding(witness.plan)
    try:
        text = data.decode(decoded)
    except UnicodeDecodeError as error:
        raise Problems([_lossy(shown, data, error.start, error.end)]) from None
    try:
        repaired = replay(witness.plan, data)
    except UnicodeEncodeError as error:
        at = len(text[: error.start].encode(decoded))
        raise Problems([_lossy(shown, data, at, at + len(text[error.start : error.end].encode(decoded)))]) from None
    except UnicodeDecodeError as error:
        raise Problems([_lossy(shown, error.object, error.start, error.end)]) from None
    if spoil(witness, repaired) != data:
        message = "undoing the repair does not give the witness's bytes"
        hint = "find another plan with ftfy.fix_encoding_and_explain"
        raise Problems([Problem(shown, 1, "witness.lossy", message, hint)])
    return repaired


def replay(plan: Plan, data: bytes) -> str:
    """The text that a plan makes of bytes; one that begins by decoding says in what charset they are, others mean UTF-8."""
    steps = plan[1:] if len(plan) % 2 else plan
    return str(apply_plan(data.decode(_decoding(plan)), [ExplanationStep(*step) for step in steps]))


def spoil(witness: Witness, repaired: str) -> bytes:
    """Undo the repair plan: the bytes as received."""
    return unplay(witness.plan, repaired)


def unplay(plan: Plan, repaired: str) -> bytes:
    """The inverse of :func:`replay`."""
    value: str | bytes = repaired
    for action, codec in reversed(plan):
        if action == "decode" and isinstance(value, str):
            value = value.encode(codec)
        elif isinstance(value, bytes):
            value = value.decode(codec)
    return value.encode("utf-8") if isinstance(value, str) else value


def _decoding(plan: Plan) -> str:
    return plan[0][1] if len(plan) % 2 else "utf-8"


def _lossy(shown: str, data: bytes, start: int, end: int) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    return Problem(
        shown,
        line,
        "witness.lossy",
        f"cannot be repaired without loss: bytes {data[start:end].hex(' ')}",
        "find a plan that fits every line with ftfy.fix_encoding_and_explain",
    )
