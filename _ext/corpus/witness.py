"""Documents as received: what the manifest says of each; reads none of their text."""

from __future__ import annotations

from pathlib import Path

from .model import Witness
from .problems import Problem, Problems
from .register import read_toml

FOLDER = "witnesses"
MANIFEST = f"{FOLDER}/manifest.toml"
TEXT_KEYS = ("file", "key", "title", "author", "date", "dated_by", "address", "sha256", "rights", "part")


def read_manifest(sources: Path) -> dict[str, Witness]:
    """Read the manifest: siglum → witness, in its order; Problems for a missing or unknown key."""
    data, lines = read_toml(sources / MANIFEST, MANIFEST)
    witnesses = {}
    found = []
    for siglum, entry in data.items():
        line = lines.get(siglum, 1)
        odd = sorted(set(entry) ^ {*TEXT_KEYS, "plan"})
        if odd:
            found.append(
                Problem(
                    MANIFEST,
                    line,
                    "manifest.keys",
                    f"{siglum}: unexpected or missing {', '.join(odd)}",
                    f"an entry has exactly {', '.join((*TEXT_KEYS, 'plan'))}",
                )
            )
            continue
        plan = tuple((step[0], step[1]) for step in entry["plan"])
        witnesses[siglum] = Witness(siglum, plan=plan, line=line, **{key: entry[key] for key in TEXT_KEYS})
    if found:
        raise Problems(found)
    return witnesses
