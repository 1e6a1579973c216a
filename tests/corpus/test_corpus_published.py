"""The list of what was published: it holds everything there is, and only grows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from corpus import Corpus, Problems, load
from corpus.__main__ import main
from corpus.book import Book, Page
from corpus.export.edition_json import edition_json
from corpus.published import FILE, additions, lost, read_published, there

ROOT = Path(__file__).resolve().parents[2]


def rows_of(text: str) -> list[str]:
    """The rows of a list, without remarks."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def missing_later(project: Path) -> list[str]:
    """Rows that some commit of a repository has in its list, and that the list does not have today, at their place or at all.

    Where there is no git, or no history, today's list is the only one.
    """
    path = f"sources/{FILE}"
    today = rows_of((project / path).read_text(encoding="utf-8"))

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    versions = [git("show", f"{commit}:{path}") for commit in git("log", "--format=%H", "--", path).split()]
    return [row for version in versions for at, row in enumerate(rows_of(version)) if today[at : at + 1] != [row]]


def test_the_list_only_grows() -> None:
    """No commit of this repository had a row in its list that is not there, in the same order, today."""
    assert missing_later(ROOT) == []


def test_a_row_that_was_taken_out_is_missed(tmp_path: Path) -> None:
    """In a repository whose second commit drops the first one's second row, that row and those behind it are found."""
    table = tmp_path / "sources" / FILE
    table.parent.mkdir()
    run = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run([*run[:3], "init", "-q"], check=True)
    for text in ("# A list\nhead\none\ntwo\n", "# The list\nhead\ntwo\nthree\n"):
        table.write_text(text, encoding="utf-8")
        subprocess.run([*run, "add", "-A"], check=True)
        subprocess.run([*run, "commit", "-q", "-m", "A list"], check=True)
    assert missing_later(tmp_path) == ["one", "two"]


def test_everything_that_has_an_address_is_listed_or_new(sources: Path, corpus: Corpus) -> None:
    """Every letter with its number and all its paragraphs is published; so are threads, entries and witnesses."""
    listed = {(one.kind, one.id): one for one in read_published(sources)}
    for id, message in corpus.messages.items():
        published = listed["message", id]
        assert (published.number, published.paragraphs) == (message.number, len(message.paragraphs))
    assert {("thread", id) for id in corpus.by_thread} <= set(listed)
    assert {("entry", id) for id in corpus.register} <= set(listed)
    assert {("witness", witness.key) for witness in corpus.witnesses.values()} <= set(listed)
    assert ("page", "index.html") in listed


def release(corpus: Corpus, folder: Path, *pages: str) -> Path:
    """The data of a release with these pages."""
    book = Book(pages=tuple(Page(page, "A page", 1, "0" * 16) for page in pages))
    data = folder / "edition.json"
    data.write_text(edition_json(corpus, book, title="A title", version="0.2")["edition.json"], encoding="utf-8")
    return data


def test_a_release_adds_what_is_new(copied: Path, corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``publish`` adds the rows of new pages below the others; a second time it adds none."""
    known = [one.id for one in read_published(copied) if one.kind == "page"]
    data = release(corpus, tmp_path, *known, "back/new.html")
    before = (copied / FILE).read_text(encoding="utf-8")
    assert main(["--sources", str(copied), "publish", str(data)]) == 0
    assert (copied / FILE).read_text(encoding="utf-8") == before + "0.2\tpage\tback/new.html\t\t\n"
    assert main(["--sources", str(copied), "publish", str(data)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 rows added to published.tsv; ")


def test_a_release_that_lost_something_is_not_published(
    copied: Path, corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a page that was published, nothing is added, and the page is named."""
    data = release(corpus, tmp_path, "back/new.html")
    before = (copied / FILE).read_bytes()
    assert main(["--sources", str(copied), "publish", str(data)]) == 1
    assert "the page 'index.html' is gone" in capsys.readouterr().err
    assert (copied / FILE).read_bytes() == before


def test_a_list_made_from_nothing_is_the_one_that_is_read_back(sources: Path, corpus: Corpus, copied: Path) -> None:
    """Additions to an empty list are rows of everything, and nothing of it is lost."""
    now = tuple(there(sources, corpus, Book(pages=(Page("index.html", "A page"),))))
    header = (sources / FILE).read_text(encoding="utf-8").splitlines()[1]
    (copied / FILE).write_text(f"{header}\n{additions('0.1', (), now)}", encoding="utf-8")
    again = read_published(copied)
    assert [(one.kind, one.id, one.number, one.paragraphs) for one in again] == [
        (one.kind, one.id, one.number, one.paragraphs) for one in now
    ]
    assert lost(again, now, loaded=True, printed=True) == []


def test_a_list_that_is_missing_is_an_error(copied: Path) -> None:
    """Sources without their list are not loaded, and the hint says where it is, or what an edition that is new has."""
    (copied / FILE).unlink()
    for read in (load, read_published):
        with pytest.raises(Problems) as caught:
            read(copied)
        (problem,) = caught.value.found
        assert (problem.path, problem.line, problem.code) == (FILE, 1, "published.missing")
        assert "restore it from git" in problem.hint
    (copied / FILE).write_text("release\tkind\tid\tnumber\tparagraphs\n", encoding="utf-8")
    assert load(copied).messages
    assert read_published(copied) == ()


@pytest.mark.parametrize(
    "row",
    [
        "0.2\tletter\t2015-05-25-altman\t1\t5",
        "0.2\tmessage\t2015-05-25-altman\t1\t",
        "0.2\tmessage\t2015-05-25-altman\t\t5",
        "0.2\tmessage\t2015-05-25-altman\t1\tfive",
        "0.2\tthread\tquestion\t1\t",
        "0.2\tpage\t\t\t",
    ],
)
def test_a_row_that_is_none_is_refused_at_its_line(row: str, copied: Path) -> None:
    """A kind that there is not, a message without number or paragraphs, a thread with one, a page without a name."""
    text = (copied / FILE).read_text(encoding="utf-8")
    (copied / FILE).write_text(f"{text}{row}\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_published(copied)
    (problem,) = caught.value.found
    assert (problem.path, problem.line, problem.code) == (FILE, text.count("\n") + 1, "published.malformed")
    assert load(copied).messages  # the book is built all the same: its colophon says that the promise failed
