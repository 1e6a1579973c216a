"""What the printed book says otherwise than the screen: small books as Typst sources, and their pages for the web alone."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from lxml import etree

from edition.pages.places import quoted
from edition.pages.threads import days_in_words

from .conftest import NO_REGISTER, Book, class_of, words

NOTED = """# Title

::::{message} 2015-05-25-altman
:::{annotation} a Manhattan Project for AI
:kind: textual
For *artificial* intelligence, by {person}`musk`; see {msg}`2015-05-25-altman ¶4`.
He has {quote}`2015-05-25-altman "some sort of nonprofit"`.
:::
::::

```{toctree}
list
```
"""
LIST = "# List\n\n```{textual-notes}\n```\n\n```{quotations}\n```\n"


def typeset(book: Book) -> str:
    """The source of the printed book."""
    return book.build("pdf", **NO_REGISTER).text("source/main.typ")


def test_a_textual_note_is_listed_with_its_emphasis_and_its_links(book: Book) -> None:
    """The list has the note as its page has it: what is emphasised there is here, and links lead there from here."""
    book.write(index=NOTED, list=LIST)
    built = book.build(**NO_REGISTER)
    assert built.warnings == ""
    (item,) = built.page("list").xpath(f"//ul[{class_of('textual-notes')}]/li")
    assert [one.text for one in item.xpath(".//em")] == ["artificial"]
    assert "index.html#msg-2015-05-25-altman-p4" in item.xpath(".//a/@href")
    assert "“some sort of nonprofit”" in words(item)
    assert not [id for id in built.page("list").xpath("//@id") if id.startswith(("names-", "quotation-"))]
    book.edit("index", "*artificial*", "artificial")
    assert built.page("list").xpath("//li//em")
    assert not book.build(**NO_REGISTER).page("list").xpath("//li//em")


def test_in_print_a_textual_note_has_no_link_in_words(book: Book) -> None:
    """Nothing but its words: ``note`` would lead nowhere on paper."""
    book.write(index=NOTED, list=LIST)
    source = typeset(book)
    assert source.count('#emph[#"artificial"]') == 2
    assert '#"note"' not in source


def test_all_uses_of_a_quotation_are_listed_by_their_pages(book: Book) -> None:
    """One call of the design has the places of all uses on a page, each a place of the source; on screen they are numbers."""
    uses = 3 * '{quote}`2015-05-25-altman "some sort of nonprofit"`.\n\n'
    letter = "::::{message} 2015-05-25-altman\n::::\n"
    book.write(index=f"# Title\n\n{uses}{letter}\n```{{toctree}}\nlist\n```\n", list=LIST)
    source = typeset(book)
    (call,) = re.findall(r"#on-pages\((.*)\)", source)
    places = re.findall(r'"(index#quotation-\d)"', call)
    assert places == ["index#quotation-1", "index#quotation-2", "index#quotation-3"]
    assert all(f'#anchor("{place}")' in source for place in places)


def test_annotated_words_are_set_off_even_where_they_name_an_entry(book: Book) -> None:
    """A name inside the words of a note is underlined with them, though it also leads to the register."""
    note = "::::{message} 2015-11-20-altman\n:::{annotation} Ilya on the Board\nA note.\n:::\n::::\n"
    book.write(index=f"# Title\n\n{note}\n:::::{{people}}\n:::::\n")
    source = typeset(book)
    assert re.search(r'#to\("index#person-sutskever"\)\[[^\]]*#in-annotated\[#"Ilya"\]', source)
    assert '#in-annotated[#" on the Board"]' in source


def test_a_sample_is_in_no_index(book: Book) -> None:
    """What a sample names leaves no mark for the printed indices, and no place that could be led to."""
    sample = "```{sample}\nSaid {person}`altman`.\n```\n"
    book.write(index=f"# Title\n\n{sample}\n```{{people}}\n```\n")
    assert "#mark(" not in typeset(book)
    assert "names-altman" not in book.build().text("index.html")


@pytest.mark.parametrize("builder", ["pdf", "epub"])
def test_a_page_for_the_web_alone_is_named_and_not_there(book: Book, builder: str) -> None:
    """It is left out of what is printed or packed; what led to it is its title, and says where it is."""
    book.write(
        index="# Title\n\nSee {doc}`form`, and {doc}`other`.\n\n```{toctree}\nform\nother\n```\n",
        form="# The form\n\nThat works on a screen.\n", other="# Other\n\nText.\n",
    )  # fmt: skip
    built = book.build(builder, edition_web_only=["form"])
    assert built.warnings == ""
    if builder == "pdf":
        source = built.text("source/main.typ")
        assert "That works on a screen." not in source
        assert '#"The form"#" (in the web edition)"' in re.sub(r"#in-[a-z]+\[|\]", "", source)
        return
    (packed,) = built.out.glob("*.epub")
    with ZipFile(packed) as archive:
        assert not [name for name in archive.namelist() if "form" in name]
        page = etree.fromstring(archive.read("index.xhtml"))
        assert "See The form (in the web edition), and Other." in " ".join("".join(page.itertext()).split())
        assert not [one for one in page.iter("{*}a") if "form" in one.get("href", "")]


@pytest.mark.parametrize(("text", "shown"), [
    ("some words", "“some words”"), ("“in its own marks”", "“in its own marks”"), ('"straight ones"', '"straight ones"'),
    ("“one” and “two”", "‘“one” and “two”’"), ("it said “so”", "‘it said “so”’"), ("don't", "“don't”"),
])  # fmt: skip
def test_our_marks_go_with_those_of_the_words(text: str, shown: str) -> None:
    """Double by themselves, single beside a source's own, and none where its own enclose the words."""
    assert quoted(text) == shown


@pytest.mark.parametrize(("first", "last", "shown"), [
    ("25 May 2015", "25 May 2015", "25 May 2015"), ("20 September 2017", "21 September 2017", "20–21 September 2017"),
    ("25 May 2015", "24 June 2015", "25 May to 24 June 2015"),
    ("31 December 2015", "1 January 2016", "31 December 2015 to 1 January 2016"),
])  # fmt: skip
def test_a_span_of_days_says_once_what_both_share(first: str, last: str, shown: str) -> None:
    """Month and year stand once where they are the same."""
    assert days_in_words(first, last) == shown
