"""A new note on a letter, written where the letter is at home; reads nothing of a page but its fences."""

from __future__ import annotations

import re

from corpus import Message, load
from corpus.locus import meant
from corpus.reading import FILE as UNANNOTATED

from .asking import RefusalError, answer
from .fence import Fence, colons_around, fences_in, widen
from .project import Made, Project, text_file

_NOTE = re.compile(r"\{annotation\} (?P<words>.+)")


def new_note(project: Project, id: str | None, words: str | None, text: str | None, nth: int | None) -> Made:
    """The annotation, among those of its message in the order of the words they are on."""
    corpus = load(project.sources)
    id = answer(id, "the message", "Which message is the note on (its id)?")
    if id not in corpus.messages:
        raise RefusalError(f"unknown message {id!r}", meant(id, corpus.messages))
    message = corpus.messages[id]
    words = answer(words, "the words", "Which words of the message is it on?", several=True)
    at = _place(message, words, nth)
    text = answer(text, "the text of the note", "What does the note say?")
    length = colons_around(text, "the text of the note")
    block = [f"{{annotation}} {words}", *([f":nth: {nth}"] if nth else []), *text.split("\n")]
    path, lines, home = _home(project, id, block, length)
    _insert(lines, home, message, at, block, length)
    files = text_file(path, lines)
    reasons = project.lines(f"sources/{UNANNOTATED}")
    kept = [line for line in reasons if not line.startswith(f"{id}\t")]
    said = [f"{path}:{home.first + 1}: the note is on ¶{at[0]} of {id}"]
    if kept != reasons:
        files |= text_file(f"sources/{UNANNOTATED}", kept)
        said.append(f"sources/{UNANNOTATED}: its reason why {id} needs no note is taken out")
    return Made(files, said=tuple(said))


def _place(message: Message, words: str, nth: int | None) -> tuple[int, int]:
    """The paragraph and character that a note is on."""
    places = _places(message, words)
    if not places:
        raise RefusalError(f"{words!r} does not occur in {message.id!r}", "copy the words from sources/threads/")
    if len(places) > 1 if nth is None else not 1 <= nth <= len(places):
        listed = ", ".join(f"¶{paragraph}" for paragraph, _ in places)
        several = len(places) > 1
        hint = f"give more words, or pick one with --nth 1 to {len(places)}" if several else "leave --nth out"
        times = f"{len(places)} times" if several else "once"
        raise RefusalError(f"{words!r} occurs {times} in {message.id!r}: {listed}", hint)
    return places[(nth or 1) - 1]


def _places(message: Message, words: str) -> list[tuple[int, int]]:
    found = []
    for paragraph in message.paragraphs:
        at = paragraph.text.find(words)
        while at >= 0:
            found.append((paragraph.number, at))
            at = paragraph.text.find(words, at + 1)
    return found


def _home(project: Project, id: str, block: list[str], length: int) -> tuple[str, list[str], Fence]:
    """The page that prints a message in full, with the fence of the message."""
    for page in sorted(project.book.rglob("*.md")):
        path = page.relative_to(project.root).as_posix()
        if page.name.startswith("_"):
            continue
        lines = project.lines(path)
        for fence in fences_in(lines):
            if fence.opens == f"{{message}} {id}":
                return path, lines, fence
    inner, outer = ":" * length, ":" * (length + 1)
    ready = "\n".join((f"{outer}{{message}} {id}", f"{inner}{block[0]}", *block[1:], inner, outer))
    raise RefusalError(f"no page prints {id!r} in full yet", f"ready to paste into a chapter:\n{ready}\n")


def _insert(lines: list[str], home: Fence, message: Message, at: tuple[int, int], block: list[str], length: int) -> None:
    """Put a note into its message's fence, which grows with those around it where it has no room for ``length`` colons."""
    inside = [fence for fence in fences_in(lines) if home in fence.around and _NOTE.fullmatch(fence.opens)]
    before = home.last
    for fence in sorted(inside, key=lambda fence: fence.first, reverse=True):
        its, there = _anchor(lines, fence, message)
        if its == block[0].removeprefix("{annotation} ") and there == at:
            raise RefusalError(f"{message.id!r} has a note on {its!r} already")
        if there > at:
            before = fence.first
    length = max(length, inside[0].length if inside else home.length - 1)
    colons = ":" * length
    widen(lines, (home, *reversed(home.around)), length)
    lines[before:before] = [f"{colons}{block[0]}", *block[1:], colons]


def _anchor(lines: list[str], fence: Fence, message: Message) -> tuple[str, tuple[int, int]]:
    """The words and the place that an earlier note is on."""
    match = _NOTE.fullmatch(fence.opens)
    words = match["words"].strip() if match else ""
    given = next((line for line in lines[fence.first + 1 : fence.last] if line.startswith((":nth:", "nth:"))), "")
    number = given.removeprefix(":").removeprefix("nth:").strip()
    places = _places(message, words)
    nth = int(number) if number.isdecimal() else 1
    return words, places[nth - 1] if 0 < nth <= len(places) else (0, 0)
