"""A painted view as screen readers see it: a list with one item for each thing that it paints.

Qt knows a painted view as one thing only. These interfaces tell it of the things inside: their
names, their places on the screen, and which of them is selected and has the keyboard. They are made
when somebody asks for them.

Qt deletes these interfaces, and Python believes that it owns them: they are kept here until Qt has
deleted them, and given back to Qt before the program ends.
"""

import atexit
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAbstractScrollArea
from shiboken6 import isValid

_kept: list[QAccessibleInterface] = []
"""Interfaces that Qt may still use."""
_installed: dict[str, "Callable[[Any], PaintedList]"] = {}
"""What makes the interface of a view, by the name of its class."""
_ENDED: list[bool] = []
"""Not empty once the program ends."""


class PaintedList(QAccessibleInterface):
    """A view; its children are the things in it. The kinds say which: how many, and where."""

    item: "Callable[[Any, int], PaintedItem]"
    """Makes the interface of one thing."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__()
        self.made: dict[int, PaintedItem] = {}
        self._view = view

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self._view

    def window(self) -> QWindow | None:  # type: ignore[override]  # a widget may have none yet
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        above = self._view.parentWidget() or self._view.window()
        return QAccessible.queryAccessibleInterface(above)

    def child(self, index: int) -> "PaintedItem | None":  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        found = self.made.get(index)
        if found is None:
            found = self.made[index] = type(self).item(self, index)
            _kept.append(found)
            QAccessible.registerAccessibleInterface(found)
        return found

    def indexOfChild(self, child: Any) -> int:
        return child.index if isinstance(child, PaintedItem) else -1

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        return self._view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is written by screen readers."""

    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        found = QAccessible.State()
        found.focusable = True
        found.focused = self._view.hasFocus()
        found.multiSelectable = True
        found.invisible = not self._view.isVisible()
        return found


class PaintedItem(QAccessibleInterface):
    """One thing in a view. The kinds say what it is called and where it is."""

    def __init__(self, whole: PaintedList, index: int) -> None:
        super().__init__()
        self.whole, self.index = whole, index

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.whole.window()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.whole.object())

    def child(self, index: int) -> None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: Any) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are written elsewhere."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem


def install(name: str, make: "Callable[[Any], PaintedList]") -> None:
    """Let Qt ask here for the interface of the views of a class; once for the program."""
    if not _installed:
        QAccessible.installFactory(_interface_for)
        atexit.register(_end)
    _installed[name] = make


def _interface_for(name: str, of: QObject | None) -> QAccessibleInterface | None:
    make = _installed.get(name)
    if make is None or _ENDED or type(of).__name__ != name:
        return None
    assert of is not None
    whole = make(of)
    _kept.append(whole)
    of.destroyed.connect(partial(_give_back, whole.made))
    return whole


def _give_back(items: dict[int, PaintedItem]) -> None:
    """Let Qt delete the interfaces of the things in a view that is gone, and forget them."""
    for each in items.values():
        if isValid(each):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    items.clear()
    _kept[:] = [each for each in _kept if isValid(each)]


def _end() -> None:
    """Let Qt delete everything while there is a Python to answer it."""
    _ENDED.append(True)
    for each in reversed(_kept):
        if isValid(each):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    _kept.clear()


def tell(view: QAbstractScrollArea, index: int, event: QAccessible.Event) -> None:
    """Tell screen readers what has happened to one thing in a view."""
    told = QAccessibleEvent(view, event)
    told.setChild(index)
    QAccessible.updateAccessibility(told)
