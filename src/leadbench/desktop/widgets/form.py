"""Labelled fields for the inspector, from the same list of fields as a table."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.screen import Screen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.field_spec import FieldSpec, shown, typed, units_of, write
from leadbench.desktop.widgets.labelled import MIXED, Labelled
from leadbench.desktop.widgets.picks import PicksField
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from sqlmodel import SQLModel

_MOST_LINES: Final = 6
"""Above so many lines a note scrolls."""


class _Combo(QComboBox):
    """A combo box with the chevron of the icons, which the wheel does not change by accident."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("text2"), 1.4))
        x, y = self.width() - 15.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()


class ChoiceField(Labelled):
    """A choice from a list."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        self.combo = _Combo(theme)
        super().__init__(spec.caption, self.combo, theme)
        self._spec = spec
        self.combo.activated.connect(lambda _place: self.committed.emit(self.combo.currentText()))

    def set_text(self, text: str) -> None:
        """Show a choice, without firing, and forget the complaint."""
        self.set_error("")
        self.combo.blockSignals(True)
        words = [word for _value, word in self._spec.options()]
        if words != [self.combo.itemText(place) for place in range(self.combo.count())]:
            self.combo.clear()
            self.combo.addItems(words)
        self.combo.setPlaceholderText(MIXED if text == MIXED else "")
        self.combo.setCurrentIndex(words.index(text) if text in words else -1)
        self.combo.blockSignals(False)

    def text(self) -> str:
        """Return the chosen word."""
        return self.combo.currentText()

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be read but not changed."""
        self.combo.setEnabled(not read_only)


class NoteField(Labelled):
    """Text of several lines; leaving it or Ctrl+Enter ends the edit, Esc restores."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(spec.caption, self.edit, theme)
        self._valid = self._offered = ""
        self._around, self._least = 22, 2
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        self.edit.document().contentsChanged.connect(self._fit)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def lay_bare(self) -> None:
        """Show the words alone, their frame only under the hand."""
        self.label.hide()
        self.edit.setProperty("quiet", True)
        self.edit.document().setDocumentMargin(0)
        self.edit.viewport().setAutoFillBackground(False)
        self._around, self._least = 4, 1
        self._fit()

    def _fit(self) -> None:
        whole = self.edit.document().size().toSize().height()
        lines = max(self._least, min(_MOST_LINES, whole))
        self.edit.setFixedHeight(int(lines * self.edit.fontMetrics().lineSpacing()) + self._around)
        policy = Qt.ScrollBarPolicy
        self.edit.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if whole > _MOST_LINES else policy.ScrollBarAlwaysOff
        )

    def set_text(self, text: str) -> None:
        """Show a text, without firing, and forget the complaint."""
        self._valid = self._offered = text
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self.set_error("")

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.toPlainText()

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read but not changed."""
        self.edit.setReadOnly(read_only)

    def commit(self) -> None:
        """End the edit now."""
        text = self.edit.toPlainText()
        if text == self._offered or self.edit.isReadOnly():
            return
        self._offered = text
        self.set_error("")
        if text != self._valid:
            self.committed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            # The lines are broken anew only after this event.
            QTimer.singleShot(0, self, self._fit)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text() != self._valid:
                self.set_text(self._valid)
                return True
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
        return super().eventFilter(watched, event)


AnyField = Field | ChoiceField | NoteField | PicksField


