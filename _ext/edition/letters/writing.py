"""Which letters' pages are to be written, and writing them, in as many processes as Sphinx has; knows no page's parts."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.parallel import ParallelTasks, make_chunks, parallel_available

from corpus.digest import digest

from .address import FOLDER, LetterPage, has_letter_pages
from .citation import Edition
from .context import Discussion
from .neighbours import Neighbours
from .notes import notes_at, rehome
from .showing import Shared, show, state_of, template

if TYPE_CHECKING:
    from ..domain import EditionDomain

#: What each page was made of when it was last written, kept with Sphinx's own records of the last build.
RECORD = "letters.json"


class LetterPages:
    """The letters' pages of one build after another in this process."""

    def __init__(self) -> None:
        self.written: set[str] = set()

    def begin(self, app: Sphinx) -> None:
        """A build begins (event ``builder-inited``)."""
        self.written = set()

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """A page of the book is written, and its letters' pages are after it (event ``doctree-resolved``)."""
        self.written.add(docname)

    def write(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Write what is not as it was (event ``html-collect-pages``); make no page of Sphinx's."""
        if has_letter_pages(app.builder):
            domain = cast("EditionDomain", app.env.get_domain("edition"))
            _write(app, domain, self.written)
        yield from ()


def _write(app: Sphinx, domain: EditionDomain, written: set[str]) -> None:
    homes = {id: place.docname for id in domain.corpus.messages if (place := domain.place("message", id))}
    folder, record = Path(app.outdir) / FOLDER, Path(app.doctreedir) / RECORD
    shared = _shared(app, domain, list(homes))
    common = (domain.data["shared"], shared.template.filename and digest(Path(shared.template.filename).read_text("utf-8")))
    now = {
        id: digest(state_of(domain.corpus.messages[id], shared, [*common, domain.data["files"].get(docname)]))
        for id, docname in homes.items()
    }
    before = json.loads(record.read_text("utf-8")) if record.exists() else {}
    there = {path.stem for path in folder.glob("*.html")}
    stale: dict[str, list[str]] = {}
    for id, docname in homes.items():
        if docname in written or before.get(id) != now[id] or id not in there:
            stale.setdefault(docname, []).append(id)
    record.unlink(missing_ok=True)  # until all are written, none is known to be
    for id in there - set(homes):
        (folder / f"{id}.html").unlink()
    if homes:
        folder.mkdir(exist_ok=True)
    _spread(app, shared, folder, stale)
    record.write_text(json.dumps(now), encoding="utf-8")


def _shared(app: Sphinx, domain: EditionDomain, printed: Sequence[str]) -> Shared:
    edition = Edition(app.config.project, app.config.version, app.config.html_baseurl or "")
    builder = cast("StandaloneHTMLBuilder", app.builder)
    return Shared(domain, builder, edition, Neighbours(domain.corpus, printed), Discussion(domain), template())


def _spread(app: Sphinx, shared: Shared, folder: Path, homes: Mapping[str, Sequence[str]]) -> None:
    """Write the pages of whole chapters, in parallel where Sphinx may and there is enough to do."""
    gc.freeze()  # the whole book is read by now, and stays: the garbage collector, at every letter, need not walk through it
    if not (parallel_available and app.parallel > 1 and len(homes) > app.parallel and app.is_parallel_allowed("write")):
        _write_homes(shared, folder, homes)
        return
    tasks = ParallelTasks(app.parallel)
    for some in make_chunks(list(homes), app.parallel):
        tasks.add_task(partial(_write_homes, shared, folder), {docname: homes[docname] for docname in some})
    tasks.join()


def _write_homes(shared: Shared, folder: Path, homes: Mapping[str, Sequence[str]]) -> None:
    for docname, ids in homes.items():
        notes = notes_at(shared.domain, shared.builder, docname, ids)
        for id in ids:
            message = shared.domain.corpus.messages[id]
            if id in notes:
                rehome(notes[id], LetterPage(shared.domain, shared.builder, id), docname)
            (folder / f"{id}.html").write_text(show(message, notes.get(id), shared), encoding="utf-8", newline="\n")
