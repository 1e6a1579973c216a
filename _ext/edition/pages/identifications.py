"""Identifications: names that the sources do not explain, how we know the others, and words that name nothing; decides none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docutils import nodes

from corpus.commentary import Dismissal, Mention
from corpus.mention import EVERYWHERE
from corpus.model import Corpus

from ..links import Page, Words, kind_of
from ..render import number_in_words
from .places import counted, listed
from .sections import bullets, jumps, line, section

UNKNOWN = ("Not identified in the sources", "unidentified")
DISMISSED = ("Words that name nobody and nothing", "dismissed")
#: Certainty → what the group is called, its anchor, what it means, and what stands before the evidence of each entry.
GROUPS = {
    "context": ("Identified by another message", "by-context", "Another message shows who or what is meant.", "Shown by "),
    "source": (
        "Identified by another document", "by-source", "One of the other four documents shows who or what is meant.", "Shown by ",
    ),
    "inferred": (
        "Inferred by the editors", "by-inference", "No source says it; the editors infer it, for the reason given.", "Inferred: ",
    ),
}  # fmt: skip


def identifications(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Counts by certainty, then a section for every certainty but the plain one, and one for the words dismissed."""
    mentions = [mention for found in corpus.apparatus.mentions.values() for mention in found]
    unknown = [mention for mention in mentions if mention.entry is None]
    parts: list[tuple[tuple[str, str], list[nodes.Node]]] = []
    if unknown:
        parts.append((UNKNOWN, _unknown(corpus, page, unknown)))
    for certainty, (title, anchor, meaning, lead) in GROUPS.items():
        found = [mention for mention in mentions if mention.entry is not None and mention.certainty == certainty]
        if found:
            parts.append(((title, anchor), [line(page, [Words(meaning)]), _known(corpus, page, found, lead)]))
    if corpus.apparatus.dismissals:
        parts.append((DISMISSED, _dismissed(corpus, page)))
    said = line(page, [Words(_counts(mentions, corpus.apparatus.dismissals))], "counts")
    return [said, *jumps(page, [place for place, _ in parts]), *(section(*place, *content) for place, content in parts)]


def _counts(mentions: Sequence[Mention], dismissals: Sequence[Dismissal]) -> str:
    by = {name: sum(mention.certainty == name for mention in mentions) for name in ("stated", *GROUPS, "unknown")}
    return (
        f"{counted(len(mentions), 'passage')} of the letters {'name' if len(mentions) != 1 else 'names'} somebody or something: "
        f"{by['stated']} by a name that says it or in a message that does, {by['context']} identified by another message, "
        f"{by['source']} by another document, {by['inferred']} by inference; {by['unknown']} not identified in the sources. "
        f"{counted(len(dismissals), 'form', 'forms')} with a capital were found to name nothing."
    )


def _unknown(corpus: Corpus, page: Page, mentions: Sequence[Mention]) -> list[nodes.Node]:
    """By the words: each place with why nothing says who it is."""
    shown = nodes.definition_list(classes=["identifications"])
    for words in sorted({mention.at.text for mention in mentions}, key=str.casefold):
        places = [mention for mention in mentions if mention.at.text == words]
        lines = [
            line(page, [*_places(corpus, [mention]), Words(": "), *evidence(corpus, mention.evidence), Words(".")])
            for mention in places
        ]
        shown += nodes.definition_list_item("", nodes.term("", words), nodes.definition("", *lines))
    return [shown]


def _known(corpus: Corpus, page: Page, mentions: Sequence[Mention], lead: str) -> nodes.definition_list:
    """By the entry: passages that have one form and one evidence share a line; ``lead`` says what the evidence does."""
    shown = nodes.definition_list(classes=["identifications"])
    ids = {mention.entry for mention in mentions if mention.entry is not None}
    for entry in sorted((corpus.register[id] for id in ids), key=lambda entry: (entry.sort.casefold(), entry.id)):
        same: dict[tuple[str, str], list[Mention]] = {}
        for mention in mentions:
            if mention.entry == entry.id:
                same.setdefault((mention.at.text, mention.evidence), []).append(mention)
        lines = [
            line(page, [*_form(text), *_places(corpus, found), Words(f". {lead}"), *evidence(corpus, why), Words(".")])
            for (text, why), found in same.items()
        ]
        name = page.show(Words(entry.name, kind_of(entry), entry.id))
        shown += nodes.definition_list_item("", nodes.term("", "", *name), nodes.definition("", *lines))
    return shown


def _form(text: str) -> list[Words]:
    return [Words("“"), Words(text, classes="form"), Words("” ")]


def _places(corpus: Corpus, mentions: Iterable[Mention]) -> list[Words]:
    """``no. 5 ¶2, ¶3, no. 7 ¶1``, each leading to its paragraph."""
    shown: list[Words] = []
    latest = ""
    for source, paragraph in dict.fromkeys((mention.at.source, mention.at.paragraph) for mention in mentions):
        letter = "" if source == latest else f"no. {corpus.messages[source].number} "
        shown += [Words(", ")] if shown else []
        shown.append(Words(f"{letter}¶{paragraph}", "msg", f"{source} ¶{paragraph}", classes="place"))
        latest = source
    return shown


def evidence(corpus: Corpus, text: str) -> list[Words]:
    """An evidence in which ids of letters, and keys of documents with their paragraphs, become links."""
    letters, documents = (sorted(map(re.escape, keys), key=len, reverse=True) for keys in (corpus.messages, corpus.documents))
    # The key of a document may be a plain word (reader): it is one only with a paragraph.
    letter, document = (f"(?P<{name}>{'|'.join(keys)})" for name, keys in (("letter", letters), ("document", documents)))
    pattern = rf"(?<![\w-])(?:{letter}(?![\w-])(?P<at> ¶\d+)?|{document}(?P<in> ¶\d+))"
    shown: list[Words] = []
    done = 0
    for match in re.finditer(pattern, text):
        if match["letter"]:
            place = match["at"] or ""
            link = Words(f"no. {corpus.messages[match['letter']].number}{place}", "msg", match["letter"] + place, classes="place")
        else:
            siglum = corpus.documents[match["document"]].witness.siglum
            link = Words(f"{siglum}{match['in']}", "document", match["document"], classes="place")
        shown += [Words(text[done : match.start()]), link]
        done = match.end()
    return [words for words in (*shown, Words(text[done:])) if words.text]


def _dismissed(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """By the reason, the commonest first: the words, and where they name nothing."""
    by_reason: dict[str, list[Dismissal]] = {}
    for dismissal in corpus.apparatus.dismissals:
        by_reason.setdefault(dismissal.reason, []).append(dismissal)
    items = []
    for reason, found in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        parts = [_where(corpus, dismissal) for dismissal in found]
        items.append([[Words(f"{reason[:1].upper()}{reason[1:]}: ", classes="label"), *listed(parts, "; ")]])
    note = "A form stands for every place where the letters print it, unless a letter is named."
    return [line(page, [Words(note)]), bullets(page, items, "dismissals")]


def _where(corpus: Corpus, dismissal: Dismissal) -> list[Words]:
    words = [Words("“"), Words(dismissal.words, classes="form"), Words("”")]
    if dismissal.where != EVERYWHERE:
        words += [Words(" ("), number_in_words(corpus.messages[dismissal.where], "no. "), Words(")")]
    return words