class Form(QWidget):
    """Fields over one row or several, each edit one named undo step.

    Fields whose values differ between the rows show "Mixed"; what is typed there is written to all
    of them. A refused value stays in its field with the reason below, and the plan keeps the old
    one until it is mended.

    The fields are made when they are first needed: a page has many forms and shows few at a time.

    Parameters
    ----------
    screen
        Whose edits these are.
    sections
        Pairs of a heading ("" for none) and its fields.
    table
        The table class whose rows are written.
    name
        Returns the short name of a row for the undo step: "Source of B3".
    edge
        Space at the sides, in pixels.
    beside
        Whether each field is one line, its label at the left and its value at the right.
    """

    def __init__(
        self,
        screen: Screen,
        sections: Sequence[tuple[str, Sequence[FieldSpec]]],
        *,
        table: type["SQLModel"],
        name: Callable[[Any], str],
        edge: int = 16,
        beside: bool = False,
    ) -> None:
        super().__init__()
        self._side, self._beside = edge, beside
        self.page, self.theme = screen, screen.theme
        self.specs = {spec.column: spec for _heading, specs in sections for spec in specs}
        self._sections = sections
        self._fields: dict[str, AnyField] = {}
        self._table, self._name = table, name
        self._rows: list[Any] = []
        self._shown: dict[str, str] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)

    @property
    def fields(self) -> dict[str, AnyField]:
        """The fields by column."""
        if not self._fields:
            for place, (heading, specs) in enumerate(self._sections):
                parts = [Line(self.theme)] if place else []
                for part in (*parts, self._section(heading, specs)):
                    self._outer.addWidget(part)
                    part.show()  # a form on view would show it only in the next turn
            self._take_turns()
        return self._fields

    def _take_turns(self) -> None:
        """Let Tab come to the fields where the form stands: made late, they stand at the end."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or nothing could be put behind the form
        for before, widget in pairwise((self, *(one.editor for one in self._fields.values()))):
            QWidget.setTabOrder(before, widget)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the fields, also of a form that no row was shown in."""
        if not self._fields:
            self.show_rows(self._rows)
        super().showEvent(event)

    def _section(self, heading: str, specs: Sequence[FieldSpec]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(self._side, 12, self._side, 14)
        column.setSpacing(10)
        if self._beside:
            # A value ends where the margin begins, though its editor has a frame around it.
            column.setContentsMargins(self._side, 8, self._side - 5, 8)
            column.setSpacing(2)
        if heading:
            column.addWidget(Text(heading, self.theme, "section"))
        line: QHBoxLayout | None = None
        for spec in specs:
            field = self._fields[spec.column] = self._field(spec)
            if self._beside and isinstance(field, Field):
                field.lay_beside()
            if not spec.half or self._beside:
                line = None
                column.addWidget(field)
                if spec.hint:
                    column.addWidget(Text(spec.hint, self.theme, "caption", "text2", wrap=True))
                continue
            if line is None or line.count() == 2:
                line = QHBoxLayout()
                line.setSpacing(10)
                column.addLayout(line)
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return box

    def _field(self, spec: FieldSpec) -> AnyField:
        field: AnyField
        if spec.editor == "choice":
            field = ChoiceField(spec, self.theme)
        elif spec.editor == "note":
            field = NoteField(spec, self.theme)
        elif spec.editor == "picks":
            field = PicksField(spec, self.theme)
        else:
            unit = spec.unit or ("%" if spec.editor == "percent" else "")
            field = Field(spec.caption, unit, self.theme)
        field.committed.connect(lambda text: self._commit(spec, text))
        return field

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Fill the fields from these rows; what is being typed stays, and no edit is fired."""
        if not (rows or self._fields or self.isVisible()):
            return
        same = [row.id for row in rows] == [row.id for row in self._rows]
        self._rows = list(rows)
        units = units_of(self.page)
        closed = self.page.document.read_only or not rows
        for column, spec in self.specs.items():
            words = {
                shown(spec, spec.value_of(row), units)
                if spec.editor in {"choice", "readonly"}
                else typed(spec, spec.value_of(row), units)
                for row in rows
            }
            text = next(iter(words)) if len(words) == 1 else MIXED if words else ""
            field = self.fields[column]
            field.set_read_only(closed or not spec.editable)
            if isinstance(field, PicksField):
                field.refresh_names()
            if not same or text != self._shown.get(column):
                self._shown[column] = text
                self._fill(field, text)

    @staticmethod
    def _fill(field: AnyField, text: str) -> None:
        if isinstance(field, ChoiceField | PicksField):
            field.set_text(text)
            return
        field.set_text("" if text == MIXED else text)
        field.edit.setPlaceholderText(MIXED if text == MIXED else "")

    def _commit(self, spec: FieldSpec, text: str) -> None:
        field = self.fields[spec.column]
        if not self._rows:
            return
        many = self._name(self._rows[0]) if len(self._rows) == 1 else f"{len(self._rows)} rows"
        keys = [row.id for row in self._rows]
        # The refresh that follows must fill this field even where nothing came of the edit.
        before = self._shown.pop(spec.column, "")
        try:
            write(self.page, self._table, keys, spec, text, f"{spec.caption} of {many}")
        except LeadbenchError as error:
            self._shown[spec.column] = before
            field.set_error(str(error))
            return
        if spec.column not in self._shown:
            self._shown[spec.column] = before
            self._fill(field, before)

    def focus(self, column: str) -> None:
        """Put the cursor into a field."""
        self.fields[column].setFocus()
