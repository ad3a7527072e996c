"""The columns of the lists of product discovery, and the fields of one formulation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.plan.discovery import Threshold, feasibility
from leadbench.plan.edits.discovery import set_factor, set_market
from leadbench.plan.edits.formulas import set_formula
from leadbench.plan.money import MINUS
from leadbench.plan.tables import Choice, Formulation, Measure, Strength

KINDS: Choices = tuple((kind, kind.value.capitalize()) for kind in Formulation)
CHOICES: Choices = tuple((choice, choice.value.capitalize()) for choice in Choice)
STRENGTHS: Choices = ((Strength.STRONG, "Well founded"), (Strength.WEAK, "Weak"))
MEASURES: Choices = (
    (Measure.NONE, "No limit"),
    (Measure.RIGHT, "Least share right"),
    (Measure.WRONG, "Most share wrong"),
)
_CHIPS = {
    Choice.OPEN: "neutral",
    Choice.CHOSEN: "good",
    Choice.LATER: "neutral",
    Choice.DROPPED: "error",
}
_LOW = 4
"""Feasibility below this is marked."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A step of the market or a term of the gain with its amount, as a share of the largest."""

    id: int
    name: str
    amount: float | None
    most: float
    last: bool
    row: Any = None
    words: str = ""
    formula: str = ""


def quiet(_row: Any) -> Mark:
    """Dress as words of less weight."""
    return Mark(ink="text2")


def name(_row: Any) -> Mark:
    """Dress as a name."""
    return Mark(strong=True)


def customer_columns() -> list[FieldSpec]:
    """Return the columns of the customers."""
    return [
        FieldSpec("name", "Customers", width=138, dress=name),
        FieldSpec("size", "How many", width=76, align="right", dress=quiet),
        FieldSpec("need", "What they do", least=150, dress=quiet),
        FieldSpec("worth", "What it takes", width=100, align="right", dress=name),
    ]


def market_columns() -> list[FieldSpec]:
    """Return the columns of the estimate from the top down."""
    return [
        FieldSpec("name", "Top-down", least=100, value=lambda sized: sized.row.name),
        FieldSpec(
            "share_percent", "Share", editor="percent", width=58, drop=1, dress=quiet,
            value=lambda sized: sized.row.share_percent, write=_market("share_percent"),
        ),
        FieldSpec("bar", "", width=56, editor="readonly", drop=2, paint=_paint_sized,
                  value=lambda _sized: ""),
        FieldSpec(
            "amount_cents", "A year", editor="money", width=78, dress=name,
            value=lambda sized: None if sized.amount is None else round(sized.amount),
            write=_market("amount_cents"),
        ),
    ]  # fmt: skip


def _market(column: str) -> Any:
    return lambda session, key, value: set_market(session, key, column, value)


def term_columns() -> list[FieldSpec]:
    """Return the columns of the estimate from the bottom up."""
    return [
        FieldSpec("name", "Bottom-up", width=150, value=lambda sized: sized.name,
                  tip=lambda sized: sized.formula),
        FieldSpec(
            "formula", "Product of", least=90, dress=quiet,
            value=lambda sized: sized.formula, write=set_formula, tip=lambda sized: sized.formula,
        ),
        FieldSpec("bar", "", width=56, editor="readonly", drop=2, paint=_paint_sized,
                  value=lambda _sized: ""),
        FieldSpec("amount", "A year", editor="readonly", width=78, align="right", dress=name,
                  value=lambda sized: sized.words),
    ]  # fmt: skip


