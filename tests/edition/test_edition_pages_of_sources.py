"""Chronology, figures, conflicts, what is missing and redactions, against the tables and the letters' own characters."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus

from .conftest import SOURCES, Book, Built, chapter, class_of, words

PARTS = ("chronology", "figures", "conflicts", "missing", "redactions", "documents")
MONTHS = tuple(calendar.month_name)[1:]


def rows_of(name: str, sources: Path = SOURCES) -> list[dict[str, str]]:
    """The rows of a table by column, read here and not by the edition's code."""
    lines = (sources / name).read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return [dict(zip(head, row, strict=True)) for row in rows]


def date_in_words(iso: str) -> str:
    """2015 → 2015, 2015-07 → July 2015, 2015-07-01 → 1 July 2015; a time after a comma."""
    day, _, time = iso.partition("T")
    year, month, number = (*day.split("-"), "", "")[:3]
    date = " ".join(filter(None, (number.lstrip("0"), MONTHS[int(month) - 1] if month else "", year)))
    return f"{date}, {time}" if time else date


def write(book: Book, corpus: Corpus) -> Book:
    """A book of all letters with a page for each generated part."""
    book.write(letters=chapter(corpus, "All letters", corpus.by_thread))
    pages = {part: f"# {part.capitalize()}\n\n```{{{part}}}\n```\n" for part in PARTS}
    toctree = "\n".join(("letters", *PARTS))
    return book.write(index=f"# Book\n\n```{{toctree}}\n{toctree}\n```\n", **pages)


