"""What a scaffold still needs to know: asked on a terminal, and never without one; knows no scaffold in particular."""

from __future__ import annotations

import sys


class RefusalError(Exception):
    """Why nothing was written, and what would help; the project is as it was."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} ({hint})" if hint else message)


class MissingError(RefusalError):
    """Something that a scaffold needs was neither given nor answered nor proposed."""


def answer(given: str | None, name: str, question: str, proposed: str = "", *, several: bool = False) -> str:
    """What was given; else what is answered on a terminal; else what is proposed; a refusal that names it where nothing is."""
    said = _said(given, name, question, proposed)
    if not said:
        raise _missing([name], [question], several=several)
    return said


def answers(*asked: tuple[str | None, str, str, str]) -> list[str]:
    """The same of several things; one refusal names all of which nothing is said."""
    said = [_said(*one) for one in asked]
    lacking = [(name, question) for (_, name, question, _), words in zip(asked, said, strict=True) if not words]
    if lacking:
        raise _missing([name for name, _ in lacking], [question for _, question in lacking], several=len(lacking) > 1)
    return said


def _said(given: str | None, name: str, question: str, proposed: str) -> str:
    try:
        if given is None and sys.stdin.isatty():
            given = input(f"{question} [{proposed}] " if proposed else f"{question} ").strip() or None
        said = (proposed if given is None else given).strip()
        said.encode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise RefusalError(f"{name} is not in UTF-8: {error.object!a}", "give it from a terminal that is") from None
    return said


def _missing(names: list[str], questions: list[str], *, several: bool) -> MissingError:
    are, them = ("are", "them") if several else ("is", "it")
    return MissingError(f"{' and '.join(names)} {are} missing", f"give {them}, or answer on a terminal: {' '.join(questions)}")


def agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; without one, the command itself is the yes."""
    return not sys.stdin.isatty() or input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
