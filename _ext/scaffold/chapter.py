"""A new chapter: the template under its title, named in the table of contents; knows no letter."""

from __future__ import annotations

from corpus.slug import slug

from .asking import RefusalError, answer
from .project import Made, Project, text_file

TEMPLATE = "book/_template.md"
CONTENTS = "book/index.md"


def new_chapter(project: Project, title: str | None) -> Made:
    """``book/chapters/<title>.md`` from the template, last among the chapters of the table of contents."""
    title = " ".join(answer(title, "the title", "What is the chapter called?").split())
    name = slug(title)
    if not name:
        hint = "give one with letters of a to z or numbers, and change the first line of the file"
        raise RefusalError(f"no file can be named after {title!r}", hint)
    path = f"book/chapters/{name}.md"
    if (project.root / path).exists():
        raise RefusalError(f"{path} is there already", "choose another title")
    contents = project.lines(CONTENTS)
    chapters = [at for at, line in enumerate(contents) if line.startswith("chapters/")]
    if not chapters or f"chapters/{name}" in contents:
        raise RefusalError(f"{CONTENTS} lists no chapters, or this one already")
    contents.insert(chapters[-1] + 1, f"chapters/{name}")
    _, *rest = project.lines(TEMPLATE)
    said = (
        f"{path}: the template’s sentences show how it is done; yours take their place",
        f"{CONTENTS}: the chapter is the last; move its line to where it belongs",
    )
    return Made(text_file(path, [f"# {title}", *rest]) | text_file(CONTENTS, contents), said=said)
