"""What can be wrong with the sources, each with a code, a place and advice; knows nothing of how it will be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")

#: Every code a problem can have, with the sentence that CONTRIBUTING prints for it.
MEANINGS = {
    "conflict.malformed": "A row of conflicts.tsv has no kind, status or explanation that is one, or stands there twice.",
    "conflict.none": "A row of conflicts.tsv explains a conflict that the dates do not show.",
    "conflict.unexplained": "The dates show a conflict of which conflicts.tsv says nothing.",
    "dismissal.reason": "Words are dismissed as naming nothing, and no reason is given.",
    "document.encoding": "The cleaned text of a document is not UTF-8.",
    "document.missing": "The cleaned text of a document is not there.",
    "document.numbering": "A paragraph of a cleaned document lacks its number, or has another's.",
    "emendation.malformed": "A row of emendations.tsv has no place, or changes nothing.",
    "emendation.misplaced": "The witness does not read there what an emendation says, or another emendation reaches there.",
    "emendation.siglum": "An emendation names a witness that the manifest does not have.",
    "event.date": "An event's date is none, or is written otherwise than 2015, 2015-12 or 2015-12-11.",
    "figure.unknown": "A row of figures.tsv names a figure that the edition does not follow.",
    "header.unreadable": "A line looks like a message's header and is none that the grammar knows.",
    "interval.bounds": "The bounds of an undated turn are no dates, or stand in the wrong order.",
    "interval.dated": "A turn whose header prints its date has an interval.",
    "interval.malformed": "A row of intervals.tsv gives no reason, or its message a second time.",
    "interval.none": "A turn has neither a printed date nor an interval.",
    "ledger.malformed": "An id, a number or a count in the ledger is not of the right form.",
    "ledger.no-id": "A message has no id; the hint is the row to add.",
    "ledger.no-message": "An id of the ledger names no message; published ids never vanish.",
    "ledger.twice": "An id or a number stands in the ledger twice.",
    "mail.account": "The account of a mail's bytes leaves some out, counts some twice, or says what they do not bear out.",
    "mail.letters": "The table of a mail's letters does not fit its threads.",
    "mail.no-header": "A mail has no header that says from whom, to whom, when or on what it is.",
    "mail.none": "A mail has no message in it.",
    "manifest.form": "A witness is said to be of a form that no witness has.",
    "manifest.keys": "A witness's entry in the manifest lacks a key, has one too many, or a value that is no text.",
    "mention.certainty": "A mention's certainty does not exist, or does not go with its entry.",
    "mention.entry": "A mention names an entry that the register does not have.",
    "mention.evidence": "A mention does not say how we know, or why nothing says who it is.",
    "mention.twice": "Two rows of mentions.tsv resolve the same words.",
    "mention.unresolved": "A letter prints a capitalised name that is neither resolved nor dismissed.",
    "message.empty": "A header has no text below it.",
    "note.no-message": "A transcriber's note stands where there is no message that it could be about.",
    "order.malformed": "A row of threads/order.tsv is not a number, an id and a separator of blanks.",
    "place.paragraph": "A table names a paragraph that its source does not have.",
    "place.recurs": "The words that a table names stand more than once in their paragraph.",
    "place.unknown": "A table names a message or document that does not exist.",
    "place.words": "The words that a table names do not stand in their paragraph.",
    "published.lost": "What has been published is gone: an id, a number, a paragraph or a page.",
    "published.malformed": "A row of published.tsv has no kind or id, or a message's row no number of paragraphs.",
    "published.missing": "The list of what has been published is not there.",
    "reception.differs": "A row of reception.tsv has no note, and the letter does not read so.",
    "reception.no-letter": "A row of reception.tsv names no letter, though one reads so, or without saying why.",
    "reception.untraced": "The reader quotes words that stand in no row of reception.tsv.",
    "reception.verbatim": "A row of reception.tsv notes a difference, and the letter reads exactly so.",
    "recension.differs": "A cleaned text was edited by hand: it does not follow from its witness and the emendations.",
    "recension.missing": "A cleaned text that follows from a witness is not there.",
    "recension.stray": "A file among the cleaned texts follows from no witness.",
    "reference.kind": "A reference is of a kind that does not exist, or does not go with its target.",
    "reference.to-itself": "A reference leads to the paragraph that it stands in.",
    "register.claimed-twice": "Two entries of the register claim the same form of a name.",
    "register.keys": "An entry of the register lacks a key, has one too many, or a value of another type.",
    "register.twice": "Two entries of the register have the same id.",
    "register.unknown-person": "A header names somebody who is not in the register.",
    "register.unused": "Nothing in the archive names an entry of the register.",
    "structure.beyond": "A row of structure.tsv names a paragraph that its message does not have.",
    "structure.kind": "A row of structure.tsv gives a kind that does not exist.",
    "structure.overlap": "Two rows of structure.tsv give one paragraph two roles.",
    "structure.range": "A row of structure.tsv gives no range of paragraphs.",
    "structure.unknown-message": "A row of structure.tsv names a message that does not exist.",
    "table.cells": "A row of a table has too few or too many cells.",
    "table.encoding": "A table is not UTF-8, or begins with a byte order mark.",
    "table.header": "The first row of a table does not name its columns.",
    "table.missing": "A table is not there.",
    "table.outside": "A key stands outside every entry of a TOML file.",
    "table.syntax": "A file is not valid TOML.",
    "thread.encoding": "A thread's file is not UTF-8.",
    "thread.missing": "A thread's file is not there.",
    "thread.no-heading": "A thread does not start with its heading.",
    "thread.no-message": "A heading has no message below it.",
    "thread.none": "A transcription has no thread at all.",
    "thread.stray-text": "Text belongs to no thread, or to no message of its thread.",
    "unannotated.malformed": "A row of unannotated.tsv gives no reason, or its message a second time.",
    "witness.hash": "A witness is not the file that was received.",
    "witness.lossy": "A witness cannot be repaired without loss; the line and its bytes are shown.",
    "witness.missing": "A witness is not there.",
    "witness.plan": "A repair plan is not pairs of encode and decode with codecs that exist.",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place: ``path`` is relative to the sources, ``line`` counts from 1, ``code`` is in MEANINGS."""

    path: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in MEANINGS:
            raise ValueError(f"no meaning is given for {self.code!r}")

    def __str__(self) -> str:
        advice = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{advice} [{self.code}]"


class Problems(Exception):
    """Raised with every problem found, sorted by place, so that an author mends them in one go."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found: tuple[Problem, ...] = tuple(sorted(found))
        super().__init__("\n".join(map(str, self.found)))


def sound(made: Iterable[T | Problem]) -> tuple[T, ...]:
    """What was made of the rows of a table, or, if anything of it is wrong, all that is."""
    found: list[Problem] = []
    kept: list[T] = []
    for one in made:
        if isinstance(one, Problem):
            found.append(one)
        else:
            kept.append(one)
    if found:
        raise Problems(found)
    return tuple(kept)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return ``did you mean a, b?`` for the nearest of ``known``, or an empty string when none is near."""
    near = get_close_matches(wrong, sorted(known), n=3, cutoff=0.6)
    return f"did you mean {', '.join(near)}?" if near else ""
