"""What the book knows of its places: objects for other books, indices, homes that move and vanish, pages read in parallel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sphinx.util.inventory import InventoryFile

from corpus import Corpus

from .conftest import EXTENSIONS, NO_REGISTER, ROOTS, SETTINGS, SOURCES, Book, Built, chapter, class_of, words

BOOK = "https://letters.example/book/"
TELLING_OF_MERGES = """
def setup(app):
    app.connect("env-merge-info", lambda app, env, docnames, other: print("merged", *sorted(docnames)))
"""


def objects_of(out: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """The objects of an inventory: kind → name → (address, words)."""
    inventory = InventoryFile.loads((out / "objects.inv").read_bytes(), uri="")
    return {kind: {name: (item.uri, item.display_name) for name, item in items.items()} for kind, items in inventory.data.items()}


def test_the_inventory_holds_letters_paragraphs_threads_and_people(whole: Callable[[str], Built], corpus: Corpus) -> None:
    """Another book finds every letter, every paragraph of it, every thread and every person, each under its id."""
    objects = objects_of(whole("html").out)
    assert list(objects["edition:message"]) == sorted(corpus.messages)
    assert objects["edition:message"]["2015-11-22-musk"] == ("letters/2015-11-22-musk.html", "no. 8")
    assert list(objects["edition:home"]) == sorted(corpus.messages)
    assert objects["edition:home"]["2015-11-22-musk"] == ("letters.html#msg-2015-11-22-musk", "no. 8")
    lines = {id: [line for line in message.body.split("\n") if line.strip()] for id, message in corpus.messages.items()}
    paragraphs = {f"{id} ¶{number}" for id, filled in lines.items() for number in range(1, len(filled) + 1)}
    assert set(objects["edition:paragraph"]) == paragraphs
    place = objects["edition:paragraph"]["2015-11-22-musk ¶3"]
    assert place == ("letters/2015-11-22-musk.html#p3", "no. 8 ¶3")
    assert list(objects["edition:thread"]) == sorted(corpus.by_thread)
    assert objects["edition:thread"]["ai-docs"] == ("letters.html#thread-ai-docs", "Re: AI docs")
    assert list(objects["edition:person"]) == sorted(corpus.people)
    assert objects["edition:person"]["zilis"] == ("lists.html#person-zilis", "Shivon Zilis")


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("{external+book:edition:msg}`2015-05-25-altman`", "letters/2015-05-25-altman.html"),
        ("{external+book:edition:msg}`2015-11-22-musk ¶3`", "letters/2015-11-22-musk.html#p3"),
        ("{external+book:edition:thread}`ai-docs`", "letters.html#thread-ai-docs"),
        ("{external+book:edition:person}`zilis`", "lists.html#person-zilis"),
        ("{msg}`2015-11-22-musk`", "letters/2015-11-22-musk.html"),
        ("{person}`zilis`", "lists.html#person-zilis"),
    ],
)
def test_another_book_links_into_this_one(book: Book, whole: Callable[[str], Built], role: str, address: str) -> None:
    """With intersphinx, a book of the same letters resolves what it does not print itself to the addresses of this one."""
    inventory = str(whole("html").out / "objects.inv")
    built = book.write(index=f"# Another book\n\nFirst.\nSee {role} there.\n").build(
        extensions=[*SETTINGS["extensions"], "sphinx.ext.intersphinx"],
        intersphinx_mapping={"book": (BOOK, inventory)},
        intersphinx_disabled_reftypes=[],
    )
    assert built.warnings == ""
    (link,) = built.page().xpath("//p[contains(., 'there')]/a")
    assert link.get("href") == BOOK + address


def test_a_book_without_this_extension_cites_a_letter_a_paragraph_and_a_person(
    tmp_path: Path, whole: Callable[[str], Built]
) -> None:
    """Plain Sphinx and MyST need only the inventory: three links lead to permanent addresses and to the register."""
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_parser', 'sphinx.ext.intersphinx']\nproject = 'Another book'\n"
        f"intersphinx_mapping = {{'letters': ({BOOK!r}, {str(whole('html').out / 'objects.inv')!r})}}\n",
        encoding="utf-8",
    )
    cited = {
        "inv:letters:edition:message#2015-05-25-altman": "letters/2015-05-25-altman.html",
        "inv:letters:edition:paragraph#2015-11-22-musk%20¶3": "letters/2015-11-22-musk.html#p3",
        "inv:letters:edition:person#zilis": "lists.html#person-zilis",
    }
    (tmp_path / "index.md").write_text("# Another book\n\n" + "\n".join(f"[]({link})" for link in cited), encoding="utf-8")
    out = tmp_path / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "-b", "html", str(tmp_path), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    links = html.parse(str(out / "index.html")).xpath("//main//p/a | //div[@class='body']//p/a")
    assert [link.get("href") for link in links] == [BOOK + address for address in cited.values()]
    assert [words(link) for link in links] == ["no. 1", "no. 8 ¶3", "Shivon Zilis"]


def test_the_person_index_gives_each_person_the_letters_by_role(whole: Callable[[str], Built]) -> None:
    """The index of people has each name once, linked to the register, and below it role, number and date of each letter."""
    page = whole("html").page("edition-people")
    rows = [
        (words(row.xpath("./td")[1]), row.xpath(".//a/@href")[0])
        for row in page.xpath(f"//table[{class_of('indextable')}]//tr[.//a]")
    ]
    at = rows.index(("Karpathy, Andrej", "lists.html#person-karpathy"))
    assert rows[at + 1 : at + 6] == [
        ("Sent, no. 64 (31 January 2018, 13:20)", "letters.html#msg-2018-01-31-karpathy"),
        ("Sent, no. 68 (31 January 2018, 23:54)", "letters.html#msg-2018-01-31-karpathy-2"),
        ("Received, no. 16 (11 December 2015, 16:41)", "letters.html#msg-2015-12-11-musk-3"),
        ("Received, no. 66 (31 January 2018, 14:07)", "letters.html#msg-2018-01-31-musk-2"),
        ("Forwarded to, in the header, no. 65 (31 January 2018, 14:02)", "letters.html#msg-2018-01-31-musk"),
    ]
    heads = [name for name, href in rows if "#person-" in href]
    assert heads == sorted(heads, key=lambda name: name.replace("’", ""))
    assert not any("redacted" in name for name, _ in rows)


def test_the_chronological_index_has_every_letter_by_year(whole: Callable[[str], Built], corpus: Corpus) -> None:
    """The index of dates leads to all 85 letters, by year in the archive's order; those without a date stand last."""
    page = whole("html").page("edition-dates")
    table = page.xpath(f"//table[{class_of('indextable')}]//tr")
    years = [row.get("id").removeprefix("cap-") for row in table if (row.get("id") or "").startswith("cap-")]
    assert years == ["2015", "2016", "2017", "2018", "2019", "2022", "undated"]
    links = [row.xpath(".//a/@href")[0].partition("#msg-")[2] for row in table if row.xpath(".//a")]
    dated = [id for id, message in corpus.messages.items() if message.header.sent.when]
    assert links == dated + [id for id in corpus.messages if id not in dated]
    assert len(links) == 85
    first = next(row for row in table if row.xpath(".//a"))
    assert words(first) == "25 May 2015, 21:10 (no. 1) Sam Altman"


