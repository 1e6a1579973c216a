"""Quotations: every verified one in our prose, by its source, with where it is used; verifies none itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from corpus.model import Corpus, Paragraph
from corpus.quotation import find

from ..links import Page, Words
from ..render import dateline_in_words, number_in_words
from .places import counted, marks_around
from .register import passages
from .sections import jumps, line, section
from .table import joined

#: Places in our prose, as page and anchor, by the first paragraph and the words of a quotation.
Used = dict[tuple[int, str], list[tuple[str, str]]]
LETTERS, DOCUMENTS = ("From the letters", "quoted-letters"), ("From the other documents", "quoted-documents")
#: Between two paragraphs of one quotation; like the other marks of ours, it occurs in no source.
BREAK = " ⟨¶⟩ "


def quotations(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A section for the letters in the archive's order and one for the documents; each quotation with links to its uses."""
    used = _used(page)
    letters = {id: used[id] for id in corpus.messages if id in used}
    documents = {key: used[key] for key in corpus.documents if key in used}
    shown: list[nodes.Node] = [line(page, [Words(_counts(corpus, letters, documents))], "counts")]
    if letters and documents:
        shown += jumps(page, [LETTERS, DOCUMENTS])
    if letters:
        listed = nodes.definition_list(classes=["quotations"])
        listed += [_of_letter(corpus, page, id, letters[id]) for id in letters]
        shown.append(section(*LETTERS, listed))
    if documents:
        listed = nodes.definition_list(classes=["quotations"])
        listed += [_of_document(corpus, page, key, documents[key]) for key in documents]
        shown.append(section(*DOCUMENTS, listed))
    return shown


def heading(corpus: Corpus, id: str) -> list[Words]:
    """A letter in a line: its number, its writer, its date."""
    message = corpus.messages[id]
    dated = dateline_in_words(message.header.sent)
    return [number_in_words(message, "no. "), Words(" · "), *joined(message.header.sender), Words(", "), dated]


def _used(page: Page) -> dict[str, Used]:
    used: dict[str, Used] = {}
    for one in page.domain.quotations():
        place = (one.docname, one.anchor)
        used.setdefault(one.source, {}).setdefault((one.paragraph, one.words), []).append(place)
    return used


def _counts(corpus: Corpus, letters: dict[str, Used], documents: dict[str, Used]) -> str:
    if not letters and not documents:
        return "Our prose quotes no source."
    from_letters, from_documents = _uses(letters.values()), _uses(documents.values())
    total = counted(from_letters + from_documents, "quotation")
    of_letters = f"{from_letters} from {len(letters)} of the {counted(len(corpus.messages), 'letter')}"
    of_documents = f"{from_documents} from {len(documents)} of the {counted(len(corpus.documents), 'other document')}"
    return f"{total}: {of_letters}, {of_documents}."


def _uses(sources: Iterable[Used]) -> int:
    return sum(len(places) for used in sources for places in used.values())


def _of_letter(corpus: Corpus, page: Page, id: str, used: Used) -> nodes.definition_list_item:
    term = nodes.term("", "", *page.show(*heading(corpus, id)))
    lines = [
        line(page, [Words(f"¶{number}", "msg", f"{id} ¶{number}", classes="place"), *_quotation(words, places, page)])
        for (number, words), places in _in_order(used, corpus.messages[id].paragraphs)
    ]
    return nodes.definition_list_item("", term, nodes.definition("", *lines))


def _of_document(corpus: Corpus, page: Page, key: str, used: Used) -> nodes.definition_list_item:
    document = corpus.documents[key]
    title = Words(f"{document.witness.siglum} · {document.witness.title}", "document", key)
    term = nodes.term("", "", *page.show(title))
    lines = [
        line(page, [Words(f"¶{number}", classes="place"), *_quotation(words, places, page)])
        for (number, words), places in _in_order(used, document.paragraphs)
    ]
    return nodes.definition_list_item("", term, nodes.definition("", *lines))


def _quotation(words: str, places: Sequence[tuple[str, str]], page: Page) -> list[Words]:
    text = BREAK.join(part.strip() for part in words.split("\n") if part.strip()) if "\n" in words else words
    before, after = marks_around(text)
    return [Words(f" {before}"), Words(text, classes="quoted"), Words(f"{after}: "), *passages(places, page)]


def _in_order(used: Used, paragraphs: Sequence[Paragraph]) -> list[tuple[tuple[int, str], list[tuple[str, str]]]]:
    """By place in the source: the words' paragraph, then the character that they begin at."""

    def place(item: tuple[tuple[int, str], list[tuple[str, str]]]) -> tuple[int, int, str]:
        (number, words), _ = item
        found = find(words.split("\n")[0], paragraphs[number - 1 :])
        return number, found[0].start if found else 0, words

    return sorted(used.items(), key=place)
