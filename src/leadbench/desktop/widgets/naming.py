"""A dialog that asks for a name."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.desktop.widgets.field import Field


class Naming(Dialog):
    """Asks for a name, and stays open while it is empty or taken.

    Parameters
    ----------
    title, body
        A question, and what will happen.
    verb
        What the primary button says.
    name
        The name to begin with.
    taken
        Names that something of the kind has already.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        title: str,
        body: str,
        verb: str,
        name: str,
        taken: Collection[str] = (),
    ) -> None:
        self.name: str | None = None
        """What was agreed on, or None if the dialog was left."""
        self._taken = frozenset(taken)
        self.field = Field("Name", "", theme)
        self.field.set_text(name)
        super().__init__(
            parent, theme, title, body, (CANCEL, Answer("keep", verb, "primary")), self.field
        )
        self.field.committed.connect(lambda _: self.field.set_error(""))
        self.field.edit.installEventFilter(self)
        self.field.edit.selectAll()
        self.field.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.give("keep")
            return True
        return super().eventFilter(watched, event)

    def give(self, key: str) -> None:
        """Close, or stay and complain under the field."""
        if key != "keep":
            super().give(key)
            return
        name = " ".join(self.field.text().split())
        if not name:
            self.field.set_error("A name is needed.")
        elif name in self._taken:
            self.field.set_error(f"There is a “{name}” already. Take another name.")
        else:
            self.name = name
            super().give(key)
            return
        self.field.edit.setFocus()
