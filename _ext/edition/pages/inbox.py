"""The inbox of a correspondent: who wrote and received what, as a table, and the form with which a script asks by when."""

from __future__ import annotations

from collections import Counter

from docutils import nodes

from corpus.model import Corpus, Message, Person
from corpus.redaction import redactions

from .. import nodes as own
from ..links import Page, Words
from ..render import number_in_words
from .archive import HIDDEN, correspondents
from .form import select
from .found import found
from .table import table

HEADS = ("Correspondent", "Wrote", "Received", "Copy", "By forwarding")
WIDTHS = (20, 25, 25, 20, 10)
#: The columns of the table, and the roles of a header that each counts.
COLUMNS = (("from",), ("to",), ("cc",), ("fw", "forwarded to"))
HINT = "The buttons go to the day before or after on which something of theirs is dated."


def inbox(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """On screen the form and the list that it marks, which a script shows; everywhere the table by person."""
    people = sorted((one for one in corpus.people.values() if _letters(corpus, one)), key=lambda one: one.sort)
    rows = [_row(corpus, person) for person in people]
    listed = table(HEADS, WIDTHS, rows, "inbox", page)
    if page.builder.name != "html":
        return [listed]
    without = "<noscript><p>Asking by date needs JavaScript; the table below is everybody’s letters.</p></noscript>\n"
    tool = f'<div class="tool" id="inbox-tool">\n{without}{_form(corpus)}{_list(corpus, page)}</div>\n'
    caption = '<h2 id="by-correspondent">By correspondent, at any date</h2>\n'
    return [own.run(markup=tool + caption), listed]


def _form(corpus: Corpus) -> str:
    people = [one for one in correspondents(corpus) if one.value != HIDDEN.value]
    most = max(people, key=lambda one: one.count or 0).value if people else ""
    days = sorted(when[:10] for one in corpus.messages.values() if (when := one.header.sent.when))
    first, last = (days[0], days[-1]) if days else ("", "")
    date = (
        '<div class="field"><label for="inbox-date">By the end of</label><input type="date" id="inbox-date" name="date" '
        f'min="{first}" max="{last}" value="{last}" aria-describedby="inbox-hint"></div>\n'
    )
    steps = (
        '<p class="actions"><button type="button" data-act="earlier">Earlier letter</button> '
        '<button type="button" data-act="later">Later letter</button></p>\n'
    )
    hint = f'<p class="hint" id="inbox-hint">{HINT}</p>\n'
    who = select("inbox", "person", "Correspondent", people, most)
    start = '<form class="tool-form inbox-form" aria-label="Whose letters, and by when" autocomplete="off">\n'
    return f"{start}{who}{date}{steps}{hint}</form>\n"


def _list(corpus: Corpus, page: Page) -> str:
    hidden = Counter(one.message for one in redactions(corpus.messages.values()))
    titles = {message.id: thread.title for thread in corpus.threads for message in thread.messages}
    items = "".join(found(one, titles[one.id], hidden[one.id], page) for one in corpus.messages.values())
    return f'<p class="tool-count" role="status"></p>\n<ol class="found inbox">\n{items}</ol>\n'


def _row(corpus: Corpus, person: Person) -> list[list[Words]]:
    columns = [[m for m in _letters(corpus, person) if _has(m, person, roles)] for roles in COLUMNS]
    return [[Words(person.name, "person", person.id, classes="person")], *(_numbers(messages) for messages in columns)]


def _letters(corpus: Corpus, person: Person) -> list[Message]:
    return [one for one in corpus.messages.values() if any(party.person == person.id for _, party in one.participants)]


def _has(message: Message, person: Person, roles: tuple[str, ...]) -> bool:
    return any(party.person == person.id and role in roles for role, party in message.participants)


def _numbers(messages: list[Message]) -> list[Words]:
    """``3: 1, 2, 5``, each number leading to its letter."""
    shown = [Words(f"{len(messages)}: ")] if messages else [Words("none")]
    for at, message in enumerate(messages):
        shown += [Words(", ")] if at else []
        shown.append(number_in_words(message))
    return shown
