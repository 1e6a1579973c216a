"""Any Sphinx project as a typeset book: every construct is printed, links name pages, and what cannot be printed is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from docutils import nodes
from docutils.parsers.rst import Directive

from typeset.press import print_book

from .conftest import Pages

#: Signs that mean something in Typst, in Markdown or in both; here they are words.
SIGNS = r"a#b $c$ *d* _e_ `f` <g> @h [i] \j ~k -- l /* m */ // n \" o = p + q - r 1. s 's' \u{41} #text(red)"


def literal(text: str) -> str:
    """Text as Markdown that means it as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def test_no_sign_of_a_text_is_read_as_markup(pages: Pages) -> None:
    """In paragraphs, headings, lists, tables, notes and code every character is printed as it stands."""
    signs = literal(SIGNS)
    text = f"""# One {signs}

Paragraph {signs}.[^1]

- Item {signs}

> Quote {signs}

| Head |
|---|
| Cell {literal(SIGNS.replace("|", ""))} |

```
Code {SIGNS}
```

[^1]: Note {signs}
"""
    body = pages.write(one=text).print(smartquotes=False).body()
    for place in ("Paragraph", "Item", "Quote", "Cell", "Code", "Note"):
        assert f"{place} {SIGNS}" in body, place


def test_every_common_construct_is_printed(pages: Pages) -> None:
    """Lists in lists, definitions, fields, admonitions, figures, tables with a title, line blocks, transitions and quotations."""
    (pages.src / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>', encoding="utf-8"
    )
    text = """# One

1. first
   - inner
2. second

:::{note}
Mind this.
:::

:::{figure} dot.svg
:alt: A dot

The caption
:::

:::{table} Its title

| a | b |
|---|--:|
| c | d |
:::

```{eval-rst}
term
    definition

:field: its body

| a line
| another

H\\ :sub:`2`\\ O, x\\ :sup:`2`, **bold**, *slanted*

----

    Quoted words

    -- Somebody else

.. rubric:: A rubric
```
"""
    printed = pages.write(one=text).print()
    body = printed.body()
    for words in ("first", "inner", "second", "Mind this.", "The caption", "Its title", "definition", "its body", "a line",
                  "another", "bold", "slanted", "Quoted words", "Somebody else", "A rubric"):  # fmt: skip
        assert words in body, words
    assert printed.said == ""


def test_the_same_id_on_two_pages_is_two_places(pages: Pages) -> None:
    """A link leads to the heading of the page that it means."""
    one = "# One\n\n## Same\n\nSee {doc}`two` and [the same](two.md#same).\n"
    printed = pages.write(one=one, two="# Two\n\n## Same\n\nWords.\n").print(myst_heading_anchors=2)
    assert '"two#same"' in printed.source
    assert printed.said == ""
    assert re.search(r"See Two \(p\. \d+\) and", printed.body())


def test_a_page_is_not_named_on_itself(pages: Pages) -> None:
    """A link to a section above on the same page is its words alone."""
    text = "# One\n\n(here)=\n## Section\n\nWords. See {ref}`here`. See {doc}`two`.\n"
    body = pages.write(one=text, two="# Two\n\nWords.\n").print().body()
    assert "See Section." in body
    assert re.search(r"See Two \(p\. \d+\)\.", body)


def test_notes_stand_at_the_foot_of_their_page_and_begin_anew_in_each_chapter(pages: Pages) -> None:
    """A note is printed on the page of its mark, and only there; a note that is cited twice is printed once."""
    text = "# {0}\n\nWords.[^a] Again.[^a] More.[^b]\n\n[^a]: Note of {0}.\n[^b]: Second note of {0}.\n"
    printed = pages.write(one=text.format("One"), two=text.format("Two")).print()
    (page,) = [page for page in printed.pages() if "Note of Two." in page]
    assert page.startswith("Two")
    assert page.count("Note of Two.") == 1
    assert re.search(r"1 ?Note of Two\. 2 ?Second note of Two\.", page)


def test_front_matter_has_roman_numerals_and_parts_open_on_the_right(pages: Pages) -> None:
    """Numbers begin anew with the main part."""
    root = "# A book\n\n```{toctree}\n:caption: Before\n\nfront\n```\n\n```{toctree}\n:caption: The middle\n\none\n```\n"
    root += "\n```{toctree}\n:caption: The end\n\nback\n```\n"
    printed = pages.write(index=root, front="# Front\n\nF.\n", one="# One\n\nO.\n", back="# Back\n\nB.\n").print()
    texts = printed.pages()
    middle = next(n for n, text in enumerate(texts) if text.startswith("The middle"))
    end = next(n for n, text in enumerate(texts) if text.startswith("The end"))
    assert (middle % 2, end % 2) == (0, 0)
    with pdfium.PdfDocument(printed.pdf) as document:
        names = [document.get_page_label(number) for number in range(len(document))]
    assert names[middle] == "1"
    assert names[middle - 1] in ("vii", "viii", "ix", "x")


