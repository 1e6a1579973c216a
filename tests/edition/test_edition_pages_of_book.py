"""Generated pages about the whole book, compared with its Markdown, its tables and its witnesses as they stand on disk."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import html

from ..book.conftest import sphinx
from .conftest import NO_REGISTER, ROOT, SOURCES, Book, class_of, replace_once, words

#: The marks that may stand around words of a source: ours and its own.
MARKS = "“”‘’\"'"
MESSAGE = re.compile(r":{3,}\{message\} (\S+)")
NOTE = re.compile(r"(?P<fence>:{3,})\{annotation\} (?P<words>.+)\n(?P<options>(?::[a-z]+:.*\n)*)")
QUOTATION = re.compile(r"\{quote\}`(?P<source>\S+)(?: ¶(?P<paragraph>\d+)(?:[-–]\d+)?)?\s+\"(?P<words>.+?)\"`", re.DOTALL)
PARTS = ("quotations", "textual-notes", "reading-log", "identifications", "source-map", "colophon")


class Used(NamedTuple):
    """A quotation as an author wrote it: page, source, paragraph if given, words."""

    page: str
    source: str
    paragraph: str
    words: str


class Note(NamedTuple):
    """A note as an author wrote it: its message, the words it is on, its kind."""

    message: str
    words: str
    kind: str


def pages() -> Iterator[tuple[str, str]]:
    """The name and the Markdown of every page of the book, without what it shows as code or as a sample."""
    book = ROOT / "book"
    for path in sorted(book.rglob("*.md")):
        if path.name != "_template.md":
            text = re.sub(
                r"^(`{3,})(?:[^{`]*?|\{sample\}[^`]*?)\n.*?^\1$",
                "",
                path.read_text(encoding="utf-8"),
                flags=re.DOTALL | re.MULTILINE,
            )
            yield path.relative_to(book).with_suffix("").as_posix(), re.sub(r"(``+) .*? \1", "", text)


@cache
def quoted() -> list[Used]:
    """Every quotation that the pages hold."""
    return [
        Used(page, found["source"], found["paragraph"] or "", " ".join(found["words"].split("\n")))
        for page, text in pages()
        for found in QUOTATION.finditer(text)
    ]


@cache
def notes() -> list[Note]:
    """Every note that the pages hold."""
    found = []
    for _, text in pages():
        for match in NOTE.finditer(text):
            kind = re.search(r":kind: (\S+)", match["options"])
            message = MESSAGE.findall(text, 0, match.start())[-1]
            found.append(Note(message, match["words"].strip(), kind[1] if kind else "explanation"))
    return found


def rows(name: str) -> list[dict[str, str]]:
    """A table of the sources."""
    lines = (SOURCES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def numbers() -> dict[str, str]:
    """Message → its number, in the archive's order."""
    return {row["id"]: row["number"] for row in rows("ledger.tsv")}


