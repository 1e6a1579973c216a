"""The order of a printed book: its pages by part, from the toctrees of the root page; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher

Matter = Literal["front", "main", "back"]


@dataclass(frozen=True, slots=True)
class Part:
    """A captioned part with its pages; ``matter`` says how they are numbered and set."""

    caption: str
    matter: Matter
    docnames: tuple[str, ...] = field(default=())


def parts_of(env: BuildEnvironment) -> list[Part]:
    """The root page first, then each of its toctrees with all pages below it but those that are left out of print."""
    root = env.config.root_doc
    front, back = Matcher(env.config.typeset_front), Matcher(env.config.typeset_back)
    parts = [Part("", "front", (root,))]
    for toctree in env.get_doctree(root).findall(addnodes.toctree):
        below = (name for entry in toctree["includefiles"] for name in _below(env, entry))
        docnames = tuple(name for name in below if name not in env.config.typeset_left_out)
        if not docnames:
            continue
        matter: Matter = "front" if front(docnames[0]) else "back" if back(docnames[0]) else "main"
        parts.append(Part(toctree.get("caption") or "", matter, docnames))
    return parts


def _below(env: BuildEnvironment, docname: str) -> Iterator[str]:
    yield docname
    for child in env.toctree_includes.get(docname, ()):
        yield from _below(env, child)
