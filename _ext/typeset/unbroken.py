"""Words as Typst source, with what no line may end in: names, addresses, numbers and what they count; knows no document tree."""

from __future__ import annotations

import re

from .source import string, words

#: An address, or a word of one: it ends behind a sign of it, or nowhere.
_ADDRESS = re.compile(r"https?://[^\s“”\"]*[^\s“”\".,;:)\]]|[\w./-]{30,}")
#: A name: a hyphen that is no part of it would be taken for one that is.
_NAME = re.compile(r"\b\w*[A-ZÄÖÜ][\w’']{4,}\b")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNIT = "AM|PM|years?|months?|days?|hours?|minutes?|billion|million"
#: Blanks at which no line ends: in a place, a page, a date, a time, a sum.
_CLOSED = re.compile(
    rf"(?<=\bno\.) (?=\d|$)|(?<=\bnos\.) (?=\d|$)|(?<=\bp\.) (?=\d)|(?<=\bpp\.) (?=\d)| (?=¶)"
    r"|(?<=\blines) (?=\d)|(?<=\bline) (?=\d)|(?<=\bWitness) (?=[A-Z]\b)"
    rf"|(?<=\d) (?=(?:{_UNIT})\b)|(?<=\b\d) (?=(?:{_MONTH})\b)|(?<=\b\d\d) (?=(?:{_MONTH})\b)"
)


def unparted(text: str, quoted: bool = False) -> list[str]:
    """Our own words; what is ``quoted`` keeps its blanks as they are."""
    text = text if quoted else _CLOSED.sub("\u00a0", text)
    found: list[str] = []
    for between, address in _split(_ADDRESS, text):
        for plain, name in _split(_NAME, between):
            found += [words(plain), f"#unbroken({string(name)})" if name else ""]
        found.append(_broken(address))
    return [one for one in found if one]


def whole(text: str) -> list[str]:
    """The witness's words, every blank as it is; they are never hyphenated."""
    return [one for between, address in _split(_ADDRESS, text) for one in (words(between), _broken(address)) if one]


def _broken(address: str) -> str:
    return f"#broken-at-signs({string(address)})" if address else ""


def _split(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """What stands before each find, and the find; at the end what stands behind the last."""
    found = list(pattern.finditer(text))
    starts = [0, *(one.end() for one in found)]
    return [(text[start : one.start()], one[0]) for start, one in zip(starts, found, strict=False)] + [(text[starts[-1] :], "")]
