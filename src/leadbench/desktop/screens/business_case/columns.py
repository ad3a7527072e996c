"""The lists of the business case, and what can be typed about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.analysis.valuation import Swing
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark
from leadbench.plan.tables import CaseFactor, ExperimentState, OptionKind

FACTORS: dict[str, str] = {
    CaseFactor.GAIN.value: "Gain a year",
    CaseFactor.MVP_CHANCE.value: "MVP succeeds",
    CaseFactor.GROWTH_CHANCE.value: "Growth succeeds",
    CaseFactor.GROWTH_COST.value: "Growth cost",
    CaseFactor.RUNNING.value: "Running cost",
    CaseFactor.GAIN_AT.value: "Gain starts",
    CaseFactor.MVP_COST.value: "MVP cost",
}
KINDS: Choices = (
    (OptionKind.NOTHING, "Do nothing"),
    (OptionKind.GATED, "Stage by stage"),
    (OptionKind.COMMITTED, "All at once"),
    (OptionKind.OWN, "Own figures"),
)
STATES: Choices = (
    (ExperimentState.PLANNED, "Planned"),
    (ExperimentState.RUNNING, "Running"),
    (ExperimentState.DONE, "Done"),
)
_STATE_MARKS = {
    ExperimentState.PLANNED: Mark("circle", icon_ink="text3"),
    ExperimentState.RUNNING: Mark("circle-dashed", icon_ink="accent"),
    ExperimentState.DONE: Mark("circle-check", icon_ink="good"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of costs and gains; ``id`` is its place."""

    id: int
    stage: str
    when: str
    what: str
    amount: str
    chance: str
    today: str
    weighed: str
    basis: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Varied:
    """A factor with its ends, its swing, and the span that all swings are drawn in."""

    id: int
    factor: CaseFactor
    low: float | None
    high: float | None
    swing: Swing | None
    middle: float
    least: float
    most: float


def quiet(_row: Any) -> Mark:
    """Dress as words of less weight."""
    return Mark(ink="text2")


def strong(_row: Any) -> Mark:
    """Dress as a name."""
    return Mark(strong=True)


def line_columns() -> list[FieldSpec]:
    """Return the columns of costs and gains by stage."""

    def right(column: str, caption: str, width: int, drop: int = 0) -> FieldSpec:
        return FieldSpec(
            column, caption, editor="readonly", width=width, align="right", drop=drop,
            dress=lambda row: Mark(strong=row.total or column == "weighed"),
        )  # fmt: skip

    return [
        FieldSpec("stage", "Stage", editor="readonly", width=112, dress=strong),
        FieldSpec("when", "When", editor="readonly", least=104, dress=quiet),
        FieldSpec("what", "What", editor="readonly", width=104, drop=3),
        right("amount", "Amount", 92),
        right("chance", "Chance", 60, 2),
        right("today", "Today", 62),
        right("weighed", "Times chance", 92),
        FieldSpec("basis", "Basis", editor="readonly", width=168, drop=1, dress=quiet),
    ]


def varied_columns(
    write: Callable[[str], Any], words: Callable[[CaseFactor, float | None], str]
) -> list[FieldSpec]:
    """Return the columns of what moves the expected value."""
    return [
        FieldSpec("factor", "Factor", editor="readonly", least=104, dress=strong,
                  value=lambda row: FACTORS[row.factor.value]),
        FieldSpec("low", "P10", editor="text", width=70, align="right", write=write("low"),
                  value=lambda row: words(row.factor, row.low)),
        FieldSpec("swing", "", editor="readonly", width=132, drop=1, paint=_paint,
                  value=lambda _row: ""),
        FieldSpec("high", "P90", editor="text", width=70, align="right", write=write("high"),
                  value=lambda row: words(row.factor, row.high)),
    ]  # fmt: skip


def _paint(painter: QPainter, cell: QRectF, row: Varied, theme: Theme) -> None:
    if row.swing is None or not row.most > row.least:
        return
    left, width = cell.left() + 4, cell.width() - 8

    def x_of(value: float) -> float:
        return left + (value - row.least) / (row.most - row.least) * width

    painter.setPen(Qt.PenStyle.NoPen)
    middle = cell.center().y()
    for value, token in ((row.swing.at_low, "normal_fill"), (row.swing.at_high, "normal")):
        first, last = sorted((x_of(row.middle), x_of(value)))
        painter.setBrush(theme.color(token))
        painter.drawRect(QRectF(first, middle - 6, last - first, 12))
    painter.setPen(QPen(theme.color("text"), 1))
    at = x_of(row.middle)
    painter.drawLine(QPointF(at, cell.top()), QPointF(at, cell.bottom()))
    if row.least < 0 < row.most:
        painter.setPen(QPen(theme.color("critical"), 1.2, Qt.PenStyle.DashLine))
        at = x_of(0.0)
        painter.drawLine(QPointF(at, cell.top()), QPointF(at, cell.bottom()))


def option_columns(words: Callable[[Any], str], short: Callable[[Any], str]) -> list[FieldSpec]:
    """Return the columns of the options."""
    return [
        FieldSpec("name", "Option", least=110, value=lambda row: row.row.name,
                  dress=lambda row: Mark("check", icon_ink="good", strong=True)
                  if row.row.recommended else Mark(strong=True),
                  tip=lambda row: row.row.note),
        FieldSpec("cost", "Cost", editor="readonly", width=66, align="right", drop=1,
                  value=lambda row: row.cost, text=short, dress=quiet),
        FieldSpec("value", "NPV", editor="readonly", width=74, align="right",
                  value=lambda row: row.value, text=words,
                  dress=lambda row: Mark(
                      strong=True, ink="error" if (row.value or 0) < 0 else "text")),
    ]  # fmt: skip


def option_fields() -> Sequence[Any]:
    """Return the fields of one option."""
    return (
        (
            "",
            (
                FieldSpec("name", "Option"),
                FieldSpec("note", "Note"),
                FieldSpec("kind", "Its value", editor="choice", choices=KINDS),
                FieldSpec("cost_cents", "Cost", editor="money", half=True),
                FieldSpec("gain_year_cents", "Gain a year", editor="money", half=True),
                FieldSpec("gain_at_years", "From year", editor="number", half=True),
                FieldSpec("years", "For years", editor="integer", half=True),
            ),
        ),
    )


def experiment_columns(words: Callable[[Any], str]) -> list[FieldSpec]:
    """Return the columns of the experiments."""
    return [
        FieldSpec("name", "Experiment", least=110,
                  dress=lambda row: _STATE_MARKS[ExperimentState(row.state)]),
        FieldSpec("cost_cents", "Cost", editor="money", width=50, text=words, dress=quiet),
        FieldSpec("stop_percent", "Stops", editor="percent", width=48, dress=quiet),
        FieldSpec("ratio", "Ratio", editor="readonly", width=54, align="right", dress=strong,
                  value=lambda row: row.cost_cents / row.stop_percent * 100
                  if row.stop_percent else None, text=words,
                  tip=lambda _row: "Cost over the chance to stop: the lowest first"),
    ]  # fmt: skip


def experiment_fields(activities: Callable[[], Choices]) -> Sequence[Any]:
    """Return the fields of one experiment."""
    return (
        (
            "",
            (
                FieldSpec("name", "Experiment"),
                FieldSpec("cost_cents", "Cost", editor="money", half=True),
                FieldSpec("stop_percent", "Chance to stop", editor="percent", half=True),
                FieldSpec("state", "State", editor="choice", choices=STATES),
                FieldSpec("activity_id", "Task", editor="choice", choices=activities),
            ),
        ),
    )
