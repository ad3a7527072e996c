"""Moving the keyboard from pane to pane."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from leadbench.desktop.window import Window


def move_pane(window: "Window", step: int) -> None:
    """Move the keyboard so many panes on: sidebar, page or its parts, inspector, top bar."""
    page = window.pages.page
    parts = list(page.panes()) if page is not None else []
    panes: list[QWidget] = [window.sidebar, *(parts or [window.pages])]
    panes.extend((window.inspector, window.top))
    panes = [pane for pane in panes if pane.isVisible() and _inside(pane)]
    now = QApplication.focusWidget()
    place = next(
        (i for i, pane in enumerate(panes) if now is pane or (now and pane.isAncestorOf(now))),
        -1 if step > 0 else 0,
    )
    if panes:
        first = _inside(panes[(place + step) % len(panes)])[0]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _inside(pane: QWidget) -> list[QWidget]:
    """Return what can take the keyboard in a pane, in the order of Tab."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [pane] if pane.isEnabled() else []
    return [
        child
        for child in pane.findChildren(QWidget)
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
