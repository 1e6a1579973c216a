"""Notes on the words of a letter: where their marks stand, what they say in every format, and which words they pick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus import Corpus

from .conftest import NO_REGISTER, Book, Built, body_of, class_of, without_apparatus, words

QUESTION = "2015-05-25-altman"


def annotate(book: Book, id: str, *notes: str) -> tuple[Built, Any]:
    """Build a page with one letter and these notes; return it with the letter's element."""
    inside = "\n".join(f":::{{annotation}} {note}\n:::\n" for note in notes)
    book.write(index=f"# Title\n\nA sentence.\n\n::::{{message}} {id}\n\n{inside}::::\n")
    built = book.build(**NO_REGISTER)
    (letter,) = built.page().xpath("//*[@data-message]")
    return built, letter


def marks_of(letter: Any) -> list[Any]:
    """The marks of notes in a letter's text, in order."""
    found: list[Any] = body_of(letter).xpath(".//a[@role='doc-noteref']")
    return found


def before(mark: Any) -> str:
    """The letter's own words in the paragraph before a mark."""
    (anchor,) = mark.xpath("ancestor::p/@id")
    own = "preceding::text()[ancestor::p/@id = $anchor][not(ancestor::*[@data-apparatus])]"
    return "".join(mark.xpath(own, anchor=anchor))


def annotated(letter: Any) -> str:
    """The words of a letter that are marked as those of a note."""
    return "".join(run.text_content() for run in body_of(letter).xpath(f".//*[{class_of('annotated')}]"))


def text_of(letter: Any) -> list[str]:
    """The paragraphs of a letter without apparatus."""
    body = without_apparatus(body_of(letter))
    return [paragraph.text_content() for paragraph in body.xpath(f".//p[{class_of('letter')}]")]


def lines_of(corpus: Corpus, id: str) -> list[str]:
    """A letter's paragraphs as the sources have them."""
    return [line.lstrip(" ") for line in corpus.messages[id].body.split("\n") if line.strip()]


def notes_in(element: Any) -> list[str]:
    """The notes inside an element, each with its number, in their order."""
    return [words(note) for note in element.xpath(f".//aside[{class_of('footnote')}]")]


def test_a_mark_stands_after_its_words_as_apparatus(book: Book) -> None:
    """The mark follows the words it is on, inside ``data-apparatus``; exactly these words are shown as annotated."""
    _, letter = annotate(book, QUESTION, "a Manhattan Project for AI\nA note.")
    (mark,) = marks_of(letter)
    assert mark.xpath("ancestor::*[@data-apparatus]")
    assert mark.xpath("ancestor::p/@id") == ["msg-2015-05-25-altman-p4"]
    assert before(mark) == "Any thoughts on whether it would be good for YC to start a Manhattan Project for AI"
    assert annotated(letter) == "a Manhattan Project for AI"


def test_notes_add_no_character_to_a_letter(book: Book, corpus: Corpus) -> None:
    """Notes at the ends of paragraphs, side by side, overlapping and on the same words leave the text as it is."""
    chosen = ["Been thinking", "stop humanity", "humanity from developing AI.", "AI.", "I think", "AI?", "My sense is", "Sam"]
    notes = [f"{words}\n:nth: 1\n\nA note." for words in (*chosen, "Sam")]
    built, letter = annotate(book, QUESTION, *notes)
    assert built.warnings == ""
    assert len(marks_of(letter)) == len(notes)
    assert text_of(letter) == lines_of(corpus, QUESTION)


def test_notes_are_numbered_in_the_order_of_their_words(book: Book) -> None:
    """However they are written, notes are numbered as a reader comes to their words."""
    built, letter = annotate(book, QUESTION, "Sam\nThird.", "humanity\nFirst.", "definitely\nSecond.")
    assert [words(mark) for mark in marks_of(letter)] == ["[1]", "[2]", "[3]"]
    assert [before(mark).split()[-1] for mark in marks_of(letter)] == ["humanity", "definitely", "Sam"]
    assert notes_in(built.page()) == ["[1] First.", "[2] Second.", "[3] Third."]


def test_the_notes_of_a_letter_stand_with_their_letter(book: Book) -> None:
    """Each letter holds its own notes, before the next letter begins; none is carried off to the end of the page."""
    book.write(
        index="""# Title

::::{message} 2015-05-25-altman
:::{annotation} a Manhattan Project for AI
On the question.
:::
::::

::::{message} 2015-05-25-musk
:::{annotation} worth a conversation
On the answer.
:::
::::
"""
    )
    page = book.build(**NO_REGISTER).page()
    assert {letter.get("data-message"): notes_in(letter) for letter in page.xpath("//*[@data-message]")} == {
        "2015-05-25-altman": ["[1] On the question."],
        "2015-05-25-musk": ["[2] On the answer."],
    }


def test_a_mark_and_its_note_lead_to_one_another(book: Book) -> None:
    """The mark is a link to its note, and the note's number a link back to the mark, in one page of unique ids."""
    built, letter = annotate(book, QUESTION, "humanity\nA note.", "Sam\nAnother.")
    page = built.page()
    for mark, note in zip(marks_of(letter), page.xpath(f"//aside[{class_of('footnote')}]"), strict=True):
        assert mark.get("href") == f"#{note.get('id')}"
        assert note.xpath(".//a[@role='doc-backlink']/@href") == [f"#{mark.get('id')}"]


