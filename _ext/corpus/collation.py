"""Two witnesses of one text collated by machine, without loss both ways; prints nothing, and calls nothing an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .alignment import Edit, face
from .marks import END
from .model import Corpus
from .problems import Problem, Problems, did_you_mean
from .variants import Variant, Witnessed, whole, within, witnessed
from .witness import MANIFEST

#: The essay that stands in two witnesses: the copy-text, and the one that is collated with it.
COPY_TEXT, OTHER = "brockman", "brockman-markdown"


def collated(corpus: Corpus) -> tuple[Variant, ...]:
    """The variants of the essay; Problems where one of its witnesses is not there."""
    texts = []
    for key in (COPY_TEXT, OTHER):
        document = corpus.documents.get(key)
        if document is None:
            hint = did_you_mean(key, corpus.documents) or "the collation of the essay needs both of its witnesses"
            raise Problems([Problem(MANIFEST, 1, "witness.missing", f"no witness has the key {key!r}", hint)])
        texts.append([paragraph.text for paragraph in document.paragraphs])
    return collate(*texts)


def collate(copy: Sequence[str], other: Sequence[str]) -> tuple[Variant, ...]:
    """Every variant of two texts in paragraphs, by the places of the copy-text.

    The paragraphs' texts are compared character by character; the empty lines between them are no text.
    """
    one, two = witnessed(copy), witnessed(other)
    facing, elsewhere = face(one.runs, two.runs)
    variants: list[Variant] = []
    lost: dict[int, Variant] = {}
    found: dict[int, Variant] = {}
    for pair in facing:
        here, there = (pair.first, pair.last), (pair.other_first, pair.other_last)
        if pair.first == pair.last:
            found[pair.other_first] = whole(one, two, here, there)
        elif pair.other_first == pair.other_last:
            lost[pair.first] = whole(one, two, here, there)
        else:
            variants += within(one, two, here, there)
    for i, j in elsewhere.items():
        gone, come = lost.pop(i), found.pop(j)
        edits = gone.edits + come.edits
        variants.append(Variant("paragraph order", i + 1, i + 1, gone.lemma, come.reading, j + 1, j + 1, edits, whole=True))
        variants += [replace(variant, edits=()) for variant in within(one, two, (i, i + 1), (j, j + 1))]
    variants += _runs(list(lost.values()), one)
    variants += _runs(list(found.values()), two)
    return tuple(sorted(variants, key=lambda variant: (variant.paragraph, variant.other)))


def apply(copy: Sequence[str], variants: Sequence[Variant]) -> tuple[str, ...]:
    """The other witness's paragraphs, made of the copy-text's; ValueError where the copy-text does not read as they say."""
    return _edited(copy, [edit for variant in variants for edit in variant.edits])


def undo(other: Sequence[str], variants: Sequence[Variant]) -> tuple[str, ...]:
    """The inverse of :func:`apply`."""
    return _edited(other, [edit.inverse() for variant in variants for edit in variant.edits])


def _runs(variants: Sequence[Variant], witness: Witnessed) -> list[Variant]:
    """Paragraphs one after the other that the other witness lacks, as one variant where they are of one kind and one note."""
    joined: list[Variant] = []
    for variant in variants:
        before = joined[-1] if joined else None
        if before is not None and _continues(before, variant, witness):
            joined[-1] = replace(
                before,
                last=variant.last,
                other_last=variant.other_last,
                lemma=END.join(filter(None, (before.lemma, variant.lemma))),
                reading=END.join(filter(None, (before.reading, variant.reading))),
                edits=before.edits + variant.edits,
            )
        else:
            joined.append(variant)
    return joined


def _continues(before: Variant, variant: Variant, witness: Witnessed) -> bool:
    if variant.lemma:
        return variant.paragraph == before.last + 1 and witness.called[before.last - 1] == witness.called[variant.paragraph - 1]
    follows = variant.other == before.other_last + 1 and variant.paragraph == before.paragraph
    return follows and witness.called[before.other_last - 1] == witness.called[variant.other - 1]


def _edited(texts: Sequence[str], edits: list[Edit]) -> tuple[str, ...]:
    """Go through the edits in their order, each behind the one before it."""
    stream = [token.text for run in witnessed(texts).runs for token in run]
    pieces: list[str] = []
    reached = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.at)):
        if edit.start < reached or "".join(stream[edit.start : edit.end]) != edit.old:
            raise ValueError(f"token {edit.start} does not read {edit.old!r}, or another edit reaches there")
        pieces += [*stream[reached : edit.start], edit.new]
        reached = edit.end
    text = "".join((*pieces, *stream[reached:]))
    return tuple(text.split(END)[:-1])
