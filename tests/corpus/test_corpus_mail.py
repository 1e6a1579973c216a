"""Mail as received: every byte has its fate, what is read follows from the recorded account, and nothing of it makes a crash."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus import Problems, load
from corpus.mail.account import prove, read_account, write_account
from corpus.mail.archive import Mail, read_mail, read_mail_thread, recension_of_mail, text_of_mail
from corpus.mail.decoding import content_of, text_of
from corpus.mail.field import addresses_in, correspondents, parties_words, read_date, words_of
from corpus.mail.letter import header_of, message_of
from corpus.mail.mailbox import files_of, is_maildir
from corpus.mail.part import Part
from corpus.mail.wrapping import unwrapped
from corpus.threads import write_thread

CASES = Path(__file__).resolve().parents[1] / "cases" / "mail"
FILES = sorted(path for path in CASES.rglob("*") if path.suffix in (".txt", ".raw", ".eml", ".mbox"))
NOWHERE = Path("/nowhere")
steady = settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=[*HealthCheck])


def read(files: Mapping[str, bytes] | bytes) -> Mail:
    """Read mail of which nothing is recorded yet."""
    return read_mail({"": files} if isinstance(files, bytes) else files, NOWHERE, "threads/mail", "witnesses/mail")


def accounted(parts: Iterable[Part], files: Mapping[str, bytes]) -> None:
    """Without the code under test: the parts of each file, joined, are the file."""
    joined = dict.fromkeys(files, b"")
    for part in parts:
        assert part.first == len(joined[part.file])
        joined[part.file] += files[part.file][part.first : part.first + part.size]
    assert joined == dict(files)


def placed(problems: Problems, files: Mapping[str, bytes]) -> None:
    """There is a problem, and each is that a message has no header, on a line of its file."""
    assert {problem.code for problem in problems.found} == {"mail.no-header"}
    for problem in problems.found:
        name = problem.path.removeprefix("witnesses/mail").removeprefix("/")
        assert 1 <= problem.line <= files[name].count(b"\n") + 1


def survived(files: Mapping[str, bytes]) -> Mail | None:
    """Read mail: every byte is accounted for, and the texts read back as they were written; or problems have their places."""
    try:
        mail = read(files)
    except Problems as problems:
        placed(problems, files)
        return None
    accounted(mail.parts, files)
    text = text_of_mail(mail)
    assert text.encode("utf-8").decode("utf-8") == text
    made = recension_of_mail(mail, text, "threads/mail")
    sizes: dict[str, list[tuple[int, int]]] = {}
    for row in made["threads/mail/letters.tsv"].splitlines()[1:]:
        of, _, header, body = row.split("\t")
        sizes.setdefault(of, []).append((int(header), int(body)))
    for id, path in zip(mail.threads, sorted(path for path in made if path.endswith(".txt")), strict=True):
        thread = read_mail_thread(made[path], path, sizes[id], line=1)
        assert write_thread(thread) == made[path]
        assert all(message.header.sender and message.paragraphs for message in thread.messages)
    return mail


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_mail_of_others_is_read_or_refused_with_a_place(path: Path, tmp_path: Path) -> None:
    """Messages whose every byte has its fate, the same when read by the account that is recorded of them; or Problems."""
    files = {"": path.read_bytes()}
    mail = survived(files)
    if mail is not None:
        (tmp_path / "parts.tsv").write_text(write_account(mail.parts), encoding="utf-8", newline="")
        assert read_account(tmp_path / "parts.tsv", "parts.tsv") == mail.parts
        again = read_mail(files, tmp_path, "threads/mail", "witnesses/mail", ())
        assert text_of_mail(again) == text_of_mail(mail)


def test_most_mails_of_others_are_read() -> None:
    """What is refused are mails without a header that says anything of them, and no others."""
    refused = [path for path in FILES if survived({"": path.read_bytes()}) is None]
    asked = ("from", "to", "cc", "bcc", "date", "subject", "resent-from", "resent-to", "resent-date")
    said = [path for path in FILES if any(map(email.message_from_bytes(path.read_bytes()).get, asked))]
    assert len(FILES) > 100
    assert set(refused) & set(said) <= {CASES / "enmime" / "bad-header-start.raw"}
    assert len(FILES) - len(refused) > 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_texts_and_attachments_are_those_of_the_standard_library(path: Path) -> None:
    """Every content that we decode is one that the standard library's parser decodes of the message, byte for byte."""
    data = path.read_bytes()
    mail = survived({"": data})
    theirs = [part.get_payload(decode=True) for part in email.message_from_bytes(data).walk() if not part.is_multipart()]
    known = {payload.strip() for payload in theirs if isinstance(payload, bytes)}
    ours = [part for part in (mail.parts if mail else ()) if part.kind in ("text", "attachment") and part.type not in DIVIDED]
    assert len({content_of(part, data).strip() for part in ours} - known - {b""}) == UNLIKE.get(path.name, 0)


