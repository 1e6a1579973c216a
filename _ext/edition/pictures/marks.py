"""The marks of the pictures, each with a shape of its own, so that none is told apart by colour alone; knows no letter."""

from __future__ import annotations

from .svg import element, path

#: Roles of a party in a thread, in the order of the key: what each is called.
ROLES = {
    "wrote": "wrote",
    "received": "received",
    "copied": "was copied",
    "passed on": "passed on",
    "forwarded": "was forwarded",
    "left": "dropped out",
}


def letter_mark(medium: str, dated: bool, x: float, y: float) -> str:
    """A letter: a disc for an email, a square for an iMessage; hollow where no date is printed."""
    class_ = "letter" if dated else "letter undated"
    if medium == "email":
        return element("circle", class_=class_, cx=x, cy=y, r=3)
    return element("rect", class_=class_, x=x - 2.8, y=y - 2.8, width=5.6, height=5.6)


def role_mark(role: str, x: float, y: float) -> str:
    """What somebody did in a thread: disc, ring (around the disc, if both), square, triangles, bar."""
    if role == "wrote":
        return element("circle", class_="wrote", cx=x, cy=y, r=3.2)
    if role == "received":
        return element("circle", class_="ring", cx=x, cy=y, r=5.6)
    if role == "copied":
        return element("rect", class_="ring", x=x - 3, y=y - 3, width=6, height=6)
    if role == "forwarded":
        return path("solid", "M", x - 3.5, y - 4, "L", x + 3.5, y, x - 3.5, y + 4, "z")
    if role == "passed on":
        return path("ring", "M", x - 3.5, y - 4, "L", x + 3.5, y, x - 3.5, y + 4, "z")
    return path("left", "M", x - 4, y, "H", x + 2.5, "M", x + 2.5, y - 4.5, "V", y + 4.5)
