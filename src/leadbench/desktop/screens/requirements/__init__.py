"""What the business needs, what follows technically, and which follows from which."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.requirements.columns import (
    PRIORITIES,
    STATUSES,
    business_columns,
    form_sections,
    technical_columns,
)
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.field_spec import Choices
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Icon, Line, Text
from leadbench.plan.edits.requirements import (
    add_requirement,
    delete_requirement,
    trace,
    untrace,
)
from leadbench.plan.requirements import computed_of, value_of
from leadbench.plan.tables import Requirement, RequirementKind, RequirementStatus, StageKind
from leadbench.plan.traces import checked_by

_STAGES = {StageKind.MVP: "MVP", StageKind.GROWTH: "Growth", StageKind.MATURITY: "Maturity"}
_TONES = {
    RequirementStatus.OPEN: "neutral",
    RequirementStatus.ANSWERED: "accent",
    RequirementStatus.AGREED: "good",
}


class Page(Screen):
    """Two tables: questions with their answers, and the technical demands that follow."""

    key: ClassVar[str] = "requirements"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "check", "checktrace", "component", "flow", "portfolio",
            "project", "requirement", "requirementtrace", "role", "sizingsheet", "stage",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the two tables, the notice below them and the inspector."""
        theme = self.theme
        self.traces: set[tuple[int, int]] = set()
        self.tinted: int | None = None
        header = PageHeader(
            "Requirements", "What the business needs, and what that means technically", theme
        )
        self.add_button = Button("Requirement", "plus", theme, "primary", menu=True)
        self.add_button.clicked.connect(self._ask_kind)
        header.add(self.add_button)
        self.business = self._table(RequirementKind.BUSINESS, business_columns(self, ()))
        self.technical = self._table(RequirementKind.TECHNICAL, technical_columns(self))
        self.business.chosen.connect(lambda: self._chosen(self.business, self.technical))
        self.technical.chosen.connect(lambda: self._chosen(self.technical, self.business))
        self.business_sentence = Text("", theme, "caption", "text2")
        self.technical_sentence = Text("", theme, "caption", "text2")
        self.matrix_caption = Text("Traced to technical requirements", theme, "caption", "text2")
        self.form = Form(
            self, form_sections(self), table=Requirement, name=lambda row: str(row.code)
        )
        self.questions = Questions(self)
        self.pane = Pane(
            theme,
            "Requirements",
            "Select a requirement to see its fit criterion, its place in the plan and its origin. "
            "A click or Space in a column such as T1 traces a question to what follows from it.",
            self.form,
            self.questions,
        )
        first = Button("Add the first question", "plus", theme, "primary")
        first.clicked.connect(lambda: self.add(RequirementKind.BUSINESS))
        self.empty = Empty(
            theme,
            "list-checks",
            "No requirements yet",
            "Begin with the questions of the business: how many, how fast, how good. Technical "
            "requirements follow from the answers, and the gate checks them.",
            first,
        )
        self._first = first
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._title("Business requirements", self.business_sentence))
        column.addWidget(self.business, 1)
        column.addSpacing(16)
        column.addWidget(Line(theme))
        column.addLayout(self._title("Technical requirements", self.technical_sentence))
        column.addWidget(self.technical, 1)
        column.addWidget(self._notice())
        column.addStretch(0)
        self.setFocusProxy(self.business)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(centered(self.empty))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(self._stack, 1)

    def _table(self, kind: RequirementKind, columns: Sequence[Any]) -> Table:
        table = Table(
            self,
            columns,
            table=Requirement,
            name=lambda row: str(row.code),
            noun=("requirement", "requirements"),
            insert=lambda below: self._insert(kind, below),
            delete=self._delete,
            remember=kind.value,
        )
        table.setAccessibleName(f"{kind.value.capitalize()} requirements")
        return table

    def _title(self, title: str, sentence: Text) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 4)
        row.setSpacing(10)
        row.addWidget(Text(title, self.theme, "section"))
        row.addWidget(sentence, 1)
        return row

    def _notice(self) -> QWidget:
        self.notice = QWidget()
        self.gap = Text("", self.theme, "cell", "text2")
        self.gap_action = Button("", "", self.theme, "link")
        self.gap_action.clicked.connect(self._mend_gap)
        row = QHBoxLayout(self.notice)
        row.setContentsMargins(20, 9, 20, 9)
        row.setSpacing(8)
        row.addWidget(Icon("triangle-alert", self.theme, "near", 14))
        row.addWidget(self.gap)
        row.addWidget(self.gap_action)
        row.addStretch(1)
        self._gap: tuple[int, str] | None = None
        return self.notice

    def refresh(self) -> None:
        """Reread the requirements and their traces."""
        contents, project_id = self.document.contents, self.document.project_id
        self.add_button.setEnabled(project_id is not None and not self.document.read_only)
        self._first.setEnabled(self.add_button.isEnabled())
        self.questions.refresh()
        if project_id is None:
            self.empty.tell("No project yet", "Add a candidate on the Portfolio page first.")
            self._stack.setCurrentIndex(1)
            self._chosen(self.business, self.technical)
            return
        business = contents.requirements_of(project_id, RequirementKind.BUSINESS)
        technical = contents.requirements_of(project_id, RequirementKind.TECHNICAL)
        own = {row.id for row in (*business, *technical)}
        self.traces = {
            (row.business_id, row.technical_id)
            for row in contents.requirement_traces.values()
            if row.technical_id in own
        }
        self.business.set_specs(business_columns(self, technical))
        self.business.set_rows(business)
        self.technical.set_rows(technical)
        self._stack.setCurrentIndex(0 if own else 1)
        self._say(business, technical)
        self._show_selection()

    def show_results(self) -> None:
        """Do nothing: no date stands here."""

    def _say(self, business: Sequence[Requirement], technical: Sequence[Requirement]) -> None:
        counts = [
            (sum(row.status == status for row in business), word.lower())
            for status, word in reversed(STATUSES)
        ]
        self.business_sentence.setText(", ".join(f"{n} {word}" for n, word in counts if n))
        traced = {technical_id for _business, technical_id in self.traces}
        derived = sum(row.id in traced for row in technical)
        placed = sum(row.activity_id is not None for row in technical)
        tested = sum(bool(self.checked_by(row)) for row in technical)
        self.technical_sentence.setText(
            f"{derived} derived, {placed} placed in the plan, {tested} with a test"
            if technical
            else "None yet. Add what follows from the answers above"
        )
        self._show_gap(business, technical)

    def _show_gap(self, business: Sequence[Requirement], technical: Sequence[Requirement]) -> None:
        untested = [row for row in technical if not self.checked_by(row)]
        leading = {business_id for business_id, _technical in self.traces}
        idle = [row for row in business if row.id not in leading]
        if untested:
            self.gap.setText(
                f"{_listed(untested)} no test yet. Add one so that the gate can check it."
            )
            self.gap_action.setText("Add a test")
            self._gap = (_key(untested[0]), "checks")
        elif idle and technical:
            self.gap.setText(f"{_listed(idle)} no technical requirement that follows from it.")
            self.gap_action.setText("Show it")
            self._gap = (_key(idle[0]), "title")
        else:
            self._gap = None
        self.notice.setVisible(self._gap is not None)
        self.gap_action.updateGeometry()

    def _mend_gap(self) -> None:
        if self._gap is None:
            return
        key, column = self._gap
        table = self._show(key, column)
        if column == "checks" and not self.document.read_only:
            table.edit(table.currentIndex())

    # Selection

    def select(self, key: object) -> None:
        """Select a requirement in its table."""
        self._show(key, "title")

    def _show(self, key: object, column: str) -> Table:
        row = self.document.contents.requirements.get(key) if isinstance(key, int) else None
        business = row is not None and row.kind == RequirementKind.BUSINESS
        table = self.business if business else self.technical
        if row is not None:
            table.choose(_key(row), column)
            table.setFocus()
        return table

    def _chosen(self, table: Table, other: Table) -> None:
        if table.selected():
            other.clearSelection()
        self._show_selection()

    def _show_selection(self) -> None:
        rows = self.business.selected_rows() or self.technical.selected_rows()
        technical = self.technical.selected()
        tinted = technical[0] if len(technical) == 1 else None
        if tinted != self.tinted:
            self.tinted = tinted
            self.business.viewport().update()
        self.form.show_rows(rows)
        if not rows:
            self.pane.show_help()
        elif len(rows) > 1:
            self.pane.show_for("", f"{len(rows)} requirements", [])
        else:
            status = RequirementStatus(rows[0].status)
            self.pane.show_for(
                f"{rows[0].code}, {rows[0].kind} requirement",
                rows[0].title,
                [
                    (dict(STATUSES)[status], _TONES[status], ""),
                    (dict(PRIORITIES)[rows[0].priority], "neutral", ""),
                ],
            )

    def inspector(self) -> QWidget:
        """Return all fields of the selected requirement."""
        return self.pane

    # What the columns ask

    def sources_of(self, technical_id: int) -> Sequence[Requirement]:
        """Return the business requirements that a technical one follows from."""
        return self.document.contents.traced_from(technical_id)

    def value_of(self, row: Requirement) -> str:
        """Return the answer of a requirement, from the sizing sheet where that says it."""
        return value_of(self.document.contents, row)

    def computed(self, row: Requirement) -> bool:
        """Whether the answer of a requirement follows from the sizing sheet."""
        return computed_of(self.document.contents, row) is not None

    def checked_by(self, row: Requirement) -> str:
        """Return the names of the tests of a requirement."""
        return checked_by(self.document.contents, _key(row))

    def activity_choices(self) -> Choices:
        """Return the activities that a requirement can be built in."""
        contents = self.document.contents
        rows = self.document.outline.rows if self.document.project_id is not None else ()
        return [
            (None, ""),
            *((row.key, f"{row.number} {contents.activities[row.key].name}") for row in rows),
        ]

    def role_choices(self) -> Choices:
        """Return the roles that can own a requirement."""
        roles = self.document.contents.ordered_roles()
        return [(None, ""), *((row.id, row.name) for row in roles)]

    def stage_choices(self) -> Choices:
        """Return the stages that a requirement can first apply to."""
        project_id = self.document.project_id
        stages = self.document.contents.stages_of(project_id) if project_id is not None else ()
        return [(None, ""), *((row.id, _STAGES[StageKind(row.kind)]) for row in stages)]

    # Changes

    def toggle_trace(self, business_id: int, technical_id: int) -> None:
        """Record that one follows from the other, or take that back."""
        rows = self.document.contents.requirements
        pair = f"{rows[business_id].code} to {rows[technical_id].code}"
        if (business_id, technical_id) in self.traces:
            with self.edit(f"Remove the trace from {pair}") as session:
                untrace(session, business_id, technical_id)
        else:
            with self.edit(f"Trace {pair}") as session:
                trace(session, business_id, technical_id)

    def _insert(self, kind: RequirementKind, below: int | None) -> int | None:
        project_id = self.document.project_id
        if project_id is None:
            return None
        title = "New question" if kind == RequirementKind.BUSINESS else "New requirement"
        with self.edit(f"Add a {kind.value} requirement") as session:
            return add_requirement(session, project_id, kind, title, below=below)

    def _delete(self, keys: list[int]) -> None:
        codes = ", ".join(self.document.contents.requirements[key].code for key in keys)
        with self.edit(f"Delete {codes}") as session:
            for key in keys:
                delete_requirement(session, key)

    def add(self, kind: RequirementKind) -> None:
        """Add a requirement at the end of its table and type its title."""
        key = self._insert(kind, None)
        if key is not None:
            table = self._show(key, "title")
            table.edit(table.currentIndex())

    def _ask_kind(self) -> None:
        menu = QMenu(self)
        for kind in RequirementKind:
            menu.addAction(f"{kind.value.capitalize()} requirement", partial(self.add, kind))
        corner = self.add_button.rect().bottomLeft()
        menu.popup(self.add_button.mapToGlobal(corner))

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            *self._additions(),
        ]

    def _answer(self) -> None:
        """Lead to the first question that is open."""
        self.business.clearSelection()
        self.technical.clearSelection()
        self.inspector_asked.emit()
        self.questions.open_first()

    def _additions(self) -> Sequence[Command]:
        return [
            Command(
                f"Add a {kind.value} requirement",
                partial(self.add, kind),
                icon="plus",
                enabled=self.add_button.isEnabled,
            )
            for kind in RequirementKind
        ]


def _key(row: Requirement) -> int:
    assert row.id is not None
    return row.id


def _listed(rows: Sequence[Requirement]) -> str:
    """Return "T8 has" or "T8 and 2 more have"."""
    if len(rows) == 1:
        return f"{rows[0].code} has"
    return f"{rows[0].code} and {len(rows) - 1} more have"
