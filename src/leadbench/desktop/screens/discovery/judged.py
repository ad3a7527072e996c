"""What right and wrong decisions are worth, as a matrix, and the least that is useful."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.chips import TONES
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.plan.discovery import Threshold
from leadbench.plan.money import MINUS, format_money
from leadbench.plan.tables import Judgement, Measure

MEASURES: Choices = (
    (Measure.NONE, "No limit"),
    (Measure.RIGHT, "Least share right"),
    (Measure.WRONG, "Most share wrong"),
)
ROW: Final = 50


def worth_words(cents: int | None, currency: str) -> str:
    """Return what a decision is worth with its sign: "+$6.40", "−$14.00", "$0.00"."""
    if cents is None:
        return ""
    sign = "+" if cents > 0 else MINUS if cents < 0 else ""
    symbol = format_money(0, currency).rstrip("0")
    return f"{sign}{symbol}{abs(cents) / 100:,.2f}"


def judgement_columns(currency: Callable[[], str]) -> list[FieldSpec]:
    """Return the columns of the matrix: the decision, its worth if right and if wrong."""

    def worth(side: str) -> FieldSpec:
        def paint(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
            cents, note = getattr(row, f"{side}_cents"), getattr(row, f"{side}_note")
            _paint_worth(painter, cell, cents, worth_words(cents, currency()), note, theme)

        return FieldSpec(
            f"{side}_cents", f"Worth if {side}", editor="money", least=110, align="left",
            text=lambda cents: worth_words(cents, currency()), paint=paint,
            tip=lambda row: getattr(row, f"{side}_note"),
        )  # fmt: skip

    return [
        FieldSpec("action", "Decision", width=90, paint=_paint_action),
        worth("right"),
        worth("wrong"),
    ]


def _paint_action(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
    painter.setPen(theme.color("text"))
    painter.setFont(theme.words("cell"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(cell.adjusted(0, 0, -6, 0), int(flags), row.action)


def _paint_worth(
    painter: QPainter, cell: QRectF, cents: int, words: str, note: str, theme: Theme
) -> None:
    fill, ink = TONES["good" if cents > 0 else "error" if cents < 0 else "neutral"]
    body = cell.adjusted(0, 3, 0, -3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(fill))
    painter.drawRoundedRect(body.adjusted(3, 0, -3, 0), 6, 6)
    half = body.height() / 2
    upper = QRectF(body.left() + 13, body.top() + 2, body.width() - 22, half)
    painter.setPen(theme.color(ink if cents else "text"))
    painter.setFont(theme.font("section"))
    painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), words)
    lower = upper.translated(0, half - 4)
    paint_words(painter, lower, note, Mark(ink="text2", small=True), "left", theme)


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
                FieldSpec("cost_cents", "Costs to make", unit="¢", editor="number",
                          write=_set_cost),
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
    session.get(Judgement, key).cost_cents = value or 0.0


# The least useful performance


@dataclass(frozen=True, slots=True)
class Shown:
    """A threshold as a row of a table."""

    id: int
    threshold: Threshold


def threshold_columns() -> list[FieldSpec]:
    """Return the columns of the least useful performance."""
    column = partial(FieldSpec, editor="readonly")
    return [
        column("name", "", least=108, dress=_met, value=lambda row: row.threshold.name),
        column("origin", "From", width=180, drop=1, value=lambda row: row.threshold.origin,
               dress=lambda _row: Mark(ink="text2", small=True)),
        column("needs", "Needs", width=62, align="right", dress=lambda _row: Mark(strong=True),
               value=lambda row: needs_words(row.threshold)),
        column("measured", "So far", width=56, align="right", dress=_reached,
               value=lambda row: measured_words(row.threshold),
               tip=lambda row: row.threshold.note),
    ]  # fmt: skip


def _met(row: Shown) -> Mark:
    met = row.threshold.met
    if met is None:
        return Mark("circle-dashed", icon_ink="text3")
    return Mark("circle-check", icon_ink="good") if met else Mark("triangle-alert", icon_ink="near")


def _reached(row: Shown) -> Mark:
    return Mark(ink="near" if row.threshold.met is False else "text2")


def needs_words(row: Threshold) -> str:
    """Return a limit as "≥ 69%"."""
    if row.needs is None:
        return "never pays"
    sign = "≥" if row.at_least else "≤"
    return f"{sign} {_amount(row.needs, row.unit)}"


def measured_words(row: Threshold) -> str:
    """Return what was measured, or "–"."""
    return "–" if row.measured is None else _amount(row.measured, row.unit, exact=True)


def pays_words(first: Threshold) -> str:
    """Return from which performance on a model pays, and what was reached so far."""
    if first.unit != "%" or first.needs is None:
        words = f"A model pays once “{first.name.lower()}” is {needs_words(first)}"
    elif first.at_least:
        words = f"A model pays once {_amount(first.needs, '%')} of its answers are right"
    else:
        words = f"A model pays while at most {_amount(first.needs, '%')} of its answers are wrong"
    if first.measured is None:
        return f"{words}."
    reached = measured_words(first)
    return (
        f"{words}; {first.note} reach {reached}." if first.note else f"{words}; so far {reached}."
    )


def _amount(value: float, unit: str, *, exact: bool = False) -> str:
    if unit == "%":
        return f"{plain_number(value) if exact else round(value)}%"
    return plain_number(round(value, 1))
