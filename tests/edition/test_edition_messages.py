"""A message on its page: anchors, header, text, redactions, lists, links and embedded documents, in the built HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from corpus import Corpus

from .conftest import NO_REGISTER, SOURCES, Book, Built, body_of, class_of, without_apparatus, words

Letters = dict[str, Any]
HIDDEN = re.compile(r"█+|<redacted>|\[redacted\]")


def paragraph_of(letters: Letters, id: str, number: int) -> Any:
    """One paragraph of a message, by its anchor."""
    (paragraph,) = letters[id].xpath(f".//*[@id='msg-{id}-p{number}']")
    return paragraph


def lines_of(corpus: Corpus, id: str) -> list[str]:
    """A message's paragraphs as the sources have them: its non-empty lines, whose indentation is layout."""
    return [line.lstrip(" ") for line in corpus.messages[id].body.split("\n") if line.strip()]


def tree(items: Any, id: str) -> list[Any]:
    """The numbers of the paragraphs in a list, each followed by the list nested in it."""
    shape: list[Any] = []
    for item in items.xpath("./li"):
        (paragraph,) = item.xpath("./p")
        shape.append(int(paragraph.get("id").removeprefix(f"msg-{id}-p")))
        shape += [tree(nested, id) for nested in item.xpath("./ul")]
    return shape


def test_every_message_of_the_archive_is_an_element_with_its_id(letters: Letters, corpus: Corpus) -> None:
    """All 85 messages are printed in the archive's order, each anchored ``msg-<id>`` and of class ``message``."""
    assert list(letters) == list(corpus.messages)
    assert len(letters) == 85
    for id, letter in letters.items():
        assert letter.get("id") == f"msg-{id}"
        assert {"message", corpus.messages[id].medium} <= set(letter.get("class").split())


def test_the_body_reads_character_for_character_as_the_sources(letters: Letters, corpus: Corpus) -> None:
    """Without what is marked as apparatus, each paragraph is its line in the sources, and nothing else stands in the body."""
    for id, letter in letters.items():
        body = without_apparatus(body_of(letter))
        shown = [paragraph.text_content() for paragraph in body.xpath(f".//p[{class_of('letter')}]")]
        assert shown == lines_of(corpus, id), id
        assert "".join(body.text_content().split()) == "".join("".join(shown).split()), id


def test_every_paragraph_has_its_number_and_its_anchor(letters: Letters, corpus: Corpus) -> None:
    """The paragraphs of a body are anchored ``msg-<id>-p1`` and on; each shows its number, as apparatus, linked to itself."""
    for id, letter in letters.items():
        paragraphs = body_of(letter).xpath(f".//p[{class_of('letter')}]")
        assert [p.get("id") for p in paragraphs] == [f"msg-{id}-p{n}" for n in range(1, len(lines_of(corpus, id)) + 1)]
        for number, paragraph in enumerate(paragraphs, 1):
            (link,) = paragraph.xpath(f".//*[@data-apparatus][{class_of('paragraph-number')}]//a")
            assert (link.text_content(), link.get("href")) == (str(number), f"#{paragraph.get('id')}")


def test_no_anchor_stands_twice_on_a_page(whole: Callable[[str], Built]) -> None:
    """An address leads to one place: ids are unique on every page, excerpts and quotations included."""
    for docname in ("index", "letters", "lists"):
        ids = whole("html").page(docname).xpath("//@id")
        assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    ("id", "parties", "copies"),
    [
        ("2015-05-25-altman", "Sam Altman to Elon Musk", []),
        ("2015-11-22-musk", "Elon Musk to Greg Brockman", ["copy to Sam Altman"]),
        ("2016-01-02-sutskever", "Ilya Sutskever to Elon Musk, Sam Altman and Greg Brockman", []),
        (
            "2017-09-20-musk",
            "Elon Musk to Ilya Sutskever",
            ["copy to Sam Altman, Greg Brockman, Sam Teller and Shivon Zilis"],
        ),
        (
            "2018-01-31-musk",
            "Elon Musk to Greg Brockman, Ilya Sutskever and Sam Altman",
            ["copy to Sam Teller and Shivon Zilis", "forwarded to Andrej Karpathy"],
        ),
        (
            "2016-04-27-thompson",
            "Alex Thompson to Sam Teller",
            ["forwarded by Sam Teller to Elon Musk, 27 April 2016, 07:25"],
        ),
        (
            "2016-01-02-redacted",
            "<redacted> to Elon Musk",
            ["forwarded by Elon Musk to Sam Altman, Ilya Sutskever and Greg Brockman, 2 January 2016, 08:18"],
        ),
    ],
)
def test_the_header_names_each_party_in_its_role(letters: Letters, id: str, parties: str, copies: list[str]) -> None:
    """Senders and addressees stand in one form for all letters; copies and acts of forwarding stand on lines of their own."""
    header = letters[id].xpath("./header")[0]
    assert [words(line) for line in header.xpath(f".//p[{class_of('correspondents')}]")] == [parties]
    assert [words(line) for line in header.xpath(f".//p[{class_of('copies')}]")] == copies


