"""The list of threads, and a thread's title wherever it stands; shows the Corpus, decides nothing."""

from __future__ import annotations

from docutils import nodes

from corpus.model import PAPERCLIP, Corpus, Thread

from ..links import Page, Words
from ..render import date_in_words
from .table import numbers


def thread_title(thread: Thread) -> nodes.title:
    """A heading as printed: its label, its words, and the paperclip that marks an exhibit."""
    title = nodes.title("", support_smartquotes=False)
    words = thread.heading.replace(PAPERCLIP, "").strip()
    if thread.subject is not None:
        label = words[: len(words) - len(thread.subject)]
        title += nodes.inline("", label, classes=["heading-label"])
        words = thread.subject
    title += nodes.Text(words)
    if thread.exhibit:
        title += [nodes.Text(" "), nodes.inline("", PAPERCLIP, classes=["exhibit"])]
    return title


def threads(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A definition list of all threads: heading as printed; medium, span of dates, messages."""
    listed = nodes.definition_list(classes=["threads"])
    for thread in corpus.threads:
        clip = [Words(" "), Words(PAPERCLIP, classes="exhibit")] if thread.exhibit else []
        term = nodes.term("", "", *page.show(Words(thread.title, "thread", thread.id, classes="thread"), *clip))
        count = len(thread.messages)
        medium = "iMessages" if thread.medium == "imessage" else "email"
        what = f"{medium}, {count} message{'s' if count > 1 else ''}; {_dates(thread)}: "
        line = nodes.paragraph("", "", *page.show(Words(what), *numbers(thread.messages)))
        listed += nodes.definition_list_item("", term, nodes.definition("", line))
    return [listed]


def _dates(thread: Thread) -> str:
    dated = [message.header.sent for message in thread.messages if message.header.sent.when]
    if not dated:
        return "no date printed"
    first, last = (date_in_words(sent).split(",")[0] for sent in (dated[0], dated[-1]))
    return days_in_words(first, last)


def days_in_words(first: str, last: str) -> str:
    """``25 May 2015``; ``20–21 September 2017``; ``22 November to 8 December 2015``: what both days share is said once."""
    if first == last:
        return first
    (day, month, year), (_, last_month, last_year) = first.split(" "), last.split(" ")
    if year != last_year:
        return f"{first} to {last}"
    return f"{day}–{last}" if month == last_month else f"{day} {month} to {last}"
