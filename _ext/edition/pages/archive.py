"""The browser of the archive: the list of all letters, and above it the form with which a script filters it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docutils import nodes

from corpus.model import Corpus, Message
from corpus.redaction import redactions

from .. import nodes as own
from ..links import Page, Words
from ..render import dateline_in_words, number_in_words
from .form import Choice, fieldset, radios, select
from .found import found
from .places import counted
from .table import joined, table

HEADS = ("No.", "Sent", "From", "To")
WIDTHS = (6, 33, 24, 37)
ROLES = (
    Choice("", "in any role"),
    Choice("from", "as writer"),
    Choice("to", "as addressee"),
    Choice("cc", "with a copy"),
    Choice("fw", "by forwarding"),
)
ORDERS = (
    Choice("", "number"),
    Choice("oldest", "date, oldest first"),
    Choice("newest", "date, newest first"),
    Choice("match", "best match of the words"),
)
#: A party that the disclosure hides can be looked for like a person.
HIDDEN = Choice("redacted", "a redacted party")
WORDS = """<div class="field words"><label for="archive-words">Words</label>
<input type="search" id="archive-words" name="words" spellcheck="false" aria-describedby="archive-hint">
<p class="hint" id="archive-hint">In texts, names and subjects. A word that no letter has finds the nearest that one has.</p>
</div>
"""
EMPTY = """<div class="tool-empty" hidden><p>No letter fits all of this.</p>
<ul><li>Take a filter away: the counts say what each would find.</li><li>Use fewer words, or only the start of one.</li>
<li>A correspondent may stand in another role: choose “in any role”.</li></ul></div>
"""


def archive(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """On screen the form and the list that it filters; elsewhere the list alone, as a table."""
    if page.on_paper:
        return [_on_paper(corpus, page)]
    if page.builder.name != "html":
        return [table(HEADS, WIDTHS, [_row(message) for message in corpus.messages.values()], "archive", page)]
    hidden = Counter(one.message for one in redactions(corpus.messages.values()))
    titles = {message.id: thread.title for thread in corpus.threads for message in thread.messages}
    items = "".join(found(one, titles[one.id], hidden[one.id], page) for one in corpus.messages.values())
    total = len(corpus.messages)
    count = f'<p class="tool-count" role="status">{total} of {counted(total, "letter")}</p>\n'
    listed = f'{count}{EMPTY}<ol class="found">\n{items}</ol>\n'
    without = "<noscript><p>Filtering needs JavaScript; this is the list of all letters.</p></noscript>\n"
    return [own.run(markup=f'<div class="tool" id="archive-tool">\n{without}{_form(corpus, hidden)}{listed}</div>\n')]


def _on_paper(corpus: Corpus, page: Page) -> nodes.table:
    """The list with the page of each letter."""
    homes = {id: Words("", "pages", f"{place.docname}#{place.anchor}") for id, place in page.domain.places("message")}
    rows = [[*_row(message), [homes[message.id]] if message.id in homes else []] for message in corpus.messages.values()]
    return table((*HEADS, "Page"), (*WIDTHS, 9), rows, "archive", page)


def _row(message: Message) -> list[list[Words]]:
    header = message.header
    return [[number_in_words(message)], [dateline_in_words(header.sent)], joined(header.sender), joined(header.to)]


def _form(corpus: Corpus, hidden: Counter[str]) -> str:
    people = correspondents(corpus)
    years = Counter(year_of(message) for message in corpus.messages.values())
    dated = [Choice(year, year if year != "none" else "no date printed", years[year]) for year in sorted(years)]
    threads = [Choice(one.id, f"{one.number}. {one.title}", len(one.messages)) for one in corpus.threads]
    kinds = Counter(message.medium for message in corpus.messages.values())
    total, some = len(corpus.messages), len(hidden)
    who = fieldset(
        "Correspondents",
        select("archive", "person", "Person", [Choice("", "anybody"), *people]),
        select("archive", "role", "Role", ROLES),
        select("archive", "with", "Exchange with", [Choice("", "anybody"), *people]),
    )
    which = fieldset(
        "Letters",
        select("archive", "year", "Year", [Choice("", "all"), *dated]),
        select("archive", "thread", "Thread", [Choice("", "all"), *threads]),
        select("archive", "sort", "Sorted by", ORDERS),
    )
    kind = [Choice("", "all", total), Choice("email", "email", kinds["email"]), Choice("imessage", "iMessage", kinds["imessage"])]
    marked = [Choice("", "all", total), Choice("with", "with", some), Choice("without", "without", total - some)]
    rest = radios("kind", "Kind", kind) + radios("redactions", "Redactions", marked)
    clear = '<p class="actions"><button type="button" data-act="clear">Clear all</button></p>\n'
    start = '<form class="tool-form" role="search" aria-label="Letters of the archive" autocomplete="off">\n'
    return f"{start}{WORDS}{who}{which}{rest}{clear}</form>\n"


def correspondents(corpus: Corpus) -> list[Choice]:
    """Everybody whom a header names, by surname, with the number of letters; last, the parties that are hidden."""
    counts = Counter(key for message in corpus.messages.values() for key in parties(message))
    named = sorted((corpus.people[id].sort, id) for id in counts if id != HIDDEN.value)
    listed = [Choice(id, sort, counts[id]) for sort, id in named]
    return [*listed, Choice(HIDDEN.value, HIDDEN.label, counts[HIDDEN.value])] if counts[HIDDEN.value] else listed


def parties(message: Message) -> Iterable[str]:
    """The people of a message's header in any role, each once."""
    return {one.person or HIDDEN.value for _, one in message.participants if one.redacted or one.person}


def year_of(message: Message) -> str:
    """The year that a header prints, or ``none``."""
    return (message.header.sent.when or "none")[:4]
