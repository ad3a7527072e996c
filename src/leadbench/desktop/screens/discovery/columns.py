"""The columns of the lists of product discovery, and the fields of one formulation."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark
from leadbench.plan.discovery import feasibility
from leadbench.plan.edits.discovery import set_factor
from leadbench.plan.tables import Choice, Formulation, Strength

KINDS: Choices = tuple((kind, kind.value.capitalize()) for kind in Formulation)
CHOICES: Choices = tuple((choice, choice.value.capitalize()) for choice in Choice)
STRENGTHS: Choices = ((Strength.STRONG, "Well founded"), (Strength.WEAK, "Weak"))
_CHIPS = {
    Choice.OPEN: "neutral",
    Choice.CHOSEN: "good",
    Choice.LATER: "neutral",
    Choice.DROPPED: "error",
}
_LOW = 4
"""Feasibility below this is marked."""


def quiet(_row: Any) -> Mark:
    """Dress as words of less weight."""
    return Mark(ink="text2")


def name(_row: Any) -> Mark:
    """Dress as a name."""
    return Mark(strong=True)


def customer_columns() -> list[FieldSpec]:
    """Return the columns of the customers."""
    return [
        FieldSpec("name", "Customers", width=132, dress=name),
        FieldSpec("size", "How many", width=58, align="right", dress=quiet),
        FieldSpec("need", "What they do", least=150, dress=quiet),
        FieldSpec("worth", "What it takes", width=96, align="right", dress=name),
    ]


def _bar(painter: QPainter, cell: QRectF, share: float, theme: Theme, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    place = QRectF(cell.left() + 4, cell.center().y() - 4, cell.width() - 8, 8)
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(place, 2, 2)
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(
        QRectF(place.left(), place.top(), max(2.0, place.width() * min(1.0, share)), 8), 2, 2
    )


def formulation_columns() -> list[FieldSpec]:
    """Return the columns of the ways to use machine learning."""
    return [
        FieldSpec("name", "Formulation", least=180, dress=name),
        FieldSpec("kind", "Kind", editor="choice", choices=KINDS, width=94, dress=quiet),
        FieldSpec("label", "Label needed", width=124, drop=3),
        FieldSpec("metric", "Metric", width=90, drop=2),
        FieldSpec("heuristic", "Beat this", width=105, drop=4, dress=quiet),
        FieldSpec(
            "feasible", "Feasible", editor="readonly", width=62, value=feasibility,
            text=lambda value: "" if value is None else str(value), paint=_paint_feasible,
            tip=_scores,
        ),
        FieldSpec("reason", "", width=128, drop=5,
                  dress=lambda _row: Mark(ink="text2", small=True)),
        FieldSpec(
            "choice", "Decision", editor="choice", choices=CHOICES, width=83,
            dress=lambda row: Mark(chip=_CHIPS[Choice(row.choice)]),
        ),
    ]  # fmt: skip


def _scores(row: Any) -> str:
    named = (
        ("Data", row.data_score),
        ("Method", row.method_score),
        ("Law", row.law_score),
        ("Robustness", row.robustness_score),
        ("Effort", row.effort_score),
    )
    lines = [f"{word} {'–' if score is None else score}" for word, score in named]
    return "\n".join([*lines, "Their mean, at most two above the lowest"])


def _paint_feasible(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
    value = feasibility(row)
    if value is None:
        return
    place = QRectF(cell.left() + 4, cell.top(), cell.width() - 26, cell.height())
    _bar(painter, place, value / 10, theme, "near_fill" if value < _LOW else "normal_fill")
    painter.setPen(theme.color("text"))
    painter.setFont(theme.font("cell_strong"))
    words = QRectF(cell.right() - 26, cell.top(), 22, cell.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(words, int(flags), str(value))


def formulation_fields() -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the fields of one formulation."""
    scores = [
        FieldSpec(f"{key}_score", word, editor="integer", half=True)
        for key, word in (
            ("data", "Data"), ("method", "Method"), ("law", "Law"),
            ("robustness", "Robustness"), ("effort", "Effort"),
        )
    ]  # fmt: skip
    return (
        (
            "",
            (
                FieldSpec("kind", "Kind", editor="choice", choices=KINDS),
                FieldSpec("label", "Label needed"),
                FieldSpec("metric", "Metric"),
                FieldSpec("heuristic", "Heuristic to beat"),
                FieldSpec("precedent", "Precedent", editor="note"),
                FieldSpec("reason", "Because"),
                FieldSpec("choice", "Decision", editor="choice", choices=CHOICES),
            ),
        ),
        ("Feasibility, 1 to 10", scores),
    )


def assumption_columns(toggle: Any) -> list[FieldSpec]:
    """Return the columns of the assumptions; ``toggle`` turns weak into well founded and back."""
    return [
        FieldSpec(
            "strength",
            "",
            width=24,
            press=toggle,
            value=lambda row: row.strength,
            text=lambda _value: "",
            dress=lambda row: _STRENGTH[Strength(row.strength)],
            tip=lambda row: dict(STRENGTHS)[Strength(row.strength)],
        ),
        FieldSpec(
            "text", "Assumption", least=120, paint=_paint_assumption, tip=lambda row: row.text
        ),
    ]


def _paint_assumption(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
    space = cell.adjusted(4, 3, -12, -4)
    half = space.height() / 2
    paint_words(painter, QRectF(space.left(), space.top(), space.width(), half), row.text, Mark(),
                "left", theme)  # fmt: skip
    below = QRectF(space.left(), space.top() + half, space.width(), half)
    words = row.evidence or "No evidence yet"
    paint_words(painter, below, words, Mark(ink="text2", small=True), "left", theme)


_STRENGTH = {
    Strength.STRONG: Mark("circle-check", icon_ink="good"),
    Strength.WEAK: Mark("triangle-alert", icon_ink="near"),
}


def factor_write(column: str) -> Any:
    """Return how the low, likely or high value of a factor is written."""
    return lambda session, key, value: set_factor(session, key, column, value)
