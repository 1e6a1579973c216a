"""A new witness: proposed in a copy of the sources, and taken over only when nothing of it is lost; shows it, and asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus import Corpus, Problems, load, text_of
from corpus.commentary import Entry, Person
from corpus.corpus import read_archive_of
from corpus.documents import FOLDER as DOCUMENTS
from corpus.ledger import COLUMNS as LEDGER_COLUMNS
from corpus.ledger import FILE as LEDGER
from corpus.ledger import proposed, read_ledger
from corpus.mail.archive import Mail, read_mail, text_of_mail
from corpus.mail.decoding import WRAPPED
from corpus.model import UNSTATED, Form, Thread, Witness
from corpus.order import folder_of
from corpus.recension import differences, recension
from corpus.recension import write as write_texts
from corpus.register import PEOPLE, forms_of, read_register
from corpus.repair import files_of, hash_of, unplay
from corpus.slug import slug
from corpus.structure import FILE as STRUCTURE
from corpus.witness import FOLDER as WITNESSES
from corpus.witness import MANIFEST, read_manifest

from .arrival import Arrival, arrive, in_words, readings, said_in
from .asking import RefusalError, answer, answers
from .enclosure import enclosures
from .person import person_id, sorted_form, with_entries
from .project import Made, Project, staged
from .remainder import opened, unsaid

NOT_STATED = "not stated"
PARTS: Mapping[Form, str] = {
    "transcription": "Messages: another transcription of messages that were disclosed.",
    "mail": "Messages: mail as its bytes came.",
    "document": "Context: a document that is quoted.",
}


def new_witness(project: Project, file: str | None, title: str | None, rights: str | None) -> Made:
    """The witness's bytes, its entry in the manifest, and all that follows from it; proved, and not yet written."""
    path = Path(answer(file, "the file", "Which file or Maildir is the witness?"))
    try:
        arrival = arrive(path)
    except OSError as error:
        raise RefusalError(f"{path} cannot be read: {error.strerror}") from None
    known = read_manifest(project.sources)
    witness = _described(path, arrival, known, title, rights)
    with staged(project) as copy:
        said = [*_summary(witness, arrival)]
        try:
            _place(copy, witness, arrival)
            said += _added(copy, witness)
            corpus = load(copy.sources)
            _prove(copy, witness, arrival, corpus)
        except Problems as problems:
            raise RefusalError(f"nothing is written, for the witness cannot be taken as it is:\n{problems}") from None
        left = tuple(_left(corpus, witness, load(project.sources)))
        return Made(_changed(project, copy), left, tuple(said))


def _described(path: Path, arrival: Arrival, known: Mapping[str, Witness], title: str | None, rights: str | None) -> Witness:
    """The manifest's entry; what the witness does not say of itself is not stated."""
    sha256 = hash_of(arrival.files)
    key = slug(path.stem) or "witness"
    for other in known.values():
        if other.sha256 == sha256:
            raise RefusalError(f"{path} is witness {other.siglum} ({other.title}) already")
        if other.key == key or other.file == path.name:
            raise RefusalError(f"there is a witness {key!r} already: {other.siglum} ({other.title})", "rename the file")
    said = said_in(arrival)
    title, rights = answers(
        (title, "--title", "What is its title?", said.get("title", "")),
        (rights, "--rights", "Whose are the rights, and what may be done with it?", ""),
    )
    letters = [key[0].upper(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"W{n}" for n in range(1, len(known) + 2))]
    siglum = next(letter for letter in letters if letter.isalpha() | (letter[0] == "W") and letter not in known)
    date = said.get("date", NOT_STATED)
    undated = "it prints no date of its own" if arrival.form == "document" else "its messages print their own dates"
    dated_by = "the document's own front matter" if "date" in said else undated
    author, address = said.get("author", NOT_STATED), said.get("address", NOT_STATED)
    facts = (title, author, date, dated_by, address, sha256, rights, PARTS[arrival.form])
    return Witness(siglum, key, arrival.form, path.name, *facts, arrival.plan)


def _summary(witness: Witness, arrival: Arrival) -> Iterator[str]:
    yield f"witness {witness.siglum}, {witness.key!r}: {witness.form}, {sum(map(len, arrival.files.values())):,} bytes"
    yield f"SHA-256 {witness.sha256}"
    if witness.form != "mail":
        yield f"repair: {in_words(witness.plan)}{'' if witness.plan or arrival.lossy else ' needed'}"
    if arrival.lossy:
        yield f"not repaired, for what ftfy proposes could not be undone: {in_words(arrival.lossy)}"
    yield from readings(arrival)


def _place(copy: Project, witness: Witness, arrival: Arrival) -> None:
    """Put the bytes and the entry of the manifest into the copy."""
    there = copy.sources / WITNESSES / witness.file
    if there.exists():
        raise RefusalError(f"sources/{WITNESSES}/{witness.file} is there already", "rename the file")
    for name, data in arrival.files.items():
        target = there / name if name else there
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    manifest = copy.sources / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + entry_of(witness), encoding="utf-8")


