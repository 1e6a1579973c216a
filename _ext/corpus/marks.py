"""Text as words and the marks of Markdown around them, without loss; knows of one paragraph at a time and compares nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

TokenKind = Literal["word", "blank", "sign", "end", "link", "emphasis", "caption", "footnote", "image", "heading mark"]

END = "\n"
#: An address; it may itself have one pair of brackets.
_ADDRESS = r"[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
_PIECES = re.compile(
    r"(?P<hashes>^#{1,6} )"
    rf"|(?P<anchor> ?\[#\]\({_ADDRESS}\)$)"
    # "Image 1: " is not the essay's: whoever made the Markdown counted the pictures.
    r"|(?P<picture>!\[(?:Image \d+: ?)?)(?=[^\]]*\]\()"
    r"|(?P<bracket>\[)(?=[^\]]*\]\()"
    rf"|(?P<close>\]\((?P<address>{_ADDRESS})\))"
    r"|(?P<strong>\*\*)|(?P<italic>(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))"
    r"|(?P<word>[^\W\d_]+|\d+)|(?P<blank>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_LEADING = re.compile(rf"\]\(({_ADDRESS})\)")
_PLAIN: dict[str, TokenKind] = {"word": "word", "blank": "blank", "sign": "sign"}
_ADDRESS_OF_A_NOTE = re.compile(r".*#(?:fn|fnref|footnote)[-_:]?\d+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a run of blanks, a sign, a paragraph's end, or a mark of Markdown with the index of its ``partner``."""

    kind: TokenKind
    text: str
    partner: int | None = None

    @property
    def mark(self) -> bool:
        """Whether this is Markdown and no word of the author's."""
        return self.kind not in ("word", "blank", "sign", "end")


def tokens(text: str) -> tuple[Token, ...]:
    """Divide one paragraph; the texts of the tokens, joined, are the paragraph.

    A mark whose partner is missing is a sign like any other. Letters and digits are words apart, so that a note's
    number, which plain text prints on the word before it, is told from that word.
    """
    read: list[Token] = []
    opened: list[tuple[str, int]] = []
    for match in _PIECES.finditer(text):
        piece = match.lastgroup or ""
        if piece in _PLAIN:
            read.append(Token(_PLAIN[piece], match[0]))
        elif piece in ("hashes", "anchor"):
            read.append(Token("heading mark", match[0]))
        else:
            _read_mark(match, read, opened)
    return tuple(_whole_in_italics(read))


def addresses(text: str) -> tuple[str, ...]:
    """Where the links and pictures of a text lead, in order."""
    return tuple(match[1] for match in _LEADING.finditer(text))


def _read_mark(match: re.Match[str], read: list[Token], opened: list[tuple[str, int]]) -> None:
    """Close the last mark that is open and of this sort, or open one; until it is closed, it is a sign."""
    piece, at = match.lastgroup or "", len(read)
    read.append(Token("sign", match[0]))
    sorts = {"close": ("picture", "bracket"), "strong": (match[0],), "italic": (match[0],)}.get(piece, ())
    start = next((start for sort, start in reversed(opened) if sort in sorts), None)
    if start is None:
        opened += [(sorts[0] if len(sorts) == 1 else piece, at)] if piece != "close" else []
        return
    sort = next(sort for sort, there in opened if there == start)
    opened[:] = [one for one in opened if one[1] < start]  # what was opened within and never closed stays a sign
    kind = _kind(sort, match["address"] or "", read[start + 1 : at])
    read[start] = Token(kind, read[start].text, at)
    read[at] = Token(kind, match[0], start)


def _kind(opened: str, address: str, inside: list[Token]) -> TokenKind:
    if opened == "picture" or (opened == "bracket" and inside and inside[0].kind == "image"):
        return "image"
    if opened == "bracket":
        return "footnote" if _ADDRESS_OF_A_NOTE.fullmatch(address) else "link"
    return "emphasis"


def _whole_in_italics(read: list[Token]) -> list[Token]:
    """A paragraph that is in italics from its first character to its last is a picture's caption."""
    if len(read) > 1 and read[0].kind == "emphasis" and len(read[0].text) == 1 and read[0].partner == len(read) - 1:
        return [replace(read[0], kind="caption"), *read[1:-1], replace(read[-1], kind="caption")]
    return read