def test_entries_of_the_index_are_printed_with_their_pages_joined(pages: Pages) -> None:
    """Three pages in a row are a run, and a page that has an entry twice is named once."""
    marked = "# {}\n\n```{{index}} single: apples\n```\n\nWords.\n\n```{{index}} single: apples\n```\n\nWords.\n"
    printed = pages.write(one=marked.format("One"), two=marked.format("Two"), three=marked.format("Three")).print()
    assert re.search(r"Index apples 2–4 5$", printed.pages()[-1]), printed.pages()[-1]


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_paper_is_an_option(pages: Pages, paper: str) -> None:
    """Two sizes, from one setting."""
    printed = pages.write(one="# One\n").print(typeset_paper=paper)
    with pikepdf.open(printed.pdf) as pdf:
        width = float(pdf.pages[0].mediabox[2])
    assert round(width) == {"a5": 420, "a4": 595}[paper]


def refused(pages: Pages, capsys: pytest.CaptureFixture[str], **settings: Any) -> str:
    """What is said when a book is not printed."""
    with pytest.raises(SystemExit) as ended:
        pages.print(**settings)
    assert ended.value.code == 2
    return getattr(pages, "said", "") or capsys.readouterr().err


def test_a_part_printed_by_itself_has_no_number_on_an_empty_page(pages: Pages) -> None:
    """The page between its title and its beginning is empty altogether."""
    texts = pages.write(one="# One\n\nWords.\n").print(typeset_only="one").pages()
    assert [bool(text) for text in texts] == [True, False, True]


def test_a_page_or_section_that_is_not_there_is_refused_in_one_line(pages: Pages, capsys: pytest.CaptureFixture[str]) -> None:
    """The setting and its value are named."""
    said = refused(pages.write(one="# One\n"), capsys, typeset_only="nowhere")
    assert said.strip().splitlines()[-1].startswith("ERROR: typeset_only is 'nowhere', which is neither a page")


@pytest.mark.parametrize(("only", "meant"), [("One", "one"), ("deep/tow", "deep/two"), ("wordz", "words"), ("part", "")])
def test_a_name_that_nearly_is_one_gets_a_hint(pages: Pages, capsys: pytest.CaptureFixture[str], only: str, meant: str) -> None:
    """Pages and sections are proposed; the end of a name is none, for it might be that of several."""
    (pages.src / "deep").mkdir()
    pages.write(one="# One\n\n## Words\n\n## First part\n", **{"deep/two": "# Two\n"})
    hint = f" (did you mean {meant}?)" if meant else ""
    said = refused(pages, capsys, typeset_only=only)
    assert said.strip().endswith(f"which is neither a page of this book nor a section{hint} [typeset]")


def test_a_page_in_a_folder_is_printed_by_its_name(pages: Pages) -> None:
    """The file of it stands beside those of others."""
    (pages.src / "deep").mkdir()
    printed = pages.write(**{"deep/two": "# Two\n\nWords.\n"}).print(typeset_only="deep/two")
    assert printed.pdf.name == "deep-two.pdf"
    with pikepdf.open(printed.pdf) as book:
        assert str(book.docinfo.Title) == "A book: of pages. Two"
    assert "Two Words." in " ".join(printed.pages())


def test_a_font_that_is_missing_is_named_in_one_line(tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its fonts the book is not printed in others."""
    said: list[str] = []
    monkeypatch.setattr("typeset.refusal.logger.error", lambda message, **about: said.append(message))
    printed = pages.write(one="# One\n").print()
    (tmp_path / "no-fonts").mkdir()
    with pytest.raises(SystemExit):
        print_book(printed.pdf.parent / "source" / "main.typ", tmp_path / "out.pdf", fonts=tmp_path / "no-fonts")
    assert not (tmp_path / "out.pdf").exists()
    assert said == ["the PDF is not as it should be: unknown font family: source serif 4"]


class unheard_of(nodes.General, nodes.Element):
    """A node that no writer knows."""


class Strange(Directive):
    """Puts it into a page."""

    def run(self) -> list[nodes.Node]:
        return [unheard_of()]


def test_a_node_without_a_visitor_fails_the_build_by_name(pages: Pages, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is left out in silence: the node and its page are named, in one line."""
    settings = f"from {__name__} import Strange\ndef setup(app): app.add_directive('strange', Strange)\n"
    (pages.src / "conf.py").write_text(settings, encoding="utf-8")
    said = refused(pages.write(one="# One\n\n```{strange}\n```\n"), capsys)
    assert said.strip().endswith("ERROR: the writer has no visitor for the node 'unheard_of' on page one [typeset]")


def test_a_picture_without_words_is_refused(pages: Pages, capsys: pytest.CaptureFixture[str]) -> None:
    """Every picture has an alternative text; one that has none is named with its page and line."""
    (pages.src / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    said = refused(pages.write(one="# One\n\n![](dot.svg)\n"), capsys)
    assert said.strip().endswith("one.md:3: ERROR: the image dot.svg has no alternative text [typeset]")


def test_the_back_of_the_title_page_names_the_address_of_the_book(pages: Pages) -> None:
    """Where the book stands on the web is printed, and is a link; without an address nothing is."""
    address = "https://letters.example/book/"
    pages.write(one="# One\n\nWords.\n")
    assert address not in " ".join(pages.print().pages())
    printed = pages.print(html_baseurl=address)
    (verso,) = [number for number, text in enumerate(printed.pages()) if address in text]
    with pikepdf.open(printed.pdf) as book:
        assert [str(link.A.URI) for link in book.pages[verso].Annots] == [address]
