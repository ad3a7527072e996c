"""The chain from goal to document section: coverage, one step of it as a matrix, loose ends."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.desktop.screens.requirements.chain_columns import (
    MANY,
    Covered,
    action_of,
    coverage_columns,
    monitor_columns,
    section_columns,
    test_columns,
)
from leadbench.desktop.screens.requirements.columns import dot
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Surface, Text
from leadbench.plan.tables import (
    Check,
    DocumentSection,
    Monitor,
    Requirement,
)
from leadbench.plan.traces import STEPS, Item, Orphan, Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page

_BESIDE = 760
_LOOSE_HIGH = 224
"""Pixels that many loose ends may take: as much as the coverage beside them."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item as a row of the matrix; ``id`` is its key."""

    id: int
    item: Item


@dataclass(frozen=True, slots=True)
class Loose:
    """A loose end as a row; ``id`` is its place."""

    id: int
    orphan: Orphan


class ChainView(QScrollArea):
    """Six steps, the matrix of the chosen one, what hangs loose, and the lists at the end."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        self.step = 1
        self.swapped = False
        self.finding = Text("", theme, "finding", wrap=True)
        self.coverage = Table(
            page, coverage_columns(), table=Requirement, name=lambda _row: "", edge=0,
            closed=True, row_height=28,
        )  # fmt: skip
        self.coverage.setAccessibleName("Coverage of each step of the chain")
        self.coverage.chosen.connect(self._choose_step)
        self.orphans = Table(
            page,
            [
                FieldSpec("words", "Loose end", editor="readonly", least=150,
                          value=lambda row: row.orphan.short, tip=lambda row: row.orphan.words,
                          dress=lambda _row: Mark("triangle-alert", icon_ink="near")),
                FieldSpec("action", "", width=138, value=lambda row: action_of(row.orphan),
                          press=lambda row: page.mend(row.orphan),
                          dress=lambda _row: Mark(ink="accent")),
            ],
            table=Requirement, name=lambda row: row.orphan.words, edge=0, row_height=28,
        )  # fmt: skip
        self.orphans.head.hide()
        self.orphans.setAccessibleName("Loose ends of the chain")
        self.orphans.chosen.connect(self._choose_orphan)
        self.none = Text("Nothing hangs loose.", theme, "cell", "text2")
        self.title = Text("", theme, "section")
        self.matrix = Table(
            page, [FieldSpec("name", "", editor="readonly")], table=Requirement,
            name=lambda row: row.item.words, edge=0, row_height=27,
        )  # fmt: skip
        self.matrix.chosen.connect(self._choose_line)
        self.tests = ListOf(
            page, Check, test_columns(page), title="Tests", noun=("test", "tests"),
            new={"name": "New test"}, name=lambda row: str(row.name),
        )  # fmt: skip
        self.monitors = ListOf(
            page, Monitor, monitor_columns(page), title="Monitors",
            noun=("monitor", "monitors"), new={"name": "New monitor"},
            name=lambda row: str(row.name),
        )  # fmt: skip
        self.sections = ListOf(
            page, DocumentSection, section_columns(page), title="Document sections",
            noun=("document section", "document sections"), new={"name": "New section"},
            name=lambda row: str(row.name),
        )  # fmt: skip
        self._lists = (
            (self.tests, Place.TEST),
            (self.monitors, Place.MONITOR),
            (self.sections, Place.SECTION),
        )
        for list_, place in self._lists:
            list_.table.chosen.connect(lambda t=list_.table, p=place: self._choose_named(t, p))
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.page.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 12, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.finding)
        ways = QBoxLayout.Direction
        self._above = QBoxLayout(ways.LeftToRight)
        self._above.setSpacing(24)
        self._above.addWidget(
            _stack(
                Text("Coverage", theme, "section"),
                Text("Choose a step to see it below", theme, "caption", "text2"),
                self.coverage,
            ),
            6,
        )
        self._above.addWidget(
            _stack(Text("Loose ends", theme, "section"), self.none, self.orphans), 5
        )
        column.addLayout(self._above)
        column.addWidget(Line(theme))
        column.addWidget(self.title)
        column.addWidget(
            Text("A click or Space in a cell links both, and takes the link away again", theme,
                 "caption", "text2")
        )  # fmt: skip
        column.addWidget(self.matrix)
        column.addWidget(Line(theme))
        for list_, _place in self._lists:
            column.addWidget(list_)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(content)
        self.setFocusProxy(self.coverage)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(self.page.theme, _BESIDE)
        ways = QBoxLayout.Direction
        self._above.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    # What is shown

    def refresh(self) -> None:
        """Reread the chain."""
        chain = self.page.chain
        self.coverage.set_rows([Covered(at, one) for at, one in enumerate(chain.coverage())])
        if not self.coverage.selected():
            self.coverage.choose(self.step, "step")
        loose = chain.orphans()
        self.orphans.set_rows([Loose(at, one) for at, one in enumerate(loose)])
        self.orphans.setVisible(bool(loose))
        self.orphans.setMaximumHeight(scaled(self.page.theme, _LOOSE_HIGH))
        self.none.setVisible(not loose)
        for list_, _place in self._lists:
            list_.refresh()
        self._say(len(loose))
        self._show_matrix()

    def _say(self, loose: int) -> None:
        chain = self.page.chain
        checked = next(one for one in chain.coverage() if one.step.right == Place.TEST)
        if not checked.left[1]:
            self.finding.setText(
                "Add technical requirements first: what is tested and watched follows from them."
            )
            return
        ends = "Nothing hangs loose" if not loose else (
            "One end hangs loose" if loose == 1 else f"{loose} ends hang loose"
        )  # fmt: skip
        self.finding.setText(
            f"{checked.left[0]} of {checked.left[1]} technical requirements have a test. {ends}."
        )

    def _show_matrix(self) -> None:
        """Show the chosen step: the longer side as rows, the shorter one as columns."""
        chain, step = self.page.chain, STEPS[self.step]
        left, right = chain.items[step.left], chain.items[step.right]
        self.swapped = len(right) > len(left)
        lines, across = (right, left) if self.swapped else (left, right)
        place = step.right if self.swapped else step.left
        other = step.left if self.swapped else step.right
        self.title.setText(f"{MANY[place]} by {MANY[other].lower()}")
        self.matrix.setAccessibleName(self.title.text())
        self.matrix.set_specs(
            [
                FieldSpec("code", "", editor="readonly", width=44,
                          value=lambda row: row.item.code, dress=lambda _row: Mark(ink="text2")),
                FieldSpec("name", MANY[place], editor="readonly", least=180,
                          value=lambda row: row.item.name, tip=lambda row: row.item.words),
                *(self._cell(item) for item in across.values()),
            ]
        )  # fmt: skip
        self.matrix.set_rows([Row(item.key, item) for item in lines.values()])

    def pair_of(self, line: int, across: int) -> tuple[int, int]:
        """Return the keys of a cell as left and right of the step."""
        return (across, line) if self.swapped else (line, across)

    def _cell(self, across: Item) -> FieldSpec:
        def linked(row: Row) -> bool:
            return self.pair_of(row.id, across.key) in self.page.chain.linked(STEPS[self.step])

        def paint(painter: QPainter, cell: QRectF, row: Row, theme: Theme) -> None:
            dot(painter, cell, theme, linked=linked(row), tinted=False)

        return FieldSpec(
            f"link {across.key}", across.code, width=38, align="center",
            value=linked, text=lambda found: "linked" if found else "", paint=paint,
            press=lambda row: self.page.toggle(
                STEPS[self.step], *self.pair_of(row.id, across.key)
            ),
            tip=lambda row: f"{row.item.words}\n{across.words}",
        )  # fmt: skip

    # The selection

    def _choose_step(self) -> None:
        chosen = self.coverage.selected()
        if chosen and chosen[0] != self.step:
            self.step = chosen[0]
            self._show_matrix()

    def show_step(self, place: int, key: int | None = None, other: int | None = None) -> None:
        """Show a step, and put the cursor on the row or column of an item."""
        self.step = place
        self.coverage.choose(place, "step")
        self._show_matrix()
        keys = [row.id for row in self.matrix.rows.rows]
        line = key if not self.swapped else other
        column = other if not self.swapped else key
        if not keys:
            return
        first = next((spec.column for spec in self.matrix.specs if spec.press), "name")
        at = f"link {column}" if column is not None else first
        self.matrix.choose(line if line is not None and line in keys else keys[0], at)
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.matrix)

    def _choose_orphan(self) -> None:
        rows = self.orphans.selected_rows()
        if rows:
            self._only(self.orphans)
            self.page.side.show_item(rows[0].orphan.item)

    def _choose_line(self) -> None:
        rows = self.matrix.selected_rows()
        if rows:
            self._only(self.matrix)
            self.page.side.show_item(rows[0].item)

    def _choose_named(self, table: Table, place: Place) -> None:
        rows = table.selected_rows()
        item = self.page.chain.items[place].get(rows[0].id) if rows else None
        if item is not None:
            self._only(table)
            self.page.side.show_item(item)

    def _only(self, table: Table) -> None:
        for other in (self.orphans, self.matrix, *(list_.table for list_, _ in self._lists)):
            if other is not table:
                other.clearSelection()

    def show_item(self, item: Item) -> bool:
        """Select an item that is listed here; tell whether it is."""
        for list_, place in self._lists:
            if place == item.place:
                list_.table.choose(item.key, "name")
                list_.table.setFocus()
                self.ensureWidgetVisible(list_)
                return True
        return False

    def again(self) -> None:
        """Show what is selected once more, after the rows changed."""
        for table, choose in (
            (self.orphans, self._choose_orphan),
            (self.matrix, self._choose_line),
        ):
            if table.selected():
                choose()
                return
        for list_, place in self._lists:
            if list_.table.selected():
                self._choose_named(list_.table, place)
                return
        self.page.side.show([])


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
