"""The form in which a visitor checks a quotation, and what stands there where it cannot work; looks nothing up itself."""

from __future__ import annotations

from html import escape

from docutils import nodes

from corpus.model import Corpus

from .. import nodes as own
from ..links import Page, Words
from .sections import bullets, line

#: What a visitor may try: what the button says, and the words; a test holds each to what it is said to be.
EXAMPLES = (
    ("A true one", "We are outmanned and outgunned by a ridiculous margin by organizations you know well"),
    ("An altered one", "In my opinion, that would simply result in a massive gain of credibility for OpenAI."),
    ("One from elsewhere", "It was the best of times, it was the worst of times, it was the age of wisdom."),
)
SEARCHED = "Only the letters are searched. Not searched, because this book does not print them:"
PAPER = "Quotations are checked in the book on screen: this form of it runs no scripts."
#: Until the script has made it work, the form is hidden: a button that does nothing is worse than none.
FORM = """\
<form class="check" id="check" hidden>
<label for="check-text">Words to check</label>
<textarea id="check-text" rows="6" spellcheck="false" autocomplete="off" dir="auto" aria-describedby="check-hint"></textarea>
<p class="check-hint" id="check-hint">A sentence, several, or a paragraph with quotation marks inside.
Fewer than three words are only found as they are.</p>
<p class="check-actions"><button type="submit">Check</button> <button type="reset">Clear</button>
<button type="button" id="check-link" hidden>Copy link to this check</button></p>
<p class="check-examples" role="group" aria-label="Examples">Try: {examples}</p>
<p class="check-copied" id="check-copied" role="status"></p>
</form>
<div class="check-results" id="check-results" aria-live="polite"></div>
"""
NO_SCRIPT = """\
<noscript><p class="check-fallback">This page looks words up in your own browser, and JavaScript is switched off there.
{quotations}Where scripts are allowed, the <a href="{search}">search page</a> finds single words.
Every letter is printed in full in the chapters, where your browser’s own search finds any sentence.</p></noscript>
"""


def check(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """The form, which a script brings to life, and what is searched; on paper and in EPUB a sentence that leads elsewhere."""
    if page.builder.name != "html":
        return [line(page, [Words(PAPER)]), *_not_searched(corpus, page)]
    search = escape(page.builder.get_relative_uri(page.docname, "search"))
    fallback = NO_SCRIPT.format(quotations=_quotations(page), search=search)
    return [own.run(markup=FORM.format(examples=_examples()) + fallback), *_not_searched(corpus, page)]


def _examples() -> str:
    buttons = (f'<button type="button" data-example="{escape(words)}">{label}</button>' for label, words in EXAMPLES)
    return " ".join(buttons)


def _quotations(page: Page) -> str:
    """Where our own verified quotations are listed, if this book lists them."""
    docname = next((docname for docname, part in page.domain.said("generated") if part == "quotations"), "")
    if not docname:
        return ""
    address = escape(page.builder.get_relative_uri(page.docname, docname))
    title = escape(page.title(docname), quote=False)
    return f'<a href="{address}">{title}</a> lists every passage that this book quotes. '


def _not_searched(corpus: Corpus, page: Page) -> list[nodes.Node]:
    if not corpus.documents:
        return []
    items = [[[Words(f"{one.witness.siglum} · {one.witness.title}", "document", key)]] for key, one in corpus.documents.items()]
    return [line(page, [Words(SEARCHED)]), bullets(page, items, "not-searched")]
