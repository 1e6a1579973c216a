"""The quiet line below a letter at its home: its permanent address, how to cite it, the letters before and after it."""

from __future__ import annotations

from docutils import nodes

from corpus.model import Message

from .. import nodes as own
from ..links import Page, Words
from ..pages.signs import LEGEND, bears_signs
from .address import has_letter_pages, page_name


def controls(message: Message, page: Page) -> list[nodes.Node]:
    """The line, as a leaf that is no part of the letter; nothing where the book has no pages of letters."""
    if not has_letter_pages(page.builder):
        return []
    address = page.builder.get_relative_uri(page.docname, page_name(message.id))
    number = f"no. {message.number}"
    links = [
        f'<a href="{address}" aria-label="Permanent link to {number}">Link</a>',
        f'<a href="{address}#cite" aria-label="Cite {number}">Cite</a>',
    ]
    if bears_signs(message) and (legend := page.part(LEGEND)):
        links.append(f'<a href="{legend}" aria-label="Signs in {number} explained">Signs</a>')
    for id, shape in zip(page.domain.around(message.id), ("← no. {}", "no. {} →"), strict=True):
        if id and page.domain.place("message", id):
            links.append(page.markup(Words(shape.format(page.domain.corpus.messages[id].number), "msg", id)))
    return [own.run(markup=f'<p class="message-controls" data-apparatus="">{" ".join(links)}</p>\n')]
