"""What the bibliography costs: nothing is looked for twice; knows no entry and no style."""

from __future__ import annotations

from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx
from sphinx.builders import Builder

#: What sphinxcontrib.bibtex asks pybtex for, the one for each citation, the other for each page.
ASKED = (("pybtex.backends", "plaintext"), ("pybtex.backends", "docutils"))


def remember_plugins(app: Sphinx, builder: Builder) -> None:
    """Tell pybtex of the plugins that will be asked for.

    Otherwise it reads the metadata of every installed package again, each time (10 ms a citation: a tenth of a build).
    """
    if "cite" in app.env.domains:
        for group, name in ASKED:
            register_plugin(group, name, find_plugin(group, name), force=True)
