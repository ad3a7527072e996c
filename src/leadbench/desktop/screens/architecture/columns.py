"""The lists of the architecture page, and the fields of what is selected."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.decision_record import STATES
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.plan.architecture import MonthCost
from leadbench.plan.notation import format_date
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


def _lines(painter: QPainter, cell: QRectF, theme: Theme, words: Sequence[str]) -> None:
    """Paint a name with what is said of it in smaller lines below."""
    fonts = ("cell_strong", *("caption" for _ in words[1:]))
    inks = ("text", "text", "text2")
    high = [QFontMetricsF(theme.font(font)).height() + 1 for font in fonts]
    top = cell.top() + (cell.height() - sum(high)) / 2
    for text, font, ink, step in zip(words, fonts, inks, high, strict=False):
        metrics = QFontMetricsF(theme.font(font))
        painter.setFont(theme.font(font))
        painter.setPen(theme.color(ink if len(words) > 2 or font != "caption" else "text2"))
        room = QRectF(cell.left(), top, cell.width() - 8, step)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        top += step


def decision_columns() -> list[FieldSpec]:
    """Return the columns of the decisions: question, choice and reason in one, and the state."""

    def paint(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        _lines(painter, cell, theme, [row.title, row.choice or "Not chosen yet", row.reason])

    return [
        FieldSpec(
            "title", "Question", least=120, paint=paint,
            tip=lambda row: "\n".join(filter(None, (row.title, row.choice, row.reason))),
        ),
        FieldSpec(
            "state", "", editor="choice", choices=STATES, width=98,
            dress=lambda row: _CHIPS[DecisionState(row.state)],
        ),
    ]  # fmt: skip


def rung_columns() -> list[FieldSpec]:
    """Return the columns of the fallback ladder."""

    def paint(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        _lines(painter, cell, theme, [row.name, row.takes_over or "Say when it takes over"])

    return [
        FieldSpec(
            "position", "", width=24, editor="readonly", dress=quiet,
            value=lambda row: row.position + 1,
        ),
        FieldSpec(
            "name", "Answers", least=96, paint=paint,
            tip=lambda row: f"{row.name}\n{row.takes_over}".strip(),
        ),
        FieldSpec("seconds", "Within", unit="s", editor="number", width=60, text=seconds),
    ]  # fmt: skip


def drill_words(rungs: Sequence[Any]) -> str:
    """Return when the ladder is tried next, "" without a date."""
    days = [row.drill_on for row in rungs if row.drill_on is not None]
    return f"drill {format_date(min(days), min(days).year)}" if days else ""


def rung_fields() -> Sequence[Any]:
    """Return the fields of one rung of the fallback ladder."""
    return (
        (
            "",
            (
                FieldSpec("name", "What answers"),
                FieldSpec("takes_over", "Takes over when"),
                FieldSpec("seconds", "Answers within", unit="s", editor="number", half=True),
                FieldSpec("drill_on", "Next drill", editor="date", half=True),
            ),
        ),
    )


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
        FieldSpec("bar", "", editor="readonly", width=60, paint=paint, value=lambda _row: ""),
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
