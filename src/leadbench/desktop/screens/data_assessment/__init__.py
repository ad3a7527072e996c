"""Whether the data is good enough, how much harder it makes the project, and what it adds."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from leadbench.analysis.data_quality import Aspect
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.data_assessment.acting import Acting
from leadbench.desktop.screens.data_assessment.causes import CauseForm
from leadbench.desktop.screens.data_assessment.columns import (
    STEP_ROW,
    complexity_columns,
    infrastructure_columns,
    infrastructure_fields,
    source_columns,
    work_columns,
)
from leadbench.desktop.screens.data_assessment.effects import (
    HINTS,
    complexity_rows,
    critical_days,
    weakest_of,
    work_rows,
    work_words,
)
from leadbench.desktop.screens.data_assessment.protection import ProtectionPanel
from leadbench.desktop.screens.data_assessment.source import SourcePanel
from leadbench.desktop.screens.data_assessment.whole import WholeForm
from leadbench.desktop.screens.data_assessment.whole_sum import WholeSum
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.field_spec import Choices, units_of
from leadbench.desktop.widgets.first_chosen import choose_first
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.lists import ListOf
from leadbench.desktop.widgets.page_area import PageArea
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Surface, Text, headed
from leadbench.plan.complexity import assessment_of, complexity_of
from leadbench.plan.data import added_work, overall_of, score_of, weights_of
from leadbench.plan.edits.data import set_score
from leadbench.plan.tables import (
    ComplexityPart,
    DataIssue,
    DataSource,
    InfrastructureItem,
    PersonalData,
    StageKind,
)

_BESIDE = 820
_STAGES = {StageKind.MVP: "MVP", StageKind.GROWTH: "Growth", StageKind.MATURITY: "Maturity"}


class Page(Screen):
    """Sources with their scores, the complexity they make, the work they add, infrastructure."""

    key: ClassVar[str] = "data_assessment"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "assignment", "complexitypart", "dataassessment", "dataissue",
            "datasheetanswer", "datasource", "gatecriterion", "infrastructureitem", "portfolio",
            "project", "protectionreply", "qualitymeasure", "role", "stage",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the lists and the inspector."""
        self._opened: int | None = None
        theme = self.theme
        header = PageHeader(
            "Data assessment",
            "Is the data good enough, and how much harder does it make the project?", theme,
        )  # fmt: skip
        self.check_button = QuestionCount(self, self._answer, "Checklist")
        self.add_button = Button("Source", "plus", theme, "primary")
        header.add(self.check_button)
        header.add(self.add_button)
        self.finding = Text("", theme, "finding", wrap=True)
        self.sources = ListOf(
            self, DataSource,
            source_columns(self.stage_choices, self.threshold, self._score, self._writer),
            title="Sources", noun=("source", "sources"), new={"name": "New source"},
            name=lambda row: str(row.name), edge=20, row_height=29, head_height=24,
            hint=HINTS["sources"],
        )  # fmt: skip
        self.add_button.clicked.connect(self.sources.add)
        self.complexity = ListOf(
            self, ComplexityPart, complexity_columns(), title="Complexity",
            noun=("cause of complexity", "causes of complexity"),
            new={"cause": "New cause", "points": 0.5}, name=lambda row: f"“{row.cause}”",
            row_height=STEP_ROW, head_height=0, lines=False,
        )  # fmt: skip
        self.sum = WholeSum(theme, self.complexity.table)
        self.acting = Acting(self)
        self.work = Table(
            self, work_columns(), table=DataIssue, name=lambda row: str(row.name), edge=0,
            closed=True, row_height=27, head_height=24,
        )  # fmt: skip
        self.work.setAccessibleName("What the data adds to the plan")
        self.work.opened.connect(lambda key: self.asked_to_open.emit("milestones", key))
        self.work_note = Text("", theme, "caption", "text2")
        self.infrastructure = ListOf(
            self, InfrastructureItem, infrastructure_columns(), title="Data infrastructure",
            noun=("part of the infrastructure", "parts of the infrastructure"),
            new={"name": "New part"}, name=lambda row: str(row.name), row_height=25,
            head_height=0, lines=False, hint=HINTS["infrastructure"],
        )  # fmt: skip
        self._build_inspector()
        self._lay_out(header)

    def _build_inspector(self) -> None:
        theme = self.theme
        self.source = SourcePanel(self)
        self.part = Form(
            self, infrastructure_fields(self.activity_choices), table=InfrastructureItem,
            name=lambda row: str(row.name),
        )  # fmt: skip
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.source)
        inside.addWidget(self.part)
        self.cause = CauseForm(self)
        inside.addWidget(self.cause)
        self.protection = ProtectionPanel(self)
        self.whole = WholeForm(self)
        self.questions = Questions(self)
        resting = QWidget()
        rest = QVBoxLayout(resting)
        rest.setContentsMargins(0, 0, 0, 0)
        for part in (self.protection, Line(theme), self.whole, Line(theme), self.questions):
            rest.addWidget(part)
        self.pane = Pane(
            theme,
            "Data assessment",
            "Select a source to see its quality, its issues and all of its fields.",
            body,
            resting,
        )
        self.lists = (self.sources, self.infrastructure, self.complexity)
        for some in self.lists:
            some.table.chosen.connect(lambda some=some: self._chosen(some))

    def _lay_out(self, header: PageHeader) -> None:
        theme = self.theme
        content = Surface(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 12, 0, 4)
        self.finding.setContentsMargins(20, 0, 20, 0)
        column.addWidget(self.finding)
        column.addWidget(self.sources)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(20)
        self._pair.setContentsMargins(20, 5, 20, 0)
        self._pair.addWidget(_stack(self.complexity, self.sum, self.acting), 1)
        self._pair.addWidget(
            _stack(
                headed("What the data adds to the plan", self.work_note, theme),
                self.work,
                self.infrastructure,
            ),
            1,
        )
        column.addLayout(self._pair)
        column.addStretch(1)
        self.area = PageArea(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(self.area, 1)
        self.opens_at = self.sources

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(self.theme, _BESIDE)
        ways = QBoxLayout.Direction
        self._pair.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    # What is shown

    @property
    def has_project(self) -> bool:
        """Whether a project is looked at."""
        return self.document.is_open and self.document.project_id is not None

    def threshold(self) -> float:
        """Return the score that the gate asks for."""
        if self.document.project_id is None:
            return 80.0
        row = assessment_of(self.document.contents, self.document.project_id)
        return 80.0 if row is None else row.threshold

    def _score(self, row: DataSource) -> float | None:
        return score_of(row, weights_of(assessment_of(self.document.contents, row.project_id)))

    def refresh(self) -> None:
        """Reread everything."""
        self.add_button.setEnabled(self.can_edit and self.has_project)
        self.check_button.refresh()
        self.sources.refresh()
        self.infrastructure.refresh()
        self._show_complexity()
        self._show_work()
        self._say()
        self.protection.refresh()
        self.whole.refresh()
        self.questions.refresh()
        self._choose_first()
        self._chosen(None)

    def show_results(self) -> None:
        """Show the dates and costs of the tasks that the data adds."""
        self._show_work()

    def _say(self) -> None:
        project_id, contents = self.document.project_id, self.document.contents
        stage = None if project_id is None else contents.current_stage(project_id)
        score = None if project_id is None else overall_of(
            contents, project_id, stage.id if stage else None
        )  # fmt: skip
        if project_id is None or score is None:
            self.finding.setText("Add the sources that the first stage needs, and score them.")
            self.sources.caption.setText("")
            return
        limit = self.threshold()
        words = f"Data quality is {score:.0f} of 100, "
        words += f"{'above' if score >= limit else 'below'} the gate at {limit:.0f}."
        rows = [row for row in self.sources.rows() if stage is None or row.stage_id == stage.id]
        weakest = weakest_of(rows, limit)
        words += f" {weakest} are the weak point." if weakest == "Labels" else (
            f" {weakest} is the weak point." if weakest else ""
        )  # fmt: skip
        self.finding.setText(words)
        own = assessment_of(contents, project_id)
        note = f"{own.note}. " if own is not None and own.note else ""
        self.sources.caption.setText(f"{note}Tick: the {limit:.0f} threshold")

    def _show_complexity(self) -> None:
        project_id, contents = self.document.project_id, self.document.contents
        found = None if project_id is None else complexity_of(contents, project_id)
        self.complexity.refresh(complexity_rows(contents, self.complexity.rows(), found))
        self.acting.refresh()
        self.sum.setVisible(found is not None)
        if found is None or project_id is None:
            self.complexity.caption.setText("Add a line for each cause. The sum ranks the project.")
            return
        own = assessment_of(contents, project_id)
        first = None if own is None else own.first_guess
        guess = "" if first is None else f", first guess {first:g}"
        self.sum.tell(found.index, first)
        self.complexity.caption.setText(f"{found.index:g} of 10{guess}. Amber: caused by the data")

    def _show_work(self) -> None:
        project_id, contents = self.document.project_id, self.document.contents
        if project_id is None:
            self.work.set_rows([])
            return
        outlook = self.document.outlook
        dates = None if outlook is None else outlook.schedule
        rows = added_work(contents, project_id, dates)
        self.work.set_rows(work_rows(contents, project_id, rows, self.number_of))
        self.work.setVisible(bool(rows))
        critical = critical_days(contents, project_id, rows, dates)
        note = work_words(contents, project_id, critical) if rows else HINTS["work"]
        self.work_note.setText(note)
        self.work_note.setVisible(bool(note))

    # The selection

    def inspector(self) -> QWidget:
        """Return the fields of the selection, or the protection check."""
        return self.pane

    def _chosen(self, by: ListOf | None) -> None:
        if by is not None and by.table.selected():
            self._rest(by)
        sources = self.sources.table.selected_rows()
        parts = self.infrastructure.table.selected_rows()
        every = self.document.contents.every(ComplexityPart)
        causes = [every[key] for key in self.complexity.table.selected() if key in every]
        one = sources[0] if len(sources) == 1 else None
        self.source.setVisible(one is not None)
        self.source.show(one)
        for form, rows in ((self.part, parts), (self.cause, causes)):
            form.setVisible(bool(rows))
            form.show_rows(rows)
        if one is not None:
            self.pane.show_for(self._share(one), one.name, self._chips(one))
        elif parts:
            self.pane.show_for("Data infrastructure", parts[0].name, [])
        elif causes:
            self.pane.show_for("Cause of complexity", causes[0].cause, [])
        else:
            self.pane.show_help()

    def _choose_first(self) -> None:
        """Select the first source where a project is opened, so that its quality is in sight."""
        if self._opened != self.document.project_id:
            self._opened = self.document.project_id
            choose_first(self.sources.table)

    def _rest(self, but: ListOf | None = None) -> None:
        for some in self.lists:
            if some is not but:
                some.table.clearSelection()

    def _share(self, source: DataSource) -> str:
        rows = [row for row in self.sources.rows() if row.stage_id == source.stage_id]
        total = sum(row.weight for row in rows)
        return "Source" if not total else f"Source, {source.weight / total:.0%} of the weight"

    def _chips(self, source: DataSource) -> list[tuple[str, str, str]]:
        limit = self.threshold()
        scores = [getattr(source, f"{aspect.value}_score") for aspect in Aspect]
        low = sum(score is not None and score < limit for score in scores)
        chips = [(f"{low} below {limit:.0f}", "near", "triangle-alert")] if low else []
        if source.personal_data in {PersonalData.PERSONAL.value, PersonalData.SPECIAL.value}:
            chips.append(("Personal data", "neutral", "lock"))
        return chips

    def select(self, key: object) -> None:
        """Select a source."""
        if isinstance(key, int):
            self.sources.table.choose(key, "name")
            self.sources.table.setFocus()

    # What the lists ask

    def stage_choices(self) -> Choices:
        """Return the stages that a source can be used in."""
        project_id = self.document.project_id
        stages = self.document.contents.stages_of(project_id) if project_id is not None else ()
        return [(None, ""), *((row.id, _STAGES[StageKind(row.kind)]) for row in stages)]

    def activity_choices(self) -> Choices:
        """Return the tasks that can mend or build something."""
        contents = self.document.contents
        rows = self.document.outline.rows if self.has_project else ()
        return [
            (None, ""),
            *((row.key, f"{row.number} {contents.activities[row.key].name}") for row in rows),
        ]

    def number_of(self, row: Any) -> str:
        """Return the outline number of the task of an issue, "" without one."""
        if row.activity_id is None or not self.has_project:
            return ""
        return self.document.outline.number_of.get(row.activity_id, "")

    def _writer(self, aspect: Aspect) -> Any:
        def write(session: Any, key: int, value: float | None) -> None:
            set_score(session, key, aspect.value, value, units_of(self).today)

        return write

    # Changes

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        lists = (
            ("Add a source", self.sources),
            ("Add a cause of complexity", self.complexity),
            ("Add a part of the infrastructure", self.infrastructure),
        )
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            *(
                Command(title, some.add, icon="plus", enabled=some.add_button.isEnabled)
                for title, some in lists
            ),
            Command("Add the selected issue's task to the plan", self.source.plan_selected,
                    icon="calendar-days", enabled=self.source.plan.isEnabled),
            Command("Plan the duties of data protection", self.protection.plan_duties,
                    icon="shield-check", enabled=self.protection.plan.isEnabled),
        ]  # fmt: skip

    def _answer(self) -> None:
        self._rest()
        self.inspector_asked.emit()
        self.questions.open_first()


def _stack(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
