"""The archive's browser and the inbox in a real browser, from disk and over HTTP, compared with what was read by hand."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as Late

from . import window
from .conftest import EXPECTED, ROOT

WIDTHS = (390, 1300)
SCHEMES = ("light", "dark")
PAGES = ("archive", "inbox")
HIDDEN = "[redacted]"
FOUND = "() => [...document.querySelectorAll('ol.found > li')].filter(li => !li.hidden).map(li => li.dataset.letter)"


class Read(NamedTuple):
    """A letter as a person read its header off the archive: parties by role as ids, and the days between which it was sent."""

    id: str
    medium: str
    year: str
    roles: dict[str, set[str]]
    acts: tuple[tuple[str, set[str], str], ...]
    after: str
    before: str
    dated: bool
    lines: tuple[int, int]


def table(path: Path) -> list[dict[str, str]]:
    """A table of ours, without its remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@functools.cache
def read() -> tuple[Read, ...]:
    """Every letter from the tables that were made by reading; no code of the edition has a hand in it."""
    register = tomllib.loads((ROOT / "sources" / "register" / "people.toml").read_text(encoding="utf-8"))
    ids = {entry["name"]: id for id, entry in register.items()} | {HIDDEN: "redacted"}

    def people(cell: str) -> set[str]:
        return {ids[name.strip()] for name in cell.split(";") if name.strip()}

    acts: dict[str, list[tuple[str, set[str], str]]] = {}
    for row in table(EXPECTED / "forwarded.tsv"):
        acts.setdefault(row["message_line"], []).append((ids[row["by"]], people(row["to"]), row["when"][:10]))
    bounds = {row["message"]: row for row in table(ROOT / "sources" / "apparatus" / "intervals.tsv")}
    ledger = [row["id"] for row in table(ROOT / "sources" / "ledger.tsv")]
    letters = []
    for id, row in zip(ledger, table(EXPECTED / "messages.tsv"), strict=True):
        roles = {role: people(row[role] or "") for role in ("from", "to", "cc", "fw")}
        day = row["when"][:10]
        after, before = (day, day) if day else (bounds[id]["after"][:10], (bounds[id]["before"] or "")[:10])
        found = tuple(acts.get(row["line"], ()))
        lines = (int(row["line"]), int(row["last"]))
        letters.append(Read(id, row["medium"], day[:4] or "none", roles, found, after, before, bool(day), lines))
    return tuple(letters)


def parties(letter: Read) -> set[str]:
    """Everybody whom a header or a forwarding names."""
    acts = [{by} | to for by, to, _ in letter.acts]
    return set().union(*letter.roles.values(), *acts)


def received(letter: Read) -> set[str]:
    """Everybody to whom a letter went in any way."""
    return set().union(letter.roles["to"], letter.roles["cc"], letter.roles["fw"], *(to for _, to, _ in letter.acts))


def ids(letters: Iterable[Read]) -> list[str]:
    """Their ids, in order."""
    return [letter.id for letter in letters]


def hiding() -> set[str]:
    """The letters in which a redaction was counted by a script that knows nothing of the parser, or in whose header one is."""
    lines = [int(row["line"]) for row in table(EXPECTED / "redactions.tsv")]
    return {one.id for one in read() if any(one.lines[0] <= line <= one.lines[1] for line in lines)}


def opened(browser: Browser, address: str, width: int = 1300, **options: Any) -> Page:
    """A page in a window of its own, once its tool is ready."""
    page = window.opened(browser, address, width, **options)
    if options.get("java_script_enabled", True):
        page.wait_for_selector(".tool.ready")
    return page


def finds(page: Page, wanted: list[str]) -> None:
    """The list comes to show these letters, in this order."""
    with suppress(Late):
        page.wait_for_function(f"wanted => JSON.stringify(({FOUND})()) === JSON.stringify(wanted)", arg=wanted, timeout=5000)
    assert page.evaluate(FOUND) == wanted


def tool(built: Path, name: str, state: str = "") -> str:
    """The address of a tool's page on disk, in a state."""
    return (built / "back" / f"{name}.html").as_uri() + (f"#{state}" if state else "")


