"""What an exported edition holds, each thing under a key that it keeps from version to version; compares nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .change import Side

Data = Mapping[str, Any]
#: A thing's lasting key, and how a reviewer is shown it.
Kept = Iterator[tuple[tuple[Any, ...], Side]]
NONE = "none"


def contents(kind: str, data: Data) -> dict[tuple[Any, ...], Side]:
    """All things of a kind; those that share a key are told apart by their order."""
    _, read = KINDS[kind]
    found: dict[tuple[Any, ...], Side] = {}
    for key, side in read(data):
        nth = 1
        while (*key, nth) in found:
            nth += 1
        found[*key, nth] = side
    return found


def places(data: Data) -> Callable[[str, int], str]:
    """How a place is called: ``12 ¶3``; a document's by its key."""
    numbers = {message["id"]: f"{message['number']}" for message in data["messages"]}
    return lambda source, paragraph: f"{numbers.get(source, source)} ¶{paragraph}"


def _imprint(data: Data) -> Kept:
    for what, value in sorted(data["edition"].items()):
        yield (what,), Side(what, value)


def _witnesses(data: Data) -> Kept:
    for one in data["witnesses"]:
        yield (one["siglum"],), Side(one["siglum"], f"{one['file']}, SHA-256 {one['sha256']}")


def _threads(data: Data) -> Kept:
    for thread in data["threads"]:
        yield (thread["id"],), Side(thread["id"], f"{thread['number']}. {thread['heading']}", tuple(thread["messages"]))


def _messages(data: Data) -> Kept:
    for message in data["messages"]:
        yield (message["id"],), Side(message["id"], f"no. {message['number']}", (message["id"],))


def _headers(data: Data) -> Kept:
    for message in data["messages"]:
        id, number = message["id"], message["number"]
        for role in ("from", "to", "cc", "fw"):
            parties = [one["name"] + (" (inferred)" if one["evidence"] == "inferred" else "") for one in message[role]]
            yield (id, role), Side(f"{number} {role}", ", ".join(parties) or NONE, (id,))
        forwarded = [f"by {act['by']['name']} to {', '.join(one['name'] for one in act['to'])}" for act in message["forwarded"]]
        sent = message["sent"]
        yield (id, "forwarded"), Side(f"{number} forwarded", "; ".join(forwarded) or NONE, (id,))
        when = " ".join(filter(None, (sent["when"] or sent["time"], sent["zone"])))
        yield (id, "sent"), Side(f"{number} sent", when or NONE, (id,))
        yield (id, "printed"), Side(f"{number} header", message["header"], (id,))
        yield (id, "thread"), Side(f"{number} thread", message["thread"], (id,))


def _homes(data: Data) -> Kept:
    for message in data["messages"]:
        if message["home"]:
            yield (message["id"],), Side(f"{message['number']}", message["home"], (message["id"],))


def _emendations(data: Data) -> Kept:
    for one in data["emendations"]:
        said = f"“{one['lemma']}” for “{one['reading']}” ({one['kind']}: {one['reason']}; {one['resp']})"
        yield (one["witness"], one["line"], one["column"]), Side(f"{one['witness']} {one['line']}:{one['column']}", said)


def _notes(data: Data) -> Kept:
    place = places(data)
    for note in data["notes"]:
        id, number, words = note["message"], note["paragraph"], note["words"]
        yield (id, number, words), Side(place(id, number), f"“{words}” ({note['kind']}): {_flat(note['text'])}", (id,))


def _quotations(data: Data) -> Kept:
    place = places(data)
    for one in data["quotations"]:
        said = f"“{_flat(one['words'])}” in {one['page']}"
        yield (one["source"], one["paragraph"], one["words"], one["page"]), Side(place(one["source"], one["paragraph"]), said)


def _entries(part: str) -> Callable[[Data], Kept]:
    def read(data: Data) -> Kept:
        for entry in data[part]:
            forms = [form for form in entry["forms"] if form != entry["name"]]
            yield (entry["id"],), Side(entry["id"], "; ".join([entry["name"], f"sorted as {entry['sort']}", *forms]))

    return read


def _mentions(data: Data) -> Kept:
    place = places(data)
    for part in ("people", "organisations", "terms"):
        for entry in data[part]:
            for one in entry["mentions"]:
                id, number, words = one["message"], one["paragraph"], one["text"]
                yield (id, number, words), Side(place(id, number), f"“{words}”: {entry['name']} ({one['certainty']})", (id,))


