"""Words, hairlines and surfaces that take their look from the theme."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from leadbench.desktop.theme import Theme


class Text(QLabel):
    """Words in a role of the type scale and a color token.

    Parameters
    ----------
    text
        What is shown; rich text only when ``rich``.
    role, token
        Role of ``Theme.font`` and token of ``Theme.color``.
    wrap
        Whether long text continues on the next line; otherwise it is cut with an ellipsis.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        role: str = "body",
        token: str = "text",
        *,
        wrap: bool = False,
        rich: bool = False,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._role = role
        self._token = token
        self._words = text
        self._rich = rich
        self._cut = not wrap and not rich
        self.setWordWrap(wrap)
        plain = Qt.TextFormat.PlainText
        self.setTextFormat(plain if self._cut else Qt.TextFormat.RichText)
        self.setText(text)
        self.dress()
        theme.changed.connect(self.dress)

    def text(self) -> str:
        """Return the words as they were given."""
        return self._words

    def setText(self, text: str) -> None:
        """Show other words."""
        self._words = text
        if not self._cut and not self._rich:
            # Qt's lines are set tighter than the design guide's; only rich text can widen them.
            lines = _escaped(text).replace("\n", "<br>")
            text = f'<div style="line-height:115%">{lines}</div>' if text else ""
        super().setText(text)
        self.setAccessibleName(self._words if not self._rich else "")
        self._face()

    def _face(self) -> None:
        figures = any(letter.isdigit() for letter in self._words)
        self.setFont(self.theme.font(self._role) if figures else self.theme.words(self._role))

    def set_token(self, token: str) -> None:
        """Take another color."""
        if token != self._token:
            self._token = token
            self.dress()

    def set_role(self, role: str) -> None:
        """Take another size and weight."""
        if role != self._role:
            self._role = role
            self.dress()

    def dress(self) -> None:
        """Take font and color from the theme."""
        self._face()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.color(self._token))
        palette.setColor(QPalette.ColorRole.Link, self.theme.color("accent"))
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._cut:
            hint.setWidth(min(hint.width(), 24))
        return hint

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and self._cut
            and not self.toolTip()
            and self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        ):
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        space = self.contentsRect()
        if not self._cut or self.fontMetrics().horizontalAdvance(self.text()) <= space.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, int(self.alignment()), cut)
        painter.end()


def _escaped(text: str) -> str:
    """Return a text as rich text shows it; ``html`` would cost 2 ms of the start for this."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def headed(title: str, caption: "str | Text", theme: Theme) -> QWidget:
    """Return the title of a section with its caption on the same line."""
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 3, 0, 0)
    row.setSpacing(10)
    row.addWidget(Text(title, theme, "section"))
    said = caption if isinstance(caption, Text) else Text(caption, theme, "caption", "text2")
    row.addWidget(said, 1)
    return head


class Icon(QWidget):
    """One icon, repainted with the theme.

    Parameters
    ----------
    name, token, size
        As ``Theme.icon``.
    """

    def __init__(self, name: str, theme: Theme, token: str = "text2", size: int = 16) -> None:
        super().__init__()
        self.theme = theme
        self._name = name
        self._token = token
        self._size = size
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon or color."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap: QPixmap = self.theme.pixmap(
            self._name, self._token, self._size, self.devicePixelRatioF()
        )
        painter.drawPixmap(0, 0, pixmap)
        painter.end()


class Line(QWidget):
    """A hairline of one device pixel.

    Parameters
    ----------
    vertical
        Whether it stands upright.
    """

    def __init__(self, theme: Theme, *, vertical: bool = False) -> None:
        super().__init__()
        self.theme = theme
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, free)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(free, fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("border"))
        painter.end()


class Surface(QWidget):
    """A plain widget filled with a color token.

    Parameters
    ----------
    token
        Token of ``Theme.color``.
    edge
        Where it ends in a hairline: "top", "bottom" or "".
    """

    def __init__(self, theme: Theme, token: str = "surface", edge: str = "") -> None:
        super().__init__()
        self.theme = theme
        self._token = token
        self._hairline = edge
        self.setAutoFillBackground(True)
        self.dress()
        theme.changed.connect(self.dress)

    def dress(self) -> None:
        """Take the fill from the theme."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.theme.color(self._token))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hairline:
            painter = QPainter(self)
            at = 0 if self._hairline == "top" else self.height() - 1
            painter.fillRect(0, at, self.width(), 1, self.theme.color("border"))
            painter.end()
