"""A chapter, a note, a person: what is asked, what is refused, and that the book builds with what is written."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable

import pytest

from scaffold.fence import fences_in
from scaffold.person import person_id, sorted_form

from .conftest import EXTENSIONS, Copy

NOTE = "Of what measure, {msg}`2015-06-24-altman` does not say."


def test_without_arguments_it_explains_itself(copy: Copy) -> None:
    """Alone and with --help it names the four scaffolds, and succeeds."""
    alone, asked = copy.new(), copy.new("--help")
    assert alone == asked
    assert (alone.status, alone.err) == (0, "")
    assert all(name in alone.out for name in ("chapter", "note", "person", "witness"))


def test_a_chapter_and_a_note_leave_a_book_that_builds(copy: Copy) -> None:
    """The chapter stands last in the table of contents; notes take their places, and the reason why there was none goes."""
    assert copy.new("chapter", "Half a million – a price’s story").status == 0
    assert copy.new("note", "2015-05-25-altman", "so that the tech", NOTE).status == 0
    assert copy.new("note", "2015-05-25-musk", "Probably", NOTE).status == 0
    assert copy.new("note", "2015-05-25-altman", "AI", NOTE, "--nth", "2").status == 0
    assert copy.text("book/chapters/half-a-million-a-prices-story.md").startswith(
        "# Half a million – a price’s story\n\nWhat is at"
    )
    assert "\nchapters/afterlives\nchapters/half-a-million-a-prices-story\n```" in copy.text("book/index.md")
    first = copy.text("book/chapters/first-approach.md").partition("{message} 2015-05-25-musk")[0]
    words = re.findall(r"\{annotation\} (.+)", first)
    assert words.index("AI") < words.index("so that the tech") < words.index("some sort of nonprofit")
    assert "2015-05-25-musk\t" not in copy.text("sources/apparatus/unannotated.tsv")
    built = copy.build("-W")
    assert (built.status, built.err) == (0, "")
    shown = (copy.root.parent / "html" / "chapters" / "first-approach.html").read_text(encoding="utf-8")
    assert shown.count("Of what measure, ") == 3


def test_a_person_stands_in_order_and_what_is_left_is_what_the_build_warns_of(copy: Copy) -> None:
    """By id in the register and on the page of people; the codes that are told are those of the build."""
    common = copy.new("person", "Grace Hope", "--about", "")
    said = copy.new("person", "Alan Kay", "--about", "He is named in {msg}`2015-05-25-altman`.")
    other = copy.new("person", "Ada Lovelace")
    ids = list(tomllib.loads(copy.text("sources/register/people.toml")))
    assert ids == sorted(ids)
    assert {"kay", "lovelace"} <= {*ids}
    about = re.findall(r"\{about\} (\S+)", copy.text("book/back/people.md"))
    assert about == sorted(about)
    assert "kay" in about
    told = {one for answer in (said, other, common) for one in _warnings(answer.out)}
    assert {(found[0], code) for _, words, code in told if (found := re.findall(r"'(\w+)'", words))} == {
        ("kay", "register.unused"), ("lovelace", "register.unused"), ("lovelace", "edition.nothing-about"),
        ("hope", "register.unused"), ("hope", "edition.nothing-about"), ("hope", "mention.unresolved"),
    }  # fmt: skip
    warned = copy.build()
    assert _warnings(warned.err) == told
    assert warned.err.count("\n") == len(told)


def _warnings(output: str) -> set[tuple[str, str, str]]:
    """Place, words and code of what a scaffold or the build asks for; a place in the register's page is that page."""
    asked = r"(sources/[^\s:]+:\d+|book/[^\s:]+)\S*: (?:WARNING: )?(.*) \[([a-z]+\.[a-z-]+)\]$"
    return {*re.findall(asked, output, re.MULTILINE)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chapter"], "the title is missing"),
        (["chapter", "First approach"], "book/chapters/first-approach.md is there already"),
        (["chapter", "…"], "no file can be named after '…'"),
        (["chapter", "رسائل"], "no file can be named after 'رسائل' (give one with letters of a to z or numbers"),
        (["note", "34", "AI", "x"], "unknown message '34' (no. 34 is 2016-09-20-teller)"),
        (["chapter", "Caf\udce9"], "the title is not in UTF-8: 'Caf\\udce9' (give it from a terminal that is)"),
        (["note"], "the message is missing"),
        (["note", "2015-05-25-altma", "AI"], "unknown message '2015-05-25-altma' (did you mean 2015-05-25-altman"),
        (["note", "2015-05-25-altman"], "the words are missing (give them, or answer on a terminal: Which words"),
        (["note", "2015-05-25-altman", "Manhattan"], "the text of the note is missing"),
        (["note", "2015-05-25-altman", "Manhatten", "x"], "'Manhatten' does not occur in '2015-05-25-altman'"),
        (["note", "2015-05-25-altman", "AI", "x"], "'AI' occurs 2 times in '2015-05-25-altman': ¶1, ¶4"),
        (["note", "2015-05-25-altman", "AI", "x", "--nth", "3"], "pick one with --nth 1 to 2"),
        (["note", "2015-05-25-altman", "some sort of nonprofit", "x"], "has a note on 'some sort of nonprofit' already"),
        (["note", "2015-05-25-altman", "Manhattan", "Caf\udce9"], "the text of the note is not in UTF-8: 'Caf\\udce9'"),
        (["note", "2015-05-25-altman", "AI", "x", "--nth", "0"], "pick one with --nth 1 to 2"),
        (["note", "2015-05-25-altman", "AI", "x", "--nth", "-1"], "pick one with --nth 1 to 2"),
        (["note", "2015-05-25-altman", "Manhattan", "x", "--nth", "-1"], "'Manhattan' occurs once in '2015-05-25-altman': ¶4"),
        (["note", "2015-05-25-altman", "Manhattan", "x\n:::\ny"], "the text of the note has a line that only opens or only"),
        (["note", "2015-05-25-altman", "Manhattan", "x\n````\ny"], "closes a fence: '````' (leave it out, or open and close"),
        (["person", "Alan Kay", "--about", "x\n::::{tip}\ny\n:::"], "what is said of the person has a line that only opens"),
        (["person"], "the name is missing"),
        (["person", "Andr\udce9"], "the name is not in UTF-8: 'Andr\\udce9'"),
        (["person", "Alan Kay", "--about", "Andr\udce9"], "what is said of the person is not in UTF-8: 'Andr\\udce9'"),
        (["person", "Sam Altman"], "'Sam Altman' is 'altman' of register/people.toml already"),
        (["person", "Altman"], "'Altman' is 'altman' of register/people.toml already"),
        (["witness"], "the file is missing"),
        (["witness", "no.txt"], "no.txt is neither a file nor a Maildir"),
        (["witness", "no\udce9.txt"], "the file is not in UTF-8: 'no\\udce9.txt'"),
        (["witness", "x" * 300], "cannot be read: File name too long"),
    ],
    ids=lambda value: ascii(" ".join(value))[1:-1][:60] if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    arguments: list[str], says: str, refused: Callable[..., str]
) -> None:
    """Without a terminal nothing is asked: the error names what is missing, or what is in the way."""
    assert says in refused(*arguments)


