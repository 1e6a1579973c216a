"""What the sentences of the narrative rest on, and what is quoted past the quoting role: pages read by hand-made cases."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from typing import Any, cast

import pytest
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig

from edition import claims, marks
from edition.domain import EditionDomain
from edition.prose import Piece, pieces, reader, sentences, words

from .conftest import EXTENSIONS, MARKDOWN, NO_REGISTER, ROOT, SETTINGS, Book, Built

NARRATIVE: dict[str, Any] = {**NO_REGISTER, "edition_narrative": ["chapter*"]}
INDEX = "# The letters\n\nNobody says why.\n\n```{toctree}\nchapter-1\nchapter-2\nother\n```\n"
FIRST = """# First approach

It began in May ({msg}`2015-05-25-altman`).
It was late. {leans}`above`
He had thought about it. {inference}`from no. 1`

::::{message} 2015-05-25-altman
::::
"""
SECOND = FIRST.replace("2015-05-25-altman", "2015-05-25-musk")
OTHER = "# Elsewhere\n\nNobody says why.\n"


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    """The parser of the real book."""
    extensions = set(MARKDOWN["myst_enable_extensions"])
    return reader(MdParserConfig(enable_extensions=extensions))


@pytest.fixture
def chapters(book: Book) -> Book:
    """A book with two chapters of narrative and a page that is none."""
    return book.write(index=INDEX, other=OTHER, **{"chapter-1": FIRST, "chapter-2": SECOND})


def divided(text: str) -> list[str]:
    """The sentences of a paragraph, in single blanks."""
    return [" ".join(sentence.text.split()) for sentence in sentences(words(text))]


def kinds(found: Iterable[Piece]) -> list[list[tuple[int, str]]]:
    """Runs of sentences: each with its line and what it rests on."""

    def kind(sentence: claims.Sentence) -> str:
        return "inferred" if sentence.inferred else "evidenced" if sentence.evidenced else sentence.leans or "nothing"

    return [[(sentence.line, kind(sentence)) for sentence in run] for run in claims.runs(found)]


def counts_of(built: Built) -> claims.Counts:
    """What the colophon says of a book."""
    return claims.counts(cast("EditionDomain", built.env.get_domain("edition")))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is no. 34 ¶2, and nos. 81–85 are later.",
        "It is no. {msg}`2015-05-25-altman`, on p. 5 or pp. 7–9.",
        "Dr. Sutskever, Mr. Musk and J. Smith met Prof. Bach.",
        "He came at 8 p.m. on Monday, or at 9 a.m. Tuesday, from the U.S. Army.",
        "The case is *Musk v. Altman*, i.e. this one, e.g. here, cf. Musk, etc. Nothing more.",
        "The sum is 3.14, the version 2.0.1, the site openai.com.",
        "Work ... Work … Work... Work goes on.",
        "He wrote (see no. 5. It is short. It says so.) that it was late.",
        'He wrote {quote}`2015-05-25-altman "Been thinking. A lot! Really? Yes."` twice.',
        'The words {quote}`2015-05-25-altman "Yes."` Musk could read.',
        "The file `a. B. C` and ``a `b`. C`` and [its words](https://example.org/A. B) are one.",
        "An address <https://example.org/?A. B> and a picture ![of it](a.png) stand here.",
        "Who asked? {inference}`from the order. Of turns`",
        "It rests on the next. {leans}`below`",
        "It rests on its own letter. ({msg}`2015-05-25-altman`)",
        "It has a note.[^1]",
        "It ends in *emphasis.*",
        "A line that\nis broken before\nno. 5, or after no.\n5.",
        "Incorporated in Jan. 2016 as Example Inc. Delaware it was.",
        "A fragment",
    ],
)
def test_one_sentence_is_one(sentence: str) -> None:
    """Abbreviations, numbers, roles, code, addresses and parentheses have full stops that end no sentence."""
    assert divided(sentence) == [" ".join(sentence.split())]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It began. It ended.", 2),
        ("It began! Why? Nobody knows.", 3),
        ("It began in 2015. 85 letters followed.", 2),
        ("It began. {person}`altman` wrote.", 2),
        ("It began (in May). Then it ended.", 2),
        ("It *began.* **Then** it ended.", 2),
        ("It began. {inference}`from no. 1` It ended. {leans}`above`", 2),
        ("It began. {leans}`below`\n{person}`altman` wrote.", 2),
        ("It began {inference}`from no. 1`.\nIt ended.", 2),
        ("It began {leans}`below`\nIt ended.", 2),
        ("He said no. Musk left.", 2),
        ("He said no.\nMusk left.", 2),
        ("He came at 8 p.m.\nMusk left.", 2),
        ("He came to the U.S.\nxAI was founded.", 2),
        ("Work goes on...\nMusk left.", 2),
        ("There were three:\nhours, shares and seats.", 2),
        ('Musk wrote {quote}`2015-05-25-altman "It is late."`\nAltman slept.', 2),
        ('Musk wrote {quote}`2015-05-25-altman "It is late"`\nwhile Altman slept.', 1),
        ('It began.\n{quote}`2015-05-25-altman "It is late."`', 2),
        ("It began.[^1] It ended.", 2),
        ("It began (see [this](a(b).html)). It ended.", 2),
        ("It began.\\\nIt ended.", 2),
        ("So did I. Then it ended.", 2),
        ("It began.\n(It ended. So it did.)\nNothing more.", 3),
    ],
)
def test_sentences_are_divided(text: str, number: int) -> None:
    """A sentence ends at its stop, with the mark behind it, or with its line."""
    found = divided(text)
    assert len(found) == number
    assert " ".join(found) == " ".join(text.split())


def test_every_sentence_has_its_line_and_what_is_no_prose_is_none(parser: MarkdownIt) -> None:
    """Lines are those of the file; headings, letters, notes, code, comments, targets and tables hold no narrative."""
    page = """---
