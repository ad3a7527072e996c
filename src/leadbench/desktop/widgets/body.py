"""What lies between top bar and status line: sidebar, page and inspector."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.inspector import WIDTH, Inspector
from leadbench.desktop.widgets.sidebar import RAIL, WIDE, Sidebar
from leadbench.desktop.widgets.text import Line, Surface

NARROW_SIDEBAR: Final = 1280
"""Below this width of the window, a wide sidebar lies over the page."""
NARROW_INSPECTOR: Final = 1200
"""Below this width of the window, the inspector lies over the page."""


class _Shade(QWidget):
    """The shadow beside a pane that lies over the page."""

    def __init__(self, parent: QWidget, *, from_left: bool) -> None:
        super().__init__(parent)
        self._from_left = from_left
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for step in range(self.width()):
            near = step if not self._from_left else self.width() - 1 - step
            color = QColor(0, 0, 0, round(22 * (near / self.width()) ** 2))
            painter.fillRect(QRect(step, 0, 1, self.height()), color)
        painter.end()


class Body(QWidget):
    """Places sidebar, page and inspector by the width of the window."""

    panes_changed = Signal()
    """The sidebar or the inspector was shown or hidden, or lies over the page now."""

    def __init__(self, theme: Theme, sidebar: Sidebar, page: QWidget, inspector: Inspector) -> None:
        super().__init__()
        self.theme = theme
        self.sidebar = sidebar
        self.page = page
        self.inspector = inspector
        self._ground = Surface(theme, "canvas")
        self._edge = Line(theme, vertical=True)
        self._left = _Shade(self, from_left=True)
        self._right = _Shade(self, from_left=False)
        for widget in (page, self._ground, sidebar, self._edge, inspector):
            widget.setParent(self)
        self._wide = True
        self._side = WIDTH
        self._inspector = False
        self._peek = False

    @property
    def inspector_shown(self) -> bool:
        """Whether the inspector is on view."""
        return self._inspector

    @property
    def narrow(self) -> bool:
        """Whether the window is so narrow that a wide sidebar lies over the page."""
        return self.width() < NARROW_SIDEBAR

    @property
    def inspector_over_page(self) -> bool:
        """Whether the inspector lies over the page rather than beside it."""
        return self.width() < NARROW_INSPECTOR

    @property
    def covered(self) -> int:
        """The width of the page's right end that the inspector lies over."""
        return self._side + 1 if self._inspector and self.inspector_over_page else 0

    def set_panes(self, *, wide: bool, inspector: bool, side: int = WIDTH) -> None:
        """Show the panes as a page remembers them; ``side`` is the width of the inspector."""
        self._wide, self._inspector, self._peek = wide, inspector, False
        self._side = side
        self.arrange()

    def toggle_sidebar(self) -> None:
        """Widen the sidebar or make it a rail."""
        if self.narrow:
            self._peek = not self._peek
        else:
            self._wide = not self._wide
        self.arrange()

    def toggle_inspector(self) -> None:
        """Show or hide the inspector."""
        self._inspector = not self._inspector
        self.arrange()

    def stop_peeking(self) -> bool:
        """Take panes away that lie over the page; tell whether there was one."""
        peeked = self._peek
        self._peek = False
        if peeked:
            self.arrange()
        return peeked

    def wants_wide(self) -> bool:
        """Return whether the sidebar is wide where there is room."""
        return self._wide

    def arrange(self) -> None:
        """Place everything."""
        width, height = self.width(), self.height()
        over = self.narrow
        wide = self._peek if over else self._wide
        self.sidebar.set_rail(not wide)
        across = WIDE if wide else RAIL
        left = RAIL if over else across
        right = width
        if self._inspector:
            side = self._side + 1
            self.inspector.setGeometry(width - side, 0, side, height)
            if not self.inspector_over_page:
                right = width - side
        self.inspector.setVisible(self._inspector)
        self.page.setGeometry(left + 1, 0, right - left - 1, height)
        self._ground.setGeometry(0, 0, across, height)
        self.sidebar.setGeometry(0, 0, across, height)
        self._edge.setGeometry(across, 0, 1, height)
        self._left.setVisible(over and wide)
        self._left.setGeometry(across + 1, 0, 14, height)
        self._right.setVisible(self._inspector and self.inspector_over_page)
        self._right.setGeometry(width - self._side - 1 - 14, 0, 14, height)
        for widget in (self._left, self._ground, self.sidebar, self._edge):
            widget.raise_()
        self._right.raise_()
        self.inspector.raise_()
        self.panes_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
