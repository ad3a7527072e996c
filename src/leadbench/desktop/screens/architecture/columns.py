"""The lists of the architecture page, and the fields of what is selected."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.decision_record import STATES
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.plan.architecture import MonthCost
from leadbench.plan.tables import ComponentKind, DecisionState, FlowKind

KINDS: Choices = tuple((kind, kind.value.capitalize()) for kind in ComponentKind)
FLOWS: Choices = (
    (FlowKind.ANSWER, "Path of an answer"),
    (FlowKind.FALLBACK, "Fallback"),
    (FlowKind.SUPPORT, "Beside the answer"),
)
_CHIPS = {
    DecisionState.OPEN: Mark("circle-dashed", chip="near"),
    DecisionState.DECIDED: Mark("check", chip="good"),
    DecisionState.SUPERSEDED: Mark("history", chip="neutral"),
}


def quiet(_row: Any) -> Mark:
    """Dress as words of less weight."""
    return Mark(ink="text2")


def strong(_row: Any) -> Mark:
    """Dress as a name."""
    return Mark(strong=True)


def seconds(value: float | None) -> str:
    """Return a time as it is written: "0.4 s", "1 min"."""
    if value is None:
        return ""
    if value >= 60 and value % 60 == 0:
        return f"{plain_number(value / 60)} min"
    return f"{plain_number(value)} s"


def decision_columns() -> list[FieldSpec]:
    """Return the columns of the decisions."""
    return [
        FieldSpec("title", "Question", width=124, dress=strong, tip=lambda row: row.context),
        FieldSpec("choice", "Choice", least=80, tip=lambda row: row.reason or row.choice),
        FieldSpec(
            "state", "", editor="choice", choices=STATES, width=104,
            dress=lambda row: _CHIPS[DecisionState(row.state)],
        ),
    ]  # fmt: skip


def rung_columns() -> list[FieldSpec]:
    """Return the columns of the fallback ladder."""
    return [
        FieldSpec(
            "position", "", width=24, editor="readonly", dress=quiet,
            value=lambda row: row.position + 1,
        ),
        FieldSpec("name", "Answers", least=96, dress=strong),
        FieldSpec("takes_over", "When", width=112, drop=2, dress=quiet),
        FieldSpec("seconds", "Within", unit="s", editor="number", width=66, text=seconds),
        FieldSpec("drill_on", "Drill", editor="date", width=66, drop=1, dress=quiet),
    ]  # fmt: skip


def cost_columns(most: Callable[[], int], words: Callable[[int], str]) -> list[FieldSpec]:
    """Return the columns of the monthly cost; ``most`` is the longest bar."""

    def paint(painter: QPainter, cell: QRectF, row: MonthCost, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("normal_fill"))
        wide = (cell.width() - 8) * row.cents / max(1, most())
        painter.drawRoundedRect(
            QRectF(cell.left() + 4, cell.center().y() - 4, max(2, wide), 8), 2, 2
        )

    return [
        FieldSpec("name", "", editor="readonly", least=90, value=lambda row: row.name),
        FieldSpec("bar", "", editor="readonly", width=72, paint=paint, value=lambda _row: ""),
        FieldSpec(
            "cents", "", editor="readonly", width=62, align="right", dress=strong,
            value=lambda row: words(row.cents),
        ),
    ]  # fmt: skip


def component_fields(
    activities: Callable[[], Choices], requirements: Callable[[], Choices]
) -> Sequence[Any]:
    """Return the fields of one component."""
    return (
        (
            "",
            (
                FieldSpec("name", "Name"),
                FieldSpec("kind", "Kind", editor="choice", choices=KINDS),
                FieldSpec("note", "What it does"),
                FieldSpec("zone", "Zone"),
                FieldSpec("latency_seconds", "Latency budget", unit="s", editor="number"),
                FieldSpec("month_cost_cents", "A month", editor="money"),
                FieldSpec(
                    "sized", "Cost", editor="choice",
                    choices=((False, "As typed"), (True, "Servers of the sizing sheet")),
                ),
                FieldSpec("activity_id", "Built in", editor="choice", choices=activities),
                FieldSpec(
                    "requirement_id", "Follows from", editor="choice", choices=requirements
                ),
                FieldSpec("grid_column", "Column in the picture", editor="integer", half=True),
                FieldSpec("grid_row", "Row", editor="integer", half=True),
            ),
        ),
    )  # fmt: skip


def flow_columns(components: Callable[[], Choices]) -> list[FieldSpec]:
    """Return the columns of what a component sends."""
    return [
        FieldSpec("target_id", "Leads to", editor="choice", choices=components, least=90),
        FieldSpec("kind", "", editor="choice", choices=FLOWS, width=108, dress=quiet),
        FieldSpec("label", "", width=60, dress=quiet),
    ]
