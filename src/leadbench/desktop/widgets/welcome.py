"""The first page: the process, and three ways to begin."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.dropping import dropped_file
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.keycap import Keycap
from leadbench.desktop.widgets.text import Icon, Text

_STEPS: Final = (
    ("compass", "Discover", "Size the gain"),
    ("list-checks", "Define", "Turn needs into design"),
    ("target", "Strategy", "Goals, dates, money"),
    ("calendar-days", "Tactics", "Who does what, when"),
    ("workflow", "Build", "Data, training, serving"),
    ("activity", "Operate", "Test and watch"),
    ("refresh-cw", "Loop", "Document, then again"),
)
_LOW: Final = 740
_CENTER: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_CHOICE_WORDS: Final = {
    "system": ("sun-moon", "Theme: follow the system"),
    "light": ("sun", "Theme: light"),
    "dark": ("moon", "Theme: dark"),
}


class _Process(QWidget):
    """The seven parts of the process as a strip that leads back to its start."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedHeight(114)
        self.setAccessibleName("The process: " + ", ".join(f"{s[1]} ({s[2]})" for s in _STEPS))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = min(124.0, (self.width() - 110) / (len(_STEPS) - 1))
        first = self.width() / 2 - gap * (len(_STEPS) - 1) / 2
        line = QPen(theme.color("border_strong"), 1.3)
        for place, (icon, title, answer) in enumerate(_STEPS):
            x = first + place * gap
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawEllipse(QPointF(x, 20), 19, 19)
            pixmap = theme.pixmap(icon, "accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x - 8, 12), pixmap)
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font("section"))
            painter.drawText(QRectF(x - gap / 2, 46, gap, 18), _CENTER, title)
            painter.setPen(theme.color("text2"))
            face = theme.font("caption")
            face.setPointSizeF(face.pointSizeF() * 0.96)
            painter.setFont(face)
            painter.drawText(QRectF(x - gap / 2 - 4, 66, gap + 8, 18), _CENTER, answer)
            if place + 1 < len(_STEPS):
                painter.setPen(line)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                self._arrow(painter, QPointF(x + 25, 20), QPointF(x + gap - 25, 20))
        last = first + gap * (len(_STEPS) - 1)
        back = QPainterPath(QPointF(last, 88))
        back.lineTo(last, 96)
        back.quadTo(last, 106, last - 10, 106)
        back.lineTo(first + 10, 106)
        back.quadTo(first, 106, first, 96)
        back.lineTo(first, 90)
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(back)
        painter.drawPolyline([QPointF(first - 4, 94), QPointF(first, 89), QPointF(first + 4, 94)])
        painter.end()

    @staticmethod
    def _arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.drawLine(start, end)
        painter.drawPolyline([end + QPointF(-5, -4), end, end + QPointF(-5, 4)])


