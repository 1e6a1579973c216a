"""Mentions: which words of the letters name whom or what, and which capitalised words name nothing; knows no header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from .locus import COLUMNS as PLACE
from .locus import Sources, beyond, locate, occurrences
from .model import Certainty, Dismissal, Entry, Locus, Mention, Message, Organisation, Paragraph, Person
from .problems import Problem, Problems, did_you_mean
from .register import FOLDER, forms_of
from .tables import read_table

FILE = f"{FOLDER}/mentions.tsv"
COLUMNS = (*PLACE, "entry", "certainty", "evidence")
DISMISSALS = f"{FOLDER}/dismissals.tsv"
DISMISSAL_COLUMNS = ("words", "where", "reason")
#: What the column ``entry`` has where the sources do not say who or what is meant.
UNIDENTIFIED = "?"
EVERYWHERE = "*"
_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
_ENDS_A_SENTENCE = re.compile(r"(?:[.!?:…]|^)[\s\"“”‘’'()\[\]*•–—-]*$")


def read_dismissals(sources: Path, messages: Mapping[str, Message]) -> tuple[Dismissal, ...]:
    """Read what names nothing; Problems for an unknown message, for words without a reason, or that are nowhere there."""
    found = []
    dismissals = []
    for row in read_table(sources / DISMISSALS, DISMISSALS, DISMISSAL_COLUMNS):
        words, where = row["words"], row["where"]
        letters = messages.values() if where == EVERYWHERE else filter(None, [messages.get(where)])
        if where != EVERYWHERE and where not in messages:
            hint = did_you_mean(where, messages) or "write a message's id, or * for all"
            found.append(Problem(DISMISSALS, row.line, "place.unknown", f"unknown message {where!r}", hint))
        elif not row["reason"].strip():
            hint = "say in a few words what they are"
            found.append(Problem(DISMISSALS, row.line, "dismissal.reason", f"{words!r} is dismissed without a reason", hint))
        elif not any(occurrences(words, p.text) for letter in letters for p in letter.paragraphs):
            message = f"{words!r} stands nowhere in {'the letters' if where == EVERYWHERE else where}"
            found.append(Problem(DISMISSALS, row.line, "place.words", message, "remove the row"))
        dismissals.append(Dismissal(words, where, row["reason"], row.line))
    if found:
        raise Problems(found)
    return tuple(dismissals)


def read_mentions(
    sources: Path, places: Sources, messages: Mapping[str, Message], register: Mapping[str, Entry]
) -> tuple[Mention, ...]:
    """Read the mentions that a passage decides; Problems for a place, an entry, a certainty or an evidence that is none."""
    letters = {id: message.paragraphs for id, message in messages.items()}
    evident: dict[str, Sources] = {"context": letters, "source": {key: places[key] for key in places if key not in letters}}
    found = []
    mentions = []
    taken: dict[tuple[str, int, int], int] = {}
    for row in read_table(sources / FILE, FILE, COLUMNS):
        at = locate(row, FILE, letters)
        entry, certainty, evidence = row["entry"], row["certainty"], row["evidence"].strip()
        if isinstance(at, Problem):
            found.append(at)
            continue
        if entry != UNIDENTIFIED and entry not in register:
            hint = did_you_mean(entry, register) or f"add an entry, or write {UNIDENTIFIED} where nothing says who it is"
            found.append(Problem(FILE, row.line, "mention.entry", f"unknown entry {entry!r}", hint))
        elif certainty not in get_args(Certainty) or (certainty == "unknown") != (entry == UNIDENTIFIED):
            hint = f"one of {', '.join(get_args(Certainty))}; unknown with {UNIDENTIFIED}, and only with it"
            found.append(Problem(FILE, row.line, "mention.certainty", f"{entry!r} cannot be {certainty!r}", hint))
        elif problem := _unproven(certainty, evidence, row.line, evident):
            found.append(problem)
        for character in range(at.start, at.end):
            other = taken.setdefault((at.source, at.paragraph, character), row.line)
            if other != row.line:
                message = f"{at.text!r} in {at.source!r} ¶{at.paragraph} is resolved on line {other} already"
                found.append(Problem(FILE, row.line, "mention.twice", message, "one passage names one thing"))
                break
        mentions.append(Mention(at, None if entry == UNIDENTIFIED else entry, _certainty(certainty), evidence))
    if found:
        raise Problems(found)
    return tuple(mentions)


def mentions_of(
    messages: Mapping[str, Message], register: Mapping[str, Entry], decided: Iterable[Mention], dismissals: Sequence[Dismissal]
) -> dict[str, tuple[Mention, ...]]:
    """Every mention by message: what a passage decides comes first, then forms that name one thing everywhere."""
    forms = {form: entry.id for entry in register.values() for form in forms_of(entry)}
    pattern = _any_of(forms)
    local: dict[str, list[str]] = {}
    for dismissal in dismissals:
        local.setdefault(dismissal.where, []).append(dismissal.words)
    by_message: dict[str, list[Mention]] = {}
    for mention in decided:
        by_message.setdefault(mention.at.source, []).append(mention)
    named: dict[str, tuple[Mention, ...]] = {}
    for id, message in messages.items():
        mentions = by_message.get(id, [])
        for paragraph in message.paragraphs:
            taken = [(m.at.start, m.at.end) for m in mentions if m.at.paragraph == paragraph.number]
            taken += [place for words in local.get(id, ()) for place in occurrences(words, paragraph.text)]
            for start, end in _names(pattern, paragraph, taken):
                words = paragraph.text[start:end]
                at = Locus(id, paragraph.number, paragraph.line, start, end, words)
                mentions.append(Mention(at, forms[words], "stated"))
        named[id] = tuple(sorted(mentions, key=lambda mention: (mention.at.paragraph, mention.at.start)))
    return named


def unresolved(
    messages: Mapping[str, Message],
    register: Mapping[str, Entry],
    mentions: Mapping[str, Sequence[Mention]],
    dismissals: Sequence[Dismissal],
) -> Iterator[Locus]:
    """Capitalised words of the letters, and names and handles in lower case, that neither a mention nor a dismissal accounts for.

    An ordinary word that only begins a sentence is none: one that the letters elsewhere print in lower case.
    """
    vocabulary = _vocabulary(messages, register, mentions)
    by_place: dict[str, list[str]] = {}
    for dismissal in dismissals:
        by_place.setdefault(dismissal.where, []).append(dismissal.words)
    everywhere = _any_of(by_place.get(EVERYWHERE, ()))
    for id, message in messages.items():
        for paragraph in message.paragraphs:
            taken = [(m.at.start, m.at.end) for m in mentions.get(id, ()) if m.at.paragraph == paragraph.number]
            taken += [match.span() for match in everywhere.finditer(paragraph.text)]
            taken += [place for words in by_place.get(id, ()) for place in occurrences(words, paragraph.text)]
            for start, end in _candidates(paragraph, vocabulary):
                if not any(first < end and start < last for first, last in taken):
                    yield Locus(id, paragraph.number, paragraph.line, start, end, paragraph.text[start:end])


def _unproven(certainty: str, evidence: str, line: int, evident: Mapping[str, Sources]) -> Problem | None:
    """What is wrong with an evidence: a place that is none, or nothing at all; ``evident`` are places by certainty."""
    if certainty == "stated":
        return None
    if certainty in evident:
        places = evident[certainty]
        key, _, rest = re.split(r"([ :,;]|$)", evidence, maxsplit=1)
        if key not in places:
            message = f"{certainty} evidence begins with the place that gives it, not {key!r}"
            hint = "a message for context, another document for source, perhaps with ¶2"
            return Problem(FILE, line, "mention.evidence", message, did_you_mean(key, places) or hint)
        if rest.startswith("¶"):
            return beyond(FILE, line, key, re.split(r"[ :,;]", rest[1:])[0], places)
        return None
    if not evidence:
        return Problem(
            FILE, line, "mention.evidence", f"{certainty} needs a reason", "say in a few words how we know, or why not"
        )
    return None


def _certainty(text: str) -> Certainty:
    return next((known for known in get_args(Certainty) if known == text), "unknown")


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Whole words that are one of the forms, the longest first; by their first letters, so that most are never tried."""
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_first.setdefault(re.escape(form[0]), []).append(re.escape(form[1:]))
    groups = (f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)" if by_first else r"(?!)")


