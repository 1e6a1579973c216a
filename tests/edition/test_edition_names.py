"""Names in letters, references between letters, and the register's pages and index, against the tables that people keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus

from .conftest import SOURCES, Book, Built, body_of, chapter, class_of, without_apparatus, words

FIRST = "question"
PROSE = """# The first thread

It began with {person}`altman` and {org}`YC <yc>`, before there was {org}`openai`.

:::::{thread} question

::::{message} 2015-05-25-altman
:::{annotation} Google
Not the first to be named.
:::
:::{annotation} YC to start
A note that begins with a name and goes on.

Its second paragraph.
:::
:::{annotation} for AI? My sense
A note that ends after one.
:::
::::

Then {person}`Elon <musk>` answered, and {person}`altman` wrote again.

::::{message} 2015-05-25-musk
::::
::::{message} 2015-06-24-altman
::::
::::{message} 2015-06-24-musk
::::
:::::

```{toctree}
letters
names
```
"""
#: The role and the anchor of each kind of entries.
KINDS = {"people": "person", "organisations": "org", "terms": "term"}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the sources, by column."""
    lines = [line for line in (SOURCES / name).read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]


NUMBERS = {row["id"]: row["number"] for row in rows("ledger.tsv")}
THREADS = {row["id"]: row["thread"] for row in rows("ledger.tsv")}


def anchor(corpus: Corpus, entry: str) -> str:
    """Where the register of this file's book prints an entry."""
    kind = "person" if entry in corpus.people else "org" if entry in corpus.organisations else "term"
    return f"names.html#{kind}-{entry}"


def home(id: str, paragraph: str = "", page: str = "") -> str:
    """Where a letter or its paragraph stands, as a link on ``page``."""
    docname = "index" if THREADS[id] == FIRST else "letters"
    return f"{'' if docname == page else docname + '.html'}#msg-{id}{'-p' + paragraph if paragraph else ''}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Callable[[str], Built]:
    """All letters, a little prose and notes, and the register of everything with a sentence about each entry."""
    book = Book(tmp_path_factory.mktemp("names"))
    first, *others = corpus.by_thread
    assert first == FIRST
    parts = ["# Names", ""]
    for directive, entries in (("people", corpus.people), ("organisations", corpus.organisations), ("glossary", corpus.terms)):
        parts += [f"## All {directive}", "", f":::::{{{directive}}}"]
        for id in entries:
            parts += [f"::::{{about}} {id}", f"What is said of {id}.", "::::"]
        parts += [":::::", ""]
    book.write(index=PROSE, letters=chapter(corpus, "All the other letters", others), names="\n".join(parts))
    done: dict[str, Built] = {}

    def by(builder: str) -> Built:
        if builder not in done:
            done[builder] = book.build(builder)
            assert done[builder].warnings == ""
        return done[builder]

    return by


@pytest.fixture(scope="module")
def pages(built: Callable[[str], Built]) -> dict[str, Any]:
    """The pages of the HTML book, parsed."""
    return {name: built("html").page(name) for name in ("index", "letters", "names", "edition-people", "genindex")}


@pytest.fixture(scope="module")
def printed(pages: dict[str, Any]) -> dict[str, Any]:
    """Every letter's element by id."""
    found = [*pages["index"].xpath("//*[@data-message]"), *pages["letters"].xpath("//*[@data-message]")]
    return {element.get("data-message"): element for element in found}


def paragraph_of(letter: Any, number: str) -> Any:
    """A paragraph of a letter."""
    (found,) = letter.xpath(f".//p[@id='msg-{letter.get('data-message')}-p{number}']")
    return found


def entry_of(pages: dict[str, Any], corpus: Corpus, entry: str) -> tuple[Any, Any]:
    """An entry's term and definition in the register."""
    (term,) = pages["names"].xpath(f"//dt[@id='{anchor(corpus, entry).partition('#')[2]}']")
    return term, term.getnext()


def lines_of(definition: Any) -> dict[str, Any]:
    """The labelled lines of an entry."""
    facts = definition.xpath(f".//p[{class_of('facts')}]")
    return {words(line.xpath(f".//*[{class_of('label')}]")[0]).rstrip(":"): line for line in facts}


