"""The colophon: what is proved, which version this is, what it holds and was made from; counts what others made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from corpus.model import Corpus, Notation
from corpus.proof import PROMISES
from corpus.redaction import redactions

from ..links import Page, Words, promise_anchor
from ..promises import proved
from .places import counted
from .sections import bullets, section
from .table import table

#: A line of the colophon: what is counted, and how much.
Fact = tuple[str, str]
NOTATIONS: dict[Notation, str] = {"bars": "as bars", "angle": "in angle brackets", "square": "in square brackets"}


def colophon(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The promises, the version with its digest, a table of counts, and the hash of every witness."""
    config = page.domain.env.config
    version = [("Title", config.project), ("Release", config.release), ("Digest of the sources and the apparatus", corpus.state)]
    made_of = [
        [[Words(f"{one.siglum} · {one.title}: {one.file}, SHA-256 "), Words(one.sha256, classes="hash")]]
        for one in corpus.witnesses.values()
    ]
    return [
        section("What is proved", "proved", _promises(page)),
        section("This version", "this-version", _table(version, "version", page)),
        section("What it holds", "what-it-holds", _table(_counts(corpus, page), "counted", page)),
        section("What it was made from", "made-from", bullets(page, made_of, "hashes")),
    ]


def _promises(page: Page) -> nodes.table:
    """The promises with what this build has proved of them; what needs two books it leaves to those who verify."""
    rows = []
    for result in proved(page.domain):
        more = f" (and {len(result.failures) - 1:,} more)" if len(result.failures) > 1 else ""
        found = f"{result.verdict}: {result.failures[0]}{more}" if result.failures else f"{result.verdict}: {result.counted}"
        rows.append([result.promise.title, result.promise.check, result.why or found])
    heads = ("The promise", "What is checked", "Result")
    cells = [[[Words(text)] for text in row] for row in rows]
    return table(heads, (33, 42, 25), cells, "colophon proved", page, [promise_anchor(key) for key in PROMISES])


def _table(facts: list[Fact], name: str, page: Page) -> nodes.table:
    rows = [[[Words(what)], [Words(value)]] for what, value in facts]
    return table(("What", "How much" if name == "counted" else "Which"), (60, 40), rows, f"colophon {name}", page)


def _counts(corpus: Corpus, page: Page) -> list[Fact]:
    return [*_letters(corpus), *_apparatus(corpus), *_prose(page), *_sentences(page)]


def _letters(corpus: Corpus) -> Iterator[Fact]:
    letters = corpus.messages.values()
    yield "Threads", f"{len(corpus.threads)}"
    yield "Messages", f"{len(letters)}"
    yield "Paragraphs of messages", f"{sum(len(message.paragraphs) for message in letters):,}"
    marks = redactions(letters)
    hidden = Counter(mark.notation for mark in marks if mark.paragraph is not None)
    notations = [f"{hidden[notation]} {name}" for notation, name in NOTATIONS.items() if hidden[notation]]
    yield "Redactions in the text of messages", f"{hidden.total()} ({', '.join(notations)})"
    yield "Redacted parties of messages", f"{sum(mark.paragraph is None for mark in marks)}"
    yield "Emendations", f"{len(corpus.emendations)}"


def _apparatus(corpus: Corpus) -> Iterator[Fact]:
    apparatus = corpus.apparatus
    register = (len(corpus.people), len(corpus.organisations), len(corpus.terms))
    yield "Entries of the register", "{} people, {} organisations, {} terms".format(*register)
    known = {"stated": "stated", "context": "by another message", "source": "by another document"}
    known |= {"inferred": "inferred", "unknown": "not identified"}
    certainty = Counter(known[mention.certainty] for mentions in apparatus.mentions.values() for mention in mentions)
    yield "Names and terms in messages", _parts(certainty, tuple(known.values()))
    yield "Capitalised forms that name nothing", f"{len(apparatus.dismissals)}"
    lost = sum(reference.to is None for reference in apparatus.references)
    yield "Allusions of messages", f"{len(apparatus.references)} ({lost} to what the archive lacks)"
    conflicts = Counter("open" if conflict.open else "explained" for conflict in apparatus.conflicts)
    yield "Conflicts of dates and places", _parts(conflicts, ("explained", "open"))


def _prose(page: Page) -> Iterator[Fact]:
    notes = page.domain.notes()
    yield "Notes on messages", _parts(Counter(note.kind for note in notes), ())
    yield "Letters without a note, with the reason", f"{len(page.domain.corpus.apparatus.unannotated)}"
    yield "Verified quotations", f"{len(page.domain.quotations()):,}"


def _sentences(page: Page) -> Iterator[Fact]:
    """Sentences of the narrative by what they rest on, where a lint has counted them."""
    if "sentences" not in page.domain.data:
        return
    pages = [counts for _, *counts in page.domain.said("sentences")]
    evidenced, inferred, leaning, unsupported = (sum(column) for column in zip(*pages, strict=True)) if pages else (0, 0, 0, 0)
    total = evidenced + inferred + leaning + unsupported
    kinds = f"{evidenced:,} with a place, {inferred:,} inferred, {leaning:,} leaning on a neighbour, {unsupported:,} with neither"
    yield "Sentences of the narrative", f"{counted(total, 'sentence')}: {kinds}"


def _parts(count: Counter[str], order: tuple[str, ...]) -> str:
    """``12 (10 stated, 2 inferred)``, in the given order or the commonest first."""
    names = order or tuple(name for name, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])))
    kinds = ", ".join(f"{count[name]} {name}" for name in names)
    return f"{count.total():,} ({kinds})" if kinds else f"{count.total():,}"