#: What the standard library divides further, though nothing in it is a message.
DIVIDED = ("message/delivery-status", "message/external-body")
#: How many contents are said to be encoded in a way that none is; the standard library decodes them nonetheless.
UNLIKE = {"mime-bad-content-transfer-encoding.raw": 1}


@contextmanager
def refused(code: str, says: str) -> Iterator[None]:
    """What is done is refused with one problem of this code, which says this."""
    with pytest.raises(Problems, match=says) as raised:
        yield
    assert [problem.code for problem in raised.value.found] == [code]


def mail_of(*lines: str, body: bytes = b"Yes.\n") -> bytes:
    """A mail from Ann to Bo with more lines of header."""
    return "\r\n".join(("From: Ann <ann@example.org>", "To: Bo <bo@example.org>", *lines, "", "")).encode() + body


def body_of(data: bytes) -> str:
    """The body of the one letter in a mail."""
    (letter,) = read(data).letters.values()
    return letter.body


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (b"=?utf-8?q?Caf=C3=A9?=", "Café"),
        (b"=?iso-8859-1?Q?a?= =?iso-8859-1?Q?b?=\r\n c", "ab c"),
        (b"=?windows-1251?B?z/Do4uXy?=", "Привет"),
        (b"plain  and\r\n\tfolded", "plain and folded"),
        (b"caf\xe9 \x07", "café \N{SYMBOL FOR BELL}"),
        (b"caf\xc3\xa9", "café"),
        (b"=?no-such-charset?q?a=E9?=", "aé"),
        (b"=?utf-8?b?!?=", "=?utf-8?b?!?="),
    ],
)
def test_a_field_is_unfolded_and_its_encoded_words_are_decoded(field: bytes, words: str) -> None:
    """RFC 2047, and bytes that are in no charset; what is not encoded as it says stays as it is."""
    assert words_of(field) == words


@pytest.mark.parametrize(
    ("field", "named"),
    [
        (b'"Doe, Jo" <jo@example.org>, bo@example.org', [("Doe, Jo", "jo@example.org"), ("", "bo@example.org")]),
        (b"=?utf-8?q?Doe=2C_J=C3=B6?= <jo@example.org>", [("Doe, Jö", "jo@example.org")]),
        (b"jo@example.org (Jo Doe)", [("Jo Doe", "jo@example.org")]),
        (b"Friends: Ann <ann@example.org>, Bo <bo@example.org>;", [("Ann", "ann@example.org"), ("Bo", "bo@example.org")]),
        (b"undisclosed-recipients:;", []),
        (b'"Jo \\"J\\" Doe" <jo@example.org>', [('Jo "J" Doe', "jo@example.org")]),
        (b"<jo@example.org>", [("", "jo@example.org")]),
        (b'"unclosed <jo@example.org>', [("unclosed <jo@example.org>", "")]),
    ],
)
def test_a_field_of_addresses_names_each_once(field: bytes, named: list[tuple[str, str]]) -> None:
    """Commas within names, quoted or encoded, comments and groups: the printed words read back as the same parties."""
    assert addresses_in(parties_words(field)) == named


