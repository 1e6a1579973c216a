"""The words of a part of a page without its markup, for what is told outside the page; decides nothing about which."""

from __future__ import annotations

import re
from html import unescape

from docutils import nodes

from . import nodes as own


def plain(node: nodes.Node) -> str:
    """The words of a node; those of ready-made lines are taken out of their markup."""
    leaves = node.findall(lambda leaf: isinstance(leaf, (nodes.Text, own.run)))
    words = (unescape(re.sub(r"<[^>]+>", "", leaf["markup"])) if isinstance(leaf, own.run) else leaf.astext() for leaf in leaves)
    return "".join(words).strip()
