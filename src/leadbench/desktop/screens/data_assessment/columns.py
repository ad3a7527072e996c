"""The lists of the data assessment, and the fields of one source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from leadbench.analysis.data_quality import READINESS_WORDS, Aspect, Readiness
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.plan.edits.complexity import set_points
from leadbench.plan.tables import InfrastructureState, PersonalData

CAPTIONS: Mapping[Aspect, str] = {
    Aspect.COMPLETE: "Complete",
    Aspect.LABELS: "Labels",
    Aspect.FRESH: "Fresh",
    Aspect.ACCESS: "Access",
    Aspect.LEGAL: "Legal",
}
LEVELS: Choices = tuple((level, f"{level.value} {READINESS_WORDS[level]}") for level in Readiness)
PERSONAL: Choices = (
    (PersonalData.UNKNOWN, "Not known yet"),
    (PersonalData.NONE, "None"),
    (PersonalData.PERSONAL, "Personal data"),
    (PersonalData.SPECIAL, "Special categories"),
)
STATES: Choices = (
    (InfrastructureState.READY, "Ready"),
    (InfrastructureState.IN_PROGRESS, "In progress"),
    (InfrastructureState.GAP, "Gap"),
    (InfrastructureState.NOT_NEEDED, "Not needed"),
)
_STATE_MARKS = {
    InfrastructureState.READY: Mark("circle-check", icon_ink="good"),
    InfrastructureState.IN_PROGRESS: Mark("circle-dashed", icon_ink="accent"),
    InfrastructureState.GAP: Mark("triangle-alert", icon_ink="near"),
    InfrastructureState.NOT_NEEDED: Mark("circle-slash", icon_ink="text3"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A cause of complexity with where its bar begins and ends; ``words`` names it on the bar."""

    id: int
    cause: str
    words: str
    points: float
    from_data: bool
    begin: float
    end: float
    origin: str


@dataclass(frozen=True, slots=True)
class Work:
    """A task that the data adds, as a row of a table."""

    id: int
    number: str
    name: str
    cause: str
    days: str
    cost: str
    left: str


def quiet(_row: Any) -> Mark:
    """Dress as words of less weight."""
    return Mark(ink="text2")


def strong(_row: Any) -> Mark:
    """Dress as a name."""
    return Mark(strong=True)


def source_columns(
    stages: Callable[[], Choices],
    threshold: Callable[[], float],
    score: Callable[[Any], float | None],
    write: Callable[[Aspect], Any],
) -> list[FieldSpec]:
    """Return the columns of the sources."""
    return [
        FieldSpec("name", "Source", least=150, dress=strong),
        FieldSpec("volume", "Volume", width=104, drop=3, dress=quiet),
        FieldSpec("stage_id", "Used in", editor="choice", choices=stages, width=78, drop=2,
                  dress=lambda _row: Mark(chip="neutral")),
        *(_aspect(aspect, threshold, write(aspect)) for aspect in Aspect),
        FieldSpec("readiness", "Level", editor="choice", choices=LEVELS, width=50, drop=1,
                  text=str, dress=quiet,
                  tip=lambda row: READINESS_WORDS[Readiness(row.readiness)]),
        FieldSpec("score", "Score", editor="readonly", width=54, align="right", dress=strong,
                  value=score, text=lambda value: "–" if value is None else f"{value:.0f}"),
    ]  # fmt: skip


def _aspect(aspect: Aspect, threshold: Callable[[], float], write: Any) -> FieldSpec:
    column = f"{aspect.value}_score"

    def paint(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        value = getattr(row, column)
        if value is None:
            painter.setPen(theme.color("text3"))
            painter.setFont(theme.font("cell"))
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), "–")
            return
        low, limit = value < threshold(), threshold()
        painter.setPen(theme.color("near" if low else "text"))
        painter.setFont(theme.font("cell_strong" if low else "cell"))
        words = QRectF(cell.left(), cell.top(), 30, cell.height())
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{value:.0f}"
        )
        left, wide = cell.left() + 36, cell.width() - 42
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(left, cell.center().y() - 2.5, wide, 5), 2, 2)
        painter.setBrush(theme.color("near_fill" if low else "normal_fill"))
        painter.drawRoundedRect(QRectF(left, cell.center().y() - 2.5, wide * value / 100, 5), 2, 2)
        painter.setPen(QPen(theme.color("text2"), 1))
        at = left + wide * limit / 100
        painter.drawLine(QPointF(at, cell.center().y() - 5), QPointF(at, cell.center().y() + 5))

    return FieldSpec(
        column, CAPTIONS[aspect], editor="number", width=80, paint=paint, write=write,
        tip=lambda row: f"{CAPTIONS[aspect]}: {_words(getattr(row, column))} of 100",
    )  # fmt: skip


def _words(value: float | None) -> str:
    return "not scored" if value is None else plain_number(value)


STEP_ROW: Final = 35
_POINTS, _CAUSED = 50, 54


def complexity_columns() -> list[FieldSpec]:
    """Return the columns of the causes of complexity."""
    return [
        FieldSpec("cause", "Cause", least=180, paint=_paint_step, tip=lambda step: step.words),
        FieldSpec("points", "Adds", editor="number", width=_POINTS, dress=strong, write=set_points,
                  tip=lambda step: step.origin,
                  text=lambda value: "" if value is None else f"+{value:g}"),
        FieldSpec("from_data", "Caused by", editor="choice", width=_CAUSED, align="right",
                  choices=((True, "Data"), (False, "Something else")),
                  text=lambda from_data: "Data" if from_data else "",
                  tip=lambda step: "Caused by the data" if step.from_data else "",
                  dress=lambda _step: Mark(ink="text2", small=True)),
    ]  # fmt: skip


