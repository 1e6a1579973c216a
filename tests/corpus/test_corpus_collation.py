"""The two witnesses of an essay are collated: cases made by hand, the real essay, and any text without loss both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, Problems
from corpus.collation import COPY_TEXT, OTHER, apply, collate, collated, undo
from corpus.marks import tokens
from corpus.variants import Variant

FOLDER = Path(__file__).parent / "collation"
PARTS = ("copy-text", "other", "variants")
steady = settings(derandomize=True, deadline=None, max_examples=300)


@dataclass(frozen=True)
class Case:
    """Two texts in paragraphs, and the lines that say what differs."""

    name: str
    copy: tuple[str, ...]
    other: tuple[str, ...]
    variants: tuple[str, ...]


def read(path: Path) -> Case:
    """One file: a sentence, then its three parts; anything else is a slip in the file."""
    first, *pieces = re.split(r"^--- (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if tuple(pieces[::2]) != PARTS or len(first.splitlines()) != 1:
        raise ValueError(f"{path.name}: one sentence, then {', '.join(PARTS)}")
    copy, other, variants = (tuple(piece.splitlines()) for piece in pieces[1::2])
    return Case(path.name, copy, other, variants)


CASES = [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def reach(first: int, last: int) -> str:
    """A ¶, or several."""
    return f"¶{first}" if first == last else f"¶{first}–{last}"


def visible(text: str) -> str:
    """A text with its ends of paragraphs, and the blanks at its own two ends, to be seen."""
    text = re.sub(r"^ +| +$", lambda match: "␣" * len(match[0]), text)
    return text.replace("\n", "⏎")


def line(variant: Variant) -> str:
    """A variant as the cases write it."""
    here, there = reach(variant.paragraph, variant.last), reach(variant.other, variant.other_last)
    return f"{variant.kind} {here} | {visible(variant.lemma)} | {visible(variant.reading)} | {there}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_the_variants_that_its_file_names(case: Case) -> None:
    """No more, no fewer, in this order; and they make the other text of the copy-text, and the copy-text of the other."""
    variants = collate(case.copy, case.other)
    assert tuple(line(variant) for variant in variants) == case.variants
    assert apply(case.copy, variants) == case.other
    assert undo(case.other, variants) == case.copy


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_the_other_way_round_is_without_loss_too(case: Case) -> None:
    """Neither text is the better one: collated the other way round, they follow from each other as well."""
    variants = collate(case.other, case.copy)
    assert (apply(case.other, variants), undo(case.copy, variants)) == (case.copy, case.other)
    assert bool(variants) == bool(case.variants)


def test_every_kind_has_a_case() -> None:
    """No kind of variant is left without a case made by hand."""
    kinds = {row.split(" ¶")[0] for case in CASES for row in case.variants}
    assert kinds == {
        "link", "emphasis", "caption", "image", "heading mark", "footnote", "site furniture", "character", "words", "omission",
        "addition", "paragraph division", "paragraph order",
    }  # fmt: skip


# Any text

MARKDOWN = ["[", "](http://a.example/x_y)", "**", "_", "*", "![", "Image 1: ", "## ", " [#](http://a.example)", "[1](#fn1)", "1"]
PIECES = ["dinner", "August", "people", "office", "the", "of", "a", " ", " ", " ", ", ", ".", "’", "  ", "\u00a0", *MARKDOWN]
paragraphs = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
texts = st.lists(paragraphs, max_size=5)


@st.composite
def revised(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text and what someone made of it: paragraphs struck out, put in, moved, divided, joined; pieces changed."""
    copy = draw(texts)
    other = list(copy)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(other)))
        deed = draw(st.sampled_from(["in", "out", "move", "divide", "join", "change"]))
        if deed == "in" or at == len(other):
            other.insert(at, draw(paragraphs))
        elif deed == "out":
            del other[at]
        elif deed == "move":
            other.insert(draw(st.integers(0, len(other) - 1)), other.pop(at))
        elif deed == "divide":
            cut = draw(st.integers(0, len(other[at])))
            other[at : at + 1] = [other[at][:cut], other[at][cut:]]
        elif deed == "join":
            other[at : at + 2] = ["".join(other[at : at + 2])]
        else:
            cut = draw(st.integers(0, len(other[at])))
            other[at] = other[at][:cut] + draw(st.sampled_from(PIECES)) + other[at][cut + draw(st.integers(0, 3)) :]
    return copy, other


@settings(steady, max_examples=1500)
@given(revised())
def test_whatever_was_done_to_a_text_the_variants_say_it_all(pair: tuple[list[str], list[str]]) -> None:
    """The variants, applied, make the one text of the other, character by character, both ways; no variant changes nothing."""
    copy, other = pair
    variants = collate(copy, other)
    assert apply(copy, variants) == tuple(other)
    assert undo(other, variants) == tuple(copy)
    assert [edit for variant in variants for edit in variant.edits if edit.old == edit.new] == []
    assert bool(variants) == (copy != other)


