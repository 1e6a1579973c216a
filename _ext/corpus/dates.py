"""Datelines by an explicit grammar that refuses what it does not know; knows no clock and no default date."""

from __future__ import annotations

import datetime as dt
import re

from .model import Dateline, Precision

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_MONTH = {name: number for number, full in enumerate(MONTHS, 1) for name in (full, full[:3])}

#: Offsets of the zone names that American mail programs print (RFC 5322, section 4.3).
ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip

TIME = r"(?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))? ?(?P<half>AM|PM)"
DATE = rf"(?P<month>{'|'.join(_MONTH)}) (?P<day>[0-9]{{1,2}}), (?P<year>[0-9]{{4}})"
DATELINE = rf"{DATE}(?: {TIME}(?: (?P<zone>{'|'.join(ZONES)}))?)?"
_DATELINE = re.compile(DATELINE)
_TIME = re.compile(TIME)


def read_dateline(text: str) -> Dateline | None:
    """Read ``May 25, 2015 9:10 PM``, a bare date or a bare time; None where the text is none of these or no such day."""
    if match := _TIME.fullmatch(text):
        return Dateline(text=text, time=_clock(match))
    match = _DATELINE.fullmatch(text)
    if match is None:
        return None
    try:
        day = dt.date(int(match["year"]), _MONTH[match["month"]], int(match["day"])).isoformat()
    except ValueError:
        return None
    if match["hour"] is None:
        return Dateline(text=text, when=day, precision="day")
    clock = _clock(match)
    zone = ZONES[match["zone"]] if match["zone"] else None
    precision: Precision = "second" if match["second"] else "minute"
    return Dateline(text, f"{day}T{clock}{zone or ''}", clock, precision, zone)


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "PM" else 0)
    seconds = f":{match['second']}" if match["second"] else ""
    return f"{hour:02}:{match['minute']}{seconds}"
