"""What a reader of the archive quotes from it, and how that agrees with the letters; shows the comparison, makes none."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from corpus.commentary import Quoted, Verdict
from corpus.model import Corpus
from corpus.reception import READER

from ..links import Page, Words
from .table import joined

#: How a verdict is told in the sum of all.
SUMS: dict[Verdict, tuple[str, str]] = {
    "verbatim": ("stands in a letter character by character", "stand in a letter character by character"),
    "differs": ("differs from the letter", "differ from the letter"),
    "no letter": ("is of no letter", "are of no letter"),
}


def reception(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Each passage that the reader puts in quotation marks: its words, the letter they are from, and whether they are its own."""
    quoted = corpus.apparatus.reception
    witness = corpus.documents[READER].witness
    counts = Counter(one.verdict for one in quoted)
    sums = [f"{counts[verdict]} {forms[counts[verdict] != 1]}" for verdict, forms in SUMS.items() if counts[verdict]]
    said = f"Of {len(quoted)} passages that {witness.siglum} ({witness.title}) puts in quotation marks, {', '.join(sums)}."
    listed = nodes.definition_list(classes=["reception"], support_smartquotes=False)
    for one in quoted:
        term = nodes.term("", f"{witness.siglum} ¶{one.at.paragraph}", ids=[f"reception-{one.at.paragraph}-{one.at.start}"])
        words = nodes.block_quote("", nodes.paragraph("", "", nodes.Text(one.at.text)), classes=["quotation"])
        traced = nodes.paragraph("", "", *page.show(*_traced(corpus, one)))
        listed += nodes.definition_list_item("", term, nodes.definition("", words, traced))
    return [nodes.paragraph("", said), listed]


def _traced(corpus: Corpus, one: Quoted) -> list[Words]:
    """The letter, its writer and the verdict; where the words differ, what the letter reads and what the reader prints."""
    if one.place is None:
        return [Words(f"No letter: {one.note}." if one.note else "No letter.")]
    message = corpus.messages[one.place.source]
    locus = f"no. {message.number} ¶{one.place.paragraph}"
    place = Words(locus, "msg", f"{message.id} ¶{one.place.paragraph}", classes="place")
    start = [place, Words(", "), *joined(message.header.sender)]
    if one.verdict == "verbatim":
        return [*start, Words(": verbatim.")]
    shown = [*start, Words(": not verbatim. ")]
    for at, (lemma, reading) in enumerate(one.differences):
        shown += [Words("; ")] if at else []
        shown += [Words(lemma.strip() or "nothing", classes="lemma"), Words("] "), Words(reading.strip() or "nothing")]
    return [*shown, Words(f" ({one.note})")]