# Names in letters


def test_a_resolved_name_leads_to_its_entry(printed: dict[str, Any], corpus: Corpus) -> None:
    """Each row of the table that identifies somebody in an author's own words is a link there; one that does not is none."""
    linked = 0
    for row in rows("register/mentions.tsv"):
        letter = printed[row["message"]]
        found = paragraph_of(letter, row["paragraph"]).xpath(f".//a[{class_of('mention')}]")
        targets = [link.get("href") for link in found if words(link) == row["words"]]
        if row["entry"] == "?":
            assert targets == []
        else:
            text = words(without_apparatus(paragraph_of(letter, row["paragraph"])))
            in_a_mark = "[Link" in text or "[Forwarded" in text or "<screenshot" in text or "http" in text
            assert anchor(corpus, row["entry"]) in targets or in_a_mark, row
            linked += anchor(corpus, row["entry"]) in targets
    assert linked > 100


def test_links_on_names_change_no_character(printed: dict[str, Any], corpus: Corpus) -> None:
    """Every letter reads as the sources have it, whatever is linked, annotated, or both."""
    for id, letter in printed.items():
        expected = [line.lstrip(" ") for line in corpus.messages[id].body.split("\n") if line.strip()]
        body = without_apparatus(body_of(letter))
        assert [paragraph.text_content() for paragraph in body.xpath(f".//p[{class_of('letter')}]")] == expected
    assert len(printed) == 85


def test_links_on_names_stand_in_nothing_that_leads_elsewhere(printed: dict[str, Any]) -> None:
    """No name is a link within a printed address, a redaction or the transcriber's marks; none is empty or has links in it."""
    count = 0
    for letter in printed.values():
        for link in body_of(letter).xpath(f".//a[{class_of('mention')}]"):
            count += 1
            assert link.text_content().strip() == link.text_content() != ""
            assert not link.xpath("ancestor::a or .//a")
            assert not link.xpath(f"ancestor::*[{class_of('redaction')} or {class_of('transcriber')} or @data-apparatus]")
    assert count > 500


@pytest.mark.parametrize(
    ("number", "pieces"),
    [
        ("3", [("Google", "google", True)]),
        ("4", [("YC", "yc", True), ("Manhattan Project", "manhattan-project", False), ("AI", "ai", True)]),
    ],
)
def test_a_name_within_the_words_of_a_note_is_still_a_link(
    number: str, pieces: list[tuple[str, str, bool]], printed: dict[str, Any], corpus: Corpus
) -> None:
    """Words of a note may begin or end with a name, or be one: the name leads to the register and is marked with the rest."""
    links = paragraph_of(printed["2015-05-25-altman"], number).xpath(f".//a[{class_of('mention')}]")
    shown = [(words(link), link.get("href"), "annotated" in link.get("class").split()) for link in links]
    assert [piece for piece in shown if piece[0] in {name for name, _, _ in pieces}] == [
        (name, anchor(corpus, entry), noted) for name, entry, noted in pieces
    ]


def test_without_a_register_names_are_words(book: Book) -> None:
    """In a book that prints no register a name is plain text, not a link that leads nowhere."""
    book.write(index="# Title\n\n::::{message} 2015-05-25-altman\n::::\n")
    built = book.build()
    (letter,) = built.page().xpath("//*[@data-message]")
    assert body_of(letter).xpath(f".//a[not({class_of('paragraph-number')}) and not(ancestor::*[@data-apparatus])]") == []
    assert "Google to do it first" in body_of(letter).text_content()


# References at both ends


def quoted(row: dict[str, str]) -> str:
    """The words of a row with single blanks."""
    return " ".join(row["words"].split())