class Real:
    """The built book: its pages, parsed once, and where its links lead."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.parsed: dict[str, Any] = {}

    def page(self, name: str) -> Any:
        """One page, without the theme around it."""
        if name not in self.parsed:
            (self.parsed[name],) = html.parse(self.out / f"{name}.html").getroot().xpath("//article[@class='bd-article']")
        return self.parsed[name]

    def target(self, page: str, link: Any) -> Any:
        """The one element that a link on ``page`` leads to."""
        address, _, anchor = link.get("href").partition("#")
        path = ((self.out / f"{page}.html").parent / address).resolve() if address else self.out / f"{page}.html"
        name = path.relative_to(self.out.resolve()).with_suffix("").as_posix() if address else page
        (found,) = self.page(name).xpath("//*[@id=$anchor]", anchor=anchor)
        return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """The real book; that it builds without a warning is for other tests to say."""
    out = tmp_path_factory.mktemp("pages") / "html"
    done = sphinx(ROOT / "book", out)
    assert (out / "index.html").exists(), done.stderr
    return Real(out)


def entries(page: Any, name: str) -> list[tuple[Any, Any]]:
    """Terms and definitions of every definition list of a class."""
    return [(term, term.getnext()) for term in page.xpath(f".//dl[{class_of(name)}]/dt")]


def by_number(page: Any, name: str) -> dict[str, Any]:
    """Number → definition of the lists that go through the letters."""
    return {words(term).split(" · ")[0].removeprefix("no. "): definition for term, definition in entries(page, name)}


def test_every_quotation_of_our_prose_is_listed_under_its_source_with_each_of_its_uses(real: Real) -> None:
    """The quotations in the Markdown, by source and words, are those of the page, each with as many links as it has uses."""
    page = real.page("back/quotations")
    sigla = {"brockman": "B", "brockman-markdown": "M", "reader": "R", "chronology": "P"}
    listed = by_number(page, "quotations")
    shown: Counter[tuple[str, str]] = Counter()
    for key, definition in listed.items():
        for line in definition.xpath("./p"):
            (quotation,) = line.xpath(f".//span[{class_of('quoted')}]")
            shown[key, quotation.text_content()] += len(quotation.xpath("following-sibling::a"))
    assert shown == Counter((sigla.get(used.source) or numbers()[used.source], used.words) for used in quoted())
    assert list(listed) == [n for n in numbers().values() if n in listed] + [s for s in "RPBM" if s in listed]


def test_every_use_of_a_quotation_leads_to_its_words(real: Real) -> None:
    """Behind the anchor that a page's title leads to stand the quoted words, on the page of that title."""
    page = real.page("back/quotations")
    for line in page.xpath(f".//dl[{class_of('quotations')}]/dd/p"):
        (quotation,) = line.xpath(f".//span[{class_of('quoted')}]")
        for link in quotation.xpath("following-sibling::a"):
            place = real.target("back/quotations", link)
            beside = place.xpath(f"following::span[{class_of('quotation')}]")[0]
            assert beside.text_content() == f"“{quotation.text_content()}”"


def test_a_quotation_stands_in_the_paragraph_that_is_given(real: Real) -> None:
    """The ¶ leads to a paragraph that has the first words of the quotation."""
    page = real.page("back/quotations")
    lines = page.xpath(f".//dl[{class_of('quotations')}]/dd/p[.//a[{class_of('place')}]]")
    assert len(lines) > 300
    for line in lines:
        (locus,) = line.xpath(f".//a[{class_of('place')}]")
        (quotation,) = line.xpath(f".//span[{class_of('quoted')}]")
        paragraph = real.target("back/quotations", locus)
        bare = "".join(paragraph.xpath(".//text()[not(ancestor::*[@data-apparatus])]"))
        assert quotation.text_content().split("⟨")[0].strip() in bare
        assert locus.text_content() == "¶" + paragraph.get("id").rpartition("-p")[2]


def test_the_counts_of_quotations_are_those_of_the_markdown(real: Real) -> None:
    """All quotations, and those of letters and documents, are counted with the sources that they are from."""
    letters = [used for used in quoted() if used.source in numbers()]
    others = [used for used in quoted() if used.source not in numbers()]
    sources = [len({used.source for used in some}) for some in (letters, others)]
    (counts,) = real.page("back/quotations").xpath(f".//p[{class_of('counts')}]")
    assert words(counts) == (
        f"{len(quoted())} quotations: {len(letters)} from {sources[0]} of the 85 letters, "
        f"{len(others)} from {sources[1]} of the 4 other documents."
    )


def test_a_block_quotation_is_listed_like_one_in_a_sentence(book: Book) -> None:
    """Both are there with their words; the link of the block leads to it; a book without quotations says so."""
    letter = "::::{message} 2015-11-22-musk\n::::\n"
    block = ":::{quote} 2015-11-22-musk ¶2\nthere is a lot of value to having the public root for us to succeed\n:::\n"
    inline = 'He wrote of {quote}`2015-11-22-musk "a $1B funding commitment"`.\n'
    book.write(
        index=f"# Title\n\n{inline}\n{block}\n{letter}\n```{{toctree}}\nlist\n```\n", list="# List\n\n```{quotations}\n```\n"
    )
    built = book.build(**NO_REGISTER)
    assert built.warnings == ""
    lines = built.page("list").xpath(f"//dl[{class_of('quotations')}]/dd/p")
    assert [words(line) for line in lines] == [
        "¶2 “there is a lot of value to having the public root for us to succeed”: Title",
        "¶3 “a $1B funding commitment”: Title",
    ]
    anchor = lines[0].xpath(".//a")[-1].get("href").partition("#")[2]
    assert "the public root" in built.page().get_element_by_id(anchor).text_content()
    book.edit("index", inline, "")
    book.edit("index", block, "")
    (empty,) = book.build(**NO_REGISTER).page("list").xpath(f"//p[{class_of('counts')}]")
    assert words(empty) == "Our prose quotes no source."