def test_a_long_title_has_a_short_file_once(copy: Copy, refused: Callable[..., str]) -> None:
    """The page has the whole title, the file its first words; another title that begins so is refused."""
    title = "A word " * 50
    assert copy.new("chapter", title).status == 0
    path = "book/chapters/a-word-a-word-a-word-a-word-a-word-a-word-a-word-a-word-a.md"
    assert copy.text(path).startswith(f"# {title.strip()}\n")
    assert f"{path} is there already" in refused("chapter", f"{title} again")


def test_what_is_typed_in_another_encoding_is_refused_in_a_line(copy: Copy) -> None:
    """A terminal may send what is no UTF-8: nothing is written, and the bytes are shown."""
    before = copy.tree()
    said = copy.asked(b"What is the chapter called?", b"Caf\xe9\n", "chapter")
    assert (said.status, "Traceback" in said.out, copy.tree() == before) == (1, False, True)
    assert "the title is not in UTF-8: " in said.out
    assert "e9'" in said.out


def test_a_note_on_a_letter_without_a_home_is_ready_to_paste(copy: Copy, refused: Callable[..., str]) -> None:
    """No page prints it: the block is printed, with its fences."""
    page = copy.root / "book" / "chapters" / "first-approach.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{message} 2015-05-25-musk", "{message} 2015"), encoding="utf-8")
    said = refused("note", "2015-05-25-musk", "Probably", "Why?")
    assert "::::{message} 2015-05-25-musk\n:::{annotation} Probably\nWhy?\n:::\n::::" in said


