"""What a page is dressed in: its files, its description, its last change; and what is beside the pages."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edition.history import last_changes

from .conftest import NO_REGISTER, SETTINGS, Book, Built

LETTER = "# A letter\n\nThe first sentence of the page.\nThe second.\n\n:::{message} 2015-05-25-altman\n:::\n"
THEMED: dict[str, Any] = {
    **NO_REGISTER, "html_theme": "edition", "html_title": "Letters", "extensions": [*SETTINGS["extensions"], "sphinx_book_theme"],
}  # fmt: skip
DAYS = ("2026-01-02", "2026-03-04", "2026-05-06")


def git(folder: Path, *arguments: str, day: str = DAYS[0]) -> str:
    """Run git as somebody, on a day."""
    moment = f"{day}T12:00:00+0000"
    who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, env=os.environ | who | dates, check=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two pages, the first changed a second time; three commits on three days."""
    folder = tmp_path / "repository"
    (folder / "book").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for day, name in zip(DAYS, ("one", "zwei ü", "one"), strict=True):
        page = folder / "book" / f"{name}.md"
        page.write_text(f"{page.read_text() if page.exists() else ''}Said on {day}.\n", encoding="utf-8")
        git(folder, "add", ".", day=day)
        git(folder, "commit", "-q", "-m", day, day=day)
    return folder


def named(changes: dict[Path, date]) -> dict[str, str]:
    """The same by names and ISO dates."""
    return {path.stem: day.isoformat() for path, day in changes.items()}


def test_a_page_was_last_changed_when_its_last_commit_was_made(repository: Path) -> None:
    """Each file has the date of the last commit that touched it, whatever its name."""
    assert named(last_changes(repository / "book")) == {"one": DAYS[2], "zwei ü": DAYS[1]}


def test_a_shallow_clone_says_nothing_of_what_it_cannot_know(repository: Path, tmp_path: Path) -> None:
    """The commit at which a clone is cut off seems to have made every file; no page gets its date from it."""
    for depth, known in ((1, {}), (2, {"one": DAYS[2]}), (3, {"one": DAYS[2], "zwei ü": DAYS[1]})):
        clone = tmp_path / f"clone-{depth}"
        git(tmp_path, "clone", "-q", f"--depth={depth}", repository.as_uri(), str(clone))
        assert named(last_changes(clone / "book")) == known


def test_an_edit_that_is_not_committed_has_no_date(repository: Path) -> None:
    """A page that differs from its last commit was changed later, nobody knows when."""
    (repository / "book" / "one.md").write_text("Other words.\n", encoding="utf-8")
    assert named(last_changes(repository / "book")) == {"zwei ü": DAYS[1]}