def test_a_reference_is_shown_where_it_stands(printed: dict[str, Any]) -> None:
    """Below its letter: the paragraph, the words, what they do, and the letter they lead to, or that the archive lacks it."""
    for row in rows("apparatus/references.tsv"):
        page = "index" if THREADS[row["message"]] == FIRST else "letters"
        items = printed[row["message"]].xpath(f".//details[{class_of('message-references')}]//li")
        mine = [item for item in items if item.xpath(".//a/@href")[0] == home(row["message"], row["paragraph"], page)]
        mine = [item for item in mine if [words(one) for one in item.xpath(f".//*[{class_of('words')}]")] == [quoted(row)]]
        mine = [item for item in mine if (row["kind"] if row["to"] else "lacks") in words(item)]
        assert mine, row
        assert any(" ".join(row["note"].split()) in words(item) for item in mine), row
        if row["to"]:
            target, _, number = row["to"].partition(" ¶")
            assert any(item.xpath(".//a/@href")[-1] == home(target, number, page) for item in mine), row


def test_a_reference_is_shown_where_it_leads(printed: dict[str, Any]) -> None:
    """Below the letter that is meant: a link to the paragraph that looks to it, with its words; as many as there are rows."""
    expected: Counter[str] = Counter()
    for row in rows("apparatus/references.tsv"):
        if not row["to"]:
            continue
        target = row["to"].partition(" ")[0]
        expected[target] += 1
        page = "index" if THREADS[target] == FIRST else "letters"
        there = home(row["message"], row["paragraph"], page)
        items = printed[target].xpath(f".//details[{class_of('message-references')}]//li")
        assert any(
            item.xpath(".//a/@href")[0] == there and quoted(row) in words(item) and row["kind"] in words(item) for item in items
        ), row
    for id, letter in printed.items():
        summary = [words(one) for one in letter.xpath(f".//details[{class_of('message-references')}]/summary")]
        places = f"eferred to from {expected[id]} place{'' if expected[id] == 1 else 's'}"
        assert (bool(summary) and summary[0].endswith(places)) == bool(expected[id])


def test_a_letter_without_references_has_no_empty_list(printed: dict[str, Any]) -> None:
    """Where nothing leads away and nothing leads to, nothing is shown; where something does, it is closed at first."""
    some = {row["message"] for row in rows("apparatus/references.tsv")}
    some |= {row["to"].partition(" ")[0] for row in rows("apparatus/references.tsv")}
    for id, letter in printed.items():
        details = letter.xpath(f".//details[{class_of('message-references')}]")
        assert len(details) == (id in some)
        assert not any(one.get("open") is not None for one in details)
        assert all(one.xpath("ancestor-or-self::*[@data-apparatus]") for one in details)


# The register


def test_every_entry_is_there_with_what_is_said_of_it(pages: dict[str, Any], corpus: Corpus) -> None:
    """All by their sort forms, in whose order they stand; the editors' words come first."""
    for entry in corpus.register.values():
        term, definition = entry_of(pages, corpus, entry.id)
        assert words(term) == " ".join(entry.sort.split())
        assert words(definition[0]) == f"What is said of {entry.id}."
    assert len(pages["names"].xpath("//main//dt | //dl/dt")) >= len(corpus.register)


def test_every_passage_that_names_somebody_is_in_the_register(pages: dict[str, Any], corpus: Corpus) -> None:
    """Each row that identifies somebody: under its entry, its form and a link to its paragraph; an inferred one says so."""
    for row in rows("register/mentions.tsv"):
        if row["entry"] == "?":
            continue
        line = lines_of(entry_of(pages, corpus, row["entry"])[1])["Named"]
        assert row["words"] in [words(form) for form in line.xpath(f".//*[{class_of('form')}]")]
        links = [link for link in line.xpath(".//a") if link.get("href") == home(row["message"], row["paragraph"])]
        assert f"{NUMBERS[row['message']]} ¶{row['paragraph']}" in [words(link) for link in links]
        if row["certainty"] == "inferred":
            assert "(inferred)" in words(line)


