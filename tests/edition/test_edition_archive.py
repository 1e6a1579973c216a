"""The archive as a file for scripts, and the lists that stand on the tools' pages without them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from corpus import Corpus

from ..book.conftest import sphinx
from .conftest import NO_REGISTER, ROOT, Book, Built, class_of, words

EXPECTED = ROOT / "tests" / "corpus" / "expected"
OURS = {
    "archive-data.js", "minisearch.min.js", "minisearch.LICENSE.txt", "address.js", "bars.js", "archive.js", "inbox.js",
    "archive.css",
}  # fmt: skip
START = "window.EDITION = "
MESSAGE = {
    "id", "number", "thread", "medium", "when", "time", "precision", "after", "before", "from", "to", "cc", "fw", "forwarded",
    "redactions", "exhibit", "home", "letter", "paragraphs",
}  # fmt: skip


def data(built: Built) -> dict[str, Any]:
    """What a script reads."""
    text = built.text("_static/archive-data.js")
    assert text.startswith(START)
    assert text.endswith(";\n")
    read: dict[str, Any] = json.loads(text.removeprefix(START).removesuffix(";\n"))
    return read


def table(name: str) -> list[dict[str, str]]:
    """A table that was typed from a reading of the witness."""
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def scripts(built: Built, page: str) -> list[str]:
    """The scripts and style sheets of ours that a page loads, in their order."""
    found = built.page(page).xpath("//script/@src | //link[@rel='stylesheet']/@href")
    return [name for one in found if (name := one.rpartition("/")[2].partition("?")[0])]


def test_the_data_has_every_letter_as_it_was_read(whole: Callable[[str], Built]) -> None:
    """Parties by role, dates with their precision, kind and paperclip agree with the table made by reading."""
    messages = data(whole("html"))["messages"]
    assert all(set(message) == MESSAGE for message in messages)
    shown = [
        {
            "medium": one["medium"],
            **{role: "; ".join(party["name"] for party in one[role]) for role in ("from", "to", "cc", "fw")},
            "when": one["when"] or "",
            "time": one["time"] or "",
            "precision": one["precision"],
            "exhibit": "yes" if one["exhibit"] else "no",
        }
        for one in messages
    ]
    rows = table("messages.tsv")
    assert shown == [{name: row[name] for name in shown[0]} for row in rows]
    inferred = [any(party.get("inferred") for party in one["to"]) for one in messages]
    assert inferred == [row["evidence"] == "inferred" for row in rows]


def test_the_data_has_the_acts_of_forwarding_and_the_bounds_of_turns_without_a_date(whole: Callable[[str], Built]) -> None:
    """Who passed what on to whom and when; a turn that prints no date has the bounds that the table of intervals gives."""
    messages = data(whole("html"))["messages"]
    acts = [
        (act["by"]["name"], "; ".join(party["name"] for party in act["to"]), act["when"])
        for message in messages
        for act in message["forwarded"]
    ]
    assert acts == [(row["by"], row["to"], row["when"]) for row in table("forwarded.tsv")]
    lines = (ROOT / "sources" / "apparatus" / "intervals.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t", quoting=csv.QUOTE_NONE))
    bounded = {one["id"]: (one["after"], one["before"]) for one in messages if one["after"] or one["before"]}
    assert bounded == {row["message"]: (row["after"] or None, row["before"] or None) for row in rows}
    assert {one["id"] for one in messages if not one["when"]} <= set(bounded)


def test_the_data_has_the_texts_of_the_letters_and_of_nothing_else(whole: Callable[[str], Built], corpus: Corpus) -> None:
    """Every paragraph verbatim; of documents their titles and lengths, because the book does not reprint them."""
    built = whole("html")
    read = data(built)
    assert [one["paragraphs"] for one in read["messages"]] == [[p.text for p in m.paragraphs] for m in corpus.messages.values()]
    assert {one["key"]: one["paragraphs"] for one in read["documents"]} == {
        key: len(document.paragraphs) for key, document in corpus.documents.items()
    }
    text = built.text("_static/archive-data.js")
    longest = max((p.text for document in corpus.documents.values() for p in document.paragraphs), key=len)
    assert json.dumps(longest, ensure_ascii=False)[1:-1] not in text
    used = {party["person"] for one in read["messages"] for role in ("from", "to", "cc", "fw") for party in one[role]}
    assert used - {None} <= set(read["people"])


def test_the_datas_homes_are_there(whole: Callable[[str], Built]) -> None:
    """Every home of a letter or a thread is an element of a page."""
    built = whole("html")
    read = data(built)
    homes = [one["home"] for one in (*read["messages"], *read["threads"])]
    assert len(homes) == 85 + 34
    for home in homes:
        page, _, anchor = home.partition("#")
        assert built.page(page.removesuffix(".html")).xpath(f"//*[@id='{anchor}']"), home


def test_a_letter_that_the_book_does_not_print_has_no_home(book: Book) -> None:
    """A small book has the whole archive's data; what it does not print leads nowhere, in the data and in the list."""
    built = book.write(index="# Title\n\n::::{message} 2015-05-25-altman\n::::\n\n```{archive}\n```\n").build(**NO_REGISTER)
    homes = [one["home"] for one in data(built)["messages"]]
    assert homes == ["index.html#msg-2015-05-25-altman"] + [None] * 84
    assert built.page().xpath(f"//ol[{class_of('found')}]//a[{class_of('message-number')}]/@href") == ["#msg-2015-05-25-altman"]


