"""Widgets side by side and one above the other."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side from the left."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def stacked(*parts: tuple[QWidget, int]) -> QWidget:
    """Return widgets one above the other, each with its share of what is left."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for widget, stretch in parts:
        column.addWidget(widget, stretch)
    return box
