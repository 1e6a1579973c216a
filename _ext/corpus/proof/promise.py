"""The promises, each with what is checked of it, and the result of a check; checks nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["holds", "FAILED", "not proved"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What the edition promises: a key to link to, the promise, what is checked, and what is counted.

    A problem or warning whose code begins as one of ``codes`` breaks it.
    """

    key: str
    title: str
    check: str
    unit: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """How many things were checked, and each that failed, with its place; ``why`` where nothing could be checked."""

    promise: Promise
    count: int = 0
    failures: tuple[str, ...] = ()
    why: str = ""

    @property
    def verdict(self) -> Verdict:
        """The result in a word; a promise of which nothing was checked does not hold."""
        return "FAILED" if self.failures else "not proved" if self.why or not self.count else "holds"

    @property
    def counted(self) -> str:
        """``5 files``."""
        return f"{self.count:,} {self.promise.unit}{'' if self.count == 1 else 's'}"


PROMISES = {
    promise.key: promise
    for promise in (
        Promise(
            "witnesses",
            "The witnesses stand as received",
            "the SHA-256 of each file, against the manifest",
            "file",
            ("witness.hash", "witness.missing", "manifest."),
        ),
        Promise(
            "texts",
            "The texts follow from the witnesses",
            "each text made anew from its witness and the emendations",
            "text",
            ("recension.", "emendation.", "document."),
        ),
        Promise(
            "repairs",
            "Every change can be undone",
            "the texts written back, emendations and repair undone: the bytes as received",
            "byte",
            ("witness.",),
        ),
        Promise(
            "lines",
            "Every line of the archive is accounted for",
            "the regions of the map of the source, without gap or overlap",
            "line",
            ("header.", "message.", "note.", "thread."),
        ),
        Promise(
            "references",
            "Every reference leads to its place",
            "the words of names, allusions, events and figures, and what they lead to",
            "reference",
            ("place.", "reference.", "structure.", "edition.unknown-", "mention.entry", "register.unknown-person", "ref."),
        ),
        Promise(
            "names",
            "Every name is resolved, or said not to be",
            "names, conflicts and undated turns of which nothing is said: none",
            "name",
            ("mention.", "dismissal.", "register.", "conflict.", "interval.", "edition.nothing-about"),
        ),
        Promise(
            "ids",
            "No published id is lost",
            "ids, numbers, paragraphs and pages, against the list of what was published",
            "id",
            ("published.", "ledger.", "order."),
        ),
        Promise(
            "letters",
            "Every letter is printed in full, once",
            "the homes of messages in the book",
            "letter",
            ("edition.two-homes", "edition.no-home", "edition.thread-order", "edition.message-content"),
        ),
        Promise(
            "quotations",
            "Every quotation is verbatim",
            "the words quoted, looked up in their source again",
            "quotation",
            ("edition.quote-", "edition.stray-quotation", "reception."),
        ),
        Promise(
            "notes",
            "Every note stands on words of its letter",
            "the words annotated, looked up in their paragraph again",
            "note",
            ("edition.note-", "edition.stray-annotation", "edition.unread", "unannotated."),
        ),
        Promise(
            "warnings",
            "The book is built without a warning",
            "every page read, and every rule for writers applied",
            "page",
        ),
        Promise(
            "links",
            "Every link within the book leads somewhere",
            "the addresses in all pages, and those published, each with its file and anchor",
            "link",
        ),
        Promise(
            "bytes",
            "The book is the same bytes",
            "two builds, with other hash seeds and other numbers of processes",
            "file",
        ),
    )
}


def promise_of(code: str, among: Sequence[str]) -> str:
    """The promise that a code breaks: that with the longest beginning of it; the rule for warnings where there is none."""
    beginnings = [(len(start), key) for key in among for start in PROMISES[key].codes if code.startswith(start)]
    return max(beginnings)[1] if beginnings else "warnings"
