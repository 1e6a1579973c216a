"""The Corpus, loaded once from the cleaned sources, with its maps and its way back to the witnesses' texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from .apparatus import gather, read_apparatus
from .body import lines_of
from .digest import digest
from .documents import read_documents
from .emendation import read_emendations, undo
from .ledger import identify, read_ledger
from .mail.archive import read_letters, read_mail_thread
from .model import Archive, Corpus, Message, Region, RegionKind, Thread, Witness
from .order import ARCHIVE, FRONT_MATTER, file_in, folder_of, read_order
from .problems import Problem, Problems
from .published import require_list
from .register import read_register, recognise
from .structure import read_structure, structured
from .threads import read_thread, write_archive
from .witness import read_manifest


def load(sources: Path) -> Corpus:
    """Load the edition's sources; raise every Problem found, each with its file and line."""
    found: list[Problem] = []
    witnesses = gather(found, lambda: read_manifest(sources))
    register = gather(found, lambda: read_register(sources))
    ledger = gather(found, lambda: read_ledger(sources))
    remarks = gather(found, lambda: read_structure(sources))
    emendations = gather(found, lambda: read_emendations(sources))
    archives = gather(found, lambda: _read_archives(sources, witnesses or {}))
    documents = gather(found, lambda: read_documents(sources, witnesses or {}))
    gather(found, lambda: require_list(sources))
    if witnesses is None or register is None or ledger is None or remarks is None:
        raise Problems(found)
    if found or emendations is None or archives is None or documents is None:
        raise Problems(found)
    read = [thread for archive in archives.values() for thread in archive.threads]
    threads = structured(recognise(identify(read, ledger), register), remarks)
    archives = {siglum: _with(archive, siglum, threads) for siglum, archive in archives.items()}
    messages = {message.id: message for thread in threads for message in thread.messages}
    apparatus = read_apparatus(sources, register, threads, documents)
    texts = [paragraph.text for document in documents.values() for paragraph in document.paragraphs]
    written = [write_archive(archive) for archive in archives.values()]
    state = (written, ledger, register, remarks, witnesses, texts, emendations, apparatus)
    return Corpus(
        threads=threads,
        archives=archives,
        register=register,
        witnesses=witnesses,
        documents=documents,
        emendations=emendations,
        messages=messages,
        by_thread={thread.id: thread for thread in threads},
        apparatus=apparatus,
        state=digest(state),
    )


def text_of(corpus: Corpus, siglum: str = ARCHIVE) -> str:
    """Write the Corpus back: a witness's repaired text, its emendations undone."""
    text = write_archive(corpus.archives[siglum])
    return undo(text, [e for e in corpus.emendations if e.witness == siglum])


def source_map(corpus: Corpus, siglum: str = ARCHIVE) -> tuple[Region, ...]:
    """What every line of a witness's text became: regions in order, without gap or overlap, from line 1 to the last."""
    regions: list[Region] = []
    for kind, text, of in _pieces(corpus.archives[siglum]):
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


def _pieces(archive: Archive) -> Iterator[tuple[RegionKind, str, str]]:
    yield "front matter", archive.front_matter, ""
    for thread, separator in zip(archive.threads, archive.separators, strict=True):
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


def _read_archives(sources: Path, witnesses: Mapping[str, Witness]) -> dict[str, Archive]:
    """The threads of every witness that has any; their numbers run on from one witness to the next."""
    found: list[Problem] = []
    archives: dict[str, Archive] = {}
    for witness in witnesses.values():
        if witness.form != "document":
            before = sum(len(archive.threads) for archive in archives.values())
            archive = gather(found, partial(read_archive_of, sources, witness, before))
            archives |= {witness.siglum: archive} if archive else {}
    if found:
        raise Problems(found)
    return archives


def read_archive_of(sources: Path, witness: Witness, before: int = 0) -> Archive:
    """The threads of one witness, before anything in them has an id; ``before`` are those of other witnesses."""
    folder = folder_of(witness)
    front = "" if witness.form == "mail" else _read(sources, f"{folder}/{FRONT_MATTER}")
    sizes = read_letters(sources / folder, folder) if witness.form == "mail" else {}
    line = front.count("\n") + 1
    threads: list[Thread] = []
    separators = []
    found: list[Problem] = []
    for number, id, separator in read_order(sources, folder):
        path = file_in(folder, number, id)
        try:
            text = _read(sources, path)
            mail = witness.form == "mail"
            thread = read_mail_thread(text, path, sizes.get(id, ()), line=line) if mail else read_thread(text, path, line=line)
            threads.append(replace(thread, id=id, number=before + number, witness=witness.siglum))
            separators.append(separator)
            line += (text + separator).count("\n")
        except Problems as problems:
            found.extend(problems.found)
    if found:
        raise Problems(found)
    return Archive(front, tuple(threads), tuple(separators))


def _with(archive: Archive, siglum: str, threads: Iterable[Thread]) -> Archive:
    """The archive with its threads as they are read in full."""
    return replace(archive, threads=tuple(thread for thread in threads if thread.witness == siglum))


def _read(sources: Path, path: str) -> str:
    try:
        return (sources / path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise Problems(
            [Problem(path, 1, "thread.missing", "the file is missing", "restore it with nox -s sources -- --write")]
        ) from None
    except UnicodeDecodeError as error:
        raise Problems([Problem(path, 1, "thread.encoding", f"not UTF-8: {error}")]) from None
