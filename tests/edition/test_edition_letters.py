"""The page of each letter: how it is cited, what it tells machines, what stands on it, when it is written again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree, html

from corpus import Corpus
from corpus.model import Correspondent, Dateline, Header, Message
from edition.letters.citation import Edition, bibtex, csl_json, plain, sentence
from edition.letters.metadata import json_ld
from edition.letters.neighbours import Neighbours

from .conftest import NO_REGISTER, Book, Built, words

BOOK = Edition("Letters & Words, 2015–2016", "0.1")
ON_THE_WEB = replace(BOOK, base="https://letters.example/book/")
SCHEMA = json.loads((Path(__file__).parents[1] / "cases" / "csl-item.schema.json").read_text("utf-8"))
THREAD = """
:::::{{thread}} question
::::{{message}} 2015-05-25-altman
:::{{annotation}} Manhattan Project
{note}
:::
::::
::::{{message}} 2015-05-25-musk
::::
:::::
"""
NOTE = "*Not* the first; see {msg}`2015-05-25-musk ¶1` and [a page](https://example.org/)."


def altman(**changes: Any) -> Message:
    """An email of Altman to Musk, whose header says what ``changes`` say."""
    header = Header(
        text="",
        sender=(Correspondent("Sam Altman", "Sam Altman", "altman"),),
        to=(Correspondent("Elon Musk", "Elon Musk", "musk"),),
        cc=(),
        fw=(),
        sent=Dateline("", "2015-05-25T21:10", "21:10", "minute"),
    )
    medium = changes.pop("medium", "email")
    return Message("2015-05-25-altman", "1", "question", medium, replace(header, **changes), "\n", "Text\n", "\n", (1, 2))


MUSK = Correspondent("Elon Musk", "Elon Musk", "musk")
BROCKMAN = Correspondent("Greg Brockman", "Greg Brockman", "brockman")
SUTSKEVER = Correspondent("Ilya Sutskever", "Ilya Sutskever", "sutskever")
HIDDEN = Correspondent("<redacted>", "[redacted]")
INFERRED = Correspondent("Shivon Zilis", "Shivon Zilis", "zilis", "inferred")
BY_HAND: dict[str, tuple[Message, str]] = {
    "an email with its minute": (
        altman(),
        "Sam Altman to Elon Musk, email, 25 May 2015, 21:10, in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "a day and no time": (
        altman(sent=Dateline("", "2015-12-11", None, "day")),
        "Sam Altman to Elon Musk, email, 11 December 2015, in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "a zone": (
        altman(sent=Dateline("", "2016-01-02T10:12-06:00", "10:12", "minute", "-06:00")),
        "Sam Altman to Elon Musk, email, 2 January 2016, 10:12 (UTC−06:00), in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "no date": (
        altman(sent=Dateline()),
        "Sam Altman to Elon Musk, email, n.d., in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "a redacted sender": (
        altman(sender=(HIDDEN,)),
        "[redacted] to Elon Musk, email, 25 May 2015, 21:10, in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "an iMessage to whom nobody names": (
        altman(medium="imessage", to=(INFERRED,), sent=Dateline("8:07 AM", None, "08:07")),
        "Sam Altman to [Shivon Zilis], iMessage, n.d., 08:07, in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "two addressees": (
        altman(to=(MUSK, BROCKMAN)),
        "Sam Altman to Elon Musk and Greg Brockman, email, 25 May 2015, 21:10, "
        "in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
    "more than three": (
        altman(to=(MUSK, BROCKMAN, SUTSKEVER, HIDDEN)),
        "Sam Altman to Elon Musk et al., email, 25 May 2015, 21:10, in Letters & Words, 2015–2016, version 0.1, no. 1.",
    ),
}


@pytest.mark.parametrize("case", sorted(BY_HAND))
def test_the_sentence_is_the_one_written_by_hand(case: str) -> None:
    """Every kind of header is cited as an editor would, with no more of its date than is printed."""
    message, expected = BY_HAND[case]
    assert plain(sentence(message, BOOK)) == expected
    assert plain(sentence(message, BOOK), 2) == expected.removesuffix(".") + ", ¶2."
    linked = expected.removesuffix(".") + ", ¶2, https://letters.example/book/letters/2015-05-25-altman.html#p2."
    assert plain(sentence(message, ON_THE_WEB), 2) == linked


def test_bibtex_is_the_entry_written_by_hand(corpus: Corpus) -> None:
    """Names sort, special characters are escaped, the address is there where the book has one."""
    assert plain(bibtex(altman(), ON_THE_WEB, corpus.register), 2) == (
        "@misc{2015-05-25-altman,\n"
        "  author = {Altman, Sam},\n"
        "  title = {{Sam Altman to Elon Musk, 25 May 2015, 21:10}},\n"
        "  howpublished = {Email no.~1, \\P{}2 in \\emph{Letters \\& Words, 2015--2016}, version 0.1},\n"
        "  year = {2015},\n"
        "  month = may,\n"
        "  url = {https://letters.example/book/letters/2015-05-25-altman.html#p2}\n"
        "}"
    )
    message, _ = BY_HAND["an iMessage to whom nobody names"]
    assert plain(bibtex(replace(message, header=replace(message.header, sender=(HIDDEN,))), BOOK, corpus.register)) == (
        "@misc{2015-05-25-altman,\n"
        "  author = {{[redacted]}},\n"
        "  title = {{[redacted] to [Shivon Zilis], n.d., 08:07}},\n"
        "  howpublished = {iMessage no.~1 in \\emph{Letters \\& Words, 2015--2016}, version 0.1},\n"
        "  note = {Addressee inferred}\n"
        "}"
    )


def test_csl_json_is_the_item_written_by_hand(corpus: Corpus) -> None:
    """A reference manager gets people as people, a date as far as printed, what is inferred in the note."""
    message, _ = BY_HAND["an iMessage to whom nobody names"]
    assert json.loads(plain(csl_json(message, BOOK, corpus.register))) == [
        {
            "id": "2015-05-25-altman",
            "type": "personal_communication",
            "genre": "iMessage",
            "author": [{"family": "Altman", "given": "Sam"}],
            "recipient": [{"family": "Zilis", "given": "Shivon"}],
            "title": "Sam Altman to [Shivon Zilis]",
            "container-title": "Letters & Words, 2015–2016",
            "version": "0.1",
            "note": "sent at 08:07; addressee inferred",
            "number": "1",
        }
    ]
    (item,) = json.loads(plain(csl_json(altman(sender=(HIDDEN,)), ON_THE_WEB, corpus.register), 3))
    assert item["author"] == [{"literal": "[redacted]"}]
    assert item["issued"] == {"date-parts": [[2015, 5, 25]]}
    assert (item["locator"], item["URL"]) == ("¶3", "https://letters.example/book/letters/2015-05-25-altman.html#p3")


def test_every_letter_keeps_the_contract_of_csl_json(corpus: Corpus) -> None:
    """With or without address and paragraph, all items are valid, and a wrong one is not."""
    for message in corpus.messages.values():
        for edition, paragraph in ((BOOK, None), (ON_THE_WEB, 2)):
            jsonschema.validate(json.loads(plain(csl_json(message, edition, corpus.register), paragraph)), SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "x", "type": "personal_communication", "time": "21:10"}], SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "x", "type": "letter"}], SCHEMA)


def test_json_ld_says_what_the_header_says(corpus: Corpus) -> None:
    """The letter is an EmailMessage or a Message, in the book; hidden people are left out; no text can end the script."""
    message = corpus.messages["2017-06-12-sutskever"]
    said = json.loads(json_ld(message, ON_THE_WEB, corpus.register, ()))
    assert (said["@type"], said["dateSent"]) == ("EmailMessage", "2017-06-12T22:39")
    assert said["sender"] == [{"@type": "Person", "name": "Ilya Sutskever"}]
    assert [person["name"] for person in said["toRecipient"]] == ["Greg Brockman", "Elon Musk"]
    assert said["url"] == "https://letters.example/book/letters/2017-06-12-sutskever.html"
    assert said["isPartOf"]["@type"] == "Book"
    undated = json.loads(json_ld(corpus.messages["2022-10-altman"], BOOK, corpus.register, ()))
    assert undated["@type"] == "Message"
    assert not {"dateSent", "url"} & set(undated)
    assert "<" not in json_ld(message, replace(BOOK, title="</script>"), corpus.register, ())


def test_letters_follow_one_another_in_three_ways(corpus: Corpus) -> None:
    """Before and after: by date, in the thread, and between the same two people in either direction."""
    neighbours = Neighbours(corpus, list(corpus.messages))
    message = corpus.messages["2015-11-22-brockman"]
    dates = neighbours.date(message)
    assert [one.number for one in (dates.before, dates.after) if one] == ["6", "8"]
    (between,) = neighbours.between(message)
    assert between.label == "Between Greg Brockman and Elon Musk"
    assert between.before is None
    assert between.after is corpus.messages["2015-11-22-musk"]
    assert neighbours.date(corpus.messages[list(corpus.messages)[-1]]).after is None


def test_a_letters_page_has_its_notes_with_their_links(book: Book) -> None:
    """Emphasis and links of a note are kept; a letter's link leads to the letter's page, marks and notes to one another."""
    page = book.write(index="# Book\n" + THREAD.format(note=NOTE)).build(**NO_REGISTER).page("letters/2015-05-25-altman")
    (note,) = page.xpath("//aside[@id='note-1']")
    assert words(note) == "[1] Not the first; see no. 1 ¶1 and a page.".replace("no. 1 ¶1", "no. 2 ¶1")
    assert note.xpath(".//em/text()") == ["Not"]
    assert note.xpath(".//p//a/@href") == ["2015-05-25-musk.html#p1", "https://example.org/"]
    assert page.xpath("//p[@id='p4']//a[@id='mark-1']/@href") == ["#note-1"]
    assert page.xpath("//dt[.='Chapter']/following-sibling::dd/a/@href") == ["../index.html#msg-2015-05-25-altman"]


def test_no_address_is_invented(book: Book) -> None:
    """Without html_baseurl a page has no absolute address of its own; with it, canonical, citation and JSON-LD agree."""
    book.write(index="# Book\n" + THREAD.format(note="Note."))
    name, base = "letters/2015-05-25-altman.html", "https://letters.example/book"
    bare = book.build(where="bare", **NO_REGISTER).text(name)
    assert "http" not in bare.replace("https://schema.org", "")
    page = html.fromstring(book.build(where="web", html_baseurl=base, **NO_REGISTER).text(name))
    address = f"{base}/{name}"
    assert page.xpath("//link[@rel='canonical']/@href") == [address]
    assert page.xpath("//meta[@property='og:url']/@content") == [address]
    assert page.xpath("//meta[@name='citation_public_url']/@content") == [address]
    assert json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])["url"] == address
    assert address in page.xpath("string(//p[@data-form='Sentence'])")


def test_the_line_below_a_letter_leads_to_its_page_in_html_alone(book: Book) -> None:
    """At home a letter has one quiet line, outside its text; an EPUB, which has no such pages, has none."""
    book.write(index="# Book\n" + THREAD.format(note="Note."))
    page = book.build(**NO_REGISTER).page()
    first = page.xpath("//p[@class='message-controls'][@data-apparatus]")[0]
    assert words(first) == "Link Cite no. 2 →"
    assert first.xpath("a/@href") == [
        "letters/2015-05-25-altman.html", "letters/2015-05-25-altman.html#cite", "#msg-2015-05-25-musk",
    ]  # fmt: skip
    assert not first.xpath("ancestor::*[contains(@class, 'message-body')]")
    for builder, name in (
        ("epub", "index.xhtml"),
        ("singlehtml", "index.html"),
        ("dirhtml", "index.html"),
        ("text", "index.txt"),
    ):
        built = book.build(builder, **NO_REGISTER)
        assert not (built.out / "letters").exists()
        assert "letters/2015" not in built.text(name)
        assert "Permanent link" not in built.text(name)


def other_page(book: Book) -> Book:
    """A book of two pages, one of which quotes and names a letter of the other."""
    book.write(index="# Book\n\n```{toctree}\nhome\nprose\n```\n", home="# Home\n" + THREAD.format(note="Note."))
    return book.write(prose='# Prose\n\nSee {msg}`2015-05-25-musk`, and {quote}`2015-05-25-altman "almost definitely not"`.\n')


EDITS: dict[str, Callable[[Book], None]] = {
    "a note": lambda book: book.edit("home", "Note.", "Another note with {msg}`2015-05-25-musk`."),
    "a quotation elsewhere": lambda book: book.edit("prose", "almost definitely not", "the answer is"),
    "a letter named elsewhere": lambda book: book.edit("prose", "{msg}`2015-05-25-musk`", "{msg}`2015-05-25-altman ¶2`"),
    "a title": lambda book: book.edit("prose", "# Prose", "# Other prose"),
    "a letter that is gone": lambda book: book.edit("home", "::::{message} 2015-05-25-musk\n::::\n", ""),
    "nothing": lambda book: None,
}


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_after_an_edit_the_letters_pages_are_those_of_a_cold_build(book: Book, kind: str) -> None:
    """Whatever a letter's page shows of other pages, an incremental build leaves the pages of a build from nothing."""
    other_page(book).build(**NO_REGISTER)
    EDITS[kind](book)
    settings = NO_REGISTER | ({"suppress_warnings": ["edition", "ref"]} if kind == "a letter that is gone" else {})
    warm, cold = book.build(**settings).tree(), book.build(where="cold", **settings).tree()
    letters = [name for name in cold if name.startswith("letters/")]
    assert letters
    assert letters == [name for name in warm if name.startswith("letters/")]
    assert [name for name in letters if warm[name] != cold[name]] == []


