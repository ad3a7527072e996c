"""The line at the bottom: saved state and the figures that matter everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Icon, Surface, Text

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry: a caption, its value, and the page that explains it."""

    caption: str
    value: str
    page: str
    tooltip: str = ""


class _Entry(QAbstractButton):
    def __init__(self, figure: Figure, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.figure = figure
        self.setAccessibleName(f"{figure.caption} {figure.value}".strip())
        self.setToolTip(figure.tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        caption = QFontMetricsF(self.theme.font("caption")).horizontalAdvance(self.figure.caption)
        value = QFontMetricsF(self._strong()).horizontalAdvance(self.figure.value)
        return QSize(round(caption + value + 16), 22)

    def _strong(self) -> QFont:
        face = self.theme.font("caption")
        face.setWeight(QFont.Weight.DemiBold)
        return face

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), self.theme.color("hover"))
        face = self.theme.font("caption")
        painter.setFont(face)
        painter.setPen(self.theme.color("text2"))
        width = QFontMetricsF(face).horizontalAdvance(self.figure.caption)
        painter.drawText(QRectF(6, 0, width + 2, self.height()), _LEFT, self.figure.caption)
        painter.setFont(self._strong())
        painter.setPen(self.theme.color("text"))
        left = 6 + width + 4
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()), _LEFT, self.figure.value
        )
        painter.end()


class StatusLine(Surface):
    """24 pixels that say what is saved and where the plan stands."""

    page_asked = Signal(str)
    """Key of the page that explains a figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "canvas", "top")
        self.setFixedHeight(24)
        self._icon = Icon("check", theme, "good", 13)
        self._saved = Text("", theme, "caption", "text2")
        # Whether all is saved is never cut; that nothing leaves this computer may be.
        self._saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._where = Text("Offline, on this computer", theme, "caption", "text2")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(8)
        self._shown: list[Figure] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._saved)
        row.addSpacing(8)
        row.addLayout(self._figures)
        row.addStretch(1)
        row.addWidget(self._where)

    def show_saved(self, text: str, icon: str = "", token: str = "good") -> None:
        """Say whether everything is saved."""
        self._saved.setText(text)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, token)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the figures of the project, or of the portfolio."""
        if list(figures) == self._shown:
            return
        self._shown = list(figures)
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()
        for figure in figures:
            entry = _Entry(figure, self.theme)
            entry.clicked.connect(lambda _=False, page=figure.page: self.page_asked.emit(page))
            self._figures.addWidget(entry)

    def figures(self) -> list[Figure]:
        """Return what is shown."""
        return list(self._shown)

    def saved_text(self) -> str:
        """Return what is said of the file."""
        return self._saved.text()
