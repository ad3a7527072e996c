"""The buttons of the page's head that act on the network diagram."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from leadbench.desktop.screens.milestones.network_items import GROUPINGS
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.text import Line

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


class NetworkBar:
    """Makes the buttons and keeps them up to date.

    Parameters
    ----------
    page
        The milestones page.
    """

    def __init__(self, page: "Page") -> None:
        theme = page.theme
        self.page = page
        self.critical = Button("Critical path", "waypoints", theme, "toggle")
        self.critical.setToolTip("Dim everything that is not critical")
        self.critical.toggled.connect(lambda on: page.network.show_critical(alone=on))
        self.done = Button("Done tasks", "eye-off", theme, "plain")
        self.done.clicked.connect(
            lambda: page.network.show_done(shown=not page.network.items.show_done)
        )
        self.trace = IconButton(
            "route", "What is highlighted before and after the selection", theme
        )
        self.trace.clicked.connect(self._open_trace)
        self.group = Button("Group by phase", "layers", theme, "plain", menu=True)
        self.group.clicked.connect(self._open_groups)
        self.smaller = IconButton("minus", "Zoom out (Ctrl+\u2212)", theme)
        self.scale = Button("100%", "", theme, "plain")
        self.scale.setToolTip("Actual size")
        self.larger = IconButton("plus", "Zoom in (Ctrl++)", theme)
        self.fit = Button("Fit", "maximize", theme, "plain")
        self.fit.setToolTip("Show the whole diagram (Ctrl+0)")
        view = page.network.view
        self.smaller.clicked.connect(view.zoom_out)
        self.scale.clicked.connect(view.actual_size)
        self.larger.clicked.connect(view.zoom_in)
        self.fit.clicked.connect(view.fit)
        gap = Line(theme, vertical=True)
        gap.setFixedHeight(20)
        self.widgets: list[QWidget] = [
            *(self.critical, self.done, self.trace, self.group, gap),
            *(self.smaller, self.scale, self.larger, self.fit),
        ]

    def refresh(self) -> None:
        """Show what is chosen and what is hidden."""
        network = self.page.network
        shown = network.scene.shown
        count = 0 if shown is None else shown.done
        task = "task" if count == 1 else "tasks"
        if network.items.show_done:
            text, icon = f"{count} done {task} shown", "eye"
        else:
            text, icon = f"{count} done {task} hidden", "eye-off"
        self.done.setToolTip(
            "Hide what is done" if network.items.show_done else "Show what is done"
        )
        self.done.setEnabled(bool(count))
        if self.done.text() != text:
            self.done.setText(text)
            self.done.set_icon(icon)
        words = GROUPINGS[network.items.grouping]
        if self.group.text() != words:
            self.group.setText(words)
            self.group.updateGeometry()
        self.page.toolbar.fit()

    def show_scale(self) -> None:
        """Show the scale of the diagram."""
        text = f"{round(self.page.network.view.scale * 100)}%"
        if self.scale.text() != text:
            self.scale.setText(text)
            self.scale.updateGeometry()

    def _open_groups(self) -> None:
        menu = QMenu(self.group)
        network = self.page.network
        for key, words in GROUPINGS.items():
            action = menu.addAction(words, partial(network.choose_grouping, key))
            action.setCheckable(True)
            action.setChecked(key == network.items.grouping)
        menu.popup(self.group.mapToGlobal(QPoint(0, self.group.height() + 2)))

    def _open_trace(self) -> None:
        menu = QMenu(self.trace)
        add_traces(menu, self.page)
        menu.popup(self.trace.mapToGlobal(QPoint(0, self.trace.height() + 2)))


def add_traces(menu: QMenu, page: "Page") -> None:
    """Add to a menu how far predecessors and successors are highlighted."""
    from leadbench.desktop.screens.milestones.network_pane import TRACES

    group = QActionGroup(menu)
    for key, words in TRACES.items():
        action = menu.addAction(words, partial(page.network.choose_trace, key))
        action.setCheckable(True)
        action.setChecked(key == page.network.trace)
        group.addAction(action)
