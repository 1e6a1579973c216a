"""The promises that a build can prove of its own book, for the colophon; what needs two books is proved by ``verifying``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.digest import digest
from corpus.proof import PROMISES, Evidence, Result
from corpus.proof.proving import CHECKS, prove

from .printed import printed

if TYPE_CHECKING:
    from .domain import EditionDomain

#: What proves the promises that one build cannot prove.
LATER = "by nox -s verify"
#: What of a promise is remembered from build to build: its key, and the fields of its result.
Proved = tuple[tuple[str, int, tuple[str, ...]], ...]


def proved(domain: EditionDomain) -> Iterator[Result]:
    """Each promise with its result; of those that one build cannot prove it is said what does."""
    results = {key: Result(PROMISES[key], count, failures) for key, count, failures in domain.data["proved"][1]}
    yield from (results.get(key, Result(promise, why=LATER)) for key, promise in PROMISES.items())


def prove_again(domain: EditionDomain) -> None:
    """Prove the promises, unless nothing that they rest on has changed since the last build of a book with a colophon."""
    if not any(part == "colophon" for _, part in domain.said("generated")):
        return
    sources = (Path(domain.env._app.confdir) / domain.env.config.edition_sources).resolve()
    book = printed(domain)
    state = digest((domain.corpus.state, sorted(book.homes.items()), book.notes, book.quotations, book.pages, _files(sources)))
    if domain.data["proved"][0] != state:
        evidence = Evidence(sources, domain.corpus, book)
        results = (prove(key, evidence) for key in CHECKS)
        domain.data["proved"] = (state, tuple((one.promise.key, one.count, one.failures) for one in results))


def _files(sources: Path) -> list[tuple[str, str]]:
    """A digest of every file of the sources: the Corpus does not have the witnesses' bytes."""
    files = sorted(path for path in sources.rglob("*") if path.is_file())
    return [(path.relative_to(sources).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
