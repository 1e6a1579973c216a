"""What of the book is printed: all of it, or one page or section with the works that it cites; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from .order import Part, parts_of
from .refusal import refuse


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts to print; ``section`` is the id of the only section of their one page, or empty."""

    parts: tuple[Part, ...]
    partial: bool = False
    section: str = ""


def selected(env: BuildEnvironment, only: str) -> Selection:
    """All, or the page whose name, or the section whose id, ends with ``only``."""
    parts = tuple(parts_of(env))
    if not only:
        return Selection(parts)
    pages = [docname for part in parts for docname in part.docnames]
    found = [(docname, "") for docname in pages if only in (docname, docname.rpartition("/")[2])]
    found += [(docname, id) for docname in pages for id in _sections(env, docname) if id == only or id.endswith(f"-{only}")]
    if not found:
        refuse(f"typeset_only is {only!r}, which is neither a page of this book nor a section")
    docname, section = found[0]
    return Selection((Part("", "main", (docname,)),), partial=True, section=section)


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
