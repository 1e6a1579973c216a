"""Fields of a mail's header as words, parties and dates; what it does not understand stays as printed."""

from __future__ import annotations

import binascii
import datetime as dt
import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from email.errors import HeaderParseError
from email.header import decode_header

from ..dates import MONTHS, ZONES
from ..model import BAR, REDACTED, Correspondent, Dateline, Precision

PARTIES = ("from", "to", "cc", "bcc", "resent-from", "resent-to")
_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?(?P<day>[0-3]?[0-9])[ -](?P<month>[A-Z][a-z]{2})[a-z]*[ -]"
    r"(?P<year>[0-9]{4}|[0-9]{2}) +(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?"
    r"(?: *(?P<offset>[+-][01][0-9][0-5][0-9])| +(?P<zone>[A-Z]{1,5}))?(?: *\([^()]*\))?"
)
_SPECIAL = re.compile(r'[()<>@,:;"\[\]\\]')
_BARE = re.compile(r"[^\s<>]+@[^\s<>]+")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|\\.|[(),:;<>]|[^"\\(),:;<>]+', re.DOTALL)
#: Characters that no page can print, and the pictures that stand for them.
_UNPRINTABLE = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD,
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}  # fmt: skip


def printable(text: str) -> str:
    """A text in which a control character is shown by its picture, so that every page can print it."""
    return text.translate(_UNPRINTABLE)


def clean(text: str) -> str:
    """A text on one line: runs of white space are one blank, and control characters are pictures."""
    return printable(" ".join(text.split()))


def words_of(value: bytes) -> str:
    """The words of a field: unfolded, encoded words decoded, on one line; what is not encoded as it says stays as it is."""
    text = " ".join(plain(value).split())
    try:
        pieces = decode_header(text)
    except (HeaderParseError, binascii.Error, ValueError):
        return clean(text)
    return clean("".join(_piece(piece, charset) for piece, charset in pieces)) or clean(text)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "raw_unicode_escape")
    except (LookupError, ValueError):
        return plain(piece)


def plain(value: bytes) -> str:
    """Bytes without a charset: UTF-8 if they can be that, else Latin-1, which every byte is."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def parties_words(value: bytes) -> str:
    """The words of a field of addresses, in which a comma within an encoded name does not become one between addresses."""
    raw = " ".join(plain(value).split())
    named = [(words_of(name.encode("utf-8", "replace")), address) for name, address in addresses_in(raw)]
    words = words_of(value)
    if addresses_in(words) == named:
        return words
    return ", ".join(_address(name, address) for name, address in named)


def _address(name: str, address: str) -> str:
    if not (name and address):
        return name or address
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{quoted if _SPECIAL.search(name) else name} <{address}>"


@dataclass(slots=True)
class _Address:
    """One address while its words are being gathered."""

    name: list[str] = dataclass_field(default_factory=list)
    address: list[str] = dataclass_field(default_factory=list)
    comment: list[str] = dataclass_field(default_factory=list)

    def read(self) -> tuple[str, str]:
        """Name and address: a bare address is no name, and a comment is the name where there is no other."""
        called, at = " ".join("".join(self.name).split()), "".join("".join(self.address).split())
        if not at and _BARE.fullmatch(called):
            called, at = "", called
        return called or " ".join("".join(self.comment).split()), at


def addresses_in(text: str) -> list[tuple[str, str]]:
    """Name and address of everyone in a field, either of them empty where none is printed."""
    gathered = [_Address()]
    depth, inside = 0, False
    for match in _TOKEN.finditer(text):
        token, one = match[0], gathered[-1]
        if token in ("(", ")"):
            depth = max(0, depth + (1 if token == "(" else -1))
        elif depth:
            one.comment.append(_unquoted(token))
        elif token in ("<", ">"):
            inside = token == "<"
        elif token in (",", ";"):
            inside = False
            gathered.append(_Address())
        elif inside:
            one.address.append(token)
        elif token == ":":  # the name of a group, whose members follow
            one.name.clear()
        else:
            one.name.append(_unquoted(token))
    return [read for read in (one.read() for one in gathered) if any(read)]


def _unquoted(token: str) -> str:
    if token.startswith('"'):
        token = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
        return re.sub(r"\\(.)", r"\1", token, flags=re.DOTALL)
    return token[1:] if token.startswith("\\") else token


def correspondents(text: str) -> tuple[Correspondent, ...]:
    """Everyone in a field of addresses, by the name that is printed there, or by the address where no name is."""
    return tuple(_party(name, address) for name, address in addresses_in(text))


def _party(name: str, address: str) -> Correspondent:
    called = name or address
    hidden = called in ("redacted", "[redacted]") or set(called) == {BAR}
    return Correspondent(_address(name, address), REDACTED if hidden else called)


def read_date(text: str) -> Dateline:
    """A date as RFC 5322 writes it; any other is kept as printed, without a value."""
    unread = Dateline(text=text)
    match = _DATE.fullmatch(text.strip())
    if match is None or match["month"].lower() not in _MONTH:
        return unread
    year = int(match["year"])
    if len(match["year"]) == 2:  # RFC 5322, section 4.3
        year += 2000 if year < 50 else 1900
    try:
        day = dt.date(year, _MONTH[match["month"].lower()], int(match["day"])).isoformat()
        clock = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return unread
    precision: Precision = "second" if match["second"] else "minute"
    time = clock.isoformat() if match["second"] else clock.isoformat("minutes")
    zone = _zone(match["offset"], match["zone"])
    return Dateline(text, f"{day}T{time}{zone or ''}", time, precision, zone)


def _zone(offset: str | None, name: str | None) -> str | None:
    """An offset as printed; ``-0000`` says that none is known (RFC 5322, section 3.3), and so does an unknown name."""
    if offset == "-0000":
        return None
    if offset:
        return f"{offset[:3]}:{offset[3:]}"
    return "+00:00" if name == "UT" else ZONES.get(name or "")
