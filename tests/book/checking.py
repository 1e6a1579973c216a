"""A window with “Check a quotation”, opened from disk, and what is asked there; judges no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from corpus import Corpus

from . import window

TRUE = "I have considered the ICO approach and will not support it."
ALTERED = "In my opinion, that would simply result in a massive gain of credibility for OpenAI."
#: Pastes each text, asks, and reads what the page shows: verdict, places as its links name them, and all its words.
ASK = """async texts => {
  const answers = [];
  for (const text of texts) {
    document.getElementById('check-text').value = text;
    document.getElementById('check').requestSubmit();
    while (document.querySelector('#check-results[aria-busy]')) await new Promise(go => setTimeout(go, 5));
    for (let more; (more = document.querySelector('.check-more')); ) more.click();
    answers.push([...document.querySelectorAll('.check-result')].map(result => ({
      verdict: result.className.split(' ')[1],
      places: [...result.querySelectorAll('.check-source a:first-child')].map(a => a.textContent.replace('no. ', '')),
      asked: result.querySelector('.check-quoted').textContent,
      said: result.textContent,
    })));
  }
  return answers;
}"""


def opened(browser: Browser, built: Path, address: str = "", width: int = 390, **options: Any) -> Page:
    """The page, in a window of its own."""
    return window.opened(browser, (built / "back" / "check.html").as_uri() + address, width, **options)


def ask(page: Page, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What the page shows for each text."""
    answers: list[list[dict[str, Any]]] = page.evaluate(ASK, list(texts))
    return answers


def sentences(text: str) -> list[str]:
    """Sentences as Python cuts them: the code under test has no hand in it."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if len(re.findall(r"\w+", one)) >= 3]


def letters_sentences(corpus: Corpus, fewest: int) -> list[tuple[str, str]]:
    """Sentences of the archive with their places; none that the disclosure hides in part."""
    return [
        (f"{message.number} ¶{paragraph.number}", one)
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
        for one in sentences(paragraph.text)
        if len(one.split()) >= fewest and not re.search("█|redacted", one)
    ]


def stands(place: str, places: Sequence[str]) -> bool:
    """Whether a place is among those shown, or begins one that runs over several paragraphs."""
    return any(shown == place or shown.startswith(f"{place}–") for shown in places)