def test_every_textual_note_is_listed(real: Real) -> None:
    """The notes of the kind in the Markdown are on the page, each with its letter, its words, and a link to the note."""
    items = real.page("back/textual-notes").xpath(f".//ul[{class_of('textual-notes')}]/li")
    shown = []
    for item in items:
        locus, quotation = item.xpath(f".//a[{class_of('place')} or {class_of('quoted')}]")
        shown.append((words(locus).split(" ¶")[0].removeprefix("no. "), quotation.text_content().strip("“”")))
        note = real.target("back/textual-notes", item.xpath(".//a")[-1])
        text = " ".join(words(paragraph) for paragraph in note.xpath("./p"))
        assert words(item.xpath("./p")[1]).replace(" ", "") == f"{text} (note)".replace(" ", "")
    expected = [(numbers()[note.message], note.words.strip("“”")) for note in notes() if note.kind == "textual"]
    assert Counter(shown) == Counter(expected)
    assert [int(number) for number, _ in shown] == sorted(int(number) for number, _ in shown)


def test_the_repairs_are_those_that_the_bytes_show(real: Real, received: str, archive: str) -> None:
    """Each garbled form stands as often in the witness as is said, and no character beyond ASCII is left out."""
    page = real.page("back/textual-notes")
    times = {}
    for row in page.xpath(f".//table[{class_of('repairs')}]/tbody/tr"):
        character, reading, count = (cell.text_content() for cell in row.xpath("./td"))
        garbled = re.sub("‹U\\+([0-9A-F]+)›", lambda match: chr(int(match[1], 16)), reading)
        times[character[0]] = int(count.replace(",", ""))
        assert received.count(garbled) == times[character[0]]
    assert times == Counter(character for character in archive if ord(character) > 127)


def test_an_emendation_is_listed_with_place_readings_and_reason(book: Book) -> None:
    """A change of one letter's word is shown with its paragraph, its place in the witness, both readings, kind, reason, hand."""
    sources = book.own_sources()
    replace_once(sources / "threads" / "01-question.txt", "Probably worth a conversation", "Probably worth the conversation")
    row = "L\t21\t16\ta\tthe\ttest\tto see it listed\tthe editors\n"
    (sources / "emendations.tsv").write_text((sources / "emendations.tsv").read_text(encoding="utf-8") + row, encoding="utf-8")
    book.write(index="# Title\n\n::::{message} 2015-05-25-musk\n::::\n\n```{textual-notes}\n```\n")
    (item,) = book.build(**NO_REGISTER).page().xpath(f"//ul[{class_of('emendations')}]/li")
    place, readings = words(item).split(": ", 1)
    assert place == "no. 2 ¶1 (L line 21, column 16)"
    assert readings == "the witness reads “a”, we read “the”. test: to see it listed (the editors)"
    assert item.xpath(".//a/@href") == ["#msg-2015-05-25-musk-p1"]


def test_without_emendations_the_page_says_so(real: Real) -> None:
    """The table of emendations is empty, and a sentence says it."""
    assert rows("emendations.tsv") == []
    assert "Nothing has been emended" in words(real.page("back/textual-notes"))


def test_the_log_goes_through_every_letter(real: Real) -> None:
    """Every letter of the ledger is there in its order; one has notes of ours in the Markdown or a reason in the table."""
    log = by_number(real.page("back/reading-log"), "reading-log")
    assert list(log) == list(numbers().values())
    reasons = {numbers()[row["message"]]: row["reason"] for row in rows("apparatus/unannotated.tsv")}
    noted = {numbers()[note.message] for note in notes()}
    for number, definition in log.items():
        first = words(definition.xpath("./p")[0]) if definition.xpath("./p") else ""
        assert first.startswith("No note: ") == (number in reasons)
        if number in reasons:
            assert first == f"No note: {reasons[number].rstrip('.')}."
        assert (number in noted) != (number in reasons)


