"""How a small book looks, by what can be measured: edges, columns, rows, addresses, and where chapters open."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.print import Glyph, glyphs_of, pages_of

from .conftest import Pages, Printed


def lines_of(printed: Printed, *words: str) -> list[list[Glyph]]:
    """The lines that have one of these words, each from left to right."""
    lines: dict[tuple[int, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs_of(printed.pdf):
        if not glyph.made and not glyph.text.isspace():
            lines[glyph.page, glyph.y].append(glyph)
    return [line for line in lines.values() if any(word in "".join(g.text for g in line) for word in words)]


def test_justified_paragraphs_of_definitions_end_at_one_edge(pages: Pages) -> None:
    """A paragraph is as wide as its column, not as its longest line."""
    long, short = "M" * 14, "W" * 8
    first, second = (" ".join([word] * times) for word, times in ((long, 3), (short, 5)))
    text = f"# One\n\n```{{eval-rst}}\nfirst\n    {first} end\n\nsecond\n    {second} end\n```\n"
    printed = pages.write(one=text).print()
    full = [line for line in lines_of(printed, long, short) if line[-1].text != "d"]
    assert len(full) == 2
    edges = [line[-1].x for line in full]
    assert abs(edges[0] - edges[1]) < 1


def test_no_word_of_a_table_is_broken(pages: Pages) -> None:
    """Columns are as wide as their words need, whatever their widths in the source."""
    text = "# One\n\n| A | Another column |\n|---|---|\n"
    text += "".join(f"| Identification {n} | {'word ' * 30} |\n" for n in range(3))
    printed = pages.write(one=text).print()
    assert len(lines_of(printed, "Identification")) == 3
    assert "\x02" not in "".join(pages_of(printed.pdf))


def test_the_name_of_a_group_of_rows_stands_above_them_on_every_page(pages: Pages) -> None:
    """A row that has one strong cell and nothing else is a heading, and no page ends with it."""
    rows = [f"| {n} | words | words |" for n in range(45)]
    text = "\n".join(["# One", "", "| A | B | C |", "|---|---|---|", "| **Year** | | |", *rows])
    printed = pages.write(one=text).print()
    shown = [page for page in printed.pages() if "words words" in page]
    assert len(shown) > 1
    assert [page for page in shown if "A B C Year" not in page] == []


def test_the_last_row_of_a_table_is_not_alone_on_a_page(pages: Pages) -> None:
    """However many rows there are, the last two stand together."""
    for count in range(24, 34):
        rows = [f"| {n} | row |" for n in range(count)]
        text = "\n".join(["# One", "", "| A | B |", "|---|---|", *rows])
        last = next(page for page in reversed(pages.write(one=text).print().pages()) if "row" in page)
        assert f"{count - 2} row {count - 1} row" in last, count


def test_an_address_ends_a_line_before_a_sign_of_it(pages: Pages) -> None:
    """No line ends within a word of an address, nor in a sign that would be taken for one of the sentence."""
    address = "https://example.org/" + "/".join(["letters", "between", "correspondents", "of", "organisations"] * 3)
    text = f"# One\n\nIt led to {address}, by our notes.\n"
    printed = pages.write(one=text).print()
    (page,) = [text for text in pages_of(printed.pdf) if "It led to" in text]
    parts = re.split(r"[\r\n]+", page[page.index("https") : page.index(", by")])
    assert "".join(parts) == address
    assert len(parts) > 2
    assert all(part.startswith("/") for part in parts[1:])


def test_chapters_that_are_looked_up_run_on(pages: Pages) -> None:
    """A chapter of the back matter begins below the one before, if there is room; one that is read has its own page."""
    listed = "```{{toctree}}\n:caption: {}\n\n{}\n{}\n```\n\n"
    root = "# A book\n\n" + listed.format("The middle", "one", "two") + listed.format("The end", "back1", "back2")
    text = {name: f"# Chapter {name}\n\nWords of {name}.\n" for name in ("one", "two", "back1", "back2")}
    printed = pages.write(index=root, **text).print()
    shown = {name: [n for n, page in enumerate(printed.pages()) if f"Words of {name}." in page] for name in text}
    assert shown["back1"] == shown["back2"]
    assert shown["one"] != shown["two"]
