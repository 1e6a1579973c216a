"""The Corpus, loaded once from the cleaned sources, with its map and its way back to the witness's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .apparatus import gather, read_apparatus
from .body import lines_of
from .digest import digest
from .documents import read_documents
from .emendation import read_emendations, undo
from .ledger import identify, read_ledger
from .model import Corpus, Message, Region, RegionKind, Thread
from .order import ARCHIVE, FRONT_MATTER, read_order, thread_file
from .problems import Problem, Problems
from .register import read_register, recognise
from .structure import read_structure, structured
from .threads import Archive, read_thread, write_archive
from .witness import read_manifest


def load(sources: Path) -> Corpus:
    """Load the edition's sources; raise every Problem found, each with its file and line."""
    found: list[Problem] = []
    witnesses = gather(found, lambda: read_manifest(sources))
    register = gather(found, lambda: read_register(sources))
    ledger = gather(found, lambda: read_ledger(sources))
    remarks = gather(found, lambda: read_structure(sources))
    emendations = gather(found, lambda: read_emendations(sources))
    archive = gather(found, lambda: _read_threads(sources))
    documents = gather(found, lambda: read_documents(sources, witnesses or {}, ARCHIVE))
    if witnesses is None or register is None or ledger is None or remarks is None:
        raise Problems(found)
    if emendations is None or archive is None or documents is None:
        raise Problems(found)
    threads = structured(recognise(identify(archive.threads, ledger), register), remarks)
    messages = {message.id: message for thread in threads for message in thread.messages}
    apparatus = read_apparatus(sources, register, threads, documents)
    texts = [paragraph.text for document in documents.values() for paragraph in document.paragraphs]
    state = (write_archive(archive), ledger, register, remarks, witnesses, texts, emendations, apparatus)
    return Corpus(
        threads=threads,
        front_matter=archive.front_matter,
        separators=archive.separators,
        register=register,
        witnesses=witnesses,
        documents=documents,
        emendations=emendations,
        messages=messages,
        by_thread={thread.id: thread for thread in threads},
        apparatus=apparatus,
        state=digest(state),
    )


def text_of(corpus: Corpus) -> str:
    """Write the Corpus back: the archive's repaired text, its emendations undone."""
    text = write_archive(Archive(corpus.front_matter, corpus.threads, corpus.separators))
    return undo(text, [e for e in corpus.emendations if e.witness == ARCHIVE])


def source_map(corpus: Corpus) -> tuple[Region, ...]:
    """What every line of the archive became: regions in order, without gap or overlap, from line 1 to the last."""
    regions: list[Region] = []
    for kind, text, of in _pieces(corpus):
        count = text.count("\n") + (kind in ("heading", "header", "body", "note"))
        if kind == "separator":
            count = len(lines_of(text)) - (1 if text.startswith("\n") and regions and _open(regions[-1]) else 0)
        first = regions[-1].last + 1 if regions else 1
        if count:
            regions.append(Region(kind, first, first + count - 1, of))
    return tuple(regions)


def _open(region: Region) -> bool:
    """Whether the region's last line end is written with what follows it."""
    return region.kind in ("heading", "header", "body", "note")


def _pieces(corpus: Corpus) -> Iterator[tuple[RegionKind, str, str]]:
    yield "front matter", corpus.front_matter, ""
    for thread, separator in zip(corpus.threads, corpus.separators, strict=True):
        yield "heading", thread.heading, thread.id
        yield "separator", thread.gap, ""
        for at, part in enumerate(thread.parts):
            tail = part.tail + (separator if at == len(thread.parts) - 1 else "")
            if isinstance(part, Message):
                yield "header", part.header.text, part.id
                yield "separator", part.gap, ""
                yield "body", part.body, part.id
            else:
                yield "note", part.text, ""
            yield "separator", tail, ""


def _read_threads(sources: Path) -> Archive:
    front = _read(sources, FRONT_MATTER)
    line = front.count("\n") + 1
    threads: list[Thread] = []
    separators = []
    found: list[Problem] = []
    for number, id, separator in read_order(sources):
        path = thread_file(number, id)
        try:
            text = _read(sources, path)
            threads.append(replace(read_thread(text, path, line=line), id=id, number=number))
            separators.append(separator)
            line += (text + separator).count("\n")
        except Problems as problems:
            found.extend(problems.found)
    if found:
        raise Problems(found)
    return Archive(front, tuple(threads), tuple(separators))


def _read(sources: Path, path: str) -> str:
    try:
        return (sources / path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise Problems(
            [Problem(path, 1, "thread.missing", "the file is missing", "restore it with nox -s sources -- --write")]
        ) from None
    except UnicodeDecodeError as error:
        raise Problems([Problem(path, 1, "thread.encoding", f"not UTF-8: {error}")]) from None