def test_a_party_is_linked_to_the_register(letters: Letters) -> None:
    """The names in a header lead to the entries of their people."""
    links = letters["2015-11-22-musk"].xpath("./header//a[contains(@href, '#person-')]")
    assert [(link.text_content(), link.get("href")) for link in links] == [
        ("Elon Musk", "lists.html#person-musk"),
        ("Greg Brockman", "lists.html#person-brockman"),
        ("Sam Altman", "lists.html#person-altman"),
    ]


@pytest.mark.parametrize(
    ("id", "shown", "machine"),
    [
        ("2016-03-21-musk", "no. 26 · 21 March 2016, 06:53:47", "2016-03-21T06:53:47"),
        ("2016-03-21-brockman", "no. 25 · 21 March 2016, 00:53", "2016-03-21T00:53"),
        ("2015-12-11-altman-2", "no. 13 · 11 December 2015, 12:15", "2015-12-11T12:15"),
        ("2017-06-12-sutskever", "no. 36 · 12 June 2017, 22:39", "2017-06-12T22:39"),
        ("2015-12-11-musk", "no. 12 · 11 December 2015, time not printed", "2015-12-11"),
        ("2022-10-altman", "no. 81 · 08:07, date not printed", "08:07"),
        ("2017-09-04-zilis-2", "no. 52 · date and time not printed", None),
        ("2016-01-02-redacted", "no. 17 · 2 January 2016, 10:12 (UTC−06:00)", "2016-01-02T10:12-06:00"),
    ],
)
def test_a_date_says_no_more_than_its_header(letters: Letters, id: str, shown: str, machine: str | None) -> None:
    """Seconds, a time, a date and a zone are shown where they are printed; what is not printed is said not to be."""
    (line,) = letters[id].xpath(f"./header//p[{class_of('sent')}]")
    assert words(line) == shown
    assert line.xpath(".//time/@datetime") == ([machine] if machine else [])


def test_the_header_opens_as_printed_without_javascript(letters: Letters, corpus: Corpus) -> None:
    """The header line stands verbatim in a closed ``details`` element, whose summary says what it opens."""
    for id, letter in letters.items():
        (details,) = letter.xpath("./header//details")
        assert details.get("open") is None
        assert details.xpath("./summary")[0].text_content() == "As printed"
        assert details.xpath("./p")[0].text_content() == corpus.messages[id].header.text
    clipped = letters["2018-01-31-brockman"].xpath("./header//details/p")[0].text_content()
    assert clipped.endswith("Jan 31, 2018 10:56 PM 📎")


def test_an_inferred_addressee_is_shown_as_inferred(letters: Letters) -> None:
    """A turn that names nobody has the other party of its exchange, marked; a stated addressee has no mark."""
    inferred = {
        id: words(letter.xpath(f".//*[{class_of('inferred')}]")[0])
        for id, letter in letters.items()
        if letter.xpath(f".//*[{class_of('inferred')}]")
    }
    assert inferred == {
        "2017-09-04-brockman": "Shivon Zilis (inferred)",
        "2017-09-04-zilis-2": "Greg Brockman (inferred)",
        "2017-09-04-brockman-2": "Shivon Zilis (inferred)",
        "2022-10-altman": "Shivon Zilis (inferred)",
        "2022-10-zilis": "Sam Altman (inferred)",
        "2022-10-altman-2": "Shivon Zilis (inferred)",
        "2022-10-altman-3": "Shivon Zilis (inferred)",
        "2022-10-zilis-2": "Sam Altman (inferred)",
    }


