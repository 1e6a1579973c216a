"""The builder that joins all pages of the book into one Typst source and prints it; knows no letters."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Set
from pathlib import Path
from typing import ClassVar, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import _
from sphinx.util import logging

from .labels import Labels
from .order import Part
from .pagination import PrintedIndex
from .refusal import refuse
from .selection import cut, selected, works
from .source import Piece, array, joined, string, words
from .writer import Writer

logger = logging.getLogger(__name__)
DESIGN = Path(__file__).parent / "book.typ"
PAPERS = ("a5", "a4")
_STYLE = re.compile(r"^#let in-([a-z-]+)\(", re.MULTILINE)


class PDFBuilder(Builder):
    """``-b pdf``: one typeset book."""

    name = "pdf"
    format = "typst"
    epilog = "The book is in %(outdir)s."
    allow_parallel = True
    default_translator_class = Writer
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]

    def init(self) -> None:
        """Refuse what cannot be printed on, and gather the designs."""
        if self.config.typeset_paper not in PAPERS:
            refuse(f"typeset_paper is {self.config.typeset_paper!r}; it can be {' or '.join(map(repr, PAPERS))}")
        self.designs = [DESIGN, *(Path(path) for path in self.config.typeset_designs)]
        self.styles = {name for path in self.designs for name in _STYLE.findall(path.read_text(encoding="utf-8"))}
        self.source_dir = Path(self.outdir) / "source"
        self.labels = Labels()

    def get_outdated_docs(self) -> str:
        """A book is printed whole."""
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Links say which page they lead to; the writer makes labels of them."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Within one book no address is relative."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Every page in the order of the book, then the indices, into one source."""
        shutil.rmtree(self.source_dir, ignore_errors=True)
        self.source_dir.mkdir(parents=True)
        selection = selected(self.env, self.config.typeset_only)
        self.printed = [] if selection.partial else self._indices()
        pieces: list[Piece] = []
        matter = ""
        for part in selection.parts:
            if part.matter != matter:
                matter = part.matter
                pieces.append(f"\n\n#show: {matter}-matter\n")
                pieces.append("#contents()\n" if matter == "front" else "")
            pieces += self._part(part, selection.sections)
        if selection.partial:
            pieces += self._works()
        for index in self.printed:
            self.labels.declare("typeset", [f"index-{index.key}"])
        self.labels.settle()
        for key in [] if selection.partial else self.labels.lacking():
            logger.warning("the book has no place %r, to which a link leads", key, type="typeset", subtype="target")
        source = [self._head(selection.title), joined(pieces, self.labels), *map(_index, self.printed)]
        (self.source_dir / "main.typ").write_text("".join(source), encoding="utf-8", newline="\n")
        for path in self.designs:
            shutil.copy(path, self.source_dir)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Pages are not written one by one."""

    def finish(self) -> None:
        """Print, with Typst and pikepdf, which no other builder is to load."""
        from .press import print_book

        logger.info("printing... ", nonl=True)
        name = self.config.typeset_only.replace("/", "-") or self.config.typeset_name
        print_book(self.source_dir / "main.typ", Path(self.outdir) / f"{name}.pdf", self.printed)
        logger.info("done")

    def keep(self, path: Path) -> str:
        """Copy a picture beside the source, and return its name there."""
        shutil.copy(path, self.source_dir)
        return path.name

    def _part(self, part: Part, sections: tuple[str, ...]) -> Iterator[Piece]:
        if part.caption and part.matter != "front":
            yield f"\n\n#part({string(part.caption)})\n"
        for docname in part.docnames:
            tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            yield from self._written(tree, docname, sections)

    def _written(self, tree: nodes.document, docname: str, sections: tuple[str, ...] = ()) -> list[Piece]:
        """The source of one page, or of some of its sections."""
        writer = cast("Writer", self.create_translator(tree, self, docname, self.labels))
        (cut(tree, sections) if sections else tree).walkabout(writer)
        return writer.body

    def _works(self) -> Iterator[Piece]:
        """The works cited in a part of the book."""
        for at, (docname, tree) in enumerate(works(self.env, self, self.labels.wanted)):
            if at == 0:
                yield f'\n\n#chapter("typeset#works")[{words(_("Bibliography"))}]\n\n'
            yield from self._written(tree, docname)

    def _head(self, part: str) -> str:
        """What the design is told of the book, and of the part of it that is printed alone."""
        config = self.config
        title, _colon, subtitle = config.project.partition(": ")
        told = {
            "paper": string(config.typeset_paper),
            "title": string(title),
            "subtitle": string(subtitle),
            "author": string(config.author),
            "release": string(config.release),
            "rights": string(config.copyright if isinstance(config.copyright, str) else "; ".join(config.copyright)),
            "address": string(config.html_baseurl),
            "lang": string(config.language),
            "subject": string(config.typeset_subject),
            "keywords": array([string(word) for word in config.typeset_keywords]),
            "imprint": array([string(line) for line in config.typeset_imprint]),
            "part": string(part),
        }
        imports = "".join(f'#import "{path.name}": *\n' for path in self.designs)
        return f"{imports}#show: book.with({', '.join(f'{name}: {value}' for name, value in told.items())})\n"

    def _indices(self) -> list[PrintedIndex]:
        """The indices that extensions bring, and that of Sphinx's own entries."""
        brought = [one for found in self.events.emit("typeset-indices") for one in found]
        return [*brought, PrintedIndex("", _("Index"), {})]


def _index(index: PrintedIndex) -> str:
    return f"\n\n#index({string(index.key)}, {string(index.title)})\n"
