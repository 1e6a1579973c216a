"""Builds of a project's book in processes of their own, each from nothing; knows neither what is built nor what it is for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Build:
    """One build: where its files are, whether it came to an end, and each line of what it said."""

    out: Path
    done: bool
    said: tuple[str, ...]

    def files(self) -> dict[str, bytes]:
        """Every file of the output with its bytes."""
        files = sorted(path for path in self.out.rglob("*") if path.is_file())
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in files}

    def data(self) -> Any:
        """The edition as data, where this build made it."""
        return json.loads((self.out / "edition.json").read_text(encoding="utf-8"))


def build(project: Path, builder: str, out: Path, *, seed: str = "0", processes: int = 1) -> Build:
    """Build a project's book with its own code; warnings are kept, so that a build with some comes to an end."""
    doctrees = out.with_name(f"{out.name}.doctrees")
    options = ["-q", "-n", "-b", builder, "-j", f"{processes}", "-d", f"{doctrees}"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(project / "book"), str(out)],
        env=os.environ | {"PYTHONPATH": str(project / "_ext"), "PYTHONHASHSEED": seed, "NO_COLOR": "1"},
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = tuple(line.replace(f"{project}/", "") for line in done.stderr.splitlines() if line.strip())
    return Build(out, done.returncode == 0, said)