def test_only_letters_that_an_edit_concerns_are_written_again(book: Book) -> None:
    """A quotation elsewhere rewrites the page of the letter that it quotes, and no other."""
    out = other_page(book).build(**NO_REGISTER).out
    before = {path.name: path.stat().st_mtime_ns for path in (out / "letters").iterdir()}
    EDITS["a quotation elsewhere"](book)
    book.build(**NO_REGISTER)
    after = {path.name: path.stat().st_mtime_ns for path in (out / "letters").iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["2015-05-25-altman.html"]


def test_a_page_that_was_lost_or_left_half_done_is_written_again(book: Book) -> None:
    """A build that was broken off, or a page that was deleted, is made good by the next one."""
    built = other_page(book).build(**NO_REGISTER)
    page = built.out / "letters" / "2015-05-25-musk.html"
    page.unlink()
    book.build(**NO_REGISTER)
    assert page.exists()
    (built.out.parent / "doctrees" / "letters.json").unlink()
    page.write_text("half", encoding="utf-8")
    book.build(**NO_REGISTER)
    assert page.read_text("utf-8") != "half"


def test_a_page_escapes_what_it_prints(whole: Callable[[str], Built]) -> None:
    """A letter's '<' and '&' are text in body, title, description and attributes: every page is well-formed for a parser."""
    for path in sorted((whole("html").out / "letters").glob("*.html")):
        parser = etree.HTMLParser(encoding="utf-8")
        tree = etree.parse(str(path), parser)
        wrong = [one.message for one in parser.error_log if "Tag " not in one.message and "invalid" not in one.message]
        assert wrong == [], path.name
        description = tree.xpath("//meta[@name='description']/@content")[0]
        assert 0 < len(description) <= 203, path.name
