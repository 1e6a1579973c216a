"""Everything this project does, one session a verb: ``nox -l`` lists them, ``nox -s html`` builds the book."""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["html"]

HERE = Path(__file__).parent
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = Path("_build")
PROSE = [
    "book",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    ".github",
    "sources/README.md",
    "_ext",
    "noxfile.py",
]
#: What the host reads, by the name of the schema that it publishes.
HOSTED = {
    "github-workflows": [".github/workflows/checks.yml", ".github/workflows/release.yml"],
    "dependabot": [".github/dependabot.yml"],
    "github-issue-forms": sorted(str(form.relative_to(HERE)) for form in HERE.glob(".github/ISSUE_TEMPLATE/[!c]*.yml")),
    "github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "citation-file-format": ["CITATION.cff"],
}


@nox.session
def html(session: nox.Session) -> None:
    """Build the book as HTML into _build/html."""
    build(session, "html")
    session.log("Open _build/html/index.html. Other verbs: " + ", ".join(VERBS) + "; nox -l explains them.")


@nox.session
def epub(session: nox.Session) -> None:
    """Build the book as an EPUB, for e-readers, into _build/epub."""
    build(session, "epub")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test; arguments after -- go to pytest."""
    run_tests(session)


for version in ("3.11", "3.12", "3.13"):

    @nox.session(name=f"tests-{version}", python=version)
    def tests_on(session: nox.Session) -> None:
        """Run every test on this Python."""
        run_tests(session)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the code (ruff, mypy), the spelling of our own prose (codespell), licences, and the files for the host."""
    install(session, "lint", "test")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("codespell", *[name for name in PROSE if (HERE / name).exists()])
    session.run("reuse", "--no-multiprocessing", "lint", "--lines")
    for schema, files in HOSTED.items():
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
    session.run("zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github")


@nox.session
def sources(session: nox.Session) -> None:
    """Make the cleaned texts from the witnesses and compare them with what is committed; -- --write writes them."""
    install(session)
    session.run("python", "-m", "corpus", "sources", *session.posargs)


@nox.session
def export(session: nox.Session) -> None:
    """Write the edition as data into _build/export: edition.json, validated against its schema."""
    build(session, "edition-data", "export")


@nox.session
def pdf(session: nox.Session) -> None:
    """Typeset the book into _build/pdf: -- --only honest-thoughts prints one chapter or thread, -- --paper a4 on other paper."""
    build(session, "pdf", options=settings(session, {"--only": "typeset_only", "--paper": "typeset_paper"}))


@nox.session
def diff(session: nox.Session) -> None:
    """Say what differs from another commit, in the edition's terms: -- BASE, as text, or with --markdown or --json."""
    install(session)
    session.run("python", "-m", "edition", "diff", *session.posargs, stderr=sys.stderr)  # what is printed is the report alone


@nox.session
def verify(session: nox.Session) -> None:
    """Prove every promise of the edition again, trusting nothing, and print the table of promises and results."""
    install(session)
    session.run("python", "-m", "edition", "verify", *session.posargs, stderr=sys.stderr)


@nox.session
def live(session: nox.Session) -> None:
    """Rebuild the book whenever a file is saved, and reload it in the browser."""
    install(session, "live")
    watched = [f"--watch={folder}" for folder in ("sources", "_ext")]
    opening = ["--open-browser"] if sys.stdin.isatty() else []
    quietly = ["-q", "-n", f"-d{BUILD / 'doctrees' / 'live'}"]
    session.run("sphinx-autobuild", *quietly, *watched, *opening, "book", str(BUILD / "live"), *session.posargs)


@nox.session
def new(session: nox.Session) -> None:
    """Begin a chapter, a note, a person or a witness: -- chapter "Title"; -- --help explains."""
    install(session)
    session.run("python", "-m", "scaffold", *session.posargs)


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Follow the links of our own prose (needs the network); the letters' links are evidence and stay as they are."""
    build(session, "linkcheck")


@nox.session
def site(session: nox.Session) -> None:
    """Build what is published, anew, into _build/site: HTML with PDF, EPUB and data; -- --address URL says where it will be."""
    given = settings(session, {"--address": "html_baseurl"})
    for builder, folder in (("pdf", ""), ("epub", ""), ("edition-data", "export"), ("html", "site")):
        shutil.rmtree(BUILD / (folder or builder), ignore_errors=True)
        made = [*BUILD.glob("pdf/*.pdf"), *BUILD.glob("epub/*.epub"), BUILD / "export" / "edition.json"]
        offer = ["-D", f"edition_downloads={','.join(f'../{path.as_posix()}' for path in made)}"]
        build(session, builder, folder, [*given, *offer] if builder == "html" else given)


@nox.session
def bench(session: nox.Session) -> None:
    """Compare the cost of the book with plain Sphinx, at four sizes, and fail where a target is missed (-- --quick is short)."""
    install(session)
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session(venv_backend="none")
def check(session: nox.Session) -> None:
    """Everything that the gate runs: lint, sources, html, export, pdf, epub, site, verify, tests."""
    for verb in ("lint", "sources", "html", "export", "pdf", "epub", "site", "verify", "tests"):
        session.notify(verb)


VERBS = (
    "pdf", "epub", "tests", "lint", "sources", "export", "diff", "verify", "site", "live", "new", "linkcheck", "bench", "check",
)  # fmt: skip


def install(session: nox.Session, *groups: str) -> None:
    """Install the project with the locked versions of everything it needs."""
    wanted = [requirement for group in groups for requirement in PROJECT["dependency-groups"][group]]
    session.install("-c", "constraints.txt", "-e", ".", *wanted, silent=True)


def settings(session: nox.Session, known: Mapping[str, str]) -> list[str]:
    """What was given after ``--``, our options as settings of Sphinx."""
    given = list(session.posargs)
    for option, setting in known.items():
        if option in given:
            at = given.index(option)
            if at + 1 == len(given):
                session.error(f"{option} needs a value")
            given[at : at + 2] = ["-D", f"{setting}={given[at + 1]}"]
    return given


def build(session: nox.Session, builder: str, folder: str = "", options: Sequence[str] | None = None) -> None:
    """Run one Sphinx builder with warnings as errors, its own doctrees, and all cores."""
    options = session.posargs if options is None else options
    install(session)
    doctrees, out = BUILD / "doctrees" / builder, BUILD / (folder or builder)
    strict = ["-n", "-W", "--keep-going", "-j", "auto"]
    session.run("sphinx-build", "-b", builder, *strict, "-d", str(doctrees), *options, "book", str(out))


def run_tests(session: nox.Session) -> None:
    """Install what the tests need, from Debian too where we may, and run them."""
    provide_programs(session)
    install(session, "test", "lint")  # the hooks are tested with their own programs
    session.run("pytest", *(session.posargs or ["-n", "auto"]))


def provide_programs(session: nox.Session) -> None:
    """Install missing Debian packages as root; elsewhere name them, before any other work."""
    packages: dict[str, str] = PROJECT["tool"]["edition"]["debian"]
    missing = sorted(package for package, program in packages.items() if shutil.which(program) is None)
    if not missing:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        session.log(f"Installing from Debian: {', '.join(missing)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        session.run("apt-get", "-qq", "update", external=True, silent=True)
        session.run("apt-get", "-qq", "-y", "install", *missing, external=True, silent=True, env=quiet)
    else:
        session.error(f"The tests need programs that are not here; Debian calls them: {' '.join(missing)}")