class _Card(QWidget):
    """One way to begin: icon, title, what it is, and its button."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        points: tuple[tuple[str, str], ...],
        button: Button,
        keys: str,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._icon = icon
        self._first = button.kind == "primary"
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 68, 21, 18)
        column.setSpacing(4)
        column.addWidget(Text(title, theme, "finding"))
        column.addWidget(Text(text, theme, "body", "text2", wrap=True))
        column.addSpacing(6)
        for mark, words in points:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.setContentsMargins(0, 2, 0, 2)
            row.addWidget(Icon(mark, theme, "text2", 14))
            row.addWidget(Text(words, theme, "cell", "text2"), 1)
            column.addLayout(row)
        column.addStretch(1)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(button)
        foot.addWidget(Keycap(keys, theme))
        foot.addStretch(1)
        column.addLayout(foot)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self._first else "border_strong"
        painter.setPen(QPen(self.theme.color(edge), 1.2 if self._first else 1))
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("selected"))
        painter.drawRoundedRect(QRectF(21, 21, 36, 36), 8, 8)
        pixmap = self.theme.pixmap(self._icon, "accent", 18, self.devicePixelRatioF())
        painter.drawPixmap(30, 30, pixmap)
        painter.end()


class _DropZone(QWidget):
    """Where a plan file can be dropped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.hot = False
        self.setFixedHeight(72)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(Icon("upload", theme, "text2"))
        row.addSpacing(4)
        row.addWidget(
            Text("Or drop a Leadbench or Microsoft Project XML file here", theme, "body", "text2")
        )
        row.addStretch(1)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.color("accent" if self.hot else "border_strong"), 1.2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        if self.hot:
            painter.setBrush(self.theme.color("selected"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()


class Welcome(QScrollArea):
    """What a person sees while no plan is open."""

    example_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    import_asked = Signal()
    file_dropped = Signal(object)
    keyboard_asked = Signal()
    theme_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAcceptDrops(True)
        self.setAccessibleName("Begin")
        self.example = Button("Open the example", "", theme, "primary")
        self.new = Button("New project", "", theme)
        self.open = Button("Open a file", "", theme)
        self.imports = Button(
            "Import from Microsoft Project", "file-input", theme, "plain", keys="Ctrl I"
        )
        self.keyboard = Button("Keyboard map", "keyboard", theme, "plain", keys="F1")
        self.look = Button("", "sun-moon", theme, "plain")
        self._drop = _DropZone(theme)
        self._gaps: list[tuple[QSpacerItem, int]] = []
        self._build()
        self.example.clicked.connect(self.example_asked)
        self.new.clicked.connect(self.new_asked)
        self.open.clicked.connect(self.open_asked)
        self.imports.clicked.connect(self.import_asked)
        self.keyboard.clicked.connect(self.keyboard_asked)
        self.look.clicked.connect(self.theme_asked)

    def _build(self) -> None:
        theme = self.theme
        title = Text("Lead a machine-learning project, step by step", theme, "hero")
        lead = Text(
            "From the size of the market to a model you can watch in production. "
            "Everything stays on this computer.",
            theme,
            "lead",
            "text2",
            wrap=True,
        )
        for words in (title, lead):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        inside.setMaximumWidth(904)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 14, 0, 10)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(title)
        column.addSpacing(6)
        column.addWidget(lead)
        column.addSpacerItem(self._gap(34))
        column.addWidget(_Process(theme))
        column.addSpacerItem(self._gap(40))
        column.addLayout(self._cards())
        column.addSpacerItem(self._gap(24))
        column.addWidget(self._drop)
        column.addSpacerItem(self._gap(12))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.imports)
        foot.addWidget(self.keyboard)
        foot.addWidget(self.look)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(5)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(28, 0, 28, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        self.setWidget(page)
        self.show_choice()
        theme.changed.connect(self.show_choice)

    def _gap(self, most: int) -> QSpacerItem:
        """Return a gap that gives way in a low window."""
        gap = QSpacerItem(0, most)
        self._gaps.append((gap, most))
        return gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.viewport().height() < _LOW
        for gap, most in self._gaps:
            gap.changeSize(0, most // 2 if low else most)
        self._drop.setFixedHeight(44 if low else 72)
        inside = self.widget()
        if inside is not None:
            inside.updateGeometry()

    def _cards(self) -> QHBoxLayout:
        theme = self.theme
        cards = QHBoxLayout()
        cards.setSpacing(20)
        cards.addWidget(
            _Card(
                theme,
                "folder-open",
                "Open the example",
                "Support ticket triage, a third of the way through its MVP.",
                (
                    ("chart-gantt", "31 tasks and milestones"),
                    ("wallet", "$760k approved budget"),
                    ("rotate-ccw", "Change anything, reset any time"),
                ),
                self.example,
                "Ctrl Shift O",
            ),
            1,
        )
        cards.addWidget(
            _Card(
                theme,
                "file-plus",
                "New project",
                "Start from the stage template and fill it in as you learn.",
                (
                    ("flag", "MVP, growth and maturity stages"),
                    ("list-checks", "Questions for every step"),
                    ("save", "Each change is saved at once"),
                ),
                self.new,
                "Ctrl N",
            ),
            1,
        )
        cards.addWidget(
            _Card(
                theme,
                "file-input",
                "Open a file",
                "Go on with a plan that you or a colleague saved.",
                (
                    ("file-text", "Leadbench plan (.leadbench)"),
                    ("shield-check", "A backup is made first"),
                    ("history", "Every earlier state can be restored"),
                ),
                self.open,
                "Ctrl O",
            ),
            1,
        )
        return cards

    def show_choice(self) -> None:
        """Say which theme is chosen."""
        icon, words = _CHOICE_WORDS[self.theme.choice]
        self.look.set_icon(icon)
        self.look.setText(words)
        self.look.updateGeometry()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            self._heat(hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._heat(hot=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._heat(hot=False)
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _heat(self, *, hot: bool) -> None:
        self._drop.hot = hot
        self._drop.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 700)