@pytest.mark.parametrize(
    ("chosen", "nth", "paragraph", "ending"),
    [
        ("AI", 1, 1, "from developing AI"),
        ("AI", 2, 4, "Manhattan Project for AI"),
        ("we could", 1, 4, "My sense is we could"),
        ("we could", 2, 4, "work on it, and we could"),
    ],
)
def test_nth_picks_one_of_several_places(book: Book, chosen: str, nth: int, paragraph: int, ending: str) -> None:
    """``:nth:`` counts the places where the words occur, in this paragraph and across paragraphs, from 1."""
    built, letter = annotate(book, QUESTION, f"{chosen}\n:nth: {nth}\n\nA note.")
    assert built.warnings == ""
    (mark,) = marks_of(letter)
    assert mark.xpath("ancestor::p/@id") == [f"msg-{QUESTION}-p{paragraph}"]
    assert before(mark).endswith(ending)


@pytest.mark.parametrize(
    ("chosen", "pieces"),
    [
        ("the blog post: https://quip.com/6YnqA26RJgKr. (Sam", ["https://quip.com/6YnqA26RJgKr"]),
        ("https://quip.com/6YnqA26RJgKr", ["https://quip.com/6YnqA26RJgKr"]),
        ("the blog post: https://quip.com", ["https://quip.com", "/6YnqA26RJgKr"]),
        ("quip.com", ["https://", "quip.com", "/6YnqA26RJgKr"]),
    ],
)
def test_a_note_across_a_link_leaves_it_leading_where_it_says(book: Book, corpus: Corpus, chosen: str, pieces: list[str]) -> None:
    """Words may begin before a printed address, end within it or lie inside it: every piece still leads to the whole of it."""
    id = "2015-11-22-brockman"
    built, letter = annotate(book, id, f"{chosen}\nA note.")
    assert built.warnings == ""
    links = letter.xpath(f".//a[{class_of('printed-link')}]")
    assert [link.text_content() for link in links] == pieces
    assert {link.get("href") for link in links} == {"https://quip.com/6YnqA26RJgKr"}
    assert before(marks_of(letter)[0]).endswith(chosen)
    assert annotated(letter) == chosen
    assert text_of(letter) == lines_of(corpus, id)


@pytest.mark.parametrize("chosen", ["to you, ██████████!", "██████████", "new year to you, ██████████"])
def test_a_note_across_a_redaction_leaves_it_announced(book: Book, corpus: Corpus, chosen: str) -> None:
    """Words around hidden characters, or these alone, are annotated; the redaction is still one, of its full length."""
    id = "2016-01-02-redacted"
    built, letter = annotate(book, id, f"{chosen}\nA note.")
    assert built.warnings == ""
    redaction, _ = body_of(letter).xpath(f".//*[{class_of('redaction')}]")
    assert (redaction.text_content(), redaction.get("aria-label")) == ("██████████", "redacted, 10 characters")
    assert before(marks_of(letter)[0]).endswith(chosen)
    assert annotated(letter) == chosen
    assert text_of(letter) == lines_of(corpus, id)


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("html", "index.html"),
        ("epub", "index.xhtml"),
        ("latex", "letters.tex"),
        ("text", "index.txt"),
        ("man", "letters.1"),
        ("texinfo", "letters.texi"),
    ],
)
def test_a_note_of_two_paragraphs_is_whole_in_every_format(whole: Callable[[str], Built], builder: str, file: str) -> None:
    """No writer keeps only a note's first paragraph: both stand in its output, once and in order, apart from one another."""
    text = whole(builder).text(file)
    first, second = "The first paragraph of a note about the secret programme.", "The second paragraph of it leads to"
    folded = " ".join(text.split())
    assert (folded.count(first), folded.count(second)) == (1, 1)
    between = folded.split(first)[1].split(second)[0]
    assert between.strip() or "\n\n" in text.split("secret programme.")[1].split("The second")[0]


def test_roles_inside_a_note_lead_where_they_say(whole: Callable[[str], Built]) -> None:
    """A note may name people and cite letters: its links are those of the page around it."""
    (note,) = whole("html").page("index").xpath(f"//aside[{class_of('footnote')}]")
    links = note.xpath(f".//a[{class_of('reference')}]")
    assert [(words(link), link.get("href")) for link in links] == [
        ("Elon Musk", "lists.html#person-musk"),
        ("no. 3 ¶3", "#msg-2015-06-24-altman-p3"),
    ]


def test_a_letter_is_printed_in_full_where_a_note_is_refused(book: Book, corpus: Corpus) -> None:
    """A note whose words are not there is reported and left out; the letter and its other notes are not."""
    built, letter = annotate(book, QUESTION, "a moon base\nNowhere.", "Sam\nSomewhere.")
    assert "[edition.note-not-found]" in built.warnings
    assert text_of(letter) == lines_of(corpus, QUESTION)
    assert notes_in(built.page()) == ["[1] Somewhere."]


def test_a_note_that_cannot_be_read_is_reported_once(book: Book) -> None:
    """What Markdown has already said of a wrong option or a missing argument is not said again of the letter's content."""
    built, _ = annotate(book, QUESTION, "Sam\n:nth: first\n\nA note.", "\nA note on nothing.")
    places = [line.split(": ")[:2] for line in built.warnings.splitlines()]
    assert places == [["index.md:8", "WARNING"], ["index.md:13", "ERROR"]]
    assert notes_in(built.page()) == ["[1] A note."]
