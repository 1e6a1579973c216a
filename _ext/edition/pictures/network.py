"""The network of correspondents: one in the middle, the others around, an arrow for the letters from each to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt

from corpus.model import Corpus

from .nearness import Points
from .parties import HIDDEN, Pair, Party, pairs, parties
from .ring import settled
from .svg import Drawing, Sheet, element, key, picture, polygon, route, text

MIDDLE = 32
#: Room enough around the number on an arrow.
ENOUGH = 13
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a party stands: its centre, its radius, the angle from the middle (None in the middle itself)."""

    x: float
    y: float
    radius: float
    angle: float | None


def svg(corpus: Corpus, sheet: Sheet | None = None) -> str:
    """The network, as a document of its own unless a ``sheet`` is given."""
    return picture(draw(corpus, sheet or Sheet()), sheet or Sheet(), alone=sheet is None)


def draw(corpus: Corpus, sheet: Sheet) -> Drawing:
    """Arrows, then the parties on top of them, then the key."""
    written = [pair for pair in pairs(corpus) if pair.sent]
    sent = [pair for pair in written if pair.writer.id != pair.reader.id]
    who = [one for one in parties(corpus) if any(one in (pair.writer, pair.reader) for pair in sent)]
    middle, ring = _placed(who, sent)
    centre: Point = (164, 206) if sheet.narrow else (sheet.width / 2, 226)
    radii, foot = ((104, 172), 424) if sheet.narrow else ((196, 190), 470)
    total = _totals(sent)
    spots = {middle.id: Spot(*centre, MIDDLE, None)}
    for one, angle in _angles(ring, total):
        place = centre[0] + radii[0] * cos(angle), centre[1] + radii[1] * sin(angle)
        spots[one.id] = Spot(*place, 3 + 1.6 * sqrt(total[one.id]), angle)
    arrows = [_arrow(pair, spots, middle, sheet) for pair in sorted(sent, key=lambda pair: -len(pair.sent))]
    numbers = _numbers(sent, spots)
    people = [_party(one, spots[one.id], sheet) for one in who]
    keys, bottom = key(sheet, foot, _key(middle))
    letters = len({one.id for pair in sent for one in pair.sent})
    about = f"Who wrote to whom: {len(who)} parties, {len(sent)} arrows for {letters} letters, {middle.name} in the middle. "
    about += "The number on an arrow is that of the letters; copies are not counted."
    own = sum(len(pair.sent) for pair in written) - sum(len(pair.sent) for pair in sent)
    about += f" Letters to oneself have no arrow: {own}." if own else ""
    return Drawing("network", "Network of correspondents", about, bottom, "".join([*arrows, *numbers, *people, keys]))


def _totals(sent: Sequence[Pair]) -> Counter[str]:
    """How many letters each wrote or received."""
    total: Counter[str] = Counter()
    for pair in sent:
        total.update({pair.writer.id: len(pair.sent), pair.reader.id: len(pair.sent)})
    return total


def _placed(who: Sequence[Party], sent: Sequence[Pair]) -> tuple[Party, list[Party]]:
    """Who has most letters, for the middle; the others so around it that those who write to one another stand close."""
    total = _totals(sent)
    middle, *others = sorted(who, key=lambda one: -total[one.id])
    weight: Counter[frozenset[str]] = Counter()
    for pair in sent:
        weight[frozenset((pair.writer.id, pair.reader.id))] += len(pair.sent)
    known = {one.id: one for one in others}
    ring = [known[id] for id in settled(tuple(known), weight)]
    top = max(ring, key=lambda one: total[one.id], default=middle)
    at = ring.index(top) if ring else 0
    return middle, ring[at:] + ring[:at]


def _angles(ring: Sequence[Party], total: Mapping[str, int]) -> Iterable[tuple[Party, float]]:
    """The angle of each, beginning at the top; who has many arrows has more room for them."""
    slots = [1.5 + 0.5 * sqrt(total[one.id]) for one in ring]
    turn = -pi / 2
    for one, slot, before in zip(ring, slots, [0.0, *slots], strict=False):
        turn += (slot / 2 + before / 2 if before else 0) * 2 * pi / sum(slots)
        yield one, turn


def _course(pair: Pair, spots: Mapping[str, Spot]) -> tuple[Point, Point, Point]:
    """Start, bend and end of an arrow: bent to the right of its way, so that the answer has the other side."""
    a, b = spots[pair.writer.id], spots[pair.reader.id]
    far = hypot(b.x - a.x, b.y - a.y)
    across = -(b.y - a.y) / far, (b.x - a.x) / far
    bow = min(30.0, 0.13 * far)
    bend = (a.x + b.x) / 2 + across[0] * bow, (a.y + b.y) / 2 + across[1] * bow
    return _edge(a, bend, 2), bend, _edge(b, bend, 3)


