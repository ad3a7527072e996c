"""Where the sections of product discovery stand: all of them in sight at 1440 by 900."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from leadbench.desktop.widgets.form import NoteField
from leadbench.desktop.widgets.page_area import PageArea
from leadbench.desktop.widgets.text import Line, Surface, Text, headed

if TYPE_CHECKING:
    from leadbench.desktop.screens.discovery import Page

_EDGE = 20
_GAP = 7


def arrange(page: "Page") -> PageArea:
    """Put the widgets of the page into their places; return what scrolls them."""
    theme = page.theme
    _as_paragraph(page)
    content = Surface(theme, "surface")
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 12, 0, 8)
    column.setSpacing(_GAP)
    column.addLayout(_inset(page.finding))
    both = QHBoxLayout()
    both.setSpacing(14)
    both.addWidget(stack(page.market), 1)
    both.addWidget(stack(page.terms, page.total, spacing=0), 1)
    sides = QWidget()
    sides.setLayout(both)
    both.setContentsMargins(0, 0, 0, 0)
    market = stack(_head("Market", "a year", page), sides, page.market_note, spacing=0)
    column.addLayout(_inset(page.pair(stack(page.customers), 476, market, 392)))
    column.addLayout(_inset(Line(theme)))
    column.addWidget(page.formulations)
    column.addLayout(_inset(Line(theme)))
    minimum = headed("Minimum useful performance", page.minimum, theme)
    judged = stack(page.judgements, minimum, page.thresholds, spacing=2)
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(Text("Gain a year", theme, "section"))
    row.addStretch(1)
    row.addWidget(page.runs)
    gained = stack(head, page.gain_chart, page.factors, spacing=2)
    column.addLayout(_inset(page.pair(judged, 440, gained, 428)))
    column.addStretch(1)
    scroll = PageArea(content)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(page.header)
    outer.addWidget(scroll, 1)
    page.opens_at = page.formulations
    return scroll


def _as_paragraph(page: "Page") -> None:
    """Let the problem stand as plain words that are typed into where they are read."""
    field = page.problem.fields["problem"]
    assert isinstance(field, NoteField)
    field.lay_bare()
    box = field.parentWidget()
    assert box is not None
    inside = box.layout()
    assert inside is not None
    inside.setContentsMargins(0, 0, 0, 0)


def _inset(inside: QWidget | QLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_EDGE, 0, _EDGE, 0)
    if isinstance(inside, QWidget):
        row.addWidget(inside)
    else:
        row.addLayout(inside)
    return row


def _head(title: str, caption: str, page: "Page") -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(Text(title, page.theme, "section"))
    row.addStretch(1)
    row.addWidget(Text(caption, page.theme, "caption", "text2"))
    return head


def stack(*widgets: QWidget, spacing: int = 4) -> QWidget:
    """Return widgets below each other, at the upper end."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
