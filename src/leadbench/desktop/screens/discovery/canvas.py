"""The AI canvas as one sheet over the window: read by a room, filled from the plan.

Nothing is typed here: a box leads to the fields that it shows.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from leadbench.charts.canvas import BoxText, CanvasPicture, draw_box, places
from leadbench.desktop.painter_pen import Fonts, PainterPen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.overlay import Overlay
from leadbench.desktop.widgets.text import Text
from leadbench.plan.canvas import Box, canvas_of

if TYPE_CHECKING:
    from leadbench.desktop.screens.discovery import Page

_WIDEST: Final = 1360.0
"""Width of the sheet at which its letters have their full size."""
_SMALLEST: Final = 0.76
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class BoxButton(QAbstractButton):
    """One box; Enter, Space or a click leads to its fields."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        super().__init__()
        self.theme, self._fonts = theme, fonts
        self.box: Box | None = None
        self.scale = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_box(self, box: Box) -> None:
        """Show a box as it stands."""
        self.box = box
        said = "; ".join(box.lines) if box.lines else f"empty. {box.asks}"
        self.setAccessibleName(f"{box.title}: {said}")
        self.setToolTip("\n".join(box.lines) or box.asks)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        if event.key() in _ARROWS:
            event.ignore()  # the sheet walks the boxes
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.box is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = (1.0, 1.0, self.width() - 2.0, self.height() - 2.0)
        draw_box(
            PainterPen(painter, self._fonts), place, text_of(self.box), self.theme.look, self.scale
        )
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(self.theme.color("accent"), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


def text_of(box: Box) -> BoxText:
    """Return what is drawn of a box."""
    return BoxText(box.key, box.title, box.lines, box.asks)


class _Sheet(QWidget):
    """The boxes at their places."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        fonts = Fonts()
        self.theme = theme
        self.boxes: dict[str, BoxButton] = {}
        for key in places(1, 1):
            button = self.boxes[key] = BoxButton(theme, fonts)
            button.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = scaled(self.theme, 100) / 100
        scale = max(_SMALLEST, self.width() / _WIDEST) * letters
        for key, (x, y, width, height) in places(self.width(), self.height()).items():
            self.boxes[key].scale = scale
            self.boxes[key].setGeometry(round(x), round(y), round(width), round(height))

    def sizeHint(self) -> QSize:
        return QSize(1000, 600)


class CanvasSheet(Overlay):
    """The whole canvas over the window.

    Parameters
    ----------
    page
        Whose canvas it is; its window is covered.
    """

    led = Signal(object)
    """The box whose fields are wanted."""

    def __init__(self, page: "Page", window: QWidget) -> None:
        theme = page.theme
        super().__init__(window, theme, 10_000, 20)
        self.setAccessibleName("AI canvas")
        self.page = page
        self.title = Text("AI canvas", theme, "page_title")
        self.about = Text("", theme, "body", "text2")
        self.copy = Button("Copy picture", "copy", theme)
        self.copy.clicked.connect(lambda: page.picture_asked.emit(True))
        self.export = Button("Export picture", "download", theme)
        self.export.clicked.connect(lambda: page.picture_asked.emit(False))
        close = IconButton("x", "Close (Esc)", theme)
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 12, 10)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        for action in (self.copy, self.export, close):
            head.addWidget(action)
        self.sheet = _Sheet(theme)
        inside = QHBoxLayout()
        inside.setContentsMargins(20, 0, 20, 18)
        inside.addWidget(self.sheet)
        self.column.addLayout(head)
        self.column.addLayout(inside, 1)
        for button in self.sheet.boxes.values():
            button.clicked.connect(lambda _checked=False, button=button: self._lead(button))

    def panel_height(self) -> int:
        return 10_000

    def refresh(self) -> None:
        """Reread every box."""
        document = self.page.document
        if document.project is None or document.project_id is None:
            self.close_panel()
            return
        boxes = canvas_of(document.contents, document.project_id)
        empty = sum(not box.lines for box in boxes)
        words = f"{empty} of {len(boxes)} boxes are empty" if empty else "every box is filled"
        self.about.setText(f"{document.project.name}, {words}. A box leads to its fields.")
        for box in boxes:
            self.sheet.boxes[box.key].show_box(box)

    def open(self) -> None:
        """Show the canvas as it stands now, its first empty box in focus."""
        self.refresh()
        super().open()
        shown = list(self.sheet.boxes.values())
        first = next((one for one in shown if one.box and not one.box.lines), shown[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, button: BoxButton) -> None:
        self.close_panel()
        self.led.emit(button.box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        now = self.focusWidget()
        if step is None or not isinstance(now, BoxButton):
            super().keyPressEvent(event)
            return
        here = now.geometry().center()
        across, down = step

        def away(one: BoxButton) -> float:
            there = one.geometry().center() - here
            along = there.x() * across + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * across)
            # Rows are read along: sideways the same row comes first.
            return float("inf") if along <= 0 else along + (3.0 if across else 0.5) * aside

        others = [one for one in self.sheet.boxes.values() if one is not now]
        nearest = min(others, key=away)
        if away(nearest) < float("inf"):
            nearest.setFocus(Qt.FocusReason.TabFocusReason)


def lead(page: "Page", box: Box) -> None:
    """Go to where the facts of a box are typed."""
    if box.page != page.key:
        page.asked_to_open.emit(box.page, box.row)
        return
    if box.key == "problem":
        page.problem.focus("problem")
        page.area.ensureWidgetVisible(page.problem)
        return
    places = {"judgement": page.judgements, "action": page.judgements, "impact": page.factors}
    some = places.get(box.key, page.formulations)
    rows = some.table.rows.rows
    if rows:
        some.table.choose(box.row or rows[0].id)
    some.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.area.ensureWidgetVisible(some)


def picture_of(page: "Page") -> CanvasPicture | None:
    """Return the canvas as a picture; None while no project is looked at."""
    document = page.document
    if document.project is None or document.project_id is None:
        return None
    boxes = canvas_of(document.contents, document.project_id)
    return CanvasPicture(
        f"{document.project.name}: AI canvas", page.finding.text(),
        tuple(text_of(box) for box in boxes),
    )  # fmt: skip
