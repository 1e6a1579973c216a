"""Tables as Typst, with the widths of their columns and headings that recur; knows nothing else."""

from __future__ import annotations

from docutils import nodes

from .collecting import Collecting


class Tables(Collecting):
    """Tables, for the writer."""

    def visit_table(self, node: nodes.Element) -> None:
        self.body.append("\n#tabular-figure[")
        self.put_anchors(node)

    def depart_table(self, node: nodes.Element) -> None:
        self.body.append("]\n\n")

    def visit_tgroup(self, node: nodes.Element) -> None:
        widths = ", ".join(f"{column.get('colwidth', 1)}fr" for column in node.findall(nodes.colspec))
        self.body.append(f"#tabular(({widths},), ")

    def depart_tgroup(self, node: nodes.Element) -> None:
        self.body.append(")")

    def visit_colspec(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.Element) -> None:
        self.body.append("table.header(")

    def depart_thead(self, node: nodes.Element) -> None:
        self.body.append("), ")

    def visit_tbody(self, node: nodes.Element) -> None:
        """Rows follow one another."""

    def visit_row(self, node: nodes.Element) -> None:
        """Cells follow one another."""

    def visit_entry(self, node: nodes.Element) -> None:
        span = [f"{name}: {node[key] + 1}" for name, key in (("colspan", "morecols"), ("rowspan", "morerows")) if key in node]
        self.body.append(f"table.cell({', '.join(span)})[")

    def depart_entry(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("], ")
