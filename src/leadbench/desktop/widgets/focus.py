"""The ring around the control that the keyboard is in, and when it is shown."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from leadbench.desktop.theme import Theme


class FocusRing(QWidget):
    """A ring of 2 pixels, 2 pixels off the focused button, in the window that it belongs to.

    Fields, tables and lists paint their focus inside; buttons get this ring when the keyboard, not
    the mouse, brought the focus.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.theme = theme
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        theme.changed.connect(self.update)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._target is not None:
            self._target.removeEventFilter(self)
            self._target = None
        ours = isinstance(now, QAbstractButton) and now.window() is self.window()
        # Without a control before, the window was only brought to the front.
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or before is None or not ours or by_mouse:
            self.hide()
            return
        self._target = now
        now.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        if self._target is None or not self._target.isVisible():
            self.hide()
            return
        corner = self._target.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(QRect(corner, self._target.size()).adjusted(-4, -4, 4, 4))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        elif event.type() in {QEvent.Type.Hide, QEvent.Type.MouseButtonPress}:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        painter.end()


_OPENED = Qt.FocusReason.MenuBarFocusReason
"""Why a control has the focus that a page gave it when it was opened: no menu bar here does."""
_KEPT = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class SeenFocus(QObject):
    """Tells whether a widget that paints its own ring shows it.

    A page that opens gives the focus to its first list, so that keys work at once; the ring waits
    for the first key, click or Tab there.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.shown = False
        self._face = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        for watched in {widget, self._face}:
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            if event.reason() not in _KEPT:
                self._show(on=event.reason() != _OPENED)
        elif event.type() in _TOUCHES:
            self._show(on=True)
        return False

    def _show(self, *, on: bool) -> None:
        if on != self.shown:
            self.shown = on
            self._face.update()


def open_with_focus(page: QWidget, *, take: bool) -> None:
    """Let a page that opens have the focus without its ring: if it is to take it, or was given it.

    Where the control with the focus is hidden, Qt gives it to another, as if somebody had gone
    there.
    """
    held = cast("QWidget | None", page.focusWidget())
    given = held is not None and held.hasFocus()
    if held is not None and given:
        held.clearFocus()
    if take:
        page.setFocus(_OPENED)
    elif held is not None and given:
        held.setFocus(_OPENED)