def _names(pattern: re.Pattern[str], paragraph: Paragraph, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Forms in what the author wrote; where a longer one reaches into what is taken, a shorter one beside it may stand."""
    for start, stop in _written(paragraph):
        at = start
        while match := pattern.search(paragraph.text, at, stop):
            reached = [last for first, last in taken if first < match.end() and match.start() < last]
            if not reached:
                yield match.span()
            at = max(reached) if reached else match.end()


def _written(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph that its author wrote: neither redactions nor links nor the transcriber's marks."""
    at = paragraph.indent
    for span in paragraph.spans:
        if span.kind == "text":
            yield at, at + len(span.text)
        at += len(span.text)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words that the letters print in lower case, words that are names, and names in lower case: people's, and handles."""

    ordinary: frozenset[str]
    names: frozenset[str]
    handles: frozenset[str]


def _vocabulary(
    messages: Mapping[str, Message], register: Mapping[str, Entry], mentions: Mapping[str, Sequence[Mention]]
) -> _Vocabulary:
    people = {word for entry in register.values() if isinstance(entry, Person) for word in entry.name.split() if len(word) > 2}
    names = people | {form for entry in register.values() for form in forms_of(entry) if " " not in form}
    called = [mention.at.text for some in mentions.values() for mention in some if _names_an_actor(mention, register)]
    handles = frozenset([*(name.lower() for name in people), *(words for words in called if words.islower())])
    words = {word for message in messages.values() for p in message.paragraphs for word in _WORD.findall(p.text)}
    return _Vocabulary(frozenset(word for word in words if word.islower()) - handles, frozenset(names), handles)


def _names_an_actor(mention: Mention, register: Mapping[str, Entry]) -> bool:
    """Whether words name somebody, or an organisation: what they are called in one letter is a name in all."""
    return mention.entry is not None and isinstance(register[mention.entry], (Person, Organisation))


def _candidates(paragraph: Paragraph, vocabulary: _Vocabulary) -> Iterator[tuple[int, int]]:
    for start, stop in _written(paragraph):
        for match in _WORD.finditer(paragraph.text, start, stop):
            word = match.group()
            if word == word.lower() and word not in vocabulary.handles:
                continue  # most words; the rest is looked at more closely
            stem = re.split("n['’]t$|['’-]", word)[0]
            begins = _ENDS_A_SENTENCE.search(paragraph.text[: match.start()]) is not None
            known = {stem.lower(), word.lower()} & vocabulary.ordinary and word not in vocabulary.names
            capitalised = word != word.lower() and not word[0].isdigit() and stem != "I"
            if (capitalised and not (begins and known)) or word in vocabulary.handles:
                yield match.span()
