"""The columns of the two requirement tables, and the fields of one requirement."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from leadbench.desktop.screens.requirements.links import items_of, writer
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark
from leadbench.desktop.widgets.head import INNER, scaled
from leadbench.plan.edits.requirements import set_code, set_statement
from leadbench.plan.edits.traces import set_checks
from leadbench.plan.requirements import fit_words
from leadbench.plan.tables import (
    Comparator,
    Priority,
    Requirement,
    RequirementStatus,
)
from leadbench.plan.traces import Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page

STATUSES: Choices = (
    (RequirementStatus.OPEN, "Open"),
    (RequirementStatus.ANSWERED, "Answered"),
    (RequirementStatus.AGREED, "Agreed"),
)
PRIORITIES: Choices = (
    (Priority.MUST, "Must"),
    (Priority.SHOULD, "Should"),
    (Priority.COULD, "Could"),
    (Priority.WONT, "Won't"),
)
COMPARATORS: Choices = (
    (None, ""),
    (Comparator.AT_LEAST, "≥ at least"),
    (Comparator.AT_MOST, "≤ at most"),
    (Comparator.EQUAL, "= exactly"),
)
STATUS_MARKS = {
    RequirementStatus.OPEN: Mark("circle-dashed", "text2"),
    RequirementStatus.ANSWERED: Mark("circle-dot", "accent"),
    RequirementStatus.AGREED: Mark("check", "good"),
}


_TITLE, _WIDEST = 168, 270
"""Pixels at 100 % text: of the title of a technical requirement, and of the longest title."""
_VALUE, _LEAST = 270, 170
"""Of a value beside a title of the usual width, and beside the longest."""
_SPARE = 106
"""Percent of a title's length, since columns become narrower where there are many."""


def _quiet(_row: Any) -> Mark:
    return Mark(ink="text2")


def _name(_row: Any) -> Mark:
    return Mark(strong=True)


def _fit(row: Any) -> str:
    return fit_words(row, metric=True)


def _status() -> FieldSpec:
    return FieldSpec(
        "status", "Status", editor="choice", choices=STATUSES, width=92, drop=2,
        dress=lambda row: STATUS_MARKS[RequirementStatus(row.status)],
    )  # fmt: skip


def _priority() -> FieldSpec:
    return FieldSpec(
        "priority", "Priority", editor="choice", choices=PRIORITIES, width=72, drop=1, dress=_quiet
    )


def _title_width(page: "Page", rows: Sequence[Requirement], least: int) -> int:
    """Return the pixels at 100 % text in which the longest title stands whole, within limits."""
    metrics = QFontMetricsF(page.theme.font("cell_strong"))
    longest = max((metrics.horizontalAdvance(row.title) for row in rows), default=0.0)
    needed = ceil(longest * _SPARE / scaled(page.theme, 100)) + 2 * INNER + 2
    return max(least, min(needed, _WIDEST))


def _code(rows: Sequence[Requirement]) -> FieldSpec:
    wide = 38 if all(len(row.code) < 3 for row in rows) else 46
    return FieldSpec("code", "", width=wide, dress=_quiet, write=set_code)


def business_columns(
    page: "Page", technical: Sequence[Requirement], business: Sequence[Requirement] = ()
) -> list[FieldSpec]:
    """Return the columns of the business requirements, one for each technical one among them.

    While answers are still few, the questions have the room.
    """
    answered = sum(bool(row.statement) for row in business)
    few = bool(business) and 2 * answered < len(business)
    wide = _title_width(page, business, 290 if few else 180)
    return [
        _code(business),
        FieldSpec("title", "Question", width=wide, dress=_name),
        FieldSpec("statement", "Answer", least=220, write=set_statement, tip=_fit),
        *(_trace_column(page, row) for row in technical),
        _priority(),
        _status(),
    ]


def technical_columns(page: "Page", rows: Sequence[Requirement] = ()) -> list[FieldSpec]:
    """Return the columns of the technical requirements; the values give way to long titles."""
    wide = _title_width(page, rows, _TITLE)
    return [
        _code(rows),
        FieldSpec("title", "Requirement", width=wide, dress=_name),
        FieldSpec(
            "statement", "Value", least=max(_LEAST, _VALUE + _TITLE - wide), value=page.value_of,
            write=set_statement,
            dress=lambda row: Mark(after="calculator" if page.computed(row) else ""),
            tip=lambda row: row.derivation or _fit(row),
        ),
        FieldSpec(
            "traces", "From", editor="picks", width=86, dress=_quiet,
            choices=lambda: items_of(page, Place.BUSINESS),
            value=lambda row: ", ".join(found.code for found in page.sources_of(row.id)),
            write=writer(page, "traces", Place.BUSINESS, Place.TECHNICAL, up=True),
            tip=lambda row: "\n".join(f"{b.code} {b.title}" for b in page.sources_of(row.id)),
        ),
        FieldSpec(
            "activity_id", "Built in", editor="choice", choices=page.activity_choices,
            width=204, drop=3,
        ),
        FieldSpec(
            "checks", "Checked by", editor="picks", width=124,
            choices=lambda: [(code, code) for _, code in items_of(page, Place.TEST)],
            text=lambda text: text or "No test yet",
            value=page.checked_by, write=set_checks, tip=page.checked_by,
            dress=lambda row: Mark(ink="text2")
            if page.checked_by(row)
            else Mark("triangle-alert", "near"),
        ),
        _status(),
    ]  # fmt: skip


def dot(painter: QPainter, cell: QRectF, theme: Theme, *, linked: bool, tinted: bool) -> None:
    """Paint a cell of a matrix: a dot where both are linked, a point where not."""
    painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), theme.color("grid"))
    token = ("accent" if tinted else "normal") if linked else "border_strong"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    size = scaled(theme, 9 if linked else 2) / 2
    painter.drawEllipse(QPointF(cell.center().x() + 0.5, cell.center().y()), size, size)


def _trace_column(page: "Page", technical: Requirement) -> FieldSpec:
    key = technical.id
    assert key is not None

    def paint(painter: QPainter, cell: QRectF, row: Any, theme: Theme) -> None:
        if page.tinted == key:
            painter.fillRect(cell, theme.color("selected"))
        traced = (row.id, key) in page.traces
        dot(painter, cell, theme, linked=traced, tinted=page.tinted == key)

    return FieldSpec(
        f"trace {key}", technical.code, width=34, align="center",
        value=lambda row: (row.id, key) in page.traces,
        text=lambda traced: "traced" if traced else "",
        paint=paint,
        press=lambda row: page.toggle_trace(row.id, key),
        tip=lambda row: f"{row.code} {row.title}\n{technical.code} {technical.title}",
    )  # fmt: skip