def test_only_a_page_with_a_tool_loads_it(book: Book) -> None:
    """The data and the scripts are loaded by the pages that need them, in the order in which they need one another."""
    book.write(
        index="# Title\n\n```{toctree}\nfind\nasked\n```\n",
        find="# Find\n\n```{archive}\n```\n",
        asked="# Asked\n\n```{inbox}\n```\n",
    )
    built = book.build(**NO_REGISTER)
    loaded = {page: [name for name in scripts(built, page) if name in OURS] for page in ("index", "find", "asked")}
    assert loaded == {
        "index": [],
        "find": ["archive.css", "archive-data.js", "minisearch.min.js", "address.js", "bars.js", "archive.js"],
        "asked": ["archive.css", "archive-data.js", "address.js", "bars.js", "inbox.js"],
    }
    deferred = built.page("find").xpath("//script[contains(@src, 'archive')]")
    assert all(script.get("defer") for script in deferred)


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_elsewhere_there_are_lists_and_no_tools(book: Book, builder: str) -> None:
    """EPUB, text and paper have the tables; no form, no script, no data."""
    built = book.write(index="# Title\n\n```{archive}\n```\n\n```{inbox}\n```\n").build(builder, **NO_REGISTER)
    assert not list(built.out.rglob("archive-data.js"))
    packed = [name for book in built.out.glob("*.epub") for name in ZipFile(book).namelist()]
    assert bool(packed) == (builder == "epub")
    assert not [name for name in packed if Path(name).name in OURS]
    (page,) = [path for path in built.out.rglob("*") if path.name in ("index.xhtml", "index.txt", "letters.tex")]
    text = page.read_text(encoding="utf-8")
    assert "<form" not in text
    assert "<script" not in text
    assert "Shivon Zilis" in text
    assert built.warnings == ""


def test_the_data_follows_a_letter_that_moves(book: Book) -> None:
    """A letter moved to another page has another home in the data of the next build, as in that of a cold one."""
    letter = "\n\n::::{message} 2015-05-25-altman\n::::\n"
    tool = "# Title\n\n```{toctree}\none\ntwo\n```\n\n```{archive}\n```\n"
    book.write(index=tool, one=f"# One{letter}", two="# Two\n").build(**NO_REGISTER)
    book.write(one="# One\n", two=f"# Two{letter}")
    later, cold = book.build(**NO_REGISTER), book.build(where="cold", **NO_REGISTER)
    assert data(later)["messages"][0]["home"] == "two.html#msg-2015-05-25-altman"
    assert later.text("_static/archive-data.js") == cold.text("_static/archive-data.js")


def test_the_data_is_the_same_in_every_build(tmp_path: Path) -> None:
    """The real book's data and tools' pages have the same bytes whatever the hash seed and the number of processes."""
    files = ("_static/archive-data.js", "back/archive.html", "back/inbox.html")
    made = []
    for seed, jobs in (("0", "1"), ("7", "2")):
        out = tmp_path / seed / "html"
        done = sphinx(ROOT / "book", out, "-j", jobs, seed=seed)
        assert done.returncode == 0, done.stderr
        made.append([(out / name).read_bytes() for name in files])
    assert made[0] == made[1]


def test_the_static_list_has_every_letter_with_its_opening_words(book: Book, corpus: Corpus) -> None:
    """Number, parties, date and the first words of the text: what a reader without scripts searches in."""
    page = book.write(index="# Title\n\n```{archive}\n```\n").build(**NO_REGISTER).page()
    items = page.xpath(f"//ol[{class_of('found')}]/li")
    assert [item.get("data-letter") for item in items] == list(corpus.messages)
    for item, message in zip(items, corpus.messages.values(), strict=True):
        (opening,) = item.xpath(f".//p[{class_of('found-words')}]")
        start = words(opening).removesuffix(" ⟨…⟩")
        assert " ".join(" ".join(p.text for p in message.paragraphs).split()).startswith(start), message.id
        assert start or not message.paragraphs
        for _, party in message.participants:
            assert party.as_printed in words(item) or party.name in words(item)
