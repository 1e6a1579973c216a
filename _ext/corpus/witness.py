"""Documents as received: what the manifest says of each; reads none of their text."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any, get_args

from .model import Form, Witness
from .problems import Problem, Problems, did_you_mean
from .register import read_toml

FOLDER = "witnesses"
MANIFEST = f"{FOLDER}/manifest.toml"
FORMS: tuple[str, ...] = get_args(Form)
TEXT_KEYS = ("file", "key", "form", "title", "author", "date", "dated_by", "address", "sha256", "rights", "part")


def read_manifest(sources: Path) -> dict[str, Witness]:
    """Read the manifest: siglum → witness, in its order; Problems for a missing or unknown key."""
    data, lines = read_toml(sources / MANIFEST, MANIFEST)
    witnesses = {}
    found = []
    for siglum, entry in data.items():
        line = lines.get(siglum, 1)
        odd = sorted(set(entry) ^ {*TEXT_KEYS, "plan"}) or [key for key in TEXT_KEYS if not isinstance(entry[key], str)]
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
        if entry["form"] not in FORMS:
            hint = did_you_mean(entry["form"], FORMS) or f"one of {', '.join(FORMS)}"
            found.append(Problem(MANIFEST, line, "manifest.form", f"{siglum}: unknown form {entry['form']!r}", hint))
            continue
        plan = plan_of(entry["plan"])
        if plan is None:
            message = f"{siglum}: not a plan that can be replayed and undone: {entry['plan']!r}"
            found.append(Problem(MANIFEST, line, "witness.plan", message, 'write pairs: ["encode", codec], ["decode", codec]'))
            continue
        witnesses[siglum] = Witness(siglum, plan=plan, line=line, **{key: entry[key] for key in TEXT_KEYS})
    if found:
        raise Problems(found)
    return witnesses


def plan_of(steps: Any) -> tuple[tuple[str, str], ...] | None:
    """The plan, if its steps lead from text by bytes to text again, or first from bytes to text, with codecs that exist."""
    try:
        plan = tuple((str(action), codecs.lookup(codec).name and str(codec)) for action, codec in steps)
    except (TypeError, ValueError, LookupError):
        return None
    actions = ["decode"] * (len(plan) % 2) + ["encode", "decode"] * (len(plan) // 2)
    return plan if [action for action, _ in plan] == actions else None
