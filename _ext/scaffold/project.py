"""A project's files as a scaffold finds and leaves them, written all at once at the end; knows no scaffold in particular."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .asking import RefusalError


@dataclass(frozen=True, slots=True)
class Project:
    """The folder of an edition."""

    root: Path

    @property
    def book(self) -> Path:
        """Where the chapters stand."""
        return self.root / "book"

    @property
    def sources(self) -> Path:
        """Where the letters stand."""
        return self.root / "sources"

    def lines(self, path: str) -> list[str]:
        """The lines of a file; joined by line feeds, they are the file again."""
        try:
            return (self.root / path).read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            raise RefusalError(f"{path} is not there", "run this in the folder of the edition") from None


@dataclass(frozen=True, slots=True)
class Made:
    """What a scaffold writes, by path, and what it leaves to its editor: lines as a build would warn of them."""

    files: Mapping[str, bytes]
    left: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@contextmanager
def staged(project: Project) -> Iterator[Project]:
    """A copy of the sources in which a scaffold tries what it would write, and which goes again."""
    with tempfile.TemporaryDirectory() as staging:
        copy = Project(Path(staging))
        shutil.copytree(project.sources, copy.sources)
        yield copy


def text_file(path: str, lines: Iterable[str]) -> dict[str, bytes]:
    """A file of lines."""
    return {path: "\n".join(lines).encode("utf-8")}


def write(project: Project, made: Made) -> None:
    """Write everything; a scaffold has refused before if any of it were in the way."""
    for path, data in made.files.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_bytes(data)
