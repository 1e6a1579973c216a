"""A new witness of each kind, from a file somebody sends to a book that builds; or nothing at all."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import load, source_map, text_of
from corpus.model import Embedded
from scaffold.arrival import arrive, said_in

from .conftest import ROOT, Copy

MAIL = ROOT / "tests" / "cases" / "mail"
RIGHTS = ("--rights", "Its writer's.")
GARBLED = (
    "Ada Lovelace to Sam Altman - May 26, 2016 9:10 PM\n\nA café — naïve.\nSam Altman to Ada Lovelace - May 27, 2016\n\nYes.\n"
)
ESSAY = '---\ntitle: "An essay"\ndate: 2020-01-02\nurl: https://example.org/essay\n---\n\n# Café\n\nOne. Two.\n\nThree.\n'
MBOX = (
    b"From ann@x Mon May 25 21:10:05 2015\nFrom: =?utf-8?q?Ann_L=C3=A9e?= <ann@x>\nTo: Sam Altman <sam@y>\nSubject: Plans\n"
    b"Date: Mon, 25 May 2015 21:10:05 +0530\nMessage-ID: <1@x>\n\nShall we?\n\n"
    b"From sam@y Mon May 25 22:10:05 2015\nFrom: Sam Altman <sam@y>\nTo: ann@x\nSubject: Re: Plans\n"
    b"Date: Mon, 25 May 2015 22:10 PDT\nIn-Reply-To: <1@x>\n\nYes.\n\n> Shall we?\n"
)
UNSTATED = b"To: Sam Altman <sam@y>\nSubject: A draft\nDate: Tue, 26 May 2015 08:00:00 +0000\n\nShall we not?\n"


def transcription(folder: Path) -> Path:
    """A transcription in the archive's grammar, its UTF-8 once decoded as Windows-1252."""
    path = folder / "second.txt"
    path.write_text("Subject: Second thoughts\n" + GARBLED.encode("utf-8").decode("cp1252"), encoding="utf-8")
    return path


def with_crlf(folder: Path) -> Path:
    """The same, its lines ended by CR LF."""
    path = folder / "third.txt"
    path.write_bytes(transcription(folder).read_bytes().replace(b"\n", b"\r\n"))
    return path


def essay(folder: Path) -> Path:
    """A Markdown essay in Latin-1."""
    path = folder / "essay.md"
    path.write_bytes(ESSAY.encode("latin-1"))
    return path


def eml(folder: Path) -> Path:
    """A mail with texts in several encodings, and an attachment, of CPython's tests."""
    path = folder / "fish.eml"
    path.write_bytes((MAIL / "cpython" / "msg_07.txt").read_bytes())
    return path


def mbox(folder: Path) -> Path:
    """Two mails, one the answer to the other."""
    path = folder / "plans.mbox"
    path.write_bytes(MBOX)
    return path


def maildir(folder: Path) -> Path:
    """The same two mails in the folders of a Maildir, and one whose header does not say who sent it."""
    first, second = re.split(rb"(?m)^From .*\n", MBOX)[1:]
    path = folder / "box"
    for name, data in (("cur/1:2,S", first + b"\n"), ("new/2", second), ("new/3", UNSTATED), ("tmp/4", b"")):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


