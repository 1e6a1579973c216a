"""Tables as Typst: headings that recur, groups that stay with their rows, ends that stay together; knows nothing else."""

from __future__ import annotations

from docutils import nodes

from .collecting import Collecting
from .columns import widths

#: A table of fewer rows has no end that could be parted from it.
_LONG = 4


class Tables(Collecting):
    """Tables, for the writer."""

    def visit_table(self, node: nodes.Element) -> None:
        self.body.append("\n#tabular-figure[")
        self.put_anchors(node)

    def depart_table(self, node: nodes.Element) -> None:
        self.body.append("]\n\n")

    def visit_tgroup(self, node: nodes.Element) -> None:
        columns = ", ".join(f"{width}fr" for width in widths(node))
        self.body.append(f"#tabular(({columns},), ")

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
        """The name of a group is a heading below the table's; no row ends a table alone on a page: the last two are one foot."""
        if _names_a_group(node):
            name = node.children[0]
            self.body.append(f"table.header(level: 2, repeat: true, table.cell(colspan: {len(node)})[")
            for child in name.children:
                child.walkabout(self)
            self.trim()
            self.body.append("]), ")
            raise nodes.SkipNode
        if _ends(node) == 1:
            self.body.append("table.footer(repeat: false, ")

    def depart_row(self, node: nodes.Element) -> None:
        self.body.append("), " if _ends(node) == 0 else "")

    def visit_entry(self, node: nodes.Element) -> None:
        span = [f"{name}: {node[key] + 1}" for name, key in (("colspan", "morecols"), ("rowspan", "morerows")) if key in node]
        self.body.append(f"table.cell({', '.join(span)})[")

    def depart_entry(self, node: nodes.Element) -> None:
        self.trim()
        self.body.append("], ")


def _names_a_group(row: nodes.Element) -> bool:
    """Whether nothing but the first cell of a row has words, and these are all strong."""
    first, *others = row.children
    words = first.astext()
    strong = "".join(one.astext() for one in first.findall(nodes.strong))
    return bool(others) and bool(words) and words == strong and not any(one.astext() for one in others)


def _ends(row: nodes.Element) -> int | None:
    """0 for the last row of a long table, 1 for the one before it, if both are rows like others."""
    rows = [one for one in row.parent.children if isinstance(one, nodes.row)]
    last = rows[-2:]
    if not isinstance(row.parent, nodes.tbody) or len(rows) < _LONG or row not in last:
        return None
    spans = any("morerows" in entry for one in rows for entry in one.findall(nodes.entry))
    return None if spans or any(_names_a_group(one) for one in last) else 1 - last.index(row)
