"""From the business need to components, and what happens when one of them fails."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leadbench.charts.latency import Part, latency_bar
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.architecture.blocks import show_blocks
from leadbench.desktop.screens.architecture.columns import (
    cost_columns,
    decision_columns,
    drill_words,
    rung_columns,
)
from leadbench.desktop.screens.architecture.diagram import Diagram
from leadbench.desktop.screens.architecture.finding import finding
from leadbench.desktop.screens.architecture.side import Side
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.cost_sources import year_words
from leadbench.desktop.widgets.field_spec import Choices
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Surface, Text
from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.edits.lists import add_row
from leadbench.plan.money import format_money, format_money_exact
from leadbench.plan.tables import (
    Component,
    Decision,
    FallbackRung,
    RequirementKind,
    SizingSheet,
)

_BESIDE = 860
_NO_COST = "The cost of each component adds up here."


class Page(Screen):
    """Components, latency budget, decisions, fallback ladder and cost beside the sizing sheet."""

    key: ClassVar[str] = "architecture"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "candidacy", "component", "decision", "fallbackrung", "flow",
            "portfolio", "project", "requirement", "role", "sizingsheet",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the picture, the bar, the three lists and the inspector."""
        theme = self.theme
        header = PageHeader(
            "Architecture",
            "From the business need to components, and what happens when one fails",
            theme,
        )
        self.decision_button = Button("Decision record", "file-text", theme)
        self.add_button = Button("Component", "plus", theme, "primary")
        self.add_button.clicked.connect(self.add_component)
        self.count = QuestionCount(self, self._answer)
        header.add(self.count)
        header.add(self.decision_button)
        header.add(self.add_button)
        self.finding = Text("", theme, "finding", wrap=True)
        self.diagram = Diagram(theme)
        self.bar = Chart(theme, 62, "Latency budget")
        self.bar_caption = Text("", theme, "caption", "text2")
        self.decisions = ListOf(
            self, Decision, decision_columns(), title="Decisions",
            noun=("decision record", "decision records"), new={"title": "New question"},
            name=lambda row: f"“{row.title}”", row_height=62, head_height=0,
            hint="Record a choice with its options, and what follows from it.",
        )  # fmt: skip
        self.decision_button.clicked.connect(self.decisions.add)
        self.rungs = ListOf(
            self, FallbackRung, rung_columns(), title="Fallback ladder",
            noun=("rung", "rungs"), new={"name": "New rung"}, name=lambda row: str(row.name),
            row_height=46, head_height=0,
        )  # fmt: skip
        self.gap = Text("", theme, "caption", "near", wrap=True)
        self._most = 0
        self.costs = Table(
            self,
            cost_columns(lambda: self._most, lambda cents: self.money(cents / 100)),
            table=Component, name=lambda row: str(row.name), edge=0, closed=True, row_height=24,
        )  # fmt: skip
        self.costs.head.hide()
        self.costs.setAccessibleName("Monthly cost")
        self.total = Text("", theme, "cell_strong")
        self.unit = Text("", theme, "caption", "text2", wrap=True)
        self.side = Side(self)
        self.diagram.chosen.connect(lambda _key: self._chosen(None))
        for list_ in (self.decisions, self.rungs):
            list_.table.chosen.connect(lambda table=list_.table: self._chosen(table))
        self._lay_out(header)

    def _lay_out(self, header: PageHeader) -> None:
        theme = self.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 10, 20, 6)
        column.setSpacing(7)
        column.addWidget(self.finding)
        column.addLayout(
            _title(theme, "Components", "Blue: the path of an answer. Amber: the fallback. "
                   "Tags: latency budget of each")
        )  # fmt: skip
        column.addWidget(self.diagram)
        column.addWidget(Line(theme))
        row = _title(theme, "Latency budget", "The parts must add up to the limit")
        row.addWidget(self.bar_caption)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(Line(theme))
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.setSpacing(16)
        self._lists.addWidget(_stack(self.decisions), 7)
        self._lists.addWidget(_stack(self.rungs, self.gap), 5)
        cost = QWidget()
        head = QHBoxLayout(cost)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Text("Monthly cost", theme, "section"))
        head.addStretch(1)
        head.addWidget(self.total)
        cost.setMinimumHeight(28)
        self._lists.addWidget(_stack(cost, self.costs, self.unit), 5)
        column.addLayout(self._lists)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(self.area, 1)
        self.opens_at = self.diagram

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(self.theme, _BESIDE)
        ways = QBoxLayout.Direction
        self._lists.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    # What is shown

    @property
    def has_project(self) -> bool:
        """Whether a project is looked at."""
        return self.document.is_open and self.document.project_id is not None

    def components(self) -> tuple[Component, ...]:
        """Return the components of the project that is looked at."""
        if self.document.project_id is None:
            return ()
        return self.document.contents.of(Component, "project_id", self.document.project_id)

    def refresh(self) -> None:
        """Reread everything."""
        self.add_button.setEnabled(self.can_edit and self.has_project)
        self.decision_button.setEnabled(self.add_button.isEnabled())
        self.decisions.refresh()
        self.rungs.refresh()
        rungs = self.rungs.rows()
        self.rungs.caption.setText(drill_words(rungs))
        self.gap.setText(architecture.ladder_gap(rungs) if self.has_project else "")
        self.gap.setVisible(bool(self.gap.text()))
        show_blocks(self)
        self._show_latency()
        self._show_costs()
        self._say()
        self.side.refresh()
        self.count.refresh()
        self._chosen(next((table for table in self._tables() if table.selected()), None))

    def show_results(self) -> None:
        """Do nothing: no date stands here."""

    def sheet(self) -> SizingSheet | None:
        """Return the sizing sheet of the project, if it has one."""
        if self.document.project_id is None:
            return None
        return architecture.sheet_of(self.document.contents, self.document.project_id)

    def servers(self) -> str:
        """Return how many servers the sheet asks for, in words."""
        sheet = self.sheet()
        if sheet is None or not sheet.units_per_month:
            return ""
        try:
            count = architecture.size(self.document.contents, sheet).servers
        except Refused:
            return "cannot keep the promise"
        return f"{count} {sheet.server}{'' if count == 1 else 's'}"

    def _show_latency(self) -> None:
        if self.document.project_id is None:
            self.bar.show_drawing(None, "")
            return
        budget = architecture.latency_budget(self.document.contents, self.document.project_id)
        parts = [Part(hop.name, hop.seconds) for hop in budget.hops]
        words = f"{budget.used:.2f} s used"
        if budget.limit is not None:
            words = f"{budget.used:.2f} of {budget.limit:.2f} s used"
        self.bar_caption.setText(words if parts else "")
        if not parts:
            self.bar.show_drawing(None, "Give components a latency budget: their sum stands here.")
            return
        self.bar.show_drawing(
            lambda pen, width, _height, look: latency_bar(pen, width, parts, budget.limit, look),
            words,
        )

    def _show_costs(self) -> None:
        project_id = self.document.project_id
        costs = (
            [] if project_id is None
            else architecture.month_costs(self.document.contents, project_id)
        )  # fmt: skip
        self._most = max((cost.cents for cost in costs), default=0)
        self.costs.set_rows([_Cost(cost) for cost in costs])
        total = sum(cost.cents for cost in costs)
        self.total.setText(self.money(total / 100) if costs else "")
        self.unit.setText(self._unit_words() or ("" if costs else _NO_COST))
        self.unit.setToolTip(year_words(self.document.contents, project_id))

    def _unit_words(self) -> str:
        sheet, project_id = self.sheet(), self.document.project_id
        if sheet is None or project_id is None:
            return ""
        cents = architecture.unit_cost(self.document.contents, project_id)
        if cents is None:
            return ""
        words = f"{self.money(cents / 100, exact=True)} a {sheet.unit} at "
        words += f"{sheet.units_per_month:,.0f} a month"
        if sheet.unit_cost_limit_cents is not None:
            words += f", limit {self.money(sheet.unit_cost_limit_cents / 100, exact=True)}"
        return words

    def _say(self) -> None:
        sheet, project_id = self.sheet(), self.document.project_id
        servers = self.servers()
        if sheet is None or project_id is None or not servers:
            self.finding.setText(
                "Begin with the load in the sizing sheet, then draw what answers it."
            )
            return
        self.finding.setText(
            finding(
                self.document.contents, sheet, servers, lambda cost: self.money(cost, exact=True)
            )
        )

    def money(self, amount: float, *, exact: bool = False) -> str:
        """Return an amount in the portfolio's currency."""
        currency = next(iter(self.document.contents.portfolio.values())).currency
        shape = format_money_exact if exact else format_money
        return shape(round(amount * 100), currency)

    def activity_choices(self) -> Choices:
        """Return the tasks that a component can be built in."""
        contents = self.document.contents
        rows = self.document.outline.rows if self.has_project else ()
        return [
            (None, ""),
            *((row.key, f"{row.number} {contents.activities[row.key].name}") for row in rows),
        ]

    def requirement_choices(self) -> Choices:
        """Return the technical requirements that a component or decision can follow from."""
        project_id = self.document.project_id
        if project_id is None:
            return [(None, "")]
        rows = self.document.contents.requirements_of(project_id, RequirementKind.TECHNICAL)
        return [(None, ""), *((row.id, f"{row.code} {row.title}") for row in rows)]

    # The selection

    def inspector(self) -> QWidget:
        """Return the fields of the selection, or the sizing sheet."""
        return self.side.pane

    def _tables(self) -> tuple[Table, Table]:
        return self.decisions.table, self.rungs.table

    def _chosen(self, table: Table | None) -> None:
        """Show what was chosen in a list, or in the picture; the others then choose nothing."""
        taken = self.diagram.selected is not None if table is None else bool(table.selected())
        if table is not None and taken:
            self.diagram.choose(None)
        for other in self._tables():
            if taken and other is not table:
                other.clearSelection()
        chosen = self.diagram.selected
        component = next((row for row in self.components() if row.id == chosen), None)
        self.side.show(component, *(one.selected_rows() for one in self._tables()))

    def select(self, key: object) -> None:
        """Select a component by its key, or a decision record by the word and its key."""
        if isinstance(key, int):
            self.diagram.choose(key)
        elif isinstance(key, tuple) and key[0] == "decision":
            self.decisions.table.choose(key[1], "title")
            self.decisions.table.setFocus()
            self.area.ensureWidgetVisible(self.decisions)

    # Changes

    def add_component(self) -> None:
        """Add a component at the right end of the picture and select it."""
        if self.document.project_id is None or not self.can_edit:
            return
        rows = self.components()
        column = 1 + max((row.grid_column for row in rows if row.grid_row == 0), default=-1)
        with self.edit("Add a component") as session:
            key = add_row(
                session, Component, self.document.project_id,
                name="New component", grid_column=min(column, 30),
            )  # fmt: skip
        self.diagram.choose(key)
        self.inspector_asked.emit()
        self.side.component.focus("name")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        can = self.add_button.isEnabled
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            Command("Add a component", self.add_component, icon="plus", enabled=can),
            Command("Add a decision record", self.decisions.add, icon="plus", enabled=can),
            Command("Add a rung to the fallback ladder", self.rungs.add, icon="plus", enabled=can),
            Command("Delete the selected component", self.side.delete_component, icon="trash-2",
                    enabled=lambda: self.diagram.selected is not None and can()),
        ]  # fmt: skip

    def _answer(self) -> None:
        self.diagram.choose(None)
        self.decisions.table.clearSelection()
        self.inspector_asked.emit()
        self.side.questions.open_first()


class _Cost:
    """A cost as a row of a table."""

    def __init__(self, cost: architecture.MonthCost) -> None:
        self.id, self.name, self.cents = cost.key, cost.name, cost.cents


def _title(theme: Any, title: str, caption: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Text(title, theme, "section"))
    row.addWidget(Text(caption, theme, "caption", "text2"), 1)
    return row


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