def _paint_step(painter: QPainter, cell: QRectF, step: Step, theme: Theme) -> None:
    """Paint the part of the sum that a cause makes, its name above it."""
    left, wide = cell.left(), cell.width() - SPARE
    painter.setPen(QPen(theme.color("grid"), 1))
    for mark in range(0, 11, 2):
        x = left + wide * mark / 10
        painter.drawLine(QPointF(x, cell.top()), QPointF(x, cell.bottom()))
    begin, end = left + wide * step.begin / 10, left + wide * min(step.end, 10) / 10
    middle = cell.top() + cell.height() * 0.42
    painter.setPen(theme.color("text"))
    painter.setFont(theme.words("cell"))
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(step.words, Qt.TextElideMode.ElideRight, cell.width() - 4)
    at = max(left, min(begin, cell.right() - metrics.horizontalAdvance(words) - 2))
    place = QRectF(at, cell.top() + 1, cell.right() - at, middle - cell.top())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("near_fill" if step.from_data else "normal_fill"))
    painter.drawRoundedRect(QRectF(begin, middle + 2, max(2.0, end - begin), 12), 2, 2)


SPARE = 8.0


def work_columns() -> list[FieldSpec]:
    """Return the columns of the tasks that the data adds."""
    return [
        FieldSpec("number", "", editor="readonly", width=36, dress=quiet, opens=True),
        FieldSpec("name", "Task", editor="readonly", least=120, opens=True),
        FieldSpec("cause", "Cause", editor="readonly", width=104, drop=1, dress=quiet, opens=True),
        FieldSpec("days", "Time", editor="readonly", width=50, align="right", opens=True,
                  tip=lambda row: row.left),
        FieldSpec("cost", "Cost", editor="readonly", width=60, align="right", opens=True,
                  tip=lambda _row: "Its people and its fixed cost. What is paid by month, such as"
                  " a vendor, is a line of the budget and belongs to no task"),
    ]  # fmt: skip


def infrastructure_columns() -> list[FieldSpec]:
    """Return the columns of the infrastructure."""
    return [
        FieldSpec("name", "Part", least=120, dress=lambda row: _STATE_MARKS[
            InfrastructureState(row.state)]),
        FieldSpec("score", "0 to 4", editor="integer", width=30, drop=1, align="right", dress=quiet,
                  tip=lambda row: f"{row.area}: {row.score} of 4, from nothing to automated"),
        FieldSpec("note", "Note", width=178, align="right", dress=_note_mark,
                  value=lambda row: row.note or dict(STATES)[InfrastructureState(row.state)],
                  tip=lambda row: row.evidence or row.note),
    ]  # fmt: skip


def _note_mark(row: Any) -> Mark:
    return Mark(ink="near" if row.state == InfrastructureState.GAP else "text2")


def source_fields(stages: Callable[[], Choices]) -> Sequence[Any]:
    """Return the fields of one source."""

    def half(column: str, caption: str, unit: str = "", editor: Any = "text") -> FieldSpec:
        return FieldSpec(column, caption, unit, editor, half=True)

    return (
        (
            "Source",
            (
                half("system", "System"),
                half("owner", "Owner"),
                half("assessed_by", "Assessed by"),
                FieldSpec("stage_id", "Used in", editor="choice", choices=stages, half=True),
                half("weight", "Weight", editor="number"),
                FieldSpec("personal_data", "Speaks of people", editor="choice", choices=PERSONAL,
                          half=True),
                FieldSpec("readiness", "Readiness level", editor="choice", choices=LEVELS),
            ),
        ),
        (
            "Access and history",
            (
                FieldSpec("access_path", "Access path"),
                half("volume", "Volume"),
                half("growth", "Growth"),
                half("latency", "Latency"),
                half("history", "History"),
                half("missed_loads", "Missed loads a month", editor="number"),
                half("retention", "Retention"),
                FieldSpec("join_keys", "Joins and keys"),
                FieldSpec("lineage", "Lineage"),
            ),
        ),
        (
            "Labels and risks",
            (
                FieldSpec("label_source", "Label source", editor="note"),
                half("label_delay_days", "Label delay", "d", "number"),
                half("licence", "License"),
                FieldSpec("leakage", "Leakage risk", editor="note"),
                FieldSpec("slices", "Coverage of slices"),
                FieldSpec("contract", "Contract or service level"),
                FieldSpec("year_cost_cents", "Cost a year", editor="money"),
            ),
        ),
    )  # fmt: skip


def infrastructure_fields(activities: Callable[[], Choices]) -> Sequence[Any]:
    """Return the fields of one part of the infrastructure."""
    return (
        (
            "",
            (
                FieldSpec("name", "Part"),
                FieldSpec("area", "Area"),
                FieldSpec("score", "Score, 0 (nothing) to 4 (automated)", editor="integer"),
                FieldSpec("state", "State", editor="choice", choices=STATES),
                FieldSpec("note", "Note"),
                FieldSpec("evidence", "Evidence", editor="note"),
                FieldSpec("activity_id", "Built in", editor="choice", choices=activities),
            ),
        ),
    )