def status(page: Page) -> Locator:
    """What the live region says; it speaks a moment after the list has changed, so that who types is not interrupted."""
    return page.get_by_role("status")


def count_in(page: Page, name: str, value: str) -> int:
    """The count that a filter's list gives for a value."""
    text = page.locator(f"#archive-{name} option[value='{value}']").inner_text()
    return int(text.rpartition("(")[2].rstrip(")"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, *WIDTHS])
@pytest.mark.parametrize("name", PAGES)
def test_a_tool_fits_its_window_is_silent_and_asks_nobody(
    browser: Browser, built: Path, address: str, name: str, width: int, scheme: str
) -> None:
    """From disk and over HTTP: no error on the console, no request that leaves the machine, nothing too wide."""
    for start in (f"{built.as_uri()}/", address):
        page = window.window(browser, width, color_scheme=scheme)
        wrong = window.complaints(page, start)
        page.goto(f"{start}back/{name}.html#person=musk&words=safety+compute&date=2017-09-20")
        page.wait_for_selector(".tool.ready")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert wrong == []
        page.context.close()


@pytest.mark.parametrize(
    ("name", "state"),
    [("archive", ""), ("archive", "words=manhatan"), ("archive", "words=zebra"), ("inbox", "person=zilis&date=2017-09-20")],
)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_a_tool(browser: Browser, built: Path, name: str, width: int, scheme: str, state: str) -> None:
    """axe-core, all its rules, on the content of both pages, empty, filtered, without results, and with a letter open."""
    page = opened(browser, tool(built, name, state), width, color_scheme=scheme)
    if name == "inbox":
        page.locator("summary:visible").first.click()
    found = Axe().run(page, context="#main-content article")
    assert [(rule["id"], node["html"][:200]) for rule in found.response["violations"] for node in rule["nodes"]] == []
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("state", "fits"),
    [
        ("person=musk", lambda one: "musk" in parties(one)),
        ("person=musk&role=from&year=2017", lambda one: "musk" in one.roles["from"] and one.year == "2017"),
        ("person=teller&role=cc", lambda one: "teller" in one.roles["cc"]),
        ("person=brockman&role=fw", lambda one: "brockman" in one.roles["fw"].union(*(to for _, to, _ in one.acts))),
        (
            "person=altman&with=musk",
            lambda one: (
                ("altman" in one.roles["from"] and "musk" in received(one))
                or ("musk" in one.roles["from"] and "altman" in received(one))
            ),
        ),
        ("person=altman&role=from&with=musk", lambda one: "altman" in one.roles["from"] and "musk" in received(one)),
        ("person=altman&role=to&with=musk", lambda one: "altman" in one.roles["to"] and "musk" in one.roles["from"]),
        ("with=zilis&kind=imessage", lambda one: "zilis" in parties(one) and one.medium == "imessage"),
        ("person=redacted", lambda one: "redacted" in parties(one)),
        ("year=none", lambda one: not one.dated),
        ("thread=ai-docs", lambda one: one.id in ("2015-11-20-altman", "2015-11-20-musk")),
        ("redactions=with&year=2017", lambda one: one.id in hiding() and one.year == "2017"),
        ("redactions=without&kind=email", lambda one: one.id not in hiding() and one.medium == "email"),
    ],
)
def test_filters_find_what_the_headers_say(browser: Browser, built: Path, state: str, fits: Any, width: int) -> None:
    """Each combination finds the letters that the tables made by reading give, no more and no fewer, and says how many."""
    page = opened(browser, tool(built, "archive", state), width)
    wanted = ids(filter(fits, read()))
    assert wanted
    finds(page, wanted)
    expect(status(page)).to_have_text(f"{len(wanted)} of 85 letters")
    page.context.close()


