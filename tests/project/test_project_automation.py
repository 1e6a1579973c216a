"""What a host runs for a change and for a release: that it names what exists, asks for little, and sees our warnings."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, WORKFLOWS, steps, workflow

MATCHER = json.loads((ROOT / ".github" / "problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"][0]["pattern"][0]
EXPECTED = sorted([*ROOT.glob("tests/warnings/*/expected.txt"), ROOT / "tests" / "mistakes" / "expected.txt"])
SAID = [line for path in EXPECTED for line in path.read_text(encoding="utf-8").splitlines()]


def commands(path: Path) -> list[str]:
    """What a workflow runs."""
    return [step["run"] for step in steps(path) if "run" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_session_that_a_workflow_runs_exists(path: Path) -> None:
    """Each ``nox -s`` of a workflow names sessions of noxfile.py, for every Python of its matrix."""
    noxfile = ["-m", "nox", "-l", "-f", str(ROOT / "noxfile.py")]
    listed = subprocess.run([sys.executable, *noxfile], capture_output=True, text=True, check=True).stdout
    sessions = set(re.findall(r"^[*-] (\S+)", listed, re.MULTILINE))
    named = {name for run in commands(path) for match in re.findall(r"nox -s ([^\n>&|]+)", run) for name in _names(match)}
    versions = {version for job in workflow(path)["jobs"].values() for version in _pythons(job)}
    wanted = {name.replace("$PYTHON", version) for name in named for version in versions or {""}}
    assert wanted
    assert wanted <= sessions


def _names(words: str) -> list[str]:
    return [word.strip('"') for word in words.partition(" -- ")[0].split()]


def _pythons(job: dict[str, Any]) -> list[str]:
    return list(job.get("strategy", {}).get("matrix", {}).get("python", []))


def test_the_checks_run_on_three_pythons() -> None:
    """The gate of a change runs on Python 3.11, 3.12 and 3.13."""
    (checks,) = [path for path in WORKFLOWS if path.stem == "checks"]
    assert _pythons(workflow(checks)["jobs"]["gate"]) == ["3.11", "3.12", "3.13"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_asks_for_little_and_pins_what_it_uses(path: Path) -> None:
    """No right but a job's own, no action but by its commit with its version beside, no credentials kept, all of the history."""
    text = path.read_text(encoding="utf-8")
    assert workflow(path)["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in workflow(path)["jobs"].values())
    used = re.findall(r"uses: (.+)", text)
    assert [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"] == {"fetch-depth": 0, "persist-credentials": False} for step in checkouts)


def test_every_warning_becomes_an_annotation_at_its_line() -> None:
    """The problem matcher reads file, line, severity, message and code out of every line that our builds are expected to say."""
    assert len(SAID) > 100
    for line in SAID:
        match = re.search(MATCHER["regexp"], f"/home/runner/work/book/book/{line}")
        assert match is not None, line
        file, number, severity, message, code = (match[MATCHER[key]] for key in ("file", "line", "severity", "message", "code"))
        assert f"{file}:{number}: {severity}: {message} [{code}]" == f"/home/runner/work/book/book/{line}"
        assert severity in ("WARNING", "ERROR")


def test_a_line_that_is_no_warning_is_no_annotation() -> None:
    """What a build and nox say besides is not matched."""
    said = ["nox > Running session html", "build succeeded, 3 warnings.", "reading sources... [ 50%] index", "12:30: WARNING x"]
    assert [line for line in said if re.search(MATCHER["regexp"], line)] == []


def test_a_release_prints_the_address_at_which_it_is_published() -> None:
    """The host says where the pages will stand, with a right to read that and no more, and the site is built for there."""
    (release,) = [path for path in WORKFLOWS if path.stem == "release"]
    build = workflow(release)["jobs"]["build"]
    (asked,) = [step for step in build["steps"] if step.get("uses", "").startswith("actions/configure-pages@")]
    (made,) = [step for step in build["steps"] if "nox -s site" in step.get("run", "")]
    assert made["run"].endswith('nox -s site -- --address "$ADDRESS"')
    assert made["env"] == {"ADDRESS": f"${{{{ steps.{asked['id']}.outputs.base_url }}}}"}
    assert build["steps"].index(asked) < build["steps"].index(made)
    assert build["permissions"] == {"contents": "read", "pages": "read"}


def test_a_release_is_one_folder_with_checksums(tmp_path: Path) -> None:
    """The step that packs a release, run on files of our own, leaves each of them whole, with the SHA-256 of each."""
    (release,) = [path for path in WORKFLOWS if path.stem == "release"]
    (step,) = [run for run in commands(release) if "SHA256SUMS" in run and "mkdir" in run]
    made = {"site/index.html": "<p>", "pdf/book.pdf": "%PDF", "epub/book.epub": "PK", "export/edition.json": "{}"}
    for name, text in made.items():
        path = tmp_path / "_build" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "python").symlink_to(sys.executable)
    subprocess.run(["bash", "-euo", "pipefail", "-c", f"PATH='{tmp_path}':$PATH; {step}"], cwd=tmp_path, check=True)
    folder = tmp_path / "_build" / "release"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {line.split()[1]: line.split()[0] for line in lines}
    assert set(sums) == {"html.zip", "book.pdf", "book.epub", "edition.json"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    assert zipfile.ZipFile(folder / "html.zip").namelist() == ["index.html"]