def test_forms_in_the_register_are_those_that_occur(pages: dict[str, Any], corpus: Corpus, archive: str) -> None:
    """What a line gives as a form is printed in the archive, once in the list, and names this entry there."""
    for entry in corpus.register.values():
        facts = lines_of(entry_of(pages, corpus, entry.id)[1])
        forms = [form.text_content() for form in facts["Named"].xpath(f".//*[{class_of('form')}]")] if "Named" in facts else []
        assert len(forms) == len(set(forms))
        assert all(form in archive for form in forms)
        named = {m.at.text for some in corpus.apparatus.mentions.values() for m in some if m.entry == entry.id}
        assert set(forms) == named


def test_our_own_passages_on_somebody_are_in_the_register(pages: dict[str, Any], corpus: Corpus) -> None:
    """An entry that our prose names has a link to each of these passages, by the title of its page; another has none."""
    for id, count in (("altman", 2), ("musk", 1), ("yc", 1), ("openai", 1)):
        line = lines_of(entry_of(pages, corpus, id)[1])["In our words"]
        links = line.xpath(".//a")
        assert [words(link) for link in links] == ["The first thread", *(str(number) for number in range(2, count + 1))]
        for link in links:
            docname, _, target = link.get("href").partition("#")
            assert docname == "index.html"
            assert pages["index"].xpath(f"//*[@id='{target}']")
    assert "In our words" not in lines_of(entry_of(pages, corpus, "zilis")[1])


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_the_index_of_people_has_whom_letters_name_and_our_words(builder: str, built: Callable[[str], Built]) -> None:
    """A person's lines: roles of headers, then each paragraph that names the person, then passages of ours."""
    text = built(builder).text("edition-people.html" if builder == "html" else "edition-people.xhtml")
    for number, paragraph in {
        (NUMBERS[row["message"]], row["paragraph"])
        for row in rows("register/mentions.tsv")
        if row["entry"] in ("altman", "zaremba")
    }:
        assert f"Named, no. {number} ¶{paragraph}<" in text
    assert text.index("Altman, Sam") < text.index("In our words, The first thread")
    assert "Wojciech" in text


def test_the_printed_index_has_them_too(built: Callable[[str], Built]) -> None:
    """In LaTeX an index entry stands for everyone whom a letter names, by the sort form."""
    text = built("latex").text("letters.tex")
    for name in ("Zaremba, Wojciech", "Altman, Sam"):
        assert any(f"{name}@" in line and "!named@" in line for line in text.split("\\index{")[1:]), name


@pytest.mark.parametrize(("builder", "file"), [("epub", "index.xhtml"), ("latex", "letters.tex"), ("text", "index.txt")])
def test_every_format_has_notes_and_references(builder: str, file: str, built: Callable[[str], Built]) -> None:
    """Both paragraphs of a note and both ends of a reference are in every format."""
    text = " ".join(built(builder).text(file).split())
    for sentence in ("A note that begins with a name and goes on.", "Its second paragraph.", "A note that ends after one."):
        assert text.count(sentence) == 1
    assert "the regulation letter" in text.replace("\\", "")
    assert "A letter on regulation, spoken of as known to both and still to be released." in text


# Notes at their paragraphs


def test_a_note_stands_at_its_paragraph(printed: dict[str, Any]) -> None:
    """Notes follow the paragraph that holds their marks, in the order of the marks, before the next paragraph begins."""
    letter = printed["2015-05-25-altman"]
    groups = body_of(letter).xpath(f".//*[{class_of('beside')}]")
    assert [[words(note.xpath("./p")[0]) for note in group.xpath(f".//aside[{class_of('footnote')}]")] for group in groups] == [
        ["Not the first to be named."],
        ["A note that begins with a name and goes on.", "A note that ends after one."],
    ]
    for group, number in zip(groups, ("3", "4"), strict=True):
        assert group.getprevious().get("id") == f"msg-2015-05-25-altman-p{number}"
        assert group.get("data-apparatus") is not None
        marks = [f"#{note.get('id')}" for note in group.xpath(f".//aside[{class_of('footnote')}]")]
        assert group.getprevious().xpath(".//a[@role='doc-noteref']/@href") == marks


def test_the_sources_of_this_file_are_the_real_ones(sources: Path) -> None:
    """The tables that these tests read are those that the book is made of."""
    assert sources == SOURCES
