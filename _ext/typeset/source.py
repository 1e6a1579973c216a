"""Typst source as text: every word of a document becomes a string of the language, and is never read as markup."""

from __future__ import annotations

from dataclasses import dataclass

from .labels import Labels

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def string(text: str) -> str:
    """A string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def flag(value: object) -> str:
    """A boolean."""
    return "true" if value else "false"


def array(items: list[str]) -> str:
    """An array of expressions; the comma makes one item an array too."""
    return f"({', '.join(items)},)" if items else "()"


def words(text: str) -> str:
    """Characters to be set as they are."""
    return f"#{string(text)}" if text else ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that something may lead to; written only if something does."""

    key: str

    def source(self, labels: Labels) -> str:
        """The label, where it is wanted."""
        return f"#anchor({string(self.key)})" if self.key in labels.wanted else ""


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a link: its end is a bracket. One that leads to what this book does not print leads nowhere.

    With a ``number`` of its own it also names the page that it leads to; ``within`` says that it stands in brackets already.
    """

    key: str
    number: int = 0
    within: bool = False

    def source(self, labels: Labels) -> str:
        """The call that takes the words of the link."""
        key = labels.resolved(self.key)
        if key is None:
            return "#["
        if not self.number:
            return f"#to({string(key)})["
        return f"#paged({string(key)}, {string(str(self.number))}, {flag(self.within)})["


@dataclass(frozen=True, slots=True)
class Pages:
    """After the words ``before`` the pages of several places, each its key and the number of the link to it.

    Places that are not printed are left out, and with all of them the words.
    """

    before: str
    places: tuple[tuple[str, int], ...]

    def source(self, labels: Labels) -> str:
        """The call that names the pages."""
        known = [(labels.resolved(key), number) for key, number in self.places]
        shown = [f"({string(key)}, {string(str(number))})" for key, number in known if key is not None]
        return f"{words(self.before)}#on-pages({', '.join(shown)})" if shown else ""


#: What a writer collects: source, or what becomes source once all labels are known.
Piece = str | Anchor | Opening | Pages


def joined(pieces: list[Piece], labels: Labels) -> str:
    """The source of all pieces."""
    return "".join(piece if isinstance(piece, str) else piece.source(labels) for piece in pieces)
