"""The options beside each other: what each costs and is worth, against the recommended one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_paint import paint_words
from leadbench.desktop.widgets.dialog import Answer, Dialog
from leadbench.desktop.widgets.field_spec import FieldSpec, Mark
from leadbench.desktop.widgets.table import Table
from leadbench.plan import business
from leadbench.plan.tables import CaseOption

if TYPE_CHECKING:
    from leadbench.desktop.screens.business_case import Page

_CLOSE = Answer("cancel", "Close")
_TAKE = Answer("recommend", "Recommend it", "primary")
_WORDS = 72.0
"""Room of the amount at the right of its bar, in pixels."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An option with what it is compared by; amounts in cents."""

    id: int
    name: str
    note: str
    recommended: bool
    cost: int | None
    value: int | None
    per_cost: float | None
    against: int | None
    lowest: float
    highest: float


def compared(options: "list[business.OptionValue]") -> list[Compared]:
    """Return the options, the most valuable first, each against the recommended one."""
    known = [one.value for one in options if one.value is not None]
    low, high = min([0, *known]), max([0, *known])
    chosen = next((one.value for one in options if one.row.recommended), None)
    ordered = sorted(options, key=lambda one: (one.value is None, -(one.value or 0)))
    return [
        Compared(
            one.row.id or 0,
            one.row.name,
            one.row.note,
            one.row.recommended,
            one.cost,
            one.value,
            one.value / one.cost if one.value is not None and one.cost else None,
            None if one.value is None or chosen is None else one.value - chosen,
            low,
            high,
        )
        for one in ordered
    ]


class CompareOptions(Dialog):
    """A list of the options by value; the chosen one can be recommended here."""

    def __init__(self, page: "Page", rows: list[Compared]) -> None:
        self.page = page
        self.table = Table(
            page, _columns(page), table=CaseOption, name=lambda row: str(row.name), edge=4,
            closed=True, row_height=34, head_height=26,
        )  # fmt: skip
        self.table.setAccessibleName("Options by value")
        self.table.set_rows(rows)
        best = rows[0] if rows and rows[0].value is not None else None
        words = "Add options in the inspector to compare them here."
        if best is not None:
            words = f"{best.name} is worth most: {page.millions(best.value)} expected NPV"
            words += f" for {page.money(best.cost)}." if best.cost else "."
        super().__init__(
            page.window(), page.theme, "Options compared", words, [_CLOSE, _TAKE], self.table,
            width=760,
        )  # fmt: skip
        self.table.chosen.connect(self._chosen)
        self.accepted.connect(self._recommend)
        self._chosen()
        self.table.setFocus()

    def _chosen(self) -> None:
        rows = self.table.selected_rows()
        free = len(rows) == 1 and not rows[0].recommended and self.page.can_edit
        self.buttons["recommend"].setEnabled(free)

    def _recommend(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self.page.side.recommend(rows[0].id, rows[0].name)


def _columns(page: "Page") -> list[FieldSpec]:
    def right(column: str, caption: str, width: int) -> FieldSpec:
        words = {
            "cost": lambda row: page.money(row.cost),
            "per_cost": lambda row: _ratio(row.per_cost),
            "against": lambda row: _signed(page, row),
        }[column]
        return FieldSpec(column, caption, editor="readonly", width=width, align="right",
                         value=words)  # fmt: skip

    def bar(painter: QPainter, cell: QRectF, row: Compared, theme: Theme) -> None:
        _paint_bar(painter, cell, row, page.millions(row.value), theme)

    return [
        FieldSpec("name", "Option", editor="readonly", least=150, dress=_dress,
                  tip=lambda row: row.note),
        right("cost", "Cost", 84),
        FieldSpec("value", "Expected NPV", editor="readonly", width=210, paint=bar,
                  value=lambda row: page.millions(row.value)),
        right("per_cost", "NPV per cost", 92),
        right("against", "Against it", 112),
    ]  # fmt: skip


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _dress(row: Compared) -> Mark:
    return Mark("check", "good", strong=True) if row.recommended else Mark(strong=True)


def _signed(page: "Page", row: Compared) -> str:
    if row.recommended:
        return "Recommended"
    if row.against is None:
        return "–"
    return f"{'+' if row.against > 0 else ''}{page.millions(row.against)}"


def _paint_bar(painter: QPainter, cell: QRectF, row: Compared, words: str, theme: Theme) -> None:
    """Paint a value as a bar from zero, the loss to the left, its words at the right."""
    room = cell.adjusted(12, 0, -_WORDS - 16, 0)
    ink = "error" if (row.value or 0) < 0 else "text"
    place = QRectF(cell.right() - _WORDS - 8, cell.top(), _WORDS, cell.height())
    paint_words(painter, place, words, Mark(ink=ink, strong=True), "right", theme)
    span = row.highest - row.lowest
    if row.value is None or not span:
        return
    zero = room.left() + room.width() * -row.lowest / span
    end = room.left() + room.width() * (row.value - row.lowest) / span
    middle = cell.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    tone = "normal" if row.recommended else "near_fill" if row.value < 0 else "normal_fill"
    painter.setBrush(theme.color(tone))
    painter.drawRoundedRect(QRectF(min(zero, end), middle - 5, max(1.0, abs(end - zero)), 10), 2, 2)
    painter.setPen(QPen(theme.color("text2"), 1))
    painter.drawLine(QPointF(zero, middle - 10), QPointF(zero, middle + 10))
