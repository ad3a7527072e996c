"""The inspector of the architecture page: a component, a decision record, or the sizing sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.architecture.columns import (
    component_fields,
    flow_columns,
    rung_fields,
)
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.decision_record import decision_fields
from leadbench.desktop.widgets.field_spec import Choices
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.sizing_sheet import Sheet
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.architecture import connect
from leadbench.plan.edits.lists import delete_rows
from leadbench.plan.tables import Component, Decision, FallbackRung, Flow

if TYPE_CHECKING:
    from leadbench.desktop.screens.architecture import Page


class Side:
    """What stands in the inspector of the page."""

    def __init__(self, page: "Page") -> None:
        self.page, theme = page, page.theme
        self.component = Form(
            page,
            component_fields(page.activity_choices, page.requirement_choices),
            table=Component,
            name=lambda row: str(row.name),
        )
        self.flows = Table(
            page, flow_columns(self._others), table=Flow, name=lambda _row: "flow",
            noun=("flow", "flows"), insert=lambda _below: self._add_flow(), edge=16,
            row_height=28,
        )  # fmt: skip
        self.flows.setAccessibleName("Where it leads")
        self.add_flow = Button("Add an arrow", "plus", theme, "link")
        self.add_flow.clicked.connect(self.flows.insert_row)
        self.remove = Button("Delete", "trash-2", theme, "link")
        self.remove.clicked.connect(self.delete_component)
        self.trouble = Text("", theme, "caption", "error", wrap=True)
        self.trouble.setContentsMargins(16, 0, 16, 0)
        actions = QHBoxLayout()
        actions.setContentsMargins(16, 0, 16, 10)
        actions.addWidget(self.add_flow)
        actions.addStretch(1)
        actions.addWidget(self.remove)
        self._one = QWidget()
        inside = QVBoxLayout(self._one)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.component)
        inside.addWidget(Line(theme))
        inside.addWidget(self.flows)
        inside.addWidget(self.trouble)
        inside.addLayout(actions)
        self.decision = Form(
            page, decision_fields(requirements=page.requirement_choices), table=Decision,
            name=lambda row: f"“{row.title}”",
        )  # fmt: skip
        self.rung = Form(page, rung_fields(), table=FallbackRung, name=lambda row: str(row.name))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._one, self.decision, self.rung):
            column.addWidget(widget)
        self.sheet = Sheet(page)
        self.questions = Questions(page)
        resting = QWidget()
        rest = QVBoxLayout(resting)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.addWidget(self.sheet)
        rest.addWidget(Line(theme))
        rest.addWidget(self.questions)
        self.pane = Pane(
            theme,
            "Sizing sheet",
            "How many servers the load needs. Select a block, decision or rung for its fields.",
            body,
            resting,
        )

    def refresh(self) -> None:
        """Reread what stands there while nothing is selected."""
        self.sheet.refresh(self.page.sheet())
        self.questions.refresh()

    def show(
        self, component: Component | None, decisions: Sequence[Any], rungs: Sequence[Any]
    ) -> None:
        """Show the selection, or the sizing sheet without one."""
        self.component.show_rows([] if component is None else [component])
        self.decision.show_rows(decisions if component is None else [])
        self.rung.show_rows(rungs)
        self.rung.setVisible(bool(rungs))
        self._one.setVisible(component is not None)
        self.decision.setVisible(component is None and bool(decisions))
        self.trouble.setVisible(False)
        if component is not None:
            contents = self.page.document.contents
            self.flows.set_rows(contents.of(Flow, "source_id", component.id))
            self.add_flow.setEnabled(self.page.can_edit)
            self.remove.setEnabled(self.page.can_edit)
            note = self.page.servers() if component.sized else component.note
            chips = [(note, "normal", "")] if note else []
            self.pane.show_for("Component", component.name, chips)
        elif decisions:
            title = decisions[0].title if len(decisions) == 1 else f"{len(decisions)} decisions"
            self.pane.show_for("Decision record", title, [])
        elif rungs:
            title = rungs[0].name if len(rungs) == 1 else f"{len(rungs)} rungs"
            self.pane.show_for("Fallback ladder", title, [])
        else:
            self.pane.show_help()

    def _others(self) -> Choices:
        chosen = self.page.diagram.selected
        return [(row.id, row.name) for row in self.page.components() if row.id != chosen]

    def _add_flow(self) -> int | None:
        """Lead the selected component to the first one that it does not lead to yet."""
        chosen = self.page.diagram.selected
        if chosen is None:
            return None
        contents = self.page.document.contents
        known = {row.target_id for row in contents.of(Flow, "source_id", chosen)}
        free = [key for key, _name in self._others() if key not in known]
        try:
            if not free:
                self._say("It leads to every other component already.")
                return None
            with self.page.edit("Add an arrow") as session:
                return connect(session, chosen, free[0])
        except LeadbenchError as error:
            self._say(str(error))
            return None

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(True)

    def delete_component(self) -> None:
        """Delete the selected component with its arrows; the toast offers to undo."""
        chosen = self.page.diagram.selected
        if chosen is None or not self.page.can_edit:
            return
        name = self.page.document.contents.every(Component)[chosen].name
        with self.page.edit(f"Delete {name}") as session:
            delete_rows(session, Component, [chosen])
        self.page.said.emit(f"{name} deleted", True)