def test_the_general_index_leads_from_people_to_letters(whole: Callable[[str], Built]) -> None:
    """The printed index's entries exist: a person, the role, and a link to each letter."""
    page = whole("html").page("genindex")
    (entry,) = [item for item in page.xpath("//li") if words(item).startswith("Thompson, Alex")]
    assert words(entry) == "Thompson, Alex named sent"
    assert entry.xpath(".//a/@href") == ["letters.html#msg-2016-04-27-thompson"] * 2


def test_the_indices_are_printed_on_paper(whole: Callable[[str], Built]) -> None:
    """Both indices and the entries of the general one are in the LaTeX source."""
    text = whole("latex").text("letters.tex")
    assert r"\renewcommand{\indexname}{Index of people}" in text
    assert r"\renewcommand{\indexname}{Chronological index}" in text
    assert r"\index{Thompson, Alex@\spxentry{Thompson, Alex}!sent@\spxentry{sent}}" in text


def test_a_letter_that_is_taken_off_a_page_loses_its_home(book: Book) -> None:
    """After a rebuild nothing leads to a letter that is gone, and a letter that moved is at home where it is now, once."""
    start = "# One\n\n::::{message} 2015-05-25-altman\n::::\n\n```{toctree}\ntwo\n```\n"
    book.write(index=start, two="# Two\n\nSee {msg}`2015-05-25-altman`.\n\n::::{message} 2015-05-25-musk\n::::\n")
    first = book.build(**NO_REGISTER)
    assert first.warnings == ""
    assert objects_of(first.out)["edition:home"]["2015-05-25-altman"][0] == "index.html#msg-2015-05-25-altman"

    book.edit("index", "::::{message} 2015-05-25-altman\n::::\n", "")
    gone = book.build(**NO_REGISTER)
    assert list(objects_of(gone.out)["edition:home"]) == ["2015-05-25-musk"]
    assert gone.warnings.startswith("two.md:3: WARNING: ")
    assert "2015-05-25-altman" in gone.warnings

    book.edit("two", "::::{message} 2015-05-25-musk", "::::{message} 2015-05-25-altman\n::::\n\n::::{message} 2015-05-25-musk")
    moved = book.build(**NO_REGISTER)
    assert moved.warnings == ""
    assert objects_of(moved.out)["edition:home"]["2015-05-25-altman"][0] == "two.html#msg-2015-05-25-altman"
    assert moved.page("two").xpath("//a[.='no. 1']/@href") == ["#msg-2015-05-25-altman"] * 2


