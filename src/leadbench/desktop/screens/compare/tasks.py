"""The tasks of a comparison: a bar for each version, finish, change and float."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.screens.compare.columns import (
    HEAD,
    MARGIN,
    ROW,
    Columns,
    month_ticks,
    span_of,
)
from leadbench.desktop.screens.compare.words import CompareWords
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import triangle
from leadbench.desktop.widgets.focus import SeenFocus

if TYPE_CHECKING:
    from leadbench.plan.comparing import Comparison, TaskDifference, TaskVersion

_BATCH: Final = 1_000
_EMPTY: Final = "No task differs. “All tasks” lists them."
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.compared: Comparison | None = None
        self.words: CompareWords | None = None
        self.rows: list[TaskDifference] = []

    def show(self, compared: "Comparison", words: CompareWords, *, changed_only: bool) -> None:
        self.beginResetModel()
        self.compared, self.words = compared, words
        self.rows = compared.differing if changed_only else list(compared.tasks)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        if role in spoken and self.words is not None and self.compared is not None:
            return self.words.sentence(self.compared, self.rows[index.row()])
        return None


class _Rows(QStyledItemDelegate):
    """Paints one task."""

    def __init__(self, view: "_View") -> None:
        super().__init__(view)
        self.view = view
        self.theme = view.theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = self.view.tasks
        if model.compared is None or model.words is None:
            return
        one = model.rows[index.row()]
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        place = self.view.columns()
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(
            QRect(MARGIN, box.bottom(), box.width() - 2 * MARGIN, 1), theme.color("grid")
        )
        painter.translate(0, box.top())
        self._words(painter, place, one)
        for x in self.view.lines():
            painter.fillRect(QRectF(x, 0, 1, ROW - 1), theme.color("grid"))
        if place.status is not None:
            painter.fillRect(QRectF(place.status - 1, 0, 2, ROW), theme.color("accent"))
        if one.before is not None:
            self._bar(painter, place, one.before, one, outline=True)
        if one.after is not None:
            self._bar(painter, place, one.after, one, outline=False)
        self._figures(painter, place, one, model.words)
        if state & QStyle.StateFlag.State_HasFocus and self.view.focus.shown:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(7, 1, box.width() - 14, ROW - 3), 4, 4)
        painter.restore()

    def _words(self, painter: QPainter, place: Columns, one: "TaskDifference") -> None:
        theme, task = self.theme, one.task
        summary = task.kind == "summary"
        painter.setFont(theme.font("cell"))
        painter.setPen(theme.color("text2"))
        painter.drawText(place.number, _LEFT, task.number)
        face = theme.words("cell")
        face.setWeight(QFont.Weight.DemiBold if summary else QFont.Weight.Medium)
        out = one.after is None or one.after.left_out
        face.setStrikeOut(out)
        painter.setFont(face)
        painter.setPen(theme.color("text2" if out else "text"))
        room = place.name
        if task.kind == "milestone":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._ink(one)))
            painter.drawPolygon(_diamond(room.left() + 5, ROW / 2, 4.5))
            room = room.adjusted(16, 0, 0, 0)
        text = QFontMetricsF(face).elidedText(
            task.name, Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter.setPen(theme.color("text2" if out else "text"))
        painter.drawText(room, _LEFT, text)

    def _ink(self, one: "TaskDifference") -> str:
        compared = self.view.tasks.compared
        after = one.after
        if compared is None or after is None or after.total_float is None or after.left_out:
            return "text2"
        if compared.after.is_critical(after):
            return "critical"
        return "near" if compared.after.is_near(after) else "normal"

    def _bar(
        self,
        painter: QPainter,
        place: Columns,
        task: "TaskVersion",
        one: "TaskDifference",
        *,
        outline: bool,
    ) -> None:
        theme = self.theme
        left, right = place.scale.x(task.start), place.scale.x(task.finish)
        ink = self._ink(one)
        if task.duration == 0 and task.kind != "summary":
            middle = ROW / 2
            painter.setPen(QPen(theme.color("approved" if outline else ink), 1.2))
            painter.setBrush(theme.color("surface" if outline else ink))
            if outline and one.after is not None:
                other = place.scale.x(one.after.finish)
                pen = QPen(theme.color("approved"), 1, Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.drawLine(QPointF(left, middle), QPointF(other, middle))
                painter.setPen(QPen(theme.color("approved"), 1.2))
            painter.drawPolygon(_diamond(right, middle, 5))
            return
        width = max(3.0, right - left)
        if outline:
            painter.setPen(QPen(theme.color("approved"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left + 0.5, 18.5, width - 1, 5), 2.5, 2.5)
            return
        fill = {
            "critical": "critical_fill",
            "near": "near_fill",
            "normal": "normal_fill",
            "text2": "done_fill",
        }[ink]
        painter.setPen(Qt.PenStyle.NoPen)
        if task.kind == "summary":
            painter.setBrush(theme.color("text2"))
            painter.drawRect(QRectF(left, 8, width, 5))
            return
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(left, 5, width, 11), 3, 3)
        if ink == "critical":  # seen without its color too
            painter.setBrush(theme.color("critical"))
            painter.drawRoundedRect(QRectF(left, 13.5, width, 2.5), 1, 1)

    def _figures(
        self, painter: QPainter, place: Columns, one: "TaskDifference", words: CompareWords
    ) -> None:
        theme = self.theme
        strong = theme.font("cell")
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        painter.drawText(place.finish, _RIGHT, words.day(one.task.finish))
        text, tone = change_text(one, words)
        painter.setFont(strong if tone != "text2" else theme.font("cell"))
        painter.setPen(theme.color(tone))
        painter.drawText(place.change, _RIGHT, text)
        if one.after is None:
            return
        ink = self._ink(one)
        mark = ink if ink in {"critical", "near"} and one.after.kind != "summary" else ""
        painter.setFont(strong if mark else theme.font("cell"))
        painter.setPen(theme.color(mark or "text2"))
        painter.drawText(place.float, _RIGHT, words.floats(one.after))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words.floats(one.after))
        left = place.float.right() - width - 15
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(mark or "text2"))
        if mark == "critical":
            painter.drawRect(QRectF(left, ROW / 2 - 3.5, 7, 7))
        elif mark == "near":
            painter.drawPolygon(triangle(left, ROW / 2))


def change_text(one: "TaskDifference", words: CompareWords) -> tuple[str, str]:
    """Return by how much a task's finish is apart, and the color of that."""
    if one.before is None:
        return "new", "near"
    if one.after is None:
        return "gone", "text2"
    if one.after.left_out != one.before.left_out:
        return ("left out", "text2") if one.after.left_out else ("counted", "near")
    tone = "critical" if one.moved > 0 else "good" if one.moved < 0 else "text2"
    return words.days(one.moved), tone


