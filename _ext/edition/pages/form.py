"""The native controls of a tool as HTML, each with its label; knows no letters and no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, what it is called, and how many letters it would find (None: no count is shown)."""

    value: str
    label: str
    count: int | None = None

    @property
    def counted(self) -> str:
        """``Musk, Elon (61)``: a script that counts anew writes it in the same way."""
        return self.label if self.count is None else f"{self.label} ({self.count})"


def select(tool: str, name: str, label: str, choices: Sequence[Choice], chosen: str = "") -> str:
    """A label and the list that it names; the label of each choice is kept apart from its count."""
    options = "".join(_option(one, one.value == chosen) for one in choices)
    id = f"{tool}-{name}"
    return f'<div class="field"><label for="{id}">{label}</label><select id="{id}" name="{name}">{options}</select></div>\n'


def _option(choice: Choice, chosen: bool) -> str:
    selected = " selected" if chosen else ""
    label = "" if choice.count is None else f' data-label="{escape(choice.label)}"'
    return f'<option value="{escape(choice.value)}"{selected}{label}>{escape(choice.counted, quote=False)}</option>'


def radios(name: str, legend: str, choices: Sequence[Choice]) -> str:
    """A group of choices of which one holds, the first at first."""
    buttons = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(one.value)}"{" checked" if at == 0 else ""}> '
        f'{escape(one.label)} <span class="count">({one.count})</span></label>'
        for at, one in enumerate(choices)
    )
    return f'<fieldset class="radios"><legend>{legend}</legend>{buttons}</fieldset>\n'


def fieldset(legend: str, *controls: str) -> str:
    """Controls that belong together, under one name."""
    return f"<fieldset><legend>{legend}</legend>\n{''.join(controls)}</fieldset>\n"
