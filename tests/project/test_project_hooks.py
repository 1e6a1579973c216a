"""The hooks for a commit: they run what is here, and see a mistake in what is committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT

(LOCAL,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in LOCAL["hooks"]}


def test_the_hooks_download_nothing() -> None:
    """Every hook is of this repository, and runs a program of the environment at hand."""
    assert LOCAL["repo"] == "local"
    assert {hook["language"] for hook in HOOKS.values()} == {"system"}


@pytest.mark.parametrize(
    ("hook", "mistake"),
    [("ruff-check", "import os\n"), ("ruff-format", "x = {  }\n"), ("codespell", "We recieve it.\n")],
)
def test_a_hook_sees_a_mistake_and_lets_the_rest_pass(hook: str, mistake: str, tmp_path: Path) -> None:
    """A hook's command fails on a file with a mistake, and passes one without."""
    program, *options = HOOKS[hook]["entry"].split()
    command = [str(Path(sys.executable).parent / program), *options]
    wrong, right = tmp_path / "wrong.py", tmp_path / "right.py"
    wrong.write_text(mistake, encoding="utf-8")
    right.write_text("x = 1\n", encoding="utf-8")
    assert subprocess.run([*command, str(wrong)], cwd=tmp_path, capture_output=True, check=False).returncode != 0
    assert subprocess.run([*command, str(right)], cwd=tmp_path, capture_output=True, check=False).returncode == 0