def test_a_fence_without_room_grows_with_those_around_it(copy: Copy) -> None:
    """A message fenced by three colons holds no fence of three: its own and its thread's grow by one."""
    page = copy.root / "book" / "chapters" / "first-approach.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.endswith("{thread} question"))
    end = lines.index(":::::", at)
    small = ["::::{thread} question", ":::{message} 2015-05-25-musk", ":::", "::::"]
    page.write_text("\n".join([*lines[:at], *small, *lines[end + 1 :]]), encoding="utf-8")
    assert copy.new("note", "2015-05-25-musk", "Probably", "Why?").status == 0
    grown = page.read_text(encoding="utf-8").split("\n")[at : at + 7]
    assert grown == [
        ":::::{thread} question", "::::{message} 2015-05-25-musk", ":::{annotation} Probably", "Why?", ":::", "::::", ":::::",
    ]  # fmt: skip


def test_a_text_that_holds_fences_gets_longer_ones_around_it(copy: Copy) -> None:
    """In a note and in what is said of a person: the directive in it is shown, and nothing is swallowed."""
    tip = f"{NOTE}\n::::{{tip}}\n{NOTE}\n::::\n{NOTE}"
    assert copy.new("note", "2015-05-25-altman", "so that the tech", tip).status == 0
    assert copy.new("person", "Alan Kay", "--about", tip).status == 0
    page = copy.text("book/chapters/first-approach.md")
    assert f":::::{{annotation}} so that the tech\n{tip}\n:::::\n" in page
    assert page.index(":::::::{thread} question\n::::::{message} 2015-05-25-altman\n") < page.index("so that the tech")
    people = copy.text("book/back/people.md")
    assert f":::::{{about}} kay\n{tip}\n:::::\n" in people
    assert "\n::::::{people}\n::::{about} altman\n" in people
    built = copy.build()
    assert (built.status, [line for line in built.err.splitlines() if "[register.unused]" not in line]) == (0, [])
    for name in ("chapters/first-approach", "back/people"):
        shown = (copy.root.parent / "html" / f"{name}.html").read_text(encoding="utf-8")
        assert (shown.count("Of what measure, "), shown.count('"admonition-title"'), ":::" in shown) == (3, 1, False)


def test_fences_in_code_are_no_fences() -> None:
    """What a page shows as code opens nothing."""
    lines = ["````md", ":::{message} a", ":::", "````", "::::{thread} t", ":::{message} b", ":::", "::::", ":::{message} open"]
    assert [(fence.opens, fence.first, fence.last) for fence in fences_in(lines)] == [
        ("{message} b", 5, 6), ("{thread} t", 4, 7),
    ]  # fmt: skip


def test_ids_and_sort_forms_are_proposed() -> None:
    """The last name; with the first where it is taken; an address by what stands before its sign."""
    assert (sorted_form("Ada Lovelace"), sorted_form("Plato"), sorted_form("a@b.org")) == ("Lovelace, Ada", "Plato", "a@b.org")
    assert person_id("Ada Lovelace", ()) == "lovelace"
    assert person_id("Jack Altman", ("altman",)) == "altman-jack"
    assert person_id("Jack Altman", ("altman", "altman-jack")) == "altman-2"
    assert person_id("ann.lee@example.org", ()) == "ann-lee"
    assert person_id("陳", ()) == "unnamed"


def test_on_a_terminal_it_asks_for_what_it_needs(copy: Copy) -> None:
    """What is left out is asked for; an empty answer takes what is proposed."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(EXTENSIONS)}
    with subprocess.Popen(
        [sys.executable, "-m", "scaffold", "person"], cwd=copy.root, stdin=theirs, stdout=subprocess.PIPE, env=environment
    ) as running:
        os.write(ours, b"Ada Lovelace\n\n\n")
        said, _ = running.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0
    assert b"What is the person called?" in said
    assert b"How does an index sort it? [Lovelace, Ada]" in said
    assert 'sort = "Lovelace, Ada"' in copy.text("sources/register/people.toml")
