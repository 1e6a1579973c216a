"""The other forms of the book that the web edition offers: which files, how large; makes none of them and knows no letter."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from .notices import refuse

FOLDER = "downloads"
NAMES = {".pdf": "PDF, to print", ".epub": "EPUB, for e-readers", ".json": "JSON, the letters as data"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that stands in the book's folder of downloads; ``size`` is in bytes."""

    path: Path
    size: int

    @property
    def address(self) -> str:
        """Where it is, from the book's root."""
        return f"{FOLDER}/{self.path.name}"

    @property
    def words(self) -> str:
        """``PDF, to print (8.4 MB)``."""
        return f"{NAMES.get(self.path.suffix, self.path.name)} ({self.size / 1_000_000:.1f} MB)"


def downloads(config: Config, confdir: Path) -> tuple[Download, ...]:
    """The files that the setting names, in its order; a line that says what to do, and the end, where one is missing."""
    found = []
    for name in config.edition_downloads:
        path = (confdir / name).resolve()
        if not path.is_file():
            refuse(f"edition_downloads names {name}, which is not there: build it first, or run nox -s site")
        found.append(Download(path, path.stat().st_size))
    return tuple(found)


def copy(app: Sphinx) -> None:
    """Put the files beside the pages (event ``builder-inited``)."""
    if app.builder.name != "html":
        return
    offered = downloads(app.config, Path(app.confdir))
    folder = Path(app.outdir) / FOLDER
    if offered:
        folder.mkdir(parents=True, exist_ok=True)
    for one in offered:
        shutil.copyfile(one.path, folder / one.path.name)


def offer(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give every page's menu the list (event ``html-page-context``)."""
    if app.builder.name == "html":
        context["edition_downloads"] = downloads(app.config, Path(app.confdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """A book that offers nothing shows nothing."""
    app.add_config_value("edition_downloads", [], "html", types=(list, tuple))
    app.connect("builder-inited", copy)
    app.connect("html-page-context", offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
