"""From a page's Markdown to our own words on it, each with its line, and to sentences; knows no rule about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx

#: Directives whose content is no prose of ours: what a program reads, and words that are compared with their source.
NOT_PROSE = re.compile(
    "quote|code|code-block|code-cell|sourcecode|parsed-literal|literalinclude|math|raw|eval-rst|toctree|bibliography|csv-table"
)
#: What stands for something in masked text: a role or code, what no reader sees, the mark that a sentence ends with, and
#: a role whose own words end a sentence. No page has these characters: they belong to nobody.
SHOWN, HIDDEN, SIGN, STOP = "\ue000", "\ue001", "\ue002", "\ue003"
#: Roles that say what a sentence rests on; they stand behind it.
SIGNS = ("inference", "leans")

Kind = Literal["prose", "heading", "cell", "html", "blockquote", "directive", "code", "break"]


class Piece(NamedTuple):
    """Something on a page: its first line, its Markdown (for a directive, its name), and what it stands in."""

    kind: Kind
    line: int
    text: str
    inside: tuple[str, ...] = ()


class Role(NamedTuple):
    """A role in a text: its name, its words and its place."""

    name: str
    words: str
    start: int
    end: int


class Words(NamedTuple):
    """A text of ours, character for character masked where it is no plain words, and its roles."""

    text: str
    masked: str
    roles: tuple[Role, ...]


_DIRECTIVE = re.compile(r"\{(?P<name>[^}\s]+)\}")
_OPTION = re.compile(r"\s*:[A-Za-z][\w-]*:(\s.*)?")
#: The kinds of text that stand in inline tokens, by the token that opens them.
_HOLDERS: dict[str, Kind] = {"heading_open": "heading", "th_open": "cell", "td_open": "cell", "paragraph_open": "prose"}
#: What no sentence leans across.
_BREAKS = ("hr", "myst_block_break", "table_open", "table_close")


def reader(config: MdParserConfig) -> MarkdownIt:
    """The parser that MyST itself would use for such a page, stopped before it looks into lines."""
    parser = create_md_parser(config, RendererHTML)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def pieces(source: str, parser: MarkdownIt, line: int = 1, inside: tuple[str, ...] = ()) -> Iterator[Piece]:
    """Everything on a page in its order; what stands in directives and block quotes too."""
    holder: Kind = "prose"
    for token in parser.parse(source):
        at = line + (token.map[0] if token.map else 0)
        holder = _HOLDERS.get(token.type, holder)
        if token.type == "inline":
            yield Piece(holder, at, token.content, inside)
        elif token.type == "html_block":
            yield Piece("html", at, token.content, inside)
        elif token.type == "blockquote_open":
            yield Piece("blockquote", at, source.split("\n")[at - line], inside)
            inside = (*inside, "blockquote")
        elif token.type == "blockquote_close":
            inside = inside[:-1]
            yield Piece("break", at, "", inside)
        elif token.type in ("fence", "colon_fence"):
            yield from _fence(token, parser, at, inside)
        elif token.type == "code_block":
            yield Piece("code", at, token.content, inside)
        elif token.type in _BREAKS:
            yield Piece("break", at, "", inside)


def pieces_of(app: Sphinx, docname: str, source: str) -> tuple[Piece, ...]:
    """What stands on a page, divided once for all that look through it; nothing, where it is not Markdown."""
    config = getattr(app.env, "myst_config", None)
    if config is None or app.env.doc2path(docname).suffix != ".md":
        return ()
    read, found = app.env.current_document.get("edition pieces") or ("", ())
    if read != source:
        found = tuple(pieces(source, reader(config)))
        app.env.current_document["edition pieces"] = (source, found)
    return cast("tuple[Piece, ...]", found)


def _fence(token: Token, parser: MarkdownIt, line: int, inside: tuple[str, ...]) -> Iterator[Piece]:
    """A directive and what stands in it; code is a mere break, and so is a colon fence that names no directive."""
    match = _DIRECTIVE.match(token.info.strip())
    if match:
        name = match["name"].removeprefix("edition:")
        yield Piece("directive", line, name, inside)
        if not NOT_PROSE.fullmatch(name):
            content = token.content.split("\n")
            options = _options(content)
            yield from pieces("\n".join(content[options:]), parser, line + 1 + options, (*inside, name))
    elif token.type == "colon_fence":
        yield Piece("code", line, f"{token.markup}{token.info}", inside)
    yield Piece("break", line, "", inside)


def _options(content: Sequence[str]) -> int:
    """The number of lines at the head of a directive that are its options."""
    if content and content[0].strip() == "---":
        return next((at + 1 for at, text in enumerate(content) if at and text.strip() == "---"), 0)
    return next((at for at, text in enumerate(content) if not _OPTION.fullmatch(text)), len(content))


_NO_WORDS = re.compile(
    r"""\{(?P<role>[^\s{}`]+)\}(?P<ticks>`+)(?P<words>.+?)(?<!`)(?P=ticks)(?!`)   # a role
    | (?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)                                     # code
    | (?P<comment><!--.*?-->)
    | (?P<quoting></?(?:q|blockquote)\b[^<>]*>)                                    # HTML's own quotation marks
    | (?P<tag></?[A-Za-z][^<>]*>)                                                  # HTML, or an address in angles
    | (?<=\])(?P<target>\((?:[^()]|\([^()]*\))*\))                                 # where a link leads
    | (?<=[\])`])(?P<attributes>\{[^{}]*\})
    | (?P<footnote>\[\^[^\]\s]+\])
    | (?P<entity>&(?:quot|[lr][ds]quo|[lr]aquo);)""",
    re.DOTALL | re.VERBOSE,
)
_ENTITIES = {"quot": '"', "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "laquo": "«", "raquo": "»"}


def words(text: str) -> Words:
    """Mask what is no plain words of ours; lines and places stay."""
    masked, roles, at = [], [], 0
    for match in _NO_WORDS.finditer(text):
        masked += [text[at : match.start()], _mask(match)]
        at = match.end()
        if match["role"]:
            roles.append(Role(match["role"].lower().removeprefix("edition:"), match["words"], match.start(), match.end()))
    return Words(text, "".join((*masked, text[at:])), tuple(roles))


def tags(text: str) -> Iterator[tuple[int, str]]:
    """The tags of HTML in a text of ours, each with its place; in code, and behind a backslash, there are none."""
    for match in _NO_WORDS.finditer(text):
        if (match["tag"] or match["quoting"]) and not text[: match.start()].endswith("\\"):
            yield match.start(), match[0]


def _mask(match: re.Match[str]) -> str:
    """As many characters as what is masked has, each of which says how it is read."""
    length = len(match[0])
    if match["role"]:
        name = match["role"].removeprefix("edition:")
        sign = SIGN if name in SIGNS else STOP if re.search(r"[.!?…][\"”’)]*$", match["words"]) else SHOWN
        return sign * length
    if match["code"]:
        return SHOWN * length
    if match["entity"]:
        return _ENTITIES[match["entity"][1:-1]] + HIDDEN * (length - 1)
    if match["quoting"]:
        return ("”" if match[0].startswith("</") else "“") + HIDDEN * (length - 1)
    return HIDDEN * length


#: What may stand between the end of a sentence and the blank behind it, and between that and the next one's first word.
_CLOSING, _OPENING = f"[)\\]*_\"'”’»\\\\{HIDDEN}]*", f"[(\\[*_\"'“‘«{HIDDEN}]*"
_END = re.compile(
    rf"(?P<stop>\.\.\.|…|[.!?]){_CLOSING}(?:\s*+{SIGN}++)*+{_CLOSING}(?P<gap>\s+){_OPENING}(?P<next>.)"
    rf"|(?:[:{STOP}]|{SIGN}){_CLOSING}\.?(?P<line>[ \t]*\n\s*)",
)
#: Before a number these are no end of a sentence, these never are, and these only where a line ends.
_NUMBERED = re.compile(r"nos?|pp?|vols?|figs?|chs?|art|nn?|ca?", re.IGNORECASE)
_NEVER_LAST = re.compile(r"dr|mrs?|ms|prof|st|e\.g|i\.e|cf|vs?|eds?", re.IGNORECASE)
_OFTEN_FOLLOWED = re.compile(
    r"(?-i:[A-HJ-Z])|(?:\w\.)+\w|etc|inc|ltd|co|corp|jr|sr|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec", re.IGNORECASE
)


def sentences(words: Words) -> Iterator[Words]:
    """Divide a text into sentences, each with the roles in it; blanks before a sentence go with the one before."""
    ends = [match.start("next") if match["stop"] else match.end("line") for match in _END.finditer(words.masked) if _ends(match)]
    starts = [0]
    for start, end in pairwise([*(_back_to_opening(words.masked, end) for end in ends), len(words.text)]):
        # A place that is given behind the full stop belongs to the sentence before it.
        gap = words.masked[len(words.masked[:start].rstrip()) : start]
        if "\n" in gap or re.search(r"\w", words.masked[start:end]):
            starts.append(start)
    for start, end in pairwise([*starts, len(words.text)]):
        if words.masked[start:end].strip():
            inside = tuple(role for role in words.roles if start <= role.start < end)
            shifted = tuple(role._replace(start=role.start - start, end=role.end - start) for role in inside)
            yield Words(words.text[start:end], words.masked[start:end], shifted)


def _back_to_opening(masked: str, at: int) -> int:
    """Where a sentence begins: the marks that open its first word are its own."""
    while at and not masked[at - 1].isspace():
        at -= 1
    return at


def _ends(match: re.Match[str]) -> bool:
    """Whether a sentence ends here, or an abbreviation does, or something inside parentheses."""
    if match["line"]:
        return True
    before, follows, at_line = match.string[: match.start()], match["next"], "\n" in match["gap"]
    if _open(match.string[before.rfind("\n") + 1 : match.start("gap")]):
        return False
    last = re.search(r"[\w.]*$", before)
    word = last[0].strip(".") if last else ""
    if match["stop"] == ".":
        numbered = follows.isdigit() or follows in (SHOWN, STOP, "¶")
        if _NEVER_LAST.fullmatch(word) or (numbered and _NUMBERED.fullmatch(word)):
            return False
        if not at_line and _OFTEN_FOLLOWED.fullmatch(word):
            return False
    if at_line:
        return True
    # Within a line, an ellipsis is more often an omission than an end.
    return match["stop"] not in ("...", "…") and (follows.isupper() or follows.isdigit() or follows in (SHOWN, STOP))


def _open(text: str) -> bool:
    """Whether a parenthesis is open at the end of a text."""
    return text.count("(") > text.count(")")
