"""Each promise that sources and book can prove, proved again; trusts no result of an earlier check, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..commentary import Locus
from ..corpus import source_map, text_of
from ..documents import file_of, plain_text
from ..emendation import read_emendations, undo
from ..locus import paragraphs_of
from ..loose_ends import loose_ends
from ..model import Corpus, Witness
from ..problems import Problems
from ..published import lost, read_published, there
from ..quotation import find, find_block
from ..recension import differences, recension
from ..repair import files_of, spoil
from ..witness import FOLDER, read_manifest
from .evidence import Evidence, told
from .promise import PROMISES, Result

#: How many things were checked, and what failed.
Found = tuple[int, list[str]]
NO_CORPUS = "the sources cannot be loaded"
NO_BOOK = "the book is not built"


def prove(key: str, evidence: Evidence) -> Result:
    """Prove one promise; what was said of sources and book counts against it."""
    promise = PROMISES[key]
    check, needs = CHECKS[key]
    against = list(evidence.against(key))
    why = (
        NO_CORPUS if needs != "sources" and evidence.corpus is None else NO_BOOK if needs == "book" and not evidence.book else ""
    )
    if why:
        return Result(promise, failures=tuple(against), why=why)
    try:
        count, failures = check(evidence)
    except Problems as problems:
        count, failures = 0, [told(evidence.sources, problem) for problem in problems.found]
    return Result(promise, count, tuple(dict.fromkeys((*failures, *against))))


def _witnesses(evidence: Evidence) -> Found:
    failures = []
    witnesses = read_manifest(evidence.sources)
    for witness in witnesses.values():
        try:
            files_of(evidence.sources, witness)
        except Problems as problems:
            failures += [told(evidence.sources, problem) for problem in problems.found]
    return len(witnesses), failures


def _texts(evidence: Evidence) -> Found:
    made = recension(evidence.sources)
    return len(made), [told(evidence.sources, problem) for problem in differences(evidence.sources, made)]


def _repairs(evidence: Evidence) -> Found:
    count, failures = 0, []
    for witness in read_manifest(evidence.sources).values():
        if witness.form == "mail":  # its texts are decoded from its parts, each byte accounted for, when they are made again
            continue
        path = evidence.sources / FOLDER / witness.file
        there, back = path.read_bytes() if path.exists() else b"", spoil(witness, _written_back(evidence, witness))
        count += len(back)
        if there != back:
            pairs = zip([*there.split(b"\n"), b""], [*back.split(b"\n"), b""], strict=False)
            line = next((at for at, (one, other) in enumerate(pairs, 1) if one != other), 1)
            shown = f"{evidence.sources.name}/{FOLDER}/{witness.file}:{line}"
            failures.append(f"{shown}: the text, written back, is not what the witness reads")
    return count, failures


def _written_back(evidence: Evidence, witness: Witness) -> str:
    """A cleaned text with its emendations undone."""
    if witness.form != "document":
        return text_of(_corpus(evidence), witness.siglum)
    path = file_of(witness)
    text = plain_text((evidence.sources / path).read_bytes().decode("utf-8"), path)
    return undo(text, [one for one in read_emendations(evidence.sources) if one.witness == witness.siglum])


def _lines(evidence: Evidence) -> Found:
    counts, failures = 0, []
    for siglum in _corpus(evidence).archives:
        witness = read_manifest(evidence.sources)[siglum]
        place = f"{evidence.sources.name}/{FOLDER}/{witness.file}"
        reached = 0
        for region in source_map(_corpus(evidence), siglum):
            if region.first != reached + 1:
                failures.append(f"{place}:{reached + 1}: line {reached + 1} is not followed by line {region.first}")
            reached = region.last
        lines = _lines_of(evidence, witness)
        if reached != lines:
            failures.append(f"{place}:{reached}: {reached} lines are accounted for, of {lines}")
        counts += reached
    return counts, failures


def _lines_of(evidence: Evidence, witness: Witness) -> int:
    """The lines of a witness as received; of mail, those of the text that was decoded from it."""
    path = evidence.sources / FOLDER / witness.file
    if witness.form == "mail":
        data = text_of(_corpus(evidence), witness.siglum).encode("utf-8")
    else:
        data = path.read_bytes() if path.exists() else b""
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _references(evidence: Evidence) -> Found:
    corpus = _corpus(evidence)
    texts = paragraphs_of(corpus.messages, corpus.documents)
    standing, leading = list(_standing(corpus)), list(_leading(corpus))
    failures = []
    for at in standing:
        reads = next((one.text for one in texts.get(at.source, ()) if one.number == at.paragraph), "")
        if reads[at.start : at.end] != at.text:
            failures.append(f"{at.source} ¶{at.paragraph}: does not read {at.text!r}")
    for place, target in leading:
        source, _, number = target.partition(" ¶")
        if source not in corpus.register and not int(number or 1) <= len(texts.get(source, ())):
            failures.append(f"{place}: leads to {target!r}, which is not there")
    return len(standing) + len(leading), failures


def _standing(corpus: Corpus) -> Iterator[Locus]:
    """Every place that the apparatus names by its words."""
    apparatus = corpus.apparatus
    yield from (mention.at for mentions in apparatus.mentions.values() for mention in mentions)
    yield from (reference.at for reference in apparatus.references)
    yield from (event.at for event in apparatus.events)
    yield from (figure.at for figure in apparatus.figures)


def _leading(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every place that leads to a message, a paragraph or an entry of the register, with the id of that."""
    apparatus = corpus.apparatus
    for mention in (mention for mentions in apparatus.mentions.values() for mention in mentions if mention.entry):
        yield f"{mention.at.source} ¶{mention.at.paragraph}", mention.entry or ""
    for reference in apparatus.references:
        if reference.to:
            yield f"{reference.at.source} ¶{reference.at.paragraph}", reference.to
    for conflict in apparatus.conflicts:
        yield from (("a conflict", id) for id in (conflict.message, conflict.other) if id)
    for message in corpus.messages.values():
        yield from ((message.id, party.person) for _, party in message.participants if party.person)


