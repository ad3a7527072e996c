"""The columns of the chain: coverage of its steps, tests, monitors and document sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark
from leadbench.plan.edits.traces import can_mend
from leadbench.plan.tables import CheckKind, CheckState, SectionState
from leadbench.plan.traces import Coverage, Orphan, Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page

KINDS: Choices = (
    (CheckKind.OFFLINE, "On a test set"),
    (CheckKind.LOAD, "Load"),
    (CheckKind.FAULT, "Fault"),
    (CheckKind.SECURITY, "Security"),
    (CheckKind.AUDIT, "Audit"),
    (CheckKind.INTEGRATION, "Integration"),
    (CheckKind.EXPERIMENT, "A/B test"),
    (CheckKind.OTHER, "Other"),
)
STATES: Choices = tuple((state, state.value.capitalize()) for state in CheckState)
_CHIPS = {
    CheckState.PLANNED: Mark("circle-dashed", "text2"),
    CheckState.READY: Mark("circle-dot", "accent"),
    CheckState.PASSED: Mark("check", "good"),
    CheckState.FAILED: Mark("circle-x", "error"),
}
WRITTEN: Choices = (
    (SectionState.MISSING, "Missing"),
    (SectionState.DRAFT, "Draft"),
    (SectionState.REVIEW, "In review"),
    (SectionState.CURRENT, "Current"),
)
_WRITTEN = {
    SectionState.MISSING: Mark("circle-dashed", "text2"),
    SectionState.DRAFT: Mark("circle-dot", "text2"),
    SectionState.REVIEW: Mark("circle-dot", "accent"),
    SectionState.CURRENT: Mark("check", "good"),
}
MANY = {
    Place.GOAL: "Goals",
    Place.BUSINESS: "Business requirements",
    Place.TECHNICAL: "Technical requirements",
    Place.TASK: "Tasks",
    Place.TEST: "Tests",
    Place.MONITOR: "Monitors",
    Place.SECTION: "Document sections",
}


_ONE = {
    Place.GOAL: "Goal",
    Place.BUSINESS: "Business need",
    Place.TECHNICAL: "Technical",
    Place.TASK: "Task",
    Place.TEST: "Test",
    Place.MONITOR: "Monitor",
    Place.SECTION: "Document",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """A step of the chain as a row; ``id`` is its place."""

    id: int
    coverage: Coverage


def action_of(orphan: Orphan) -> str:
    """Return what mends a loose end."""
    if not can_mend(orphan):
        return "Link it"
    return {
        Place.TECHNICAL: "Add a requirement",
        Place.TASK: "Add a task",
        Place.TEST: "Add a test",
        Place.MONITOR: "Add a monitor",
        Place.SECTION: "Add a section",
    }[orphan.lacks]


def coverage_columns() -> list[FieldSpec]:
    """Return the columns of the coverage."""

    def bar(painter: QPainter, cell: QRectF, row: Covered, theme: Theme) -> None:
        percent = row.coverage.percent or 0.0
        track = QRectF(cell.left() + 4, cell.center().y() - 3, cell.width() - 12, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(track.width() * percent / 100)
        painter.setBrush(theme.color("good" if percent >= 100 else "normal"))
        if percent:
            painter.drawRoundedRect(track, 3, 3)

    return [
        FieldSpec("step", "Step", editor="readonly", least=170, value=_step,
                  dress=lambda _row: Mark(strong=True)),
        FieldSpec("left", "Lead on", editor="readonly", width=66, align="right",
                  value=lambda row: _of(row.coverage.left),
                  tip=lambda row: f"{MANY[row.coverage.step.left]} that lead on"),
        FieldSpec("right", "Have a cause", editor="readonly", width=88, align="right", drop=1,
                  value=lambda row: _of(row.coverage.right),
                  tip=lambda row: f"{MANY[row.coverage.step.right]} that something leads to"),
        FieldSpec("bar", "", editor="readonly", width=80, paint=bar, drop=2,
                  value=lambda row: row.coverage.share),
        FieldSpec("percent", "", editor="readonly", width=52, align="right",
                  value=lambda row: row.coverage.share),
    ]  # fmt: skip


def _step(row: Covered) -> str:
    step = row.coverage.step
    return f"{_ONE[step.left]} → {_ONE[step.right].lower()}"


def _of(part: tuple[int, int]) -> str:
    return f"{part[0]} of {part[1]}"


def test_columns(page: "Page") -> Sequence[FieldSpec]:
    """Return the columns of the tests."""
    return [
        _code(page, Place.TEST),
        FieldSpec("name", "Test", least=130, dress=lambda _row: Mark(strong=True)),
        FieldSpec("kind", "Kind", editor="choice", choices=KINDS, width=96, drop=2),
        FieldSpec("runs", "When it runs", width=170, drop=4, tip=lambda row: row.runs),
        FieldSpec("threshold", "Passes with", width=216, drop=5, tip=lambda row: row.threshold),
        FieldSpec("activity_id", "Done in", editor="choice", choices=page.activity_choices,
                  width=150, drop=1),
        _owner(page),
        FieldSpec("state", "State", editor="choice", choices=STATES, width=92,
                  dress=lambda row: _CHIPS[CheckState(row.state)]),
    ]  # fmt: skip


def monitor_columns(page: "Page") -> Sequence[FieldSpec]:
    """Return the columns of the monitors."""
    return [
        _code(page, Place.MONITOR),
        FieldSpec("name", "Monitor", width=190, dress=lambda _row: Mark(strong=True)),
        FieldSpec("signal", "Signal", width=270, drop=1, tip=lambda row: row.signal),
        FieldSpec("threshold", "Alarm when", width=150, drop=4),
        FieldSpec("action", "What then happens", least=250, tip=lambda row: row.action),
        _owner(page),
    ]


def section_columns(page: "Page") -> Sequence[FieldSpec]:
    """Return the columns of the document sections."""
    return [
        _code(page, Place.SECTION),
        FieldSpec("document", "Document", width=210, dress=lambda _row: Mark(strong=True)),
        FieldSpec("name", "Heading", least=130),
        _owner(page),
        FieldSpec("state", "State", editor="choice", choices=WRITTEN, width=92,
                  dress=lambda row: _WRITTEN[SectionState(row.state)]),
    ]  # fmt: skip


def _owner(page: "Page") -> FieldSpec:
    return FieldSpec(
        "owner_role_id", "Owner", editor="choice", choices=page.role_choices, width=132, drop=3
    )


def _code(page: "Page", place: Place) -> FieldSpec:
    def value(row: Any) -> str:
        item = page.chain.items[place].get(row.id)
        return "" if item is None else item.code

    return FieldSpec(
        "code", "", editor="readonly", width=44, value=value, dress=lambda _row: Mark(ink="text2")
    )
