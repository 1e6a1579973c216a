"""The text of a part: decoded as the account records, so that the same bytes always give the same text; finds the record once."""

from __future__ import annotations

import binascii
import codecs
import hashlib
import quopri
from dataclasses import replace

from ftfy import ExplanationStep, apply_plan, fix_encoding_and_explain

from .field import printable
from .hypertext import lines_of_hypertext
from .part import Part
from .wrapping import is_wrapped, unflowed, unwrapped

#: The form of a text whose lines were wrapped, though it does not say so.
WRAPPED = "wrapped"
#: Tried in this order where a text is not in the charset that it declares, or declares none; the last fits every byte.
CHARSETS = ("utf-8", "windows-1252", "latin-1")
#: What mail programs of a region call by the name of its smaller set.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
           "iso-8859-8-i": "iso-8859-8"}  # fmt: skip
#: Codecs that are no charsets: with them a text would be what it says of itself in Python.
_NONE = {"unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "utf-7"}


def recorded(part: Part, data: bytes) -> Part:
    """The part with the record of how it is read: the charset that fits, a repair that ftfy proposes; or its length and hash."""
    raw = part.of(data)
    if part.kind in ("attachment", "alternative"):
        encoding = part.encoding if _transferred(raw, part.encoding) is not None else ""
        content = _transferred(raw, encoding) or b""
        sha256 = hashlib.sha256(content).hexdigest()
        return replace(part, encoding=encoding, charset="", form="", length=len(content), sha256=sha256)
    if part.kind != "text":
        return part
    encoding = part.encoding if _transferred(raw, part.encoding) is not None else ""
    charset = _charset(_transferred(raw, encoding) or b"", part.charset)
    part = replace(part, encoding=encoding, charset=charset, name="")
    part = replace(part, repair=_repair(_decoded(part, data)))
    return part if part.form or not is_wrapped(text_of(part, data)) else replace(part, form=WRAPPED)


def text_of(part: Part, data: bytes) -> str:
    """The text that the record gives, without blank lines before and after it; ValueError or LookupError if it gives none."""
    text = _decoded(part, data)
    if part.repair:
        text = str(apply_plan(text, [ExplanationStep(*step.split(" ")) for step in part.repair.split("; ")]))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.form == "html":
        text = lines_of_hypertext(text)
    elif part.form:
        text = unwrapped(text) if part.form == WRAPPED else unflowed(text, together=part.form == "delsp")
    lines = printable(text).split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def content_of(part: Part, data: bytes) -> bytes:
    """The bytes of what is named and not shown. Raises ValueError where they are not encoded as the record says."""
    content = _transferred(part.of(data), part.encoding)
    if content is None:
        raise ValueError(f"not in {part.encoding}")
    return content


def _decoded(part: Part, data: bytes) -> str:
    return content_of(part, data).decode(part.charset)


def _transferred(raw: bytes, encoding: str) -> bytes | None:
    """What was sent, before it was encoded for its way; None where it is not so encoded."""
    if encoding == "quoted-printable":
        return quopri.decodestring(raw)
    if encoding != "base64":
        return raw
    for padded in (raw, raw + b"=="):
        try:
            return binascii.a2b_base64(padded)
        except binascii.Error:
            continue
    return None


def _charset(content: bytes, declared: str) -> str:
    """The declared charset if the text is in it; else the first that it is in."""
    for charset in (declared, _LARGER.get(declared, ""), *CHARSETS):
        if not _is_charset(charset):
            continue
        try:
            content.decode(charset).encode("utf-8")
        except ValueError:
            continue
        return charset
    return CHARSETS[-1]


def _is_charset(name: str) -> bool:
    try:
        known = codecs.lookup(name)
        b"".decode(name)
    except (LookupError, ValueError, TypeError):
        return False
    return known.name.lower() not in _NONE and name.isascii() and name.isprintable() and " " not in name


def _repair(text: str) -> str:
    """What ftfy proposes against a text that was once decoded wrongly; nothing where its plan could not be undone."""
    plan = fix_encoding_and_explain(text).explanation or []
    steps = [(step.action, step.parameter) for step in plan]
    if not steps or [action for action, _ in steps] != ["encode", "decode"] * (len(steps) // 2):
        return ""
    try:
        repaired: str | bytes = str(apply_plan(text, [*plan]))
        for action, codec in reversed(steps):
            repaired = repaired.encode(codec) if isinstance(repaired, str) else repaired.decode(codec)
            del action
    except (ValueError, LookupError):
        return ""
    return "; ".join(" ".join(step) for step in steps) if repaired == text else ""
