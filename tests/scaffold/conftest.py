"""A copy of the project in which a scaffold may write, and a way to run one there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

import scaffold

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = Path(scaffold.__file__).resolve().parents[1]


@dataclass(frozen=True)
class Said:
    """What a command answered: its status, its words, and what it complained of."""

    status: int
    out: str
    err: str


#: Runs a command on a terminal of its own, and answers with its status. Where tests run in the background of a shell, Ctrl-C is
#: ignored, and would be by the command too; on a terminal it never is.
ON_TERMINAL = """
import os, pty, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the book and its sources."""

    root: Path

    def new(self, *arguments: str) -> Said:
        """Run a scaffold without a terminal."""
        return self.run("-m", "scaffold", *arguments)

    def asked(self, question: bytes, key: bytes, *arguments: str) -> Said:
        """Run a scaffold on a terminal, press ``key`` once ``question`` is shown, and wait for its end."""
        command = [sys.executable, "-c", ON_TERMINAL, sys.executable, "-m", "scaffold", *arguments]
        shown = b""
        with subprocess.Popen(
            command, bufsize=0, cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.environment
        ) as running:
            assert running.stdin
            assert running.stdout
            while question not in shown:
                piece = os.read(running.stdout.fileno(), 4096)
                assert piece, shown
                shown += piece
            while running.poll() is None:
                # Python loses a signal that comes just before it waits for a line: whoever sees nothing happen presses again.
                with suppress(BrokenPipeError, subprocess.TimeoutExpired):
                    running.stdin.write(key)
                    running.stdin.flush()
                    running.wait(None if key.endswith(b"\n") else 3)
            shown += running.stdout.read()
        return Said(running.returncode, shown.decode("utf-8", "backslashreplace").replace("\r\n", "\n"), "")

    @property
    def environment(self) -> dict[str, str]:
        """Where Python finds the packages under test."""
        return os.environ | {"PYTHONPATH": str(EXTENSIONS)}

    def run(self, *arguments: str) -> Said:
        """Run Python in the copy."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=self.environment,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def text(self, path: str) -> str:
        """A file of the copy."""
        return (self.root / path).read_text(encoding="utf-8")

    def tree(self) -> dict[str, bytes]:
        """Every file with its bytes."""
        found = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def build(self, *options: str) -> Said:
        """Build the book as HTML."""
        folders = ("-d", str(self.root.parent / "doctrees"), "book", str(self.root.parent / "html"))
        return self.run("-m", "sphinx", "-q", "-b", "html", "-n", "--keep-going", *options, *folders)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A fresh copy of the book and its sources."""
    root = tmp_path / "project"
    for folder in ("book", "sources"):
        shutil.copytree(ROOT / folder, root / folder)
    return Copy(root)


@pytest.fixture
def refused(copy: Copy) -> Callable[..., str]:
    """Run a scaffold that must refuse, and see that it wrote nothing; what it says."""

    def run(*arguments: str) -> str:
        before = copy.tree()
        said = copy.new(*arguments)
        assert (said.status, "Traceback" in said.err) == (1, False)
        assert copy.tree() == before
        return said.err

    return run
