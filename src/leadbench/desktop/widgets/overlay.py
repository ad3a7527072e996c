"""Panels that lie over the window, with the one shadow of the design guide."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme


def paint_panel(
    painter: QPainter, theme: Theme, panel: QRect, radius: float = 10, token: str = "surface"
) -> None:
    """Paint a rounded panel with its shadow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    strength = 9 if theme.look.dark else 4
    for spread in range(14, 0, -2):
        painter.setBrush(QColor(0, 0, 0, strength))
        body = QRectF(panel).adjusted(-spread, -spread + 6, spread, spread + 6)
        painter.drawRoundedRect(body, radius + spread, radius + spread)
    edge = "inverse" if token == "inverse" else "border_strong"
    painter.setPen(QPen(theme.color(edge), 1))
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Overlay(QWidget):
    """A panel over the window: a click beside it or Esc closes it, and focus goes back.

    Parameters
    ----------
    window
        The window that it covers.
    width, top
        Width of the panel and its distance from the top, in pixels.
    """

    closed = Signal()

    def __init__(self, window: QWidget, theme: Theme, width: int, top: int) -> None:
        super().__init__(window)
        self.theme = theme
        self._covered = window
        self._width = width
        self._top = top
        self._before: QWidget | None = None
        self.panel = QWidget(self)
        self.column = QVBoxLayout(self.panel)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        window.installEventFilter(self)
        self.hide()
        theme.changed.connect(self.update)

    def open(self) -> None:
        """Cover the window and take the focus."""
        self._before = QApplication.focusWidget()
        self.arrange()
        self.show()
        self.raise_()

    def close_panel(self) -> None:
        """Uncover the window and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def panel_height(self) -> int:
        """Return the height of the panel."""
        return self.panel.sizeHint().height()

    def arrange(self) -> None:
        """Put the panel in the middle, below the top."""
        window = self._covered
        self.setGeometry(window.rect())
        width = min(self._width, window.width() - 40)
        height = min(self.panel_height(), window.height() - self._top - 20)
        self.panel.setGeometry((window.width() - width) // 2, self._top, width, height)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.arrange()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # The window behind stays out of reach while the panel is open.
        inside = [
            child
            for child in self.panel.findChildren(QWidget)
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not inside:
            return True
        now = QApplication.focusWidget()
        place = inside.index(now) if now in inside else -1
        inside[(place + (1 if forward else -1)) % len(inside)].setFocus(
            Qt.FocusReason.TabFocusReason
        )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_panel(painter, self.theme, self.panel.geometry())
        painter.end()
