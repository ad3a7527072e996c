"""The lists of the business case, and what can be typed about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from leadbench.analysis.valuation import Swing
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark
from leadbench.desktop.widgets.swing_cells import Side, Span, falls, paint_end
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
    likely: float | None
    high: float | None
    swing: Swing | None
    span: Span

    def column(self, side: Side) -> str:
        """Return which end makes the value smaller (left) or larger (right)."""
        return "low" if (side == "left") != falls(self.swing) else "high"

    def end(self, side: Side) -> float | None:
        """Return the value at the end that stands on a side."""
        return self.low if self.column(side) == "low" else self.high


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
    write: Callable[[Side], Any],
    words: Callable[[CaseFactor, float | None], str],
    beside: Callable[[Varied, Side], str],
) -> list[FieldSpec]:
    """Return the columns of what moves the expected value.

    Parameters
    ----------
    write, words
        Writes and writes out the end of a factor, as it is typed.
    beside
        Returns it as it stands beside its bar.
    """

    def end(column: str, caption: str, side: Side) -> FieldSpec:
        def paint(painter: QPainter, cell: QRectF, row: Varied, theme: Theme) -> None:
            told = beside(row, side)
            paint_end(painter, cell, side, row.swing, row.span, told, theme, zero=True)

        return FieldSpec(
            column, caption, editor="text", least=110, write=write(side), paint=paint,
            align="right" if side == "left" else "left",
            value=lambda row: words(row.factor, row.end(side)),
            tip=lambda row: f"{FACTORS[row.factor.value]}: {words(row.factor, row.low)} to "
            f"{words(row.factor, row.high)}",
        )  # fmt: skip

    return [
        FieldSpec("factor", "Factor", editor="readonly", width=124,
                  value=lambda row: FACTORS[row.factor.value]),
        end("low", "Lower end", "left"),
        end("high", "Upper end", "right"),
    ]  # fmt: skip


def option_columns(words: Callable[[Any], str], short: Callable[[Any], str]) -> list[FieldSpec]:
    """Return the columns of the options."""

    def left(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        chosen = row.row.recommended
        note = Mark("check", "good", small=True) if chosen else Mark(ink="text2", small=True)
        below = "Recommended" if chosen else row.row.note
        paint_two(painter, cell.adjusted(16, 0, -4, 0), row.row.name, below, note, "left", theme)

    def right(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        mark = Mark(ink="text2", small=True)
        ink = "error" if (row.value or 0) < 0 else "text"
        space = cell.adjusted(0, 0, -16, 0)
        paint_two(painter, space, words(row.value), short(row.cost), mark, "right", theme, ink)

    return [
        FieldSpec("name", "Option", least=150, value=lambda row: row.row.name, paint=left,
                  tip=lambda row: row.row.note),
        FieldSpec("value", "Expected NPV", editor="readonly", width=88, align="right",
                  value=lambda row: row.value, text=words, paint=right),
    ]  # fmt: skip


def paint_two(
    painter: QPainter,
    space: QRectF,
    upper: str,
    lower: str,
    mark: Mark,
    side: str,
    theme: Theme,
    ink: str = "text",
) -> None:
    """Paint two lines in a cell: what it says, and what stands behind it."""
    half = (space.height() - 6) / 2
    line = QRectF(space.left(), space.top() + 3, space.width(), half)
    paint_words(painter, line, upper, Mark(ink=ink, strong=True), side, theme)
    paint_words(painter, line.translated(0, half), lower, mark, side, theme)


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


def _figure(_row: Any) -> Mark:
    return Mark(ink="text2", small=True)


def _ratio_figure(_row: Any) -> Mark:
    return Mark(strong=True, small=True)


def experiment_columns(words: Callable[[Any], str]) -> list[FieldSpec]:
    """Return the columns of the experiments."""
    return [
        FieldSpec("name", "Experiment", least=110,
                  dress=lambda row: replace(_STATE_MARKS[ExperimentState(row.state)], small=True)),
        FieldSpec("cost_cents", "Cost", editor="money", width=37, text=words, dress=_figure),
        FieldSpec("stop_percent", "Fails", editor="percent", width=35, dress=_figure),
        FieldSpec("ratio", "Ratio", editor="readonly", width=42, align="right", dress=_ratio_figure,
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