@steady
@given(st.text(alphabet=st.sampled_from("ab1 *_[]()#!\u00a0’"), max_size=40))
def test_the_tokens_of_a_text_are_the_text(text: str) -> None:
    """Nothing is lost between tokens; a mark and its partner name each other, are of one kind, and never cross others."""
    found = tokens(text)
    assert "".join(token.text for token in found) == text
    pairs = [(at, token.partner) for at, token in enumerate(found) if token.partner is not None and token.partner > at]
    for at, partner in pairs:
        assert (found[partner].partner, found[partner].kind) == (at, found[at].kind)
        assert not [1 for start, end in pairs if at < start < partner < end]
    assert {token.kind for token in found if token.mark and token.partner is None} <= {"heading mark"}


# The essay


@pytest.fixture(scope="module")
def essay(corpus: Corpus) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Variant, ...]]:
    """Both witnesses in paragraphs, and their variants."""
    copy, other = (tuple(p.text for p in corpus.documents[key].paragraphs) for key in (COPY_TEXT, OTHER))
    return copy, other, collated(corpus)


Essay = tuple[tuple[str, ...], tuple[str, ...], tuple[Variant, ...]]


def test_the_essays_witnesses_follow_from_each_other(essay: Essay, sources: Path) -> None:
    """Every character of both witnesses is accounted for; what is compared are the files' own lines."""
    copy, other, variants = essay
    for key, text in ((COPY_TEXT, copy), (OTHER, other)):
        lines = (sources / "documents" / f"{key}.txt").read_text(encoding="utf-8").split("\n")
        assert tuple(line.split("\t", 1)[1] for line in lines if "\t" in line) == text
    assert apply(copy, variants) == other
    assert undo(other, variants) == copy


def test_the_essays_marks_are_counted_as_a_search_counts_them(essay: Essay) -> None:
    """A plain search in the Markdown finds as many links, bold names, captions, pictures, headings and numbers of notes."""
    _, other, variants = essay
    text = "\n".join(other)
    kinds = [variant.kind for variant in variants if not variant.whole]
    expected = {
        "emphasis": len(re.findall(r"\*\*.+?\*\*", text)),
        "caption": len(re.findall(r"^_.*_$", text, re.MULTILINE)),
        "image": text.count("!["),
        "heading mark": len(re.findall(r"^## ", text, re.MULTILINE)),
        "footnote": text.count("#fn"),
    }
    leading = len(re.findall(r"\]\(", text)) - text.count("[#](") - text.count("#fn") - text.count("![") - text.count("[![")
    assert {kind: kinds.count(kind) for kind in set(kinds)} == expected | {"link": leading, "character": 1}
    assert (expected["emphasis"], expected["caption"], expected["image"], leading) == (18, 8, 7, 30)


def test_the_essays_other_variants(essay: Essay) -> None:
    """One quotation mark, the title, two notes, and what the site prints; no word of the essay itself differs."""
    rest = [(v.kind, v.paragraph, v.last, v.other) for v in essay[2] if v.whole or v.kind == "character"]
    assert rest == [
        ("omission", 1, 1, 0),
        ("character", 6, 6, 5),
        ("site furniture", 46, 46, 46),
        ("footnote", 62, 62, 61),
        ("footnote", 63, 80, 61),
        ("site furniture", 81, 87, 61),
    ]
    (mark,) = [variant for variant in essay[2] if variant.kind == "character"]
    assert (mark.lemma, mark.reading) == ("‘", "’")


@pytest.mark.parametrize("deed", ["change", "strike out", "put in"])
def test_a_changed_copy_text_does_not_take_the_variants(deed: str, essay: Essay) -> None:
    """Variants of another text are refused, not misapplied."""
    copy, _, variants = essay
    changed = {
        "change": (copy[0].replace("CTO", "CEO"), *copy[1:]),
        "strike out": copy[1:],
        "put in": ("One paragraph more.", *copy),
    }[deed]
    with pytest.raises(ValueError, match="does not read"):
        apply(changed, variants)


@pytest.mark.parametrize(("missing", "kept"), [(COPY_TEXT, OTHER), (OTHER, COPY_TEXT)])
def test_a_missing_witness_is_named(missing: str, kept: str, corpus: Corpus) -> None:
    """Without one of the two there is nothing to collate: code, place, and which it is."""
    documents = {key: document for key, document in corpus.documents.items() if key != missing}
    with pytest.raises(Problems) as raised:
        collated(replace(corpus, documents=documents))
    hint = f"did you mean {kept}?"
    assert [str(problem) for problem in raised.value.found] == [
        f"witnesses/manifest.toml:1: no witness has the key {missing!r} ({hint}) [witness.missing]"
    ]
