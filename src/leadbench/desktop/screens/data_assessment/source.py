"""One source in the inspector: its quality, what is wrong with it, and all of its fields."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.analysis.data_quality import Aspect
from leadbench.charts.radar import radar
from leadbench.desktop.screens.data_assessment.columns import CAPTIONS, quiet, source_fields
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.data import add_issue, plan_issue, set_measure, write_datasheet
from leadbench.plan.tables import (
    DataIssue,
    DatasheetAnswer,
    DataSource,
    Dimension,
    QualityMeasure,
    SheetSection,
)

if TYPE_CHECKING:
    from leadbench.desktop.screens.data_assessment import Page


@dataclass(frozen=True, slots=True)
class Measured:
    """A dimension of a source with its measure, as a row of a table; ``id`` is its place."""

    id: int
    dimension: Dimension
    row: QualityMeasure | None

    def get(self, column: str) -> Any:
        """Return a field of the measure, None without one."""
        return None if self.row is None else getattr(self.row, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sections of a datasheet as one row of a form."""

    id: int
    answers: dict[str, str]


class SourcePanel(QWidget):
    """Everything about the selected source."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, self.theme = page, page.theme
        self._source: DataSource | None = None
        self.chart = Chart(self.theme, 190, "Quality")
        self.issues = Table(
            page, self._issue_columns(), table=DataIssue, name=lambda row: f"“{row.title}”",
            noun=("issue", "issues"), insert=lambda _below: self._add_issue(), edge=16,
        )  # fmt: skip
        self.issues.setAccessibleName("Issues found")
        self.issue = Form(page, [("", self._issue_fields())], table=DataIssue,
                          name=lambda row: f"“{row.title}”")  # fmt: skip
        self.issues.chosen.connect(self._show_issue)
        self.add = Button("Issue", "plus", self.theme, "link")
        self.add.clicked.connect(self.issues.insert_row)
        self.plan = Button("Add its task to the plan", "calendar-days", self.theme, "link")
        self.plan.clicked.connect(self.plan_selected)
        self.trouble = Text("", self.theme, "caption", "error", wrap=True)
        self.trouble.setContentsMargins(16, 0, 16, 0)
        self.measures = Table(
            page, self._measure_columns(), table=QualityMeasure, name=lambda row: row.dimension,
            edge=16, row_height=28,
        )  # fmt: skip
        self.measures.setAccessibleName("Measured quality")
        self.form = Form(
            page, source_fields(page.stage_choices), table=DataSource,
            name=lambda row: str(row.name), beside=True,
        )  # fmt: skip
        self.sheet = Form(
            page,
            [("Datasheet", [self._section(section) for section in SheetSection])],
            table=DatasheetAnswer,
            name=lambda _row: "the datasheet",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.theme
        actions = QHBoxLayout()
        actions.setContentsMargins(16, 0, 16, 6)
        actions.addWidget(self.add)
        actions.addStretch(1)
        actions.addWidget(self.plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chart)
        column.addWidget(Line(theme))
        column.addWidget(_heading("Issues found", theme))
        column.addWidget(self.issues)
        column.addWidget(self.issue)
        column.addWidget(self.trouble)
        column.addLayout(actions)
        column.addWidget(Line(theme))
        column.addWidget(_heading("Measured quality", theme))
        column.addWidget(self.measures)
        column.addWidget(Line(theme))
        column.addWidget(self.form)
        column.addWidget(Line(theme))
        column.addWidget(self.sheet)

    def show(self, source: DataSource | None) -> None:  # type: ignore[override]  # a row, not Qt
        """Show a source; None empties the panel."""
        if source is None or self._source is None or source.id != self._source.id:
            self.issues.clearSelection()
        self._source = source
        contents = self.page.document.contents
        self.form.show_rows([] if source is None else [source])
        if source is None or source.id is None:
            self.sheet.show_rows([])
            return
        self.issues.set_rows(contents.of(DataIssue, "source_id", source.id))
        known = {row.dimension: row for row in contents.of(QualityMeasure, "source_id", source.id)}
        self.measures.set_rows(
            [Measured(at, one, known.get(one)) for at, one in enumerate(Dimension)]
        )
        answers = contents.of(DatasheetAnswer, "source_id", source.id)
        self.sheet.show_rows([Sheet(source.id, {row.section: row.text for row in answers})])
        values = [(CAPTIONS[one], getattr(source, f"{one.value}_score")) for one in Aspect]
        threshold = self.page.threshold()
        if all(value is None for _, value in values):
            self.chart.show_drawing(None, "Not scored yet. Type the five scores into its line.")
            self._show_issue()
            return
        self.chart.show_drawing(
            lambda pen, width, height, look: radar(pen, width, height, values, threshold, look),
            ", ".join(f"{name} {'–' if value is None else f'{value:.0f}'}"
                      for name, value in values),
        )  # fmt: skip
        self._show_issue()

    # Issues

    def _issue_columns(self) -> list[FieldSpec]:
        return [
            FieldSpec("title", "Issue", least=110, tip=lambda row: row.text),
            FieldSpec("activity_id", "Task", editor="readonly", width=52, align="right",
                      value=self.page.number_of, dress=quiet),
        ]  # fmt: skip

    def _issue_fields(self) -> list[FieldSpec]:
        return [
            FieldSpec("text", "What is wrong", editor="note"),
            FieldSpec("cause", "Cause", half=True),
            FieldSpec("days", "Takes", "d", "number", half=True),
            FieldSpec("activity_id", "Mended by", editor="choice",
                      choices=self.page.activity_choices),
            FieldSpec("needs_work", "Needs work", editor="choice",
                      choices=((True, "Yes"), (False, "No"))),
        ]  # fmt: skip

    def _show_issue(self) -> None:
        rows = self.issues.selected_rows()
        self.issue.show_rows(rows)
        self.issue.setVisible(bool(rows))
        self.trouble.setVisible(False)
        free = len(rows) == 1 and rows[0].activity_id is None and rows[0].needs_work
        self.plan.setEnabled(free and self.page.can_edit)
        self.add.setEnabled(self.page.can_edit)

    def _add_issue(self) -> int | None:
        if self._source is None or self._source.id is None:
            return None
        with self.page.edit("Add an issue") as session:
            return add_issue(session, self._source.id, "New issue")

    def plan_selected(self) -> None:
        """Turn the selected issue into a task of the plan."""
        rows = self.issues.selected_rows()
        if len(rows) != 1:
            return
        try:
            with self.page.edit(f"Add the task for “{rows[0].title}”") as session:
                plan_issue(session, rows[0].id)
        except LeadbenchError as error:
            self.trouble.setText(str(error))
            self.trouble.setVisible(True)
            return
        self.page.said.emit(f"“{rows[0].title}” is a task of the plan now", True)

    # Measures and datasheet

    def _measure_columns(self) -> list[FieldSpec]:
        def write(column: str) -> Any:
            def into(session: Any, key: int, value: Any) -> None:
                assert self._source is not None
                assert self._source.id is not None
                set_measure(session, self._source.id, list(Dimension)[key], column, value)

            return into

        return [
            FieldSpec("dimension", "Dimension", editor="readonly", least=118, dress=_kept,
                      value=lambda row: row.dimension.value.capitalize(),
                      tip=lambda row: row.get("measure") or ""),
            FieldSpec("actual", "Is", editor="number", width=48,
                      value=lambda row: row.get("actual"), write=write("actual")),
            FieldSpec("target", "Must be", editor="number", width=68,
                      value=lambda row: row.get("target"), write=write("target")),
            FieldSpec("measured_on", "On", editor="date", width=62, drop=1, dress=quiet,
                      value=lambda row: row.get("measured_on"), write=write("measured_on")),
        ]  # fmt: skip

    def _section(self, section: SheetSection) -> FieldSpec:
        def write(session: Any, key: int, value: Any) -> None:
            write_datasheet(session, key, section, value or "")

        return FieldSpec(
            section.value, section.value.capitalize(), editor="note",
            value=lambda row: row.answers.get(section.value, ""), write=write,
        )  # fmt: skip


def _kept(row: Measured) -> Mark:
    actual, target = row.get("actual"), row.get("target")
    if actual is None or target is None:
        return Mark("circle-dashed", icon_ink="text3")
    # Of an age less is better; of every share more is.
    met = actual <= target if row.dimension == Dimension.TIMELINESS else actual >= target
    return Mark("circle-check", icon_ink="good") if met else Mark("triangle-alert", icon_ink="near")


def _heading(words: str, theme: Any) -> Text:
    text = Text(words, theme, "section")
    text.setContentsMargins(16, 6, 16, 0)
    return text
