"""Quotations are found character by character, and what is not found is shown where it first differs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus
from corpus.body import read_paragraphs
from corpus.model import Message, Paragraph
from corpus.quotation import Passage, find, nearest

steady = settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def of(corpus: Corpus, id: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a message."""
    return corpus.messages[id].paragraphs


def found(corpus: Corpus, id: str, words: str) -> list[tuple[int, int]]:
    """First and last paragraph of every passage."""
    return [(passage.first, passage.last) for passage in find(words, of(corpus, id))]


def test_exact_words_are_found_where_they_stand(corpus: Corpus) -> None:
    """The passage names the paragraph and the character at which the words begin."""
    (passage,) = find("some sort of nonprofit", of(corpus, "2015-05-25-altman"))
    text = of(corpus, "2015-05-25-altman")[3].text
    assert passage == Passage(4, 4, text.index("some sort of nonprofit"))
    assert find("Probably worth a conversation", of(corpus, "2015-05-25-musk")) == (Passage(1, 1, 0),)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Some sort of nonprofit", id="another case"),
        pytest.param("some sort of  nonprofit", id="a double blank"),
        pytest.param("some sort of non-profit", id="a hyphen"),
        pytest.param("some sort of a nonprofit", id="a word more"),
        pytest.param("some nonprofit", id="a word less"),
        pytest.param("some sort … nonprofit", id="dots of an author's kind"),
        pytest.param("some sort [...] nonprofit", id="brackets of an author's kind"),
        pytest.param("from developing AI. I think the answer", id="over the end of a paragraph"),
        pytest.param("", id="nothing"),
        pytest.param("⟨…⟩", id="only an omission"),
    ],
)
def test_words_that_differ_are_not_found(words: str, corpus: Corpus) -> None:
    """Case, blanks, hyphens, a word more or less: what is not verbatim is no quotation."""
    assert find(words, of(corpus, "2015-05-25-altman")) == ()


def test_words_that_recur_are_found_everywhere(corpus: Corpus) -> None:
    """Every passage is given, in order, so that whoever quotes must say which is meant."""
    assert found(corpus, "2015-05-25-altman", "stop humanity") == [(1, 1)]
    paragraphs = read_paragraphs("an apple\n\nan apple and an apple", 1)
    assert find("an apple", paragraphs) == (Passage(1, 1, 0), Passage(2, 2, 0), Passage(2, 2, 13))
    assert find("aa", read_paragraphs("aaa", 1)) == (Passage(1, 1, 0), Passage(1, 1, 1))


@pytest.mark.parametrize(
    ("words", "passages"),
    [
        ("Any thoughts ⟨…⟩ the tech belongs to the world", [(4, 4)]),
        ("I think the answer ⟨…⟩ Any thoughts", [(2, 4)]),
        ("Been thinking ⟨…⟩ almost definitely ⟨…⟩ Sam", [(1, 5)]),
        ("⟨…⟩ the answer is almost definitely not. ⟨…⟩", [(2, 2)]),
        ("stop humanity⟨…⟩AI.", [(1, 1)]),
    ],
)
def test_an_omission_stands_for_what_lies_between(words: str, passages: list[tuple[int, int]], corpus: Corpus) -> None:
    """⟨…⟩ leaves out words within a paragraph or whole paragraphs; what it joins stands in that order."""
    assert found(corpus, "2015-05-25-altman", words) == passages


@pytest.mark.parametrize(
    "words",
    [
        "the tech belongs ⟨…⟩ Any thoughts",
        "Any thoughts ⟨…⟩ Any thoughts",
        "Been thinking ⟨…⟩ nothing of the kind",
        "Sam ⟨…⟩ Sam",
    ],
)
def test_an_omission_neither_turns_back_nor_invents(words: str, corpus: Corpus) -> None:
    """Pieces in another order, one piece twice, or a piece that is not there: no passage."""
    assert found(corpus, "2015-05-25-altman", words) == []


@pytest.mark.parametrize(
    "words",
    [
        "it seems ⟨to him⟩ like it would be good",
        "it ⟨all⟩ seems like it would be good",
        "it seems like it would ⟨all⟩ be good",
        "⟨He says that⟩ it seems like it would be good",
        "it seems like it would be good ⟨for humanity⟩",
        "If it's going ⟨…⟩ it seems ⟨to him⟩ like it would be good",
    ],
)
def test_an_insertion_is_passed_over(words: str, corpus: Corpus) -> None:
    """⟨word⟩ is the editor's: what stands around it is the author's, and stands together there."""
    assert found(corpus, "2015-05-25-altman", words) == [(3, 3)]


def test_an_insertion_hides_no_omission(corpus: Corpus) -> None:
    """Words left out under an insertion, without the mark of an omission, are not verbatim: 'worth a' is missing here."""
    assert found(corpus, "2015-05-25-musk", "Probably ⟨really⟩ worth a conversation") == [(1, 1)]
    assert found(corpus, "2015-05-25-musk", "Probably ⟨…⟩ conversation") == [(1, 1)]
    assert found(corpus, "2015-05-25-musk", "Probably ⟨really⟩ conversation") == []