def _references(data: Data) -> Kept:
    place = places(data)
    for one in data["references"]:
        id, number, words = one["from"], one["paragraph"], one["words"]
        to, _, paragraph = (one["to"] or "").partition(" ¶")
        leads = (
            f"{one['kind']} {place(to, int(paragraph or 0)).removesuffix(' ¶0')}" if to else f"a {one['kind']} that is missing"
        )
        said = f"“{words}” ({leads}): {one['note']}"
        yield (id, number, words), Side(place(id, number), said, (id, *filter(None, [to])))


def _conflicts(data: Data) -> Kept:
    for one in data["conflicts"]:
        between = [one["message"], *filter(None, [one["other"]])]
        said = f"{one['kind']}, {one['status']}: {one['explanation']}"
        yield (one["kind"], one["message"], one["other"] or ""), Side(" and ".join(between), said, tuple(between))


def _dated(part: str, said: Callable[[Data], str]) -> Callable[[Data], Kept]:
    """Events and figures: what a passage of a letter or document tells."""

    def read(data: Data) -> Kept:
        place = places(data)
        for one in data[part]:
            source = one["message"] or one["witness"]
            yield (
                (source, one["paragraph"], one["words"]),
                Side(place(source, one["paragraph"]), f"“{one['words']}”: {said(one)}"),
            )

    return read


def _intervals(data: Data) -> Kept:
    for one in data["intervals"]:
        said = f"after {one['after'] or '?'}, before {one['before'] or '?'}: {one['reason']}"
        yield (one["message"],), Side(one["message"], said, (one["message"],))


def _published(data: Data) -> Kept:
    for one in data["published"]:
        said = (
            f"no. {one['number']}, {one['paragraphs']} paragraph{'' if one['paragraphs'] == 1 else 's'}" if one["number"] else ""
        )
        yield (one["kind"], one["id"]), Side(f"{one['kind']} {one['id']}", said)


def _pages(data: Data) -> Kept:
    for page in data["pages"]:
        yield (page["page"],), Side(page["page"], f"{page['title']}, {page['words']:,} words", digest=page["digest"])


def _anchors(data: Data) -> Kept:
    for page in data["pages"]:
        for anchor in page["anchors"]:
            yield (page["page"], anchor), Side(f"{page['page']}#{anchor}", "")


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


#: Kind, in the order of a report → the part of the contract that it stands in, and how it is read.
KINDS: dict[str, tuple[str, Callable[[Data], Kept]]] = {
    "imprint": ("edition", _imprint),
    "witness": ("witnesses", _witnesses),
    "thread": ("threads", _threads),
    "message": ("messages", _messages),
    "header": ("messages", _headers),
    "home": ("messages", _homes),
    "emendation": ("emendations", _emendations),
    "note": ("notes", _notes),
    "quotation": ("quotations", _quotations),
    "person": ("people", _entries("people")),
    "organisation": ("organisations", _entries("organisations")),
    "term": ("terms", _entries("terms")),
    "name": ("people", _mentions),
    "reference": ("references", _references),
    "conflict": ("conflicts", _conflicts),
    "event": ("events", _dated("events", lambda one: f"{one['when']}, {one['what']}")),
    "figure": ("figures", _dated("figures", lambda one: f"{one['figure']} {one['value']}. {one['note']}".rstrip())),
    "interval": ("intervals", _intervals),
    "publication": ("published", _published),  # no part of the contract: given beside it
    "page": ("pages", _pages),
    "anchor": ("pages", _anchors),
}
#: What a message or a page alone has: where one edition lacks that, it is said once.
WITHIN = {"header": "message", "home": "message", "anchor": "page"}


def words_of(*editions: Data) -> tuple[int, ...]:
    """The words of each book's own prose; nothing where one of them does not tell."""
    if not all("pages" in data for data in editions):
        return ()
    return tuple(sum(page["words"] for page in data["pages"]) for data in editions)


def common(before: Iterable[Any], after: Iterable[Any]) -> list[tuple[Any, Any]]:
    """The messages that both editions have."""
    there = {message["id"]: message for message in after}
    return [(message, there[message["id"]]) for message in before if message["id"] in there]