@pytest.mark.parametrize(
    ("date", "when", "precision", "zone"),
    [
        ("Mon, 25 May 2015 21:10:05 -0700", "2015-05-25T21:10:05-07:00", "second", "-07:00"),
        ("25 May 2015 21:10 +0530 (IST)", "2015-05-25T21:10+05:30", "minute", "+05:30"),
        ("25 May 2015 21:10 EST", "2015-05-25T21:10-05:00", "minute", "-05:00"),
        ("25 May 2015 21:10 UT", "2015-05-25T21:10+00:00", "minute", "+00:00"),
        ("25 May 2015 21:10 -0000", "2015-05-25T21:10", "minute", None),
        ("25 May 2015 21:10 CET", "2015-05-25T21:10", "minute", None),
        ("25 May 2015 21:10", "2015-05-25T21:10", "minute", None),
        ("25 May 99 21:10:00 GMT", "1999-05-25T21:10:00+00:00", "second", "+00:00"),
        ("30 Feb 2015 21:10:00 GMT", None, "none", None),
        ("yesterday", None, "none", None),
        ("2015-05-25 21:10", None, "none", None),
    ],
)
def test_a_date_claims_what_is_printed(date: str, when: str | None, precision: str, zone: str | None) -> None:
    """Precision and zone as printed; -0000 and a name that no standard knows give no zone; what is no date stays as text."""
    sent = read_date(date)
    assert (sent.text, sent.when, sent.precision, sent.zone) == (date, when, precision, zone)


def test_a_header_becomes_parties_and_a_dateline() -> None:
    """The same Header as a transcription's: by name, or by address where no name is printed; Bcc stays in the text alone."""
    header = header_of(
        "From: Ann <ann@example.org>\nTo: bo@example.org\nCc: [redacted]\nBcc: Cy <cy@x>\nDate: 1 May 2015 09:00 GMT"
    )
    assert [party.name for party in header.sender] == ["Ann"]
    assert [party.as_printed for party in header.sender] == ["Ann <ann@example.org>"]
    assert [party.name for party in header.to] == ["bo@example.org"]
    assert [party.redacted for party in header.cc] == [True]
    assert header.sent.when == "2015-05-01T09:00+00:00"
    assert "Cy" in header.text


def test_a_text_in_another_charset_than_it_says_is_read_in_the_one_it_is_in() -> None:
    """UTF-8 declared as ASCII, Latin-1 declared as UTF-8, an unknown charset, and UTF-8 that was decoded wrongly once before."""
    text = "Café – naïve."
    assert body_of(mail_of("Content-Type: text/plain; charset=us-ascii", body=text.encode())) == text
    assert body_of(mail_of("Content-Type: text/plain; charset=utf-8", body=text.encode("cp1252"))) == text
    assert body_of(mail_of("Content-Type: text/plain; charset=x-unknown", body=text.encode())) == text
    assert body_of(mail_of("Content-Type: text/plain; charset=utf-8", body=text.encode().decode("cp1252").encode())) == text
    assert body_of(mail_of("Content-Type: text/plain; charset=unicode_escape", body=rb"C:\u0041")) == r"C:\u0041"


def test_soft_line_ends_are_joined_where_the_mail_says_so() -> None:
    """RFC 3676: lines that end in a blank go on, within one depth of quotation; a signature's mark does not; DelSp drops it."""
    flowed = b"One \ntwo.\n> a \n> b \n>> c\n-- \nAnn\n"
    assert body_of(mail_of("Content-Type: text/plain; format=flowed", body=flowed)) == "One two.\n> a b \n>> c\n-- \nAnn"
    assert body_of(mail_of("Content-Type: text/plain; format=flowed; delsp=yes", body=b"One \ntwo.\n")) == "Onetwo."
    assert body_of(mail_of("Content-Type: text/plain", body=flowed)) == flowed.decode().strip("\n")


