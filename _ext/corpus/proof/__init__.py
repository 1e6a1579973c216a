"""The promises of the edition proved again, from sources and book as they are; knows no program that makes a book."""

from __future__ import annotations

from .evidence import Evidence
from .promise import PROMISES, Promise, Result, Verdict
from .proving import prove

__all__ = ["PROMISES", "Evidence", "Promise", "Result", "Verdict", "prove"]
