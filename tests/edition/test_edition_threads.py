"""A thread on its page: its heading as printed, its letters in their order, the transcriber's notes between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus import Corpus

from .conftest import NO_REGISTER, SOURCES, Book, Built, class_of, words


def heading_of(section: Any) -> str:
    """The words of a section's heading without the theme's own link mark."""
    (heading,) = section.xpath("./h2 | ./h3")
    return words(heading).removesuffix("¶").strip()


def sections_of(whole: Callable[[str], Built]) -> dict[str, Any]:
    """Every thread of the archive as its section, by anchor."""
    pages = [whole("html").page("index"), whole("html").page("letters")]
    return {section.get("id"): section for page in pages for section in page.xpath(f"//section[{class_of('thread')}]")}


def test_a_heading_is_shown_as_printed_with_its_label_and_its_paperclip(whole: Callable[[str], Built]) -> None:
    """Each of the 34 headings reads as the first line of its file, and is anchored by its thread's id."""
    sections = sections_of(whole)
    files = sorted(path for path in (SOURCES / "threads").glob("*.txt") if not path.name.startswith("00-"))
    assert len(files) == 34
    for file, (anchor, section) in zip(files, sections.items(), strict=True):
        assert anchor == f"thread-{file.stem[3:]}"
        assert heading_of(section) == file.read_text(encoding="utf-8").split("\n")[0].strip()
        assert ("📎" in heading_of(section)) == bool(section.xpath(f"./*[self::h2 or self::h3]//*[{class_of('exhibit')}]"))


def test_a_thread_holds_its_letters_and_our_prose_in_order(whole: Callable[[str], Built]) -> None:
    """What an author writes inside a thread stands in its section, in the order in which it is written."""
    section = sections_of(whole)["thread-question"]
    shown = [child.get("data-message") or words(child) for child in section if child.tag in ("p", "article")]
    assert shown == [
        "A sentence of ours opens the thread.",
        "2015-05-25-altman",
        "A sentence of ours stands between two letters.",
        "2015-05-25-musk",
        "2015-06-24-altman",
        "2015-06-24-musk",
    ]


def test_the_transcribers_note_stands_between_the_letters_it_stands_between(whole: Callable[[str], Built]) -> None:
    """The note that Musk passed a letter on follows that letter, outside its body and before the answer."""
    section = sections_of(whole)["thread-congrats-on-the-falcon-9"]
    blocks = [child for child in section if child.tag in ("p", "article")]
    assert [block.get("data-message") or words(block) for block in blocks] == [
        "2016-01-02-redacted",
        "[Elon forwards the above email to Sam Altman, Ilya Sutskever and Greg Brockman on Jan 2, 2016 8:18AM]",
        "2016-01-02-sutskever",
        "2016-01-02-musk",
    ]
    assert "transcribers-note" in blocks[1].get("class").split()


def test_a_note_between_letters_follows_its_letter_over_our_prose(book: Book) -> None:
    """A sentence of ours between the letters does not part the note from the letter that it is about."""
    book.write(
        index="""# Title

:::::{thread} congrats-on-the-falcon-9

::::{message} 2016-01-02-redacted
::::

A sentence of ours.

::::{message} 2016-01-02-sutskever
::::
:::::
"""
    )
    page = book.build(**NO_REGISTER).page()
    (section,) = page.xpath("//section[@id='thread-congrats-on-the-falcon-9']")
    blocks = [child.get("data-message") or words(child)[:20] for child in section if child.tag in ("p", "article")]
    assert blocks == ["2016-01-02-redacted", "[Elon forwards the a", "A sentence of ours.", "2016-01-02-sutskever"]


def test_the_threads_are_in_the_pages_contents(whole: Callable[[str], Built], corpus: Corpus) -> None:
    """A reader finds every thread of a page in its table of contents, in order."""
    page = whole("html").page("letters")
    links = page.xpath(f"//*[{class_of('sphinxsidebar')}]//a[starts-with(@href, '#thread-')]/@href")
    assert links == [f"#thread-{id}" for id in corpus.by_thread if id != "question"]


def test_a_heading_inside_a_thread_does_not_take_letters_out_of_it(book: Book) -> None:
    """A heading of ours between two letters is either inside the thread or refused: the letters stay there, in order."""
    book.write(
        index="""# Title

## Part

:::::{thread} question

::::{message} 2015-05-25-altman
::::

### A month later

::::{message} 2015-06-24-altman
::::
:::::
"""
    )
    page = book.build(**NO_REGISTER).page()
    assert page.xpath("//@data-message") == ["2015-05-25-altman", "2015-06-24-altman"]
    assert page.xpath("//section[@id='thread-question']//@data-message") == ["2015-05-25-altman", "2015-06-24-altman"]


def test_a_thread_in_two_parts_has_one_anchor(book: Book) -> None:
    """Where prose divides a thread into two parts on a page, its address leads to the first, and no id stands twice."""
    parts = [
        f":::::{{thread}} question\n\n::::{{message}} {id}\n::::\n:::::\n" for id in ("2015-05-25-altman", "2015-06-24-altman")
    ]
    page = book.write(index="# Title\n\n" + "\nA month passed.\n\n".join(parts)).build(**NO_REGISTER).page()
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert page.xpath("//*[@id='thread-question']//@data-message") == ["2015-05-25-altman"]
    assert page.xpath("//@data-message") == ["2015-05-25-altman", "2015-06-24-altman"]
