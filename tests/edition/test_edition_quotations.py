"""Quotations and excerpts: verified, printed character for character, and linked to where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus import Corpus

from .conftest import NO_REGISTER, Book, Built, class_of, words

LETTERS = """
::::{message} 2015-11-22-musk
::::

::::{message} 2017-06-12-sutskever
::::

::::{message} 2017-06-13-musk
::::
"""


def quotations_on(page: Any) -> list[Any]:
    """The quotations that stand in a sentence."""
    found: list[Any] = page.xpath(f"//span[{class_of('quotation')}]")
    return found


@pytest.mark.parametrize(
    ("reference", "quoted", "anchor"),
    [
        ("2015-11-22-musk ¶2", "general public -- there is", "msg-2015-11-22-musk-p2"),
        ("2015-11-22-musk", "I'd favor positioning the blog", "msg-2015-11-22-musk-p2"),
        ("2017-06-13-musk", "compute power is not a constraint...", "msg-2017-06-13-musk-p1"),
        ("2017-06-12-sutskever", 'lets us get "something out of nothing."', "msg-2017-06-12-sutskever-p25"),
        ("2017-06-12-sutskever", "combine 100s of GPUs and 100s of CPUs", "msg-2017-06-12-sutskever-p7"),
    ],
)
def test_a_quotation_is_printed_as_it_is_verified(book: Book, corpus: Corpus, reference: str, quoted: str, anchor: str) -> None:
    """Hyphens, dots, straight quotes and apostrophes stay, while the prose around is made smart; its place stands after it."""
    prose = f'It\'s "said" -- so -- {{quote}}`{reference} "{quoted}"` -- isn\'t it...'
    built = book.write(index=f"# Title\n\nFirst.\n{prose}\n{LETTERS}").build(**NO_REGISTER)
    assert built.warnings == ""
    (quotation,) = quotations_on(built.page())
    assert quotation.text_content() == f"“{quoted}”"
    (link,) = quotation.xpath(".//a")
    assert (link.text_content(), link.get("href")) == (quoted, f"#{anchor}")
    number, place = anchor.rpartition("-p")[2], reference.split(" ")[0]
    locus = f"{corpus.messages[place].number} ¶{number}"
    assert f"It’s “said” – so – “{quoted}” {locus} – isn’t it…" in words(quotation.xpath("ancestor::p")[0])


def test_a_quotation_may_break_over_the_lines_of_a_page(book: Book) -> None:
    """Where an author's line ends inside a quotation, its words are those of the source with one blank between them."""
    prose = '{quote}`2015-11-22-musk "We need to go with a much bigger\nnumber than $100M"`'
    built = book.write(index=f"# Title\n\n{prose}\n{LETTERS}").build(**NO_REGISTER)
    assert built.warnings == ""
    (quotation,) = quotations_on(built.page())
    assert words(quotation) == "“We need to go with a much bigger number than $100M”"


def test_an_omission_and_an_insertion_are_marked_and_verified(book: Book) -> None:
    """``⟨…⟩`` stands for what is left out, ``⟨word⟩`` for what an editor put in; the rest is verified in its order."""
    right = '{quote}`2015-11-22-musk ¶3 "We need to go with ⟨…⟩ bigger number ⟨of dollars⟩ than $100M"`'
    wrong = '{quote}`2015-11-22-musk ¶3 "bigger number ⟨…⟩ We need to go with"`'
    built = book.write(index=f"# Title\n\nOne {right}.\nTwo {wrong}.\n{LETTERS}").build(**NO_REGISTER)
    assert built.warnings.startswith("index.md:4: WARNING: 'bigger number ⟨…⟩ We need to go with' is not in")
    assert built.warnings.count("WARNING") == 1
    (quotation,) = quotations_on(built.page())
    assert quotation.text_content() == "“We need to go with ⟨…⟩ bigger number ⟨of dollars⟩ than $100M”"


def test_a_quotation_of_a_document_is_verified_too(book: Book) -> None:
    """The four secondary documents are quoted by their keys; what is not in them is refused."""
    right, wrong = '{quote}`brockman ¶11 "still at Google"`', '{quote}`brockman "Chief Unicorn Officer"`'
    built = book.write(index=f"# Title\n\nOne {right}.\nTwo {wrong}.\n").build()
    assert built.warnings.startswith("index.md:4: WARNING: 'Chief Unicorn Officer' is not in 'brockman'")
    assert built.warnings.count("WARNING") == 1
    assert [quotation.text_content() for quotation in quotations_on(built.page())] == ["“still at Google”"]


