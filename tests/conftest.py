"""What every test starts from: the edition's own sources, loaded once, and copies of them that may be broken."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from corpus import Corpus, load

ROOT = Path(__file__).resolve().parents[1]

# What a build says is compared as text; on a terminal nox asks for colours, and so do some CI hosts.
os.environ.pop("FORCE_COLOR", None)
os.environ["NO_COLOR"] = "1"


@pytest.fixture(scope="session")
def sources() -> Path:
    """The real sources; a test never writes here."""
    return ROOT / "sources"


@pytest.fixture(scope="session")
def corpus(sources: Path) -> Corpus:
    """The real Corpus, loaded once."""
    return load(sources)


@pytest.fixture(scope="session")
def received(sources: Path) -> str:
    """The archive as received, garbled."""
    return (sources / "witnesses" / "000_9991e5730d8bc8db.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def archive(received: str) -> str:
    """The archive's repaired text, made with Python's codecs alone: neither ftfy nor the edition's code had a hand in it."""
    return received.encode("mac_roman").decode("utf-8")


@pytest.fixture
def copied(sources: Path, tmp_path: Path) -> Path:
    """A copy of the sources that a test may break."""
    return shutil.copytree(sources, tmp_path / "sources")
