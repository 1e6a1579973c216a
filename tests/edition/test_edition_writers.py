"""The letters in every format: each writer shows every word, leads every link somewhere, and says nothing while it works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from lxml import etree

from corpus import Corpus

from .conftest import Built

FILES = {
    "html": "letters.html",
    "epub": "letters.xhtml",
    "latex": "letters.tex",
    "text": "letters.txt",
    "man": "letters.1",
    "texinfo": "letters.texi",
}
#: What each of these languages writes around and instead of characters.
MARKUP = {
    "latex": r"\\hyperref\[\\detokenize\{[^}]*\}\]|\\[a-zA-Z]+\*?",
    "text": r"(?!)",
    "man": r"\\%<\\?#[^>]*>|\\\(..|\\X'[^']*'|\\[%:&-]|^\.(?:sp|IP .*|INDENT .*|UNINDENT|RE|RS .*)$",
    "texinfo": r"@ref\{[0-9a-f]+,,|@[a-zA-Z]+",
}
XHTML = "{http://www.w3.org/1999/xhtml}"


def squeezed(text: str) -> str:
    """Letters, digits and bars: what no writer may escape, fold or space out."""
    return "".join(character for character in text if character.isalnum() or character == "█")


def words_of(built: Built, builder: str) -> str:
    """The letters' page of an output, squeezed."""
    text = built.text(FILES[builder])
    if builder in ("html", "epub"):
        tree = etree.fromstring(text.encode("utf-8"), etree.HTMLParser(encoding="utf-8") if builder == "html" else None)
        return squeezed("".join(tree.itertext()))
    return squeezed(re.sub(MARKUP[builder], "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("builder", FILES)
def test_a_writer_builds_the_letters_without_a_warning(whole: Callable[[str], Built], builder: str) -> None:
    """Messages, notes, embedded documents, redactions, lists and quotations are known to every writer."""
    assert whole(builder).warnings == ""


@pytest.mark.parametrize("builder", FILES)
def test_every_word_of_every_letter_is_in_the_output(whole: Callable[[str], Built], corpus: Corpus, builder: str) -> None:
    """Each paragraph of each letter stands there whole and in order, below its header as printed."""
    output = words_of(whole(builder), builder)
    at = 0
    for id, message in corpus.messages.items():
        if message.thread == "question":  # on another page, where a note divides a paragraph
            continue
        for line in (message.header.text, *message.body.split("\n")):
            here = output.find(squeezed(line), at)
            assert here >= 0, f"{id}: {line}"
            at = here + len(squeezed(line))


@pytest.mark.parametrize("builder", FILES)
def test_labels_notes_and_numbers_of_ours_are_in_the_output(whole: Callable[[str], Built], builder: str) -> None:
    """The label of an embedded document, the transcriber's note, and number and date of a letter are shown in every format."""
    output = words_of(whole(builder), builder)
    for ours in (
        "Email template for sending the offer letter, quoted by Brockman",
        "[Elon forwards the above email to Sam Altman, Ilya Sutskever and Greg Brockman on Jan 2, 2016 8:18AM]",
        "no. 26 · 21 March 2016, 06:53:47",
    ):
        assert squeezed(ours) in output


@pytest.mark.parametrize(
    ("builder", "alone"),
    [
        ("text", r"^ *\[1\] - The robot hand can now"),
        ("man", r"^\.INDENT 3\.5\n\[1\] \\- The robot hand can now"),
        ("latex", r"\\sphinxAtStartPar\n\\textsuperscript\{.*\}~\\sphinxhyphen\{\} The robot hand can now"),
        ("texinfo", r"^\[(?:@ref\{\w+,,)?1\}?\] - The robot hand can now"),
    ],
)
def test_a_printed_marker_is_not_doubled_on_paper(whole: Callable[[str], Built], builder: str, alone: str) -> None:
    """A list whose dashes are in the text gets no bullet from the writer; the item's line begins with its own number."""
    text = whole(builder).text(FILES[builder])
    assert re.search(alone, text, flags=re.MULTILINE)
    drawn = {"text": r"^ *\* \[\d+\] -", "man": r"\\\(bu 2\n\[\d+\] \\-", "latex": r"\\item .*\n.*\n.*~\\sphinxhyphen\{\} "}
    assert not re.search(drawn.get(builder, r"@item\s*\n\[(?:@ref\{\w+,,)?\d+\}?\] - "), text, flags=re.MULTILINE)


def test_a_letter_on_a_man_page_begins_a_paragraph_of_its_own(whole: Callable[[str], Built]) -> None:
    """Prose before a letter does not run on into its header."""
    lines = whole("man").text("letters.1").splitlines()
    after = lines.index("A sentence of ours stands between two letters.") + 1
    assert lines[after].startswith("."), lines[after]


@pytest.fixture(scope="module")
def latex(whole: Callable[[str], Built]) -> tuple[set[str], set[str]]:
    """The targets of all links in the LaTeX source, and its labels."""
    text = whole("latex").text("letters.tex")
    targets = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", text))
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))
    return targets, labels