def test_a_page_that_is_deleted_takes_its_homes_with_it(book: Book) -> None:
    """A letter of a page that is gone can be at home elsewhere without a word of warning."""
    book.write(
        index="# One\n\n```{toctree}\n:glob:\n*\n```\n",
        old="# Old\n\n::::{message} 2015-05-25-altman\n::::\n",
    )
    book.build(**NO_REGISTER)
    (book.src / "old.md").unlink()
    built = book.write(new="# New\n\n::::{message} 2015-05-25-altman\n::::\n").build(**NO_REGISTER)
    assert "edition" not in built.warnings
    assert {address for address, _ in objects_of(built.out)["edition:home"].values()} == {"new.html#msg-2015-05-25-altman"}


def test_pages_read_in_parallel_are_the_same_bytes(book: Book, corpus: Corpus) -> None:
    """Two processes, which each read some of the pages and put together what they noted, make the output of one."""
    threads = list(corpus.by_thread)
    chapters = {f"chapter{n}": chapter(corpus, f"Chapter {n}", threads[n * 4 : n * 4 + 4]) for n in range(9)}
    opening = "# Book\n\nFirst {msg}`2018-01-31-karpathy ¶2`.\n\n```{toctree}\n:glob:\n*\n```\n"
    book.copy(ROOTS / "test-archive").write(index=opening, **chapters)
    settings = {**SETTINGS, "edition_sources": str(SOURCES)}
    conf = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
    (book.src / "conf.py").write_text(f"{conf}\n{TELLING_OF_MERGES}", encoding="utf-8")

    def run(jobs: int) -> tuple[dict[str, bytes], str]:
        out = book.folder / f"out{jobs}"
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "-j", str(jobs), "-d", f"{out}.doctrees"]
        environment = {**os.environ, "PYTHONPATH": str(EXTENSIONS), "PYTHONHASHSEED": str(jobs)}
        done = subprocess.run([*command, str(book.src), str(out)], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != ".buildinfo")
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}, done.stdout

    serial, said = run(1)
    parallel, said_in_parallel = run(2)
    assert "merged" not in said
    assert len(re.findall(r"^merged .*chapter", said_in_parallel, flags=re.MULTILINE)) >= 2
    assert serial == parallel
    assert b"msg-2018-01-31-karpathy-p2" in serial["index.html"]


def test_the_letters_are_never_kept_from_one_build_to_the_next(book: Book) -> None:
    """The pickled environment holds no letter: the Corpus is loaded anew for every build."""
    book.write(index="# One\n\n::::{message} 2015-05-25-musk\n::::\n")
    book.build(**NO_REGISTER)
    pickled = (book.folder / "build" / "html" / "doctrees" / "environment.pickle").read_bytes()
    assert b"Probably worth a conversation" not in pickled


def data_of(built: Built) -> Any:
    """What the domain remembers of a book."""
    return built.env.get_domain("edition").data


def test_what_the_domain_remembers_is_plain_and_by_page(book: Book) -> None:
    """Homes are kept as page, id, anchor and line, so that processes can merge and later builds unpickle them."""
    book.write(index="# One\n\nFirst.\n\n::::{message} 2015-05-25-musk\n::::\n")
    data = data_of(book.build(**NO_REGISTER))
    assert data["message"] == {"index": {"2015-05-25-musk": ("msg-2015-05-25-musk", 5)}}
