"""One month of a calendar: which days work, and why a day differs."""

import calendar as months
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import IconButton
from leadbench.desktop.widgets.text import Text

if TYPE_CHECKING:
    from leadbench.plan.calendar_days import Reason
    from leadbench.plan.contents import Contents

_CELL: Final = 30
_HEAD: Final = 20
_WEEKS: Final = 6
_FIRST, _LAST = date(1, 2, 1), date(9999, 11, 30)
_LISTED: Final = 5
_CENTER: Final = int(Qt.AlignmentFlag.AlignCenter)
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class _Grid(QWidget):
    """The days; arrows move from day to day, Page Up and Down from month to month."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.day = date(2026, 1, 1)
        self.works: Mapping[date, bool] = {}
        self.special: Mapping[date, Reason] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(7 * _CELL + 2, _HEAD + _WEEKS * _CELL + 2)

    def days(self) -> list[date]:
        """Return the days on view, six weeks from Monday."""
        first = self.day.replace(day=1)
        begin = first - timedelta(days=first.weekday())
        return [begin + timedelta(days=number) for number in range(7 * _WEEKS)]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        for column, name in enumerate(_DAYS):
            painter.drawText(QRectF(1 + column * _CELL, 0, _CELL, _HEAD), _CENTER, name)
        for place, day in enumerate(self.days()):
            row, column = divmod(place, 7)
            cell = QRectF(1 + column * _CELL, 1 + _HEAD + row * _CELL, _CELL, _CELL)
            self._paint_day(painter, cell.adjusted(1, 1, -1, -1), day)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self.theme
        inside = day.month == self.day.month
        works, reason = self.works.get(day, False), self.special.get(day)
        painter.setPen(Qt.PenStyle.NoPen)
        if not works:
            painter.setBrush(theme.color("near_weak" if reason is not None else "sunken"))
            painter.drawRoundedRect(cell, 5, 5)
        elif reason is not None:
            painter.setBrush(theme.color("good_weak"))
            painter.drawRoundedRect(cell, 5, 5)
        if reason is not None and inside:
            # A shape beside the color: a dot for free days, a triangle for other hours.
            painter.setBrush(theme.color("good" if works else "near"))
            at = QPointF(cell.center().x(), cell.bottom() - 4)
            if works:
                points = [at + QPointF(-3, 2), at + QPointF(3, 2), at + QPointF(0, -3)]
                painter.drawPolygon(QPolygonF(points))
            else:
                painter.drawEllipse(at, 2, 2)
        if day == self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(cell, 5, 5)
        painter.setFont(theme.font("cell"))
        ink = "text3" if not inside else "text" if works else "text2"
        painter.setPen(theme.color(ink))
        painter.drawText(cell.adjusted(0, 0, 0, -3), _CENTER, str(day.day))

    def move_to(self, day: date) -> None:
        """Choose a day."""
        wanted = min(max(day, _FIRST), _LAST)
        if wanted != self.day:
            self.chosen.emit(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self.move_to(self.day + timedelta(days=steps[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.move_to(other_month(self.day, 1 if key == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x() - 1, event.position().y() - 1 - _HEAD
        column, row = int(x // _CELL), int(y // _CELL)
        if 0 <= column < 7 and 0 <= row < _WEEKS:
            self.move_to(self.days()[row * 7 + column])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class MonthView(QWidget):
    """A month with the reason of the chosen day, and the special days of the month."""

    chosen = Signal(object)
    """A day was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._contents: Contents | None = None
        self._key = 0
        self.grid = _Grid(theme)
        self.title = Text("", theme, "section")
        self.before = IconButton("chevron-left", "Month before", theme)
        self.after = IconButton("chevron-right", "Month after", theme)
        self.reason = Text("", theme, "cell", "text", wrap=True)
        self.listed = Text("", theme, "caption", "text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(self.reason)
        column.addWidget(self.listed)
        column.addStretch(1)
        self.setFixedWidth(self.grid.sizeHint().width())
        self.before.clicked.connect(lambda: self.grid.move_to(other_month(self.grid.day, -1)))
        self.after.clicked.connect(lambda: self.grid.move_to(other_month(self.grid.day, 1)))
        self.grid.chosen.connect(self.show_day)

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.grid.day

    def show_calendar(self, contents: "Contents", key: int) -> None:
        """Show a calendar as it is now."""
        self._contents, self._key = contents, key
        self.show_day(self.grid.day)

    def show_day(self, day: date) -> None:
        """Choose a day and show its month."""
        from leadbench.plan.calendar_days import calendar_in, special_days

        self.grid.day = day
        self.title.setText(f"{months.month_name[day.month]} {day.year}")
        if self._contents is None or self._key not in self._contents.calendars:
            return
        years = day.year - 1, day.year + 1
        own = calendar_in(self._contents, self._key, years)
        self.grid.works = {each: own.is_working_day(each) for each in self.grid.days()}
        found = special_days(self._contents, self._key, years)
        self.grid.special = {each: found[each] for each in self.grid.days() if each in found}
        self.reason.setText(self._words(day, own.intervals(day)))
        self.listed.setText(self._list(day))
        self.grid.setAccessibleName(self.reason.text())
        self.grid.update()
        self.chosen.emit(day)

    def _words(self, day: date, hours: tuple[tuple[int, int], ...]) -> str:
        from leadbench.plan.hours import format_shifts
        from leadbench.plan.notation import format_date

        text = f"{day:%a} {format_date(day)}: {format_shifts(hours)}"
        reason = self.grid.special.get(day)
        if reason is not None:
            kind = "national holiday" if reason.holiday else "exception"
            return f"{text}. {reason.name} ({kind})" if reason.name else f"{text} ({kind})"
        return text if hours else f"{text}, as every {day:%A}"

    def _list(self, day: date) -> str:
        from leadbench.plan.notation import format_date

        rows = [
            f"{format_date(each, day.year)}  {reason.name or 'Exception'}"
            for each, reason in sorted(self.grid.special.items())
            if each.month == day.month and each != day
        ]
        more = len(rows) - _LISTED
        return "\n".join(rows[:_LISTED] + ([f"and {more} more days"] if more > 0 else []))


def other_month(day: date, step: int) -> date:
    """Return the same day of another month, or its last one."""
    number = day.year * 12 + day.month - 1 + step
    year, month = max(1, min(9999, number // 12)), number % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
