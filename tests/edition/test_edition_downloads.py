"""The forms of the book that its web edition offers: on the title page and in every menu, with version and size."""

from __future__ import annotations

import pytest

from .conftest import NO_REGISTER, SETTINGS, Book, class_of, words

THEMED = NO_REGISTER | {"html_theme": "edition", "extensions": [*SETTINGS["extensions"], "sphinx_book_theme"]}
TITLE = "# Book\n\n```{downloads}\n```\n\n```{toctree}\npart/page\n```\n"


def test_a_file_is_offered_on_the_title_page_and_in_every_menu(book: Book) -> None:
    """The file stands beside the pages, byte for byte; each link leads to it and says what it is and how large."""
    (book.src / "part").mkdir()
    book.write(index=TITLE, **{"part/page": "# Page\n"})
    (book.src / "made.pdf").write_bytes(b"%PDF" + bytes(1_234_567))
    built = book.build(edition_downloads=["made.pdf"], **THEMED)
    assert (built.out / "downloads" / "made.pdf").read_bytes() == (book.src / "made.pdf").read_bytes()
    (line,) = built.page("index").xpath(f"//p[{class_of('offered')}]")
    assert words(line) == "Take version 1 with you: PDF, to print (1.2 MB)"
    assert line.xpath("./a/@href") == ["downloads/made.pdf"]
    for page, address in (("index", "downloads/made.pdf"), ("part/page", "../downloads/made.pdf")):
        (link,) = built.page(page).xpath(f"//ul[{class_of('downloads')}]//a")
        assert (words(link), link.get("href")) == ("PDF, to print (1.2 MB)", address)


@pytest.mark.parametrize("builder", ["html", "epub", "text"])
def test_a_book_without_other_forms_is_silent(book: Book, builder: str) -> None:
    """Where none were made, and in every other form, nothing is offered."""
    (book.src / "part").mkdir()
    book.write(index=TITLE, **{"part/page": "# Page\n"})
    (book.src / "made.pdf").write_bytes(b"%PDF")
    files = [] if builder == "html" else ["made.pdf"]
    built = book.build(builder, edition_downloads=files, **NO_REGISTER)
    assert "with you" not in built.text({"html": "index.html", "epub": "index.xhtml", "text": "index.txt"}[builder])
    assert not (built.out / "downloads").exists()


def test_a_file_that_is_not_there_stops_the_build_in_one_line(book: Book) -> None:
    """The error names the file and what to do."""
    (book.src / "part").mkdir()
    book.write(index=TITLE, **{"part/page": "# Page\n"})
    said = book.refused(edition_downloads=["made.pdf"])
    assert said == "ERROR: edition_downloads names made.pdf, which is not there: build it first, or run nox -s site\n"
