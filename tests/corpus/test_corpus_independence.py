"""The letters and their showing are apart: the Corpus knows neither Sphinx nor docutils nor the edition."""

from __future__ import annotations

import ast
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpus as package

HOME = Path(package.__file__).parent
FILES = sorted(HOME.rglob("*.py"))
FOREIGN = {"sphinx", "docutils", "myst_parser", "sphinx_book_theme", "sphinxcontrib", "edition"}


def imported(path: Path) -> set[str]:
    """The top-level names of all that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_file_of_the_corpus_imports_sphinx_or_docutils(path: Path) -> None:
    """No statement in any file imports them, or the package that shows the letters."""
    assert imported(path) & FOREIGN == set()


def test_loading_the_corpus_loads_neither_sphinx_nor_docutils() -> None:
    """A fresh process that imports every module of the Corpus has neither, not even by way of a third."""
    modules = [package.__name__, *(module.name for module in pkgutil.walk_packages([str(HOME)], "corpus."))]
    assert len(modules) == len(FILES)
    program = f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\nprint(*sorted(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(HOME.parent)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert {"corpus", "ftfy", "jsonschema"} <= loaded
    assert loaded & FOREIGN == set()


def test_no_module_shadows_the_standard_library() -> None:
    """A top-level name beside the Corpus that the standard library has too would be imported in its place."""
    beside = {path.stem for path in HOME.parent.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert "corpus" in beside
    assert beside & sys.stdlib_module_names == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_file_says_what_it_is_for(path: Path) -> None:
    """Each file begins with a sentence on what it knows."""
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").endswith(".")
