"""What an editor is told of this project: schemas that our data follows, and snippets that build."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from edition.domain import EditionDomain
from edition.pages import PARTS, REGISTERS

from ..edition.conftest import NO_REGISTER, Book
from .conftest import ROOT

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
SNIPPETS = json.loads((ROOT / ".vscode" / "edition.code-snippets").read_text(encoding="utf-8"))
DATA = sorted((ROOT / "sources").rglob("*.toml"))


def schema_of(path: Path) -> dict[str, Any]:
    """The schema that the editor takes for a file."""
    name = path.relative_to(ROOT).as_posix()
    (schema,) = [value for key, value in SETTINGS["evenBetterToml.schema.associations"].items() if re.search(key, name)]
    parsed: dict[str, Any] = json.loads((ROOT / schema).read_text(encoding="utf-8"))
    return parsed


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_data_follows_the_schema_that_its_editor_shows(path: Path) -> None:
    """Each TOML file of the sources has one schema, and follows it."""
    schema = schema_of(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_a_schema_refuses_what_the_build_refuses(path: Path) -> None:
    """A key too many or too few is refused by the schema as it is by the build."""
    validator = jsonschema.Draft202012Validator(schema_of(path))
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    id, entry = next(iter(data.items()))
    assert not validator.is_valid({id: {**entry, "nickname": "x"}})
    for key in entry:
        assert not validator.is_valid({id: {name: value for name, value in entry.items() if name != key}})


def body(snippet: dict[str, Any]) -> str:
    """The words that a snippet writes, its places filled with what it proposes."""
    text = snippet["body"] if isinstance(snippet["body"], str) else "\n".join(snippet["body"])
    return re.sub(r"\$\{\d+(?::([^}]*)|\|([^,}|]*)[^}]*)\}", lambda match: match[1] or match[2], text)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_builds_as_it_stands(name: str, book: Book) -> None:
    """What a snippet writes gives no warning."""
    text = body(SNIPPETS[name])
    if "{about}" in text:
        text = f"::::{{people}}\n{text}\n::::"
    settings = {**NO_REGISTER, "nitpick_ignore_regex": [("edition:.*", ".*"), ("ref.*", ".*")]}
    extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition"]
    home = "" if "{message}" in text else "::::{message} 2015-05-25-altman\n::::\n\n"
    book.write(index=f"# Title\n\n{home}{text}\n")
    bib = ROOT / "book" / "references.bib"
    book.write(works="---\norphan: true\n---\n\n# Works\n\n```{bibliography}\n:all:\n```\n")
    said = book.build("html", extensions=extensions, bibtex_bibfiles=[str(bib)], **settings).warnings
    allowed = ("nothing is said about", "is printed nowhere")
    assert [line for line in said.splitlines() if not any(words in line for words in allowed)] == []


def test_every_directive_and_role_has_a_snippet() -> None:
    """What authors write by hand is offered by the editor: every role, and every directive but those that generate a page."""
    written = "\n".join(body(snippet) for snippet in SNIPPETS.values())
    hand = {f"{{{name}}}`" for name in EditionDomain.roles} | {
        f":::{{{name}}}" for name in EditionDomain.directives if name not in {*PARTS, *REGISTERS, "sample"}
    }
    assert {name for name in hand if name not in written} == set()
