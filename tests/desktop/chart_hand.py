"""What a hand does on the chart: find a bar, drag from one place to another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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


def pull(area: "QWidget", to: QPoint) -> None:
    """Move the pointer over a widget with the left button held, and nothing else meanwhile.

    ``QTest.mouseMove`` moves the cursor of the system, without a button, and lets all waiting
    events run: where it arrives, and which timers come before, depends on windows and on time.
    """
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(area.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(area, event)


def drag(page: "Page", start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    area = page.chart.viewport()
    QTest.mousePress(area, LEFT, pos=start)
    pull(area, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    pull(area, end)
    if drop:
        QTest.mouseRelease(area, LEFT, pos=end)
