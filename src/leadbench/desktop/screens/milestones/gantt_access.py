"""The chart as screen readers see it: a list with one item for each row.

Qt knows a painted view as one thing only. These interfaces tell it of the rows inside: their names,
their places on the screen, and which of them is selected and has the keyboard. They are made when
somebody asks for them.

Qt deletes these interfaces, and Python believes that it owns them: they are kept here until Qt has
deleted them, and given back to Qt before the program ends.
"""

import atexit
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from shiboken6 import isValid

from leadbench.desktop.screens.milestones.hits import describe_link
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import format_days

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.gantt import GanttView

kept: list[QAccessibleInterface] = []
"""Interfaces that Qt may still use."""
STATE = {"gantt": False, "network": False, "end": False, "ended": False}
"""Whose interfaces Qt asks for here, whether the end is prepared, and whether it has come."""


def spoken(plan: PlanRows, place: int) -> str:
    """Return a row in words: name, dates, state and float."""
    line, project = plan.line(place), plan.document.project
    parts = [line.name]
    if line.is_summary or line.is_milestone:
        parts.append("summary" if line.is_summary else "milestone")
    if line.start is not None and line.finish is not None:
        finish = plan.date_text(line.finish, finish=True)
        parts.append(finish if line.is_milestone else f"{plan.date_text(line.start)} to {finish}")
    if line.done:
        parts.append("done")
    elif line.percent:
        parts.append(f"{line.percent}% done")
    if line.critical and not line.is_summary:
        parts.append("critical")
    elif line.near and not line.is_summary:
        parts.append("near critical")
    if line.float_minutes is not None and project is not None:
        days = format_days(line.float_minutes, project)
        parts.append(f"float {days} {'day' if days == '1' else 'days'}")
    return ", ".join(parts)


class ChartAccess(QAccessibleInterface):
    """The chart; its children are the rows that no fold hides, in their order."""

    def __init__(self, view: "GanttView") -> None:
        super().__init__()
        self.view = view
        self.made: dict[int, RowAccess] = {}

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self.view

    def window(self) -> QWindow | None:  # type: ignore[override]  # a widget may have none yet
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.view.parentWidget() or self.view.window())

    def childCount(self) -> int:
        return len(self.view.rows)

    def child(self, index: int) -> "RowAccess | None":  # type: ignore[override]
        if not 0 <= index < len(self.view.rows):
            return None
        found = self.made.get(index)
        if found is None:
            found = self.made[index] = RowAccess(self, index)
            kept.append(found)
            QAccessible.registerAccessibleInterface(found)
        return found

    def childAt(self, x: int, y: int) -> "RowAccess | None":  # type: ignore[override]
        inside = self.view.viewport().mapFromGlobal(QPoint(x, y))
        if not self.view.viewport().rect().contains(inside):
            return None
        down = inside.y() + self.view.verticalScrollBar().value()
        return self.child(int(down // self.view.row_height))

    def focusChild(self) -> "RowAccess | None":  # type: ignore[override]
        return self.child(self.view.table.currentIndex().row()) if self.view.hasFocus() else None

    def indexOfChild(self, child: Any) -> int:
        return child.place if isinstance(child, RowAccess) else -1

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is written by screen readers."""

    def rect(self) -> QRect:
        return QRect(self.view.mapToGlobal(QPoint(0, 0)), self.view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        found = QAccessible.State()
        found.focusable = True
        found.focused = self.view.hasFocus()
        found.multiSelectable = True
        found.invisible = not self.view.isVisible()
        return found


class RowAccess(QAccessibleInterface):
    """One row of the chart."""

    def __init__(self, chart: ChartAccess, place: int) -> None:
        super().__init__()
        self.chart, self.place = chart, place

    def isValid(self) -> bool:
        return self.place < len(self.chart.view.rows)

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.chart.window()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.chart.view)

    def child(self, index: int) -> None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: Any) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        view = self.chart.view
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return spoken(view.rows.plan, self.place)
        current = view.table.currentIndex().row() == self.place
        if kind == QAccessible.Text.Description and current and view.emphasis.chosen >= 0:
            return "Link: " + describe_link(view.rows.plan, view.emphasis.chosen).replace(
                "\n", ", "
            )
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are written in the table."""

    def rect(self) -> QRect:
        view = self.chart.view
        high = view.row_height
        top = round(self.place * high) - view.verticalScrollBar().value()
        corner = view.viewport().mapToGlobal(QPoint(0, top))
        return QRect(corner.x(), corner.y(), view.viewport().width(), round(high))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        view, found = self.chart.view, QAccessible.State()
        current = view.table.currentIndex().row() == self.place
        found.selectable = found.focusable = True
        found.selected = view.table.is_selected(self.place)
        found.focused = current and view.hasFocus()
        top = self.place * view.row_height - view.verticalScrollBar().value()
        found.offscreen = not -view.row_height < top < view.viewport().height()
        return found


def install() -> None:
    """Let Qt ask here for the interface of a chart; once for the program."""
    if not STATE["gantt"]:
        STATE["gantt"] = True
        QAccessible.installFactory(_interface_for)
        end_later()


def end_later() -> None:
    """See to it that everything is given back to Qt before the program ends."""
    if not STATE["end"]:
        STATE["end"] = True
        atexit.register(_end)


def _interface_for(name: str, of: QObject | None) -> QAccessibleInterface | None:
    from leadbench.desktop.screens.milestones.gantt import GanttView

    if name != "GanttView" or not isinstance(of, GanttView) or STATE["ended"]:
        return None
    chart = ChartAccess(of)
    kept.append(chart)
    of.destroyed.connect(partial(give_back, chart.made))
    return chart


def give_back(rows: "dict[int, Any]") -> None:
    """Let Qt delete the interfaces of the rows of a view that is gone, and forget them."""
    for each in rows.values():
        if isValid(each):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    rows.clear()
    kept[:] = [each for each in kept if isValid(each)]


def _end() -> None:
    """Let Qt delete everything while there is a Python to answer it."""
    STATE["ended"] = True
    for each in reversed(kept):
        if isValid(each):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    kept.clear()


def tell_focus(view: "GanttView") -> None:
    """Tell screen readers which row, or which link, the keys act on."""
    if not QAccessible.isActive() or not view.hasFocus():
        return
    place = view.table.currentIndex().row()
    if 0 <= place < len(view.rows):
        link = view.emphasis.chosen >= 0
        told = QAccessible.Event.DescriptionChanged if link else QAccessible.Event.Focus
        event = QAccessibleEvent(view, told)
        event.setChild(place)
        QAccessible.updateAccessibility(event)
