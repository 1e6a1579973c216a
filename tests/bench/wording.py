"""The words that a built page shows, counted or as plain Markdown; knows no files, and not how the page came about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_ARTICLE = re.compile(r'<article class="bd-article">.*</article>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
#: What Sphinx makes by itself on any page: the link at a heading, the list of the pages below it.
_OF_SPHINX = re.compile(r'<a class="headerlink".*?</a>|<div class="toctree-wrapper.*?</div>', re.DOTALL)
#: A paragraph ends with the element that it stands in; a row of a table is one.
_END = re.compile(r"</(p|li|dt|dd|tr|h[1-6]|summary|details|header|aside|blockquote|pre|div)>")
#: An index is one paragraph for each of its initials, as somebody who writes it without a table would have it.
_INDEX = re.compile(r'<table class="indextable.*?</table>', re.DOTALL)
_INITIAL = '<tr class="pcap">'
_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~]|&(?=#?\w+;)|^(?:[-+#%=:]|\((?=[^)]*\)=)|\d+(?=[.)]))")


def words_in(html: str) -> int:
    """The number of words in a page's article; marks and numbers that stand apart count by themselves."""
    article = _ARTICLE.search(html)
    return len(_WORD.findall(_text(article[0]))) if article else 0


def page(html: str) -> str:
    """A page of Markdown with the same headings and the same words, every other block of them as a paragraph."""
    article = _ARTICLE.search(html)
    return "".join(f"{block}\n\n" for block in _blocks(article[0] if article else ""))


def _blocks(article: str) -> Iterator[str]:
    joined = _INDEX.sub(lambda index: index[0].replace("</tr>", "").replace(_INITIAL, "</tr>"), _OF_SPHINX.sub("", article))
    pieces = _END.split(joined)
    for text, element in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        words = _escaped(_text(text))
        if words:
            yield f"{'#' * int(element[1])} {words}" if element[:1] == "h" and element[1:].isdigit() else words


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _escaped(text: str) -> str:
    """Text as one line of Markdown that shows these characters, with as few backslashes as a writer would type."""
    return _SPECIAL.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)
