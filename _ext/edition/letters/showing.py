"""One letter's page made of its parts; knows neither which pages are to be written nor where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape
from sphinx.builders.html import StandaloneHTMLBuilder

from corpus.model import Message

from .. import nodes as own
from ..apparatus import anchored_marks
from ..links import Words
from ..navigation import TEMPLATES
from ..pages.context import references
from ..render import manner, render_message
from . import citation, metadata
from .address import LetterPage
from .citation import Edition, Form
from .context import Discussion, Fact, facts, step, steps
from .neighbours import Neighbours

if TYPE_CHECKING:
    from ..domain import EditionDomain

#: Its own style sheets and scripts, the book's for letters before them; nothing of the theme's.
STYLES = ("edition.css", "letter.css")
SCRIPTS = ("notes.js", "cite.js")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all letters' pages of one build have in common."""

    domain: EditionDomain
    builder: StandaloneHTMLBuilder
    edition: Edition
    neighbours: Neighbours
    discussion: Discussion
    template: Template


def template() -> Template:
    """The page's template, which escapes whatever is not markup already."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
        "letter.html"
    )


def show(message: Message, notes: own.message_notes | None, shared: Shared) -> str:
    """The page of one letter; ``notes`` are those of its home, in the terms of this page."""
    page = LetterPage(shared.domain, shared.builder, message.id)
    corpus, edition = shared.domain.corpus, shared.edition
    dates = shared.neighbours.date(message)
    ways = [shared.neighbours.thread(message), *shared.neighbours.between(message)]
    register = corpus.register
    forms = (citation.bibtex(message, edition, register), citation.csl_json(message, edition, register))
    return shared.template.render(
        message=message,
        manner=" ".join(manner(message, corpus)),
        thread=corpus.by_thread[message.thread],
        edition=edition,
        address=edition.address(message.id),
        headline=metadata.headline(message),
        description=metadata.description(message),
        tags=list(metadata.tags(message, edition, register)),
        properties=list(metadata.open_graph(message, edition)),
        json_ld=Markup(metadata.json_ld(message, edition, register, page.mentions(message.id))),
        before=_line(page, step(dates.before, before=True)),
        after=_line(page, step(dates.after, before=False)),
        article=_article(message, notes, page, shared.builder),
        sentence=_marked(citation.sentence(message, edition)),
        forms=list(zip(("BibTeX", "CSL-JSON"), map(_marked, forms), strict=True)),
        facts=_lines(page, [*facts(message, shared.discussion), *shared.discussion.facts(message.id), *steps(ways)]),
        root=shared.builder.get_relative_uri(page.docname, shared.domain.env.config.root_doc),
        language=shared.domain.env.config.language,
        styles=STYLES,
        scripts=SCRIPTS,
    )


def _article(message: Message, notes: own.message_notes | None, page: LetterPage, builder: StandaloneHTMLBuilder) -> Markup:
    """The letter as its home shows it: header, text, notes at their paragraphs, where its words lead."""
    holder = nodes.container()
    if notes is not None:
        holder += notes
    anchored = anchored_marks(notes, beside=True) if notes is not None else []
    document = new_document("", builder.docsettings)
    document += [*render_message(message, page, anchored), *references(message, page)]
    translator: Any = builder.create_translator(document, builder)
    for child in document.children:
        child.walkabout(translator)
    return Markup("".join(translator.body))


def _line(page: LetterPage, words: Iterable[Words]) -> Markup:
    return Markup(page.markup(*words))


def _lines(page: LetterPage, found: Iterable[Fact]) -> list[tuple[str, list[Markup]]]:
    return [(label, [_line(page, words) for words in lines]) for label, lines in found]


def _marked(form: Form) -> Markup:
    """A form as markup: the places of a paragraph are empty, with what goes there for the script that fills them."""
    shown = []
    for piece in form:
        if piece.place:
            shown.append(f'<span data-place="{escape(piece.place.format("{n}"))}"></span>')
        else:
            shown.append(f"<cite>{escape(piece.text)}</cite>" if piece.title else str(escape(piece.text)))
    return Markup("".join(shown))


def state_of(message: Message, shared: Shared, seen: Iterable[Any]) -> str:
    """What a letter's page is made of besides its notes, to tell whether it has changed; ``seen`` is common to all."""
    return json.dumps([*seen, shared.discussion.of(message.id)], ensure_ascii=False)