def entry_of(witness: Witness) -> str:
    """A witness as the manifest's table of it."""
    keys = ("file", "key", "form", "title", "author", "date", "dated_by", "address", "sha256", "rights", "part")
    lines = [f"{key} = {_quoted(getattr(witness, key))}" for key in keys]
    plan = ", ".join(f"[{_quoted(action)}, {_quoted(codec)}]" for action, codec in witness.plan)
    return "\n".join((f"[{witness.siglum}]", *lines, f"plan = [{plan}]", ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _added(copy: Project, witness: Witness) -> Iterator[str]:
    """Write what follows from the witness into the copy: its texts, its people, its rows of the ledger and of the structure."""
    write_texts(copy.sources, recension(copy.sources))
    if witness.form == "document":
        yield f'{DOCUMENTS}/{witness.key}.txt: quoted as {{quote}}`{witness.key} "…"`'
        return
    threads = _threads(copy, witness)
    yield f"{folder_of(witness)}: {len(threads)} {'thread' if len(threads) == 1 else 'threads'}"
    register = read_register(copy.sources)
    people = [*_unknown(threads, register)]
    _write(copy, PEOPLE, with_entries(copy.lines(f"sources/{PEOPLE}"), people))
    yield from (f"register: {person.id} ({person.name}), sorted as {person.sort!r}" for person in people)
    rows = proposed(threads, read_ledger(copy.sources))
    assert all(len(row) == len(LEDGER_COLUMNS) for row in rows)
    _append(copy, LEDGER, rows)
    yield from (f"no. {number} {id}, in {thread}: {header[:90]}" for number, id, thread, header, _ in rows)
    if witness.form == "mail":
        mail = read_mail(files_of(copy.sources, witness), *_recorded(copy, witness))
        embedded = [*enclosures(threads, mail, [row[1] for row in rows])]
        _append(copy, STRUCTURE, embedded)
        yield from (f"embedded: {id} ¶{reach}, {label}" for id, reach, _, label in embedded)
        yield from _taken(threads, [row[1] for row in rows], mail)


def _taken(threads: Sequence[Thread], ids: Sequence[str], mail: Mail) -> Iterator[str]:
    """What an editor would want to look at: letters that do not say who sent them, and texts whose lines are joined."""
    messages = [message for thread in threads for message in thread.messages]
    for id, message in zip(ids, messages, strict=True):
        if message.header.sender[0].name == UNSTATED:
            yield f"{id}: its header does not say who sent it, and no entry of the register stands for that"
    for part in mail.parts:
        if part.form == WRAPPED:
            yield f"message {part.message}: lines that a program wrapped are joined into paragraphs"


def _recorded(copy: Project, witness: Witness) -> tuple[Path, str, str]:
    """Where the account of a mail is recorded, and how it and the mail are called."""
    folder = folder_of(witness)
    return copy.sources / folder, folder, f"{WITNESSES}/{witness.file}"


def _threads(copy: Project, witness: Witness) -> list[Thread]:
    """The threads of the new witness, before anything in them has an id."""
    return [*read_archive_of(copy.sources, witness).threads]


def _unknown(threads: list[Thread], register: Mapping[str, Entry]) -> Iterator[Person]:
    """An entry for everyone whom a header names and the register lacks, under the name as printed."""
    forms = {form for entry in register.values() if isinstance(entry, Person) for form in forms_of(entry)}
    taken = {*register}
    for thread in threads:
        for message in thread.messages:
            for _, party in message.participants:
                if party.name not in forms and not party.nameless:
                    forms.add(party.name)
                    id = person_id(party.name, taken)
                    taken.add(id)
                    yield Person(id, party.name, sorted_form(party.name), ())


def _write(copy: Project, path: str, lines: list[str]) -> None:
    (copy.sources / path).write_text("\n".join(lines), encoding="utf-8")


def _append(copy: Project, path: str, rows: Sequence[tuple[str, ...]]) -> None:
    text = (copy.sources / path).read_text(encoding="utf-8").rstrip("\n")
    _write(copy, path, [text, *("\t".join(row) for row in rows), ""])


def _prove(copy: Project, witness: Witness, arrival: Arrival, corpus: Corpus) -> None:
    """Nothing is lost: all texts follow from their witnesses, and what is read gives the bytes, or the text, of the witness."""
    problems = differences(copy.sources, recension(copy.sources))
    if problems:
        raise Problems(problems)
    if witness.form == "document":
        return
    text = text_of(corpus, witness.siglum)
    if witness.form == "mail":
        proved = text == text_of_mail(read_mail(arrival.files, *_recorded(copy, witness)))
    else:
        proved = unplay(witness.plan, text) == arrival.files[""]
    if not proved:
        raise RefusalError("nothing is written, for what is read does not give the witness again")


def _left(corpus: Corpus, witness: Witness, before: Corpus) -> Iterator[str]:
    """What a finished edition would still say of the witness, in the words in which the build will ask for it."""
    archive = corpus.archives.get(witness.siglum)
    threads = archive.threads if archive else ()
    for thread in threads:
        for message in thread.messages:
            at = f"sources/{thread.path}:{message.lines[0] - thread.line + 1}"
            yield f"{at}: message {message.id!r} is printed nowhere (put it into a chapter) [edition.no-home]"
    yield from unsaid(person for person in corpus.people if person not in before.people)
    yield from opened(before, corpus)


def _changed(project: Project, copy: Project) -> dict[str, bytes]:
    """Every file of the copy that the project has not, or has otherwise."""
    changed = {}
    for path in sorted(path for path in copy.sources.rglob("*") if path.is_file()):
        name = path.relative_to(copy.root).as_posix()
        data = path.read_bytes()
        if not (project.root / name).exists() or (project.root / name).read_bytes() != data:
            changed[name] = data
    return changed
