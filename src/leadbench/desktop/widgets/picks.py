"""A field of several items: each a chip, more by a search through what can be picked."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.cell_picks import suggestions
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.labelled import MIXED, Labelled

_HIGH: Final = 24
_CROSS: Final = 20
"""Pixels at the right of a chip that take it away."""


class Pick(QAbstractButton):
    """One picked item; Del or its cross takes it away.

    Parameters
    ----------
    code, name
        What it shows; the name may be empty.
    """

    removed = Signal()
    moved = Signal(int)
    """An arrow key leads on by so many chips."""
    left = Signal()
    """Esc leads back to the line."""

    def __init__(self, code: str, name: str, theme: Theme) -> None:
        super().__init__()
        self.theme, self.code = theme, code
        self.open = True
        words = f"{code} {name}".strip()
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription("Del takes it away")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.theme.font("cell")).horizontalAdvance(self.text())
        return QSize(round(words + 16 + (_CROSS if self.open else 0)), _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, _HIGH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.open:
            self.removed.emit()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            self.moved.emit(-1)
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self.moved.emit(1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = event.position().x() >= self.width() - _CROSS
        super().mouseReleaseEvent(event)
        if self.open and on_cross and self.rect().contains(event.position().toPoint()):
            self.removed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover" if self.underMouse() else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        font = self.theme.font("cell")
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        room = self.width() - 16.0 - (_CROSS - 6 if self.open else 0)
        words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRectF(8, 0, room + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words
        )
        if self.open:
            pixmap = self.theme.pixmap("x", "text2", 12, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - 18, (self.height() - 12) // 2, pixmap)
        painter.end()


class PicksField(Labelled):
    """Chips above a line to search in; what is committed are all codes, "B1, B4".

    Typing offers what holds those letters in its code or name; the arrow keys choose, Enter takes.
    Codes can be typed too. In an empty line Down offers everything, and Backspace or Up leads to
    the chips, where Del takes one away.
    """

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        self._spec = spec
        self.edit = QLineEdit()
        self.chips: list[Pick] = []
        self._codes: list[str] = []
        self._closed = False
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.edit)
        super().__init__(spec.caption, box, theme)
        self.editor = self.edit
        self.edit.setFont(theme.font("cell"))
        self.edit.setAccessibleName(spec.caption)
        self.edit.setAccessibleDescription("Down offers all; Backspace leads to what is picked")
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._offer)
        self.edit.returnPressed.connect(self._enter)
        self._words = QStringListModel(self)
        self.completer, self.popup = suggestions(self._words, self.edit)
        self.completer.activated.connect(self._picked)
        self._invite("")

    # What is shown

    def set_text(self, text: str) -> None:
        """Show these codes, without firing, and forget the complaint and what was typed."""
        codes = [] if text == MIXED else [code for code in text.split(", ") if code]
        self._invite(text)
        self.edit.clear()
        self.set_error("")
        if codes != self._codes:
            self._codes = codes
            self._rebuild()

    def refresh_names(self) -> None:
        """Show the names as they are now."""
        names = dict(self._spec.options())
        now = [f"{code} {names.get(code, '')}".strip() for code in self._codes]
        if now != [chip.text() for chip in self.chips]:
            self._rebuild()

    def set_error(self, text: str) -> None:
        """Complain under the line; an empty text takes the complaint away."""
        super().set_error(text)
        if bool(self.edit.property("invalid")) != bool(text):
            self.edit.setProperty("invalid", bool(text))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _invite(self, text: str) -> None:
        self.edit.setPlaceholderText(MIXED if text == MIXED else "Code or name")

    def _rebuild(self) -> None:
        names = dict(self._spec.options())
        focused = self.window().focusWidget()
        at = next((place for place, chip in enumerate(self.chips) if chip is focused), None)
        gone, self.chips = self.chips, []
        for place, code in enumerate(self._codes):
            chip = Pick(code, names.get(code, ""), self.theme)
            chip.open = not self._closed
            chip.removed.connect(lambda code=code: self.remove(code))
            chip.left.connect(self.edit.setFocus)
            chip.moved.connect(lambda by, place=place: self._focus(place + by))
            self._column.insertWidget(place, chip)
            chip.show()  # a layout shows it later, and the focus may go to it at once
            self.chips.append(chip)
        if at is not None:
            self._focus(min(at, len(self.chips) - 1) if self.chips else 0)
        for chip in gone:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()

    def _focus(self, place: int) -> None:
        """Put the focus on a chip; behind the last one stands the line."""
        at = max(0, place)
        widget = self.chips[at] if at < len(self.chips) else self.edit
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """Return the codes that are picked, and what is being typed."""
        return ", ".join(filter(None, (*self._codes, self.edit.text().strip())))

    def set_read_only(self, read_only: bool) -> None:
        """Let the chips be read but not changed."""
        if read_only != self._closed:
            self._closed = read_only
            self._rebuild()
        self.edit.setVisible(not read_only)

    # What is picked

    def remove(self, code: str) -> None:
        """Take an item away."""
        self.committed.emit(", ".join(one for one in self._codes if one != code))

    def commit(self) -> None:
        """Take what is typed, which the form may refuse."""
        if self.edit.text().strip() and not self._closed:
            self.set_error("")
            self.committed.emit(self.text())

    def _enter(self) -> None:
        if not (self.popup.isVisible() and self.popup.currentIndex().isValid()):
            self.popup.hide()
            self.commit()

    def _offer(self, text: str) -> None:
        """Offer what is not picked yet and holds the text behind the last comma."""
        picked = set(self._codes)
        self._words.setStringList(
            [f"{code} {name}".strip() for code, name in self._spec.options() if code not in picked]
        )
        self.completer.setCompletionPrefix(text.rpartition(",")[2].strip())
        if self.completer.completionCount():
            self.completer.complete()
        else:
            self.popup.hide()

    def _picked(self, words: str) -> None:
        code = next(
            (code for code, name in self._spec.options() if f"{code} {name}".strip() == words), None
        )
        if code is None:
            return
        before = self.edit.text().rpartition(",")[0].strip()
        self.edit.clear()
        self.set_error("")
        text = ", ".join(filter(None, (*self._codes, before, code)))
        # The popup is still open, and writing may rebuild this field.
        QTimer.singleShot(0, self, lambda: self.committed.emit(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, empty = event.key(), not self.edit.text()
            if key == Qt.Key.Key_Escape and (not empty or self.complaint.text()):
                self.edit.clear()
                self.set_error("")
                return True
            if key == Qt.Key.Key_Down and not self._closed:
                self._offer(self.edit.text())
                return True
            if empty and self.chips and key in {Qt.Key.Key_Backspace, Qt.Key.Key_Up}:
                self._focus(len(self.chips) - 1)
                return True
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
        return super().eventFilter(watched, event)
