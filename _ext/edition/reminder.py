"""What a build has warned of is told again by the next, until it is mended; knows no mistake, only the pages named with it."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import OnceFilter

#: Beside the pickled pages, for each builder: the pages that its last build warned of; null stands for every page.
FILE = "warned.{builder}.json"


class Reminder(logging.Filter):
    """Sphinx tells what it finds in a page while it reads and writes it, and never of a page that has not changed.

    A book that failed would so be built without a word the next time. The pages warned of are therefore read again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Remember a warning that is told, with its place; let every record pass."""
        self.told.append((f"{getattr(record, 'location', None) or ''}:", record.getMessage()))
        return True

    def tell_again(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> Sequence[str]:
        """Pages to read again (event ``env-get-outdated``): those that the last build of any builder warned of.

        Until this build has come to its end it has told nothing: one that is broken off is as good as one that warned.
        """
        last = [_read(path) for path in sorted(app.doctreedir.glob(FILE.format(builder="*")))]
        self._write(app, None)
        return sorted(env.found_docs) if None in last else [docname for pages in last for docname in pages or ()]

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Write down what this build has warned of (event ``build-finished``)."""
        if exception is None:
            self._write(app, self._pages(app.env))

    def _pages(self, env: BuildEnvironment) -> list[str] | None:
        """The pages at which a warning stands, or which it names beside its own; None where one stands at no page."""
        paths = {f"{env.doc2path(docname)}": docname for docname in sorted(env.found_docs)}
        if not all(any(place.startswith(f"{path}:") for path in paths) for place, _ in self.told):
            return None
        return [docname for path, docname in paths.items() if any(path in place + text for place, text in self.told)]

    def _write(self, app: Sphinx, pages: list[str] | None) -> None:
        path = Path(app.doctreedir) / FILE.format(builder=app.builder.name)
        path.write_text(json.dumps(pages), encoding="utf-8")


def _read(path: Path) -> list[str] | None:
    try:
        return cast("list[str] | None", json.loads(path.read_text(encoding="utf-8")))
    except ValueError:  # half written
        return None


def forget(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all pages before the first is read again, as Sphinx itself does where several processes read.

    Of two with the same label each would else find the other's old one, and both were told as its doubles.
    """
    for docname in docnames:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def setup(app: Sphinx) -> dict[str, Any]:
    """Usable alone: any book can tell again what it has warned of."""
    reminder = Reminder()
    for handler in logging.getLogger("sphinx").handlers:
        for at, other in enumerate(handler.filters):
            if isinstance(other, OnceFilter):  # past what suppresses, and before what is told but once for several pages
                handler.filters.insert(at, reminder)
                break
    app.connect("env-get-outdated", reminder.tell_again)
    app.connect("env-before-read-docs", forget)
    app.connect("build-finished", reminder.keep, priority=999)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
