"""The one dialog: a question, what is kept, and actions named by their verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.focus import FocusRing
from leadbench.desktop.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of a dialog; ``kind`` as in ``Button``."""

    key: str
    text: str
    kind: str = "default"


CANCEL = Answer("cancel", "Cancel")


class Dialog(QDialog):
    """A title, a text, what belongs to it, and one button for each answer.

    Enter gives the primary answer, Esc the answer "cancel".

    Parameters
    ----------
    title
        A question, or what happened.
    body
        What is kept and what will happen, in plain words.
    answers
        Left to right; the primary one is last.
    detail
        What stands between the text and the buttons, if anything.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        title: str,
        body: str,
        answers: Sequence[Answer],
        detail: QWidget | None = None,
        *,
        width: int = 440,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.answer = "cancel"
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(width)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.color("surface"))
        self.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 20)
        column.setSpacing(8)
        column.addWidget(Text(title, theme, "finding", wrap=True))
        self.body = Text(body, theme, "body", "text2", wrap=True)
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not body:
            self.body.hide()
        column.addWidget(self.body)
        if detail is not None:
            column.addSpacing(4)
            column.addWidget(detail)
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[str, Button] = {}
        self._primary: Button | None = None
        row.addStretch(1)
        for answer in answers:
            button = Button(answer.text, "", theme, answer.kind)
            button.clicked.connect(lambda _=False, key=answer.key: self.give(key))
            self.buttons[answer.key] = button
            row.addWidget(button)
            if answer.kind == "primary":
                self._primary = button
        column.addLayout(row)
        # Wrapped words ask for the height that they need at their own width, not at this one.
        self.resize(width, column.totalHeightForWidth(width))
        FocusRing(self, theme)
        if detail is None:
            (self._primary or next(iter(self.buttons.values()))).setFocus()

    def give(self, key: str) -> None:
        """Close with an answer."""
        self.answer = key
        if key == "cancel":
            super().reject()
        else:
            self.accept()

    def ask(self) -> str:
        """Show the dialog, wait, and return the key of the answer."""
        self.exec()
        return self.answer

    def primary(self) -> None:
        """Give the primary answer, as Enter does."""
        if self._primary is not None:
            self._primary.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._primary is not None:
            self.primary()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        self.give("cancel")