LETTER = """Dear Bo,

the box that you asked about stands in the cellar, beside the old
boiler, and nobody has opened it since it came here. I looked at the
label.
And I wrote down what it says:

- letters, mostly of the year 1912 and of the two years that followed
- a list

> quoted words that a program has wrapped where they were too long
for it

The address is
https://example.org/a-place-that-is-longer-than-any-word-of-a-letter

--\x20
Ann, who keeps the boxes of the archive in the cellar and a few of
them elsewhere"""


def test_line_ends_that_a_program_made_are_no_paragraphs() -> None:
    """A line goes on where the next word had no room on it; a writer's own lines, lists, quotations and signatures stay."""
    read_so = body_of(mail_of(body=LETTER.encode())).split("\n")
    assert read_so[2:4] == [" ".join(LETTER.split("\n")[2:5]), "And I wrote down what it says:"]
    assert read_so[4:] == LETTER.split("\n")[6:]
    long = "A line that no program has wrapped, for it goes on. " * 3
    for own in ("One.\nTwo.\n\nThree.", f"{long.strip()}\nAnother line."):
        assert body_of(mail_of(body=own.encode())) == own


def test_how_a_wrapped_text_is_read_is_recorded() -> None:
    """The account says ``wrapped``; without that word in it, as in an older account, each line is its own."""
    data = mail_of(body=LETTER.encode())
    parts = read(data).parts
    assert [part.form for part in parts if part.kind == "text"] == ["wrapped"]
    (text,) = (part for part in parts if part.kind == "text")
    assert text_of(replace(text, form=""), data) == LETTER


@steady
@given(st.lists(st.text(alphabet="ab .>-:#\u00e9", max_size=90), max_size=8).map("\n".join))
@example(LETTER)
def test_nothing_but_line_ends_changes_where_lines_are_joined(text: str) -> None:
    """Each end of a line is a line's end or a blank; every other character stands where it stood, and none is lost."""
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(one == other or (one, other) == ("\n", " ") for one, other in zip(text, joined, strict=True))


def test_of_several_forms_of_a_text_the_plain_one_is_read_and_the_others_are_accounted_for() -> None:
    """multipart/alternative: the other form stands in the account with its length and its hash."""
    parts = b"--b\r\nContent-Type: text/html\r\n\r\n<p>Rich</p>\r\n--b\r\n\r\nPlain\r\n--b--\r\n"
    data = mail_of('Content-Type: multipart/alternative; boundary="b"', body=parts)
    assert body_of(data) == "Plain"
    (other,) = [part for part in read(data).parts if part.kind == "alternative"]
    assert (other.of(data), other.length, other.sha256) == (b"<p>Rich</p>", 11, hashlib.sha256(b"<p>Rich</p>").hexdigest())


def test_a_text_that_came_as_html_alone_is_read_as_lines() -> None:
    """Blocks are lines, and the target of a link stands behind its words; what no reader sees is not read."""
    html = b'<head><style>p{}</style></head><p>One &amp; <b>two</b></p><ul><li><a href="https://x.org/">here</a></ul><script>z</script>'
    assert body_of(mail_of("Content-Type: text/html", body=html)).split("\n") == [
        "One & two",
        "",
        "here [Link to https://x.org/]",
    ]


def test_an_attachment_is_named_with_its_type_length_and_hash() -> None:
    """It is not embedded: what stands in the letter is a mark of the transcriber's."""
    parts = b'--b\n\nSee.\n--b\nContent-Type: image/gif; name="a[1].gif"\nContent-Transfer-Encoding: base64\n\nR0lG\n--b--\n'
    see, _, mark = body_of(mail_of("Content-Type: multipart/mixed; boundary=b", body=parts)).split("\n")
    assert see == "See."
    assert mark == f"[Attachment: a(1).gif, image/gif, 3 bytes, SHA-256 {hashlib.sha256(b'GIF').hexdigest()}]"