KINDS: dict[str, Callable[[Path], Path]] = {
    "transcription": transcription, "with_crlf": with_crlf, "essay": essay, "eml": eml, "mbox": mbox, "maildir": maildir,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_witness_is_kept_byte_for_byte_and_all_that_follows_from_it_is_written(kind: str, copy: Copy, tmp_path: Path) -> None:
    """The bytes, the manifest, the texts, people and ids; what is written follows from the witness, and reads back."""
    path = KINDS[kind](tmp_path)
    said = copy.new("witness", str(path), "--title", "Received", *RIGHTS)
    assert (said.status, said.err) == (0, "")
    manifest = tomllib.loads(copy.text("sources/witnesses/manifest.toml"))
    siglum, entry = list(manifest.items())[-1]
    kept = copy.root / "sources" / "witnesses" / entry["file"]
    if kind == "maildir":
        assert sorted(one.relative_to(kept).as_posix() for one in kept.rglob("*") if one.is_file()) == [
            "cur/1!2,S",
            "new/2",
            "new/3",
        ]
    else:
        assert kept.read_bytes() == path.read_bytes()
    assert copy.run("-m", "corpus", "sources").status == 0
    corpus = load(copy.root / "sources")
    assert (corpus.witnesses[siglum].title, corpus.witnesses[siglum].rights) == ("Received", "Its writer's.")
    if kind == "essay":
        assert [paragraph.text for paragraph in corpus.documents["essay"].paragraphs][-3:] == ["# Café", "One. Two.", "Three."]
        assert entry["date"] == "2020-01-02"
        return
    assert source_map(corpus, siglum)[-1].last == len(text_of(corpus, siglum).splitlines())
    assert all(message.number == str(86 + at) for at, message in enumerate(corpus.archives[siglum].threads[0].messages))


def test_a_transcription_says_the_same_whatever_ends_its_lines(copy: Copy, tmp_path: Path) -> None:
    """Who wrote to whom and when, and every word: CR LF stays in the text, and is no part of a paragraph."""
    for path in (transcription(tmp_path), with_crlf(tmp_path)):
        assert copy.new("witness", str(path), "--title", path.stem, *RIGHTS).status == 0
    corpus = load(copy.root / "sources")
    plain, other = (corpus.by_thread[id] for id in ("second-thoughts", "second-thoughts-2"))
    assert (other.subject, other.heading) == (plain.subject, f"{plain.heading}\r")
    for one, same in zip(plain.messages, other.messages, strict=True):
        assert same.participants == one.participants
        assert replace(same.header, text=one.header.text) == one.header
        assert [paragraph.text for paragraph in same.paragraphs] == [paragraph.text for paragraph in one.paragraphs]
    assert text_of(corpus, "T") == text_of(corpus, "S").replace("\n", "\r\n")


def test_mail_becomes_the_same_messages_as_any_other(copy: Copy, tmp_path: Path) -> None:
    """Parties by the register, dates and zones as printed, one thread, and a quotation marked as embedded."""
    assert copy.new("witness", str(mbox(tmp_path)), "--title", "Plans", *RIGHTS).status == 0
    corpus = load(copy.root / "sources")
    first, second = corpus.by_thread["plans"].messages
    assert (first.id, second.id) == ("2015-05-25-lee", "2015-05-25-altman-2")
    assert [(party.name, party.person) for party in first.header.sender] == [("Ann Lée", "lee")]
    assert [party.person for party in first.header.to] == ["altman"]
    assert (first.header.sent.when, first.header.sent.zone) == ("2015-05-25T21:10:05+05:30", "+05:30")
    assert (second.header.sent.precision, second.header.sent.zone) == ("minute", "-07:00")
    assert [type(block).__name__ for block in second.blocks] == ["Block", "Embedded"]


def test_a_sign_that_an_mbox_put_before_a_line_makes_no_quotation(copy: Copy, tmp_path: Path) -> None:
    """Nor is it taken away; two signs are one of the writer's, and outside an mbox, or in base64, each is."""
    body = b">From here on.\n\n> Is it?\n\n>>From what he says.\n"
    header = MBOX.partition(b"\n\n")[0]
    encoded = header + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(body)
    files = {"kept.mbox": MBOX + b"\n" + body, "sent.eml": header.partition(b"\n")[2] + b"\n\n" + body, "coded.mbox": encoded}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert copy.new("witness", str(tmp_path / name), "--title", name, *RIGHTS).status == 0
        assert (copy.root / "sources" / "witnesses" / name).read_bytes() == data
    corpus = load(copy.root / "sources")
    letters = {key: corpus.by_thread[key].messages[-1] for key in ("plans", "plans-2", "plans-3")}
    words = [">From here on.", "> Is it?", ">>From what he says."]
    for letter in letters.values():
        assert [paragraph.text for paragraph in letter.paragraphs][-3:] == words
    quoted = {
        key: [block.paragraph.text for one in letter.blocks if isinstance(one, Embedded) for block in one.blocks]
        for key, letter in letters.items()
    }
    assert quoted == {"plans": ["> Shall we?", *words[1:]], "plans-2": words, "plans-3": words}


def test_what_a_mail_encloses_is_embedded_under_its_subject(copy: Copy, tmp_path: Path) -> None:
    """A digest of five messages: each is a document inside the letter, with its own header; a quotation in one stays there."""
    path = tmp_path / "digest.eml"
    path.write_bytes((MAIL / "cpython" / "msg_02.txt").read_bytes().replace(b"\nhello\n", b"\n> hello\n", 1))
    said = copy.new("witness", str(path), "--title", "Digest", *RIGHTS)
    assert said.status == 0, said.err
    (message,) = load(copy.root / "sources").archives["D"].threads[0].messages
    embedded = [block for block in message.blocks if isinstance(block, Embedded)]
    subjects = ["", *(f": [Ppp] testing #{number}" for number in (3, 4, 5))]
    assert [one.label for one in embedded] == [f"A message enclosed{said}" for said in (": [Ppp] testing #1", *subjects)]
    lines = [block.paragraph.text for block in embedded[0].blocks]
    assert lines[1:] == ["To: ppp@zzz.org", "From: barry@digicool.com (Barry A. Warsaw)", "Subject: [Ppp] testing #1", "> hello"]


def test_a_mail_that_does_not_say_who_sent_it_is_a_letter_among_the_others(copy: Copy, tmp_path: Path) -> None:
    """A Maildir with one such mail comes in whole: its letter has a sender who is said to be unstated, and no register entry."""
    said = copy.new("witness", str(maildir(tmp_path)), "--title", "A box", *RIGHTS)
    assert (said.status, "no. 88 2015-05-26-unstated, in a-draft" in said.out) == (0, True)
    assert said.out.count("does not say who sent it") == said.out.count("2015-05-26-unstated: its header does not say") == 1
    corpus = load(copy.root / "sources")
    (draft,) = corpus.by_thread["a-draft"].messages
    assert [(party.name, party.person, party.redacted) for party in draft.header.sender] == [("[sender not stated]", None, False)]
    assert not [entry for entry in corpus.register if "stated" in entry]
    assert copy.new("chapter", "A box").status == 0
    home = f"# A box\n\n::::{{thread}} a-draft\n:::{{message}} {draft.id}\n:::\n::::\n"
    (copy.root / "book" / "chapters" / "a-box.md").write_text(home, encoding="utf-8")
    data = tmp_path / "data"
    assert copy.run("-m", "sphinx", "-q", "-b", "edition-data", "-d", str(tmp_path / "read"), "book", str(data)).status == 0
    (exported,) = (one for one in json.loads((data / "edition.json").read_text("utf-8"))["messages"] if one["id"] == draft.id)
    assert exported["from"] == [{"name": "[sender not stated]", "as_printed": "", "person": None, "evidence": "stated"}]
    built = copy.build()
    assert (built.status, [line for line in built.err.splitlines() if draft.id in line and "no-home" in line]) == (0, [])
    html = copy.root.parent / "html"
    page = (html / "letters" / f"{draft.id}.html").read_text(encoding="utf-8")
    assert "[sender not stated] to Sam Altman" in page
    assert "citation_author" not in page
    pictures = (html / "back" / "pictures.html").read_text(encoding="utf-8")
    assert 'aria-label="sender not stated to Sam Altman: 1 letter"' in pictures


WRAPPED = (
    b"From: Sam Altman <sam@y>\nSubject: Boxes\nDate: Mon, 25 May 2015 22:10 PDT\n\n"
    b"the box that you asked about stands in the cellar, beside the old\nboiler, and nobody has opened it since.\n\n> and?\n"
)


def test_a_wrapped_mail_has_paragraphs_until_its_editor_takes_them_for_lines(copy: Copy, tmp_path: Path) -> None:
    """Its bytes stay as they are; without the word in the account each line is a paragraph, and all still follows."""
    path = tmp_path / "boxes.eml"
    path.write_bytes(WRAPPED)
    assert "message 1: lines that a program wrapped are" in copy.new("witness", str(path), "--title", "Boxes", *RIGHTS).out
    (message,) = load(copy.root / "sources").by_thread["boxes"].messages
    assert [paragraph.text.partition(",")[0] for paragraph in message.paragraphs] == [
        "the box that you asked about stands in the cellar",
        "> and?",
    ]
    account = copy.root / "sources" / "threads" / "boxes" / "parts.tsv"
    account.write_text(account.read_text(encoding="utf-8").replace("wrapped", ""), encoding="utf-8")
    assert "[recension.differs]" in copy.run("-m", "corpus", "sources").err
    assert copy.run("-m", "corpus", "sources", "--write").status == 0
    assert copy.run("-m", "corpus", "sources").status == 0
    (message,) = load(copy.root / "sources").by_thread["boxes"].messages
    assert [paragraph.text for paragraph in message.paragraphs] == [*WRAPPED.decode().split("\n")[4:6], "> and?"]
    assert (copy.root / "sources" / "witnesses" / "boxes.eml").read_bytes() == WRAPPED


def test_an_essay_that_quotes_a_heading_is_an_essay(tmp_path: Path) -> None:
    """A line that begins with the word Subject makes no transcription; a header below it does, even one with a slip."""
    path = tmp_path / "a.txt"
    for text, form in (
        ("Subject: as he wrote.\n\nAnd so on.\n", "document"),
        ("Subject: a\nSomebody to nobody - May 32, 2015\n\nYes.\n", "transcription"),
        ("iMessages on equity\n\nAnn\n\nYes.\n", "transcription"),
        ("Subject: a\nFrom: Ann\nDate: 1 May 2015\n\nYes.\n", "mail"),
        ("From: Ann <ann@x>\nTo: bo@x\n\nYes.\n", "mail"),
        ("To: the editors\nSubject: a letter\n\nYes.\n", "document"),
    ):
        path.write_text(text, encoding="utf-8")
        assert (text, arrive(path).form) == (text, form)


def test_an_essay_says_its_title_and_its_date_whatever_ends_its_lines(tmp_path: Path) -> None:
    """What stands in its front matter is read from lines that end in CR LF too."""
    path = tmp_path / "essay.md"
    for end in ("\n", "\r\n"):
        path.write_bytes(ESSAY.replace("\n", end).encode("utf-8"))
        said = said_in(arrive(path))
        assert said == {"title": "An essay", "date": "2020-01-02", "address": "https://example.org/essay"}


def test_the_repair_is_shown_as_readings(copy: Copy, tmp_path: Path) -> None:
    """What the witness reads and what we read, before anything is written."""
    said = copy.new("witness", str(transcription(tmp_path)), "--title", "Second", *RIGHTS)
    assert "  - 'Ã©'\n  + 'é'  (1 ×)" in said.out
    assert "no. 86 2016-05-26-lovelace, in second-thoughts: Ada Lovelace to Sam Altman - May 26, 2016 9:10 PM" in said.out
    assert "register: lovelace (Ada Lovelace), sorted as 'Lovelace, Ada'" in said.out


@pytest.mark.parametrize(
    ("garbled", "steps"),
    [
        ("# T\n\nâ€œquotedâ€\ufffd\n", "encode sloppy-windows-1252, transcode replace_lossy_sequences, decode utf-8"),
        ("caf\ufffdÃ© â€™\n", "encode sloppy-windows-1252, transcode replace_lossy_sequences, decode utf-8"),
        ("Ã  la\n", "encode latin-1, transcode restore_byte_a0, decode utf-8"),
        ("l’humanitÃ© “x”\n", "apply decode_inconsistent_utf8"),
    ],
)
def test_a_repair_that_cannot_be_undone_is_not_made_and_said_to_be_none(
    garbled: str, steps: str, copy: Copy, tmp_path: Path
) -> None:
    """The text is taken as it came, whatever ftfy would make of it, and the steps that were left out are named."""
    path = tmp_path / "garbled.md"
    path.write_text(garbled, encoding="utf-8")
    said = copy.new("witness", str(path), "--title", "Garbled", *RIGHTS)
    assert (said.status, said.err) == (0, "")
    assert f"repair: none\nnot repaired, for what ftfy proposes could not be undone: {steps}\n" in said.out
    paragraphs = load(copy.root / "sources").documents["garbled"].paragraphs
    assert [paragraph.text for paragraph in paragraphs] == [line for line in garbled.split("\n") if line]
    assert tomllib.loads(copy.text("sources/witnesses/manifest.toml"))["G"]["plan"] == []


def test_a_repair_that_gives_no_utf_8_is_named_by_its_steps(copy: Copy, tmp_path: Path) -> None:
    """Control characters that were once quotation marks are read as such."""
    path = tmp_path / "controls.md"
    path.write_text("\x93Yes.\x94\n", encoding="utf-8")
    said = copy.new("witness", str(path), "--title", "Controls", *RIGHTS)
    assert (said.status, said.err) == (0, "")
    assert "repair: encode latin-1, decode windows-1252\n" in said.out
    assert [one.text for one in load(copy.root / "sources").documents["controls"].paragraphs] == ["“Yes.”"]


def test_with_a_witness_of_each_kind_the_book_builds_but_for_what_was_told(copy: Copy, tmp_path: Path) -> None:
    """The build's warnings are, code by code and place by place, those that the scaffold left; nothing else is wrong."""
    told: set[tuple[str, str]] = set()
    for kind in KINDS:
        said = copy.new("witness", str(KINDS[kind](tmp_path)), "--title", f"A witness: {kind}", *RIGHTS)
        assert said.status == 0, said.err
        told |= found_in(said.out)
    built = copy.build()
    assert built.status == 0
    assert found_in(built.err) == told
    assert {code for _, code in told} >= {"edition.no-home", "edition.nothing-about", "mention.unresolved"}
    html = (copy.root.parent / "html" / "back" / "source-map.html").read_text(encoding="utf-8")
    assert "nothing is left over" in html.partition("A witness: mbox")[2]


def found_in(output: str) -> set[tuple[str, str]]:
    """Place and code of every warning; a place in the register's page is that page."""
    places = re.findall(r"(?:^|/)((?:sources|book)/[^\s:]+(?::\d+)?):? .*?\[([a-z]+\.[a-z-]+)\]$", output, re.MULTILINE)
    return {(place.partition(":")[0] if "book/" in place else place, code) for place, code in places}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"Subject: a\nSomebody to nobody - May 32, 2015\n\nYes.\n", "[header.unreadable]"),
        ("a.eml", b"X-Mailer: none\n\nYes.\n", "[mail.no-header]"),
        ("a.eml", BOM_UTF8 + MBOX.partition(b"\n")[2], "a.eml:1: message 1 begins with a byte order mark (EF BB BF)"),
        ("a.txt", BOM_UTF8 + MBOX.partition(b"\n")[2], "a.txt:1: message 1 begins with a byte order mark (EF BB BF)"),
        ("a.txt", BOM_UTF8 + MBOX, "a.txt:1: message 1 begins with a byte order mark (EF BB BF), where a header would begin"),
        ("a.txt", b"", "is empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png is no text: it has zero bytes (save it as plain text"),
        ("a.txt", "No mark.\n".encode("utf-16-le"), "a.txt is no text: it has zero bytes (save it as plain text"),
        ("reader.txt", b"One.\n", "there is a witness 'reader' already"),
        ("a.eml", b"From: OpenAI <a@b.org>\nTo: Sam Altman <s@b.org>\n\nYes.\n", "[register.claimed-twice]"),
    ],
)
def test_a_witness_that_cannot_be_taken_as_it_is_changes_nothing(
    name: str, data: bytes, says: str, refused: Callable[..., str], tmp_path: Path
) -> None:
    """What is wrong is told with its place and its code, and no file is written."""
    (tmp_path / name).write_bytes(data)
    assert says in refused("witness", str(tmp_path / name), "--title", "A", *RIGHTS)