@pytest.mark.parametrize(
    "place",
    [
        "letters:msg-2015-11-22-musk",
        "letters:msg-2015-11-22-musk-p3",
        "letters:msg-2017-07-20-sutskever-p13",
        "letters:thread-follow-up-from-call",
        "lists:person-altman",
    ],
)
def test_every_kind_of_place_has_a_label_on_paper(latex: tuple[set[str], set[str]], place: str) -> None:
    """Letters, their paragraphs (in lists too), threads and people are labelled in LaTeX."""
    _, labels = latex
    assert place in labels


def test_no_link_on_paper_is_dead(latex: tuple[set[str], set[str]]) -> None:
    """Every link of the LaTeX source, from whichever page it stands on to whichever it leads, has its label."""
    targets, labels = latex
    assert {"letters:msg-2015-11-22-musk-p3", "index:msg-2015-05-25-altman", "lists:person-altman"} <= targets
    assert targets - labels == set()


@pytest.mark.parametrize(("builder", "ending"), [("html", ".html"), ("epub", ".xhtml")])
def test_every_internal_link_leads_to_an_anchor(whole: Callable[[str], Built], builder: str, ending: str) -> None:
    """On every page, indices included, a link into the book ends at an element that is there."""
    out = whole(builder).out
    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for page in sorted(out.rglob(f"*{ending}")):
        parser = etree.HTMLParser(encoding="utf-8") if builder == "html" else etree.XMLParser(resolve_entities=False)
        tree = etree.fromstring(page.read_bytes(), parser)
        name = page.relative_to(out).as_posix()
        anchors[name] = {element.get("id") for element in tree.iter() if element.get("id")}
        links += [(name, element.get("href")) for element in tree.iter("a", f"{XHTML}a") if element.get("href")]
    inside = [(where, href) for where, href in links if not re.match(r"[a-z]+:", href)]
    dead = []
    for where, href in inside:
        file, _, anchor = href.partition("#")
        name = normpath(join(dirname(where), unquote(file))) if file else where
        there = name in anchors if name.endswith(ending) else (out / name).exists()
        if not there or (anchor and unquote(anchor) not in anchors.get(name, set())):
            dead.append((where, href))
    assert len(inside) > 500
    assert dead == []


def test_the_epub_is_well_formed_and_holds_the_style_of_the_letters(whole: Callable[[str], Built]) -> None:
    """Every page of the EPUB is XML, and its style sheet is among its files."""
    out = whole("epub").out
    pages = sorted(out.glob("*.xhtml"))
    assert {"index.xhtml", "letters.xhtml", "lists.xhtml", "edition-people.xhtml", "edition-dates.xhtml"} <= {
        p.name for p in pages
    }
    for page in pages:
        assert etree.parse(page).getroot().tag == f"{XHTML}html"
    assert "_static/ebook.css" in Path(out / "content.opf").read_text(encoding="utf-8")
