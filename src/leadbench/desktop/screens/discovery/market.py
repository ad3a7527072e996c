"""The market of product discovery, sized from the top down and from the bottom up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leadbench.analysis.gain import GainRange
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.table import Table
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import market_amounts
from leadbench.plan.edits.discovery import set_market
from leadbench.plan.edits.formulas import set_formula
from leadbench.plan.formulas import formula_of
from leadbench.plan.money import format_money
from leadbench.plan.tables import GainTerm, MarketStep

_CLOSE = 0.1
"""Two estimates that are less than this share apart agree."""
ROW: Final = 30
_BAR: Final = 7.0
_BELOW: Final = 11.0
"""What the bar takes of the height of a row."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A step of the market or a term of the gain with its amount, as a share of the largest."""

    id: int
    name: str
    amount: float | None
    most: float
    token: str
    row: Any = None
    words: str = ""
    formula: str = ""


def market_rows(steps: Sequence[MarketStep]) -> list[Sized]:
    """Return the steps with their amounts in cents."""
    amounts = market_amounts(steps)
    most = max((amount for amount in amounts if amount), default=0)
    last = len(steps) - 1
    return [
        Sized(row.id or 0, row.name, amount, most, "normal" if at == last else "done_fill", row)
        for at, (row, amount) in enumerate(zip(steps, amounts, strict=True))
    ]


def term_rows(
    contents: Contents,
    rows: Sequence[GainTerm],
    gain: GainRange | None,
    money: Callable[[float], str],
) -> list[Sized]:
    """Return the terms of the gain with their amounts."""
    counted = [row for row in rows if formula_of(contents, row.id)]
    values = dict(zip([row.id for row in counted], gain.terms, strict=True)) if gain else {}
    return [
        Sized(
            row.id or 0,
            row.name,
            values.get(row.id),
            gain.likely if gain else 0.0,
            "normal_fill",
            row,
            words=money(values[row.id]) if row.id in values else "",
            formula=formula_of(contents, row.id),
        )
        for row in rows
    ]


def agreement(
    steps: Sequence[MarketStep], gain: GainRange | None, money: Callable[[float], str]
) -> str:
    """Return how far the two estimates are apart, in words."""
    amounts = market_amounts(steps)
    last = amounts[-1] if amounts else None
    if gain is None:
        return "Add factors and terms of the gain to size it from the bottom up."
    if not last:
        return f"Bottom-up comes to {money(gain.likely)} a year and is used in the plan."
    apart = abs(gain.likely * 100 - last) / max(gain.likely * 100, last)
    if apart <= _CLOSE:
        percent = max(1, round(100 * apart))
        return f"The two agree within {percent}%. Bottom-up is used in the plan."
    return f"The two differ by {round(100 * apart)}%: look again. Bottom-up is used in the plan."


# How the two columns are shown


def market_columns(currency: Callable[[], str]) -> list[FieldSpec]:
    """Return the columns of the estimate from the top down."""

    def money(cents: float | None) -> str:
        return "" if cents is None else format_money(round(cents), currency())

    return [
        FieldSpec("name", "Step", least=80, value=lambda one: one.row.name, paint=_paint_step,
                  tip=lambda one: one.row.source),
        FieldSpec(
            "amount_cents", "Amount a year", editor="money", width=66, text=money,
            value=lambda one: None if one.amount is None else round(one.amount),
            write=lambda session, key, value: set_market(session, key, "amount_cents", value),
            paint=lambda painter, cell, one, theme: _paint_right(painter, cell, money(one.amount),
                                                                 theme),
        ),
    ]  # fmt: skip


def market_fields() -> Any:
    """Return the fields of one step from the top down."""

    def write(column: str) -> Any:
        return lambda session, key, value: set_market(session, key, column, value)

    return (
        (
            "",
            (
                FieldSpec("name", "Step"),
                FieldSpec("amount_cents", "Amount a year", editor="money", half=True,
                          write=write("amount_cents")),
                FieldSpec("share_percent", "Or share of the step before", editor="percent",
                          half=True, write=write("share_percent")),
                FieldSpec("source", "Source", editor="note"),
            ),
        ),
    )  # fmt: skip


def term_columns() -> list[FieldSpec]:
    """Return the columns of the estimate from the bottom up."""
    return [
        FieldSpec("name", "Term", least=80, value=lambda one: one.name, paint=_paint_term,
                  tip=lambda one: one.formula),
        FieldSpec("amount", "A year", editor="readonly", width=66, align="right",
                  value=lambda one: one.words,
                  paint=lambda painter, cell, one, theme: _paint_right(painter, cell, one.words,
                                                                       theme)),
    ]  # fmt: skip


def term_fields() -> Any:
    """Return the fields of one term."""
    return (
        (
            "",
            (
                FieldSpec("name", "Term", value=lambda one: one.name),
                FieldSpec("formula", "Product of", editor="note", write=set_formula,
                          value=lambda one: one.formula,
                          hint="Names of factors with × between them, such as Tickets a year ×"
                          " (0.91 − Resolved lift)."),
            ),
        ),
    )  # fmt: skip


def _upper(cell: QRectF, theme: Theme) -> QRectF:
    return cell.adjusted(0, 0, 0, -scaled(theme, _BELOW))


def _paint_step(painter: QPainter, cell: QRectF, one: Sized, theme: Theme) -> None:
    share = one.row.share_percent
    words = one.name if share is None else f"{one.name}, {share:.0f}%"
    paint_words(painter, _upper(cell, theme), words, Mark(ink="text2", small=True), "left", theme)


def _paint_term(painter: QPainter, cell: QRectF, one: Sized, theme: Theme) -> None:
    mark = Mark(ink="text2", small=True)
    paint_words(painter, _upper(cell, theme), one.name, mark, "left", theme)


def _paint_right(painter: QPainter, cell: QRectF, words: str, theme: Theme) -> None:
    paint_words(painter, _upper(cell, theme), words, Mark(strong=True), "right", theme)


def paint_sized(painter: QPainter, row: QRectF, share: float, token: str, theme: Theme) -> None:
    """Paint the bar at the foot of a row, over its whole width."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    place = QRectF(row.left(), row.bottom() - scaled(theme, _BELOW) + 1, row.width(), _BAR)
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(place, 2, 2)
    painter.setBrush(theme.color(token))
    wide = max(2.0, place.width() * min(1.0, share))
    painter.drawRoundedRect(QRectF(place.left(), place.top(), wide, _BAR), 2, 2)


class SizedTable(Table):
    """A table that shows under the words of each row how large its amount is."""

    def minimumSizeHint(self) -> QSize:
        return QSize(140, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        wide = self.viewport().width()
        for place, one in enumerate(self.rows.rows):
            if isinstance(one, Sized) and one.amount and one.most:
                row = QRectF(0, self.rowViewportPosition(place), wide, self.rowHeight(place))
                paint_sized(painter, row, one.amount / one.most, one.token, self.theme)
        painter.end()


class Total(QWidget):
    """The sum below the terms: its name, its amount, and a bar of full length."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def tell(self, name: str, amount: str) -> None:
        """Show a name and an amount; nothing without an amount."""
        self._words = (name, amount)
        self.setAccessibleName(f"{name} {amount}")
        self.setVisible(bool(amount))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, scaled(self.theme, ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        row, theme = QRectF(self.rect()), self.theme
        upper, (name, amount) = _upper(row, theme), self._words
        paint_words(painter, upper, name, Mark(ink="text2", small=True), "left", theme)
        paint_words(painter, upper, amount, Mark(strong=True), "right", theme)
        paint_sized(painter, row, 1.0, "normal", theme)
        painter.end()