def test_the_log_has_every_note_and_slip_at_its_words(real: Real) -> None:
    """Notes with their kinds, and textual notes as slips, are those of the Markdown; each leads to its note."""
    shown: Counter[Note] = Counter()
    ids = {number: id for id, number in numbers().items()}
    for number, definition in by_number(real.page("back/reading-log"), "reading-log").items():
        for link in definition.xpath(".//a[contains(@href, '#note') or contains(@href, '#id')]"):
            after = re.match(r" \(([a-z-]+)\)", link.tail or "")
            shown[Note(ids[number], link.text_content().strip(MARKS), after[1] if after else "textual")] += 1
            assert real.target("back/reading-log", link).tag == "aside"
    assert shown == Counter(note._replace(words=note.words.strip(MARKS)) for note in notes())


@pytest.mark.parametrize(
    ("table", "label"), [("apparatus/references.tsv", "allusions: "), ("register/mentions.tsv", "names: |terms: ")]
)
def test_the_log_has_every_row_of_a_table_at_its_paragraph(real: Real, table: str, label: str) -> None:
    """The words of each allusion and of each name that a passage decides stand in the line of their paragraph."""
    log = by_number(real.page("back/reading-log"), "reading-log")
    for row in rows(table):
        lines = [words(line) for line in log[numbers()[row["message"]]].xpath("./p")]
        (line,) = [line for line in lines if line.startswith(f"¶{row['paragraph']} ")]
        assert " ".join(row["words"].split()) in re.split(label, line, maxsplit=1)[1]


def test_the_log_has_every_sum_in_dollars(real: Real, archive: str) -> None:
    """As many paragraphs with an amount in dollars as the archive has lines with one below its headers."""
    lines = [line for line in archive.split("\n") if re.search(r"\$\d", line) and "http" not in line]
    shown = real.page("back/reading-log").xpath(f".//dl[{class_of('reading-log')}]/dd/p")
    assert lines
    assert sum(bool(re.search(r"sums: [^;]*\$\d", words(line))) for line in shown) == len(lines)


@pytest.mark.parametrize("certainty", ["unknown", "context", "source", "inferred"])
def test_identifications_and_what_stays_open_are_listed_by_certainty(real: Real, certainty: str) -> None:
    """Each section has its rows of the table and no other: words, place, and the evidence with letters by their numbers."""
    anchor = {"unknown": "unidentified", "context": "by-context", "source": "by-source", "inferred": "by-inference"}[certainty]
    (section,) = real.page("back/identifications").xpath(f".//section[@id='{anchor}']")
    sigla = {"brockman": "B", "brockman-markdown": "M", "reader": "R", "chronology": "P"}
    keys = sorted(sigla, key=len, reverse=True)
    expected = set()
    for row in rows("register/mentions.tsv"):
        if row["certainty"] == certainty:
            evidence = re.sub(r"\d{4}-\d\d-\d\d-[a-z]+(?:-\d)?", lambda found: f"no. {numbers()[found[0]]}", row["evidence"])
            evidence = re.sub(rf"({'|'.join(keys)})(?= ¶)", lambda key: sigla[key[0]], evidence)
            expected.add((row["words"], f"{row['message']}-p{row['paragraph']}", evidence))
    shown = set()
    for term, definition in entries(section, "identifications"):
        for line in definition.xpath("./p"):
            (form,) = line.xpath(f"./span[{class_of('form')}]") or [term]
            lead = {"unknown": ": ", "inferred": ". Inferred: "}.get(certainty, ". Shown by ")
            _, _, evidence = words(line).removesuffix(".").partition(lead)
            for link in line.xpath(f"./a[{class_of('place')}]"):
                if lead not in "".join(link.xpath("preceding-sibling::text()")):  # behind it stands the evidence
                    shown.add((form.text_content(), link.get("href").partition("#msg-")[2], evidence))
    assert shown == expected


