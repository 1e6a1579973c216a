"""Small books of ordinary pages, without letters, printed in this process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.print import pages_of

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
SETTINGS: dict[str, Any] = {
    "project": "A book: of pages", "author": "Somebody", "copyright": "somebody", "version": "1", "release": "1",
    "extensions": ["myst_parser", "typeset"], "myst_enable_extensions": ["colon_fence"], "nitpicky": True,
    "typeset_front": ["front*"], "typeset_back": ["back*"],
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """One build: the file, its source, and what was said."""

    pdf: Path
    source: str
    said: str

    def pages(self) -> list[str]:
        """The words of each page in one line."""
        return [" ".join(re.sub(r"[\x02\ufffe]\s*", "", text).split()) for text in pages_of(self.pdf)]

    def body(self) -> str:
        """All that stands behind the contents."""
        return " ".join(self.pages()[5:])


class Pages:
    """The folder of one small book."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.src = folder / "src"
        self.src.mkdir()
        (self.src / "conf.py").touch()

    def write(self, **pages: str) -> Pages:
        """Write pages, and a root page that lists them in their order, unless it is among them."""
        if "index" not in pages:
            listed = "\n".join(pages)
            pages = {"index": f"# A book\n\nOpening words.\n\n```{{toctree}}\n:caption: Pages\n\n{listed}\n```\n", **pages}
        for docname, text in pages.items():
            (self.src / f"{docname}.md").write_text(text, encoding="utf-8")
        return self

    def print(self, **settings: Any) -> Printed:
        """Print the book."""
        said = ""
        app = None
        try:
            app = SphinxTestApp("pdf", srcdir=self.src, builddir=self.folder / "build", confoverrides=SETTINGS | settings)
            app.build()
        finally:
            if app is not None:
                said = _ESCAPES.sub("", app.warning.getvalue())
                self.said = said
                app.cleanup()
        name = settings.get("typeset_only", "").replace("/", "-") or "book"
        return Printed(app.outdir / f"{name}.pdf", (app.outdir / "source" / "main.typ").read_text(encoding="utf-8"), said)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """An empty book."""
    return Pages(tmp_path)