def test_a_mail_without_a_word_says_so() -> None:
    """No letter is blank."""
    assert body_of(mail_of(body=b"\r\n \r\n")) == "[No text]"


def test_an_mbox_and_a_maildir_are_divided_into_their_messages(tmp_path: Path) -> None:
    """A line that begins like a message stands in a text too; what was never delivered is left out."""
    one = b"From ann@example.org Mon May 25 21:10:05 2015\n" + mail_of(body=b"From here on.\n\nFrom me\n\n")
    mail = read(one + one)
    assert [letter.body for letter in mail.letters.values()] == ["From here on.\n\nFrom me"] * 2
    for folder, name in (("new", "2"), ("cur", "1:2,S"), ("tmp", "0")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(mail_of())
    assert is_maildir(tmp_path)
    assert [*files_of(tmp_path)] == ["cur/1:2,S", "new/2"]
    assert len(read(files_of(tmp_path)).letters) == 2


def test_mails_are_threads_by_what_they_answer_and_by_their_subjects() -> None:
    """References and In-Reply-To first; else an answering subject; a subject alone joins nothing."""
    heads = [
        ("Subject: A", "Message-ID: <1@x>"),
        ("Subject: B", "Message-ID: <2@x>"),
        ("Subject: quite another", "References: <0@x>\r\n <1@x>"),
        ("Subject: Re: B",),
        ("Subject: A",),
        (),
    ]
    mail = read({str(at): mail_of(*lines) for at, lines in enumerate(heads)})
    assert mail.threads == {"a": (1, 3), "b": (2, 4), "a-2": (5,), "untitled": (6,)}


def test_an_account_that_leaves_bytes_out_or_is_untrue_is_refused() -> None:
    """Each byte belongs to one part, and what is named has the length and the hash that the account gives."""
    data = (CASES / "cpython" / "msg_07.txt").read_bytes()
    parts = read(data).parts
    prove(parts, {"": data}, "parts.tsv")
    for wrong in (parts[1:], parts[:-1], parts[:3] + parts[4:]):
        with refused("mail.account", r"parts.tsv:1"):
            prove(wrong, {"": data}, "parts.tsv")
    at = data.index(b"R0lGODdhAAEAAfAA")
    with refused("mail.account", r"the attachment 2 is not as recorded"):
        prove(parts, {"": data[:at] + b"S" + data[at + 1 :]}, "parts.tsv")


def test_a_table_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """A kind that is none, a table of letters that names others, a text of other lines, mail without a message or a header."""
    (tmp_path / "parts.tsv").write_text(write_account(read(mail_of()).parts).replace("blank", "blink"), encoding="utf-8")
    with refused("mail.account", r"parts.tsv:\d+"):
        read_account(tmp_path / "parts.tsv", "parts.tsv")
    (tmp_path / "parts.tsv").unlink()
    (tmp_path / "letters.tsv").write_text("thread\tmessage\theader\tbody\na\t7\t3\t1\n", encoding="utf-8")
    with refused("mail.letters", r"threads/mail/letters.tsv:2"):
        read_mail({"": mail_of()}, tmp_path, "threads/mail", "witnesses/mail")
    with refused("mail.letters", r"01-a.txt:1"):
        read_mail_thread("Subject: a\n\nFrom: Ann\n\nYes.\n", "01-a.txt", [(1, 1)], line=1)
    with refused("mail.none", r"witnesses/mail:1"):
        read({})
    with refused("mail.no-header", r"witnesses/mail/cur/2:1: message 2 .*give a folder without cur/2"):
        read({"cur/1": mail_of(), "cur/2": b"A note of mine.\n"})


def test_a_mail_that_names_no_sender_is_a_letter_all_the_same() -> None:
    """What else its header says is read; nobody is made up, and nobody is hidden either."""
    for field in ("To: Ann <ann@example.org>", "From:\r\nTo: Ann <ann@example.org>"):
        (letter,) = read(f"{field}\r\nDate: 1 May 2015 09:00 GMT\r\n\r\nYes.\r\n".encode()).letters.values()
        message = message_of(letter.header, letter.body, 1, last=True)
        (sender,) = message.header.sender
        assert (sender.name, sender.as_printed, sender.person, sender.redacted) == ("[sender not stated]", "", None, False)
        assert [party.name for party in message.header.to] == ["Ann"]
        assert message.header.sent.when == "2015-05-01T09:00+00:00"


LINES = (
    b"From: Ann <ann@example.org>", b"To: =?utf-8?q?B=C3=B6?=, ;", b"Subject: =?x?b?\xff?=", b"Date: 1 Jan 2015 10:00 -0000", b"",
    b"Content-Type: multipart/mixed; boundary=b", b'Content-Type: multipart/alternative; boundary="c', b"--b", b"--b--", b"--c",
    b"Content-Type: message/rfc822", b"Content-Type: multipart/digest; boundary=b", b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable", b"Content-Type: text/html; charset=utf-7", b"<a href='x'>b<![if", b"=E9=",
    b"w6k=", b"Content-Disposition: attachment; filename*=x''%", b"From ann Mon May 25 21:10:05 2015", b"> \x00 \xff ",
    b"Content-Type: text/plain; format=flowed; charset=punycode", b"Resent-From: C", b"Resent-To: D",
)  # fmt: skip
ENDS = (b"\n", b"\r\n", b"\r", b" \n\t")
mails = st.one_of(
    st.binary(max_size=400),
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=30).map(
        lambda some: b"".join(map(b"".join, some))
    ),
    st.lists(st.sampled_from(LINES), max_size=30).map(lambda some: b"From: Ann\n" + b"\n".join(some)),
)


@steady
@given(mails)
@example(b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n")
@example(b"From: a\nContent-Type: text/html; charset=utf-16\n\n<")
def test_any_bytes_are_messages_or_problems(data: bytes) -> None:
    """No bytes crash the reader, and none are lost."""
    survived({"": data})


@steady
@given(st.sampled_from(FILES), st.integers(0, 10**6), st.integers(0, 60), st.binary(max_size=12))
def test_any_mutation_of_a_real_mail_is_messages_or_problems(path: Path, at: int, length: int, other: bytes) -> None:
    """A mail with a piece cut out of it or put into it is read, or refused with a place."""
    data = path.read_bytes()
    at %= len(data) + 1
    survived({"": data[:at] + other + data[at + length :]})


def test_parts_within_parts_end_somewhere() -> None:
    """A mail that nests deeper than any writer does is read as far as it is followed, and what lies below is accounted for."""
    data = (
        b"From: Ann\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200))
        + b"\nYes.\n"
    )
    mail = survived({"": data})
    assert mail is not None
    assert [part.type for part in mail.parts if part.kind == "attachment"] == ["multipart/mixed"]
    edges = [(part.first, part.first + part.size) for part in mail.parts]
    assert all(end == first for (_, end), (first, _) in pairwise(edges))


def test_correspondents_without_words_are_none() -> None:
    """A field that names nobody gives nobody."""
    assert correspondents(" , ; ()") == ()


def test_a_witness_of_a_form_that_none_has_is_refused(copied: Path) -> None:
    """The manifest says how each witness is read; a form with a typo has its hint."""
    manifest = copied / "witnesses" / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"document"', '"dokument"', 1), encoding="utf-8")
    with refused("manifest.form", r"manifest.toml:\d+: .*did you mean document\?"):
        load(copied)
