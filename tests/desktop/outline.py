"""How tests look at the cells of the outline table, and write in them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from leadbench.desktop.screens.milestones.columns import Column

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
POPUP = "This plugin does not support (raise|grabbing)"
"""What the offscreen platform says when a list or menu pops up."""


def key_of(page: "Page", number: str) -> int:
    """Return the key of a task by its number in the outline."""
    return page.document.outline.key_of[number]


def cell(page: "Page", number: str, column: Column) -> QModelIndex:
    """Return a cell of a task."""
    return page.model.index_of(key_of(page, number), column)


def text(page: "Page", number: str, column: Column) -> str:
    """Return what a cell shows."""
    return str(cell(page, number, column).data())


def go(page: "Page", number: str, column: Column) -> None:
    """Put the cursor into a cell."""
    page.table.go_to(cell(page, number, column))


def editor(page: "Page") -> QLineEdit:
    """Return the open editor."""
    assert page.editor.editor is not None
    return page.editor.editor


def write(page: "Page", number: str, column: Column, words: str) -> None:
    """Type into a cell and press Enter."""
    go(page, number, column)
    QTest.keyClicks(page.table, words[0])
    QTest.keyClicks(editor(page), words[1:])
    QTest.keyClick(editor(page), Qt.Key.Key_Return)


def numbers(page: "Page") -> list[str]:
    """Return the numbers of the rows on screen, in their order."""
    return [row.number for row in page.rows.plan.visible]


def steps(page: "Page") -> int:
    """Return how many changes the history holds."""
    return len(page.document.store.history())


def show(page: "Page", *columns: Column) -> None:
    """Show these columns too."""
    page.arranging.show_only([*page.table.order(), *columns])
