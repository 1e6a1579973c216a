"""SVG as strings: elements, text, links, keys and whole pictures; knows no letter and no page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

#: Where a thing of the edition stands (its kind and id, as ``links.Words`` has them), or nothing.
Address = Callable[[str, str], str]
#: Half the width of a wide serif's average letter is not enough: labels must have room in whatever typeface the reader has.
_EM = 0.54
_STYLE = Path(__file__).resolve().parents[1] / "static" / "pictures.css"


def nowhere(kind: str, id: str) -> str:
    """The address of everything in a picture that stands alone."""
    return ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is drawn on: wide, or narrow for a telephone; and where the things on it lead.

    A book's page makes a picture smaller than it is drawn: there it is ``broad`` units wide, and its ``lettering`` so much
    larger.
    """

    narrow: bool = False
    address: Address = nowhere
    broad: int = 640
    lettering: float = 1.0

    @property
    def width(self) -> int:
        """In units that are pixels at the least width that the sheet is shown at."""
        return 328 if self.narrow else self.broad

    def link(self, kind: str, id: str, label: str, *content: str) -> str:
        """A link where the thing stands somewhere; ``label`` is what a screen reader and a tooltip say."""
        address = self.address(kind, id)
        title = element("title", escape(label, quote=False))
        if not address:
            return element("g", title, *content)
        return element("a", title, *content, href=address, aria_label=label)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture: its name, its title, what it shows in a sentence or two, its height, its marks."""

    name: str
    title: str
    about: str
    height: float
    marks: str


def element(name: str, *content: str, **attributes: str | float) -> str:
    """An element; ``text_anchor`` is written ``text-anchor``, ``class_`` ``class``, and a number with one decimal at most."""
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items() if value != "")
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "", turned: float = 0) -> str:
    """Words at a place; ``anchor`` is ``middle`` or ``end``; turned by so many degrees."""
    turn = f"rotate({number(turned)} {number(x)} {number(y)})" if turned else ""
    return element("text", escape(words, quote=False), x=x, y=y, class_=class_, text_anchor=anchor, transform=turn)


def path(class_: str, *steps: str | float) -> str:
    """A path: commands and numbers in turn."""
    return element("path", class_=class_, d=route(*steps))


def route(*steps: str | float) -> str:
    """Commands and numbers as a path has them: ``M1 2 3 4``."""
    return " ".join(step if isinstance(step, str) else number(step) for step in steps)


def group(*content: str, title: str = "", class_: str = "") -> str:
    """Marks that belong together, with what a tooltip says of them."""
    named = (element("title", escape(title, quote=False)),) if title else ()
    return element("g", *named, *content, class_=class_)


def number(value: float) -> str:
    """``3``, ``3.1``: a tenth of a pixel is as fine as anything here is drawn."""
    return f"{value:.1f}".rstrip("0").rstrip(".").replace("-0", "0", value > -0.05)


def length(words: str, size: float) -> float:
    """How much room words take, at a guess that is rather too much."""
    return len(words) * size * _EM


def cut(words: str, room: float, size: float) -> str:
    """Words that fit, cut at a blank with an ellipsis where they do not."""
    if length(words, size) <= room:
        return words
    kept = words[: max(1, int(room / (size * _EM)) - 1)]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' -–:,')}…"


def wrapped(words: str, room: float, size: float) -> list[str]:
    """Words in one line, or in two of which the second is cut if need be."""
    if length(words, size) <= room:
        return [words]
    first = cut(words, room + size, size).removesuffix("…")
    rest = words[len(first) :].lstrip()
    return [first, cut(rest, room, size)] if rest else [first]


def key(sheet: Sheet, top: float, items: Iterable[tuple[str, float, str]]) -> tuple[str, float]:
    """The key of a picture: a mark (drawn around 0, 0), its width, its meaning; in columns; its foot."""
    listed = list(items)
    mark_room = max(wide for _, wide, _ in listed)
    across = max(1, int(sheet.width // (mark_room + 18 + max(length(words, 12 * sheet.lettering) for *_, words in listed))))
    drawn = []
    high = 21 * sheet.lettering
    for at, (mark, _, words) in enumerate(listed):
        x, y = at % across * sheet.width / across, top + at // across * high
        drawn.append(element("g", mark, transform=f"translate({number(x + mark_room / 2)} {number(y)})"))
        drawn.append(text(x + mark_room + 7, y + 4, words, "label"))
    return element("g", *drawn, class_="key"), top + (len(listed) - 1) // across * high + 14


def picture(drawing: Drawing, sheet: Sheet, alone: bool) -> str:
    """The whole SVG; ``alone`` it is a document of its own, which carries its style and needs no page around it."""
    id = f"{drawing.name}-{'narrow' if sheet.narrow else 'wide'}"
    height = number(drawing.height)
    head = [
        element("title", escape(drawing.title, quote=False), id=f"{id}-title"),
        element("desc", escape(drawing.about, quote=False), id=f"{id}-about"),
    ]
    size: dict[str, str | float] = {"width": sheet.width, "height": height} if alone else {}
    style = [element("style", paper_style(sheet.lettering))] if alone else []
    ground = [element("rect", class_="ground", width=sheet.width, height=drawing.height)] if alone else []
    return element(
        "svg", *head, *style, *ground, drawing.marks,
        xmlns="http://www.w3.org/2000/svg", class_=f"picture {'narrow' if sheet.narrow else 'wide'}",
        viewBox=f"0 0 {sheet.width} {height}", **size, role="img" if alone else "group",
        aria_labelledby=f"{id}-title", aria_describedby=f"{id}-about",
    )  # fmt: skip


@cache
def paper_style(lettering: float = 1.0) -> str:
    """The rules for marks as they are on paper: plain values, because what prints a picture knows no custom properties."""
    sheet = _STYLE.read_text(encoding="utf-8")
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", sheet.partition("/* Light")[2].partition("/* Dark")[0]))
    rules = sheet.partition("/* Marks")[2].partition("*/")[2].partition("/* Page")[0]
    plain = re.sub(r"var\((--[\w-]+)\)", lambda found: values[found[1]], rules)
    sized = re.sub(r"(?<=font-size: )([\d.]+)", lambda found: number(float(found[1]) * lettering), plain)
    return re.sub(r"\s*\n\s*", " ", sized).strip().replace('"', "'")


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def polygon(class_: str, points: Sequence[tuple[float, float]]) -> str:
    """A closed figure."""
    steps: list[str | float] = ["M"]
    for x, y in points:
        steps += [x, y]
    return path(class_, *steps, "z")
