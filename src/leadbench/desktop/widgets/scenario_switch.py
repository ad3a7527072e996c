"""The switch of the top bar between the plan and a what-if scenario."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from leadbench.desktop.theme import Theme

_ARROW = 18


class _Side(QAbstractButton):
    """One half of the switch; the half of scenarios has an arrow that opens their menu."""

    menu_asked = Signal()

    def __init__(self, text: str, theme: Theme, *, arrow: bool) -> None:
        super().__init__()
        self.theme = theme
        self.accented = False
        self._arrow = arrow
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        face = self.theme.font("button")
        face.setWeight(face.Weight.DemiBold)
        words = QFontMetricsF(face).horizontalAdvance(self.text())
        return QSize(round(words + 21 + (_ARROW - 3 if self._arrow else 0)), 24)

    def nextCheckState(self) -> None:
        """Leave the look alone: it follows what is looked at, not the click."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._arrow and event.position().x() >= self.width() - _ARROW:
            self.menu_asked.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._arrow and event.key() == Qt.Key.Key_Down:
            self.menu_asked.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self.theme.font("button")
        ink = "text2"
        if self.isChecked():
            filled = self.accented
            ink = "on_accent" if filled else "text"
            edge = Qt.PenStyle.NoPen if filled else QPen(self.theme.color("border_strong"), 1)
            painter.setPen(edge)
            painter.setBrush(self.theme.color("accent" if filled else "surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            face.setWeight(face.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(self.theme.color(ink))
        space = self.rect().adjusted(0, 0, -(_ARROW - 3) if self._arrow else 0, 0)
        painter.drawText(space, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self._arrow:
            pixmap = self.theme.pixmap("chevron-down", ink, 12, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - _ARROW, (self.height() - 12) // 2, pixmap)
        painter.end()


class ScenarioSwitch(QWidget):
    """Plan, or What-if with a menu of the scenarios; filled with the accent in a scenario."""

    plan_asked = Signal()
    what_if_asked = Signal()
    menu_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.plan = _Side("Plan", theme, arrow=False)
        self.what_if = _Side("What-if", theme, arrow=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(self.plan)
        row.addWidget(self.what_if)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.plan.clicked.connect(self.plan_asked)
        self.what_if.clicked.connect(self.what_if_asked)
        self.what_if.menu_asked.connect(self.menu_asked)
        theme.changed.connect(self.update)
        self.show_scenario("")

    def show_scenario(self, name: str) -> None:
        """Show that a scenario of that name is looked at, or the plan if it is ""."""
        self.plan.setChecked(not name)
        self.what_if.setChecked(bool(name))
        self.what_if.accented = bool(name)
        self.plan.setToolTip("The plan itself (Ctrl+T)" if name else "The plan is on view")
        self.plan.setAccessibleName("Plan" if name else "Plan, on view")
        words = (
            f"What-if “{name}” is on view" if name else "Try something without touching the plan"
        )
        self.what_if.setToolTip(f"{words} (Ctrl+T). The arrow lists the scenarios")
        spoken = f"What-if, “{name}” on view" if name else "What-if"
        self.what_if.setAccessibleName(f"{spoken}. Down lists the scenarios")
        self.update()
        self.plan.update()
        self.what_if.update()

    def menu_place(self) -> QPoint:
        """Return where the menu opens, on the screen."""
        return self.mapToGlobal(QPoint(0, self.height() + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.setBrush(self.theme.color("hover"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.5, 6.5)
        painter.end()
