"""Places of the sources as generated pages print them: loci, dates, and sentences of ours that name letters by number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.commentary import Locus
from corpus.dates import MONTHS
from corpus.model import Corpus

from ..links import Words
from ..render import dateline_in_words

#: ``no. 5``, ``No. 5 ¶2``, ``no. 5 ¶2–3``, ``nos. 5, 6 and 7``: the letters that our sentences name.
_NUMBERS = re.compile(r"\b[Nn]os\. \d+[a-z]?(?:, \d+[a-z]?)*(?: and \d+[a-z]?)?|\b[Nn]o\. \d+[a-z]?(?: ¶\d+(?:–\d+)?)?")
#: With what a source itself encloses words.
OWN_MARKS = {("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")}
_ONE = re.compile(r"(?:[Nn]o\. )?(?P<number>\d+[a-z]?)(?: ¶(?P<paragraph>\d+)(?:–\d+)?)?")


class Places:
    """Every place of a Corpus as words that lead there."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.by_number = {message.number: message for message in corpus.messages.values()}

    def locus(self, at: Locus) -> Words:
        """``no. 5 ¶2`` for a letter, ``B ¶7`` for a document, which leads to the document's description."""
        place = f" ¶{at.paragraph}"
        if at.source in self.corpus.messages:
            number = self.corpus.messages[at.source].number
            return Words(f"no. {number}{place}", "msg", at.source + place, classes="place")
        return Words(f"{self.corpus.documents[at.source].witness.siglum}{place}", "document", at.source, classes="place")

    def words(self, at: Locus) -> Words:
        """The words of a place, in quotation marks, leading to it."""
        text = quoted(at.text)
        if at.source in self.corpus.messages:
            return Words(text, "msg", f"{at.source} ¶{at.paragraph}", classes="quoted")
        return Words(text, "document", at.source, classes="quoted")

    def date(self, source: str) -> Words:
        """When a letter was sent, or a document written, no more precisely than it says."""
        if source in self.corpus.messages:
            return dateline_in_words(self.corpus.messages[source].header.sent)
        date = self.corpus.documents[source].witness.date
        if not date[:1].isdigit():
            return Words("date not stated", classes="dateline none")
        return Words(iso_in_words(date), classes="dateline day", when=date)

    def sentence(self, text: str) -> list[Words]:
        """A sentence of a table in which ``no. 5``, ``no. 5 ¶2`` and ``nos. 5 and 6`` become links."""
        shown: list[Words] = []
        done = 0
        for match in _NUMBERS.finditer(text):
            for one in _ONE.finditer(text, match.start(), match.end()):
                link = self._link(one)
                if link is not None:
                    shown += [Words(text[done : one.start()]), link]
                    done = one.end()
        return [words for words in (*shown, Words(text[done:])) if words.text]

    def _link(self, one: re.Match[str]) -> Words | None:
        message, paragraph = self.by_number.get(one["number"]), one["paragraph"]
        if message is None or (paragraph and not 1 <= int(paragraph) <= len(message.paragraphs)):
            return None
        return Words(one[0], "msg", message.id + (f" ¶{paragraph}" if paragraph else ""), classes="place")


def quoted(text: str) -> str:
    """Words of a source in our marks."""
    before, after = marks_around(text)
    return f"{before}{text}{after}"


def marks_around(text: str) -> tuple[str, str]:
    """Our marks around words of a source: double; single where its own marks are at an end; none where its own enclose them."""
    inside = text[1:-1]
    if len(text) > 2 and (text[0], text[-1]) in OWN_MARKS and not set(text[0] + text[-1]) & {*inside}:
        return "", ""
    return ("‘", "’") if text[0] in '“”"' or text[-1] in '“”"' else ("“", "”")


def iso_in_words(when: str) -> str:
    """``2015``, ``July 2015``, ``11 December 2015``, ``11 December 2015, 11:30``: as precise as the ISO value is."""
    day, _, time = when.partition("T")
    year, *rest = day.split("-")
    date = " ".join([*(str(int(number)) for number in rest[1:]), *(MONTHS[int(month) - 1] for month in rest[:1]), year])
    return f"{date}, {time}" if time else date


def counted(count: int, one: str, many: str = "") -> str:
    """``no letters``, ``1 letter``, ``2 letters``."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def listed(parts: list[list[Words]], divider: str) -> Iterator[Words]:
    """Runs of words with a divider between them."""
    for at, part in enumerate(parts):
        if at:
            yield Words(divider)
        yield from part
