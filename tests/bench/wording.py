"""What the edition says, as Markdown that uses nothing of the edition's own: words only; knows no files and no settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from corpus import Corpus, Message, Note
from edition import lists
from edition import nodes as own
from edition.citing import Cited, cited, quotation
from edition.render import date_in_words, render_blocks, render_message

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~]|&(?=#?\w+;)|^(?:[-+#%=:]|\((?=[^)]*\)=)|\d+(?=[.)]))")
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_ROLE = re.compile(r"\{(?P<role>msg|person|thread|quote|cite:\w+)\}`(?P<text>[^`]+)`")
_FENCE = re.compile(r"(?P<fence>:{3,}|`{3,})(?:\{(?P<name>[\w:-]+)\} ?(?P<argument>.*))?")
_OPTION = re.compile(r":[\w-]+:.*")

#: The directives without content: each name with the nodes that it stands for.
GENERATED: dict[str, Callable[[Corpus], list[nodes.Node]]] = {
    "chronology": lists.chronology,
    "people": lists.people,
    "threads": lists.threads,
    "documents": lists.documents,
}
#: The directives that hold others, or quote: each is replaced by words, its content stays.
HOLDING = ("message", "thread", "annotation", "excerpt", "quote")


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
            written += [line] if shown is None else ["", *_apart(shown), ""]
        elif match and opened and opened[-1][0] == match["fence"]:
            opened.pop()
            written += [] if ours else [line]
        elif not (ours and _OPTION.fullmatch(line)):
            written.append(line)
    return _ROLE.sub(lambda match: escaped(_role(match["role"], match["text"], corpus)), "\n".join(written))


def _apart(blocks: Iterable[str]) -> Iterator[str]:
    """A blank line after each block, but not between the items of a list."""
    for block in blocks:
        yield block if block.startswith("- ") else f"{block}\n"


def index_of_people(corpus: Corpus) -> Iterator[str]:
    """The words of the domain's index of people: one paragraph a person."""
    for person in sorted(corpus.people.values(), key=lambda person: person.sort):
        lines = [
            f"{lists.ROLES[role]}, no. {message.number} {date_in_words(message.header.sent)}"
            for message in corpus.messages.values()
            for role, party in message.participants
            if party.person == person.id
        ]
        if lines:
            yield escaped(f"{person.sort} " + " ".join(lines))


def index_of_dates(corpus: Corpus) -> Iterator[str]:
    """The words of the domain's chronological index: one paragraph a year."""
    years: dict[str, list[str]] = {}
    for message in corpus.messages.values():
        writers = ", ".join(party.name for party in message.header.sender)
        line = f"{date_in_words(message.header.sent)} (no. {message.number}) {writers}"
        years.setdefault(message.header.sent.when[:4] if message.header.sent.when else "undated", []).append(line)
    for year, lines in sorted(years.items()):
        yield escaped(f"{year} " + " ".join(lines))


def _shown(name: str, argument: str, corpus: Corpus, bibliography: Iterable[str]) -> list[str] | None:
    """The paragraphs that stand for a directive; None where the directive is not the edition's."""
    if name == "bibliography":
        return [escaped(entry) for entry in bibliography]
    if name in GENERATED:
        return list(_blocks(GENERATED[name](corpus)))
    if name not in HOLDING:
        return None
    if name == "message":
        return list(_letter(corpus.messages[argument], corpus))
    if name == "thread":
        return ["## " + escaped(lists.thread_title(corpus.by_thread[argument]).astext())]
    found = cited(argument, corpus) if name == "excerpt" else None
    if isinstance(found, Cited) and found.message:
        numbers = {paragraph.number for paragraph in found.paragraphs}
        shown = [block for block in lists.flat(found.message.blocks) if block.paragraph.number in numbers]
        return list(_blocks(render_blocks(found.message, shown, home=False)))
    return []


def _letter(message: Message, corpus: Corpus) -> Iterator[str]:
    """A whole message and the transcriber's note under it."""
    yield from _blocks([render_message(message)])
    parts = corpus.by_thread[message.thread].parts
    after = parts[parts.index(message) + 1 :]
    if after and isinstance(after[0], Note):
        yield escaped(after[0].text)


def _blocks(shown: Iterable[nodes.Node]) -> Iterator[str]:
    """A paragraph for each piece of text, a list item for each row of a table."""
    for node in shown:
        if isinstance(node, nodes.row):
            yield "- " + escaped(" ".join(cell.astext() for cell in node.children))
        elif isinstance(node, nodes.TextElement):
            yield escaped(" ".join(_pieces(node)))
        else:
            yield from _blocks(node.children)


def _pieces(node: nodes.TextElement) -> Iterator[str]:
    """A paragraph's number, if it has one, and its words."""
    numbers = [child for child in node.children if isinstance(child, own.paragraph_number)]
    yield from (number.astext() for number in numbers)
    yield "".join(child.astext() for child in node.children if child not in numbers)


def _role(role: str, text: str, corpus: Corpus) -> str:
    match = _TITLED.fullmatch(text)
    if match and role != "quote":
        return match["title"]
    if role == "person":
        return corpus.people[text].name
    if role == "thread":
        return corpus.by_thread[text].title
    if role == "msg":
        key, _, paragraph = text.partition(" ")
        return f"no. {corpus.messages[key].number} {paragraph}".rstrip()
    divided = quotation(text) if role == "quote" else None
    return f"“{divided[1]}”" if divided else f"({text})"
