"""The first lines of what links lead to, one file of data a page, for preview.js; knows nothing of how they look."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx

from corpus.model import Corpus, Correspondent, Message

from . import nodes as own
from .domain import EditionDomain
from .links import message_anchor, paragraph_anchor
from .plain import plain
from .render import date_in_words

#: Ids of entries of the register and of documents begin with their kind.
_ENTRY = re.compile(r"(?:person|org|term|document)-")
_LONGEST = 300


class Preview(NamedTuple):
    """What a link leads to: a heading, a line under it, perhaps empty, and the first words."""

    title: str
    line: str
    text: str


def previews(doctree: nodes.document, corpus: Corpus) -> dict[str, Preview]:
    """Anchor → preview, for every message, paragraph, entry and bibliography entry that a page prints."""
    found: dict[str, Preview] = {}
    for node in doctree.findall(own.message):
        if node["ids"]:
            found |= _of_message(corpus, corpus.messages[node["data-message"]])
    for item in doctree.findall(nodes.definition_list_item):
        term = next(item.findall(nodes.term))
        found |= {id: Preview(term.astext(), "", _said(item)) for id in term["ids"] if _ENTRY.match(id)}
    for citation in doctree.findall(nodes.citation):
        text = short("\n".join(plain(child) for child in citation.children if not isinstance(child, nodes.label)))
        found |= dict.fromkeys(citation["ids"], Preview("Bibliography", "", text))
    return found


def _of_message(corpus: Corpus, message: Message) -> dict[str, Preview]:
    to = _names(message.header.to)
    title = f"{_names(message.header.sender)} to {to}" if to else _names(message.header.sender)
    when = date_in_words(message.header.sent)
    line = f"No. {message.number} · {when} · {corpus.by_thread[message.thread].title}"
    texts = {paragraph.number: paragraph.text.strip() for paragraph in message.paragraphs}
    found = {message_anchor(message.id): Preview(title, line, short("\n".join(texts.values())))}
    for number, text in texts.items():
        found[paragraph_anchor(message.id, number)] = Preview(title, f"No. {message.number} ¶{number} · {when}", short(text))
    return found


def _names(parties: tuple[Correspondent, ...]) -> str:
    names = [party.name for party in parties]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _said(item: nodes.Node) -> str:
    """What the editors say of an entry, or, where they say nothing, the first facts."""
    paragraphs = [*item.findall(nodes.paragraph)]
    ours = [paragraph for paragraph in paragraphs if "facts" not in paragraph["classes"]]
    return short("\n".join(plain(paragraph).replace("\n", " ") for paragraph in (ours or paragraphs[:1])))


def short(text: str) -> str:
    """The beginning of a text, cut between words."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(maxsplit=1)[0]} …"


def write_previews(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write a page's file with the page (event ``html-page-context``); pages without anything to preview have none."""
    if doctree is None or app.builder.name != "html":
        return
    file = Path(app.outdir, "_static", "previews", f"{pagename}.js")
    found = previews(doctree, cast("EditionDomain", app.env.get_domain("edition")).corpus)
    if not found:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    script = f"(window.EDITION_PREVIEWS = window.EDITION_PREVIEWS || {{}})[{json.dumps(pagename)}] = {data};\n"
    file.write_text(script, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Write previews beside the pages."""
    app.connect("html-page-context", write_previews)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
