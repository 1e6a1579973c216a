"""Tables as Typst, with the widths of their columns and headings that recur; knows nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from .writer import Writer


class Tables:
    """Tables, for the writer."""

    def visit_table(self: Writer, node: nodes.Element) -> None:
        self.body.append("\n#tabular-figure[")
        self.put_anchors(node)

    def depart_table(self: Writer, node: nodes.Element) -> None:
        self.body.append("]\n\n")

    def visit_tgroup(self: Writer, node: nodes.Element) -> None:
        widths = ", ".join(f"{column.get('colwidth', 1)}fr" for column in node.findall(nodes.colspec))
        self.body.append(f"#tabular(({widths},), ")

    def depart_tgroup(self: Writer, node: nodes.Element) -> None:
        self.body.append(")")

    def visit_colspec(self: Writer, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_thead(self: Writer, node: nodes.Element) -> None:
        self.body.append("table.header(")

    def depart_thead(self: Writer, node: nodes.Element) -> None:
        self.body.append("), ")

    def visit_tbody(self: Writer, node: nodes.Element) -> None:
        """Rows follow one another."""

    depart_tbody = visit_row = depart_row = visit_tbody

    def visit_entry(self: Writer, node: nodes.Element) -> None:
        span = [f"{name}: {node[key] + 1}" for name, key in (("colspan", "morecols"), ("rowspan", "morerows")) if key in node]
        self.body.append(f"table.cell({', '.join(span)})[")

    def depart_entry(self: Writer, node: nodes.Element) -> None:
        self.trim()
        self.body.append("], ")
