"""Copy, cut, paste and fill: of tasks inside Leadbench, of cells from and to a spreadsheet.

Whole tasks are copied with the links among them. What is cut stays where it is, marked, until it
is pasted: then it moves, with all its links. Text from elsewhere goes over the cells from the
cursor on; lines that are left over become new tasks.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from leadbench.desktop.screens.milestones import pasting
from leadbench.desktop.screens.milestones.cells import label
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.errors import LeadbenchError, Refused

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

TASKS: Final = "application/x-leadbench-tasks"


class Clipboard:
    """What the clipboard does on the screen.

    Parameters
    ----------
    page
        The screen.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self._cut: list[int] = []
        """What will move when it is pasted."""

    # Copying

    def copy(self) -> None:
        """Copy the selected tasks; of a block of marked cells, their texts alone."""
        if len(self.page.table.cursor_.block()) > 1:
            self.copy_cells()
        elif self._put_tasks():
            count = len(self.page.table.selected_keys())
            self.page.said.emit(f"{_tasks(count)} copied", False)

    def copy_cells(self) -> None:
        """Copy the texts of the marked cells, for a spreadsheet or to paste over other cells."""
        table = self.page.table
        columns, keys = table.cursor_.block(), table.selected_keys()
        if not columns or not keys:
            return
        QGuiApplication.clipboard().setText(pasting.text_of(self._texts(keys, columns)))
        self._forget_cut()
        count = len(columns) * len(keys)
        self.page.said.emit("1 cell copied" if count == 1 else f"{count} cells copied", False)

    def cut(self) -> None:
        """Mark the selected tasks, to be moved to where they are pasted."""
        if self._put_tasks():
            self._cut = self.page.table.selected_keys()
            self.page.table.show_cut(set(self._cut))
            words = f"{_tasks(len(self._cut))} will move to where you paste. Esc keeps them here"
            self.page.said.emit(words, False)

    def _put_tasks(self) -> bool:
        from leadbench.plan.edits.copies import copied, to_text

        document, keys = self.page.document, self.page.table.selected_keys()
        if not keys:
            return False
        data = QMimeData()
        clip = copied(document.contents, document.outline, keys)
        data.setData(TASKS, to_text(clip).encode())
        data.setText(pasting.text_of(self._texts(keys, self.page.table.order())))
        QGuiApplication.clipboard().setMimeData(data)
        self._forget_cut()
        return True

    def _texts(self, keys: Sequence[int], columns: Sequence[Column]) -> list[list[str]]:
        lines = (self.page.rows.plan.line_of(key) for key in keys)
        return [[line.text(column) for column in columns] for line in lines]

    def forget_cut(self) -> bool:
        """Leave what was cut where it is, and tell whether there was anything."""
        if not self._cut:
            return False
        self._forget_cut()
        return True

    def _forget_cut(self) -> None:
        self._cut = []
        self.page.table.show_cut(set())

    # Pasting

    def paste(self) -> None:
        """Paste tasks below the selection, or texts over the cells from the cursor on."""
        data = _copied()
        try:
            known = self.page.document.outline.index_of
            if data.hasFormat(TASKS) and self._cut and all(key in known for key in self._cut):
                self._move()
            elif data.hasFormat(TASKS):
                self._paste_tasks(bytes(data.data(TASKS).data()).decode())
            elif data.hasText() and self.page.views.current != "network":
                self._paste_cells(pasting.lines_of(data.text()))
            else:
                self.page.nothing_done.emit("There is nothing on the clipboard that can be pasted")
        except pasting.CellRefused as refusal:
            self._show(refusal)
        except LeadbenchError as refusal:
            self.page.explain(refusal)

    def paste_new(self) -> None:
        """Paste each line of text as a new task below the selection."""
        data = _copied()
        lines = pasting.lines_of(data.text()) if data.hasText() else [[]]
        lines = [line for line in lines if any(text.strip() for text in line)]
        if not lines:
            self.page.nothing_done.emit("There is no text on the clipboard that can be pasted")
            return
        columns = self.page.table.order()[1:]
        keys = self.page.table.selected_keys()
        try:
            pasting.fit(lines, columns)
            below = keys[-1] if keys else None
            self._write(pasting.Block(lines, columns, (), below), "Paste")
        except pasting.CellRefused as refusal:
            self._show(refusal)
        except LeadbenchError as refusal:
            self.page.explain(refusal)

    def _move(self) -> None:
        from leadbench.plan.edits.outline import move_to

        page, keys = self.page, list(self._cut)
        outline, below = page.document.outline, page.table.current_key()
        parent = before = None
        if below is not None:
            if below in keys or any(below in outline.below(key) for key in keys):
                self._forget_cut()  # they are where they would go
                return
            parent = outline.rows[outline.index_of[below]].parent
            siblings = [row.key for row in outline.rows if row.parent == parent]
            later = siblings[siblings.index(below) + 1 :]
            before = next((key for key in later if key not in keys), None)
        with page.edit(f"Move {_tasks(len(keys))}") as session:
            move_to(session, keys, parent=parent, before=before)
        self._forget_cut()
        page.table.select_keys(keys)
        page.said.emit(f"{_tasks(len(keys))} moved, with all links", True)

    def _paste_tasks(self, text: str) -> None:
        from leadbench.plan.edits.copies import from_text, paste

        page, clip = self.page, from_text(text)
        project_id = page.document.project_id
        assert project_id is not None
        chosen = page.table.selected_keys()
        count = len(clip.activities)
        with page.edit(f"Paste {_tasks(count)}") as session:
            below = chosen[-1] if chosen else None
            keys = paste(session, project_id, clip, below=below)
        page.show_added(keys)
        words = f"{_tasks(count)} pasted"
        if clip.links:
            words += f" with {_links(len(clip.links))} among them"
        if clip.left_out:
            words += f"; {_links(clip.left_out)} to other tasks not copied"
        page.said.emit(words, True)

    def _paste_cells(self, lines: list[list[str]]) -> None:
        table = self.page.table
        index, order = table.currentIndex(), table.order()
        if not index.isValid():
            raise Refused("Choose the cell to begin at. Nothing was pasted.")
        columns = order[order.index(table.cursor_.block()[0]) :]
        chosen = table.selected_keys()
        if len(lines) == 1 and len(chosen) > 1:  # one line goes into every selected row
            lines, keys = lines * len(chosen), chosen
        else:
            first = index.row() if not chosen else self.page.rows.plan.place_of[chosen[0]]
            keys = self.page.rows.plan.keys(range(first, self.page.model.rowCount()))
        pasting.fit(lines, columns)
        below = keys[-1] if len(lines) > len(keys) and keys else None
        self._write(pasting.Block(lines, columns, keys[: len(lines)], below), "Paste")

    def _write(self, block: pasting.Block, verb: str) -> None:
        page = self.page
        before = set(page.document.contents.activities)
        with page.edit(f"{verb} {_tasks(len(block.lines))}") as session:
            changed = pasting.write(session, page.cells, page.model, block)
        added = [key for key in page.document.contents.activities if key not in before]
        if added:
            page.show_added(added)
        words = "1 cell pasted" if changed == 1 else f"{changed} cells pasted"
        if block.added:
            words = f"{_tasks(block.added)} added" + (f", {words}" if block.keys else "")
        if changed:
            page.said.emit(words, True)
        else:
            page.nothing_done.emit("Everything was there already")

    def _show(self, refusal: pasting.CellRefused) -> None:
        """Go to the cell that was refused, and say why there."""
        page = self.page
        if refusal.key is None:
            page.explain(refusal)
            return
        page.table.go_to(page.model.index_of(refusal.key, refusal.column))
        page.editor.complain(refusal.key, str(refusal), refusal.column)

    # Filling

    def fill_down(self) -> None:
        """Write the marked cells of the first selected row into the rows below it."""
        page = self.page
        columns, keys = page.table.cursor_.block(), page.table.selected_keys()
        if len(keys) < 2 or not columns:
            page.explain(
                Refused("Select the task to copy from, and those below it that take its value.")
            )
            return
        first = keys[0]
        texts = [page.model.edit_text(page.model.index_of(first, column)) for column in columns]
        done = left = 0
        try:
            with page.edit(f"Fill down {_named(columns)} of {_tasks(len(keys))}") as session:
                for key in keys[1:]:
                    fits = [page.model.editable(page.model.index_of(key, c)) for c in columns]
                    left += not all(fits)
                    if all(fits):
                        block = pasting.Block([texts], columns, [key])
                        done += pasting.write(session, page.cells, page.model, block) > 0
        except pasting.CellRefused as refusal:
            self._show(refusal)
            return
        except LeadbenchError as refusal:
            page.explain(refusal)
            return
        words = f"{_tasks(done)} filled" if done else "Nothing to fill"
        if left:
            words += f", {left} skipped: there the value is calculated"
        if done:
            page.said.emit(words, True)
        else:
            page.nothing_done.emit(words)


def _copied() -> QMimeData:
    """Return what was copied last; where nothing was, some platforms have no data at all."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if data is None else data


def _named(columns: Sequence[Column]) -> str:
    return label(columns[0]).lower() if len(columns) == 1 else f"{len(columns)} columns"


def _tasks(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"


def _links(count: int) -> str:
    return "1 link" if count == 1 else f"the {count} links"
