"""The builder that writes the edition as data: the Corpus, and what the book prints of it; the shape is the contract's."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util.osutil import relative_uri

from corpus import Problems
from corpus.repair import files_of

from .notices import report_problems
from .printed import pages, printed

if TYPE_CHECKING:
    from .domain import EditionDomain


class EditionData(Builder):
    """``-b edition-data``: ``edition.json`` and its schema, the one validated against the other."""

    name = "edition-data"
    format = "json"
    epilog = "The data is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> Iterator[str]:
        """Nothing is written page by page."""
        yield from ()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Addresses are those of the HTML book."""
        return f"{docname}.html"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """As in the HTML book."""
        return relative_uri(self.get_target_uri(from_), self.get_target_uri(to, typ))

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Nothing is written page by page."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing is written page by page."""

    def finish(self) -> None:
        """Write both files; fail where the data does not keep its contract."""
        from corpus.export.edition_json import edition_json  # the schema's library takes time that no other builder needs

        domain = cast("EditionDomain", self.env.get_domain("edition"))
        book = replace(printed(domain), pages=pages(domain, self))
        sources = Path(self.env._app.confdir) / self.config.edition_sources
        try:
            for witness in domain.corpus.witnesses.values():
                files_of(sources, witness)  # the hash that is exported is that of the file, or of the folder
            files = edition_json(domain.corpus, book, title=self.config.project, version=self.config.release)
        except Problems as problems:
            report_problems(problems.found, sources.name)
            raise SystemExit(2) from None  # a mistake in the sources, as when they are loaded
        except ValueError as error:
            raise SphinxError(f"edition.json does not keep its contract: {error}") from error
        for name, text in files.items():
            (Path(self.outdir) / name).write_text(text, encoding="utf-8", newline="\n")
