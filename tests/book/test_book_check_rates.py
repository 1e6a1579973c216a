"""“Check a quotation” asked in bulk: how many true, altered, joined and foreign passages it takes for what they are.

The passages are cut from all letters, and altered, with a seeded chance: every run asks the same.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from corpus import Corpus

from .checking import ALTERED, TRUE, ask, letters_sentences, opened, sentences, stands

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def page(browser: Browser, built: Path) -> Iterator[Page]:
    """One window for all questions."""
    tab = opened(browser, built)
    yield tab
    tab.context.close()


def test_the_first_sentence_of_every_paragraph_is_verbatim_at_its_place(page: Page, corpus: Corpus) -> None:
    """No true sentence is called anything else: each is found character by character, in its paragraph."""
    asked = [
        (f"{message.number} ¶{paragraph.number}", sentences(paragraph.text)[0])
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
        if sentences(paragraph.text) and sentences(sentences(paragraph.text)[0].replace("<redacted>", ""))
    ]
    assert len(asked) > 380
    wrong = []
    for (place, words), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        good = results and all(one["verdict"] == "verbatim" for one in results) and stands(place, results[0]["places"])
        if not good:
            wrong.append((place, words, results))
    assert wrong == []


def test_whole_paragraphs_pasted_with_their_line_ends_are_verbatim(page: Page, corpus: Corpus) -> None:
    """A whole letter, pasted as the book shows it, is verbatim from end to end, wherever it is cut into sentences."""
    letters = [message for message in corpus.messages.values() if sum(len(p.text) for p in message.paragraphs) > 200]
    pasted = ["\n\n".join(paragraph.text.strip() for paragraph in message.paragraphs) for message in letters]
    verdicts = Counter(one["verdict"] for results in ask(page, pasted) for one in results)
    assert verdicts["verbatim"] == verdicts.total() > 500, verdicts


def test_typography_is_no_difference_of_wording(page: Page, corpus: Corpus) -> None:
    """Capitals, curly for straight marks, other dashes and broken lines change no verdict from true to false."""
    shapes = (
        str.upper,
        lambda text: text.replace("'", "’").replace('"', "”"),
        lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
        lambda text: text.replace("—", " - ").replace("–", "--"),
        lambda text: re.sub(r"(\w) (\w)", "\\1 \n\\2", text, count=1),
    )
    asked = [(place, shape(words)) for place, words in letters_sentences(corpus, 6)[::4] for shape in shapes]
    wrong = []
    for (place, words), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        good = {one["verdict"] for one in results} <= {"verbatim", "words"} and results and stands(place, results[0]["places"])
        if not good:
            wrong.append((place, words, [(one["verdict"], one["places"]) for one in results]))
    assert wrong == []


WORD = r"[^\W_]+(?:['’][^\W_]+)*"


def passages(corpus: Corpus, length: int, times: int, chance: random.Random) -> list[tuple[str, list[str]]]:
    """Words in a row, drawn from anywhere in the letters, with their place; only such as every reader would count alike."""
    paragraphs = [
        (f"{message.number} ¶{paragraph.number}", paragraph.text.split())
        for message in corpus.messages.values()
        for paragraph in message.paragraphs
    ]
    drawn: list[tuple[str, list[str]]] = []
    while len(drawn) < times:
        place, words = chance.choice(paragraphs)
        at = chance.randrange(max(1, len(words)))
        cut = words[at : at + length]
        if len(cut) == length and all(re.fullmatch(rf"[(“\"]?(?!\d){WORD}[,.;:?)”\"]*", word) for word in cut):
            drawn.append((place, cut))
    return drawn


def plain(text: str) -> str:
    """The words alone, as Python tells them."""
    return " ".join(re.findall(WORD, text.lower().replace("’", "'")))


def archive(corpus: Corpus) -> str:
    """The words of all letters, a bar between two letters."""
    return f" {' | '.join(plain(' '.join(p.text for p in m.paragraphs)) for m in corpus.messages.values())} "


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6, 8, 12, 20, 40])
def test_words_of_a_letter_are_verbatim_however_few(page: Page, corpus: Corpus, length: int) -> None:
    """Words in a row, from one to forty, are found in their paragraph, and in every place they have."""
    letters = archive(corpus)
    drawn = passages(corpus, length, 40, random.Random(length))
    wrong = []
    for (place, words), results in zip(drawn, ask(page, [f"“{' '.join(words)}”" for _, words in drawn]), strict=True):
        good = results and all(one["verdict"] in ("verbatim", "words") for one in results)
        there = any(stands(place, one["places"]) for one in results) or any("more place" in one["said"] for one in results)
        times = len(re.findall(f"(?= {re.escape(plain(' '.join(words)))} )", letters))
        counted = len(results) > 1 or times == 1 or f"Verbatim in {times} places" in results[0]["said"]
        if not (good and there and counted):
            wrong.append((place, words, times, results))
    assert wrong == []


@pytest.mark.parametrize(("length", "least"), [(4, 0.8), (5, 0.95), (6, 0.97), (8, 0.97), (12, 0.98), (30, 0.98)])
@pytest.mark.parametrize("how", ["changed", "dropped", "put in", "tense"])
def test_an_altered_passage_is_shown_against_its_letter(page: Page, corpus: Corpus, how: str, length: int, least: float) -> None:
    """Of passages with a word altered nearly all are told apart; of four words, where three are left, four in five."""
    letters = archive(corpus)
    chance = random.Random(f"{how} {length}")
    drawn = [(place, " ".join(altered(words, how, chance))) for place, words in passages(corpus, length, 80, chance)]
    asked = [(place, text) for place, text in drawn if f" {plain(text)} " not in letters]
    assert len(asked) > 30
    found = Counter(
        any(stands(place, one["places"]) and one["verdict"] in ("differs", "spliced") for one in results)
        for (place, _), results in zip(asked, ask(page, [text for _, text in asked]), strict=True)
    )
    print(how, length, dict(found))
    assert found[True] >= least * found.total()


def test_a_passage_with_every_third_word_changed_is_still_known(page: Page, corpus: Corpus) -> None:
    """Of twelve words and more, with a third of them others, nearly all are shown against their letter."""
    chance = random.Random(3)
    drawn = [one for length in (12, 20, 30) for one in passages(corpus, length, 40, chance)]
    asked = [(place, " ".join("penguin" if at % 3 == 1 else word for at, word in enumerate(words))) for place, words in drawn]
    answers = ask(page, [text for _, text in asked])
    found = [any(stands(place, one["places"]) for one in results) for (place, _), results in zip(asked, answers, strict=True)]
    assert sum(found) >= 0.95 * len(found)


@pytest.mark.parametrize("joint", [" ", " … ", " and "])
def test_words_joined_from_two_letters_are_taken_apart(page: Page, corpus: Corpus, joint: str) -> None:
    """Of passages put together from two letters, nine in ten are shown in both; none is called the words of one."""
    chance = random.Random(joint)
    inside = [one for one in passages(corpus, 7, 160, chance) if not re.search("[.?!:;]", " ".join(one[1]))]
    pairs = [(a, b) for a, b in zip(inside[::2], inside[1::2], strict=False) if a[0].split()[0] != b[0].split()[0]]
    assert len(pairs) > 30
    answers = ask(page, [f"“{' '.join(a[1])}{joint}{' '.join(b[1])}”" for a, b in pairs])
    both = 0
    for (a, b), results in zip(pairs, answers, strict=True):
        shown = [place for one in results for place in one["places"]]
        both += stands(a[0], shown) and stands(b[0], shown)
        assert len(results) > 1 or results[0]["verdict"] not in ("verbatim", "words"), results
    assert both >= 0.9 * len(pairs), (both, len(pairs))


def editors_sentences() -> list[str]:
    """Sentences of README, CONTRIBUTING and the book that quote nothing, a role reduced to what it names."""
    found = []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "book").rglob("*.md"))]:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not re.match(r"[#`:{|\-\s]", line) and "{quote}" not in line and '"' not in line and len(line.split()) > 4:
                found.append(re.sub(r"\{[\w:]+\}`([^`<]*)(?:<[^`]*>)?`", r"\1", line))
    return found


def test_sentences_of_the_edition_are_no_misquotations(page: Page, corpus: Corpus) -> None:
    """Our own prose is about the letters, in many of their words, and still no sentence of it is taken for one of theirs."""
    asked = editors_sentences()
    assert len(asked) > 400
    letters = archive(corpus)
    false = [
        (one["verdict"], one["asked"])
        for results in ask(page, asked)
        for one in results
        if one["verdict"] in ("differs", "spliced")
        or (one["verdict"] in ("verbatim", "words") and f" {plain(one['asked'])} " not in letters)
    ]
    assert false == []


TENSES = {
    "is": "was",
    "are": "were",
    "will": "would",
    "have": "had",
    "has": "had",
    "can": "could",
    "do": "did",
    "think": "thought",
}


def altered(words: list[str], how: str, chance: random.Random) -> list[str]:
    """A sentence with a word changed, dropped or put in, or two neighbours in the other order."""
    at = chance.randrange(1, len(words) - 1)
    if how == "dropped":
        return [*words[:at], *words[at + 1 :]]
    if how == "order":
        return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
    if how == "tense":
        at = next((at for at, word in enumerate(words) if word in TENSES), at)
        return [*words[:at], TENSES.get(words[at], f"{words[at]}ing"), *words[at + 1 :]]
    stranger = chance.choice(("penguin", "never", "the", "certainly", "not", "money"))
    return [*words[:at], stranger, *words[at + (how == "changed") :]]


@pytest.mark.parametrize("how", ["changed", "dropped", "put in", "order"])
def test_an_altered_sentence_is_shown_against_its_letter(page: Page, corpus: Corpus, how: str) -> None:
    """Of all sentences of six words or more, with one word altered, at most one in a hundred is not shown so."""
    chance = random.Random(how)
    asked = []
    for place, words in letters_sentences(corpus, 6):
        other = " ".join(altered(words.split(), how, chance))
        if re.findall(r"\w+", other.lower()) != re.findall(r"\w+", words.lower()):
            asked.append((place, other))
    verdicts: Counter[str] = Counter()
    for (place, _), results in zip(asked, ask(page, [words for _, words in asked]), strict=True):
        there = any(stands(place, one["places"]) and one["verdict"] in ("differs", "spliced") for one in results)
        verdicts["found" if there else "/".join(one["verdict"] for one in results)] += 1
    print(how, dict(verdicts))
    assert verdicts["found"] >= 0.99 * verdicts.total() > 500, verdicts


def test_foreign_sentences_are_no_misquotations(page: Page, corpus: Corpus) -> None:
    """Of the sentences of the press and the essay, none is verbatim that Python does not find in a letter, and none 'differs'."""
    letters = " ".join(" ".join(re.findall(r"\w+", p.text.lower())) for m in corpus.messages.values() for p in m.paragraphs)
    foreign = [
        one
        for key, document in corpus.documents.items()
        if key != "reader"  # it quotes the letters
        for paragraph in document.paragraphs
        for one in sentences(paragraph.text)
    ]
    assert len(foreign) > 400
    verdicts: Counter[str] = Counter()
    false = []
    for words, results in zip(foreign, ask(page, foreign), strict=True):
        verdicts.update(one["verdict"] for one in results)
        for one in results:
            if one["verdict"] in ("differs", "spliced"):
                false.append((one["verdict"], words))
            if one["verdict"] in ("verbatim", "words") and " ".join(re.findall(r"\w+", one["asked"].lower())) not in letters:
                false.append((one["verdict"], one["asked"]))
            if one["verdict"] == "verbatim" and len(re.findall(r"\w+", one["asked"])) < 3:
                verdicts["few"] += 1  # single words in quotation marks, which any text may have
    print(dict(verdicts))
    assert false == []
    assert verdicts["absent"] + verdicts["short"] + verdicts["few"] >= 0.99 * (verdicts.total() - verdicts["few"])


def test_what_a_reader_quoted_is_judged_as_the_reception_judges_it(page: Page, corpus: Corpus) -> None:
    """The passages that a reader of the archive quoted in 2024 get the verdict that Python gave them when they were traced."""
    quoted = [one for one in corpus.apparatus.reception if one.place is not None]
    assert len(quoted) > 5
    for one, results in zip(quoted, ask(page, [one.at.text for one in quoted]), strict=True):
        assert one.place is not None
        place = f"{corpus.messages[one.place.source].number} ¶{one.place.paragraph}"
        assert any(stands(place, result["places"]) for result in results), (one.at.text, results)
        true = all(result["verdict"] == "verbatim" for result in results)
        assert true == (one.verdict == "verbatim"), (one.at.text, results)


#: An archive of 59 times as many letters, each copy in other words but for every third, so that it has a large vocabulary too.
GROWN = """() => {
  let seed = 7;
  const chance = n => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
  const words = EDITION.messages.flatMap(m => m.paragraphs.join(' ').split(' '));
  const any = () => words[chance(words.length)] + (chance(9) ? '' : chance(999));
  const other = text => text.replace(/\\p{L}{4,}/gu, word => chance(3) ? any() : word);
  const copies = [...Array(58)].flatMap(() => EDITION.messages.map(m => ({...m, paragraphs: m.paragraphs.map(other)})));
  return [...EDITION.messages, ...copies];
}"""
GROWING = """([texts, grower]) => {
  const all = EditionMatching.index(eval(grower)());
  return [all.texts.length, texts.map(text => EditionMatching.check(all, text).verdict)];
}"""


def test_a_large_archive_finds_no_lookalikes(page: Page, corpus: Corpus) -> None:
    """Among 5,000 letters a true sentence is verbatim, an altered one differs, and strangers' sentences are still strangers'."""
    foreign = [one for p in corpus.documents["chronology"].paragraphs for one in sentences(p.text)]
    letters, verdicts = page.evaluate(GROWING, [[TRUE, ALTERED, *foreign], GROWN])
    assert letters == 85 * 59
    assert verdicts[:2] == ["verbatim", "differs"]
    assert not {"differs", "spliced", "verbatim"} & set(verdicts[2:])
