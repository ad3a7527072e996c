"""What every field of a form has: a label above, a complaint below."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.text import Icon, Text

MIXED: Final = "Mixed"
"""What a field shows whose value differs between the selected rows."""


class Labelled(QWidget):
    """A label above an editor, and a complaint below it."""

    committed = Signal(str)

    def __init__(self, label: str, editor: QWidget, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.label = Text(label, theme, "label", "text2")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.setFont(theme.font("cell"))
        self.error = Text("", theme, "caption", "error", wrap=True)
        self._complaint = QWidget()
        below = QHBoxLayout(self._complaint)
        below.setContentsMargins(0, 1, 0, 0)
        below.setSpacing(6)
        below.addWidget(Icon("circle-alert", theme, "error", 13), 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.error, 1)
        self._complaint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(editor)
        layout.addWidget(self._complaint)
        self.setFocusProxy(editor)

    def set_error(self, text: str) -> None:
        """Complain under the editor; an empty text takes the complaint away."""
        self.error.setText(text)
        self._complaint.setVisible(bool(text))
