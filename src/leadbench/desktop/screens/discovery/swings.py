"""The factors of the gain: their ranges, and what each alone does to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from leadbench.analysis.valuation import Swing
from leadbench.desktop.screens.discovery.columns import factor_write
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import FieldSpec, plain_number
from leadbench.desktop.widgets.swing_cells import Side, Span, falls, paint_end
from leadbench.plan.tables import GainFactor


@dataclass(frozen=True, slots=True)
class Moved:
    """A factor with its swing, and the span that all swings are drawn in."""

    id: int
    row: GainFactor
    swing: Swing | None
    span: Span

    def column(self, side: Side) -> str:
        """Return which end of the range makes the gain smaller (left) or larger (right)."""
        return "low" if (side == "left") != falls(self.swing) else "high"


def moved(rows: Sequence[GainFactor], swings: Sequence[Swing], likely: float) -> list[Moved]:
    """Return the factors, that with the widest swing first."""
    by_key = {int(swing.factor): swing for swing in swings}
    ends = [value for swing in swings for value in (swing.at_low, swing.at_high)] or [0.0]
    span = Span(likely, min(*ends, likely), max(*ends, likely))
    found = [Moved(row.id or 0, row, by_key.get(row.id or 0), span) for row in rows]
    return sorted(found, key=lambda one: -(one.swing.width if one.swing else 0.0))


def swing_columns(ends: "Any") -> list[FieldSpec]:
    """Return the columns of the factors.

    Parameters
    ----------
    ends
        Returns the name of the end that stands on a side for the factor of a key.
    """
    return [
        FieldSpec("name", "Factor", width=171, value=lambda one: one.row.name,
                  tip=lambda one: one.row.source),
        _end("left", "Lower end", ends),
        _end("right", "Upper end", ends),
    ]  # fmt: skip


def _end(side: Side, caption: str, ends: Any) -> FieldSpec:
    def write(session: Any, key: int, value: Any) -> None:
        factor_write(ends(key, side))(session, key, value)

    def paint(painter: QPainter, cell: QRectF, one: Moved, theme: Theme) -> None:
        words = with_unit(getattr(one.row, one.column(side)), one.row.unit)
        paint_end(painter, cell, side, one.swing, one.span, words, theme)

    return FieldSpec(
        "low" if side == "left" else "high", caption, editor="number", least=110, write=write,
        align="left" if side == "right" else "right", paint=paint,
        value=lambda one: getattr(one.row, one.column(side)), tip=_tip,
    )  # fmt: skip


def _tip(one: Moved) -> str:
    row = one.row
    words = (f"{word} {with_unit(value, row.unit)}" for word, value in (
        ("P10", row.low), ("likely", row.likely), ("P90", row.high)))  # fmt: skip
    return f"{', '.join(words)}{f' {row.unit}' if row.unit not in _SIGNS else ''}"


_SIGNS = frozenset({"", "$", "€", "£", "%"})


def with_unit(value: float, unit: str) -> str:
    """Return a value with the sign of its unit: "$0.35", "12%", "1.44M"."""
    if unit in {"$", "€", "£"}:
        return f"{unit}{value:,.2f}" if abs(value) < 1e4 else f"{unit}{short(value)}"
    return f"{short(value)}%" if unit == "%" else short(value)


def short(value: float) -> str:
    """Return a number in few letters: "1.44M", "0.55", "12k"."""
    size = abs(value)
    if size >= 1e6:
        return f"{plain_number(round(value / 1e6, 2))}M"
    if size >= 1e4:
        return f"{plain_number(round(value / 1e3, 1))}k"
    return plain_number(round(value, 2))


def swing_fields() -> Any:
    """Return the fields of one factor."""
    return (
        (
            "",
            (
                FieldSpec("name", "Factor"),
                FieldSpec("unit", "Unit", write=factor_write("unit")),
                FieldSpec("low", "Tenth percentile", editor="number", write=factor_write("low")),
                FieldSpec("likely", "Likely", editor="number", write=factor_write("likely")),
                FieldSpec("high", "Ninetieth percentile", editor="number",
                          write=factor_write("high")),
                FieldSpec("measured", "Measured so far", editor="number",
                          write=factor_write("measured")),
                FieldSpec("source", "Source", editor="note"),
            ),
        ),
    )  # fmt: skip
