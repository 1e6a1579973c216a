"""The pictures as drawings: every number counted once more from the headers as they were read by hand."""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from corpus import Corpus
from edition.pictures import matrix, network, parties, room, timeline
from edition.pictures.svg import Drawing, Sheet, picture

from .conftest import EXTENSIONS, ROOT, Book, chapter

EXPECTED = ROOT / "tests" / "corpus" / "expected"
DRAWN: dict[str, Any] = {"timeline": timeline, "network": network, "matrix": matrix, "room": room}
NAMES = sorted(DRAWN)
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {
    ("circle", "wrote"): "wrote", ("circle", "ring"): "received", ("rect", "ring"): "copied", ("path", "ring"): "passed on",
    ("path", "solid"): "forwarded", ("path", "left"): "left",
}  # fmt: skip
BOTH = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


class Header(NamedTuple):
    """A letter as a person read it off the archive: its number, its parties by role, its thread's title, its date."""

    number: str
    sender: list[str]
    to: list[str]
    cc: list[str]
    fw: list[str]
    passed: list[tuple[str, list[str]]]
    thread: str
    medium: str
    when: str


def rows(name: str) -> list[dict[str, str]]:
    """A table that was made by reading."""
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def headers() -> list[Header]:
    """The letters in the archive's order, numbered from 1 as the ledger does."""
    threads = [(int(row["line"]), row["subject"] or row["heading"].removesuffix("📎").strip()) for row in rows("threads.tsv")]
    acts = rows("forwarded.tsv")
    found = []
    for number, row in enumerate(rows("messages.tsv"), 1):
        sender, to, cc, fw = ([name for name in row[key].split("; ") if name] for key in ("from", "to", "cc", "fw"))
        passed = [(act["by"], act["to"].split("; ")) for act in acts if act["message_line"] == row["line"]]
        thread = max(one for one in threads if one[0] < int(row["line"]))[1]
        found.append(Header(str(number), sender, to, cc, fw, passed, thread, row["medium"], row["when"]))
    return found


def counted(kind: str) -> Counter[tuple[str, str]]:
    """Writer and reader → letters sent, copied or passed on, by counting names."""
    count: Counter[tuple[str, str]] = Counter()
    for one in headers():
        readers = {"sent": one.to, "copied": one.cc, "forwarded": one.fw}[kind]
        found = {(writer, reader) for writer in one.sender for reader in readers}
        if kind == "forwarded":
            found |= {(by, reader) for by, to in one.passed for reader in to}
        count.update((a.strip("[]"), b.strip("[]")) for a, b in found)
    return count


def roles() -> dict[str, dict[str, set[str]]]:
    """Thread → party → what they did there; who is on no letter to the last has dropped out."""
    found: dict[str, dict[str, set[str]]] = {}
    on: dict[str, dict[str, str]] = {}
    last: dict[str, str] = {}
    for one in headers():
        did = [("wrote", one.sender), ("received", one.to), ("copied", one.cc), ("forwarded", one.fw)]
        did += [("passed on", [by]) for by, _ in one.passed] + [("forwarded", to) for _, to in one.passed]
        for role, names in did:
            for name in names:
                found.setdefault(one.thread, {}).setdefault(name.strip("[]"), set()).add(role)
                on.setdefault(one.thread, {})[name.strip("[]")] = one.number
        last[one.thread] = one.number
    for thread, people in on.items():
        for name, number in people.items():
            found[thread][name] |= {"left"} if number != last[thread] else set()
    return found


def drawn(name: str, corpus: Corpus, narrow: bool = False) -> Any:
    """A picture with an address for everything, as an element."""
    sheet = Sheet(narrow, lambda kind, target: f"#{kind}:{target}" if target else "")
    return etree.fromstring(picture(DRAWN[name].draw(corpus, sheet), sheet, alone=False).encode())


def of_class(svg: Any, *names: str) -> list[Any]:
    """The elements that have these classes, but for those of the key."""
    return [
        one
        for one in svg.iter(f"{SVG}*")
        if set(names) <= set(one.get("class", "").split()) and not any(up.get("class") == "key" for up in one.iterancestors())
    ]


def links(svg: Any, kind: str) -> list[Any]:
    """The links to one kind of thing."""
    return [one for one in svg.iter(f"{SVG}a") if one.get("href").startswith(f"#{kind}:")]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_alone_is_a_document_of_its_own(corpus: Corpus, name: str) -> None:
    """Well-formed, with a title and a description, plain colours, and nothing that it would have to fetch or be led to."""
    text = DRAWN[name].svg(corpus)
    svg = etree.fromstring(text.encode())
    assert (svg.tag, svg.get("role")) == (f"{SVG}svg", "img")
    assert svg.find(f"{SVG}title").get("id") == svg.get("aria-labelledby")
    assert svg.find(f"{SVG}desc").get("id") == svg.get("aria-describedby")
    assert [float(svg.get(side)) for side in ("width", "height")] == [float(n) for n in svg.get("viewBox").split()[2:]]
    for foreign in ("var(", "<a ", "href", "url(", "<script", "@import"):
        assert foreign not in text
    style = svg.find(f"{SVG}style").text
    used = {one for element in svg.iter(f"{SVG}*") for one in element.get("class", "").split()}
    assert used - {"picture", "wide", "key", "title", "name", "head", "line", "side", "in", "out"} <= {
        one for one in used if f".{one} {{" in style
    }