def test_without_a_repository_or_without_git_nothing_is_said(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder outside any repository has no dates, and neither has a repository where git is not installed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    assert last_changes(outside) == {}
    monkeypatch.setenv("PATH", str(outside))
    assert last_changes(repository / "book") == {}


def test_a_page_says_when_it_was_changed_and_is_written_again_when_that_changes(book: Book) -> None:
    """The date stands in the page's foot; after a commit without any other edit, the page has the new date."""
    book.write(index=LETTER)
    git(book.folder, "init", "-q", "-b", "main")
    git(book.folder, "add", ".")
    git(book.folder, "commit", "-q", "-m", "first", day=DAYS[0])
    changed = "//p[@class='last-change']/time/@datetime"
    assert book.build(**THEMED).page().xpath(changed) == [DAYS[0]]
    book.write(index=LETTER + "\nMore.\n")
    assert book.build(**THEMED).page().xpath(changed) == []
    git(book.folder, "commit", "-q", "-a", "-m", "second", day=DAYS[1])
    built = book.build(**THEMED)
    assert built.page().xpath(changed) == [DAYS[1]]
    assert built.read == ()


def meta(built: Built, name: str, attribute: str = "property") -> list[str]:
    """What a page's head says under a name."""
    found: list[str] = built.page().xpath(f"//meta[@{attribute}='{name}']/@content")
    return found


def test_a_page_describes_itself_by_its_first_sentence(book: Book) -> None:
    """The description is the first line of the first paragraph, never a letter's; without an address no address is made up."""
    built = book.write(index=LETTER).build(**THEMED)
    assert built.warnings == ""
    assert meta(built, "description", "name") == meta(built, "og:description") == ["The first sentence of the page."]
    assert (meta(built, "og:title"), meta(built, "og:type"), meta(built, "og:site_name")) == (
        ["A letter"],
        ["website"],
        ["Letters"],
    )
    assert (meta(built, "og:url"), meta(built, "og:image"), built.page().xpath("//link[@rel='canonical']")) == ([], [], [])
    assert not (built.out / "sitemap.xml").exists()


def test_a_book_that_knows_its_address_gives_it_to_machines(book: Book) -> None:
    """With html_baseurl pages have addresses and a picture that exists, and there is a sitemap of them."""
    base = "https://letters.example/book/"
    built = book.write(index=LETTER).build(**THEMED, html_baseurl=base.removesuffix("/"))
    assert meta(built, "og:url") == [f"{base}index.html"]
    (picture,) = meta(built, "og:image")
    data = (built.out / picture.removeprefix(base)).read_bytes()
    assert (data[:4], int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (b"\x89PNG", 1200, 630)
    assert built.text("sitemap.xml").count(f"<loc>{base}index.html<") == 1
    assert f"<loc>{base}index.html</loc>" in built.text("sitemap.xml")
    assert f'<base href="{base}">' in built.text("404.html")


def test_a_page_loads_neither_icons_nor_the_search(book: Book) -> None:
    """Scripts wait for the page; the theme's own, the icons, and everything of the search are not among them."""
    built = book.write(index=LETTER).build(**THEMED)
    scripts = built.page().xpath("//script[@src]")
    assert {script.get("defer") for script in scripts} == {"defer"}
    names = [script.get("src").partition("?")[0].removeprefix("_static/") for script in scripts]
    assert sorted(names) == [
        "doctools.js",
        "documentation_options.js",
        "notes.js",
        "preview.js",
        "shell.js",
        "sphinx_highlight.js",
    ]
    assert not built.page().xpath("//link[contains(@href, 'pygments')]")


def test_code_is_coloured_where_there_is_some(book: Book) -> None:
    """A page with a block of code loads the style sheet that colours it."""
    built = book.write(index="# Code\n\n```python\nprint()\n```\n").build(**THEMED)
    assert built.page().xpath("//link[contains(@href, 'pygments')]")


def test_previews_are_written_with_the_page_that_they_are_of(book: Book) -> None:
    """A letter at home has a preview, and each of its paragraphs, in the archive's words; a page without any has no file."""
    built = book.write(index="# One\n\n```{toctree}\nletter\n```\n", letter=LETTER).build(**THEMED)
    script = built.text("_static/previews/letter.js")
    head = '(window.EDITION_PREVIEWS = window.EDITION_PREVIEWS || {})["letter"] = '
    assert script.startswith(head)
    found = json.loads(script.removeprefix(head).rstrip(";\n"))
    assert found["msg-2015-05-25-altman"][:2] == ["Sam Altman to Elon Musk", "No. 1 · 25 May 2015, 21:10 · question"]
    assert found["msg-2015-05-25-altman-p1"][1] == "No. 1 ¶1 · 25 May 2015, 21:10"
    assert not (built.out / "_static" / "previews" / "index.js").exists()


def test_other_themes_and_other_books_are_left_alone(book: Book) -> None:
    """In another theme the extension adds no layout, no script of the page and no 404."""
    built = book.write(index=LETTER).build(**NO_REGISTER, html_theme="basic")
    assert "shell.js" not in built.text("index.html")
    assert not (built.out / "404.html").exists()
