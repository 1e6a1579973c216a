"""Words as an id: letters of a to z and numbers, joined by hyphens; knows nothing of what is called so."""

from __future__ import annotations

import re
import unicodedata

#: An id is no longer than this, so that it can be the name of a file and be read in an address.
LONGEST = 60
#: Letters that Unicode does not take apart into one of a to z and a mark.
_WHOLE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"})
_APOSTROPHES = str.maketrans("", "", "’'")


def slug(words: str) -> str:
    """Words as an id, cut at the end of a word; empty where no letter of theirs can be one."""
    whole = words.lower().translate(_APOSTROPHES).translate(_WHOLE)
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return joined if len(joined) <= LONGEST else joined[: LONGEST + 1].rpartition("-")[0] or joined[:LONGEST]
