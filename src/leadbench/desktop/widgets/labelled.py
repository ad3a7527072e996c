"""What every field of a form has: a label above, a complaint below."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.text import Text

MIXED: Final = "Mixed"
"""What a field shows whose value differs between the selected rows."""


class Labelled(QWidget):
    """A label above an editor, and a complaint below it."""

    committed = Signal(str)
    """What a person entered, if it differs from what was shown."""

    def __init__(self, label: str, editor: QWidget, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.label = Text(label, theme, "label", "text2")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.setFont(theme.font("cell"))
        self.complaint = Complaint(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(editor)
        layout.addWidget(self.complaint)
        self.editor = editor

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the editor. As its focus proxy, the field were a stop of Tab too."""
        self.editor.setFocus(reason)

    def set_error(self, text: str) -> None:
        """Complain under the editor; an empty text takes the complaint away."""
        self.complaint.say(text)
