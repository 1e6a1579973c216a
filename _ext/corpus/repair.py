"""A witness's bytes checked and repaired by its recorded plan, with proof that nothing was lost; knows nothing of letters."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ftfy import ExplanationStep, apply_plan

from .model import Witness
from .problems import Problem, Problems
from .witness import FOLDER, MANIFEST


def received(sources: Path, witness: Witness) -> bytes:
    """The witness's bytes, once its hash is the manifest's; Problems otherwise."""
    shown = f"{FOLDER}/{witness.file}"
    try:
        data = (sources / shown).read_bytes()
    except FileNotFoundError:
        raise Problems(
            [
                Problem(
                    MANIFEST,
                    witness.line,
                    "witness.missing",
                    f"{shown} is missing",
                    "restore the file: a witness is never removed",
                )
            ]
        ) from None
    digest = hashlib.sha256(data).hexdigest()
    if digest != witness.sha256:
        raise Problems(
            [
                Problem(
                    shown,
                    1,
                    "witness.hash",
                    f"SHA-256 is {digest}, the manifest says {witness.sha256}",
                    "restore the file as received; what is to change goes into emendations.tsv",
                )
            ]
        )
    return data


def repair(witness: Witness, data: bytes) -> str:
    """Replay the repair plan with ftfy, and prove that nothing was lost: undone, it gives ``data`` again."""
    shown = f"{FOLDER}/{witness.file}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problems([_lossy(shown, data, error.start, error.end)]) from None
    try:
        repaired = apply_plan(text, [ExplanationStep(action, codec) for action, codec in witness.plan])
    except UnicodeEncodeError as error:
        at = len(text[: error.start].encode("utf-8"))
        raise Problems([_lossy(shown, data, at, at + len(text[error.start : error.end].encode("utf-8")))]) from None
    except UnicodeDecodeError as error:
        raise Problems([_lossy(shown, error.object, error.start, error.end)]) from None
    if spoil(witness, repaired) != data:
        raise Problems(
            [
                Problem(
                    shown,
                    1,
                    "witness.lossy",
                    "undoing the repair does not give the witness's bytes",
                    "find another plan with ftfy.fix_encoding_and_explain",
                )
            ]
        )
    return repaired


def spoil(witness: Witness, repaired: str) -> bytes:
    """Undo the repair plan: the bytes as received."""
    value: str | bytes = repaired
    for action, codec in reversed(witness.plan):
        if action == "decode" and isinstance(value, str):
            value = value.encode(codec)
        elif isinstance(value, bytes):
            value = value.decode(codec)
    return value.encode("utf-8") if isinstance(value, str) else value


def _lossy(shown: str, data: bytes, start: int, end: int) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    return Problem(
        shown,
        line,
        "witness.lossy",
        f"cannot be repaired without loss: bytes {data[start:end].hex(' ')}",
        "find a plan that fits every line with ftfy.fix_encoding_and_explain",
    )