def _edge(spot: Spot, towards: Point, gap: float) -> Point:
    """Where a line from ``towards`` meets a party's disc, with a gap."""
    far = hypot(towards[0] - spot.x, towards[1] - spot.y)
    out = (spot.radius + gap) / far
    return spot.x + (towards[0] - spot.x) * out, spot.y + (towards[1] - spot.y) * out


def _thick(count: int) -> float:
    return 0.9 + 0.26 * count


def _arrow(pair: Pair, spots: Mapping[str, Spot], middle: Party, sheet: Sheet) -> str:
    """A line as thick as the letters are many, with its head; it leads to the letters in the table."""
    start, bend, end = _course(pair, spots)
    wide = _thick(len(pair.sent))
    along = atan2(end[1] - bend[1], end[0] - bend[0])
    head = 5 + wide * 1.1
    neck = end[0] - head * cos(along), end[1] - head * sin(along)
    half = 2.4 + wide * 0.75
    wings = [(neck[0] + side * half * sin(along), neck[1] - side * half * cos(along)) for side in (1, -1)]
    kind = "out" if pair.writer == middle else "in" if pair.reader == middle else "side"
    line = element("path", class_=f"{kind} line", d=route("M", *start, "Q", *bend, *neck), stroke_width=wide)
    count = f"{len(pair.sent)} letter{'s' if len(pair.sent) > 1 else ''}"
    said = f"{pair.writer.name} to {pair.reader.name}: {count}"
    return sheet.link("pair", f"{pair.writer.id} {pair.reader.id}", said, line, polygon(f"{kind} head", [end, *wings]))


def _numbers(sent: Sequence[Pair], spots: Mapping[str, Spot]) -> list[str]:
    """How many letters, on each arrow: where other arrows and their numbers are far enough, as near its middle as can be."""
    courses = [_course(pair, spots) for pair in sent]
    arrows, placed = Points(ENOUGH), Points(ENOUGH + 8)
    for at, course in enumerate(courses):
        for step in range(25):
            arrows.add(*_on(course, step / 24), at)
    drawn = []
    for at, (pair, course) in enumerate(zip(sent, courses, strict=True)):
        spaces = []
        for t in (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74):
            x, y = _on(course, t)
            space = min(arrows.nearest(x, y, at), placed.nearest(x, y) - 8, ENOUGH)
            spaces.append((space, -abs(t - 0.5), x, y))
        _, _, x, y = max(spaces)
        placed.add(x, y, at)
        drawn.append(text(x, y + 4, str(len(pair.sent)), "count", "middle"))
    return drawn


def _on(course: tuple[Point, Point, Point], t: float) -> Point:
    """A point of an arrow: 0 is its start, 1 its end."""
    x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in zip(*course, strict=True))
    return x, y


def _party(one: Party, spot: Spot, sheet: Sheet) -> str:
    """A disc with its name: inside in the middle, else outside the ring."""
    class_ = "party hidden" if one.id == HIDDEN else "party"
    disc = element("circle", class_=class_, cx=spot.x, cy=spot.y, r=spot.radius)
    if spot.angle is None:
        lines = one.name.split(" ", 1)
        step = 14 * sheet.lettering
        first = spot.y + 4 - step * (len(lines) - 1) / 2
        names = [text(spot.x, first + step * at, line, "name", "middle") for at, line in enumerate(lines)]
        return sheet.link("person", one.person or "", one.name, disc.replace("party", "party middle", 1), *names)
    away = spot.radius + 6
    x, y = spot.x + away * cos(spot.angle), spot.y + away * sin(spot.angle)
    anchor = "middle" if abs(cos(spot.angle)) < 0.05 else "start" if cos(spot.angle) > 0 else "end"
    rise = 4 + 7 * sin(spot.angle)
    shown = text(x, y + rise, one.last if sheet.narrow else one.name, "name", anchor if anchor != "start" else "")
    return sheet.link("person", one.person or "", one.name, disc, shown)


def _key(middle: Party) -> Iterable[tuple[str, float, str]]:
    for kind, said in (("out", f"from {middle.name}"), ("in", f"to {middle.name}"), ("side", "between others")):
        line = element("path", class_=f"{kind} line", d="M-14 0H8", stroke_width=2.5)
        yield line + polygon(f"{kind} head", [(15, 0), (7, -4.5), (7, 4.5)]), 30, said
    yield text(0, 4, "3", "count", "middle"), 8, "letters, in the arrow’s direction"
    yield element("circle", class_="party hidden", cx=0, cy=0, r=6), 12, "redacted: one or several"
