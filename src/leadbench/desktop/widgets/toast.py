"""Short messages at the bottom that go away by themselves, and the progress of long work."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.overlay import paint_panel
from leadbench.desktop.widgets.text import Icon, Text

SHOWN_MS: Final = 8000
_MARGIN: Final = 20
_AT_MOST: Final = 2


class _Word(QAbstractButton):
    """An action of a toast: strong words, with an optional key cap; "×" for closing."""

    def __init__(self, text: str, keys: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.keys = keys
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(24, 24)
        words = self.fontMetrics().horizontalAdvance(self.text())
        caps = self.fontMetrics().horizontalAdvance(self.keys) + 18 if self.keys else 0
        return QSize(words + caps + 12, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self.theme.color("on_inverse")
        if not self.text():
            pixmap = self.theme.pixmap("x", "on_inverse", 14, self.devicePixelRatioF())
            painter.drawPixmap(5, 5, pixmap)
        else:
            face = self.theme.font("section")
            face.setUnderline(self.underMouse() or self.hasFocus())
            painter.setFont(face)
            painter.setPen(color)
            left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(self.rect().adjusted(4, 0, 0, 0), left, self.text())
        if self.keys:
            face = self.theme.font("caption")
            painter.setFont(face)
            width = self.fontMetrics().horizontalAdvance(self.keys) + 8
            body = QRectF(self.width() - width - 2, 3.5, width, 17)
            color.setAlphaF(0.55)
            painter.setPen(QPen(color, 1))
            painter.drawRoundedRect(body, 4, 4)
            painter.setPen(self.theme.color("on_inverse"))
            painter.drawText(body, int(Qt.AlignmentFlag.AlignCenter), self.keys)
        painter.end()


class Toast(QWidget):
    """One message, 40 pixels high, for 8 seconds; longer while it is hovered or focused."""

    gone = Signal(QObject)

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        icon: str = "",
        action: str = "",
        keys: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.text = text
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN + 14, _MARGIN, _MARGIN + 8, _MARGIN)
        row.setSpacing(8)
        if icon:
            row.addWidget(Icon(icon, theme, "on_inverse", 14))
        row.addWidget(Text(text, theme, "body", "on_inverse"))
        row.addSpacing(12)
        self.action: QAbstractButton | None = None
        if action and run is not None:
            self.action = _Word(action, keys, theme)
            self.action.clicked.connect(self.leave)
            self.action.clicked.connect(lambda _=False: run())
            row.addWidget(self.action)
        close = _Word("", "", theme)
        close.setAccessibleName("Close this message")
        close.clicked.connect(self.leave)
        row.addWidget(close)
        self.setFixedHeight(40 + 2 * _MARGIN)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._time_out)
        self._timer.start()

    def _time_out(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget()):
            self._timer.start()
        else:
            self.leave()

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        body = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        paint_panel(painter, self.theme, body, 8, "inverse")
        painter.end()


class Progress(QWidget):
    """The name, count and bar of long work, with Cancel."""

    cancel_asked = Signal()

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedWidth(400 + 2 * _MARGIN)
        self.count = Text("", theme, "caption", "text2")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.cancel = Button("Cancel", "", theme)
        self.cancel.clicked.connect(self.cancel_asked)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Text(title, theme, "body_strong"))
        head.addWidget(self.count, 1)
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN + 15, _MARGIN + 10, _MARGIN + 15, _MARGIN + 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bar)

    def show_step(self, fraction: float, text: str) -> None:
        """Show how far the work is, from 0 to 1, and what it does now."""
        self.bar.setValue(round(1000 * fraction))
        self.count.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        body = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        paint_panel(painter, self.theme, body, 8)
        painter.end()


class Toasts(QObject):
    """At most two messages and the progress of one work, bottom centre of a window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.window = window
        self.theme = theme
        self._shown: list[QWidget] = []
        self.log: list[str] = []
        """Every message of this sitting, oldest first."""
        window.installEventFilter(self)

    def say(
        self,
        text: str,
        *,
        icon: str = "",
        action: str = "",
        keys: str = "",
        run: Callable[[], object] | None = None,
    ) -> Toast:
        """Show a message; the oldest of three goes."""
        toast = Toast(text, self.theme, icon=icon, action=action, keys=keys, run=run)
        toast.gone.connect(self._remove)
        self.log.append(text)
        older = [shown for shown in self._shown if isinstance(shown, Toast)]
        for old in older[: max(0, len(older) - _AT_MOST + 1)]:
            old.leave()
        self.add(toast)
        return toast

    def add(self, widget: QWidget) -> None:
        """Put a message or a progress at the bottom."""
        widget.setParent(self.window)
        self._shown.append(widget)
        self.arrange()
        widget.show()
        widget.raise_()

    def remove(self, widget: QWidget) -> None:
        """Take a message or a progress away."""
        self._remove(widget)

    def toasts(self) -> list[Toast]:
        """Return the messages on view, oldest first."""
        return [shown for shown in self._shown if isinstance(shown, Toast)]

    def forget_undo(self) -> None:
        """Take away the messages that offer to undo, since another change came after theirs."""
        for toast in self.toasts():
            if toast.action is not None and toast.action.text() == "Undo":
                toast.leave()

    def _remove(self, widget: QObject) -> None:
        self._shown = [shown for shown in self._shown if shown is not widget]
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
        self.arrange()

    def arrange(self) -> None:
        """Stack everything above the status line."""
        bottom = self.window.height() - 24 - 12 + _MARGIN
        for widget in reversed(self._shown):
            widget.adjustSize()
            height = widget.height()
            widget.move((self.window.width() - widget.width()) // 2, bottom - height)
            bottom -= height - 2 * _MARGIN + 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self.arrange()
        return False
