"""Lists below a project that a page edits in place: each a titled table with its own actions."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlmodel import SQLModel

from leadbench.desktop.screen import Screen
from leadbench.desktop.widgets.buttons import IconButton
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.head import INNER
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Text
from leadbench.plan.edits.lists import add_row, delete_rows


class ListOf(QWidget):
    """A list of rows of one table below the project that is looked at.

    Parameters
    ----------
    screen
        Whose edits these are.
    cls
        The table class: rows with ``project_id`` and ``position``.
    specs
        The columns.
    title, caption
        What stands over the list.
    noun
        One and many of its rows.
    new
        The columns of a new row, its first words among them.
    name
        Returns the short name of a row for the undo step.
    edge, row_height, head_height, lines, inner
        As ``Table``.
    above
        What stands between title and rows.
    kind
        The class of the table.
    hint
        What to do first, where there are no rows; it then stands for the table and its head.
    """

    def __init__(
        self,
        screen: Screen,
        cls: type[SQLModel],
        specs: Sequence[FieldSpec],
        *,
        title: str,
        noun: tuple[str, str],
        new: dict[str, Any],
        name: Callable[[Any], str],
        caption: str = "",
        edge: int = 0,
        row_height: int = 30,
        head_height: int = 32,
        lines: bool = True,
        inner: int = INNER,
        above: QWidget | None = None,
        kind: type[Table] = Table,
        hint: str = "",
    ) -> None:
        super().__init__()
        self.page, self.theme, self._cls = screen, screen.theme, cls
        self._noun, self._new = noun, new
        self.caption = Text(caption, self.theme, "caption", "text2")
        self.add_button = IconButton("plus", f"Add {_article(noun[0])} {noun[0]}", self.theme)
        self.add_button.clicked.connect(self.add)
        self.add_button.setFixedSize(24, 24)
        self.table = kind(
            screen,
            specs,
            table=cls,
            name=name,
            noun=noun,
            insert=self._insert,
            delete=self._delete,
            edge=edge,
            row_height=row_height,
            head_height=head_height,
            lines=lines,
            inner=inner,
            remember=cls.__name__.lower(),
        )
        self.table.setAccessibleName(title or caption)
        if not any(spec.caption for spec in specs):
            self.table.head.hide()
        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, edge, 0)
        head.setSpacing(10)
        if title:
            head.addWidget(Text(title, self.theme, "section"))
        head.addWidget(self.caption, 1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.table)
        self.hint = Text(hint, self.theme, "caption", "text2", wrap=True)
        self.hint.setContentsMargins(edge, 0, edge, 6)
        column.addWidget(self.hint)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the rows. As their focus proxy, Tab would leap over the button."""
        self.table.setFocus(reason)

    def rows(self) -> tuple[Any, ...]:
        """Return the rows of the project that is looked at, in order."""
        document = self.page.document
        if not document.is_open or document.project_id is None:
            return ()
        return document.contents.of(self._cls, "project_id", document.project_id)

    def refresh(self, rows: Sequence[Any] | None = None) -> None:
        """Reread the list; or show these rows instead."""
        shown = self.rows() if rows is None else rows
        self.table.set_rows(shown)
        first = not shown and bool(self.hint.text())
        self.table.setVisible(not first)
        self.hint.setVisible(first)
        self.add_button.setEnabled(self.page.can_edit and self.page.document.project_id is not None)

    def add(self) -> None:
        """Add a row at the end and type into its first cell."""
        key = self._insert(None)
        if key is None:
            return
        column = next(spec.column for spec in self.table.specs if spec.editable)
        self.table.rows.take_fresh(key)
        self.table.choose(key, column)
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def _insert(self, below: int | None) -> int | None:
        project_id = self.page.document.project_id
        if project_id is None or not self.page.can_edit:
            return None
        with self.page.edit(f"Add {_article(self._noun[0])} {self._noun[0]}") as session:
            return add_row(session, self._cls, project_id, below=below, **self._new)

    def _delete(self, keys: list[int]) -> None:
        many = self._noun[0] if len(keys) == 1 else f"{len(keys)} {self._noun[1]}"
        with self.page.edit(f"Delete {many}") as session:
            delete_rows(session, self._cls, keys)


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
