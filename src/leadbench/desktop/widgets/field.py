"""A labelled field with its unit and its complaint."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.keycap import Keycap
from leadbench.desktop.widgets.labelled import Labelled
from leadbench.desktop.widgets.text import Text


def lay_beside(field: QWidget, label: Text, editor: QWidget) -> None:
    """Put the label of a field left of its editor, which shows its frame only under the hand."""
    column = field.layout()
    assert isinstance(column, QVBoxLayout)
    column.removeWidget(label)
    column.removeWidget(editor)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(editor, 1)
    column.insertLayout(0, row)
    label.set_role("cell")
    editor.setProperty("quiet", True)
    if isinstance(editor, QLineEdit):
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Field(Labelled):
    """A line of text with its label above, its unit inside and its complaint below.

    An edit ends with Enter or by leaving the field; Esc restores what was there. The value that a
    complaint speaks of stays in the field until it is mended, or taken back with Esc.

    Parameters
    ----------
    label
        The caption above; empty for none (then give an accessible name).
    unit
        What stands inside at the right, such as "d"; may be empty.
    """

    def __init__(self, label: str, unit: str, theme: Theme) -> None:
        self.edit = QLineEdit()
        super().__init__(label, self.edit, theme)
        self._valid = ""
        self._offered = ""
        self.edit.installEventFilter(self)
        if not label:
            self.label.hide()
        if unit:
            self.unit = Text(unit, theme, "caption", "text3")
            self._put_inside(self.unit)
            self.edit.setTextMargins(0, 0, self.unit.sizeHint().width() + 4, 0)

    def lay_beside(self) -> None:
        """Put the label left of the editor."""
        lay_beside(self, self.label, self.edit)

    def show_keys(self, keys: str) -> None:
        """Show inside at the right, while the field is empty, the keys that do the same."""
        cap = Keycap(keys, self.theme)
        self._put_inside(cap)
        self.edit.textChanged.connect(lambda text: cap.setVisible(not text))

    def _put_inside(self, widget: QWidget) -> None:
        """Put something into the editor, at its right end; the mouse goes through it."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = self.edit.layout()
        if inside is None:
            inside = QHBoxLayout(self.edit)
            inside.setContentsMargins(0, 0, 9, 0)
            inside.addStretch(1)
        inside.addWidget(widget)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a value, without firing, and forget the complaint."""
        self._valid = self._offered = text
        if self.edit.text() != text:
            self.edit.setText(text)
            if not self.edit.hasFocus():
                # A text longer than the field is read from its beginning.
                self.edit.setCursorPosition(0)
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Complain under the field; an empty text takes the complaint away."""
        super().set_error(text)
        if bool(self.edit.property("invalid")) != bool(text):
            self.edit.setProperty("invalid", bool(text))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read but not changed."""
        self.edit.setReadOnly(read_only)

    def commit(self) -> None:
        """End the edit now."""
        text = self.edit.text()
        if text == self._offered or self.edit.isReadOnly():
            return
        self._offered = text
        self.set_error("")
        if text != self._valid:
            self.committed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Escape and (
                self.edit.text() != self._valid or self.complaint.text()
            ):
                self.set_text(self._valid)
                return True
        # A context menu takes the focus too, but the edit goes on.
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
        return super().eventFilter(watched, event)
