"""What makes files an EPUB: the manifest of what pages use, and an archive whose bytes follow from them; knows no book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx.errors import SphinxError

MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
MIMETYPE = "application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


class PackageError(SphinxError):
    """A page or a file that no reader could open."""

    category = "EPUB error"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest."""

    id: str
    href: str
    media_type: str
    properties: str = ""


def used_by(folder: Path, page: str) -> list[str]:
    """The pictures and style sheets that a page loads, as names in the package; a page that is not XML is an error."""
    found: list[str] = []

    def note(tag: str, attributes: dict[str, str]) -> None:
        named = [attributes.get("src", ""), attributes.get("srcset", "")]
        named += [attributes["href"]] if tag == "link" else []
        found.extend(normpath(join(dirname(page), unquote(name))) for name in named if name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = note
    try:
        parser.Parse((folder / page).read_bytes(), True)
    except expat.ExpatError as error:
        raise PackageError(f"{page} is not XML, as every page of an e-book must be: {error}") from None
    return found


def manifest(folder: Path, pages: Iterable[str], properties: dict[str, str]) -> tuple[Item, ...]:
    """The pages in their order, then what they use; nothing else that lies in the folder."""
    listed = list(pages)
    used = sorted({name for page in listed for name in used_by(folder, page)})
    for name in used:
        if Path(name).suffix not in MEDIA_TYPES or not (folder / name).is_file():
            raise PackageError(f"{name} cannot be packed: it is not there, or not of a kind that every reader shows")
    return tuple(
        Item(f"item-{at}", name, MEDIA_TYPES[Path(name).suffix], properties.get(name, ""))
        for at, name in enumerate([*listed, *used], 1)
    )


def pack(folder: Path, target: Path, names: Iterable[str], modified: datetime) -> None:
    """Write the archive: its media type first and stored, every file with one time and one system's marks."""
    with ZipFile(target, "w") as archive:
        for name in ("mimetype", *names):
            entry = ZipInfo(name, modified.timetuple()[:6])
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())


def write(folder: Path, files: dict[str, str]) -> None:
    """Write texts to files of the package."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
