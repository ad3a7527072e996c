"""Editing in the cells of the outline table, as in a spreadsheet."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from leadbench.desktop.screens.milestones.cell_line import CellLine
from leadbench.desktop.screens.milestones.columns import LOOKS, Column
from leadbench.desktop.screens.milestones.table import OutlineTable
from leadbench.desktop.widgets.note import Note
from leadbench.errors import LeadbenchError

_KEYS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDE: Final = {
    Column.PREDECESSORS: 140,
    Column.SUCCESSORS: 140,
    Column.CONSTRAINT: 220,
    Column.NOTES: 220,
    Column.START: 84,
    Column.FINISH: 84,
    Column.DEADLINE: 84,
}
"""The least width of an editor; the cell may be narrower."""


class CellEditor(QObject):
    """Opens a line of text over a cell, and ends the edit when it is accepted.

    Enter accepts and goes down, Tab accepts and goes right, Esc restores. What is refused stays in
    the cell with its reason below it; the plan keeps the old value. Leaving the cell with a refused
    value closes it, shows the old value and leaves the reason until the next click or key.

    Parameters
    ----------
    table
        The table.
    stage
        The widget over which messages are shown.
    apply
        Changes the plan: key, column and text; raises ``LeadbenchError`` when it cannot.
    hint
        What a text would mean, in words, or ""; raises as ``apply`` does.
    choices
        What can be chosen in a column by typing.
    """

    closed = Signal()
    """The cell shows its value again."""

    def __init__(
        self,
        table: OutlineTable,
        stage: QWidget,
        *,
        apply: Callable[[int, Column, str], None],
        hint: Callable[[int, Column, str], str],
        choices: Callable[[Column], Sequence[str]],
    ) -> None:
        super().__init__(table)
        self.table = table
        self._apply, self._hint, self._choices = apply, hint, choices
        self.note = Note(stage, table.theme)
        self._says, self._complains = "", False
        self.editor: CellLine | None = None
        self._key = 0
        self._column = Column.NAME
        self._valid = ""
        self._ending = False
        table.editor_asked = self.open
        table.verticalScrollBar().valueChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        table.header().sectionResized.connect(self._place)
        table.selectionModel().currentChanged.connect(self.forgive)

    def open(self, index: QModelIndex, typed: str | None = None) -> bool:
        """Edit a cell, beginning with what was typed or with its value."""
        self.finish()
        self.forgive()
        self._key = self.table.outline.key(index)
        self._column = Column(index.column())
        self._valid = self.table.outline.edit_text(index)
        editor = CellLine(self.table.viewport(), self._key_pressed)
        editor.setObjectName("cell")
        editor.setFont(self.table.theme.font("cell"))
        editor.setAccessibleName(f"{LOOKS[self._column].title} of {self._line_name()}")
        right = LOOKS[self._column].right
        editor.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        editor.setTextMargins(0, 0, 0, 0)
        self.editor = editor
        self._dress(wrong=False)
        choices = self._choices(self._column)
        if choices:
            editor.offer(choices)
        editor.setText(self._valid if typed is None else typed)
        if typed is None:
            editor.selectAll()
        editor.installEventFilter(self)
        editor.textChanged.connect(self._explain)
        self._place()
        editor.show()
        editor.setFocus()
        if typed is not None:
            self._explain(typed)
        return True

    def _line_name(self) -> str:
        return self.table.rows.line_of(self._key).name

    def _dress(self, *, wrong: bool) -> None:
        assert self.editor is not None
        color = self.table.theme.look
        edge = color.error if wrong else color.accent
        # The cell's own height leaves no room for the padding of a form's field.
        self.editor.setStyleSheet(
            f"QLineEdit#cell {{ border: 2px solid {edge}; border-radius: 4px; padding: 0px 3px;"
            f" background: {color.surface}; color: {color.text}; min-height: 0px; }}"
        )

    def _cell(self) -> QRect:
        index = self.table.outline.index_of(self._key, self._column)
        rect = self.table.visualRect(index)
        if self._column == Column.NAME:
            shift = self.table.rows.line_of(self._key).depth * 16
            rect.setLeft(rect.left() + shift + (0 if shift else 16))
        if self._column in _WIDE:
            right = rect.right()
            rect.setWidth(max(rect.width(), _WIDE[self._column]))
            if LOOKS[self._column].right:
                rect.moveRight(right)
        return rect

    def _place(self) -> None:
        if self.editor is not None:
            self.editor.setGeometry(self._cell())
            self._say(self._says, complain=self._complains)

    def _say(self, text: str, *, complain: bool) -> None:
        self._says, self._complains = text, complain
        if not text:
            self.note.hide()
            return
        rect = self._cell()
        corner = self.table.viewport().mapTo(self.note.view, rect.topLeft())
        show = self.note.show_refusal if complain else self.note.show_hint
        show(QRect(corner, rect.size()), text)

    def _explain(self, text: str) -> None:
        """Say what the text means so far."""
        self._dress(wrong=False)
        try:
            meaning = self._hint(self._key, self._column, text) if text.strip() else ""
        except LeadbenchError:
            meaning = ""  # the person is still typing: it is refused when the edit ends
        self._say(meaning, complain=False)

    def finish(self, *, leaving: bool = True) -> bool:
        """End the edit and tell whether the value was accepted; without an edit nothing happens."""
        editor = self.editor
        if editor is None or self._ending:
            return True
        text = editor.text()
        if text == self._valid:
            self.close()
            return True
        self._ending = True
        try:
            self._apply(self._key, self._column, text)
        except LeadbenchError as refusal:
            if leaving:
                self.close()
                self.table.wrong = self.table.outline.index_of(self._key, self._column)
                self.table.viewport().update()
            else:
                self._dress(wrong=True)
            self._say(str(refusal), complain=True)
            return False
        else:
            self.close()
            return True
        finally:
            self._ending = False

    def close(self) -> None:
        """Show the cell's value again."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        had_focus = editor.has_keys()
        editor.removeEventFilter(self)
        editor.leave()
        self._say("", complain=False)
        if had_focus:
            self.table.setFocus()
        self.closed.emit()

    def forgive(self) -> None:
        """Take a complaint about a value that was not stored away."""
        if self.editor is None and (self.table.wrong is not None or self.note.isVisible()):
            self.table.wrong = None
            self._say("", complain=False)
            self.table.viewport().update()

    def complain(self, key: int, text: str, column: Column = Column.NAME) -> None:
        """Show at a cell why something was refused."""
        self.close()
        self._key, self._column = key, column
        index = self.table.outline.index_of(key, column)
        if not index.isValid():
            return
        self.table.wrong = index
        self.table.viewport().update()
        self._say(text, complain=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor:
            return False
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason()
            not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        ):
            self.finish()
        return False

    def _key_pressed(self, event: QKeyEvent) -> bool:
        """Accept, give up or go on, and tell whether the key did any of it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self.forgive()
            return True
        tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if not tab and event.key() not in _KEYS:
            return False
        self._take_choice()
        if self.finish(leaving=False):
            index = self.table.outline.index_of(self._key, self._column)
            if index.isValid():
                self.table.go_to(index)
                if tab:
                    self.table.cursor_.step(-1 if event.key() == Qt.Key.Key_Backtab else 1)
                else:
                    up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self.table.cursor_.below(index, -1 if up else 1)
        return True

    def _take_choice(self) -> None:
        """Take the only choice that what was typed can mean."""
        assert self.editor is not None
        typed = self.editor.text().strip().casefold()
        choices = [each for each in self._choices(self._column) if typed in each.casefold()]
        exact = [each for each in choices if each.casefold() == typed]
        # A role comes before those who hold it: what fits them all means the role.
        alone = choices and all(each.startswith(choices[0]) for each in choices)
        if typed and (alone or exact):
            self.editor.setText((exact or choices)[0])