def _names(evidence: Evidence) -> Found:
    corpus = _corpus(evidence)
    count = sum(map(len, corpus.apparatus.mentions.values()))
    return count, [told(evidence.sources, problem) for problem in loose_ends(corpus)]


def _ids(evidence: Evidence) -> Found:
    published = read_published(evidence.sources)
    now = there(evidence.sources, evidence.corpus, evidence.book)
    gone = lost(published, now, loaded=evidence.corpus is not None, printed=evidence.book is not None)
    return len(published), [told(evidence.sources, problem) for problem in gone]


def _letters(evidence: Evidence) -> Found:
    corpus, homes = _corpus(evidence), evidence.book.homes if evidence.book else {}
    return len(corpus.messages), [
        f"no. {one.number} ({id}): printed nowhere" for id, one in corpus.messages.items() if id not in homes
    ]


def _quotations(evidence: Evidence) -> Found:
    corpus, quoted = _corpus(evidence), evidence.book.quotations if evidence.book else ()
    texts = paragraphs_of(corpus.messages, corpus.documents)
    failures = []
    for one in quoted:
        paragraphs = texts.get(one.source, ())
        found = find_block(one.words.split("\n"), paragraphs) if "\n" in one.words else find(one.words, paragraphs)
        if one.paragraph not in (passage.first for passage in found):
            failures.append(f"{one.page}: {one.source} ¶{one.paragraph} does not read {one.words!r}")
    return len(quoted), failures


def _notes(evidence: Evidence) -> Found:
    corpus, notes = _corpus(evidence), evidence.book.notes if evidence.book else ()
    failures = []
    for note in notes:
        message = corpus.messages.get(note.message)
        texts = {paragraph.number: paragraph.text for paragraph in message.paragraphs} if message else {}
        if note.words not in texts.get(note.paragraph, ""):
            failures.append(f"{note.page}: {note.message} ¶{note.paragraph} does not read {note.words!r}")
    return len(notes), failures


def _corpus(evidence: Evidence) -> Corpus:
    """The Corpus, of which no check is run without."""
    if evidence.corpus is None:
        raise ValueError(NO_CORPUS)
    return evidence.corpus


#: What proves a promise, and what it needs; the others need two built books.
CHECKS: dict[str, tuple[Callable[[Evidence], Found], str]] = {
    "witnesses": (_witnesses, "sources"),
    "texts": (_texts, "sources"),
    "repairs": (_repairs, "corpus"),
    "lines": (_lines, "corpus"),
    "references": (_references, "corpus"),
    "names": (_names, "corpus"),
    "ids": (_ids, "sources"),
    "letters": (_letters, "book"),
    "quotations": (_quotations, "book"),
    "notes": (_notes, "book"),
}


def all_of(evidence: Evidence, keys: Iterable[str] = CHECKS) -> tuple[Result, ...]:
    """Several promises, in order."""
    return tuple(prove(key, evidence) for key in keys)
