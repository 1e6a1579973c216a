"""Ids made of words: readable, short, and of letters that every file and address can have."""

from __future__ import annotations

import pytest

from corpus.slug import LONGEST, slug


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("A price’s story, told twice", "a-prices-story-told-twice"),
        ("Café Ångström", "cafe-angstrom"),
        ("Straße STRAẞE", "strasse-strasse"),
        ("Ærø, Łódź, Đặng, Þór, œuvre, Sørensen", "aero-lodz-dang-thor-oeuvre-sorensen"),
        ("رسائل …", ""),
        ("word " * 20, "-".join(["word"] * 12)),
        ("a" * 29 + " " + "b" * 30 + " c", "a" * 29 + "-" + "b" * 30),
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_words_are_an_id(words: str, id: str) -> None:
    """No letter that has a plain form is dropped, and what is too long is cut at the end of a word."""
    assert slug(words) == id
    assert len(id) <= LONGEST
