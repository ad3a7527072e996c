"""The chart as screen readers see it: a list with one item for each row."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible

from leadbench.desktop.screens.milestones import painted_access
from leadbench.desktop.screens.milestones.hits import describe_link
from leadbench.desktop.screens.milestones.painted_access import PaintedItem, PaintedList
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import format_days

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones.gantt import GanttView


def spoken(plan: PlanRows, place: int) -> str:
    """Return a row in words: name, dates, state and float."""
    line, project = plan.line(place), plan.document.project
    parts = [line.name]
    if line.is_summary or line.is_milestone:
        parts.append("summary" if line.is_summary else "milestone")
    if line.start is not None and line.finish is not None:
        finish = plan.date_text(line.finish, finish=True)
        parts.append(finish if line.is_milestone else f"{plan.date_text(line.start)} to {finish}")
    if line.left_out:
        parts.append("left out")
    elif line.done:
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
    runs = "" if line.is_group else plan.chances.words(line.key)
    parts += [runs] if runs else []
    return ", ".join(parts)


class RowAccess(PaintedItem):
    """One row of the chart."""

    whole: "ChartAccess"

    def isValid(self) -> bool:
        return self.index < len(self.whole.view.rows)

    def text(self, kind: QAccessible.Text) -> str:
        view = self.whole.view
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return spoken(view.rows.plan, self.index)
        current = view.table.currentIndex().row() == self.index
        if kind == QAccessible.Text.Description and current and view.emphasis.chosen >= 0:
            return "Link: " + describe_link(view.rows.plan, view.emphasis.chosen).replace(
                "\n", ", "
            )
        return ""

    def rect(self) -> QRect:
        view = self.whole.view
        high = view.row_height
        top = round(self.index * high) - view.verticalScrollBar().value()
        corner = view.viewport().mapToGlobal(QPoint(0, top))
        return QRect(corner.x(), corner.y(), view.viewport().width(), round(high))

    def state(self) -> QAccessible.State:
        view, found = self.whole.view, QAccessible.State()
        current = view.table.currentIndex().row() == self.index
        found.selectable = found.focusable = True
        found.selected = view.table.is_selected(self.index)
        found.focused = current and view.hasFocus()
        top = self.index * view.row_height - view.verticalScrollBar().value()
        found.offscreen = not -view.row_height < top < view.viewport().height()
        return found


class ChartAccess(PaintedList):
    """The chart; its children are the rows that no fold hides, in their order."""

    item = RowAccess

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self.view = view

    def childCount(self) -> int:
        return len(self.view.rows)

    def childAt(self, x: int, y: int) -> PaintedItem | None:  # type: ignore[override]
        inside = self.view.viewport().mapFromGlobal(QPoint(x, y))
        if not self.view.viewport().rect().contains(inside):
            return None
        down = inside.y() + self.view.verticalScrollBar().value()
        return self.child(int(down // self.view.row_height))

    def focusChild(self) -> PaintedItem | None:  # type: ignore[override]
        return self.child(self.view.table.currentIndex().row()) if self.view.hasFocus() else None


def install() -> None:
    """Let Qt ask here for the interface of a chart; once for the program."""
    painted_access.install("GanttView", ChartAccess)


def tell_focus(view: "GanttView") -> None:
    """Tell screen readers which row, or which link, the keys act on."""
    if not QAccessible.isActive() or not view.hasFocus():
        return
    place = view.table.currentIndex().row()
    if 0 <= place < len(view.rows):
        link = view.emphasis.chosen >= 0
        told = QAccessible.Event.DescriptionChanged if link else QAccessible.Event.Focus
        painted_access.tell(view, place, told)
