"""The list of what has been published, which only grows: ids, numbers, paragraphs and pages; knows no git and no release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .book import Book
from .ledger import read_ledger
from .model import Corpus
from .order import read_order
from .problems import Problem, Problems
from .register import read_register
from .tables import read_table, write_table
from .witness import read_manifest

FILE = "published.tsv"
COLUMNS = ("release", "kind", "id", "number", "paragraphs")
KINDS = ("message", "thread", "entry", "witness", "page")
_RESTORE = "what is published stays: restore it"


@dataclass(frozen=True, slots=True)
class Published:
    """One thing that a release gave an address; a message has a number, and paragraphs from 1 on."""

    kind: str
    id: str
    number: str = ""
    paragraphs: int = 0
    line: int = 0


def require_list(sources: Path) -> None:
    """Problems where the list is not there: without it nobody would see what is lost."""
    if not (sources / FILE).exists():
        hint = f"restore it from git; where nothing was ever published, it has its first row alone: {', '.join(COLUMNS)}"
        raise Problems([Problem(FILE, 1, "published.missing", "the list of what was published is missing", hint)])


def read_published(sources: Path) -> tuple[Published, ...]:
    """Read the list; Problems where it is missing, and for a row that is none."""
    require_list(sources)
    found: list[Problem] = []
    published = []
    for row in read_table(sources / FILE, FILE, COLUMNS):
        message = row["kind"] == "message"
        if (
            row["kind"] not in KINDS
            or not row["id"]
            or message != row["paragraphs"].isdecimal()
            or message != bool(row["number"])
        ):
            hint = f"a row names its release, its kind ({', '.join(KINDS)}) and its id; a message also number and paragraphs"
            found.append(Problem(FILE, row.line, "published.malformed", f"malformed row for {row['id']!r}", hint))
            continue
        published.append(Published(row["kind"], row["id"], row["number"], int(row["paragraphs"] or 0), row.line))
    if found:
        raise Problems(found)
    return tuple(published)


def listed(sources: Path) -> dict[str, list[dict[str, Any]]]:
    """The list as a part of an edition's data, for a comparison: no release exports it, and its lines are not its own."""
    rows = [{name: value for name, value in asdict(one).items() if name != "line"} for one in read_published(sources)]
    return {"published": rows}


def there(sources: Path, corpus: Corpus | None, book: Book | None) -> Iterator[Published]:
    """What this edition has, as far as it can be told: of sources that cannot be loaded, no paragraphs."""
    for entry in read_ledger(sources):
        message = corpus.messages.get(entry.id) if corpus else None
        yield Published("message", entry.id, entry.number, len(message.paragraphs) if message else 0)
    yield from (Published("thread", id) for _, id, _ in read_order(sources))
    yield from (Published("entry", id) for id in read_register(sources))
    yield from (Published("witness", witness.key) for witness in read_manifest(sources).values())
    yield from (Published("page", page.address) for page in (book.pages if book else ()))


def lost(published: Iterable[Published], now: Iterable[Published], *, loaded: bool, printed: bool) -> list[Problem]:
    """What was published and is gone, or is another by now; ``loaded`` and ``printed`` say if paragraphs and pages are known."""
    known = {(one.kind, one.id): one for one in now}
    found = []
    for one in published:
        if one.kind == "page" and not printed:
            continue
        other = known.get((one.kind, one.id))
        if other is None:
            said = f"the {one.kind} {one.id!r} is gone"
        elif other.number != one.number:
            said = f"the message {one.id!r} was no. {one.number}, and is no. {other.number}"
        elif loaded and other.paragraphs < one.paragraphs:
            said = f"the message {one.id!r} had {one.paragraphs} paragraphs, and has {other.paragraphs}"
        else:
            continue
        found.append(Problem(FILE, one.line, "published.lost", said, _RESTORE))
    return found


def additions(release: str, published: Iterable[Published], now: Iterable[Published]) -> str:
    """The rows that a release adds, as text: what is there and was not published before."""
    known = {(one.kind, one.id) for one in published}
    rows = [
        (release, one.kind, one.id, one.number, f"{one.paragraphs}" if one.kind == "message" else "")
        for one in now
        if (one.kind, one.id) not in known
    ]
    return write_table(COLUMNS, rows).split("\n", 1)[1]
