"""The factors of the gain: their ranges, and what each alone does to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.analysis.valuation import Swing
from leadbench.desktop.screens.discovery.columns import factor_write, name, quiet
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec, plain_number
from leadbench.plan.tables import GainFactor


@dataclass(frozen=True, slots=True)
class Moved:
    """A factor with its swing, and the span that all swings are drawn in."""

    id: int
    row: GainFactor
    swing: Swing | None
    likely: float
    least: float
    most: float


def moved(rows: Sequence[GainFactor], swings: Sequence[Swing], likely: float) -> list[Moved]:
    """Return the factors, that with the widest swing first."""
    by_key = {int(swing.factor): swing for swing in swings}
    ends = [value for swing in swings for value in (swing.at_low, swing.at_high)] or [0.0]
    least, most = min(*ends, likely), max(*ends, likely)
    found = [Moved(row.id or 0, row, by_key.get(row.id or 0), likely, least, most) for row in rows]
    return sorted(found, key=lambda one: -(one.swing.width if one.swing else 0.0))


def swing_columns() -> list[FieldSpec]:
    """Return the columns of the factors."""
    return [
        FieldSpec("name", "Factor", least=96, dress=name, value=lambda one: one.row.name),
        _value("low", "P10", 62),
        FieldSpec("swing", "", width=112, editor="readonly", drop=3, paint=_paint_swing,
                  value=lambda _one: ""),
        _value("high", "P90", 62),
        _value("likely", "Likely", 62, drop=2),
        FieldSpec("unit", "Unit", width=58, drop=1, dress=quiet, value=lambda one: one.row.unit),
    ]  # fmt: skip


def _value(column: str, caption: str, width: int, drop: int = 0) -> FieldSpec:
    return FieldSpec(
        column, caption, editor="number", width=width, drop=drop,
        value=lambda one: getattr(one.row, column), write=factor_write(column),
        text=lambda value: "" if value is None else short(value),
        tip=lambda one: one.row.source,
    )  # fmt: skip


def short(value: float) -> str:
    """Return a number in few letters: "1.44M", "0.55", "12k"."""
    size = abs(value)
    if size >= 1e6:
        return f"{plain_number(round(value / 1e6, 2))}M"
    if size >= 1e4:
        return f"{plain_number(round(value / 1e3, 1))}k"
    return plain_number(round(value, 2))


def _paint_swing(painter: QPainter, cell: QRectF, one: Moved, theme: Theme) -> None:
    if one.swing is None or not one.most > one.least:
        return
    left, width = cell.left() + 4, cell.width() - 8

    def x_of(value: float) -> float:
        return left + (value - one.least) / (one.most - one.least) * width

    painter.setPen(Qt.PenStyle.NoPen)
    middle = cell.center().y()
    for value, token in ((one.swing.at_low, "normal_fill"), (one.swing.at_high, "normal")):
        first, last = sorted((x_of(one.likely), x_of(value)))
        painter.setBrush(theme.color(token))
        painter.drawRect(QRectF(first, middle - 7, last - first, 14))
    painter.setPen(QPen(theme.color("text"), 1))
    at = x_of(one.likely)
    painter.drawLine(QPointF(at, cell.top()), QPointF(at, cell.bottom()))


def swing_fields() -> Any:
    """Return the fields of one factor."""
    return (
        (
            "",
            (
                FieldSpec("name", "Factor"),
                FieldSpec("unit", "Unit"),
                FieldSpec("low", "Tenth percentile", editor="number", write=factor_write("low")),
                FieldSpec("likely", "Likely", editor="number", write=factor_write("likely")),
                FieldSpec("high", "Ninetieth percentile", editor="number",
                          write=factor_write("high")),
                FieldSpec("measured", "Measured so far", editor="number"),
                FieldSpec("source", "Source", editor="note"),
            ),
        ),
    )  # fmt: skip