def test_every_dismissal_is_listed_with_its_reason(real: Real) -> None:
    """Words, reason, and the letter where a dismissal is for one letter alone."""
    (section,) = real.page("back/identifications").xpath(".//section[@id='dismissed']")
    shown = set()
    for item in section.xpath(".//li"):
        reason = words(item).split(": ", 1)[0]
        for form in item.xpath(f".//span[{class_of('form')}]"):
            where = form.xpath("following-sibling::*[1][self::a]")
            shown.add((form.text_content(), words(where[0]) if where else "*", reason))
    expected = {
        (
            row["words"],
            "*" if row["where"] == "*" else f"no. {numbers()[row['where']]}",
            row["reason"][:1].upper() + row["reason"][1:],
        )
        for row in rows("register/dismissals.tsv")
    }
    assert shown == expected


def marks(real: Real) -> list[Any]:
    """The marks of the map, in order."""
    found: list[Any] = real.page("back/source-map").xpath(".//figure//a")
    return found


def test_the_map_has_a_mark_for_every_line_of_the_witness(real: Real, archive: str) -> None:
    """As many marks as the file has lines, numbered from 1 without a gap; nothing is left over, and the page says so."""
    lines = archive.splitlines()
    assert [words(mark.find("title")).split(":")[0] for mark in marks(real)] == [f"line {n}" for n in range(1, len(lines) + 1)]
    said = f"The archive’s witness has {len(lines):,} lines. Each became one of the things below: nothing is left over"
    assert said in words(real.page("back/source-map"))


def test_every_mark_leads_to_the_text_of_its_line(real: Real, archive: str) -> None:
    """Headings, headers as printed and paragraphs that the marks lead to read as the witness's own line does."""
    for line, mark in zip(archive.splitlines(), marks(real), strict=True):
        kind = mark.find("path").get("class")
        place = real.target("back/source-map", mark)
        if kind == "heading":
            assert line.split() == words(place.xpath(".//h2")[0]).removesuffix("¶").split()
        elif kind == "header":
            assert words(place.xpath(f".//*[{class_of('printed-header')}]/p")[0]) == " ".join(line.split())
        elif kind == "body" and line.strip():
            assert "".join(place.xpath(".//text()[not(ancestor::*[@data-apparatus])]")).strip() == line.strip()
        elif kind == "separator":
            assert not line.strip()


def test_the_kinds_of_lines_are_told_apart_without_colour_and_counted(real: Real) -> None:
    """Every kind has a shape of its own, which the legend shows with the number of its marks."""
    shapes: dict[str, set[str]] = {}
    count = Counter(mark.find("path").get("class") for mark in marks(real))
    for mark in marks(real):
        shapes.setdefault(mark.find("path").get("class"), set()).add(mark.find("path").get("d"))
    assert all(len(paths) == 1 for paths in shapes.values())
    assert len({min(paths) for paths in shapes.values()}) == len(shapes)
    legend = real.page("back/source-map").xpath(f".//ul[{class_of('source-map-legend')}]/li")
    assert {item.xpath(".//path/@class")[0]: int(words(item).split()[0]) for item in legend} == count
    assert {item.xpath(".//path/@class")[0]: item.xpath(".//path/@d")[0] for item in legend} == {
        k: min(v) for k, v in shapes.items()
    }


def test_the_tab_key_stops_at_each_heading_and_letter_of_the_map(real: Real) -> None:
    """Not at each of a thousand lines; and the list below the map has a link for each of them too."""
    stops = [mark.find("path").get("class") for mark in marks(real) if mark.get("tabindex") != "-1"]
    assert Counter(stops) == {"front": 1, "heading": 34, "header": 85, "note": 1}
    listed = real.page("back/source-map").xpath(f".//dl[{class_of('source-map')}]//a[{class_of('message-number')}]")
    assert [words(link) for link in listed] == [f"no. {number}" for number in numbers().values()]