def test_a_block_quotation_names_its_writer_and_its_place(whole: Callable[[str], Built]) -> None:
    """The directive prints the verified words alone, with a link to the writer's entry and one to the passage."""
    (block,) = whole("html").page("index").xpath(f"//blockquote[{class_of('quotation')}]")
    *quoted, source = block.xpath(".//p")
    assert [words(paragraph) for paragraph in quoted] == [
        "there is a lot of value to having the public root for us to succeed",
    ]
    assert words(source) == "—Elon Musk, no. 8 ¶2"
    assert source.xpath(".//a/@href") == ["lists.html#person-musk", "letters.html#msg-2015-11-22-musk-p2"]


def test_a_block_quotation_may_hold_several_paragraphs(book: Book) -> None:
    """Whole paragraphs that follow one another in a letter are verified and printed as paragraphs."""
    first = "I think the answer is almost definitely not."
    second = "If it's going to happen anyway, it seems like it would be good for someone other than Google to do it first."
    quote = f":::{{quote}} 2015-05-25-altman ¶2-3\n{first}\n\n{second}\n:::\n"
    built = book.write(index=f"# Title\n\n{quote}\n::::{{message}} 2015-05-25-altman\n::::\n").build(**NO_REGISTER)
    assert built.warnings == ""
    (block,) = built.page().xpath(f"//blockquote[{class_of('quotation')}]")
    *quoted, source = block.xpath(".//p")
    assert [paragraph.text_content() for paragraph in quoted] == [first, second]
    assert words(source) == "—Sam Altman, no. 1 ¶2–3"


def test_an_excerpt_shows_part_of_a_letter_as_it_is(whole: Callable[[str], Built]) -> None:
    """Exactly the paragraphs that are named are shown, verbatim, with a link to the first of them."""
    (excerpt,) = whole("html").page("index").xpath(f"//blockquote[{class_of('excerpt')}]")
    *shown, source = excerpt.xpath(".//p")
    assert [paragraph.text_content() for paragraph in shown] == [
        "Blog sounds good, assuming adjustments for neutrality vs being YC-centric.",
        "I'd favor positioning the blog to appeal a bit more to the general public -- there is a lot of value to having the "
        "public root for us to succeed -- and then having a longer, more detailed and inside-baseball version for recruiting, "
        "with a link to it at the end of the general public version.",
    ]
    assert words(source) == "—Elon Musk, no. 8 ¶1–2"
    assert source.xpath(".//a/@href")[-1] == "letters.html#msg-2015-11-22-musk-p1"


def test_an_excerpt_is_no_home(book: Book) -> None:
    """A letter that only an excerpt shows has no anchor and cannot be linked to; beside its home, an excerpt is no second one."""
    excerpt = ":::{excerpt} 2015-05-25-altman ¶4\n:::\n"
    alone = book.write(index=f"# Title\n\n{excerpt}").build(**NO_REGISTER)
    assert not alone.page().xpath("//*[starts-with(@id, 'msg-')] | //*[@data-message]")
    assert b"2015-05-25-altman" not in (alone.out / "searchindex.js").read_bytes()
    both = book.write(index=f"# Title\n\n{excerpt}\n::::{{message}} 2015-05-25-altman\n::::\n").build(**NO_REGISTER)
    assert both.warnings == ""
    assert both.page().xpath("//@data-message") == ["2015-05-25-altman"]


def test_a_quotation_from_a_document_leads_to_its_entry(book: Book) -> None:
    """Words quoted from one of the other documents lead to the entry that says which document it is."""
    lists = ":::{documents}\n:::\n"
    built = book.write(index=f'# Title\n\nHe was {{quote}}`brockman "still at Google"`.\n\n{lists}').build()
    assert built.warnings == ""
    (link,) = built.page().xpath(f"//*[{class_of('quotation')}]//a")
    assert (words(link), link.get("href")) == ("still at Google", "#witness-b")