def _diamond(x: float, y: float, size: float) -> QPolygonF:
    return QPolygonF(
        [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
    )


class _View(QListView):
    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.tasks = _Model()
        self._columns: Columns | None = None
        self._span: tuple[int, int] | None = None
        self.setModel(self.tasks)
        self.focus = SeenFocus(self)
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # of 10,000 rows some in each turn
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName("Tasks of both versions")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def columns(self) -> Columns:
        """Return where the columns stand now."""
        assert self.tasks.compared is not None
        assert self.tasks.words is not None
        width = self.viewport().width()
        if self._columns is None or self._columns.float.right() != width - MARGIN - 1:
            status = self.tasks.words.project.status_minute
            if self._span is None:
                self._span = span_of(self.tasks.rows or self.tasks.compared.tasks, status)
            self._columns = Columns(self._span, width, status)
        return self._columns

    def forget_columns(self) -> None:
        """Place the columns again for what is shown now."""
        self._columns = self._span = None

    def lines(self) -> list[float]:
        """Return where months begin."""
        place = self.columns()
        right = place.chart.right()
        return [
            tick.x for tick in month_ticks(place, self.theme) if place.chart.left() < tick.x < right
        ]

    def _open(self, index: _Index) -> None:
        self.opened.emit(self.tasks.rows[index.row()].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.tasks.compared is not None and not self.tasks.rows:
            painter = QPainter(self.viewport())
            painter.setFont(self.theme.font("body"))
            painter.setPen(self.theme.color("text2"))
            painter.drawText(QRect(MARGIN, 0, self.width() - 2 * MARGIN, 2 * ROW), _LEFT, _EMPTY)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Head(QWidget):
    """The heads of the columns, with the months over the bars."""

    def __init__(self, view: _View) -> None:
        super().__init__()
        self.view = view
        self.setFixedHeight(HEAD)
        view.theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view.tasks.compared is None:
            return
        theme, place = self.view.theme, self.view.columns()
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        for box, title in (
            (place.finish, "Finish"),
            (place.change, "Change"),
            (place.float, "Float, d"),
        ):
            painter.drawText(QRect(box.left(), 0, box.width(), HEAD), _RIGHT, title)
        strong = theme.font("caption")
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        months = month_ticks(place, theme)
        metrics = QFontMetricsF(strong)
        ends = [tick.x for tick in months[1:]] + [float(place.chart.right())]
        for tick, end in zip(months, ends, strict=True):
            left = max(tick.x, place.chart.left()) + 4
            if tick.label and left + metrics.horizontalAdvance(tick.label) <= end:
                painter.drawText(QRectF(left, 0, 120, HEAD), _LEFT, tick.label)
        if place.status is not None:
            painter.fillRect(QRectF(place.status - 1, 4, 2, HEAD - 4), theme.color("accent"))
        painter.fillRect(
            QRect(MARGIN, HEAD - 1, self.width() - 2 * MARGIN, 1), theme.color("border")
        )
        painter.end()


class TaskList(QWidget):
    """The list with its heads."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.view = _View(theme)
        self.head = _Head(self.view)
        self.opened = self.view.opened
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_tasks(
        self, compared: "Comparison", words: CompareWords, *, changed_only: bool
    ) -> None:
        """Show the tasks of a comparison, all of them or those that differ."""
        at = self.view.currentIndex().row()
        self.view.forget_columns()
        self.view.tasks.show(compared, words, changed_only=changed_only)
        if 0 <= at < len(self.view.tasks.rows):
            self.view.setCurrentIndex(self.view.tasks.index(at))
        self.head.update()

    def rows(self) -> "list[TaskDifference]":
        """Return what is listed."""
        return self.view.tasks.rows
