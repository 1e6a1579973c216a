"""Small books as EPUBs: what is packed, in which order, when it was changed, and what cannot be packed."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from lxml import etree

from .conftest import NO_REGISTER, Book, Built

LETTERS = "# Letters\n\n::::{message} 2015-05-25-altman\n::::\n\n{msg}`2015-05-25-altman`\n"
ROOT = "# Book\n" + "".join(
    f"\n```{{toctree}}\n:caption: {caption}\n:hidden:\n\n{page}\n```\n"
    for caption, page in (("First", "before"), ("Second", "letters"), ("Third", "after"))
)


def parted(book: Book) -> Book:
    """A book of three parts, of which the second has a letter."""
    return book.write(index=ROOT, before="# Before\n", letters=LETTERS, after="# After\n\n```{colophon}\n```\n")


def packed(built: Built) -> list[str]:
    """The names of the files in the archive, in their order."""
    (archive,) = built.out.glob("*.epub")
    with ZipFile(archive) as opened:
        return opened.namelist()


def test_the_part_with_letters_is_the_body_of_the_book(book: Book) -> None:
    """What stands before it is front matter, what stands after it back matter; its pages are chapters."""
    built = parted(book).build("epub", **NO_REGISTER)
    assert built.warnings == ""
    kinds = {"index": "front", "before": "front", "letters": "body", "after": "back", "genindex": "back"}
    assert all(f'<body epub:type="{kind}matter">' in built.text(f"{name}.xhtml") for name, kind in kinds.items())
    assert 'role="doc-chapter"' in built.text("letters.xhtml")
    assert 'role="doc-chapter"' not in built.text("before.xhtml")
    assert 'role="doc-colophon"' in built.text("after.xhtml")


def test_a_book_without_parts_cover_or_address_is_whole(book: Book) -> None:
    """A page in no table of contents is read last; nothing asks for a cover that is not there."""
    book.write(index="# Book\n\n::::{message} 2015-05-25-altman\n::::\n", alone="---\norphan: true\n---\n\n# Alone\n")
    built = book.build("epub", **NO_REGISTER)
    assert built.warnings == ""
    names = [name for name in packed(built) if name.endswith(".xhtml")]
    assert names[:4] == ["index.xhtml", "imprint.xhtml", "nav.xhtml", "alone.xhtml"]
    assert "cover" not in built.text("content.opf")


def test_a_page_that_is_gone_is_not_packed(book: Book) -> None:
    """What an earlier build left in the folder is in no later archive."""
    first = parted(book).build("epub", **NO_REGISTER)
    assert "before.xhtml" in packed(first)
    (book.src / "before.md").unlink()
    book.edit("index", "before\n", "letters\n")
    book.edit("index", ":caption: Second\n:hidden:\n\nletters\n", ":caption: Second\n:hidden:\n\nafter\n")
    later = book.build("epub", **NO_REGISTER)
    assert (later.out / "before.xhtml").exists()
    assert "before.xhtml" not in packed(later)
    assert "before.xhtml" not in later.text("content.opf") + later.text("nav.xhtml") + later.text("toc.ncx")


def test_a_picture_of_an_author_is_packed_and_other_files_are_not(book: Book) -> None:
    """An image that a page shows is in the archive and its manifest; what only lies in the folder is in neither."""
    book.write(index="# Book\n\n![A dot](dot.png)\n")
    png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001")
    (book.src / "dot.png").write_bytes(png)
    (book.src / "other.png").write_bytes(png)
    built = book.build("epub", **NO_REGISTER)
    assert "_images/dot.png" in packed(built)
    assert not [name for name in packed(built) if "other" in name or name.endswith(".js")]
    manifest = etree.fromstring(built.text("content.opf").encode()).xpath("//@href")
    assert "_images/dot.png" in manifest


def test_a_page_that_is_no_xml_stops_the_build_by_name(book: Book) -> None:
    """HTML that only a browser forgives would be a page that no e-reader opens."""
    book.write(index="# Book\n\n<p>A line<br>and another</p>\n")
    with pytest.raises(Exception, match=r"index\.xhtml is not XML, as every page of an e-book must be: mismatched tag"):
        book.build("epub", **NO_REGISTER)


def test_the_time_of_a_release_is_that_of_the_environment(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reproducible builds name a time, and have it; without one, and without git, it is the least that an archive can give."""
    book.write(index="# Book\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "1980-01-01T00:00:00Z" in book.build("epub", **NO_REGISTER).text("content.opf")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732233600")
    built = book.build("epub", where="later", **NO_REGISTER)
    assert "2024-11-22T00:00:00Z" in built.text("content.opf")
    (archive,) = built.out.glob("*.epub")
    with ZipFile(archive) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2024, 11, 22, 0, 0, 0)}
