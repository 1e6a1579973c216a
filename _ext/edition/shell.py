"""What a page of the book is dressed in: which scripts and styles it loads, and what machines are told of it; no letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from . import nodes as own
from .plain import plain

THEME = "edition"
#: Scripts of the theme that this book's pages do without (shell.js does what is left to do).
_NOT_LOADED = ("_static/scripts/sphinx-book-theme.js",)
#: Scripts of Sphinx that may wait until the page is drawn; the search page runs them in Sphinx's own order.
_MAY_WAIT = ("_static/documentation_options.js", "_static/doctools.js", "_static/sphinx_highlight.js")
_LONGEST = 240


def add_files(app: Sphinx) -> None:
    """What every page in our theme loads besides the theme's own style sheets (event ``builder-inited``)."""
    if app.config.html_theme == THEME and app.builder.name != "epub":
        app.add_css_file("shell.css", priority=600)  # after the edition's own
        app.add_js_file("shell.js", loading_method="defer")
        app.add_js_file("preview.js", loading_method="defer")


def dress(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give a page its files and its description (event ``html-page-context``, once the theme has had its say)."""
    if app.config.html_theme != THEME or app.builder.name == "epub":
        return
    context["script_files"] = [*_scripts(context["script_files"], pagename)]
    if 'class="highlight' not in context.get("body", ""):
        context["css_files"] = [css for css in context["css_files"] if css.filename != "_static/pygments.css"]
    context["page_contents"] = context["generate_toc_html"]() if doctree is not None else ""
    lists = {link[0]: link[1] for link in context["rellinks"]}
    title = context.get("title") or lists.get(pagename) or pagename.capitalize()
    context["page_description"] = description(doctree) or f"{title} – {context['docstitle']}"
    context["html_baseurl"] = app.config.html_baseurl
    context["social_image"] = urljoin(app.config.html_baseurl, "_static/social.png")


def _scripts(files: list[Any], pagename: str) -> Iterator[Any]:
    """The scripts that a page needs, all but Sphinx's search waiting for the page; the theme's inline settings are not read."""
    for file in files:
        if file.filename in _NOT_LOADED or (not file.filename and "DOCUMENTATION_OPTIONS." in file.attributes.get("body", "")):
            continue
        if file.filename in _MAY_WAIT and pagename != "search":
            yield type(file)(file.filename, priority=file.priority, **(file.attributes | {"defer": "defer"}))
        else:
            yield file


def description(doctree: nodes.document | None) -> str:
    """The first sentence of a page, which is the first line of its first paragraph, cut between words where it is long."""
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        if not isinstance(paragraph, own.letter) and (words := plain(paragraph)):
            sentence = " ".join(words.split("\n")[0].split())
            return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
    return ""


def absent_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page for addresses that do not exist (event ``html-collect-pages``)."""
    if app.config.html_theme == THEME and app.builder.name == "html":
        yield "404", {"title": "No page at this address"}, "404.html"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme and what dresses its pages."""
    app.add_html_theme(THEME, str(Path(__file__).parent / "theme"))
    app.connect("html-page-context", dress, priority=900)
    app.connect("html-collect-pages", absent_page)
    app.connect("builder-inited", add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