def test_a_redaction_keeps_its_characters_and_is_announced(letters: Letters, corpus: Corpus) -> None:
    """Every hidden name, passage and link of a body stands as printed, in an element whose label a screen reader speaks."""
    count = 0
    for id, letter in letters.items():
        shown = body_of(letter).xpath(f".//*[{class_of('redaction')}]")
        assert [element.text_content() for element in shown] == HIDDEN.findall(corpus.messages[id].body), id
        for element in shown:
            assert element.get("role") == "img"
            printed = element.text_content()
            assert element.get("aria-label") == (f"redacted, {len(printed)} characters" if "█" in printed else "redacted")
        count += len(shown)
    assert count > 30


def test_a_redacted_party_is_announced_and_leads_nowhere(letters: Letters) -> None:
    """A hidden name in a header keeps its notation, is spoken as a redacted name, and is linked to nobody."""
    for id, notation in (("2016-01-02-redacted", "<redacted>"), ("2017-06-12-sutskever", "[redacted]")):
        (party,) = letters[id].xpath(f"./header//*[{class_of('redaction')}]")
        assert (party.text_content(), party.get("role"), party.get("aria-label")) == (notation, "img", "redacted name")
        assert not party.xpath("ancestor::a")


def test_an_embedded_document_is_set_apart_and_labelled(letters: Letters) -> None:
    """The template in Brockman's letter is a group of paragraphs 6 to 16 under a label of ours, which is apparatus."""
    (group,) = letters["2015-11-22-brockman"].xpath(f".//*[{class_of('embedded')}]")
    label, *_ = group
    assert (words(label), label.get("data-apparatus")) == ("Email template for sending the offer letter, quoted by Brockman", "")
    assert group.get("role") == "group"
    inside = group.xpath(f".//p[{class_of('letter')}]/@id")
    assert inside == [f"msg-2015-11-22-brockman-p{number}" for number in range(6, 17)]


def test_every_embedded_document_of_the_sources_is_labelled(letters: Letters, corpus: Corpus) -> None:
    """Each passage that the table of structure calls embedded has its label on the page."""
    table = [line.split("\t") for line in (SOURCES / "structure.tsv").read_text(encoding="utf-8").splitlines()]
    expected = sorted((row[0], row[3]) for row in table if len(row) == 4 and row[2] == "embedded")
    labels = {id: letter.xpath(f".//*[{class_of('embedded-label')}]") for id, letter in letters.items()}
    assert sorted((id, words(label)) for id, found in labels.items() for label in found) == expected


def test_a_list_of_three_levels_is_nested_as_it_is_indented(letters: Letters) -> None:
    """The update of 20 July 2017 has dashes, then four blanks, then eight: a list, lists in it, and one list in one of these."""
    id = "2017-07-20-sutskever"
    (whole,) = body_of(letters[id]).xpath("./ul")
    assert tree(whole, id) == [1, [2, 3], 4, [5, 6], 7, [8], 9, [10], 11, [12, [13, 14]], 15, [16, 17, 18]]


def test_lists_of_two_levels_end_where_prose_begins(letters: Letters) -> None:
    """The letter of 12 July 2017 has a plain list, then a sentence, then a list with lists under its items."""
    id = "2017-07-12-sutskever"
    assert [tree(items, id) for items in body_of(letters[id]).xpath("./ul")] == [
        [10, 11, 12, 13],
        [16, [17, 18], 19, [20], 21, [22]],
    ]