@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_weighs_little(corpus: Corpus, name: str, narrow: bool) -> None:
    """At most 15 KB gzipped, with all its links."""
    text = etree.tostring(drawn(name, corpus, narrow))
    assert len(gzip.compress(text)) <= 15_000


def test_pictures_are_the_same_bytes_whatever_the_order_of_sets_is() -> None:
    """Two processes with different hash seeds draw the same."""
    program = (
        "from pathlib import Path; from hashlib import sha256; from importlib import import_module; from corpus import load\n"
        f"corpus = load(Path({str(ROOT / 'sources')!r}))\n"
        f"for name in {NAMES}: print(sha256(import_module(f'edition.pictures.{{name}}').svg(corpus).encode()).hexdigest())"
    )
    said = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(EXTENSIONS)}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
        said.add(done.stdout)
    assert len(said) == 1


@BOTH
def test_the_arrows_of_the_network_are_the_letters_sent(corpus: Corpus, narrow: bool) -> None:
    """An arrow for every pair, its number the count of the headers, its way from writer to reader, thicker for more."""
    svg = drawn("network", corpus, narrow)
    expected = counted("sent")
    said = {}
    for link in links(svg, "pair"):
        names, _, count = link.get("aria-label").partition(": ")
        said[tuple(names.split(" to "))] = int(count.split()[0])
        assert len(of_class(link, "head")) == 1
    assert said == expected
    assert sorted(int(one.text) for one in of_class(svg, "count")) == sorted(expected.values())
    widths = {
        int(link.get("aria-label").split(": ")[1].split()[0]): float(of_class(link, "line")[0].get("stroke-width"))
        for link in links(svg, "pair")
    }
    assert [widths[count] for count in sorted(widths)] == sorted(widths.values())


@BOTH
def test_an_arrow_starts_at_its_writer_and_ends_at_its_reader(corpus: Corpus, narrow: bool) -> None:
    """The two ends of a line are nearest to the discs of the two parties that it is labelled with."""
    svg = drawn("network", corpus, narrow)
    spots = {}
    for disc in of_class(svg, "party"):
        spots[disc.getparent().find(f"{SVG}title").text] = tuple(float(disc.get(key)) for key in ("cx", "cy", "r"))
    for link in links(svg, "pair"):
        writer, reader = link.get("aria-label").partition(": ")[0].split(" to ")
        steps = [float(step) for step in of_class(link, "line")[0].get("d").replace("M", "").replace("Q", "").split()]
        for (x, y), name in (((steps[0], steps[1]), writer), ((steps[-2], steps[-1]), reader)):
            assert (
                min(spots, key=lambda one: ((spots[one][0] - x) ** 2 + (spots[one][1] - y) ** 2) ** 0.5 - spots[one][2]) == name
            )


@BOTH
def test_names_and_numbers_of_the_network_do_not_lie_on_one_another(corpus: Corpus, narrow: bool) -> None:
    """Numbers are a digit's width apart, and no disc covers one."""
    svg = drawn("network", corpus, narrow)
    places = [(float(one.get("x")), float(one.get("y")) - 4) for one in of_class(svg, "count")]
    discs = [tuple(float(one.get(key)) for key in ("cx", "cy", "r")) for one in of_class(svg, "party")]
    for at, (x, y) in enumerate(places):
        assert all((x - a) ** 2 + (y - b) ** 2 > 11**2 for a, b in places[:at])
        assert all(((x - a) ** 2 + (y - b) ** 2) ** 0.5 > radius for a, b, radius in discs)


