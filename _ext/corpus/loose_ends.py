"""What the apparatus still leaves open: names, conflicts, undated turns and quotations that nothing is said of; reads no file."""

from __future__ import annotations

from collections.abc import Iterator

from .chronicle import unbounded
from .conflict import unexplained
from .mention import unresolved
from .model import Corpus
from .problems import Problem, did_you_mean
from .reception import untraced
from .register import forms_of, unused


def loose_ends(corpus: Corpus) -> tuple[Problem, ...]:
    """Everything that a finished edition of this Corpus would have accounted for, sorted by place."""
    apparatus = corpus.apparatus
    used = {mention.entry for mentions in apparatus.mentions.values() for mention in mentions if mention.entry}
    used |= {party.person for message in corpus.messages.values() for _, party in message.participants if party.person}
    return tuple(
        sorted(
            {
                *_names(corpus),
                *unused(corpus.register, used),
                *unexplained(corpus.threads, apparatus.conflicts),
                *unbounded(corpus.messages, apparatus.intervals),
                *untraced(corpus),
            }
        )
    )


def _names(corpus: Corpus) -> Iterator[Problem]:
    apparatus = corpus.apparatus
    forms = [form for entry in corpus.register.values() for form in forms_of(entry)]
    for at in unresolved(corpus.messages, corpus.register, apparatus.mentions, apparatus.dismissals):
        thread = corpus.by_thread[corpus.messages[at.source].thread]
        message = f"{at.text!r} in {at.source!r} ¶{at.paragraph} is neither resolved nor dismissed"
        hint = did_you_mean(at.text, forms) or "add it to the register, to mentions.tsv or to dismissals.tsv"
        yield Problem(thread.path, at.line - thread.line + 1, "mention.unresolved", message, hint)
