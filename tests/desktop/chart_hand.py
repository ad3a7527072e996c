"""What a hand does on the chart: find a bar, drag from one place to another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from leadbench.charts.gantt import Mark
    from leadbench.desktop.screens.milestones import Page

LEFT = Qt.MouseButton.LeftButton


def key_of(page: "Page", number: str) -> int:
    return page.document.outline.key_of[number]


def text(page: "Page", number: str, column: int) -> str:
    return str(page.model.index_of(key_of(page, number), column).data())


def shape(page: "Page", number: str) -> "Mark":
    return page.chart.shape(page.rows.plan.place_of[key_of(page, number)])


def at(page: "Page", x: float, y: float) -> QPoint:
    """Return a point of the viewport; ``y`` counts from the first row."""
    return QPoint(round(x), round(y) - page.chart.verticalScrollBar().value())


def drag(page: "Page", start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    area = page.chart.viewport()
    QTest.mousePress(area, LEFT, pos=start)
    middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    QTest.mouseMove(area, middle)
    QTest.mouseMove(area, end)
    if drop:
        QTest.mouseRelease(area, LEFT, pos=end)
