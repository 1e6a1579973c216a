"""What is around the book: the files for the host, for editors, for archives."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..edition.conftest import book

__all__ = ["book"]

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@cache
def workflow(path: Path) -> dict[str, Any]:
    """One workflow, parsed; its ``on`` is a truth value to YAML 1.1."""
    parsed: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return parsed


def steps(path: Path) -> list[dict[str, Any]]:
    """All steps of all jobs of a workflow."""
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]
