"""Every promise proved for somebody who trusts nothing: sources, the book as data, then two whole builds; mends nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from corpus.export.book_json import book_of
from corpus.problems import Problems
from corpus.proof import PROMISES, Evidence, Result, prove
from corpus.proof.evidence import told
from corpus.proof.proving import CHECKS, NO_BOOK
from corpus.published import FILE, Published, read_published

from .building import Build, build
from .inner_links import dead_links
from .letters.address import page_name, paragraph


def verify(project: Path, folder: Path) -> Iterator[Result]:
    """Prove promise after promise, in their order; what is built goes into ``folder``, and nothing into the project."""
    evidence = Evidence.of(project / "sources")
    data = build(project, "edition-data", folder / "data") if evidence.corpus else None
    if data is not None:
        evidence = replace(evidence, said=(*evidence.said, *map(_bare, data.said)))
    if data is not None and data.done:
        evidence = replace(evidence, book=book_of(data.data()))
    yield from (prove(key, evidence) for key in CHECKS)
    one = build(project, "html", folder / "one", seed="1") if evidence.book else None
    yield _warnings(evidence, one)
    yield _links(project / "sources", one)
    yield _bytes(one, build(project, "html", folder / "other", seed="4242", processes=2) if one else None)


def _bare(said: str) -> str:
    """What a build said, as the sources' own problems are said: the same mistake is told once."""
    return re.sub(r": (?:ERROR|WARNING): ", ": ", said, count=1)


def _warnings(evidence: Evidence, html: Build | None) -> Result:
    """What was said of any promise is against this one too: a warning is a warning."""
    promise, said = PROMISES["warnings"], (*evidence.said, *(map(_bare, html.said) if html else ()))
    if html is None or evidence.book is None:
        return Result(promise, failures=tuple(dict.fromkeys(said)), why=NO_BOOK)
    return Result(promise, len(evidence.book.pages), tuple(dict.fromkeys(said)))


def _links(sources: Path, html: Build | None) -> Result:
    if html is None or not html.done:
        return Result(PROMISES["links"], why=NO_BOOK)
    failures: list[str] = []
    listed: tuple[Published, ...] = ()
    try:
        listed = read_published(sources)
    except Problems as problems:
        failures += [told(sources, problem) for problem in problems.found]
    published = [(f"sources/{FILE}:{one.line}", link) for one in listed for link in _of(one)]
    count, dead = dead_links(html.files(), published)
    return Result(PROMISES["links"], count, (*failures, *dead))


def _of(published: Published) -> list[str]:
    """The addresses that a release gave: of a page, and of a letter with its paragraphs."""
    if published.kind == "page":
        return [published.id]
    page = f"{page_name(published.id)}.html"
    return [f"{page}#{paragraph(number)}" for number in range(1, published.paragraphs + 1)]


def _bytes(one: Build | None, other: Build | None) -> Result:
    if one is None or other is None:
        return Result(PROMISES["bytes"], why=NO_BOOK)
    files, others = one.files(), other.files()
    differing = [name for name in sorted(files.keys() | others.keys()) if files.get(name) != others.get(name)]
    return Result(PROMISES["bytes"], len(files), tuple(f"{name}: differs from build to build" for name in differing))


def signed(project: Path, results: tuple[Result, ...]) -> str:
    """The table of promises and results, every failure with its place, and what was verified by what."""
    kept = sum(result.verdict == "holds" for result in results)
    lines = _table([("promise", "what was checked", "how much", "result"), *map(_row, results)])
    told: set[str] = set()
    for result in results:
        new = [failure for failure in result.failures if failure not in told]
        told |= set(new)
        said = [*new[:MOST], f"and {len(new) - MOST:,} more"] if len(new) > MOST else new
        lines += [f"{result.verdict}: {result.promise.title}: {failure}" for failure in said]
    lines += [f"not proved: {why}" for why in dict.fromkeys(result.why for result in results if result.why)]
    corpus = Evidence.of(project / "sources").corpus
    what = f"sources and apparatus {corpus.state}" if corpus else "sources that cannot be loaded"
    python = ".".join(map(str, sys.version_info[:3]))
    lines += ["", f"Verified: {what}, by Python {python} and Sphinx {version('sphinx')}."]
    lines += [f"All {kept} promises hold." if kept == len(results) else f"{kept} of {len(results)} promises hold."]
    return "\n".join(lines) + "\n"


#: Of one promise, so many failures are printed.
MOST = 10


def _row(result: Result) -> tuple[str, str, str, str]:
    return result.promise.title, result.promise.check, result.counted if result.count else "", result.verdict


def _table(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Columns as wide as their widest cell, with a line below the heads."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in ruled]
