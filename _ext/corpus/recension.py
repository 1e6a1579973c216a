"""The cleaned sources as they follow from the witnesses: made, compared with what is committed, and only then written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Set
from pathlib import Path

from .documents import FOLDER as DOCUMENTS
from .documents import file_of, number_paragraphs
from .emendation import apply, read_emendations
from .header import read_heading
from .mail.archive import read_mail, recension_of_mail, text_of_mail
from .model import Emendation, Witness
from .order import COLUMNS as ORDER_COLUMNS
from .order import FILE as ORDER
from .order import FOLDER as THREADS
from .order import FRONT_MATTER, file_in, folder_of, in_words, propose_id
from .problems import Problem, Problems, did_you_mean
from .repair import files_of, repair
from .tables import Row, read_table, write_table
from .threads import split_archive
from .witness import FOLDER as WITNESSES
from .witness import read_manifest


def recension(sources: Path) -> dict[str, str]:
    """Path → text of everything that follows from the witnesses and the emendations; reads only, proves the repairs."""
    witnesses = read_manifest(sources)
    emendations = read_emendations(sources)
    unknown = [e for e in emendations if e.witness not in witnesses]
    if unknown:
        raise Problems(
            [
                Problem(
                    "emendations.tsv",
                    e.row,
                    "emendation.siglum",
                    f"unknown siglum {e.witness!r}",
                    did_you_mean(e.witness, witnesses),
                )
                for e in unknown
            ]
        )
    made: dict[str, str] = {}
    for siglum, witness in witnesses.items():
        made |= texts_of(sources, witness, [e for e in emendations if e.witness == siglum], witnesses.values())
    return made


def texts_of(
    sources: Path, witness: Witness, emendations: Iterable[Emendation] = (), witnesses: Iterable[Witness] = ()
) -> dict[str, str]:
    """Path → text of everything that follows from one witness; the ids of its threads are none that the others have."""
    files, folder = files_of(sources, witness), folder_of(witness)
    others = (folder_of(other) for other in witnesses if other.siglum != witness.siglum and other.form != "document")
    taken = {id for other in others for id in _known_ids(sources, other).values()}
    if witness.form == "mail":
        mail = read_mail(files, sources / folder, folder, f"{WITNESSES}/{witness.file}", taken)
        return recension_of_mail(mail, apply(text_of_mail(mail), emendations), folder)
    text = apply(repair(witness, files[""]), emendations)
    if witness.form == "document":
        return {file_of(witness): number_paragraphs(text)}
    return _threads(text, folder, _known_ids(sources, folder), taken)


def differences(sources: Path, made: dict[str, str]) -> list[Problem]:
    """One problem for each committed file that differs from what was made, at the first line that does."""
    problems = []
    for path, text in sorted(made.items()):
        there = _committed(sources / path)
        if there is None:
            problems.append(Problem(path, 1, "recension.missing", "the file is missing", _WRITE))
        elif there != text:
            pairs = zip([*there.split("\n"), ""], [*text.split("\n"), ""], strict=False)
            line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)
            problems.append(Problem(path, line, "recension.differs", "does not follow from its witness", _EMEND))
    for path in _strays(sources, made):
        problems.append(Problem(path, 1, "recension.stray", "follows from no witness", "remove it, or add its witness"))
    return problems


def diff(sources: Path, made: dict[str, str]) -> str:
    """A unified diff from what is committed to what follows from the witnesses."""
    pieces: list[str] = []
    for path, text in sorted(made.items()):
        there = (_committed(sources / path) or "").splitlines(keepends=True)
        pieces += difflib.unified_diff(there, text.splitlines(keepends=True), f"committed/{path}", f"made/{path}")
    return "".join(pieces)


def write(sources: Path, made: dict[str, str]) -> list[str]:
    """Write what differs and remove files that follow from no witness; return the paths touched."""
    touched = []
    for path, text in sorted(made.items()):
        if _committed(sources / path) != text:
            (sources / path).parent.mkdir(parents=True, exist_ok=True)
            (sources / path).write_bytes(text.encode("utf-8"))
            touched.append(path)
    for path in _strays(sources, made):
        if (sources / path).is_file():
            (sources / path).unlink()
            touched.append(path)
    return touched


_WRITE = "run nox -s sources -- --write"
_EMEND = "record the change in emendations.tsv, or restore the file with nox -s sources -- --write"


def _threads(text: str, folder: str, known: dict[int, str], taken: Set[str]) -> dict[str, str]:
    front, chunks = split_archive(text)
    rows = []
    made = {f"{folder}/{FRONT_MATTER}": front}
    taken = {*taken, *known.values()}
    for number, (_, thread, separator) in enumerate(chunks, 1):
        id = known.get(number) or propose_id(_subject(thread), taken)
        taken.add(id)
        made[file_in(folder, number, id)] = thread
        rows.append((str(number), id, in_words(separator)))
    made[f"{folder}/{ORDER}"] = write_table(ORDER_COLUMNS, rows)
    return made


def _known_ids(sources: Path, folder: str) -> dict[int, str]:
    """Ids already given stay: the order file is the one made file that is also read."""
    shown = f"{folder}/{ORDER}"
    if not (sources / shown).exists():
        return {}
    rows: tuple[Row, ...] = read_table(sources / shown, shown, ORDER_COLUMNS)
    return {at: row["id"] for at, row in enumerate(rows, 1)}


def _subject(thread: str) -> str:
    heading = thread.split("\n", 1)[0]
    read = read_heading(heading)
    return (read and read[0]) or heading


def _committed(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None


def _strays(sources: Path, made: dict[str, str]) -> list[str]:
    there = [path for folder in (THREADS, DOCUMENTS) for path in (sources / folder).rglob("*") if not path.is_dir()]
    return sorted(name for path in there if (name := path.relative_to(sources).as_posix()) not in made)
