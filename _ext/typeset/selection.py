"""What of the book is printed: all of it, or one page or some sections with the works that they cite; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from .order import Part, parts_of
from .refusal import refuse


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts to print: all, or one page, or of it only the ``sections`` with these ids, as one; its ``title`` is theirs."""

    parts: tuple[Part, ...]
    title: str = ""
    sections: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether there is more in the book."""
        return bool(self.title)


#: A page, and the ids of its sections that are meant.
Place = tuple[str, tuple[str, ...]]


def selected(env: BuildEnvironment, only: str) -> Selection:
    """All, or the page whose name, or its last part, is ``only``; else what an extension calls so, or the section of that id.

    Extensions are asked by the event ``typeset-only``; each gives a list of places, of which the first is printed.
    """
    parts = tuple(parts_of(env))
    if not only:
        return Selection(parts)
    pages = [docname for part in parts for docname in part.docnames]
    found: list[Place] = [(docname, ()) for docname in pages if only in (docname, docname.rpartition("/")[2])]
    found += [place for places in env.events.emit("typeset-only", only) for place in places if place[0] in pages]
    ids = [(docname, id) for docname in pages for id in _sections(env, docname)]
    found += [(docname, (id,)) for docname, id in ids if id == only]
    if not found:
        known = sorted({*pages, *(docname.rpartition("/")[2] for docname in pages), *(id for _, id in ids)})
        close = get_close_matches(only.lower(), known, 1)
        meant = f" (did you mean {close[0]}?)" if close else ""
        refuse(f"typeset_only is {only!r}, which is neither a page of this book nor a section{meant}")
    docname, sections = found[0]
    title = next(cut(env.get_doctree(docname), sections).findall(nodes.title)) if sections else env.titles[docname]
    return Selection((Part("", "main", (docname,)),), title.astext(), sections)


def cut(tree: nodes.document, ids: tuple[str, ...]) -> nodes.Element:
    """The sections of a page that have these ids, as one: the first, and what the others hold below their titles."""
    first, *others = [one for one in tree.findall(nodes.section) if {*ids} & {*one["ids"]}]
    for other in others:
        first += [child for child in other.children if not isinstance(child, nodes.title)]
    return first


def _sections(env: BuildEnvironment, docname: str) -> Iterator[str]:
    for section in env.get_doctree(docname).findall(nodes.section):
        yield from section["ids"]


def works(env: BuildEnvironment, builder: Builder, keys: set[str]) -> Iterator[tuple[str, nodes.document]]:
    """Pages with nothing but those works of their bibliographies that the keys (``docname#id``) name."""
    for docname in sorted({key.partition("#")[0] for key in keys}):
        if docname not in env.found_docs:
            continue
        tree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        cited = [one for one in tree.findall(nodes.citation) if any(f"{docname}#{id}" in keys for id in one["ids"])]
        if cited:
            bare = tree.copy()
            bare += cited
            yield docname, bare
