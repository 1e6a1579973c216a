"""What a scaffold still needs to know: asked on a terminal, and never without one; knows no scaffold in particular."""

from __future__ import annotations

import sys


class RefusalError(Exception):
    """Why nothing was written, and what would help; the project is as it was."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} ({hint})" if hint else message)


def answer(given: str | None, name: str, question: str, proposed: str = "") -> str:
    """What was given; else what is answered on a terminal; else what is proposed; a refusal that names it where nothing is."""
    if given is not None:
        said = given.strip()
    elif sys.stdin.isatty():
        said = input(f"{question} [{proposed}] " if proposed else f"{question} ").strip() or proposed
    else:
        said = proposed
    if not said:
        raise RefusalError(f"{name} is missing", f"give it, or answer on a terminal: {question}")
    return said


def agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; without one, the command itself is the yes."""
    return not sys.stdin.isatty() or input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
