"""The builder of the e-book: Sphinx's pages in our own theme, with the package that Sphinx's own builder leaves bare."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from shutil import copyfile
from types import MethodType
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util.osutil import relative_uri

from corpus.model import PAPERCLIP

from ..imprint import imprint
from ..shell import description
from .contents import Contents, contents_of
from .package import CONTAINER, MIMETYPE, Item, manifest, pack, write
from .page import EbookPage
from .writing import VISITORS, EbookTranslator

if TYPE_CHECKING:
    from ..domain import EditionDomain

THEME = "edition-ebook"
STATIC = Path(__file__).parent / "theme" / "static"
STYLE, PAPERCLIP_DRAWN = "_static/ebook.css", "_static/paperclip.svg"
COVER, VERSO, NAVIGATION, INDEX = "epub-cover", "imprint", "nav", "genindex"
#: The generated parts that make their page what EPUB has a name for.
STRUCTURES = {"colophon": "colophon", "glossary": "glossary"}
#: The least time that an archive can give a file; for a book whose last change nobody remembers.
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)


class Ebook(Epub3Builder):
    """An EPUB 3 of the whole book; ``epub_theme`` has no say, because a reader's own settings have."""

    default_translator_class = EbookTranslator
    page_class = EbookPage

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        return THEME, {}

    @property
    def edition(self) -> EditionDomain:
        """The domain, which knows whose home each page is."""
        return cast("EditionDomain", self.env.get_domain("edition"))

    @cached_property
    def contents(self) -> Contents:
        """The order of the book, once all its pages are read."""
        titles = {name: f"{index.localname}" for name, index, _, _ in self.domain_indices}
        return contents_of(self.env, self.edition, titles | ({INDEX: "Index"} if self.use_index else {}))

    @cached_property
    def modified(self) -> datetime:
        """When the book was last changed: what the environment says, else the last change of a page that git remembers."""
        if "SOURCE_DATE_EPOCH" in os.environ:
            return max(LONG_AGO, datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC))
        days: dict[str, date] = getattr(self.env, "edition_last_changes", {})
        return max((datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days.values()), default=LONG_AGO)

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        translator = super().create_translator(*args)
        for node, (visit, depart) in VISITORS.items():
            setattr(translator, f"visit_{node.__name__}", MethodType(visit, translator))
            setattr(translator, f"depart_{node.__name__}", MethodType(depart, translator))
        return translator

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """All pages but those that only the web edition has."""
        super().write_documents({*docnames} - {*self.config.edition_web_only})

    def copy_static_files(self) -> None:
        """The one style sheet, the paperclip, and the cover."""
        names = {STATIC / Path(name).name: name for name in (STYLE, PAPERCLIP_DRAWN)}
        if self.config.epub_cover:
            names[Path(self.confdir, self.config.epub_cover[0])] = self.config.epub_cover[0]
        for source, name in names.items():
            target = Path(self.outdir, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target)

    def handle_page(self, pagename: str, addctx: dict[str, Any], templatename: str = "page.html", **named: Any) -> None:
        """Every page learns in which division of the book it stands, and what it is there; not every reader has a paperclip."""
        addctx["division"] = self.contents.divisions.get(pagename, "frontmatter")
        addctx["structure"] = self._structure(pagename)
        addctx["numbered"] = self._numbered
        if PAPERCLIP in addctx.get("body", ""):
            address = relative_uri(self.get_target_uri(pagename), PAPERCLIP_DRAWN)
            addctx["body"] = addctx["body"].replace(PAPERCLIP, f'<img class="paperclip" src="{address}" alt="{PAPERCLIP}" />')
        super().handle_page(pagename, addctx, templatename, **named)

    def _structure(self, docname: str) -> str:
        if docname == self.config.root_doc:
            return "titlepage"
        parts = [part for (part,) in self.edition.data["generated"].get(docname, ())]
        named = next((STRUCTURES[part] for part in parts if part in STRUCTURES), "")
        return named or ("chapter" if self.contents.divisions.get(docname) == "bodymatter" else "")

    def _numbered(self, links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """What the index prints for its links: the numbers of the letters that they lead to, in their order."""
        letters = {id: (at, f"no. {message.number}") for at, (id, message) in enumerate(self.edition.corpus.messages.items())}
        shown = []
        for nth, (_, address) in enumerate(links, 1):
            at, number = letters.get(address.rpartition("#msg-")[2], (len(letters), f"{nth}"))
            shown.append((at, number, address))
        return [(number, address) for _, number, address in sorted(shown)]

    def handle_finish(self) -> None:
        """Write what stands around the pages, and pack what pages use."""
        self._frame()
        pages = [self.get_target_uri(name) for name in self._order()]
        cover = self.config.epub_cover[0] if self.config.epub_cover else ""
        properties = {f"{NAVIGATION}.xhtml": "nav"} | ({cover: "cover-image"} if cover else {})
        items = manifest(Path(self.outdir), pages, properties)
        package = self._package(items, len(pages))
        write(
            Path(self.outdir),
            {
                "mimetype": MIMETYPE,
                "META-INF/container.xml": CONTAINER,
                "content.opf": self.templates.render("content.opf", package),
                "toc.ncx": self.templates.render("toc.ncx", package),
            },
        )
        names = ["META-INF/container.xml", "content.opf", "toc.ncx", *(item.href for item in items)]
        pack(Path(self.outdir), Path(self.outdir, f"{self.config.epub_basename}.epub"), names, self.modified)

    def _order(self) -> Iterator[str]:
        """The pages in the order in which they are read: cover, title, its back, the contents, the book."""
        root, *rest = self.contents.order
        return iter([*([COVER] if self.config.epub_cover else []), root, VERSO, NAVIGATION, *rest])

    def _frame(self) -> None:
        """The cover, the back of the title page, and the contents with the landmarks."""
        if self.config.epub_cover:
            self.handle_page(COVER, {"title": "Cover", "image": self.config.epub_cover[0]}, "epub-cover.html")
        lines = imprint(self.edition.corpus, self.config)
        self.handle_page(VERSO, {"title": "About this edition", "lines": lines}, "imprint.html")
        navigation = {"title": "Contents", "entries": self.contents.entries, "landmarks": list(self._landmarks())}
        self.handle_page(NAVIGATION, navigation, "nav.html")

    def _landmarks(self) -> Iterator[tuple[str, str, str]]:
        """Type, page and title of what readers offer to jump to."""
        if self.config.epub_cover:
            yield "cover", COVER, "Cover"
        yield "titlepage", self.contents.order[0], "Title page"
        yield "toc", NAVIGATION, "Contents"
        for division, title in (("bodymatter", "The letters"), ("backmatter", "Finding and apparatus")):
            if self.contents.first(division):
                yield division, self.contents.first(division), title
        for docname in self.contents.order:
            if self._structure(docname) in STRUCTURES.values():
                yield self._structure(docname), docname, self.env.titles[docname].astext()
        if self.use_index:
            yield "index", INDEX, "Index"

    def _package(self, items: tuple[Item, ...], pages: int) -> dict[str, Any]:
        """What the package document and the old table of contents say; the first ``pages`` items are what is read."""
        config = self.config
        own = uuid.uuid5(uuid.NAMESPACE_URL, config.project).urn
        return {
            "identifier": own if config.epub_identifier == "unknown" else config.epub_identifier,
            "title": config.epub_title,
            "author": config.epub_author,
            "language": config.epub_language,
            "publisher": config.epub_publisher,
            "rights": config.epub_copyright,
            "description": description(self.env.get_doctree(config.root_doc)) or config.epub_title,
            "modified": f"{self.modified:%Y-%m-%dT%H:%M:%SZ}",
            "version": config.version,
            "address": config.html_baseurl or "",
            "items": items,
            "spine": items[:pages],
            "pictures": any(item.href.startswith("_images/") for item in items),
            "cover": next((item.id for item in items if item.properties == "cover-image"), ""),
            "entries": self.contents.entries,
            "target": self.get_target_uri,
        }
