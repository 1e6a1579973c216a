"""Settings of the book; everything it does is in ``_ext/``."""

project = "For the Good of the World: The OpenAI Correspondence, 2015–2022"
author = "The editors"
copyright = "the editors, 2026 (edition); the letters belong to their writers"
version = release = "0.1"
language = "en"

extensions = ["myst_parser", "sphinx_book_theme", "sphinxcontrib.bibtex", "edition", "edition.bibliography"]
primary_domain = "edition"
root_doc = "index"
exclude_patterns = ["_template.md"]
templates_path = ["_templates"]
nitpicky = True
show_warning_types = True

# The letters
edition_sources = "../sources"
edition_narrative = ["chapters/*"]  # pages whose every sentence rests on a letter or a document

# Prose: one sentence a line; nothing that rewrites what an author typed
myst_enable_extensions = ["colon_fence", "attrs_inline"]
myst_footnote_transition = False
myst_footnote_sort = False  # a note stands with its letter, not at the end of the page
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "edition"
bibtex_reference_style = "label"
bibtex_cite_id = "citation-{bibliography_count}-{key}"

# HTML
html_theme = "edition"  # sphinx_book_theme with a lean layout
html_title = "For the Good of the World"
html_short_title = html_title
html_static_path = ["_static"]
html_show_sourcelink = False
html_copy_source = False
html_permalinks_icon = "¶"
html_domain_indices = True
html_theme_options = {"show_toc_level": 2}

# The letters' links are evidence and stay as they are
linkcheck_exclude_documents = [r"chapters/.*"]

# Paper
latex_domain_indices = True
latex_elements = {"papersize": "a4paper"}
epub_show_urls = "no"
epub_basename = "for-the-good-of-the-world"
epub_cover = ("_static/cover.png", "epub-cover.html")
typeset_name = "for-the-good-of-the-world"
typeset_front = ["front/*"]
typeset_back = ["back/*"]
typeset_subject = "The 85 emails and iMessages disclosed in Musk v. Altman, in full, with notes"
typeset_imprint = ["Prose and apparatus: CC BY 4.0", "Set in Source Serif 4, Source Sans 3 and Source Code Pro with Typst"]
typeset_keywords = ["OpenAI", "correspondence", "annotated edition", "Musk v. Altman"]