@BOTH
def test_the_cells_of_the_matrix_are_the_headers_counted(corpus: Corpus, narrow: bool) -> None:
    """Sent, copied (+) and passed on (triangle) are told apart, each the count of the headers, in its row and its column."""
    svg = drawn("matrix", corpus, narrow)
    rows_at = {_title(one): float(one.get("y")) - 4 for one in of_class(svg, "name") if not one.get("transform")}
    columns_at = {_title(one): float(one.get("x")) - 4 for one in of_class(svg, "name") if one.get("transform")}
    said: dict[str, Counter[tuple[str, str]]] = {kind: Counter() for kind in ("sent", "copied", "forwarded")}
    for link in links(svg, "pair"):
        pair = tuple(link.get("aria-label").partition(": ")[0].split(" to "))
        printed = [one.text for one in of_class(link, "number")], [one.text for one in of_class(link, "copies")]
        for kind, numbers in (
            ("sent", printed[0]),
            ("copied", [one for one in printed[1] if one.startswith("+")]),
            ("forwarded", [one for one in printed[1] if not one.startswith("+")]),
        ):
            said[kind][pair] += sum(map(int, numbers))
        assert len(of_class(link, "sent")) == len(printed[0])
        for one in of_class(link, "number") + of_class(link, "copies"):
            assert abs(float(one.get("x")) - columns_at[pair[1]]) < 15
            assert abs(float(one.get("y")) - rows_at[pair[0]]) < 23
    assert {kind: +count for kind, count in said.items()} == {kind: counted(kind) for kind in said}


def _title(one: Any) -> str:
    return str(one.getparent().find(f"{SVG}title").text)


@BOTH
def test_the_timeline_has_a_mark_for_every_letter(corpus: Corpus, narrow: bool) -> None:
    """A disc for an email, a square for an iMessage, hollow where the header prints no date; all in the archive's order."""
    svg = drawn("timeline", corpus, narrow)
    shown = []
    for link in links(svg, "msg"):
        marks = of_class(link, "letter")
        shown += [(mark.tag.removeprefix(SVG), "undated" in mark.get("class")) for mark in marks]
    assert shown == [({"email": "circle", "imessage": "rect"}[one.medium], not one.when) for one in headers()]


@BOTH
def test_a_row_of_the_timeline_stands_at_the_days_of_its_letters(corpus: Corpus, narrow: bool) -> None:
    """A tick on each day on which a letter of the thread is dated, on a scale of days from the first year to the last."""
    svg = drawn("timeline", corpus, narrow)
    days = [date.fromisoformat(one.when[:10]) for one in headers() if one.when]
    start, end = date(days[0].year, 1, 1), date(days[-1].year + 1, 1, 1)
    width = float(svg.get("viewBox").split()[2])
    rows_of = {one.getparent().find(f"{SVG}a[last()]/{SVG}title").text: one for one in of_class(svg, "tick")}
    latest = days[0]
    for thread in dict.fromkeys(one.thread for one in headers()):
        own = [date.fromisoformat(one.when[:10]) for one in headers() if one.thread == thread and one.when]
        latest = own[-1] if own else latest
        expected = sorted({(day - start).days / (end - start).days * width for day in own or [latest]})
        steps = rows_of[thread].get("d").split("M")[1:]
        assert [float(step.split()[0]) for step in steps] == pytest.approx(expected, abs=0.06)


def test_every_silence_is_measured_and_said(corpus: Corpus) -> None:
    """Gaps of 90 days and more between dated letters, and no others; years, months and days add up to the gap."""
    days = sorted(date.fromisoformat(one.when[:10]) for one in headers() if one.when)
    gaps = [(a, b) for a, b in pairwise(days) if (b - a).days >= 90]
    found = timeline.silences(corpus)
    assert [one.bounds for one in found] == gaps
    assert [one.words for one in found] == [
        "4 months and 27 days", "4 months and 20 days", "8 months and 22 days", "3 months and 30 days", "7 months and 24 days",
        "3 years, 7 months and 12 days",
    ]  # fmt: skip
    for narrow in (False, True):
        svg = drawn("timeline", corpus, narrow)
        assert [one.text for one in of_class(svg, "silence")] == [f"no dated letter for {one.words}" for one in found]
        assert len(of_class(svg, "measure")) == len(gaps)


@BOTH
def test_the_timeline_has_the_events_of_its_years_and_says_how_many_there_are_besides(corpus: Corpus, narrow: bool) -> None:
    """As many marks as rows of the table of events fall into 2015 to 2022, shaped by how precisely they are dated."""
    lines = (ROOT / "sources" / "apparatus" / "events.tsv").read_text(encoding="utf-8").splitlines()
    dates = [line.split("\t")[0] for line in lines if line[:1].isdigit()]
    inside = [when for when in dates if "2015" <= when[:4] <= "2022"]
    svg = drawn("timeline", corpus, narrow)
    events = of_class(svg, "event")
    assert len(events) == len(inside)
    assert sum(one.tag == f"{SVG}path" for one in events) == sum(len(when) == 10 for when in inside)
    assert sum(one.get("width") == "6" for one in events) == sum(len(when) == 7 for when in inside)
    before, after = sum(when[:4] < "2015" for when in dates), sum(when[:4] > "2022" for when in dates)
    said = f"{len(inside)} events that the sources date ({before} earlier, {after} later: see the table)"
    assert said in [one.text for one in of_class(svg, "quiet")]


