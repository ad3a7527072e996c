"""The bar at the top: panes, project, undo, search, export."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.keycap import paint_keycap
from leadbench.desktop.widgets.scenario_switch import ScenarioSwitch
from leadbench.desktop.widgets.text import Line, Surface

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Switcher(QAbstractButton):
    """The project's name, with arrows that tell of a menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.theme.font("section")).horizontalAdvance(self.text())
        return QSize(round(min(words, 260) + 38), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        face = self.theme.font("section")
        space = self.width() - 34
        words = QFontMetricsF(face).elidedText(self.text(), Qt.TextElideMode.ElideRight, space + 1)
        painter.setFont(face)
        painter.setPen(self.theme.color("text"))
        painter.drawText(QRectF(8, 0, space + 1, self.height()), _LEFT, words)
        pixmap = self.theme.pixmap("chevrons-up-down", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 22, (self.height() - 14) // 2, pixmap)
        painter.end()


class _Search(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setText("Search or run a command")
        self.setAccessibleName("Search or run a command")
        self.setToolTip("Search or run a command (Ctrl+K)")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMinimumWidth(200)
        self.setMaximumWidth(330)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(330, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "field" if self.underMouse() else "border_strong"
        painter.setPen(QPen(self.theme.color(edge), 1))
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.5, 6.5)
        pixmap = self.theme.pixmap("search", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(10, 7, pixmap)
        painter.setFont(self.theme.font("body"))
        painter.setPen(self.theme.color("text2"))
        painter.drawText(QRectF(32, 0, self.width() - 90, self.height()), _LEFT, self.text())
        paint_keycap(painter, self.theme, "Ctrl K", self.width() - 7, self.height() / 2, "text2")
        painter.end()


class TopBar(Surface):
    """44 pixels of the things that are needed on every page."""

    sidebar_toggled = Signal()
    inspector_toggled = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    palette_asked = Signal()
    history_asked = Signal()
    theme_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "canvas", "bottom")
        self.setFixedHeight(44)
        self._accented = False
        self.sidebar = IconButton("panel-left", "Hide or show the sidebar (Ctrl+B)", theme)
        self.switcher = _Switcher(theme)
        self.undo = IconButton("undo-2", "Undo (Ctrl+Z)", theme)
        self.redo = IconButton("redo-2", "Redo (Ctrl+Y)", theme)
        self.search = _Search(theme)
        self.scenarios = ScenarioSwitch(theme)
        self.history = IconButton("history", "History: every change (Ctrl+H)", theme)
        self.look = IconButton("sun-moon", "Theme", theme)
        self.export = Button("Export", "share", theme)
        self.inspector = IconButton("panel-right", "Hide or show the inspector (F4)", theme)
        self._build()
        self.sidebar.clicked.connect(self.sidebar_toggled)
        self.inspector.clicked.connect(self.inspector_toggled)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.search.clicked.connect(self.palette_asked)
        self.history.clicked.connect(self.history_asked)
        self.look.clicked.connect(self._ask_theme)

    def _build(self) -> None:
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(2)
        right.setSpacing(6)
        self._divider = Line(self.theme, vertical=True)
        self._divider.setFixedHeight(18)
        left.addWidget(self.sidebar)
        left.addSpacing(4)
        left.addWidget(self.switcher)
        left.addSpacing(8)
        left.addWidget(self._divider)
        left.addSpacing(8)
        left.addWidget(self.undo)
        left.addWidget(self.redo)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self.scenarios)
        for widget in (self.history, self.look, self.export, self.inspector):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.search, 0)
        row.addLayout(right, 1)
        self.show_project("", menu=False)
        self.show_steps(None, None)

    def show_project(self, name: str, *, menu: bool = True) -> None:
        """Show the name of the project, or the program's name while none is open."""
        self.switcher.setText(name or "Leadbench")
        spoken = f"Project: {name}" if name else "Leadbench"
        self.switcher.setAccessibleName(spoken)
        self.switcher.setToolTip("Projects and files" if menu else "Files")
        self.switcher.updateGeometry()
        self.switcher.update()

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the steps that undo and redo would take."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.set_name(f"Undo: {undo} (Ctrl+Z)" if undo else "Nothing to undo")
        self.redo.set_name(f"Redo: {redo} (Ctrl+Y)" if redo else "Nothing to redo")

    def show_scenario(self, name: str) -> None:
        """Show that a scenario of that name is looked at, or the plan if it is ""."""
        self._accented = bool(name)
        self.scenarios.show_scenario(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._accented:  # whatever is on view, it is not the plan
            painter = QPainter(self)
            line = self.rect().adjusted(0, self.height() - 2, 0, 0)
            painter.fillRect(line, self.theme.color("accent"))
            painter.end()

    def show_for_plan(self, *, is_open: bool) -> None:
        """Hide what makes sense only with a plan."""
        for widget in (
            self._divider,
            self.undo,
            self.redo,
            self.scenarios,
            self.history,
            self.export,
            self.inspector,
        ):
            widget.setVisible(is_open)

    def menu_below(self, button: QWidget, menu: QMenu) -> None:
        """Open a menu under a button of the bar."""
        corner = button.mapToGlobal(button.rect().bottomLeft())
        if button.mapTo(self.window(), button.rect().center()).x() > self.window().width() / 2:
            corner = button.mapToGlobal(button.rect().bottomRight())
            corner.setX(corner.x() - menu.sizeHint().width())
        corner.setY(corner.y() + 4)
        menu.popup(corner)

    def theme_menu(self) -> QMenu:
        """Return the menu of the three looks."""
        menu = QMenu(self)
        for choice, title, icon in (
            ("system", "Follow the system", "monitor"),
            ("light", "Light", "sun"),
            ("dark", "Dark", "moon"),
        ):
            action = menu.addAction(self.theme.icon(icon), title)
            action.setCheckable(True)
            action.setChecked(self.theme.choice == choice)
            action.triggered.connect(lambda _=False, choice=choice: self.theme_chosen.emit(choice))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _ask_theme(self) -> None:
        self.menu_below(self.look, self.theme_menu())
