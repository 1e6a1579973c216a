"""One build as a process of its own, and what it cost; knows nothing of what is built or which costs are too high."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import load

from .wording import words_in

#: As the project builds: every warning is an error, so that no book is cheap because it is broken.
STRICT = ("-q", "-n", "-W", "--keep-going")
#: Pages that hold no text of the book's own.
EMPTY_PAGES = ("404.html", "genindex.html", "search.html")
#: The page of each letter, made from a template and no document of Sphinx: measured on a line of its own.
LETTERS = "letters"


class BuildFailed(Exception):
    """A book did not build without warnings: the message is what Sphinx wrote."""


#: As on a reader's machine: compiled modules are kept, whatever this machine's environment says.
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0"} | {"PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took: CPU seconds of the process and its children, seconds by the clock, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass(slots=True)
class Costs:
    """The costs of the same build, several times over."""

    runs: list[Cost] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median CPU seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        """Median seconds by the clock."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def memory(self) -> float:
        """Median peak memory in MiB."""
        return statistics.median(run.memory for run in self.runs)


def build(book: Path, out: Path, *, cold: bool = False, jobs: str = "1", builder: str = "html") -> Cost:
    """Build a book in a process of its own; ``cold`` removes what an earlier build left."""
    doctrees = out.with_name(f"{out.name}.doctrees")
    if cold:
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(doctrees, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-b", builder, *STRICT, "-j", jobs, "-d", str(doctrees), str(book), str(out)]
    return _run(command)


def loading(sources: Path, runs: int = 5) -> float:
    """Milliseconds that loading the Corpus takes, at best."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        load(sources)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def pages_of(out: Path) -> dict[str, int]:
    """The pages of a built book, each with the number of words in its article."""
    return {path.relative_to(out).as_posix(): words_in(path.read_text("utf-8")) for path in built_pages(out)}


def built_pages(out: Path) -> Iterator[Path]:
    """The files of a built book that hold text of its own."""
    for path in sorted(out.rglob("*.html")):
        name = path.relative_to(out).as_posix()
        if not name.startswith(("_", f"{LETTERS}/")) and name not in EMPTY_PAGES:
            yield path


def _run(command: Sequence[str]) -> Cost:
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BuildFailed(f"{' '.join(command)}\n{said.read().decode('utf-8', 'replace')[-4000:]}")
    # Linux counts ru_maxrss in KiB, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)