title: A page. Of letters.
---
(target)=
# A heading. With two sentences

One {msg}`a`.
Two.

% A comment. Of ours.

- Four.
- Five
  goes on.
  Six {cite:p}`b`.

<!-- A comment. -->
Seven. {leans}`above`

:::::{thread} a
::::{message} b
:::{annotation} words
:kind: textual
A note. Of ours.
:::
::::

Inside a thread {cite:t}`b`.
::::{message} c
::::
After it.
:::::

    Code. It is.

| A | table. |
|---|---|
| It | is. |

> A quotation. Of nothing.

```{note}
Another. Directive.
```
The last one.

1. A list
   :::{excerpt} d
   :::
   goes on {excerpt}`d`. {inference}`why`
"""
    lines = page.split("\n")
    found = kinds(pieces(page, parser))
    assert found == [
        [
            (7, "evidenced"),
            (8, "nothing"),
            (12, "nothing"),
            (13, "nothing"),
            (15, "evidenced"),
            (18, "above"),
        ],
        [(28, "evidenced")],
        [(31, "nothing")],
        [(lines.index("The last one.") + 1, "nothing"), (lines.index("1. A list") + 1, "nothing")],
        [(len(lines) - 1, "inferred")],
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("So it is {msg}`a ¶2`.", "evidenced"),
        ('So it is {quote}`a "b"`.', "evidenced"),
        ('So it is {edition:quote}`a "b"`.', "evidenced"),
        ("So it is {cite}`a`.", "evidenced"),
        ("So it is {cite:t}`a`.", "evidenced"),
        ("So it is {citation}`a`.", "nothing"),
        ("So it is {person}`a`, {thread}`b`, {doc}`c`.", "nothing"),
        ("So it is `{msg}` and ``{msg}`a` ``.", "nothing"),
        ("So it is <!-- {msg}`a` -->.", "nothing"),
        ("So it is {inference}`a`.", "inferred"),
        ("So it is. {inference}`a`", "inferred"),
        ("So ({msg}`a`) it is. {inference}`a`", "inferred"),
        ("So it {inference}`a` is.", "nothing"),
        ("So it is. {leans}`above`", "above"),
        ("So it {leans}`above` is.", "nothing"),
        ("So it is (so it is. {leans}`below`)", "below"),
    ],
)
def test_a_sentence_rests_on_what_it_carries(parser: MarkdownIt, sentence: str, kind: str) -> None:
    """Places count anywhere in a sentence, a reason or a leaning only at its end; an inference is one in any case."""
    assert kinds(pieces(f"# A\n\n{sentence}\n", parser)) == [[(3, kind)]]


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        ("\n:::{quote} a\nb\n:::\n", "evidenced"),
        (":::{excerpt} a ¶2\n:::\n", "evidenced"),
        ("\n<!-- Here it is -->\n\n:::{quote} a\nb\n:::\n", "evidenced"),
        ("\n:::{note}\nb\n:::\n", "nothing"),
        ("\n# quote\n", "nothing"),
        ("\n```{toctree}\n```\n:::{quote} a\nb\n:::\n", "nothing"),
    ],
)
def test_a_colon_announces_the_quotation_below_it(parser: MarkdownIt, between: str, kind: str) -> None:
    """A block quotation is the evidence of the sentence with a colon directly before it, and of no other."""
    assert kinds(pieces(f"# A\n\nIt reads:\n{between}", parser)) == [[(3, kind)]]
    assert kinds(pieces(f"# A\n\nIt reads.\n{between}", parser)) == [[(3, "nothing")]]


@pytest.mark.parametrize(
    ("prose", "at", "leads"),
    [
        ("A {msg}`a`.\nB. {leans}`above`", 1, True),
        ("A. {leans}`below`\nB. {inference}`why`", 0, True),
        ("A. {leans}`below`\n\nB {msg}`a`.", 0, True),
        ("A. {leans}`below`\nB. {leans}`below`\nC {msg}`a`.", 0, True),
        ("A {msg}`a`.\n\n- B. {leans}`above`\n- C. {leans}`above`", 2, True),
        ("A. {leans}`below`\nB. {leans}`above`", 0, False),
        ("A {msg}`a`.\nB. {leans}`below`\nC. {leans}`above`", 2, False),
        ("A. {leans}`below`\nB.\nC {msg}`a`.", 0, False),
        ("A. {leans}`below`", 0, False),
        ("A. {leans}`above`\nB {msg}`a`.", 0, False),
        ("A. {leans}`below`\n\n## B\n\nC {msg}`a`.", 0, False),
        ("A. {leans}`below`\n\n***\n\nC {msg}`a`.", 0, False),
        ("A. {leans}`below`\n:::{excerpt} a\n:::\nC {msg}`a`.", 0, False),
        ("A. {leans}`below`\n```text\ncode\n```\nC {msg}`a`.", 0, False),
        (":::{thread} a\nA. {leans}`below`\n:::\nC {msg}`a`.", 0, False),
        ("A. {leans}`Below`\nB {msg}`a`.", 0, False),
    ],
)
def test_a_leaning_leads_to_a_place_or_a_reason(parser: MarkdownIt, prose: str, at: int, leads: bool) -> None:
    """It goes one way, from neighbour to neighbour, across paragraphs but no heading, rule or directive, and never round."""
    run = next(claims.runs(pieces(prose, parser)))
    assert claims.leads_to_support(run, at) is leads


@pytest.mark.parametrize(
    "prose",
    [
        "It's the letters' own, and don't the '90s, rock 'n' roll and the writers' 'til then show it?",
        "It’s the letters’ own, in the ’90s and the ‘90s, as the writers’ words show.",
        'He wrote {quote}`a "b"` and {quote}`a ¶2 "it\'s"`.',
        'The code `x = "a"` and ``"`"`` and <span title="a">this</span> and [it](a.html "b")\'s.',
        '[This]{title="a"} is 5\' high.',
        "Whatever.<!-- a \"b\" 'c' -->",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(prose: str) -> None:
    """Apostrophes, code, links and what no reader sees have marks that quote nothing."""
    assert list(marks.marks(words(prose))) == []


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ('a "b c" d "e"', ['"b c"', '"e"']),
        ("a “b\nc” d", ["“b\nc”"]),
        ("a „b“ «c» ‹d›", ["„b“", "«c»", "‹d›"]),
        ("a 'b' ('c d'), 'e's f'", ["'b'", "'c d'", "'e's f'"]),
        ("a ‘b’s c’ d ‘e’", ["‘b’s c’", "‘e’"]),
        ("it's 'a writer's letters' here", ["'a writer's letters'"]),
        ("a &quot;b&quot; <q>c</q>", ["&quot;b&quot;", "<q>c</q>"]),
        ('a "b', ['"b']),
        ('["a"](b.html)', ['"a"']),
        ("{inference}`the \"a\"` {person}`'a b' <c>`", ['"a"', "'a b'"]),
    ],
)
def test_quotation_marks_are_found(prose: str, found: list[str]) -> None:
    """Marks of every kind, with the words between them; those that a role prints for us too."""
    assert [mark.text for mark in marks.marks(words(prose))] == found


def test_a_stray_quotation_is_reported_at_its_line(parser: MarkdownIt) -> None:
    """Prose, headings, notes, cells and block quotes are looked through; arguments, options, code and quotations are not."""
    page = """# A "heading"