def test_a_marker_is_printed_or_drawn_but_never_both(letters: Letters, whole: Callable[[str], Built]) -> None:
    """A list whose dashes are in the text is styled to draw none; a list that lost its marks is left to the browser."""
    for letter in letters.values():
        for items in body_of(letter).xpath(".//ul"):
            paragraphs = [without_apparatus(paragraph).text_content() for paragraph in items.xpath("./li/p")]
            printed = all(re.match(r"-\s?\S|\d+\. ", text) for text in paragraphs)
            assert ("printed-markers" in items.get("class").split()) == printed
            assert ("lost-markers" in items.get("class").split()) != printed
    for builder, style in (("html", "_static/edition.css"), ("epub", "_static/ebook.css")):
        assert re.search(r"\.printed-markers\s*\{[^}]*list-style:\s*none", whole(builder).text(style))
    assert "_static/edition.css" in "".join(whole("html").page("letters").xpath("//link[@rel='stylesheet']/@href"))
    assert "_static/ebook.css" in whole("epub").text("letters.xhtml")


def test_a_printed_address_is_a_link_to_itself(letters: Letters) -> None:
    """A link in a letter leads to the characters that are printed, without the full stop or bracket after them."""
    (link,) = paragraph_of(letters, "2015-11-22-brockman", 3).xpath(f".//a[{class_of('external')}]")
    assert (link.text_content(), link.get("href"), link.tail[:2]) == (
        "https://quip.com/6YnqA26RJgKr",
        "https://quip.com/6YnqA26RJgKr",
        ". ",
    )
    links = body_of(letters["2017-06-12-sutskever"]).xpath(f".//a[{class_of('external')}]")
    assert [link.get("href") for link in links] == [link.text_content() for link in links]
    assert "https://www.youtube.com/watch?v=Y-vxbREX5ck&feature=youtu.be&t=99" in [link.get("href") for link in links]
    assert "https://blog.openai.com/spam-detection-in-the-physical-world/" in [link.get("href") for link in links]


def test_the_transcribers_hand_is_marked_within_the_letter(letters: Letters) -> None:
    """What stands for a lost link, picture or footnote is in the text, in an element of its own."""
    for id, hand in (
        ("2017-07-21-musk", "[Link to news article]"),
        ("2022-10-altman", "<screenshot of iMessage between Elon and Shivon from October 23>"),
        ("2016-09-16-altman", "[2]"),
    ):
        assert [words(mark) for mark in body_of(letters[id]).xpath(f".//*[{class_of('transcriber')}]")] == [hand]


def test_a_signature_and_a_heading_are_shown_as_what_they_are(letters: Letters) -> None:
    """Roles that the transcription flattened are classes of their paragraphs."""
    assert "signature" in paragraph_of(letters, "2015-05-25-altman", 5).get("class").split()
    assert "heading" in paragraph_of(letters, "2017-06-12-sutskever", 2).get("class").split()


def test_straight_quotes_and_hyphens_stay_in_a_letter_between_smart_prose(book: Book) -> None:
    """Sphinx makes our own quotes curly and our hyphens dashes, and leaves those of the letters as they are."""
    book.write(
        index="""# Title

Our "prose" isn't -- is it? -- left alone...

::::{message} 2015-11-22-musk
::::

::::{message} 2017-06-13-musk
::::
"""
    )
    page = book.build(**NO_REGISTER).page()
    assert "Our “prose” isn’t – is it? – left alone…" in words(page)
    assert "to the general public -- there is a lot of value" in words(page)
    assert "I'd favor positioning" in words(page)
    assert "Let's figure out the least expensive way to ensure compute power is not a constraint..." in words(page)


def test_what_the_transcription_lost_is_said_to_be_absent(letters: Letters) -> None:
    """Where a title stands for a document that the transcription has not, our words beside it say so, as apparatus."""
    said = letters["2016-09-16-altman"].xpath(".//p[contains(@class, 'lost')]//*[@data-apparatus]//text()")
    assert "Document not in the transcription" in "".join(said)


def test_an_exhibit_mark_on_a_header_is_shown_beside_its_date(letters: Letters) -> None:
    """The one letter whose own header has the paperclip shows it without 'As printed' being opened."""
    marked = [id for id, letter in letters.items() if letter.xpath(f".//header/p//*[{class_of('exhibit')}]")]
    assert marked == ["2018-01-31-brockman"]
