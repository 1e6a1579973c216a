"""The printed book against the witness: every message, every character, as a reader copies it out of the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from corpus import Corpus
from tests.print import Glyph

from .conftest import Row

#: How letters are told from all else on paper: the sizes of their text (serif; bars; the transcriber's hand), of the number
#: before each paragraph, and of what stands above a letter.
LETTER = {("SourceSerif4-Regular", 9.31), ("SourceCodePro-Regular", 8.01), ("SourceSans3-Regular", 8.75),
          ("NotoEmoji-Regular", 9.31)}  # fmt: skip
NUMBER, HEAD, PRINTED = 6.7, 7.82, 7.04
#: Where a line ends on paper: between two words, or after a sign within one.
END = "\n"
HYPHEN = "\x02"


def kind_of(glyph: Glyph) -> str:
    """What a character belongs to."""
    font = glyph.font.partition("+")[2]
    if (font, glyph.size) in LETTER:
        return "text"
    if font in ("SourceSans3-Regular", "NotoEmoji-Regular") and glyph.size in (NUMBER, HEAD, PRINTED):
        return {NUMBER: "number", HEAD: "head", PRINTED: "printed"}[glyph.size]
    return "other"


def runs(glyphs: Iterable[Glyph]) -> Iterator[tuple[str, str]]:
    """Neighbours of one kind, with an ``END`` where a line ends.

    A blank that stands alone, such as one behind the mark of a note, PDFium makes up from the gap; it belongs to what
    follows. A hyphen at the end of a line PDFium gives as a sign of its own; it stands in the text, for letters are set
    without hyphenation.
    """
    kind, text, line, gap = "", "", (-1, 0.0), ""
    for glyph in glyphs:
        if glyph.made and glyph.text != HYPHEN:
            gap = " " if glyph.text == " " else gap
            continue
        here = kind if glyph.text == HYPHEN else kind_of(glyph)
        if here != kind:
            yield kind, text
            kind, text = here, ""
        if (glyph.page, glyph.y) != line and glyph.text != HYPHEN:
            text += END
            line = (glyph.page, glyph.y)
        text += gap + glyph.text.replace(HYPHEN, "-")
        gap = ""
    yield kind, text


@dataclass
class Copied:
    """What a reader copies of one message: its header as printed, and its paragraphs."""

    printed: str = ""
    paragraphs: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def copied(glyphs: list[Glyph]) -> dict[str, Copied]:
    """Every message by its number."""
    letters: dict[str, Copied] = {}
    one = Copied()
    for kind, raw in runs(glyphs):
        text = raw.encode("utf-16", "surrogatepass").decode("utf-16")
        head = re.search(r"no\. (\d+[a-z]?) · ", text) if kind == "head" else None
        if head:
            one = letters.setdefault(head[1], Copied())
        elif kind == "printed":
            one.printed += text
        elif kind == "number":
            assert text.split() == [str(len(one.paragraphs) + 1)]
            one.paragraphs.append("")
        elif kind == "text" and one.paragraphs:
            one.paragraphs[-1] += text
    return letters


def as_on_paper(text: str) -> re.Pattern[str]:
    """What a text may be copied as: a line ends in place of blanks, or between two characters."""
    words = (f"{END}*".join(map(re.escape, word)) for word in text.split(" "))
    return re.compile(rf"{END}*" + f"[ {END}]+".join(words) + rf"[ {END}]*")


def test_what_is_copied_of_every_message_is_the_text_of_the_witness(
    copied: dict[str, Copied], witness: list[str], read_by_hand: list[Row], corpus: Corpus
) -> None:
    """Every character of every paragraph, bars, brackets and signs among them; where lines end is the printer's."""
    numbers = [message.number for message in corpus.messages.values()]
    assert sorted(copied) == sorted(numbers)
    for number, row in zip(numbers, read_by_hand, strict=True):
        lines = [line.lstrip(" ") for line in witness[row.line + 1 : row.last + 1] if line.strip()]
        assert len(copied[number].paragraphs) == len(lines), number
        for at, (shown, line) in enumerate(zip(copied[number].paragraphs, lines, strict=True), 1):
            assert as_on_paper(line.rstrip(" ")).fullmatch(shown.strip()), f"no. {number} ¶{at}: {shown!r}"


def test_every_header_is_printed_as_it_is_in_the_witness(
    copied: dict[str, Copied], witness: list[str], read_by_hand: list[Row], corpus: Corpus
) -> None:
    """What stands behind 'As printed' is the header's line, paperclips included."""
    for message, row in zip(corpus.messages.values(), read_by_hand, strict=True):
        assert as_on_paper(witness[row.line].strip(" ")).fullmatch(copied[message.number].printed.strip()), message.number