@pytest.fixture(scope="module")
def sources_book(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Book:
    """The book of all letters and parts."""
    return write(Book(tmp_path_factory.mktemp("parts")), corpus)


@pytest.fixture(scope="module")
def built(sources_book: Book) -> Built:
    """The book as HTML, without a warning."""
    built = sources_book.build()
    assert built.warnings == ""
    return built


@pytest.fixture(scope="module")
def numbers() -> dict[str, str]:
    """Message → its number, from the ledger."""
    return {row["id"]: row["number"] for row in rows_of("ledger.tsv")}


def target_of(source: str, paragraph: str) -> str:
    """Where a link to a place of the sources leads: to the paragraph of a letter, or to the description of a document."""
    sigla = {"brockman": "b", "brockman-markdown": "m", "chronology": "p", "reader": "r"}
    if source in sigla:
        return f"documents.html#witness-{sigla[source]}"
    return f"letters.html#msg-{source}-p{paragraph}"


def section_of(page: Any, anchor: str) -> Any:
    """One section of a page."""
    (section,) = page.xpath(f"//section[@id='{anchor}']")
    return section


def table_rows(element: Any, name: str, kind: str = "") -> list[Any]:
    """The rows of a table, perhaps of one kind only."""
    rows = element.xpath(f".//table[{class_of(name)}]/tbody/tr")
    return [row for row in rows if not kind or (row.get("class") and kind in row.get("class").split())]


# Chronology


def test_the_chronology_has_every_letter_and_every_event_once(built: Built, numbers: dict[str, str]) -> None:
    """One row for each row of the ledger and of the table of events, and a row for each year that something stands in."""
    page = built.page("chronology")
    letters = [words(row[1]) for row in table_rows(page, "chronology", "letter")]
    assert sorted(letters, key=int) == sorted(numbers.values(), key=int)
    events = [words(row[2]) for row in table_rows(page, "chronology", "event")]
    assert sorted(events) == sorted(row["what"] for row in rows_of("apparatus/events.tsv"))
    years = [words(row) for row in table_rows(page, "chronology", "year")]
    assert years == sorted(set(years))
    assert len(table_rows(page, "chronology")) == len(letters) + len(events) + len(years)


def test_the_chronology_runs_in_time(built: Built) -> None:
    """Every row's own date, as precise as it is, is no earlier than that of any row before it; every row is in its year.

    Of two dates that hold one another the less precise stands first: a month before its days, a day before its hours.
    """
    latest, year = "", ""
    before: list[str] = []
    for row in table_rows(built.page("chronology"), "chronology"):
        if row.get("class") == "year":
            year = words(row)
            continue
        date = row[0].xpath(".//time/@datetime")
        if date and re.match(r"\d{4}", date[0]):
            day = date[0][:10]
            assert day[:4] == year
            assert day >= latest[: len(day)]
            latest = max(latest, day)
            if row.get("class") == "event":
                assert not [other for other in before if other.startswith(date[0]) and other != date[0]]
            before.append(date[0])
    assert latest[:4] == year


def test_letters_of_one_day_keep_the_archives_order(built: Built, numbers: dict[str, str]) -> None:
    """A header that prints the day only, and one that prints another zone, stand where the archive has them."""
    shown = [words(row[1]) for row in table_rows(built.page("chronology"), "chronology", "letter")]
    assert shown == list(numbers.values())


def test_an_event_is_marked_dated_and_led_to_its_place(built: Built, numbers: dict[str, str]) -> None:
    """Each event is called one in a word, its date is as precise as the table's, and it links to the words that date it."""
    shown = {words(row[2]): row for row in table_rows(built.page("chronology"), "chronology", "event")}
    for event in rows_of("apparatus/events.tsv"):
        row = shown[event["what"]]
        assert words(row[1]) == "Event"
        assert row[0].xpath(".//time/@datetime") == [event["when"]]
        lacking = {4: ", month and day not stated", 7: ", day not stated"}.get(len(event["when"]), "")
        assert words(row[0]) == date_in_words(event["when"]) + lacking
        assert " ".join(event["words"].split()) in words(row[3])
        assert set(row[3].xpath(".//a/@href")) == {target_of(event["source"], event["paragraph"])}
        if event["source"] in numbers:
            assert words(row[3]).startswith(f"no. {numbers[event['source']]} ¶{event['paragraph']}:")


def test_an_undated_turn_has_its_bounds_and_their_reason(built: Built, numbers: dict[str, str]) -> None:
    """Every row of the table of intervals is printed with its turn, bounds in words; no other letter has a bound."""
    shown = {words(row[1]): row for row in table_rows(built.page("chronology"), "chronology", "letter")}
    bounded = {number for number, row in shown.items() if row.xpath(f".//*[{class_of('interval')}]")}
    intervals = rows_of("apparatus/intervals.tsv")
    assert bounded == {numbers[row["message"]] for row in intervals}
    for interval in intervals:
        date, parties = words(shown[numbers[interval["message"]]][0]), words(shown[numbers[interval["message"]]][2])
        assert "not printed; " in date
        for bound in ("after", "before"):
            assert (f"{bound} {date_in_words(interval[bound])}" in date) if interval[bound] else (f"{bound} " not in date)
        assert parties.endswith(interval["reason"])


def test_years_can_be_gone_to(built: Built) -> None:
    """A line of links leads to the row of each year."""
    page = built.page("chronology")
    links = page.xpath(f"//p[{class_of('jumps')}]//a")
    assert [words(link) for link in links] == [words(row) for row in table_rows(page, "chronology", "year")]
    for link in links:
        (row,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert words(row) == words(link)


def test_a_new_event_takes_its_place(book: Book, corpus: Corpus) -> None:
    """An event that is added to the table stands among the letters by its date, not where the table has it."""
    sources = book.own_sources()
    with (sources / "apparatus" / "events.tsv").open("a", encoding="utf-8") as table:
        table.write("2015-06-01\t2015-05-25-altman\t1\tstop humanity\tA day between two letters.\n")
    page = write(book, corpus).build().page("chronology")
    kinds = [words(row[1]) if len(row) > 1 else "" for row in table_rows(page, "chronology")]
    texts = [words(row[2]) if len(row) > 2 else "" for row in table_rows(page, "chronology")]
    at = texts.index("A day between two letters.")
    assert (kinds[at - 1], kinds[at + 1]) == ("2", "3")


# Figures


def test_figures_are_those_of_the_table_in_time(built: Built, numbers: dict[str, str]) -> None:
    """Each figure has its rows, no more and no fewer: value, words, place and note; letters in time, documents after them."""
    rows = rows_of("apparatus/figures.tsv")
    page = built.page("figures")
    names = list(dict.fromkeys(row["figure"] for row in rows))
    assert [section.get("id") for section in page.xpath("//section//section")] == [f"figure-{n.replace(' ', '-')}" for n in names]
    for name in names:
        shown = table_rows(section_of(page, f"figure-{name.replace(' ', '-')}"), "figures")
        expected = [row for row in rows if row["figure"] == name]
        assert sorted((words(row[1]), words(row[3])) for row in shown) == sorted((row["value"], row["note"]) for row in expected)
        dates = [date[:10] for row in shown for date in row[0].xpath(".//time/@datetime") if date.startswith("20")]
        assert dates == sorted(dates)
        assert [words(row[0]) for row in shown].count("date not stated") == sum(row["source"] == "brockman" for row in expected)
        cited = [re.search(r"no\. (\d+) ¶", words(row[2])) for row in shown]
        order = [int(match[1]) if match else 1000 for match in cited]
        assert order == sorted(order)
        for row in expected:
            (there,) = [one for one in shown if (words(one[1]), words(one[3])) == (row["value"], row["note"])]
            assert row["words"] in words(there[2])
            assert target_of(row["source"], row["paragraph"]) in there[2].xpath(".//a/@href")
            assert numbers.get(row["source"], "") in words(there[2])


# Conflicts


def test_every_conflict_is_listed_with_kind_places_and_state(built: Built, numbers: dict[str, str]) -> None:
    """The items of a kind are the table's rows of it: both letters linked, open or explained said in a word, the explanation."""
    rows = rows_of("apparatus/conflicts.tsv")
    page = built.page("conflicts")
    for kind in {row["kind"] for row in rows}:
        section = section_of(page, f"conflict-{kind}")
        shown = [(words(item[0]), words(item[1])) for item in section.xpath(".//li")]
        expected = [row for row in rows if row["kind"] == kind]
        assert sorted(text for _, text in shown) == sorted(row["explanation"] for row in expected)
        assert f"Found by {'reading' if kind == 'places' else 'machine'}" in words(section)
        for row in expected:
            (head,) = [head for head, text in shown if text == row["explanation"]]
            assert head.endswith(f": {row['status']}")
            assert re.findall(r"no\. (\d+) \(", head) == [numbers[id] for id in (row["message"], row["other"]) if id]
    for item in page.xpath("//li[p]"):
        if item.getparent().get("class") == "conflicts simple":
            assert item[0].xpath(".//a")


def test_conflicts_are_counted_by_who_found_them_and_how_they_stand(built: Built) -> None:
    """The line on top counts the table's rows: by machine and by reading, explained and open."""
    rows = rows_of("apparatus/conflicts.tsv")
    read, left = sum(row["kind"] == "places" for row in rows), sum(row["status"] == "open" for row in rows)
    found = f"{len(rows)} conflicts: {len(rows) - read} found by machine, {read} by reading"
    top = words(built.page("conflicts").xpath(f"//p[{class_of('counts')}]")[0])
    assert top == f"{found}; {len(rows) - left} explained, {left} open."


def test_letters_that_an_explanation_names_are_links(built: Built, numbers: dict[str, str]) -> None:
    """'no. 22 ¶11' in a sentence of ours leads to that paragraph; a number that no letter has leads nowhere."""
    page = built.page("conflicts")
    ids = {number: id for id, number in numbers.items()}
    named = [link for link in page.xpath("//li/p[2]//a") if "¶" in words(link)]
    assert named
    for link in named:
        ((number, paragraph),) = re.findall(r"^[Nn]o\. (\d+) ¶(\d+)(?:–\d+)?$", words(link))
        assert link.get("href") == f"letters.html#msg-{ids[number]}-p{paragraph}"
    for text in page.xpath("//li/p[2]//text()[not(ancestor::a)]"):
        assert not re.search(r"\b[Nn]o\. \d", text)


# What is missing


def test_everything_that_the_archive_lacks_is_listed_by_kind(built: Built, numbers: dict[str, str]) -> None:
    """Each kind has the table's rows without a target: letter and paragraph, the words with their link, and the note."""
    rows = [row for row in rows_of("apparatus/references.tsv") if not row["to"]]
    page = built.page("missing")
    for kind in {row["kind"] for row in rows}:
        items = section_of(page, f"missing-{kind}").xpath(".//li")
        expected = [row for row in rows if row["kind"] == kind]
        assert sorted(
            (words(item[0]).partition(",")[0], words(item[1]).strip("“”\"'‘’"), words(item[2])) for item in items
        ) == sorted(
            (f"no. {numbers[row['message']]} ¶{row['paragraph']}", " ".join(row["words"].split()).strip("“”\"'‘’"), row["note"])
            for row in expected
        )
        assert {link for item in items for link in item[1].xpath(".//a/@href")} == {
            target_of(row["message"], row["paragraph"]) for row in expected
        }
    shown = words(page)
    assert not [row for row in rows_of("apparatus/references.tsv") if row["to"] and row["note"] in shown]
    top = words(page.xpath(f"//p[{class_of('counts')}]")[0])
    assert top.startswith(f"{len(rows)} passages of {len({row['message'] for row in rows})} letters speak of what")


def test_answers_without_originals_follow_from_the_headings(built: Built, archive: str) -> None:
    """Threads headed Re: whose subject no earlier heading has are listed; the one that Musk passed on is there, and is not."""
    heads = [line[len("Subject: ") :].replace("📎", "").strip() for line in archive.split("\n") if line.startswith("Subject: ")]
    assert "Fwd: congrats on the falcon 9" in heads
    answers = [head for at, head in enumerate(heads) if head.startswith("Re: ") and head[4:] not in heads[:at]]
    items = section_of(built.page("missing"), "missing-originals").xpath(".//li")
    assert [words(item[0]) for item in items] == answers
    for item in items:
        assert item[0].xpath(".//a/@href")[0].startswith("letters.html#thread-")


def test_the_transcribers_marks_are_listed_as_they_stand(built: Built, archive: str) -> None:
    """Brackets that stand for a link, a message or a note, and the screenshot: the archive's own characters, in its order."""
    marks = re.findall(r"\[Link to [^\]]+\]|\[Forwarded previous[^\]]+\]|<screenshot [^>]+>|(?<=\w)\[\d\]", archive)
    items = section_of(built.page("missing"), "missing-marks").xpath(".//li")
    assert [words(item.xpath(f".//*[{class_of('transcriber')}]")[0]) for item in items] == marks


# Redactions


def test_the_redactions_are_those_of_the_witness(built: Built, archive: str) -> None:
    """As many as the archive's characters have, in each notation, and the bars with their lengths in the archive's order."""
    rows = table_rows(built.page("redactions"), "redactions")
    counts = Counter(words(row[1]) for row in rows)
    assert counts == {
        "angle brackets": len(re.findall("<redacted>", archive)),
        "square brackets": len(re.findall(r"\[redacted\]", archive)),
        "bars": len(re.findall("█+", archive)),
    }
    lengths = [words(row[2]) for row in rows if words(row[1]) == "bars"]
    assert lengths == [f"{len(bar)} characters" for bar in re.findall("█+", archive)]
    assert {words(row[2]) for row in rows if words(row[1]) != "bars"} == {"no length"}
    top = " ".join(words(line) for line in built.page("redactions").xpath(f"//p[{class_of('counts')}]"))
    assert top.startswith(f"{len(rows)} redactions: ")
    assert f"{archive.count('█')} characters long" in top


def test_each_redaction_says_where_it_stands_and_what_it_takes_away(built: Built, archive: str, numbers: dict[str, str]) -> None:
    """By the line of the witness: a header's party, nothing but redactions, or a part; the link leads to its paragraph."""
    table = Path(__file__).resolve().parents[1] / "corpus" / "expected" / "messages.tsv"
    head, *lines = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    letters = [dict(zip(head, line, strict=True)) for line in lines]
    expected = []
    for letter, (id, number) in zip(letters, numbers.items(), strict=True):
        first, last = int(letter["line"]), int(letter["last"])
        texts = archive.split("\n")[first - 1 : last]
        filled = [text for text in texts[1:] if text.strip()]
        for paragraph, text in enumerate([texts[0], *filled]):
            marks = re.findall(r"<redacted>|\[redacted\]|█+", text)
            alone = not re.sub(r"<redacted>|\[redacted\]|█+", "", text).strip()
            for mark in marks:
                part = "a passage within a paragraph" if "█" in mark else "a name or words within a paragraph"
                extent = "a whole paragraph" if alone else part
                if paragraph:
                    where, anchor = f"no. {number} ¶{paragraph}", f"letters.html#msg-{id}-p{paragraph}"
                else:
                    where, anchor, extent = f"no. {number}, header", f"letters.html#msg-{id}", "a party of the header"
                expected.append((where, anchor, extent))
    rows = table_rows(built.page("redactions"), "redactions")
    assert [(words(row[0]), row[0].xpath(".//a/@href")[0], words(row[3])) for row in rows] == expected


# All pages


@pytest.mark.parametrize("part", PARTS[:-1])
def test_every_link_of_a_generated_page_leads_to_something(part: str, built: Built) -> None:
    """No link of a list is dead: the page and the anchor exist."""
    page = built.page(part)
    anchors = {name: set(built.page(name).xpath("//@id")) for name in ("letters", "documents", part)}
    links = page.xpath("//section//a[contains(@class, 'internal')]/@href")
    assert links
    for link in links:
        name, _, anchor = link.partition("#")
        assert anchor in anchors[name.removesuffix(".html") or part], link


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo"])
def test_the_lists_say_the_same_on_paper(builder: str, sources_book: Book) -> None:
    """Other writers print an event, an explanation, a note and a length, without a warning."""
    pages = [("index", "letters", "Letters", ["the editors"], 1)]
    built = sources_book.build(builder, man_pages=pages)
    assert built.warnings == ""
    files = [path for path in built.out.rglob("*") if path.suffix in (".txt", ".tex", ".1", ".texi")]
    text = re.sub(r"[\s|\\]+", "", "".join(path.read_text(encoding="utf-8") for path in files))
    for said in ("by reading", "not in the archive", "177 characters", "Musk left OpenAI"):
        assert re.sub(r"\s+", "", said) in text, said