def test_a_straight_quotation_mark_is_not_a_curly_one(corpus: Corpus) -> None:
    """The letter has a curly one: with a straight one nothing is found, and the nearest passage differs at that character."""
    paragraphs = of(corpus, "2015-06-24-altman")
    assert len(find("I think we’d ideally start", paragraphs)) == 1
    assert find("I think we'd ideally start", paragraphs) == ()
    near = nearest("I think we'd ideally start", paragraphs)
    assert near is not None
    assert (near.paragraph, near.text, near.text[near.at]) == (2, "I think we’d ideally start", "’")
    assert near.text[: near.at] == "I think we"


@pytest.mark.parametrize(
    ("words", "paragraph", "text", "differs"),
    [
        pytest.param("some sort of non-profit", 4, "some sort of nonprofit", "-", id="a hyphen too many"),
        pytest.param("the answer is almost certainly not", 2, "the answer is almost definitely", "c", id="another word"),
        pytest.param("Some sort of nonprofit", 4, "some sort of nonprofit", "S", id="another case"),
        pytest.param("stop humanity from developping AI", 1, "stop humanity from developing AI", "p", id="a slip"),
    ],
)
def test_the_nearest_passage_is_shown_with_the_first_difference(
    words: str, paragraph: int, text: str, differs: str, corpus: Corpus
) -> None:
    """The paragraph, its own words, and the first character at which they part."""
    near = nearest(words, of(corpus, "2015-05-25-altman"))
    assert near is not None
    assert near.paragraph == paragraph
    assert near.text.startswith(text)
    assert words[: near.at] == near.text[: near.at]
    assert words[near.at] == differs != near.text[near.at]


def test_the_nearest_passage_is_the_nearest_of_all_paragraphs() -> None:
    """A later paragraph that is closer wins over an earlier one."""
    near = nearest("a major expansion of OpenAI", read_paragraphs("a minor expansion of Open\n\na major expansion of OpenAI!", 1))
    assert near is not None
    assert near.paragraph == 2


def test_nothing_is_near_to_what_is_far(corpus: Corpus) -> None:
    """For words unlike anything in the source no passage is made up."""
    assert nearest("zyzzyva quux flummox xylophone", of(corpus, "2015-05-25-musk")) is None
    assert nearest("anything", ()) is None


def test_the_marks_for_omission_and_insertion_occur_in_no_source(sources: object, corpus: Corpus, archive: str) -> None:
    """⟨ and ⟩ are ours alone: no witness has them, so that no one's own brackets are taken for them."""
    texts = [paragraph.text for document in corpus.documents.values() for paragraph in document.paragraphs]
    assert [text for text in [archive, *texts] if "⟨" in text or "⟩" in text] == []
    assert len(texts) > 200


def test_a_quotation_from_a_document_is_found_by_its_paragraph(corpus: Corpus) -> None:
    """Secondary sources are quoted in the same way."""
    paragraphs = corpus.documents["reader"].paragraphs
    assert find('title:  "OpenAI Emails"', paragraphs) == (Passage(3, 3, 0),)


class Letters:
    """All messages in their order; a plain class, as Hypothesis prints what it is given."""

    def __init__(self, corpus: Corpus) -> None:
        self.messages = tuple(corpus.messages.values())

    def stretch(self, number: int, paragraph: int, start: int, length: int) -> tuple[Message, Paragraph, int, int]:
        """Some message, a paragraph of it, and a stretch of that: any four numbers name one."""
        message = self.messages[number % len(self.messages)]
        found = message.paragraphs[paragraph % len(message.paragraphs)]
        first = start % len(found.text)
        return message, found, first, first + 1 + length % (len(found.text) - first)


@pytest.fixture(scope="module")
def letters(corpus: Corpus) -> Letters:
    """The real letters, for all examples."""
    return Letters(corpus)


places = st.tuples(st.integers(0, 84), st.integers(0, 40), st.integers(0, 2000), st.integers(0, 2000))


@steady
@given(places, st.integers(0, 2000))
def test_every_stretch_of_every_letter_is_found_at_its_place(letters: Letters, at: tuple[int, int, int, int], cut: int) -> None:
    """Whatever is cut out of a paragraph is found there; with an omission marked anywhere in it, still there."""
    message, paragraph, start, end = letters.stretch(*at)
    words = paragraph.text[start:end]
    assert Passage(paragraph.number, paragraph.number, start) in find(words, message.paragraphs)
    cut %= len(words)
    head, tail = words[:cut].strip(), words[cut:].strip()
    if head and tail:
        assert paragraph.number in {
            passage.first for passage in find(f"{head} ⟨…⟩ {tail}", message.paragraphs) if passage.first == passage.last
        }


@steady
@given(places)
def test_a_stretch_with_one_character_changed_is_not_found(letters: Letters, at: tuple[int, int, int, int]) -> None:
    """With a character that no letter has nothing is verbatim, and the nearest passage differs there or before."""
    message, paragraph, start, _ = letters.stretch(*at)
    words = paragraph.text[:start] + "§" + paragraph.text[start + 1 :]
    assert find(words, message.paragraphs) == ()
    near = nearest(words, message.paragraphs)
    if near is not None:
        assert near.at <= start
        assert near.text[: near.at] == words[: near.at]
