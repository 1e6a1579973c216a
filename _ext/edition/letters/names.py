"""Parties and dates of a letter as citations give them, never more precise than they are printed; knows no format."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.dates import MONTHS
from corpus.model import Correspondent, Dateline, Message

#: More parties than this are cited as the first one "et al.".
MOST = 3


def title_of(message: Message) -> str:
    """``Sam Altman to Elon Musk``; whoever is inferred stands in square brackets, as in any edition."""
    to = parties(message.header.to)
    return f"{parties(message.header.sender)} to {to}" if to else parties(message.header.sender)


def parties(named: Sequence[Correspondent]) -> str:
    """Names in a sentence."""
    shown = [f"[{party.name}]" if party.evidence == "inferred" and not party.redacted else party.name for party in named]
    if len(shown) > MOST:
        return f"{shown[0]} et al."
    if len(shown) == MOST:
        return f"{shown[0]}, {shown[1]}, and {shown[2]}"
    return " and ".join(shown)


def medium_of(message: Message) -> str:
    """What a letter is, in a word."""
    return "iMessage" if message.medium == "imessage" else "email"


def day_of(sent: Dateline) -> tuple[int, int, int] | None:
    """Year, month and day, where they are printed."""
    if sent.when is None:
        return None
    year, month, day = (int(part) for part in sent.when[:10].split("-"))
    return year, month, day


def date_of(sent: Dateline) -> str:
    """``25 May 2015, 21:10``, ``11 December 2015``, ``n.d.``, ``n.d., 08:07``: what the header prints and no more."""
    day = day_of(sent)
    date = f"{day[2]} {MONTHS[day[1] - 1]} {day[0]}" if day else "n.d."
    zone = f" (UTC{sent.zone.replace('-', '−')})" if sent.zone else ""
    return f"{date}, {sent.time}{zone}" if sent.time else date


def inferred(message: Message) -> str:
    """``addressee inferred``: which parties no header names; empty where all are stated."""
    sides = (("sender", message.header.sender), ("addressee", message.header.to))
    found = [side for side, named in sides if any(party.evidence == "inferred" for party in named)]
    return f"{' and '.join(found)} inferred" if found else ""
