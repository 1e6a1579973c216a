"""The timeline: a row for each thread at the dates of its letters, events above, silences between; dates nothing anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from corpus.commentary import Event
from corpus.dates import MONTHS
from corpus.model import Corpus, Message, Thread
from corpus.timeline import days_of

from .marks import letter_mark
from .svg import Drawing, Sheet, cut, element, group, key, length, path, picture, text

#: So many days without a dated letter are a silence.
SILENCE = 90
SIZE = 12.5
#: What an event's date looks like, by the length of its ISO value.
PRECISIONS = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Silence:
    """The last dated letter before a silence and the first after it."""

    last: Message
    first: Message

    @property
    def bounds(self) -> tuple[date, date]:
        """The days of both."""
        return _day(self.last), _day(self.first)

    @property
    def words(self) -> str:
        """``3 years, 7 months and 12 days``: whole months, then days."""
        start, end = self.bounds
        months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        year, month = divmod(start.month - 1 + months, 12)
        days = (end - _clipped(start.year + year, month + 1, start.day)).days
        counts = [(months // 12, "year"), (months % 12, "month"), (days, "day")]
        parts = [f"{count} {what}{'s' * (count > 1)}" for count, what in counts if count]
        return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day of a year to the last day of another, across a sheet."""

    first: int
    last: int
    width: float

    def at(self, day: date) -> float:
        """The place of a day."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last + 1, 1, 1).toordinal()
        return (day.toordinal() - start) / (end - start) * self.width

    def holds(self, when: str) -> bool:
        """Whether a date falls into the years of the axis."""
        return self.first <= int(when[:4]) <= self.last


def silences(corpus: Corpus) -> tuple[Silence, ...]:
    """Every silence, in order."""
    dated = sorted((one for one in corpus.messages.values() if one.header.sent.when), key=_day)
    return tuple(Silence(a, b) for a, b in pairwise(dated) if (_day(b) - _day(a)).days >= SILENCE)


def svg(corpus: Corpus, sheet: Sheet | None = None) -> str:
    """The timeline, as a document of its own unless a ``sheet`` is given."""
    return picture(draw(corpus, sheet or Sheet()), sheet or Sheet(), alone=sheet is None)


def axis_of(corpus: Corpus, width: float = 1) -> Axis:
    """The years in which dated letters fall; events, where no letter has a date."""
    dates = [one.header.sent.when for one in corpus.messages.values() if one.header.sent.when]
    years = [int(when[:4]) for when in dates or [event.when for event in corpus.apparatus.events] or ["0001"]]
    return Axis(min(years), max(years), width)


def draw(corpus: Corpus, sheet: Sheet) -> Drawing:
    """Years from left to right; events; threads from top to bottom; the key."""
    axis = axis_of(corpus, sheet.width)
    events, top = _events(corpus.apparatus.events, axis, sheet)
    rows, foot = _rows(corpus, axis, sheet, top + 12)
    keys, bottom = key(sheet, foot + 46, _key(corpus))
    height = foot + 4
    grid = [path("grid", "M", axis.at(date(year, 1, 1)), 20, "V", height) for year in range(axis.first + 1, axis.last + 1)]
    years = _years(axis, 13, sheet) + _years(axis, height + 14, sheet)
    silent = max(silences(corpus), key=lambda one: one.bounds[1] - one.bounds[0], default=None)
    about = f"{len(corpus.threads)} threads with {len(corpus.messages)} letters, {axis.first} to {axis.last}, each at its dates."
    about += f" The longest silence: {silent.words}." if silent else ""
    return Drawing("timeline", "Timeline of letters and events", about, bottom, "".join([*grid, *years, events, rows, keys]))


def _years(axis: Axis, y: float, sheet: Sheet) -> list[str]:
    return [
        text(axis.at(date(year, 7, 1)), y, f"’{year % 100:02}" if sheet.narrow else str(year), "quiet", "middle")
        for year in range(axis.first, axis.last + 1)
    ]


def _rows(corpus: Corpus, axis: Axis, sheet: Sheet, top: float) -> tuple[str, float]:
    """A row for each thread, and one for each silence before the thread that ends it."""
    days = days_of(corpus.messages.values())
    ended = {silence.first.id: silence for silence in silences(corpus)}
    drawn, y, high = [], top, 34 if sheet.narrow else 17
    for thread in corpus.threads:
        for silence in [ended[one.id] for one in thread.messages if one.id in ended]:
            drawn.append(_silence(silence, axis, sheet, y + 9))
            y += high + 8
        drawn.append(_thread(thread, days, axis, sheet, y + 9))
        y += high
    return "".join(drawn), y


def _silence(silence: Silence, axis: Axis, sheet: Sheet, y: float) -> str:
    """A measure between two days, with its length in words."""
    start, end = (axis.at(day) for day in silence.bounds)
    words = f"no dated letter for {silence.words}"
    aside = sheet.narrow or end + 8 + length(words, SIZE * sheet.lettering) <= sheet.width
    y -= 0 if aside else 4
    line = path("measure", "M", start, y - 4, "V", y + 4, "M", end, y - 4, "V", y + 4, "M", start, y, "H", end)
    if sheet.narrow:
        return line + _label(start, y + 17, words, "silence", sheet)
    if not aside:
        return line + text(end, y + 15, words, "silence", "end")
    return line + text(end + 8, y + 4, words, "silence")


def _thread(thread: Thread, days: dict[str, str], axis: Axis, sheet: Sheet, y: float) -> str:
    """A tick on each day, a mark for each letter, and the title beside them, on the side where there is room."""
    ats = sorted({axis.at(date.fromisoformat(days[one.id])) for one in thread.messages if days[one.id]}) or [0]
    marks, pitch = thread.messages, 8.2 if sheet.narrow else 7.8
    strip, name = len(marks) * pitch, length(thread.title, SIZE * sheet.lettering)
    ticks = path("tick", *(step for at in ats for step in ("M", at, y - 6, "V", y + 6)))
    fits = ats[-1] + 7 + strip + (0 if sheet.narrow else 6 + name) <= sheet.width
    room = max(sheet.width - ats[-1], ats[0]) - strip - 14
    right = fits or (not sheet.narrow and sheet.width - ats[-1] > ats[0])
    start = ats[-1] + 7 if right else ats[0] - 7 - strip
    letters = "".join(_letter(one, sheet, start + pitch * (at + 0.5), y) for at, one in enumerate(marks))
    undated = [at for at, one in enumerate(marks) if not one.header.sent.when]
    if undated:
        letters += _open(start + pitch * undated[0], start + pitch * (undated[-1] + 1), y + 7)
    if sheet.narrow:
        shown = _label(min(ats[0], start), y + 18, cut(thread.title, sheet.width, SIZE * sheet.lettering), "title", sheet)
    elif right:
        shown = text(start + strip + 6, y + 4, cut(thread.title, room, SIZE * sheet.lettering), "title")
    else:
        shown = text(start - 6, y + 4, cut(thread.title, room, SIZE * sheet.lettering), "title", "end")
    return group(ticks, letters, sheet.link("thread", thread.id, thread.title, shown))


def _letter(message: Message, sheet: Sheet, x: float, y: float) -> str:
    when = message.header.sent.when
    said = f"no. {message.number}, {in_words(when[:10]) if when else 'no date printed'}"
    return sheet.link("msg", message.id, said, letter_mark(message.medium, bool(when), x, y))


def _open(start: float, end: float, y: float) -> str:
    """A broken arrow: not before here, and nothing proves how long after."""
    return path("open", "M", start, y, "H", end + 3) + path("open-tip", "M", end, y - 2.5, "L", end + 4, y, end, y + 2.5)


def _label(x: float, y: float, words: str, class_: str, sheet: Sheet) -> str:
    """Words below their mark, or at the right edge where they would go beyond it."""
    if x + length(words, SIZE * sheet.lettering) <= sheet.width:
        return text(x, y, words, class_)
    return text(sheet.width, y, words, class_, "end")


def _events(events: Sequence[Event], axis: Axis, sheet: Sheet) -> tuple[str, float]:
    """Events in columns of a month (or two, on a narrow sheet); what is dated to a year, as a bar over it."""
    inside = [event for event in events if axis.holds(event.when)]
    before = sum(int(event.when[:4]) < axis.first for event in events)
    drawn, y = [], 27.0
    years = [event for event in inside if len(event.when) == 4]
    depth: dict[float, int] = {}
    for event in years:
        row = depth[int(event.when)] = depth.get(int(event.when), -1) + 1
        start, end = (axis.at(date(int(event.when) + more, 1, 1)) for more in (0, 1))
        bar = element("rect", class_="event", x=start + 2, y=y + row * 6, width=end - start - 4, height=2)
        drawn.append(_event(event, sheet, bar))
    y += 6 * max((row + 1 for row in depth.values()), default=0) + 4
    depth = {}
    for event in [event for event in inside if len(event.when) > 4]:
        at = _column(event.when, axis, sheet)
        row = depth[at] = depth.get(at, -1) + 1
        drawn.append(_event(event, sheet, event_mark(len(event.when), at, y + 4 + row * 8)))
    y += 8 * max((row + 1 for row in depth.values()), default=0)
    outside = [f"{before} earlier"] * bool(before)
    later = len(events) - len(inside) - before
    outside += [f"{later} later"] * bool(later)
    said = f"{len(inside)} events that the sources date" + (f" ({', '.join(outside)}: see the table)" if outside else "")
    return "".join([*drawn, text(sheet.width, y + 8, said, "quiet", "end")]), y + 16


def _column(when: str, axis: Axis, sheet: Sheet) -> float:
    year, month, wide = int(when[:4]), int(when[5:7]), 2 if sheet.narrow else 1
    start = (month - 1) // wide * wide
    ends = [axis.at(date(year + at // 12, at % 12 + 1, 1)) for at in (start, start + wide)]
    return sum(ends) / 2


def _event(event: Event, sheet: Sheet, mark: str) -> str:
    said = f"{in_words(event.when)}: {event.what}"
    target = f"{event.at.source} ¶{event.at.paragraph}"
    if sheet.address("msg", target):
        return sheet.link("msg", target, said, mark)
    return sheet.link("document", event.at.source, said, mark)


def event_mark(precision: int, x: float, y: float) -> str:
    """A lozenge for a day, a dash for a month."""
    if precision == 7:
        return element("rect", class_="event", x=x - 3, y=y - 1.5, width=6, height=3)
    return path("event", "M", x, y - 3.6, "L", x + 3.4, y, x, y + 3.6, x - 3.4, y, "z")


def _key(corpus: Corpus) -> Iterable[tuple[str, float, str]]:
    yield path("tick", "M", 0, -6, "V", 6), 4, "day of the thread’s letters"
    yield letter_mark("email", True, 0, 0), 8, "email"
    yield letter_mark("imessage", True, 0, 0), 8, "iMessage"
    if any(not one.header.sent.when for one in corpus.messages.values()):
        yield letter_mark("imessage", False, 0, -3) + _open(-6, 5, 5), 16, "undated: then or later"
    yield event_mark(10, 0, 0), 8, "event, dated to the day"
    yield event_mark(7, 0, 0), 8, "to the month"
    yield element("rect", class_="event", x=-14, y=-1, width=28, height=2), 28, "to the year"


def in_words(when: str) -> str:
    """``2015``, ``July 2015``, ``11 December 2015``."""
    year, *rest = when.split("-")
    return " ".join([*(str(int(day)) for day in rest[1:]), *(MONTHS[int(month) - 1] for month in rest[:1]), year])


def _day(message: Message) -> date:
    return date.fromisoformat((message.header.sent.when or "")[:10])


def _clipped(year: int, month: int, day: int) -> date:
    """A day, or the last of a month that is too short for it."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
