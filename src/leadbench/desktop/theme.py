"""Colors, fonts and icons of the window, in light and dark."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap

from leadbench.charts.look import LIGHT, Look


class Theme(QObject):
    """The one source of colors, fonts and icons for widgets and painters."""

    changed = Signal()

    def __init__(self, choice: str = "system") -> None:
        super().__init__()
        self.look: Look = LIGHT
        self.choice = choice

    def color(self, token: str) -> QColor:
        """Return the color of a token of ``charts.look.Look``."""
        return QColor(getattr(self.look, token))

    def font(self, role: str) -> QFont:
        """Return the font of a role of the type scale, with tabular figures.

        Roles: slide_title, key_figure, page_title, finding, section, body, cell, cell_strong,
        label, caption, axis, group (sidebar heads).
        """
        raise NotImplementedError

    def icon(self, name: str, token: str = "text2", size: int = 16) -> QIcon:
        """Return a Lucide icon in the color of a token, sharp at any scale."""
        raise NotImplementedError

    def pixmap(self, name: str, token: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return one rendered icon."""
        raise NotImplementedError

    def choose(self, choice: str) -> None:
        """Follow the system, or stay "light" or "dark"."""
        raise NotImplementedError
