"""The back of the title page: version, address and how to cite, as labelled lines for any format; knows no page, no markup."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.config import Config

from corpus.model import Corpus

from .letters.citation import Edition, plain, sentence
from .notices import refuse

#: No blank, no query, and no page.
_FOLDER = re.compile(r"https?://[^\s?#/]+(/[^\s?#]*)?(?<!\.html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """What is said, and of what; ``address`` is where the words lead, if anywhere."""

    label: str
    words: str
    address: str = ""


def check_address(app: Sphinx, config: Config) -> None:
    """The address of the book (event ``config-inited``) is that of a folder, and ends in a slash: all else is below it."""
    base = config.html_baseurl
    if base and not _FOLDER.fullmatch(base):
        refuse(f"html_baseurl is {base!r}, which is no address of a folder, as https://letters.example/book/ is")
    config.html_baseurl = base if base.endswith("/") or not base else f"{base}/"


def edition(config: Config) -> Edition:
    """The book as something that is cited."""
    return Edition(config.project, config.version, config.html_baseurl or "")


def imprint(corpus: Corpus, config: Config) -> tuple[Line, ...]:
    """Version and digest; the address of the web edition, if there is one; a citation of the book, a letter, a paragraph."""
    book = edition(config)
    lines = [
        Line("Version", config.version),
        Line("Digest of the sources and the apparatus", corpus.state),
        Line("Copyright", f"© {config.copyright}"),
    ]
    if book.base:
        lines.append(Line("The same book on the web, with a page for each letter", book.base, book.base))
    at = f", {book.base}" if book.base else ""
    lines.append(Line("To cite the book", f"{book.title}. An Annotated Edition, version {book.version}{at}."))
    for message in list(corpus.messages.values())[:1]:
        form = sentence(message, book)
        lines += [Line("To cite a letter", plain(form)), Line("To cite a paragraph of it", plain(form, 1))]
    return tuple(lines)
