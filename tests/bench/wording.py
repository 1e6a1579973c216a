"""Pages of the book in Markdown that uses nothing of the edition's own: words only; knows no files and no settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from corpus import Corpus

from . import generated

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~]|&(?=#?\w+;)|^(?:[-+#%=:]|\((?=[^)]*\)=)|\d+(?=[.)]))")
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_ROLE = re.compile(r"\{(?P<role>msg|person|thread|quote|cite:\w+)\}`(?P<text>[^`]+)`")
_FENCE = re.compile(r"(?P<fence>:{3,}|`{3,})(?:\{(?P<name>[\w:-]+)\} ?(?P<argument>.*))?")
_OPTION = re.compile(r":[\w-]+:.*")

#: The directives without content: each name with the paragraphs that it stands for.
GENERATED: dict[str, Callable[[Corpus], Iterator[str]]] = {
    "chronology": generated.chronology,
    "people": generated.people,
    "threads": generated.threads,
    "documents": generated.documents,
}
#: The directives of the edition that hold words of the author's: they go, their content stays.
HOLDING = ("annotation", "quote")


def escaped(text: str) -> str:
    """Text as one line of Markdown that shows these characters, with as few backslashes as a writer would type."""
    return _SPECIAL.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", " ".join(text.split()))


def page(text: str, corpus: Corpus, bibliography: Iterable[str]) -> str:
    """A page of the book with every directive and role of the edition replaced by the words that it shows."""
    written: list[str] = []
    opened: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line.rstrip())
        ours = bool(opened) and opened[-1][1]
        if match and match["name"]:
            shown = _shown(match["name"], match["argument"], corpus, bibliography)
            opened.append((match["fence"], shown is not None))
            written += [line] if shown is None else ["", *shown, ""]
        elif match and opened and opened[-1][0] == match["fence"]:
            opened.pop()
            written += [] if ours else [line]
        elif not (ours and _OPTION.fullmatch(line)):
            written.append(line)
    return _ROLE.sub(lambda match: escaped(_role(match["role"], match["text"], corpus)), "\n".join(written))


def paragraphs(texts: Iterable[str]) -> list[str]:
    """Each text as a paragraph: its line and a blank one."""
    return [f"{escaped(text)}\n" for text in texts]


def _shown(name: str, argument: str, corpus: Corpus, bibliography: Iterable[str]) -> list[str] | None:
    """The Markdown that stands for a directive; None where the directive is not the edition's."""
    if name == "chronology":
        return [f"- {escaped(text)}" for text in GENERATED[name](corpus)]
    if name in GENERATED:
        return paragraphs(GENERATED[name](corpus))
    if name == "bibliography":
        return paragraphs(bibliography)
    if name == "message":
        return paragraphs(generated.letter(corpus.messages[argument], corpus))
    if name == "thread":
        return [f"## {escaped(corpus.by_thread[argument].heading)}\n"]
    if name == "excerpt":
        return paragraphs(_excerpt(argument, corpus))
    return [] if name in HOLDING else None


def _excerpt(argument: str, corpus: Corpus) -> Iterator[str]:
    """The paragraphs that ``id ¶2-4`` names."""
    key, _, reach = argument.partition(" ¶")
    numbers = [int(number) for number in re.findall(r"\d+", reach)] or [1, len(corpus.messages[key].paragraphs)]
    for paragraph in corpus.messages[key].paragraphs[numbers[0] - 1 : numbers[-1]]:
        yield paragraph.text


def _role(role: str, text: str, corpus: Corpus) -> str:
    if role == "quote":
        words = text.partition('"')[2].rpartition('"')[0]
        return f"“{words}”"
    titled = _TITLED.fullmatch(text)
    if titled:
        return titled["title"]
    if role == "person":
        return corpus.register[text].name
    if role == "thread":
        return corpus.by_thread[text].title
    if role == "msg":
        key, _, paragraph = text.partition(" ")
        return f"no. {corpus.messages[key].number} {paragraph}".rstrip()
    return f"({text})"
