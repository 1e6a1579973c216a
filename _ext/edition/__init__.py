"""How Sphinx shows the letters: setup reads as the table of contents of this package."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx

from corpus import Problems, load

from . import checks, claims, currency, imprint, marks, markup, raw_html, transforms
from .advice import give_advice
from .domain import EditionDomain
from .exporting import EditionData
from .navigation import add_to
from .nodes import register_nodes
from .notices import report_problems

#: What sets itself up, in this order.
EXTENSIONS = (
    "reminder", "navigation", "history", "sitemap", "previews", "shell", "downloads", "letters", "archive_data", "ebook",
    "setting", "web_only",
)  # fmt: skip


def load_corpus(app: Sphinx) -> None:
    """Load the Corpus once, before processes fork, and hand it to the domain."""
    sources = (Path(app.confdir) / app.config.edition_sources).resolve()
    try:
        corpus = load(sources)
    except Problems as problems:
        report_problems(problems.found, sources.name)
        # Sphinx prints a traceback for every exception, and asks to be told of it; a mistake in a table is none of its faults.
        raise SystemExit(2) from None
    cast("EditionDomain", app.env.get_domain("edition")).corpus = corpus
    # The Corpus lives as long as the build: the garbage collector need not walk through it again and again.
    gc.freeze()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything the edition adds to Sphinx."""
    app.add_config_value("edition_sources", "../sources", "env", types=(str,))
    app.add_config_value("edition_complete", True, "env", types=(bool,))
    app.add_config_value("edition_narrative", [], "env", types=(list, tuple))
    give_advice(app)
    register_nodes(app)
    app.add_domain(EditionDomain)
    app.add_builder(EditionData)
    transforms.register_transforms(app)
    app.connect("config-inited", imprint.check_address)
    app.connect("builder-inited", load_corpus)
    app.connect("env-get-outdated", currency.outdated)
    app.connect("env-before-read-docs", markup.check_encoding)
    app.connect("source-read", currency.note_file)
    app.connect("source-read", checks.check_fences)
    app.connect("source-read", claims.check_sentences)
    app.connect("source-read", marks.check_marks)
    app.connect("source-read", markup.check_markup)
    app.connect("source-read", raw_html.check_html)
    app.connect("doctree-read", markup.check_page)
    app.connect("env-updated", currency.rewritten, priority=900)  # once the bibliography has its labels
    app.connect("html-collect-pages", currency.forget_lost_words)
    app.connect("missing-reference", checks.leave_words, priority=900)  # once other books have been asked
    app.connect("warn-missing-reference", checks.report_reference)
    app.connect("env-check-consistency", checks.check_homes)
    app.connect("env-check-consistency", checks.check_reading)
    app.connect("env-check-consistency", checks.check_loose_ends)
    app.connect("build-finished", claims.print_counts)
    for name in EXTENSIONS:
        app.setup_extension(f"edition.{name}")
    app.add_css_file("edition.css")
    app.add_css_file("letter.css")
    app.add_js_file("notes.js", loading_method="defer")
    static = os.path.relpath(Path(__file__).parent / "static", app.confdir)
    app.connect("builder-inited", lambda app: add_to(app, "html_static_path", static))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
