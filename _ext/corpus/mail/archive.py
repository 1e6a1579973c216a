"""A witness of mail as threads: made from its bytes by the recorded account, and read back; knows no ids but those of threads."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ..model import Message, Thread
from ..order import COLUMNS as ORDER_COLUMNS
from ..order import FILE as ORDER
from ..order import file_in, in_words, propose_id
from ..problems import Problem, Problems
from ..tables import read_table, write_table
from .account import FILE as ACCOUNT
from .account import found_in, prove, read_account, write_account
from .conversation import conversations, head_of
from .letter import Letter, letter_of, message_of
from .part import Part

LETTERS = "letters.tsv"
COLUMNS = ("thread", "message", "header", "body")
UNTITLED = "(no subject)"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail read: the account of its bytes, its letters by their numbers in the witness, and its threads by their ids."""

    parts: tuple[Part, ...]
    letters: Mapping[int, Letter]
    threads: Mapping[str, tuple[int, ...]]


def read_mail(files: Mapping[str, bytes], folder: Path, shown: str, witness: str, taken: Iterable[str] = ()) -> Mail:
    """Read mail by what ``folder`` records of it, or, where nothing is recorded yet, by what is found; every byte is proved."""
    known = (folder / ACCOUNT).exists()
    parts = read_account(folder / ACCOUNT, f"{shown}/{ACCOUNT}") if known else found_in(files)
    prove(parts, files, f"{shown}/{ACCOUNT}" if known else witness)
    of = {number: tuple(rows) for number, rows in groupby(parts, key=lambda part: part.message)}
    letters = {number: letter_of(rows, files[rows[0].file]) for number, rows in of.items()}
    found = [problem for number, letter in letters.items() for problem in _headless(letter, of[number][0], files, witness)]
    if not letters:
        found.append(Problem(witness, 1, "mail.none", "there is no message in it", "a message begins with its header"))
    if found:
        raise Problems(found)
    if (folder / LETTERS).exists():
        return Mail(parts, letters, _recorded(folder, shown, letters))
    heads = [head_of(rows, files[rows[0].file]) for rows in of.values()]
    threads: dict[str, tuple[int, ...]] = {}
    for thread in conversations(heads):
        id = propose_id(thread[0].subject, {*taken, *threads})
        threads[id] = tuple(head.message for head in thread)
    return Mail(parts, letters, threads)


def _headless(letter: Letter, first: Part, files: Mapping[str, bytes], witness: str) -> Iterable[Problem]:
    if not letter.header:
        line = files[first.file].count(b"\n", 0, first.first) + 1
        shown = f"{witness}/{first.file}" if first.file else witness
        message = f"message {letter.number} has no header: no From, To, Date or Subject"
        which = f"a folder without {first.file}" if first.file else "a file that begins with a header, as a mail does"
        hint = f"if it is no mail, give {which}"
        if files[first.file].startswith(BOM_UTF8, first.first):
            message = f"message {letter.number} begins with a byte order mark (EF BB BF), where a header would begin"
            hint = "a program put it there that took the mail for a text: give the mail as it was sent or received"
        yield Problem(shown, line, "mail.no-header", message, hint)


def _recorded(folder: Path, shown: str, letters: Mapping[int, Letter]) -> dict[str, tuple[int, ...]]:
    path = f"{shown}/{LETTERS}"
    threads: dict[str, tuple[int, ...]] = {}
    rows = read_table(folder / LETTERS, path, COLUMNS)
    for row in rows:
        number = int(row["message"]) if row["message"].isdecimal() else 0
        threads[row["thread"]] = (*threads.get(row["thread"], ()), number)
    if sorted(number for thread in threads.values() for number in thread) != sorted(letters):
        message = f"the rows do not name each of the {len(letters)} messages once"
        raise Problems([Problem(path, rows[0].line if rows else 1, "mail.letters", message, "restore the file")])
    return threads


def text_of_mail(mail: Mail) -> str:
    """The whole reading text: what emendations count their lines in."""
    return "\n\n".join(_thread_text(mail, numbers) for numbers in mail.threads.values()) + "\n"


def _thread_text(mail: Mail, numbers: Sequence[int]) -> str:
    letters = [mail.letters[number] for number in numbers]
    return "\n\n".join((heading_of(letters[0]), *(text for letter in letters for text in (letter.header, letter.body))))


def heading_of(letter: Letter) -> str:
    """The heading of a thread: the subject of its first mail, or our words for a mail that has none."""
    fields = (line.partition(":") for line in letter.header.split("\n"))
    return next(
        (f"Subject: {words.strip()}" for name, _, words in fields if name.lower() == "subject" and words.strip()), UNTITLED
    )


def recension_of_mail(mail: Mail, text: str, folder: str) -> dict[str, str]:
    """Path → text of all that follows from a mail, whose reading text may have been emended."""
    lines = text.split("\n")
    made = {f"{folder}/{ACCOUNT}": write_account(mail.parts)}
    order, letters = [], []
    at = 0
    for number, (id, messages) in enumerate(mail.threads.items(), 1):
        height = _thread_text(mail, messages).count("\n") + 1
        made[file_in(folder, number, id)] = "\n".join(lines[at : at + height])
        last = number == len(mail.threads)
        order.append((str(number), id, in_words("\n" if last else "\n\n")))
        at += height + 1
        for message in messages:
            letter = mail.letters[message]
            sizes = (letter.header.count("\n") + 1, letter.body.count("\n") + 1)
            letters.append((id, str(message), *map(str, sizes)))
    made[f"{folder}/{ORDER}"] = write_table(ORDER_COLUMNS, order)
    made[f"{folder}/{LETTERS}"] = write_table(COLUMNS, letters)
    return made


def read_letters(folder: Path, shown: str) -> dict[str, list[tuple[int, int]]]:
    """Thread → how many lines the header and the body of each of its letters have."""
    path = f"{shown}/{LETTERS}"
    sizes: dict[str, list[tuple[int, int]]] = {}
    for row in read_table(folder / LETTERS, path, COLUMNS):
        if not (row["header"].isdecimal() and row["body"].isdecimal()):
            raise Problems([Problem(path, row.line, "mail.letters", "header and body are numbers of lines", "restore the file")])
        sizes.setdefault(row["thread"], []).append((int(row["header"]), int(row["body"])))
    return sizes


def read_mail_thread(text: str, path: str, sizes: Sequence[tuple[int, int]], *, line: int) -> Thread:
    """Read one thread of mail whose heading stands on ``line``, its letters as high as recorded."""
    lines = text.split("\n")
    if len(lines) != 1 + sum(header + body + 2 for header, body in sizes) or not sizes:
        message = f"{len(lines)} lines, and letters.tsv has others"
        raise Problems([Problem(path, 1, "mail.letters", message, "restore the file with nox -s sources -- --write")])
    parts: list[Message] = []
    at = 2
    for number, (header, body) in enumerate(sizes, 1):
        between = at + header + 1
        head, words = "\n".join(lines[at : at + header]), "\n".join(lines[between : between + body])
        parts.append(message_of(head, words, line + at, last=number == len(sizes)))
        at = between + body + 1
    heading = lines[0]
    subject = heading.removeprefix("Subject: ") if heading.startswith("Subject: ") else None
    return Thread("", 0, heading, subject, "email", False, "\n\n", tuple(parts), line, path)
