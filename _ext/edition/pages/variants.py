"""The variants of the essay that stands in two witnesses, as an apparatus by kind; shows the collation, makes none."""

from __future__ import annotations

import re

from docutils import nodes

from corpus import Problems
from corpus.collation import COPY_TEXT, OTHER, collated
from corpus.marks import addresses
from corpus.model import Corpus
from corpus.variants import Kind, Variant

from ..links import Page, Words
from ..notices import report_problems

#: What each kind of variant is, in a heading and a sentence for readers; in the order of the page.
KINDS: dict[Kind, tuple[str, str]] = {
    "words": ("Other words", "Where the one has these words, the other has those."),
    "omission": ("Only in the copy-text", "What the other witness leaves out."),
    "addition": ("Only in the other witness", "What the copy-text does not have."),
    "character": ("Single characters", "A quotation mark, a dash or a blank that differs; the words beside it agree."),
    "paragraph division": ("Divisions of paragraphs", "Where the one begins a paragraph and the other does not."),
    "paragraph order": ("Order of paragraphs", "Paragraphs that stand elsewhere in the other witness."),
    "link": ("Links", "Words that lead somewhere in one witness, and are plain in the other."),
    "emphasis": ("Emphasis", "Words in bold or italics in one witness, and plain in the other."),
    "heading mark": ("Marks of headings", "The signs that make a line a heading, and its link to itself."),
    "footnote": ("Footnotes", "The numbers that call a note, linked or bare, and the notes themselves."),
    "caption": ("Captions", "Lines under pictures, in italics in one witness and plain in the other."),
    "image": ("Pictures", "Pictures of which the one witness has the address, the other only a line in words."),
    "site furniture": ("The site’s own words", "What the site printed around the essay, and nobody wrote as part of it."),
}
#: No variant shows more of the essay than this many words; addresses are cut at a number of characters.
WORDS, ADDRESS = 10, 72
_NUMBERED = re.compile(r"!\[(?P<number>Image \d+)")
_BLANKS = {" ": "blank", "\u00a0": "no-break blank", "\n": "end of the paragraph"}


def variants(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """Every variant with its locus in the copy-text and in the other witness, by kind, each kind with its count."""
    try:
        found = collated(corpus)
    except Problems as problems:
        report_problems(problems.found, "sources")
        return []
    sigla = (corpus.documents[COPY_TEXT].witness.siglum, corpus.documents[OTHER].witness.siglum)
    own_words = [v for v in found if v.kind in ("words", "omission", "addition") and not v.whole]
    example = f"{sigla[0]} ¶1 words] others ({sigla[1]} ¶2)"
    said = f"{example} means: where ¶1 of {sigla[0]}, the copy-text, has these words, ¶2 of {sigla[1]} has others. "
    rest = "." if own_words else "; within the paragraphs that both have, no word differs."
    said += f"There are {len(found)} variants{rest}"
    listed = nodes.definition_list(classes=["variants"])
    for kind, (heading, sentence) in KINDS.items():
        same = [variant for variant in found if variant.kind == kind]
        if not same:
            continue
        items = [nodes.list_item("", nodes.paragraph("", "", *page.show(*line(variant, sigla)))) for variant in same]
        about = nodes.paragraph("", sentence, classes=["about"])
        term = nodes.term("", f"{heading} ({len(same)})", ids=[f"variants-{kind.replace(' ', '-')}"])
        listed += nodes.definition_list_item("", term, nodes.definition("", about, nodes.bullet_list("", *items)))
    return [nodes.paragraph("", said), listed]


def line(variant: Variant, sigla: tuple[str, str]) -> list[Words]:
    """``B ¶12 lemma] reading (M ¶11)``: what both read, and where."""
    locus = Words(f"{sigla[0]} {reach(variant.paragraph, variant.last)}", classes="locus")
    other = Words(f" ({sigla[1]} {reach(variant.other, variant.other_last)})", classes="locus")
    if variant.whole and variant.kind != "paragraph order":
        return _whole(variant, sigla)
    shown = [locus, Words(" "), _read(variant.lemma, "lemma"), Words("] ")]
    if variant.kind in ("link", "footnote", "image"):
        return [*shown, *_leading(variant), other]
    if variant.kind in ("emphasis", "caption"):
        how = "in bold" if variant.reading.startswith("**") else "in italics" if variant.reading[:1] in ("*", "_") else "plain"
        return [*shown, Words(how), other]
    if variant.kind == "heading mark" and variant.reading.startswith("#") and addresses(variant.reading):
        signs, (address, *_) = variant.reading.split()[0], addresses(variant.reading)
        return [*shown, Words(f"a heading, marked {signs}, linked to itself at "), Words(_cut(address), classes="address"), other]
    return [*shown, _read(variant.reading, "reading"), other]


def reach(first: int, last: int) -> str:
    """``¶12`` or ``¶12–14``."""
    return f"¶{first}" if first == last else f"¶{first}–{last}"


def shortened(text: str, limit: int = WORDS) -> str:
    """A text by its first and last words, if it has more than ``limit`` of them; blanks that stand alone are named."""
    if text and not text.strip():
        return "[" + ", ".join(_BLANKS.get(character, "blank") for character in text) + "]"
    words = text.split()
    if len(words) > limit:
        words = [*words[: limit // 2], "…", *words[-(limit // 2) :]]
    start = "[no-break blank] " if text.startswith("\u00a0") else ""
    return start + " ".join(_cut(word) for word in words)


def _read(text: str, classes: str) -> Words:
    return Words(shortened(text), classes=classes) if text else Words("not there", classes="absent")


def _cut(word: str) -> str:
    return word if len(word) <= ADDRESS else f"{word[: ADDRESS - 12]}…{word[-10:]}"


def _leading(variant: Variant) -> list[Words]:
    """Where words lead in the other witness; or that they lead nowhere there, and where in the copy-text."""
    here, there = addresses(variant.lemma), addresses(variant.reading)
    numbered = _NUMBERED.search(variant.reading)
    what = f"a picture{f' ({numbered[1]})' if numbered else ''} at " if variant.kind == "image" else "linked to "
    shown = [Words(_cut(address), classes="address") for address in (there or here)]
    joined = [piece for address in shown for piece in (Words(", which leads to "), address)][1:]
    return [Words(what if there else f"not {what}"), *joined]


def _whole(variant: Variant, sigla: tuple[str, str]) -> list[Words]:
    """Paragraphs that only one witness has, and where they would stand in the other."""
    here = bool(variant.lemma)
    siglum, lacking = sigla if here else sigla[::-1]
    place = reach(variant.paragraph, variant.last) if here else reach(variant.other, variant.other_last)
    after = variant.other if here else variant.paragraph
    where = f"not in {lacking} (after ¶{after})" if after else f"not in {lacking} (before ¶1)"
    text = _read(variant.lemma or variant.reading, "lemma")
    return [Words(f"{siglum} {place}", classes="locus"), Words(" "), text, Words("] "), Words(where, classes="absent")]
