"""The map of the archive: every line of the witness is exactly one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus, source_map
from corpus.__main__ import main

LAST = 1095


@pytest.fixture(scope="module")
def kinds(corpus: Corpus) -> dict[int, tuple[str, str]]:
    """What each line became, and of what."""
    return {line: (region.kind, region.of) for region in source_map(corpus) for line in range(region.first, region.last + 1)}


def test_regions_cover_the_witness_without_gap_or_overlap(corpus: Corpus, archive: str) -> None:
    """Regions follow each other from line 1 to the last line, and nothing is left over."""
    regions = source_map(corpus)
    assert regions[0].first == 1
    assert [after.first for after in regions[1:]] == [before.last + 1 for before in regions[:-1]]
    assert regions[-1].last == archive.count("\n") == LAST
    assert all(region.first <= region.last for region in regions)


@pytest.mark.parametrize(
    ("line", "kind", "of"),
    [
        (1, "front matter", ""),
        (6, "front matter", ""),
        (7, "heading", "question"),
        (8, "header", "2015-05-25-altman"),
        (9, "separator", ""),
        (10, "body", "2015-05-25-altman"),
        (11, "body", "2015-05-25-altman"),
        (18, "body", "2015-05-25-altman"),
        (19, "header", "2015-05-25-musk"),
        (38, "separator", ""),
        (39, "heading", "ai-docs"),
        (116, "body", "2015-12-08-altman"),
        (179, "body", "2016-01-02-redacted"),
        (180, "separator", ""),
        (181, "note", ""),
        (182, "header", "2016-01-02-sutskever"),
        (311, "header", "2016-04-27-thompson"),
        (464, "heading", "imessages-on-openai-for-profit"),
        (548, "separator", ""),
        (549, "separator", ""),
        (550, "separator", ""),
        (551, "separator", ""),
        (552, "heading", "openai-notes"),
        (617, "header", "2017-09-04-brockman"),
        (874, "body", "2018-02-01-musk"),
        (937, "separator", ""),
        (1034, "body", "2019-03-06-altman"),
        (1093, "header", "2022-10-zilis-2"),
        (1095, "body", "2022-10-zilis-2"),
    ],
)
def test_a_line_read_by_eye_is_what_the_map_says(line: int, kind: str, of: str, kinds: dict[int, tuple[str, str]]) -> None:
    """Lines picked by hand are front matter, heading, header, body, note or separator, as a reader sees."""
    assert kinds[line] == (kind, of)


def test_only_blank_lines_are_separators_and_no_other_region_ends_blank(
    corpus: Corpus, archive: str, kinds: dict[int, tuple[str, str]]
) -> None:
    """A separator never hides text; a heading, header, note or body never takes the blank lines after it."""
    lines = archive.split("\n")
    assert [line for line, (kind, _) in kinds.items() if kind == "separator" and lines[line - 1].strip()] == []
    for region in source_map(corpus):
        if region.kind != "separator":
            assert lines[region.first - 1].strip()
            assert lines[region.last - 1].strip()


def test_each_heading_header_and_note_is_one_line(corpus: Corpus) -> None:
    """One line, one heading, one header, one note: their regions never run on."""
    regions = [region for region in source_map(corpus) if region.kind in ("heading", "header", "note")]
    assert [region for region in regions if region.first != region.last] == []


def test_the_map_can_be_printed(sources: Path, corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    """``python -m corpus map`` prints a line a region, with first and last line, kind and what it is of."""
    assert main(["--sources", str(sources), "map"]) == 0
    printed = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    expected = [[f"{region.first}-{region.last}", f"{region.kind} {region.of}".split()] for region in source_map(corpus)]
    assert [[place, rest.split()] for place, rest in printed] == expected
    assert ["181-181", "note"] in printed
