"""Builds of the real book against one another: the same bytes whatever the order, and after every kind of edit."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, sphinx

Edit = Callable[[Path], None]


def output_of(out: Path) -> dict[str, bytes]:
    """Every file of an output folder."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def copy_of_the_project(tmp: Path) -> Path:
    """A copy with what a build reads."""
    for folder in ("book", "sources"):
        shutil.copytree(ROOT / folder, tmp / folder)
    return tmp


@pytest.mark.parametrize(("builder", "ending"), [("html", ".html"), ("text", ".txt"), ("latex", ".tex")])
def test_the_book_is_the_same_bytes_whatever_the_hash_seed_and_the_number_of_processes(
    tmp_path: Path, builder: str, ending: str
) -> None:
    """Two builds, with other hash seeds and one or two processes, give identical files."""
    one, other = tmp_path / "one", tmp_path / "other"
    assert sphinx(ROOT / "book", one, "-j", "1", builder=builder, seed="1").returncode == 0
    assert sphinx(ROOT / "book", other, "-j", "2", builder=builder, seed="4242").returncode == 0
    assert any(name.endswith(ending) for name in output_of(one))
    assert output_of(one) == output_of(other)


def test_the_data_is_the_same_bytes_and_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    """Two exports are identical, and a build writes nothing into book/ or sources/."""
    project = copy_of_the_project(tmp_path / "project")
    for name, seed in (("one", "1"), ("other", "4242")):
        done = sphinx(project / "book", tmp_path / name, builder="edition-data", seed=seed)
        assert done.returncode == 0, done.stderr
    assert output_of(tmp_path / "one") == output_of(tmp_path / "other")
    for folder in ("book", "sources"):
        compared = filecmp.dircmp(ROOT / folder, project / folder, ignore=[])
        assert (compared.left_only, compared.right_only, compared.diff_files) == ([], [], [])


def replace_in(path: str, old: str, new: str) -> Edit:
    """An edit of one file: the first ``old`` becomes ``new``."""

    def edit(project: Path) -> None:
        file = project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


EDITS: dict[str, Edit] = {
    "prose": replace_in("book/chapters/launch.md", "Eight letters", "Some eight letters"),
    "sentence": replace_in("book/chapters/launch.md", "\n:::::{thread}",
                            "\nOne more. {inference}`from nothing`\n\n:::::{thread}"),
    "heading": replace_in("book/chapters/control.md", "# Control", "# Who would be in control"),
    "first page": replace_in("book/index.md", ":caption: Finding", ":caption: To find things"),
    "order of chapters": replace_in("book/index.md", "chapters/launch\nchapters/openness-and-safety",
                                    "chapters/openness-and-safety\nchapters/launch"),
    "note": replace_in("book/chapters/first-approach.md", "::::{message} 2015-05-25-altman\n",
                       "::::{message} 2015-05-25-altman\n:::{annotation} Manhattan Project\nA note.\n:::\n"),
    "register": replace_in("sources/register/people.toml", '"Altman, Sam"', '"Altman, S."'),
    "thread": replace_in("sources/threads/01-question.txt", "worth a conversation", "worth a long conversation"),
    "structure": replace_in("sources/structure.tsv", "\tsignature\t", "\theading\t"),
    "bibliography": replace_in("book/references.bib", "The same essay as Markdown", "This essay as Markdown"),
    "year of a cited source": replace_in("book/references.bib", "year = {2024},", "year = {2023},"),
    "manifest": replace_in("sources/witnesses/manifest.toml", "Its writer’s; quoted briefly.", "Its writer's."),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_after_any_edit_of_one_file_the_book_is_the_one_built_from_nothing(tmp_path: Path, kind: str) -> None:
    """Build, edit one file, build again on top: no file differs from a cold build of the edited project."""
    project = copy_of_the_project(tmp_path / "project")
    warm = tmp_path / "warm"
    assert sphinx(project / "book", warm).returncode == 0
    EDITS[kind](project)
    again = sphinx(project / "book", warm)
    cold = sphinx(project / "book", tmp_path / "cold")
    assert (again.returncode, cold.returncode) == (0, 0), again.stderr + cold.stderr
    edited, fresh = output_of(warm), output_of(tmp_path / "cold")
    assert sorted(edited) == sorted(fresh)
    assert [name for name in sorted(fresh) if edited[name] != fresh[name]] == []


def test_an_edit_with_an_older_date_is_noticed(tmp_path: Path) -> None:
    """Pages are read again because their content differs, not because their date is later."""
    project = copy_of_the_project(tmp_path / "project")
    assert sphinx(project / "book", tmp_path / "warm").returncode == 0
    EDITS["prose"](project)
    os.utime(project / "book" / "chapters" / "launch.md", (0, 0))
    assert sphinx(project / "book", tmp_path / "warm").returncode == 0
    assert "Some eight letters" in (tmp_path / "warm" / "chapters" / "launch.html").read_text(encoding="utf-8")


def test_an_edit_of_prose_writes_one_page_and_a_build_without_edits_writes_none(tmp_path: Path) -> None:
    """After an edit of one chapter's prose, its page, its letters' pages and the page that lists chapters are written again."""
    project = copy_of_the_project(tmp_path / "project")
    out = tmp_path / "warm"
    assert sphinx(project / "book", out).returncode == 0
    dates = {page: page.stat().st_mtime_ns for page in out.rglob("*.html")}

    def written() -> list[str]:
        pages = (page for page in out.rglob("*.html") if page.stat().st_mtime_ns != dates[page])
        names = (page.relative_to(out).as_posix() for page in pages if "_static" not in page.parts)
        return sorted(set(names) - {"genindex.html", "search.html", "edition-people.html", "edition-dates.html", "404.html"})

    assert sphinx(project / "book", out).returncode == 0
    assert written() == []
    EDITS["prose"](project)
    assert sphinx(project / "book", out).returncode == 0
    again = written()
    letters = [page for page in again if page.startswith("letters/")]
    assert sorted(set(again) - set(letters)) == [
        "chapters/launch.html",
        "index.html",
    ]  # Sphinx writes the page with the toctree too
    at_home = re.findall(r"\{message\} (\S+)", (project / "book" / "chapters" / "launch.md").read_text(encoding="utf-8"))
    assert letters == sorted(f"letters/{id}.html" for id in at_home)


def test_the_chapter_template_builds(tmp_path: Path) -> None:
    """book/_template.md, copied as CONTRIBUTING says, is a page without warnings."""
    project = copy_of_the_project(tmp_path / "project")
    shutil.copy(project / "book" / "_template.md", project / "book" / "chapters" / "your-chapter.md")
    replace_in("book/index.md", "chapters/bait-and-switch\n", "chapters/bait-and-switch\nchapters/your-chapter\n")(project)
    done = sphinx(project / "book", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert re.search(r"<h1>The title of your chapter", (tmp_path / "out" / "chapters" / "your-chapter.html").read_text("utf-8"))