def test_the_colophon_counts_what_is_there(real: Real) -> None:
    """Hashes of the files, rows of the ledger and the tables, notes and quotations of the Markdown, paragraphs of the pages."""
    page = real.page("back/colophon")
    facts = {
        words(row.xpath("./td")[0]): words(row.xpath("./td")[1]) for row in page.xpath(".//table/tbody/tr") if row.xpath("./td")
    }
    assert facts["Messages"] == str(len(numbers()))
    assert facts["Threads"] == str(len({row["thread"] for row in rows("ledger.tsv")}))
    assert facts["Verified quotations"] == str(len(quoted()))
    assert facts["Notes on messages"].split()[0] == str(len(notes()))
    for kind, count in Counter(note.kind for note in notes()).items():
        assert f"{count} {kind}" in facts["Notes on messages"]
    references = rows("apparatus/references.tsv")
    assert facts["Allusions of messages"].split()[:2] == [str(len(references)), f"({sum(not row['to'] for row in references)}"]
    printed = (real.out / "chapters").glob("*.html")
    paragraphs = sum(len(re.findall(r'<p class="letter [a-z]+" id=', path.read_text(encoding="utf-8"))) for path in printed)
    assert facts["Paragraphs of messages"] == f"{paragraphs:,}"
    for file in (SOURCES / "witnesses").glob("*.txt"):
        (item,) = [words(item) for item in page.xpath(f".//ul[{class_of('hashes')}]/li") if file.name in words(item)]
        assert item.endswith(hashlib.sha256(file.read_bytes()).hexdigest())


def test_every_link_of_these_pages_leads_somewhere(real: Real) -> None:
    """No link within the book dangles, on any of the six pages."""
    for name in PARTS:
        page = real.page(f"back/{name}")
        links = [link for link in page.xpath(".//a[@href]") if "://" not in link.get("href") and "#" in link.get("href")]
        for link in links:
            real.target(f"back/{name}", link)


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub"])
def test_the_pages_are_complete_in_other_formats(book: Book, builder: str) -> None:
    """Every part is written without a warning, and the list of the map stands in for its drawing."""
    parts = "\n".join(f"```{{{part}}}\n```\n" for part in PARTS)
    note = ":::{annotation} a Manhattan Project for AI\n:kind: textual\nA note.\n:::\n"
    book.write(index=f"# Title\n\n::::{{message}} 2015-05-25-altman\n{note}::::\n\n{parts}")
    built = book.build(builder, man_pages=[("index", "letters", "Letters", ["the editors"], 1)], **NO_REGISTER)
    assert built.warnings == ""
    written = "".join(p.read_text("utf-8") for p in built.out.rglob("*") if p.suffix in (".txt", ".tex", ".1", ".xhtml"))
    assert "lines 8" in written
    assert "<svg" not in written


def test_a_complete_book_tells_what_the_sources_leave_open(book: Book) -> None:
    """A name without an entry and an entry without a name are warnings at their lines; of a partial book nothing is said."""
    sources = book.own_sources()
    dismissals = sources / "register" / "dismissals.tsv"
    (row,) = [line for line in dismissals.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("Delaware\t")]
    replace_once(dismissals, row, "")
    people = sources / "register" / "people.toml"
    count = people.read_text(encoding="utf-8").count("\n")
    entry = '\n[nobody]\nname = "Ada Nobody"\nsort = "Nobody, Ada"\nforms = []\n'
    people.write_text(people.read_text(encoding="utf-8") + entry, encoding="utf-8")
    book.write(index="# Title\n\nA sentence.\n")
    said = [line for line in book.build("text", edition_complete=True).warnings.splitlines() if "[edition." not in line]
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted((sources / "threads").glob("*.txt"))]
    thread, text = next((path, text) for path, text in texts if "Delaware" in text)
    line = text.count("\n", 0, text.index("Delaware")) + 1
    assert said == [
        f"sources/register/people.toml:{count + 2}: WARNING: nothing in the archive names 'nobody' "
        "(remove it, or resolve a mention to it in mentions.tsv) [register.unused]",
        f"sources/threads/{thread.name}:{line}: WARNING: 'Delaware' in '2015-11-20-altman' ¶2 is neither resolved nor dismissed "
        "(add it to the register, to mentions.tsv or to dismissals.tsv) [mention.unresolved]",
    ]
    assert book.build("text", "again", edition_complete=False).warnings == ""