def test_counts_say_what_a_choice_would_find(browser: Browser, built: Path) -> None:
    """With a year and a person chosen, the count beside every other value is what choosing it shows."""
    page = opened(browser, tool(built, "archive", "person=musk&year=2017"))
    for name, value in (
        ("person", "zilis"),
        ("year", "2018"),
        ("year", "none"),
        ("thread", "honest-thoughts"),
        ("with", "altman"),
    ):
        told = count_in(page, name, value)
        before = page.locator(f"#archive-{name}").input_value()
        page.select_option(f"#archive-{name}", value)
        assert (name, value, len(page.evaluate(FOUND))) == (name, value, told)
        page.select_option(f"#archive-{name}", before)
    told_with = page.locator("label:has(input[value=with]) .count").inner_text()
    page.get_by_label("with", exact=False).and_(page.locator("[name=redactions][value=with]")).check()
    assert told_with == f"({len(page.evaluate(FOUND))})"
    page.context.close()


@pytest.mark.parametrize(
    ("typed", "meant", "letter"),
    [
        ("manhatan", "manhattan", "2015-05-25-altman"),
        ("Sutsekver", "sutskever", "2017-09-20-sutskever"),
        ("dictatroship", "dictatorship", "2017-09-20-sutskever"),
        ("nonproft", "nonprofit", "2015-05-25-altman"),
    ],
)
def test_a_misspelt_word_finds_the_nearest(browser: Browser, built: Path, typed: str, meant: str, letter: str) -> None:
    """What no letter has is taken for the nearest that one has, and the page says so; the results are those of that word."""
    page = opened(browser, tool(built, "archive", f"words={meant}"))
    wanted = page.evaluate(FOUND)
    assert letter in wanted
    page.get_by_label("Words").fill(typed)
    expect(status(page)).to_contain_text(f"No letter has “{typed.lower()}”: taken for “{meant}”")
    finds(page, wanted)
    page.context.close()


def test_a_word_that_a_letter_has_is_taken_as_it_is(browser: Browser, built: Path) -> None:
    """*must* is not taken for *Musk* or *most*: nothing else is marked, and nothing is said to be taken for another."""
    page = opened(browser, tool(built, "archive", "words=must"))
    marks = page.locator("ol.found > li:visible mark").all_inner_texts()
    assert marks
    assert {mark.lower() for mark in marks} == {"must"}
    expect(status(page)).not_to_contain_text("taken for")
    page.context.close()


def test_a_result_shows_the_words_and_leads_to_their_paragraph(browser: Browser, built: Path) -> None:
    """The words are marked in the paragraph that has most of them; home, paragraph and letter page are one click away."""
    page = opened(browser, tool(built, "archive", "words=manhatan+project"))
    (item,) = page.locator("ol.found > li:visible").all()
    assert item.locator("mark").all_inner_texts() == ["Manhattan", "Project"]
    assert "25 May 2015, 21:10" in item.inner_text()
    links = {link.inner_text(): link.get_attribute("href") or "" for link in item.locator("a").all()}
    assert links["no. 1"].endswith("chapters/first-approach.html#msg-2015-05-25-altman")
    assert links["letter page"] == "../letters/2015-05-25-altman.html"
    item.get_by_role("link", name="¶ 4 of no. 1").click()
    page.wait_for_url("**/chapters/first-approach.html#msg-2015-05-25-altman-p4")
    assert "Manhattan Project" in page.locator("#msg-2015-05-25-altman-p4").inner_text()
    page.go_back()
    page.wait_for_selector(".tool.ready")
    expect(page.get_by_label("Words")).to_have_value("manhatan project")
    finds(page, ["2015-05-25-altman"])
    page.context.close()


