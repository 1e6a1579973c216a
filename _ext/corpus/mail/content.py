"""What a header says of the content below it: type, encoding, charset, name; asks the standard library, and believes little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Parsed
from typing import TypeVar

from .field import clean, words_of

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Content:
    """A content as its header declares it; ``form`` is how its text is laid out: ``flowed``, ``delsp`` or ``html``."""

    type: str = ""
    encoding: str = ""
    charset: str = ""
    form: str = ""
    name: str = ""
    boundary: bytes = b""
    encloses: bool = False
    is_text: bool = False


def content_of(header: bytes, digest: bool = False) -> Content:
    """Read the fields that describe a content; what cannot be understood is taken as not said."""
    parsed = message_from_bytes(header)
    if digest:
        parsed.set_default_type("message/rfc822")
    type = clean(_said(parsed.get_content_type, "text/plain"))
    encoding = _said(lambda: str(parsed.get("content-transfer-encoding", "")), "").strip().lower()
    name = clean(words_of((_said(parsed.get_filename, None) or "").encode("utf-8", "replace")))
    attached = _said(parsed.get_content_disposition, None) == "attachment"
    encloses = type in ("message/rfc822", "message/global") and encoding in ("", "7bit", "8bit", "binary") and not attached
    is_text = type in ("text/plain", "text/html") and not attached and not name
    return Content(
        type,
        encoding if encoding in ("base64", "quoted-printable") else "",
        (_said(parsed.get_content_charset, None) or "") if type.startswith("text/") else "",
        _form(parsed, type) if type.startswith("text/") else "",
        name,
        _boundary(parsed) if type.startswith("multipart/") else b"",
        encloses,
        is_text,
    )


def _form(parsed: Parsed, type: str) -> str:
    if type == "text/html":
        return "html"
    flowed = str(_said(lambda: parsed.get_param("format"), "")).lower() == "flowed"
    together = str(_said(lambda: parsed.get_param("delsp"), "")).lower() == "yes"
    return ("delsp" if together else "flowed") if flowed else ""


def _boundary(parsed: Parsed) -> bytes:
    boundary = _said(parsed.get_boundary, None) or ""
    return boundary.encode("ascii", "surrogateescape") if boundary.isascii() else b""


def _said(ask: Callable[[], T], otherwise: S) -> T | S:
    """What the standard library answers; of a malformed parameter it may raise anything."""
    try:
        return ask()
    except Exception:
        return otherwise