def _paint_sized(painter: QPainter, cell: QRectF, sized: Sized, theme: Theme) -> None:
    if not sized.amount or not sized.most:
        return
    token = "normal" if sized.last else "done_fill" if sized.row is not None else "normal_fill"
    _bar(painter, cell, sized.amount / sized.most, theme, token)


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
        FieldSpec("kind", "Kind", editor="choice", choices=KINDS, width=98, dress=quiet),
        FieldSpec("label", "Label needed", width=128, drop=3),
        FieldSpec("metric", "Metric", width=92, drop=2),
        FieldSpec("heuristic", "Beat this", width=118, drop=4),
        FieldSpec(
            "feasible", "Feasible", editor="readonly", width=92, value=feasibility,
            text=lambda value: "" if value is None else str(value), paint=_paint_feasible,
            tip=_scores,
        ),
        FieldSpec("reason", "Because", width=142, drop=5, dress=quiet),
        FieldSpec(
            "choice", "Decision", editor="choice", choices=CHOICES, width=88,
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
    place = QRectF(cell.left(), cell.top(), cell.width() - 26, cell.height())
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


def judgement_columns() -> list[FieldSpec]:
    """Return the columns of what right and wrong decisions are worth."""
    return [
        FieldSpec("action", "Decision", least=96, dress=name),
        FieldSpec("right_cents", "Right", editor="money", width=70, text=_signed,
                  dress=lambda row: _worth(row.right_cents)),
        FieldSpec("right_note", "", width=104, drop=2, dress=quiet),
        FieldSpec("wrong_cents", "Wrong", editor="money", width=74, text=_signed,
                  dress=lambda row: _worth(row.wrong_cents)),
        FieldSpec("wrong_note", "", width=118, drop=1, dress=quiet),
    ]  # fmt: skip


def _signed(cents: int | None) -> str:
    if cents is None:
        return ""
    sign = "+" if cents > 0 else MINUS if cents < 0 else ""
    return f"{sign}{abs(cents) / 100:,.2f}"


def _worth(cents: int) -> Mark:
    ink = "good" if cents > 0 else "error" if cents < 0 else "text2"
    return Mark(ink=ink, strong=True)


def judgement_fields() -> Sequence[tuple[str, Sequence[FieldSpec]]]:
    """Return the fields of one judgement."""
    return (
        (
            "",
            (
                FieldSpec("right_cents", "Worth if right", editor="money", half=True),
                FieldSpec("wrong_cents", "Worth if wrong", editor="money", half=True),
                FieldSpec("right_note", "Because"),
                FieldSpec("wrong_note", "Because, if wrong"),
                FieldSpec(
                    "cost_cents", "Costs to make", unit="¢", editor="number",
                    write=_set_cost,
                ),
            ),
        ),
        (
            "Least useful performance",
            (
                FieldSpec("measure", "Limits", editor="choice", choices=MEASURES),
                FieldSpec("measure_name", "Called"),
                FieldSpec("measured_percent", "Measured so far", editor="percent", half=True),
                FieldSpec("measured_note", "How", half=True),
            ),
        ),
    )  # fmt: skip


def _set_cost(session: Any, key: int, value: float | None) -> None:
    from leadbench.plan.tables import Judgement

    session.get(Judgement, key).cost_cents = value or 0.0


def threshold_columns() -> list[FieldSpec]:
    """Return the columns of the least useful performance."""
    return [
        FieldSpec("name", "Least useful", editor="readonly", least=110, dress=_met,
                  value=lambda row: row.threshold.name),
        FieldSpec("origin", "From", editor="readonly", width=170, drop=1, dress=quiet,
                  value=lambda row: row.threshold.origin),
        FieldSpec("needs", "Needs", editor="readonly", width=70, align="right", dress=name,
                  value=lambda row: needs_words(row.threshold)),
        FieldSpec("measured", "So far", editor="readonly", width=70, align="right",
                  value=lambda row: measured_words(row.threshold)),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A threshold as a row of a table."""

    id: int
    threshold: Threshold


def _met(row: Shown) -> Mark:
    met = row.threshold.met
    if met is None:
        return Mark("circle-dashed", icon_ink="text3")
    return Mark("circle-check", icon_ink="good") if met else Mark("triangle-alert", icon_ink="near")


def needs_words(row: Threshold) -> str:
    """Return a limit as "≥ 69%"."""
    if row.needs is None:
        return "never pays"
    sign = "≥" if row.at_least else "≤"
    return f"{sign} {_amount(row.needs, row.unit)}"


def measured_words(row: Threshold) -> str:
    """Return what was measured, or "–"."""
    return "–" if row.measured is None else _amount(row.measured, row.unit, exact=True)


def _amount(value: float, unit: str, *, exact: bool = False) -> str:
    if unit == "%":
        return f"{plain_number(value) if exact else round(value)}%"
    return plain_number(round(value, 1))


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
        FieldSpec("text", "", least=120, tip=lambda row: row.evidence or row.text),
    ]


_STRENGTH = {
    Strength.STRONG: Mark("circle-check", icon_ink="good"),
    Strength.WEAK: Mark("triangle-alert", icon_ink="near"),
}


def factor_write(column: str) -> Any:
    """Return how the low, likely or high value of a factor is written."""
    return lambda session, key, value: set_factor(session, key, column, value)
