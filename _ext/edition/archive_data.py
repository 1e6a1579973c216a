"""The archive as one file that scripts read (``_static/archive-data.js``), and which pages load it; shows nothing itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from corpus.model import Corpus, Correspondent, Message
from corpus.redaction import redactions

from .navigation import add_to

if TYPE_CHECKING:
    from .domain import EditionDomain

FILE = "archive-data.js"

#: The generated parts that are tools, and what a page with one of them loads: style sheets, then scripts in their order.
TOOLS: dict[str, tuple[str, ...]] = {
    "archive": tuple(f"archive/{name}" for name in ("archive.css", "minisearch.min.js", "address.js", "bars.js", "archive.js")),
    "inbox": tuple(f"archive/{name}" for name in ("archive.css", "address.js", "bars.js", "inbox.js")),
    "check": (
        "check/check.css",
        *(f"check/{name}.js" for name in ("words", "pasted", "concordance", "alignment", "splices", "matching", "neighbours")),
        *(f"check/{name}.js" for name in ("verdicts", "check")),
    ),
}
#: The generated parts with a style sheet of their own, which an e-book has too.
STYLED = dict.fromkeys(("timeline", "network", "matrix", "room"), ("pictures.css",))


def archive_data(corpus: Corpus, homes: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """What the tools know of the letters: plain values, in the archive's order; ``homes`` are addresses by kind and id."""
    hidden = Counter(one.message for one in redactions(corpus.messages.values()))
    named = {party.person for message in corpus.messages.values() for _, party in message.participants}
    return {
        "messages": [_message(one, corpus, homes.get(("message", one.id)), hidden[one.id]) for one in corpus.messages.values()],
        "people": {id: {"name": one.name, "sort": one.sort} for id, one in corpus.people.items() if id in named},
        "threads": [
            {"id": id, "number": one.number, "title": one.title, "medium": one.medium, "home": homes.get(("thread", id))}
            for id, one in corpus.by_thread.items()
        ],
        "documents": [
            {"key": key, "siglum": one.witness.siglum, "title": one.witness.title, "paragraphs": len(one.paragraphs)}
            for key, one in corpus.documents.items()
        ],
    }


def _message(message: Message, corpus: Corpus, home: str | None, hidden: int) -> dict[str, Any]:
    header = message.header
    interval = corpus.apparatus.intervals.get(message.id)
    return {
        "id": message.id,
        "number": message.number,
        "thread": message.thread,
        "medium": message.medium,
        "when": header.sent.when,
        "time": header.sent.time,
        "precision": header.sent.precision,
        "after": (interval and interval.after) or None,
        "before": (interval and interval.before) or None,
        "from": _parties(header.sender),
        "to": _parties(header.to),
        "cc": _parties(header.cc),
        "fw": _parties(header.fw),
        "forwarded": [
            {"by": _party(act.by), "to": _parties(act.to), "when": act.sent.when} for act in message.forwarded
        ],
        "redactions": hidden,
        "exhibit": message.exhibit,
        "home": home,
        "letter": f"letters/{message.id}.html",
        "paragraphs": [paragraph.text for paragraph in message.paragraphs],
    }  # fmt: skip


def _parties(parties: Sequence[Correspondent]) -> list[dict[str, Any]]:
    return [_party(party) for party in parties]


def _party(party: Correspondent) -> dict[str, Any]:
    """Who it is; that a party is inferred is said only where one is."""
    said: dict[str, Any] = {"person": party.person, "name": party.name}
    return said | {"inferred": True} if party.evidence == "inferred" else said


def write(app: Sphinx, builder: Builder) -> None:
    """Write the file before any page is (event ``write-started``): pages name it with the checksum of its content."""
    if builder.name != "html":
        return
    domain = cast("EditionDomain", app.env.get_domain("edition"))
    homes = {
        (kind, id): f"{builder.get_target_uri(place.docname)}#{place.anchor}"
        for kind in ("message", "thread")
        for id, place in domain.places(kind)
    }
    text = json.dumps(archive_data(domain.corpus, homes), ensure_ascii=False, separators=(",", ":"))
    folder = Path(builder.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(f"window.EDITION = {text};\n", encoding="utf-8", newline="\n")


def load(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """A page with a tool loads the file and the tool, and no other page does (event ``html-page-context``)."""
    if app.builder.name not in ("html", "epub"):
        return
    wanted = STYLED | TOOLS if app.builder.name == "html" else STYLED
    domain = cast("EditionDomain", app.env.get_domain("edition"))
    parts = [part for (part,) in domain.data["generated"].get(pagename, ())]
    names = list(dict.fromkeys(name for part in parts for name in wanted.get(part, ())))
    scripts = [name for name in names if name.endswith(".js")]
    for name in names:
        if name not in scripts:
            app.add_css_file(name)
    for name in [FILE, *scripts] if scripts else []:
        app.add_js_file(name, loading_method="defer")


def keep_out_of_epub(app: Sphinx, config: Config) -> None:
    """An EPUB has no tools, and packs whatever stands in ``_static`` (event ``config-inited``).

    Any later, Sphinx would take it for a changed setting and read every page again.
    """
    for name in dict.fromkeys((*(name for names in TOOLS.values() for name in names), "archive/minisearch.LICENSE.txt")):
        add_to(app, "epub_exclude_files", f"_static/{name}")


def setup(app: Sphinx) -> dict[str, Any]:
    """Connected once for all tools; each adds its line to ``TOOLS``."""
    app.connect("write-started", write)
    app.connect("html-page-context", load)
    app.connect("config-inited", keep_out_of_epub)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
