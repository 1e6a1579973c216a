"""The register: people, organisations and terms with what the editors say of each and where each occurs; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from docutils import nodes

from corpus.commentary import Entry, Mention, Organisation, Person, Term
from corpus.model import Corpus, Message

from ..links import Page, Words
from .table import numbers

ROLES = {
    "from": "Sent", "to": "Received", "cc": "Copied on", "fw": "Forwarded to, in the header",
    "forwarded by": "Forwarded", "forwarded to": "Was forwarded",
}  # fmt: skip
#: Kinds of entries by the names of their directives; their role and anchor are the second word.
REGISTERS: dict[str, tuple[type[Entry], str]] = {
    "people": (Person, "person"), "organisations": (Organisation, "org"), "glossary": (Term, "term"),
}  # fmt: skip


def entries(corpus: Corpus, part: str) -> list[Entry]:
    """The entries that a part of the register prints, by their sort forms."""
    kind, _ = REGISTERS[part]
    return sorted((entry for entry in corpus.register.values() if isinstance(entry, kind)), key=lambda entry: sorting(entry.sort))


def sorting(words: str) -> tuple[str, str]:
    """The key of an alphabetical list: letters and digits, then case and signs."""
    return "".join(character for character in words.casefold() if character.isalnum() or character in " ,"), words


def register(corpus: Corpus, page: Page, part: str, said: Mapping[str, Sequence[nodes.Node]]) -> list[nodes.Node]:
    """A definition list of one kind of entries; ``said`` is what the editors say of each, by id."""
    listed = nodes.definition_list(classes=[part])
    having = _having(corpus)
    named = _named(corpus)
    discussed = page.domain.discussions()
    for entry in entries(corpus, part):
        term = nodes.term("", entry.sort, ids=[f"{REGISTERS[part][1]}-{entry.id}"])
        body = [*said.get(entry.id, ())]
        for role in ROLES:
            if role in having.get(entry.id, {}):
                body.append(_facts(page, f"{ROLES[role]}: ", numbers(having[entry.id][role])))
        if entry.id in named:
            body.append(_facts(page, "Named: ", _mentions(corpus, named[entry.id])))
        if entry.id in discussed:
            body.append(_facts(page, "In our words: ", passages(discussed[entry.id], page)))
        listed += nodes.definition_list_item("", term, nodes.definition("", *body))
    return [listed]


def _having(corpus: Corpus) -> dict[str, dict[str, list[Message]]]:
    """Person → role → messages."""
    having: dict[str, dict[str, list[Message]]] = {}
    for message in corpus.messages.values():
        for role, party in message.participants:
            if party.person is not None:
                having.setdefault(party.person, {}).setdefault(role, []).append(message)
    return having


def _named(corpus: Corpus) -> dict[str, list[Mention]]:
    """Entry → mentions, in the archive's order."""
    named: dict[str, list[Mention]] = {}
    for mentions in corpus.apparatus.mentions.values():
        for mention in mentions:
            if mention.entry is not None:
                named.setdefault(mention.entry, []).append(mention)
    return named


def _facts(page: Page, label: str, words: Sequence[Words]) -> nodes.Node:
    return page.paragraph([Words(label, classes="label"), *words], "facts")


def _mentions(corpus: Corpus, mentions: Sequence[Mention]) -> list[Words]:
    """Each form that names an entry with the paragraphs that print it, and with how we know where the words do not say it."""
    forms: dict[str, list[Mention]] = {}
    for mention in mentions:
        forms.setdefault(mention.at.text, []).append(mention)
    shown: list[Words] = []
    for form, places in forms.items():
        shown += [Words("; ")] if shown else []
        shown += [Words(form, classes="form"), Words(" ")]
        once = {(mention.at.source, mention.at.paragraph, mention.certainty): mention for mention in places}
        for at, mention in enumerate(once.values()):
            number = corpus.messages[mention.at.source].number
            place = f"{mention.at.source} ¶{mention.at.paragraph}"
            shown += [Words(", ")] if at else []
            shown.append(Words(f"{number} ¶{mention.at.paragraph}", "msg", place, classes="locus"))
            if mention.certainty == "inferred":
                shown.append(Words(" (inferred)", classes="certainty"))
    return shown


def passages(discussed: Sequence[tuple[str, str]], page: Page) -> list[Words]:
    """Page and anchor of each passage of ours → the page's title, and a number for each further passage on it.

    On paper the title is followed by the numbers of the printed pages.
    """
    shown: list[Words] = []
    for docname, found in groupby(discussed, key=itemgetter(0)):
        first, *further = (f"{docname}#{anchor}" for _, anchor in found)
        shown += [Words("; ")] if shown else []
        shown.append(Words(page.title(docname), "page", first))
        if page.on_paper:
            shown.append(Words(", ", "pages", " ".join((first, *further))))
            continue
        for number, place in enumerate(further, 2):
            shown += [Words(", "), Words(str(number), "page", place)]
    return shown
