"""What the sections of the inspector share: heads, pairs of caption and value, complaints."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError


class Section(QWidget):
    """A titled part of the inspector over a hairline, which its title folds away.

    Parameters
    ----------
    title, aside
        The title, and a caption at the right.
    """

    def __init__(self, title: str, theme: Theme, aside: str = "", *, rule: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self._setting = f"milestones/folded/{title.lower()}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        if rule:
            whole.addSpacing(7)
            whole.addWidget(Line(theme))
            whole.addSpacing(4)
        self.head = FoldHead(title, theme)
        self.head.clicked.connect(lambda: self.fold(not self.head.folded))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.head, 1)
        if aside:
            head.addWidget(Text(aside, theme, "caption", "text2"))
        whole.addLayout(head)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        whole.addWidget(self.body)
        self.fold(QSettings().value(self._setting, "") == "yes", remember=False)

    def fold(self, folded: bool, *, remember: bool = True) -> None:
        """Fold the section to its title, or unfold it."""
        self.head.set_folded(folded)
        self.body.setVisible(not folded)
        if remember:
            QSettings().setValue(self._setting, "yes" if folded else "no")


class FoldHead(QAbstractButton):
    """The title of a section; a click, Space or Enter folds it."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.theme, self.folded = theme, False
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_folded(False)

    def set_folded(self, folded: bool) -> None:
        """Show whether the section is folded."""
        self.folded = folded
        self.setAccessibleName(f"{self.text()}, {'folded' if folded else 'unfolded'}")
        self.setToolTip("Unfold" if folded else "Fold")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if self.folded == (event.key() == Qt.Key.Key_Right):
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.theme.words("section")
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), middle, self.text())
        if self.folded or self.underMouse() or self.hasFocus():
            name = "chevron-right" if self.folded else "chevron-down"
            pixmap = self.theme.pixmap(name, "text2", 14, self.devicePixelRatioF())
            at = QFontMetricsF(font).horizontalAdvance(self.text()) + 5
            painter.drawPixmap(round(at), round(self.height() / 2 - 7), pixmap)
        painter.end()


class Choice(QComboBox):
    """A choice with the arrow of the theme, which the wheel leaves alone."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setFont(theme.font("cell"))
        self.setMinimumWidth(60)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        pixmap = self.theme.pixmap("chevron-down", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 22, round(self.height() / 2 - 7), pixmap)
        painter.end()


def mark_invalid(field: Field, invalid: bool) -> None:
    """Outline a field whose complaint stands elsewhere."""
    if bool(field.edit.property("invalid")) != invalid:
        field.edit.setProperty("invalid", invalid)
        field.edit.style().unpolish(field.edit)
        field.edit.style().polish(field.edit)


def attempt(field: Field, complaint: Complaint, write: Callable[[], None]) -> None:
    """Write what a field holds; if it is refused, say so and leave the plan as it is."""
    try:
        write()
    except LeadbenchError as refusal:
        mark_invalid(field, invalid=True)
        complaint.say(str(refusal))
    else:
        mark_invalid(field, invalid=False)
        complaint.say("")


class Pairs(QWidget):
    """Captions and values in two columns of pairs.

    Parameters
    ----------
    captions
        The captions by their keys, filled row by row.
    """

    def __init__(self, captions: dict[str, str], theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(7)
        self.values: dict[str, Text] = {}
        self.captions: dict[str, Text] = {}
        for place, (key, caption) in enumerate(captions.items()):
            row, column = divmod(place, 2)
            self.captions[key] = Text(caption, theme, "cell", "text2")
            value = self.values[key] = Text("", theme, "cell")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setAccessibleName(caption)
            grid.addWidget(self.captions[key], row, column * 3)
            grid.addWidget(value, row, column * 3 + 1)
            grid.setColumnStretch(column * 3 + 1, 1)
        grid.setColumnMinimumWidth(2, 14)

    def show_value(self, key: str, text: str, token: str = "text") -> None:
        """Show a value; an empty one hides its pair."""
        value = self.values[key]
        value.setText(text)
        value.set_token(token)
        value.setAccessibleDescription(text)
        for widget in (value, self.captions[key]):
            widget.setVisible(bool(text))


class Flow(QWidget):
    """Widgets in rows from the left, as many in a row as fit."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self.widgets = list(widgets)
        for widget in self.widgets:
            widget.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def arrange(self) -> None:
        """Place the widgets for the width that there is."""
        x = y = high = 0
        for widget in self.widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + high + 6
            widget.setGeometry(x, y, min(size.width(), self.width()), size.height())
            x, high = x + size.width() + 6, size.height()
        self.setFixedHeight(y + high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
