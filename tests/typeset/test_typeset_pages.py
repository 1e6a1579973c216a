"""What is printed because of pages: their names in the text, running heads, indices, and links that end at their places."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from typeset.pagination import guide_words, page_runs, paginated, runs
from typeset.press import print_book

from .conftest import Pages


def test_a_page_is_named_in_brackets_and_within_brackets_after_a_comma(pages: Pages) -> None:
    """No bracket stands in another, and no page between commas tears a sentence."""
    one = "# One\n\nSee {doc}`two` for more (and {doc}`two`; [not *here*, {doc}`two`]). So {doc}`two` says.\n"
    body = pages.write(one=one, two="# Two\n\nWords.\n").print().body()
    said = re.sub(r"p\. \d+", "p. N", body)
    assert "See Two (p. N) for more (and Two, p. N; [not here, Two, p. N]). So Two (p. N) says." in said


def test_the_pages_that_are_named_are_those_where_the_places_are(pages: Pages) -> None:
    """Though naming pages moves the words of a long book, each name is that of the page where the section begins."""
    sections = "".join(
        f"\n(s{n})=\n## Section {n}\n\n" + "Words of this section that fill lines. " * (7 * n % 31) for n in range(60)
    )
    links = " ".join(f"{{ref}}`s{n}`" for n in range(60))
    printed = pages.write(one=f"# One\n\n{links}\n{sections}\n\n{links}\n").print()
    texts = printed.pages()
    with pdfium.PdfDocument(printed.pdf) as document:
        names = [document.get_page_label(number) for number in range(len(document))]
    named = re.findall(r"Section (\d+) \(p\. (\d+)\)", " ".join(texts[5:]))
    assert len(named) > 100
    for section, folio in named:
        assert re.search(rf"Section {section} (Words|Section|$)", texts[names.index(folio)]), (section, folio)


def test_a_link_ends_at_the_height_of_its_place_and_says_its_page(pages: Pages) -> None:
    """A reader who follows a link sees the heading at the top of the window; one who hears it is told the page."""
    text = "# One\n\nSee {ref}`there`.\n\n" + "Words.\n\n" * 30 + "(there)=\n## Deep down\n\nWords.\n"
    printed = pages.write(one=text).print()
    with pikepdf.open(printed.pdf) as pdf:
        (link,) = [one for page in list(pdf.pages)[6:] for one in page.obj.get("/Annots", [])]
        page, _fit, _x, y, _zoom = link.Dest
        number = next(at for at, one in enumerate(pdf.pages) if one.objgen == page.objgen)
    with pdfium.PdfDocument(printed.pdf) as document:
        words = document[number].get_textpage()
        _left, _bottom, _right, top = words.get_charbox(words.get_text_bounded().rindex("Deep down"))  # it is in the head too
        assert top < float(y) < top + 20
        assert str(link.Contents) == f"Page {document.get_page_label(number)}"


def test_heads_name_the_chapter_to_the_left_and_the_section_to_the_right(pages: Pages) -> None:
    """Every page but those that open something has a head."""
    text = "# The chapter\n\n" + "".join(f"## Part {n}\n\n" + "Words that fill a line of this page.\n\n" * 45 for n in range(4))
    texts = pages.write(one=text).print().pages()
    inner = [text for text in texts if text.count("Words that fill") > 20]
    assert [re.match(r"(\d+ The chapter|Part \d \d+) ", text) is not None for text in inner[1:]] == [True] * len(inner[1:])
    assert any(re.match(r"Part \d \d+ Words", text) for text in inner)


def test_a_head_names_what_the_top_of_its_page_stands_in(pages: Pages) -> None:
    """Of several sections at the top of a right-hand page it is the first, or the one that runs on from the page before."""
    text = "# The chapter\n\n" + "".join(f"## Part {n}\n\nWords that fill a line of this page.\n\n" for n in range(90))
    texts = pages.write(one=text).print().pages()
    heads = [(re.match(r"(Part \d+) \d+ (?:(Part \d+) )?", text), number) for number, text in enumerate(texts, 1) if number % 2]
    named = [(head, number) for head, number in heads if head]
    assert len(named) > 2
    for head, number in named:
        begun = re.findall(r"Part \d+(?= Words)", " ".join(texts[6 : number - 1]))
        assert head[1] == (head[2] or begun[-1]), number


def test_what_begins_in_the_middle_of_a_page_leaves_its_head(pages: Pages) -> None:
    """A list of the back matter runs on; the head of its page is that of the chapter at its top, and the foot is empty."""
    root = "# A book\n\n```{toctree}\n:caption: Pages\n\none\n```\n\n```{toctree}\n:caption: The end\n\nback1\nback2\n```\n"
    long = "# First list\n\n" + "Words of the first.\n\n" * 45
    texts = pages.write(index=root, one="# One\n\nWords.\n", back1=long, back2="# Second list\n\nWords.\n").print().pages()
    (top,) = [text for text in texts if text.startswith("First list Words of the first.")]
    (middle,) = [text for text in texts if re.search(r"Second list Words ?\.$", text)]
    assert re.search(r"Words of the first\. \d+$", top), "its number is at its foot"
    assert re.match(r"(\d+ First list|First list \d+) Words of the first\.", middle), "its number is in its head"


@pytest.mark.parametrize(
    ("page", "words"), [(1, "no. 1"), (2, "nos. 1–3"), (3, "nos. 3, 7"), (4, ""), (5, "nos. 9–10, 12")], ids=str
)
def test_a_page_is_found_by_all_that_stands_on_it_and_nothing_else(page: int, words: str) -> None:
    """What has ended before a page is not in its head; numbers between which others are missing are not joined."""
    where = {"1": (1, 2), "2": (2, 2), "3": (2, 3), "7": (3, 3), "9": (5, 6), "10": (5, 5), "12": (5, 5)}
    assert guide_words(page, [("no. ", "nos. ", word, *span) for word, span in where.items()]) == words


def test_words_that_are_no_numbers_are_not_joined() -> None:
    """A guide may be any word."""
    assert list(runs(["1", "2", "2a", "2b", "3", "4", "x"])) == ["1–2", "2a", "2b", "3–4", "x"]


def test_pages_of_two_kinds_of_numerals_are_not_one_run() -> None:
    """The last roman page and the first arabic one follow one another, and are two."""
    names = [
        [folio for folio, _place in run]
        for run in page_runs({2: 0, 3: 1, 4: 2, 5: 3, 7: 4}, ["i", "ii", "iii", "1", "2", "3", "4"])
    ]
    assert names == [["ii", "iii"], ["1", "2"], ["4"]]


def test_what_was_named_once_stays_named() -> None:
    """A page that its name pushes off itself and that comes back without it would never be at rest."""
    measured = {"folios": ["1", "2"], "places": [["a", 2, 0.0, 0.0]], "marks": [], "guides": [], "headings": [],
                "openings": [], "leavings": []}  # fmt: skip
    apart = paginated(measured | {"links": [["1", "a", False, 1]]}, [], {})
    together = paginated(measured | {"links": [["1", "a", False, 2]]}, [], apart.told["names"])
    assert (apart.told["names"], together.told["names"]) == ({"1": "2"}, {"1": "2"})
    assert paginated(measured | {"links": [["1", "a", False, 2]]}, [], {}).told["names"] == {}


def test_pages_that_never_rest_are_refused_in_one_line(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits forever, and no book with wrong pages is printed."""
    monkeypatch.setattr("typeset.press.SETTINGS", 1)
    with pytest.raises(SystemExit):
        pages.write(one="# One\n\nSee {doc}`two`.\n", two="# Two\n").print()
    assert pages.said.startswith("ERROR: the pages did not come to rest though the book was set 1 times")


@pytest.mark.parametrize("link", ['#to("nowhere")[x]', '#paged("nowhere", "0", false)[x]'])
def test_a_link_to_a_place_on_no_page_is_refused_in_one_line(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    """An extension may name a place and not print it: the place is said, and no PDF is left."""
    said: list[str] = []
    monkeypatch.setattr("typeset.refusal.logger.error", lambda message, **about: said.append(message))
    source = pages.write(one="# One\n").print().pdf.parent / "source" / "main.typ"
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{link}\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        print_book(source, tmp_path / "out.pdf")
    assert said == ["the PDF cannot be made: a link leads to 'nowhere', which stands on no page"]
    assert not (tmp_path / "out.pdf").exists()
