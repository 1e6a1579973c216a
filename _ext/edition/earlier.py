"""An earlier state of the project, as git has it, put into a folder of its own; knows nothing of letters."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path


class Unknown(Exception):
    """What git does not have, in one line with what to do about it."""


def unpack(project: Path, base: str, folder: Path) -> None:
    """Write the files of the commit that ``base`` names into ``folder``; the project and git's own files stay as they are."""
    if _git(project, "rev-parse", "--show-prefix") is None:
        raise Unknown(f"{project} is in no git repository: compare in a clone")
    if base.startswith("-") or _git(project, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}") is None:
        raise Unknown(_unknown(project, base))
    prefix = (_git(project, "rev-parse", "--show-prefix") or b"").decode("utf-8").strip()
    packed = _git(project, "archive", "--format=zip", f"{base}^{{commit}}:{prefix}" if prefix else f"{base}^{{commit}}")
    if packed is None:
        raise Unknown(f"git cannot unpack {base!r}: is it a whole clone?")
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        files.extractall(folder)


def _unknown(project: Path, base: str) -> str:
    shallow = (_git(project, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    if shallow:
        return f"this shallow clone does not have {base!r}: run git fetch --unshallow (on a CI host, check out with full depth)"
    return f"git knows no commit {base!r}: git fetch brings the branches of others, git branch --all lists them"


def _git(project: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails or is not installed."""
    try:
        done = subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
