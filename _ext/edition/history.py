"""When each page was last changed, as git remembers it; knows nothing of letters, and says nothing where git may be wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_COMMIT = "\x01"


def last_changes(folder: Path) -> dict[Path, date]:
    """File below ``folder`` → date of the last commit that touched it; without files that differ from their last commit.

    In a shallow clone the oldest commits seem to have made every file: a file whose last commit is one of those is left
    out. So is everything where there is no git, or no repository.
    """
    top = _git(folder, "rev-parse", "--show-toplevel").strip()
    if not top:
        return {}
    log = _git(folder, "log", "--no-renames", "--name-only", f"--format={_COMMIT}%H %cs", "--", ".")
    edited = _git(folder, "diff", "--no-renames", "--name-only", "HEAD", "--", ".").splitlines()
    dates = _dates(log, seemingly_first=_shallow(folder))
    return {Path(top, name): day for name, day in dates.items() if name not in edited}


def _dates(log: str, seemingly_first: set[str]) -> dict[str, date]:
    """File → date of the first commit of the log, the latest, that names it, unless all that is older has been cut off."""
    found: dict[str, date | None] = {}
    for entry in log.split(_COMMIT)[1:]:
        head, *names = entry.splitlines()
        commit, day = head.split(" ")
        for name in filter(None, names):
            found.setdefault(name, None if commit in seemingly_first else date.fromisoformat(day))
    return {name: day for name, day in found.items() if day is not None}


def _shallow(folder: Path) -> set[str]:
    """The commits at which a shallow clone was cut off; none in a whole one."""
    path = folder / _git(folder, "rev-parse", "--git-path", "shallow").strip()
    return set(path.read_text(encoding="ascii").split()) if path.is_file() else set()


def _git(folder: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails or is not installed."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def of_pages(env: BuildEnvironment, docnames: Iterable[str]) -> dict[str, date]:
    """Page → date of its last change, for the pages of which that is known."""
    changes = last_changes(Path(env.srcdir).resolve())
    paths = {docname: Path(env.doc2path(docname)).resolve() for docname in docnames}
    return {docname: changes[path] for docname, path in sorted(paths.items()) if path in changes}


class LastChanges:
    """The dates of one build; remembered in the environment, so that a page whose date alone has changed is written again."""

    def __init__(self) -> None:
        self.dates: Mapping[str, date] = {}

    def note(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Ask git once, before pages are written (event ``env-updated``)."""
        before: Mapping[str, date] = getattr(env, "edition_last_changes", {})
        self.dates = env.edition_last_changes = of_pages(env, env.found_docs)  # type: ignore[attr-defined]  # kept with the rest
        return sorted(docname for docname in env.found_docs if before.get(docname) != self.dates.get(docname))

    def show(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Tell a page its date (event ``html-page-context``)."""
        context["last_change"] = self.dates.get(pagename)


def setup(app: Sphinx) -> dict[str, Any]:
    """Usable alone: any book in a git repository can show when its pages were changed."""
    changes = LastChanges()
    app.connect("env-updated", changes.note)
    app.connect("html-page-context", changes.show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
