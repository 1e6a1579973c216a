"""What directives and roles share: they ask the Corpus, and tell the domain what they showed; makes no nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from corpus.model import Corpus

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import EditionDomain
    from .showing import Aspect


class Asking:
    """A directive or a role, whose own class brings ``env``."""

    if TYPE_CHECKING:

        @property
        def env(self) -> BuildEnvironment:
            """The environment of this build."""
            raise NotImplementedError

    @property
    def edition(self) -> EditionDomain:
        """The domain of this build."""
        return cast("EditionDomain", self.env.get_domain("edition"))

    @property
    def corpus(self) -> Corpus:
        """The Corpus of this build."""
        return self.edition.corpus

    def shows(self, aspect: Aspect, key: str = "") -> None:
        """Record what this page shows of the Corpus, so that it is read again when that changes."""
        self.edition.note_shown(self.env.docname, aspect, key)