Prose
"two".
:::{admonition} The "title"
:class: "x"

A 'note'.
:::
:::{quote} a
"b"
:::
::::{message} a
:::{annotation} the "words"
:nth: 2
On the
“words”.
:::
::::
> Block
> quote.

| A | "b" |
|---|---|
| c | "d" |

```python
"code"
```
"""
    found = [place for piece in pieces(page, parser) for place in marks.stray(piece)]
    assert found == [
        (1, '"heading"'), (4, '"two"'), (8, "'note'"), (17, "“words”"), (20, "> Block"), (23, '"b"'), (25, '"d"'),
    ]  # fmt: skip


def test_the_counts_are_those_of_the_narrative(chapters: Book) -> None:
    """Each page of the narrative has one row, in reading order; no other page is read for claims."""
    built = chapters.build("text", **NARRATIVE)
    assert built.warnings == ""
    domain = cast("EditionDomain", built.env.get_domain("edition"))
    assert list(domain.said("sentences")) == [("chapter-1", 1, 1, 1, 0), ("chapter-2", 1, 1, 1, 0)]
    assert counts_of(built) == (2, 2, 2, 0)
    assert counts_of(built).sentences == 6


def test_a_book_without_narrative_is_not_read_for_claims(chapters: Book) -> None:
    """Who names no page as narrative is told nothing, not even of quotation marks."""
    chapters.edit("other", "Nobody says why.", 'Nobody says "why".')
    built = chapters.build("text", **NO_REGISTER)
    assert (built.warnings, counts_of(built)) == ("", (0, 0, 0, 0))


def test_an_edited_page_is_judged_again_and_no_other(chapters: Book) -> None:
    """After an edit the page's sentences are counted anew; a page that goes takes its sentences with it."""
    chapters.build("text", **NARRATIVE)
    chapters.edit("chapter-1", "It began in May ({msg}`2015-05-25-altman`).", 'It began in "May".')
    built = chapters.build("text", **NARRATIVE)
    assert built.read == ("chapter-1",)
    codes = re.findall(r"^chapter-1\.md:(\d+): .*\[edition\.([a-z-]+)\]$", built.warnings, flags=re.MULTILINE)
    assert sorted(codes) == [("3", "stray-quotation"), ("3", "unsupported"), ("4", "leans-nowhere")]
    assert len(built.warnings.splitlines()) == 3
    assert counts_of(built) == (1, 2, 1, 2)
    (chapters.src / "chapter-1.md").unlink()
    chapters.edit("index", "chapter-1\n", "")
    assert counts_of(chapters.build("text", **NARRATIVE)) == (1, 1, 1, 0)