def test_the_roles_in_the_room_are_those_of_the_headers(corpus: Corpus) -> None:
    """Who wrote, received, was copied, passed on, was forwarded and dropped out, thread by thread."""
    name = {one.id: one.name for one in parties.parties(corpus)}
    said = {thread.title: {name[id]: set(own) for id, own in room.roles(corpus, thread).items()} for thread in corpus.threads}
    assert said == roles()
    assert {name for name, own in said["Top AI institutions today"].items() if "left" in own} == {
        "Sam Altman", "Sam Teller", "Shivon Zilis", "Andrej Karpathy", "redacted",
    }  # fmt: skip


@BOTH
def test_every_role_has_a_mark_of_its_own_shape(corpus: Corpus, narrow: bool) -> None:
    """In each cell as many marks as there are roles; the shapes differ without colour, and the names are said."""
    svg = drawn("room", corpus, narrow)
    expected = Counter(role for people in roles().values() for own in people.values() for role in own)
    found: Counter[str] = Counter()
    for mark in svg.iter(f"{SVG}circle", f"{SVG}rect", f"{SVG}path"):
        if any(up.get("class") == "key" for up in mark.iterancestors()) or mark.get("class") == "grid":
            continue
        found[SHAPES[mark.tag.removeprefix(SVG), mark.get("class")]] += 1
    assert found == expected
    cells = [one for one in svg.iter(f"{SVG}g") if one.find(f"{SVG}title") is not None and ": " in one.find(f"{SVG}title").text]
    assert len(cells) == sum(len(people) for people in roles().values())


def test_the_redacted_are_one_party_without_a_name_or_a_link(corpus: Corpus) -> None:
    """Nobody is guessed at: the pictures say "redacted", last of all, and lead nowhere from it."""
    assert parties.parties(corpus)[-1] == parties.Party("redacted", "redacted", "redacted", None)
    for name in ("network", "matrix", "room"):
        svg = drawn(name, corpus)
        labels = [one for one in of_class(svg, "name") if one.text == "redacted"]
        assert labels
        assert not any(one.getparent().tag == f"{SVG}a" for one in labels)


@pytest.mark.parametrize("name", NAMES)
def test_every_thread_alone_can_be_drawn(corpus: Corpus, name: str) -> None:
    """A book of one thread has its pictures too, even of turns without any date, and without an event."""
    for thread in corpus.threads:
        messages = {one.id: one for one in thread.messages}
        small = replace(corpus, threads=(thread,), messages=messages, apparatus=replace(corpus.apparatus, events=()))
        for narrow in (False, True):
            drawing: Drawing = DRAWN[name].draw(small, Sheet(narrow))
            assert etree.fromstring(picture(drawing, Sheet(narrow), alone=True).encode()) is not None


@pytest.fixture(scope="module")
def whole_book(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Callable[[str], Any]:
    """A book of all letters with the four pictures."""
    book = Book(tmp_path_factory.mktemp("pictures"))
    pictures = "\n\n".join(f"## {name}\n\n```{{{name}}}\n```" for name in NAMES)
    people = "# Register\n\n" + "\n\n".join(f"```{{{kind}}}\n```" for kind in ("people", "organisations", "terms", "documents"))
    letters = chapter(corpus, "Letters", corpus.by_thread) + "\n```{toctree}\nseen\nregister\n```\n"
    book.write(index=letters, seen=f"# Seen\n\n{pictures}\n", register=people)
    pages = [("seen", "seen", "Seen", ["the editors"], 1)]
    return lambda builder: book.build(builder, man_pages=pages)


@pytest.mark.parametrize(("builder", "file"), [("text", "seen.txt"), ("latex", "letters.tex"), ("man", "seen.1")])
def test_where_no_picture_can_be_shown_the_table_stands_alone(whole_book: Callable[[str], Any], builder: str, file: str) -> None:
    """The same numbers, without a trace of a drawing."""
    text = " ".join(whole_book(builder).text(file).replace("|", " ").replace(r"\&", " ").split())
    assert "svg" not in text
    assert "14 parties, 27 arrows for 85 letters" in text
    assert "3 years, 7 months and 12 days" in text


def test_an_e_book_has_each_picture_as_a_file(whole_book: Callable[[str], Any]) -> None:
    """The page shows files that are in the manifest as images and well-formed; the table stands below, open."""
    built = whole_book("epub")
    page = built.text("seen.xhtml")
    assert "<svg" not in page
    assert "<details" not in page
    for name in NAMES:
        assert f'src="_images/{name}.svg"' in page
        assert f'href="_images/{name}.svg" media-type="image/svg+xml"' in built.text("content.opf")
        assert etree.fromstring(Path(built.out / "_images" / f"{name}.svg").read_bytes()).tag == f"{SVG}svg"