@pytest.mark.parametrize("over", ["disk", "http"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_state_is_in_the_address_and_back_goes_back(
    browser: Browser, built: Path, address: str, width: int, over: str
) -> None:
    """Each choice is a step that Back undoes; the letters of a word are one step; a copied address shows the same."""
    address = tool(built, "archive") if over == "disk" else f"{address}back/archive.html"
    page = opened(browser, address, width)
    page.select_option("#archive-person", "musk")
    page.select_option("#archive-role", "from")
    page.get_by_label("Words").press_sequentially("compute", delay=20)
    expect(page).to_have_url(f"{address}#words=compute&person=musk&role=from")
    three = page.evaluate(FOUND)
    assert 0 < len(three) < 20
    other = opened(browser, page.url, width)
    finds(other, three)
    expect(other.locator("#archive-role")).to_have_value("from")
    other.context.close()
    page.go_back()
    expect(page).to_have_url(f"{address}#person=musk&role=from")
    expect(page.get_by_label("Words")).to_have_value("")
    page.go_back()
    expect(page).to_have_url(f"{address}#person=musk")
    page.go_back()
    expect(page).to_have_url(address)
    finds(page, ids(read()))
    page.go_forward()
    expect(page.locator("#archive-person")).to_have_value("musk")
    page.reload()
    page.wait_for_selector(".tool.ready")
    finds(page, ids(one for one in read() if "musk" in parties(one)))
    page.context.close()


def test_what_is_typed_before_the_script_is_there_is_found(browser: Browser, address: str) -> None:
    """On a slow line the form stands before its script: words that are in it when that arrives are looked up, not wiped out."""
    page = window.window(browser)
    held: list[Route] = []
    script = re.compile(r"/archive\.js")
    page.route(script, lambda route: held.append(route))
    with page.expect_request(script):
        page.goto(f"{address}back/archive.html", wait_until="commit")
    page.get_by_label("Words").fill("manhattan")
    held[0].continue_()
    finds(page, ["2015-05-25-altman"])
    expect(page).to_have_url(re.compile("#words=manhattan$"))
    page.context.close()


def test_an_address_that_no_control_knows_shows_everything(browser: Browser, built: Path) -> None:
    """Values that are not there, and anchors of the page itself, are no state."""
    page = opened(browser, tool(built, "archive", "person=nobody&kind=fax&year=1066&colour=red"))
    assert len(page.evaluate(FOUND)) == 85
    page.select_option("#archive-person", "musk")
    page.get_by_role("link", name="how it counts", exact=True).click()
    expect(page.locator("#archive-person")).to_have_value("musk")
    page.context.close()


def test_clear_all_and_no_result(browser: Browser, built: Path) -> None:
    """Where nothing fits, the page says what to do; the button empties every control and the address."""
    page = opened(browser, tool(built, "archive", "words=zebra&person=musk&kind=imessage&sort=newest"))
    expect(status(page)).to_contain_text("0 of 85 letters")
    expect(page.get_by_text("No letter fits all of this.")).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text("85 of 85 letters")
    expect(page.get_by_text("No letter fits all of this.")).to_be_hidden()
    expect(page).to_have_url(tool(built, "archive"))
    expect(page.get_by_label("Words")).to_be_focused()
    finds(page, ids(read()))
    page.context.close()


def test_sorting_by_date_keeps_the_order_of_what_cannot_be_compared(browser: Browser, built: Path) -> None:
    """By date, a letter stands at its printed day, a turn without one at the first that is proven; one day keeps its order."""
    page = opened(browser, tool(built, "archive", "sort=oldest"))
    wanted = ids(sorted(read(), key=lambda one: one.after))
    finds(page, wanted)
    page.select_option("#archive-sort", "newest")
    finds(page, wanted[::-1])
    page.select_option("#archive-sort", "")
    finds(page, ids(read()))
    page.context.close()


def test_the_browser_is_worked_with_the_keyboard_alone(browser: Browser, built: Path) -> None:
    """Tab reaches every control in reading order, each with a name; typing and arrows choose; results come next."""
    page = opened(browser, tool(built, "archive"))
    page.get_by_label("Words").focus()
    reached = []
    for _ in range(10):
        reached.append(page.evaluate("document.activeElement.labels?.[0]?.innerText.trim() || document.activeElement.innerText"))
        page.keyboard.press("Tab")
    names = [name.split("(")[0].strip() for name in reached]
    assert names == ["Words", "Person", "Role", "Exchange with", "Year", "Thread", "Sorted by", "all", "all", "Clear all"]
    assert page.evaluate("document.activeElement.innerText") == "no. 1"
    page.locator("#archive-person").focus()
    page.keyboard.type("Zil")
    page.keyboard.press("Tab")
    page.locator("input[name=kind][value='']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("#person=zilis&kind=imessage$"))
    finds(page, ids(one for one in read() if "zilis" in parties(one) and one.medium == "imessage"))
    page.context.close()


@pytest.mark.parametrize("state", ["", "person=zilis&words=board"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_tool_moves_while_it_loads(browser: Browser, built: Path, name: str, width: int, state: str) -> None:
    """Chromium reports no layout shift of anything in the tool, from the first paint on."""
    page = opened(browser, tool(built, name, state), width)
    page.wait_for_timeout(500)
    moved = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().flatMap(entry => entry.sources
        .filter(source => source.node && (source.node.closest || (() => false)).call(source.node, '.tool'))
        .map(source => source.node.outerHTML.slice(0, 120))))).observe({type: 'layout-shift', buffered: true})
        || setTimeout(() => done([]), 300))"""
    )
    assert moved == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_lists_stand_in_for_the_tools(browser: Browser, built: Path, name: str) -> None:
    """The form is not shown, the page says why, and gives every letter: in a list, or in a table by person."""
    page = opened(browser, tool(built, name), 390, java_script_enabled=False)
    expect(page.locator("form.tool-form")).to_be_hidden()
    said = page.locator(".tool noscript p")
    assert "needs JavaScript" in said.inner_text()
    assert said.bounding_box()
    links = page.locator("ol.found a.message-number" if name == "archive" else "table.inbox a.message-number")
    homes = {link.get_attribute("href") for link in links.all() if link.is_visible()}
    assert len(homes) == 85 if name == "archive" else len(homes) >= 84
    page.context.close()


def test_the_table_by_person_is_what_the_headers_say(browser: Browser, built: Path) -> None:
    """Each row of the table counts and names the letters that a person wrote, received, was copied on, was forwarded."""
    page = opened(browser, tool(built, "inbox"), java_script_enabled=False)
    number = {one.id: str(at) for at, one in enumerate(read(), 1)}
    rows = {
        cells[0]: cells[1:]
        for cells in page.locator("table.inbox tbody tr").evaluate_all(
            "rows => rows.map(r => [...r.cells].map(c => c.innerText))"
        )
    }
    register = tomllib.loads((ROOT / "sources" / "register" / "people.toml").read_text(encoding="utf-8"))
    people = sorted(set().union(*map(parties, read())) - {"redacted"})
    assert sorted(rows) == sorted(register[person]["name"] for person in people)
    for person in people:
        has = {role: [one for one in read() if person in one.roles[role]] for role in ("from", "to", "cc")}
        has["fw"] = [one for one in read() if person in one.roles["fw"].union(*(to for _, to, _ in one.acts))]
        wanted = [f"{len(has[role])}: {', '.join(number[one.id] for one in has[role])}" if has[role] else "none" for role in has]
        assert rows[register[person]["name"]] == wanted
    page.context.close()


def known(letter: Read, person: str, day: str) -> str:
    """What the headers prove of a letter and a person at the end of a day, in the fewest rules that say it."""
    plain = [("sent", "from"), ("received", "to"), ("received as a copy", "cc")]
    direct = next((how for how, role in plain if person in letter.roles[role]), None)
    if direct and letter.before and letter.before <= day:
        return direct
    if any(person in to and on <= day for _, to, on in letter.acts):
        return "forwarded to them"
    if any(person == by and on <= day for by, _, on in letter.acts):
        return "received"
    if letter.after <= day and ((direct and not letter.dated) or person in letter.roles["fw"]):
        return "perhaps"
    return "not seen"


EVERY_STATE = """([people, days]) => {
  const form = document.querySelector('.inbox-form'), items = [...document.querySelectorAll('ol.inbox > li')], all = {};
  for (const person of people) for (const day of days) {
    form.elements.person.value = person;
    form.elements.date.value = day;
    form.elements.date.dispatchEvent(new Event('change', {bubbles: true}));
    all[person + ' ' + day] = items.map(li => [li.className, li.querySelector('.seen-label').textContent]);
  }
  return all; }"""


def test_the_inbox_is_what_the_headers_prove_for_everybody_on_every_day(browser: Browser, built: Path) -> None:
    """For each correspondent and each day on which anything is dated, and the days around, all 85 letters are judged alike."""
    page = opened(browser, tool(built, "inbox"))
    people = sorted(set().union(*map(parties, read())) - {"redacted"})
    dated = {one.after for one in read()} | {on for one in read() for _, _, on in one.acts}
    days = sorted({"2015-05-24", "2017-09-05", "2022-10-22"} | dated)
    assert len(people) >= 10
    shown = page.evaluate(EVERY_STATE, [people, days])
    classes = {"perhaps": "perhaps", "not seen": "unseen"}
    for person, day in product(people, days):
        for letter, (name, label) in zip(read(), shown[f"{person} {day}"], strict=True):
            wanted = known(letter, person, day)
            place = (person, day, letter.id, label)
            assert name == classes.get(wanted, "seen"), place
            plain = label.removesuffix(" (their part is inferred)")
            assert (plain == wanted) if wanted in ("sent", "received", "received as a copy") else plain.startswith(wanted), place
    page.context.close()


def test_the_inbox_sums_up_what_it_shows(browser: Browser, built: Path) -> None:
    """The live region counts each letter once, in the words of its label; what it counts adds up to the archive."""
    page = opened(browser, tool(built, "inbox", "person=karpathy&date=2018-02-01"))
    counts = Counter(known(letter, "karpathy", "2018-02-01") for letter in read())
    assert set(counts) == {"sent", "received", "perhaps", "not seen"}
    expect(status(page)).to_have_text(
        f"By the end of 1 February 2018, Andrej Karpathy had sent {counts['sent']}, received {counts['received']}, "
        f"had copies of 0, been forwarded 0; perhaps {counts['perhaps']} more; {counts['not seen']} not seen."
    )
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_was_not_seen_is_dimmed_and_says_so(browser: Browser, built: Path, width: int, scheme: str) -> None:
    """It stays in the list, with its header and its label, without its words; the texts of the others open in place."""
    page = opened(browser, tool(built, "inbox", "person=sutskever&date=2017-09-20"), width, color_scheme=scheme)
    unseen = page.locator("li[data-letter='2017-09-22-zilis']")
    expect(unseen).to_be_visible()
    assert unseen.locator(".seen-label").inner_text() == "not seen: not named in the header"
    expect(unseen.locator("details")).to_be_hidden()
    seen = page.locator("li[data-letter='2017-09-20-musk']")
    colours = [item.locator(".found-header").evaluate("one => getComputedStyle(one).color") for item in (unseen, seen)]
    assert colours[0] != colours[1]
    seen.get_by_text("Read (").click()
    assert "final straw" in seen.locator("details p").inner_text()
    page.context.close()


def test_the_inbox_keeps_its_state_and_steps_from_letter_to_letter(browser: Browser, built: Path) -> None:
    """Later goes to the next day on which something of a person's is dated; Back returns; the end of the road says so."""
    page = opened(browser, tool(built, "inbox", "person=sutskever&date=2017-09-20"), 390)
    page.get_by_role("button", name="Later letter").press("Enter")
    mine = sorted({one.after for one in read() if one.dated and "sutskever" in parties(one)})
    later = next(day for day in mine if day > "2017-09-20")
    expect(page).to_have_url(re.compile(f"#person=sutskever&date={later}$"))
    page.go_back()
    expect(page.get_by_label("By the end of")).to_have_value("2017-09-20")
    page.get_by_label("By the end of").fill(mine[0])
    page.get_by_label("By the end of").blur()
    earlier = page.get_by_role("button", name="Earlier letter")
    assert earlier.get_attribute("aria-disabled") == "true"
    earlier.click(force=True)
    expect(page.get_by_label("By the end of")).to_have_value(mine[0])
    page.context.close()
