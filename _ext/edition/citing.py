"""From what an author writes (``2015-05-25-altman ¶2``) to a passage of a source, or to the mistake in it; makes no nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.locus import meant
from corpus.model import Corpus, Message, Paragraph
from corpus.quotation import find, find_block, nearest

from .notices import Code

#: Where an author whose word is near to no thread's id finds the ids.
THREADS = "ids are in sources/threads/order.tsv"
_REFERENCE = re.compile(r"(?P<key>\S+)(?:\s+¶(?P<first>\d+)(?:[-–](?P<last>\d+))?)?")
_QUOTATION = re.compile(r'(?P<reference>[^"]+?)\s+"(?P<words>.+)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cited:
    """Paragraphs of one source: of a message, or of a document named by its title; ``label`` is its number or siglum."""

    key: str
    title: str
    message: Message | None
    paragraphs: tuple[Paragraph, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a reference or a quotation leads nowhere: code, sentence, hint."""

    mistake: tuple[Code, str, str]


def cited(reference: str, corpus: Corpus) -> Cited | Mistake:
    """Read ``KEY``, ``KEY ¶2`` or ``KEY ¶2-4``."""
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        return Mistake((Code.QUOTE_SYNTAX, f"cannot read {reference!r}", "write: key ¶2"))
    key = match["key"]
    message = corpus.messages.get(key)
    document = corpus.documents.get(key)
    if message is None and document is None:
        hint = meant(key, corpus.messages, corpus.documents)
        return Mistake((Code.UNKNOWN_SOURCE, f"unknown source {key!r}", hint))
    paragraphs = message.paragraphs if message else document.paragraphs if document else ()
    title = f"no. {message.number}" if message else document.witness.title if document else ""
    first = int(match["first"] or 1)
    last = int(match["last"] or match["first"] or len(paragraphs))
    if first > last and match["last"]:
        code, hint = Code.UNKNOWN_PARAGRAPH, f"write ¶{last}-{first}"
        return Mistake((code, f"the range in {reference.strip()!r} runs backwards", hint))
    if not 1 <= first <= last <= len(paragraphs):
        return Mistake(
            (
                Code.UNKNOWN_PARAGRAPH,
                f"{key!r} has no ¶{last if first else first}",
                f"its paragraphs run from 1 to {len(paragraphs)}",
            )
        )
    label = message.number if message else document.witness.siglum if document else ""
    return Cited(key, title, message, paragraphs[first - 1 : last], label)


def quotation(text: str) -> tuple[str, str] | None:
    """Divide ``KEY ¶2 "words"`` into reference and words; None where it is written otherwise."""
    match = _QUOTATION.fullmatch(text.strip())
    return (match["reference"], match["words"]) if match else None


def verify(reference: str, words: str, corpus: Corpus) -> Cited | Mistake:
    """The one passage of the named source that reads ``words``, character by character."""
    source = cited(reference, corpus)
    if isinstance(source, Mistake):
        return source
    found = find_block(words.split("\n"), source.paragraphs) if "\n" in words else find(words, source.paragraphs)
    if len(found) == 1:
        first, last = found[0].first, found[0].last
        inside = tuple(p for p in source.paragraphs if first <= p.number <= last)
        return replace(source, paragraphs=inside)
    if found:
        places = sorted({passage.first for passage in found})
        where = ", ".join(f"¶{place}" for place in places)
        return Mistake(
            (
                Code.QUOTE_AMBIGUOUS,
                f"{words!r} stands {len(found)} times in {reference.strip()!r}: {where}",
                "name the ¶, or quote more words" if len(places) > 1 else "quote more words",
            )
        )
    return Mistake((Code.QUOTE_NOT_VERBATIM, f"{words!r} is not in {reference.strip()!r}", difference(words, source.paragraphs)))


def difference(words: str, paragraphs: Sequence[Paragraph]) -> str:
    """The nearest passage and where it first differs, as a hint."""
    near = nearest(words, paragraphs)
    if near is None:
        return "nothing there is like it"
    theirs, ours = near.text[near.at : near.at + 12], words[near.at : near.at + 12]
    return f"¶{near.paragraph} reads {near.text!r}; they first differ at character {near.at + 1}: {theirs!r}, not {ours!r}"
