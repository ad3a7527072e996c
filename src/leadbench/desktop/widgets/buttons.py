"""Buttons, icon buttons and the segmented control."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QToolTip,
    QWidget,
)

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.keycap import keycap_width, paint_keycap

__all__ = ["Button", "Chip", "IconButton", "Segmented"]

KINDS: Final = ("default", "primary", "plain", "toggle", "danger", "link")
_FILLED: Final = ("default", "danger")


class _Painted(QAbstractButton):
    """A button that paints itself: another look under the pointer, and Enter presses it too."""

    left_out = False
    """Whether its place stays empty, as in a picture, where nothing can be pressed."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)


class Button(_Painted):
    """A button of the design guide, 28 pixels high.

    Parameters
    ----------
    text, icon
        What it shows; either may be empty.
    kind
        "default", "primary", "plain", "toggle" (it can be checked), "danger" or "link".
    keys
        A shortcut shown as a key cap after the text.
    menu
        Whether an arrow after the text tells that a menu opens.
    """

    def __init__(
        self,
        text: str,
        icon: str,
        theme: Theme,
        kind: str = "default",
        *,
        keys: str = "",
        menu: bool = False,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.kind = kind
        self._icon = icon
        self._keys = keys
        self._menu = menu
        self._compact = False
        self.setText(text)
        self.setCheckable(kind == "toggle")
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def show_words(self, *, shown: bool) -> None:
        """Show the text beside the icon, or leave it to the tooltip where there is no room."""
        if self._compact != (not shown):
            self._compact = not shown
            self.updateGeometry()
            self.update()

    def _words(self) -> str:
        return "" if self._compact and self._icon else self.text()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._words() != self.text():
            assert isinstance(event, QHelpEvent)
            lines = dict.fromkeys(text for text in (self.text(), self.toolTip()) if text)
            QToolTip.showText(event.globalPos(), "\n".join(lines), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        width: float = 0
        words = self._words()
        if words:
            width += QFontMetricsF(self.theme.font("button")).horizontalAdvance(words)
        if self._icon:
            width += 14 + (7 if words else 0)
        if self._keys:
            width += keycap_width(self.theme, self._keys) + 8
        if self._menu:
            width += 18
        if self.kind != "link":
            width += 22
        return QSize(round(width + 0.5), 20 if self.kind == "link" else 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colors(self) -> tuple[QColor | None, QColor | None, str]:
        """Return fill, edge and the token of the text."""
        theme = self.theme
        if self.kind == "link":
            return None, None, "accent" if self.isEnabled() else "text3"
        if not self.isEnabled():
            bare = self.kind in {"plain", "toggle"}
            return (
                None if bare else theme.color("sunken"),
                None if bare else theme.color("border"),
                "text3",
            )
        hot = self.underMouse() or self.isDown()
        if self.kind == "primary":
            fill = theme.color("accent")
            if self.isDown():
                fill = fill.darker(112)
            elif hot:
                fill = fill.darker(106) if not theme.look.dark else fill.lighter(106)
            return fill, None, "on_accent"
        if self.kind in _FILLED:
            fill = theme.color("hover" if hot else "surface")
            return fill, theme.color("border_strong"), "error" if self.kind == "danger" else "text"
        if self.kind == "toggle" and self.isChecked():
            return theme.color("selected"), None, "accent"
        return (theme.color("hover") if hot else None), None, "text2"

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.left_out:
            return
        fill, edge, ink = self._colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect())
        if fill is not None or edge is not None:
            painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
            painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
            inset = 0.5 if edge is not None else 0.0
            painter.drawRoundedRect(body.adjusted(inset, inset, -inset, -inset), 6.5, 6.5)
        left = 0.0 if self.kind == "link" else 11.0
        words = self._words()
        if not words:
            left = (self.width() - 14 - (18 if self._menu else 0)) / 2
        if self._icon:
            pixmap = self.theme.pixmap(self._icon, ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round((self.height() - 14) / 2), pixmap)
            left += 21
        face = self.theme.font("button")
        if self.kind == "link" and self.underMouse():
            face.setUnderline(True)
        painter.setFont(face)
        painter.setPen(self.theme.color(ink))
        space = QRectF(
            left, 0, self.width() - left - (0 if self.kind == "link" else 10), self.height()
        )
        painter.drawText(
            space, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words
        )
        right = self.width() - 11.0
        if self._menu:
            pixmap = self.theme.pixmap("chevron-down", ink, 13, self.devicePixelRatioF())
            painter.drawPixmap(round(right - 12), round((self.height() - 13) / 2), pixmap)
            right -= 18
        if self._keys:
            paint_keycap(painter, self.theme, self._keys, right, self.height() / 2)
        painter.end()


class IconButton(_Painted):
    """A button that shows only an icon, 28 by 28 pixels, with a tooltip and an accessible name.

    Parameters
    ----------
    icon
        A file of ``resources/icons``.
    name
        What it does: accessible name, and tooltip.
    """

    def __init__(self, icon: str, name: str, theme: Theme, *, token: str = "text2") -> None:
        super().__init__()
        self.theme = theme
        self._icon = icon
        self._token = token
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(28, 28)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon and say what it does now."""
        self._icon = icon
        self.set_name(name)
        self.update()

    def set_name(self, name: str) -> None:
        """Say what it does now."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.left_out:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = self._token if self.isEnabled() else "border_strong"
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.isChecked():
            token = "accent"
        pixmap = self.theme.pixmap(self._icon, token, 16, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - 16) // 2, (self.height() - 16) // 2, pixmap)
        painter.end()


class _Segment(QAbstractButton):
    def __init__(self, key: str, text: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.key = key
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.theme.font("button")).horizontalAdvance(self.text())
        return QSize(round(words + 20), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self.theme.font("button")
        if self.isChecked():
            painter.setPen(QPen(self.theme.color("border_strong"), 1))
            painter.setBrush(self.theme.color("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            face.setWeight(face.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(self.theme.color("text" if self.isChecked() else "text2"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class Segmented(QWidget):
    """Two to four views of which one is chosen.

    Parameters
    ----------
    choices
        Titles, or pairs of key and title; a title alone is its own key.
    """

    chosen = Signal(str)
    """Key of the view that a person chose."""

    def __init__(self, choices: Sequence[str | tuple[str, str]], theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        for choice in choices:
            key, title = (choice, choice) if isinstance(choice, str) else choice
            segment = _Segment(key, title, theme)
            self._segments[key] = segment
            self._group.addButton(segment)
            layout.addWidget(segment)
        next(iter(self._segments.values())).setChecked(True)
        self._group.buttonClicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def current(self) -> str:
        """Key of the chosen view."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def choose(self, key: str) -> None:
        """Choose a view without telling anybody."""
        self._segments[key].setChecked(True)

    def segment(self, key: str) -> QAbstractButton:
        """Return the button of one choice."""
        return self._segments[key]

    def _clicked(self, segment: QAbstractButton) -> None:
        assert isinstance(segment, _Segment)
        self.chosen.emit(segment.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.setBrush(self.theme.color("hover"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.5, 6.5)
        painter.end()
