"""Links that an author writes in a sentence: to letters and their paragraphs, to threads and to people."""

from __future__ import annotations

import pytest

from .conftest import NO_REGISTER, Book, words

REST = """
:::::{thread} question

::::{message} 2015-05-25-altman
::::

::::{message} 2015-06-24-altman
::::
:::::

:::::{thread} ai-docs

::::{message} 2015-11-20-altman
::::
:::::
"""


@pytest.mark.parametrize(
    ("role", "shown", "href"),
    [
        ("{msg}`2015-05-25-altman`", "no. 1", "letters.html#msg-2015-05-25-altman"),
        ("{msg}`2015-05-25-altman ¶2`", "no. 1 ¶2", "letters.html#msg-2015-05-25-altman-p2"),
        ("{msg}`the question <2015-05-25-altman>`", "the question", "letters.html#msg-2015-05-25-altman"),
        ("{msg}`his second line <2015-05-25-altman ¶2>`", "his second line", "letters.html#msg-2015-05-25-altman-p2"),
        ("{msg}`2015-05-25-altman ¶2-3`", "no. 1 ¶2–3", "letters.html#msg-2015-05-25-altman-p2"),
        ("{thread}`question`", "question", "letters.html#thread-question"),
        ("{thread}`ai-docs`", "Re: AI docs", "letters.html#thread-ai-docs"),
        ("{thread}`the first thread <question>`", "the first thread", "letters.html#thread-question"),
        ("{person}`altman`", "Sam Altman", "people.html#person-altman"),
        ("{person}`schulman`", "John D. Schulman", "people.html#person-schulman"),
        ("{person}`his words <altman>`", "his words", "people.html#person-altman"),
    ],
)
def test_a_role_shows_its_words_and_leads_to_its_place(book: Book, role: str, shown: str, href: str) -> None:
    """Without a title a role prints number, subject or preferred name; with one, the title; the link is the same."""
    toctree = "```{toctree}\nletters\npeople\n```\n"
    register = "# People\n\n:::{people}\n:::\n"
    book.write(index=f"# Title\n\nFirst.\nHere is {role} in a sentence.\n\n{toctree}", people=register, letters=f"# All\n{REST}")
    built = book.build(nitpick_ignore_regex=[("edition:msg", "201[5-9].*|202.*")])
    assert "index.md" not in built.warnings
    (link,) = built.page().xpath("//p[contains(., 'in a sentence')]/a")
    assert (words(link), link.get("href")) == (shown, href)


def test_a_name_without_a_register_is_a_name(book: Book) -> None:
    """A small book needs no register: the names in headers and prose are then words without a link, and nothing is said."""
    built = book.write(index="# Title\n\nBy {person}`altman`.\n\n::::{message} 2015-05-25-musk\n::::\n").build()
    assert "Sam Altman" in words(built.page().xpath("//p[starts-with(., 'By')]")[0])
    assert built.warnings == ""


@pytest.mark.parametrize(
    ("why", "shown"), [("the turns", "the turns."), ("two turns.", "two turns."), ("who else?", "who else?")]
)
def test_an_inference_is_a_sentence_of_its_own_in_brackets(why: str, shown: str, book: Book) -> None:
    """It stands behind the full stop of what it is about, so that it begins with a capital and has one stop inside."""
    built = book.write(index=f"# Title\n\nHe knew. {{inference}}`{why}`\nHe said so.\n").build()
    (paragraph,) = built.page().xpath("//p[starts-with(., 'He knew')]")
    assert words(paragraph) == f"He knew. (Inferred: {shown}) He said so."


def test_a_generated_list_says_nothing_of_letters_the_book_has_not_got(book: Book) -> None:
    """In a book that is not complete, lists show letters without a home as numbers without a link, in silence."""
    names = ("chronology", "people", "threads", "figures", "conflicts", "missing", "redactions")
    lists = "\n".join(f":::{{{name}}}\n:::\n" for name in names)
    built = book.write(index=f"# Title\n\n{lists}\n::::{{message}} 2015-05-25-altman\n::::\n").build()
    assert len(built.page().xpath("//table//tbody/tr[@class='letter']")) == 85
    letters = set(built.page().xpath("//a[starts-with(@href, '#msg-')]/@href"))
    assert {link.partition("-p")[0] for link in letters} == {"#msg-2015-05-25-altman"}
    assert built.warnings == ""


def test_a_letter_without_a_home_is_reported_where_it_is_linked(book: Book) -> None:
    """A link to a letter that this book does not print is reported at the line that the link stands on."""
    book.write(index="# Title\n\nFirst.\nSecond.\nThird {msg}`2015-05-25-altman`.\n")
    warnings = book.build(**NO_REGISTER).warnings
    assert warnings.startswith("index.md:5: WARNING: ")
    assert warnings.count("WARNING") == 1


def test_the_same_mistake_twice_is_reported_on_both_its_lines(book: Book) -> None:
    """A wrong name that stands on two lines of a paragraph, or within a longer one, is reported at each line of its own."""
    book.write(index="# Title\n\nFirst {person}`zilisss` and\nsecond {person}`zilis-and-co` and\nthird {person}`zilisss`.\n")
    places = [line.split(": ")[0] for line in book.build().warnings.splitlines()]
    assert places == ["index.md:3", "index.md:4", "index.md:5"]
