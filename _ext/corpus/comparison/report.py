"""A comparison for people and programs: plain text, Markdown for a comment, JSON; finds no difference itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .change import Change, Comparison, Side

NOTHING = "Nothing changed."
#: Kind → its heading.
HEADINGS = {
    "imprint": "Imprint",
    "witness": "Witnesses",
    "thread": "Threads",
    "message": "Messages",
    "reading": "Readings",
    "paragraph": "Paragraphs",
    "header": "Headers",
    "home": "Homes",
    "emendation": "Emendations",
    "note": "Notes",
    "quotation": "Quotations",
    "person": "People",
    "organisation": "Organisations",
    "term": "Terms",
    "name": "Names in letters",
    "reference": "References",
    "conflict": "Conflicts",
    "event": "Events",
    "figure": "Figures",
    "interval": "Intervals",
    "publication": "The list of what was published",
    "page": "Pages",
    "anchor": "Anchors",
}
#: Of an edition that cannot be read, so many lines stand in a comment.
MOST = 20
_TITLE = "## What this changes in the edition"
_SIGNS = {"added": "+", "lost": "-", "changed": "~"}
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_CALL = re.compile(r"[@#](?=\w)")


def as_text(comparison: Comparison, base: str) -> str:
    """For a terminal: a heading for each kind, a line for each change, and at the end what may not be."""
    lines = [f"Against {base}: {summary(comparison)}"]
    for heading, changes in _by_heading(comparison):
        lines += ["", heading.upper(), *(f"  {_SIGNS[change.act]} {_line(change, str)}" for change in changes)]
    if comparison.letters:
        lines += ["", "PAGES OF LETTERS", *(f"  {_SIGNS[act]} letters/{id}.html" for id, act in comparison.letters.items())]
    if comparison.breaking:
        lines += ["", "NOT ALLOWED", *(f"  ! {_broken(change, str)}" for change in comparison.breaking)]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison, base: str) -> str:
    """For a comment on a pull request: what may not be comes first, and long lists are folded."""
    lines = [_TITLE, "", f"Against `{base}`: {summary(comparison)}"]
    if comparison.breaking:
        lines += ["", "### Not allowed", "", *(f"- {_broken(change, _escaped)}" for change in comparison.breaking)]
    for heading, changes in _by_heading(comparison):
        items = [f"- {change.act}: {_line(change, _escaped)}" for change in changes]
        lines += ["", *_folded(heading, items)]
    if comparison.letters:
        items = [f"- {act}: {_escaped(f'letters/{id}.html')}" for id, act in comparison.letters.items()]
        lines += ["", *_folded("Pages of letters", items)]
    return "\n".join(lines) + "\n"


def as_json(comparison: Comparison, base: str) -> str:
    """For programs: every change with both its sides, in the order of the other forms."""
    data = {
        "base": base,
        "changes": [
            {
                "kind": change.kind,
                "act": change.act,
                "before": _side(change.before),
                "after": _side(change.after),
                "breaks": change.breaks or None,
            }
            for change in comparison.changes
        ],
        "letters": comparison.letters,
        "not_compared": list(comparison.lacking),
        "words": dict(zip(("before", "after"), comparison.words, strict=False)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def unread_as_markdown(base: str, which: str, said: Sequence[str]) -> str:
    """For the same comment, where one of the two editions cannot be read: which, and why."""
    items = [f"- {_escaped(line)}" for line in said[:MOST]]
    more = [f"- and {len(said) - MOST:,} more"] if len(said) > MOST else []
    return (
        "\n".join([_TITLE, "", f"Not compared with `{base}`, because {_escaped(which)} cannot be read:", "", *items, *more])
        + "\n"
    )


def unread_as_json(base: str, which: str, said: Sequence[str]) -> str:
    """For programs, where one of the two editions cannot be read: which, and every line that was said of it."""
    data = {"base": base, "unread": {"edition": which, "said": list(said)}}
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def summary(comparison: Comparison) -> str:
    """One or two sentences: how many of each kind, the words of our prose, what was not compared."""
    if not comparison.changes:
        said = NOTHING
    else:
        counts = Counter((change.kind, change.act) for change in comparison.changes)
        said = ", ".join(f"{_counted(count, kind)} {act}" for (kind, act), count in counts.items()) + "."
    if len(set(comparison.words)) > 1:
        before, after = comparison.words
        said += f" Our prose has {after:,} words, {after - before:+,}."
    if comparison.lacking:
        said += f" Not compared, because only one of the two exports them: {', '.join(comparison.lacking)}."
    return said


def _counted(count: int, kind: str) -> str:
    several = {"person": "people", "witness": "witnesses"}.get(kind, f"{kind}s")
    return f"{count:,} {kind if count == 1 else several}"


def _by_heading(comparison: Comparison) -> Iterator[tuple[str, list[Change]]]:
    for kind, heading in HEADINGS.items():
        changes = [change for change in comparison.changes if change.kind == kind]
        if changes:
            yield heading, changes


def _line(change: Change, said: Any) -> str:
    """``12 ¶3: lemma → reading``; one side alone where there is only one, or where both are shown alike."""
    sides = change.sides
    places = " → ".join(dict.fromkeys(said(side.place) for side in sides))
    texts = " → ".join(dict.fromkeys(said(side.text) for side in sides))
    alike = " (and reads otherwise)" if len({side.text for side in sides}) < len(sides) and change.kind == "page" else ""
    return f"{places}: {texts}{alike}" if texts else places


def _broken(change: Change, said: Any) -> str:
    return f"{change.kind} {said(change.sides[0].place)} {change.act}: {said(change.breaks)}"


def _folded(heading: str, items: list[str]) -> list[str]:
    """A list under its heading; a long one opens on a click."""
    if len(items) <= 12:
        return [f"### {heading}", "", *items]
    return ["<details>", f"<summary><strong>{heading}</strong> ({len(items)})</summary>", "", *items, "", "</details>"]


def _escaped(text: str) -> str:
    """Words as Markdown that prints them as they are; a comment keeps ``@name`` from calling somebody of that name."""
    return _CALL.sub(r"\g<0><!-- -->", _SPECIAL.sub(r"\\\g<0>", text))


def _side(side: Side | None) -> dict[str, str] | None:
    return None if side is None else {"place": side.place, "text": side.text}
