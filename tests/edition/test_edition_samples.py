"""The page that shows what authors can write: it has everything, each beside its result, and adds nothing to the book."""

from __future__ import annotations

import re
from typing import cast

import pytest

from edition.domain import EditionDomain
from edition.pages import PARTS, REGISTERS

from .conftest import NO_REGISTER, ROOT, Book, class_of, words

SHOWCASE = (ROOT / "book" / "back" / "showcase.md").read_text(encoding="utf-8")
LETTER = "\n\n::::{message} 2015-05-25-altman\n::::\n"
SAMPLE = """# Samples

```{sample}
He proposed {quote}`2015-05-25-altman "some sort of nonprofit"`, says {person}`altman` in {msg}`2015-05-25-altman`.
```

```{sample} 2015-05-25-altman
::::{message} 2015-05-25-altman
:::{annotation} AI
A note that stands nowhere.
:::
::::
```
"""


@pytest.mark.parametrize("role", sorted(EditionDomain.roles))
def test_every_role_is_shown_in_a_sample(role: str) -> None:
    """Each role of the edition occurs inside a sample of the page that shows them all."""
    assert any(f"{{{role}}}`" in sample for sample in samples(SHOWCASE))


@pytest.mark.parametrize("directive", sorted(EditionDomain.directives))
def test_every_directive_is_shown_in_a_sample_or_listed(directive: str) -> None:
    """Each directive occurs in a sample, or generates a page of the book, and is then in the generated list."""
    book = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").rglob("*.md")))
    shown = any(f"{{{directive}}}" in sample for sample in samples(SHOWCASE))
    assert shown or (directive in {*PARTS, *REGISTERS} and re.search(rf"^[`:]{{3,}}\{{{directive}\}}", book, re.MULTILINE))
    assert "```{parts}" in SHOWCASE


def samples(page: str) -> list[str]:
    """What stands in the samples of a page."""
    return [match[2] for match in re.finditer(r"^(`{3,})\{sample\}.*\n((?:.*\n)*?)\1\n", page, re.MULTILINE)]


def test_a_sample_is_what_was_written_beside_what_is_shown_for_it(book: Book) -> None:
    """A sample prints its source as it stands, and below it the words that the same text gives anywhere else."""
    page = book.write(index=SAMPLE + LETTER).build(**NO_REGISTER).page()
    shown, elsewhere = page.xpath(f"//div[{class_of('sample')}]")
    (source,) = shown.xpath(f".//*[{class_of('sample-source')}]")
    (result,) = shown.xpath(f".//*[{class_of('sample-result')}]")
    assert source.text_content().strip() in SAMPLE
    assert "{quote}`" in source.text_content()
    assert words(result).startswith("He proposed “some sort of nonprofit”")
    assert "no. 1" in words(elsewhere.xpath(f".//*[{class_of('sample-result')}]")[0])
    assert [link.get("href") for link in elsewhere.xpath(".//a")][-1].endswith("#msg-2015-05-25-altman")


def test_a_sample_adds_nothing_to_the_book(book: Book) -> None:
    """What a sample quotes, names and notes is in no list; a letter that it shows as source is not at home there."""
    built = book.write(index="# Letters\n\n```{toctree}\nsamples\n```\n" + LETTER, samples=SAMPLE).build(**NO_REGISTER)
    domain = cast("EditionDomain", built.env.get_domain("edition"))
    assert {what: [said for said in domain.said(what) if said[0] == "samples"] for what in domain.passages} == {
        what: [] for what in domain.passages
    }
    home = domain.place("message", "2015-05-25-altman")
    assert home is not None
    assert home.docname == "index"
    assert built.warnings == ""


def test_a_mistake_in_a_sample_is_reported_at_its_line(book: Book) -> None:
    """A quotation in a sample is compared like any other, and a sample of nothing is told."""
    text = SAMPLE.replace("some sort of", "some kind of").replace("{sample} 2015-05-25-altman", "{sample} 2015-05-25-altmann")
    said = book.write(index=text + LETTER).build(**NO_REGISTER).warnings.splitlines()
    assert [line.partition(": ")[0] for line in said] == ["index.md:4", "index.md:7"]
    assert "[edition.quote-not-verbatim]" in said[0]
    assert "[edition.unknown-source]" in said[1]