def test_another_narrative_is_another_reading(chapters: Book) -> None:
    """A change of the setting makes every page be read again."""
    chapters.build("text", **NARRATIVE)
    built = chapters.build("text", **{**NARRATIVE, "edition_narrative": ["chapter-2", "oth*"]})
    assert "other.md:3: WARNING: 'Nobody says why.' names no letter" in built.warnings
    assert counts_of(built) == (1, 1, 1, 1)


def test_the_counts_are_printed_once_and_are_the_same_in_parallel(chapters: Book) -> None:
    """One line at the end of a build says how many sentences rest on what, whatever the number of processes."""
    for number in range(3, 9):
        chapters.write(**{f"chapter-{number}": f"# {number}\n\nIt is late.\nIt began ({{msg}}`2015-05-25-altman`).\n"})
    chapters.edit("index", "other\n", "other\n" + "".join(f"chapter-{number}\n" for number in range(3, 9)))
    settings = SETTINGS | NARRATIVE | {"edition_sources": str(chapters.sources)}
    text = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    (chapters.src / "conf.py").write_text(text, encoding="utf-8")
    said = [output(chapters, processes) for processes in (1, 2)]
    counted = "narrative: 18 sentences, 8 with their place, 2 inferred, 2 leaning, 6 unsupported"
    for out, err in said:
        assert [line for line in out.splitlines() if line.startswith("narrative")] == [counted]
        assert len(re.findall(r"chapter-\d\.md:3: WARNING: 'It is late.' names no", err)) == 6


def output(book: Book, processes: int) -> tuple[str, str]:
    """What a build in a process of its own says, and what it warns of."""
    command = [sys.executable, "-m", "sphinx", "-b", "text", "-j", str(processes)]
    environment = {**os.environ, "PYTHONPATH": str(EXTENSIONS), "NO_COLOR": "1"}
    done = subprocess.run(
        [*command, str(book.src), str(book.folder / str(processes))], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_the_template_of_a_chapter_rests_on_its_letters(book: Book) -> None:
    """Who copies book/_template.md begins with a chapter that the edition has nothing to say about."""
    book.write(index="# The letters\n\n```{toctree}\nchapter\n```\n\n::::{message} 2015-05-25-altman\n::::\n")
    shutil.copy(ROOT / "book" / "_template.md", book.src / "chapter.md")
    built = book.build("text", **NARRATIVE)
    assert built.warnings == ""
    assert counts_of(built) == (3, 1, 1, 0)
