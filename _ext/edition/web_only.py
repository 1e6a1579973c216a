"""Pages that only the web edition has, because nobody could use them in print or in an e-book; knows no page by name."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

#: What stands behind the title of such a page, where an edition without it names it.
SAID = " (in the web edition)"


class ElsewhereOnly(SphinxPostTransform):
    """In an edition without these pages, what would lead to them is their titles, and says where they are."""

    default_priority = 100  # once references are resolved
    builders = ("pdf", "epub")

    def run(self, **kwargs: Any) -> None:
        builder = self.env._app.builder
        lacking = {builder.get_relative_uri(self.env.docname, docname) for docname in self.config.edition_web_only}
        for reference in list(self.document.findall(nodes.reference)):
            if reference.get("refuri", "").partition("#")[0] in lacking:
                reference.replace_self([*reference.children, nodes.Text(SAID)])
        for listed in self.document.findall(addnodes.toctree):
            listed["entries"] = [entry for entry in listed["entries"] if entry[1] not in self.config.edition_web_only]


def leave_out_of_print(app: Sphinx, config: Config) -> None:
    """Tell the printer, who knows nothing of editions."""
    config.typeset_left_out = [*config.typeset_left_out, *config.edition_web_only]


def setup(app: Sphinx) -> dict[str, Any]:
    """One setting names the pages; it needs ``typeset``, whose own it sets."""
    app.setup_extension("typeset")
    app.add_config_value("edition_web_only", [], "env", types=(list, tuple))
    app.add_post_transform(ElsewhereOnly)
    app.connect("config-inited", leave_out_of_print)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
