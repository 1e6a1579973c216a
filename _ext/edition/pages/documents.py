"""The list of witnesses: what each is, who wrote it, when, where, its rights and its hash; shows the Corpus alone."""

from __future__ import annotations

from docutils import nodes

from corpus.model import Corpus

from ..links import Page
from .places import iso_in_words


def documents(corpus: Corpus, page: Page) -> list[nodes.Node]:
    """A definition list of the witnesses: what each is, who wrote it, when, where, its rights and its hash."""
    listed = nodes.definition_list(classes=["documents"])
    for witness in corpus.witnesses.values():
        term = nodes.term("", f"{witness.siglum} · {witness.title}", ids=[f"witness-{witness.siglum.lower()}"])
        address: nodes.Node = nodes.Text(witness.address)
        if witness.address.startswith("http"):
            address = nodes.reference("", witness.address, refuri=witness.address)
        date = iso_in_words(witness.date) if witness.date[:1].isdigit() else witness.date
        facts: list[tuple[str, nodes.Node]] = [
            ("Part", nodes.Text(witness.part)),
            ("Author", nodes.Text(witness.author)),
            ("Date", nodes.Text(f"{date} ({witness.dated_by})")),
            ("Address", address),
            ("Rights", nodes.Text(witness.rights)),
            ("Repair", nodes.Text(", ".join(" ".join(step) for step in witness.plan) or "none needed")),
            ("File", nodes.literal("", witness.file)),
            ("SHA-256", nodes.literal("", witness.sha256)),
        ]
        fields = [
            nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", value)))
            for name, value in facts
        ]
        listed += nodes.definition_list_item("", term, nodes.definition("", nodes.field_list("", *fields)))
    return [listed]
