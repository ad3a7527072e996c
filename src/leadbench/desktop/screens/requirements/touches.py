"""What an item of the chain touches: all that leads to it, and all that it leads to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Text
from leadbench.plan.tables import Requirement
from leadbench.plan.traces import Chain, Item, Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page


@dataclass(frozen=True, slots=True)
class Touched:
    """A row of the list; ``id`` is its place."""

    id: int
    item: Item
    above: bool


class Touches(QWidget):
    """The list in the inspector; a click or Enter opens the page of an item."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        title = Text("What does this touch", theme, "section")
        title.setContentsMargins(16, 10, 16, 0)
        self.words = Text("", theme, "caption", "text2", wrap=True)
        self.words.setContentsMargins(16, 0, 16, 2)
        self.table = Table(
            page,
            [
                FieldSpec(
                    "place", "", editor="readonly", width=98, opens=True, dress=_place,
                    value=lambda row: _SHORT[row.item.place],
                ),
                FieldSpec(
                    "words", "", editor="readonly", least=100, opens=True,
                    value=lambda row: row.item.words,
                    tip=lambda row: f"{row.item.place.value.capitalize()}: {row.item.words}\n"
                    "Click or Enter opens its page",
                ),
            ],
            table=Requirement, name=lambda row: row.item.words, edge=16, row_height=26,
            closed=True,
        )  # fmt: skip
        self.table.head.hide()
        self.table.setAccessibleName("What does this touch")
        self.table.clicked.connect(lambda index: self._open(index.row()))
        self.table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.words)
        column.addWidget(self.table)

    def show_for(self, chain: Chain, item: Item) -> None:
        """List what an item touches."""
        above, below = chain.upstream(item), chain.downstream(item)
        rows = [*((one, True) for one in above), *((one, False) for one in below)]
        self.table.set_rows([Touched(place, *row) for place, row in enumerate(rows)])
        self.table.setVisible(bool(rows))
        self.words.setText(
            f"{len(above)} before it, {len(below)} after it. A change of it concerns them."
            if rows
            else "Nothing yet: it is linked with nothing."
        )

    def _open(self, place: int) -> None:
        self.page.open_item(self.table.row_at(place).item)


def target(item: Item) -> object:
    """Return what the page of an item selects; None where it lists no such rows."""
    if item.place == Place.RISK:
        return None
    return ("decision", item.key) if item.place == Place.DECISION else item.key


_SHORT = {
    Place.GOAL: "Goal",
    Place.BUSINESS: "Business",
    Place.TECHNICAL: "Technical",
    Place.TASK: "Task",
    Place.TEST: "Test",
    Place.MONITOR: "Monitor",
    Place.SECTION: "Document",
    Place.RISK: "Risk",
    Place.DECISION: "Decision",
    Place.COMPONENT: "Component",
}


def _place(row: Touched) -> Mark:
    return Mark("arrow-up" if row.above else "arrow-down", "text2")