def test_a_witness_without_title_or_rights_or_for_the_second_time_is_refused(
    copy: Copy, refused: Callable[..., str], tmp_path: Path
) -> None:
    """What nobody said is asked for by the name of its argument; bytes that are a witness already are named."""
    path = str(mbox(tmp_path))
    assert "--title is missing" in refused("witness", path, *RIGHTS)
    assert "--rights is missing" in refused("witness", path, "--title", "Plans")
    assert "--title and --rights are missing (give them, or answer" in refused("witness", path)
    assert "is witness L (OpenAI Email Archives" in refused("witness", str(ROOT / "sources/witnesses/000_9991e5730d8bc8db.txt"))
    assert copy.new("witness", path, "--title", "Plans", *RIGHTS).status == 0
    assert "plans.mbox is witness A (Plans) already" in refused("witness", path, "--title", "Plans", *RIGHTS)


@pytest.mark.parametrize("key", [b"y\n", b"Yes\n", b"n\n", b"\n", b"maybe\n", b"\x03", b"\x04"], ids=repr)
def test_on_a_terminal_a_witness_is_written_only_once_somebody_says_so(key: bytes, copy: Copy, tmp_path: Path) -> None:
    """What would follow is shown first; no, nothing, another word, Ctrl-C and Ctrl-D leave everything as it was."""
    before = copy.tree()
    said = copy.asked(b"Write this? [y/N] ", key, "witness", str(mbox(tmp_path)), "--title", "Plans", *RIGHTS)
    proposal, _, rest = said.out.partition("Write this? [y/N] ")
    assert "threads/plans: 1 thread\n" in proposal
    assert "no. 86 2015-05-25-lee, in plans: " in proposal
    written = key.strip().lower() in (b"y", b"yes")
    assert (said.status, "Traceback" in rest) == (0 if written else 1, False)
    assert ("wrote sources/witnesses/plans.mbox" in rest, "new witness: nothing is written" in rest) == (written, not written)
    assert (copy.tree() == before) == (not written)
