"""The views of the plan that the milestones page offers, and which one is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from leadbench.desktop.screen import Command
from leadbench.desktop.widgets.buttons import Segmented

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page
    from leadbench.desktop.screens.milestones.gantt import GanttView
    from leadbench.desktop.screens.milestones.network import NetworkView


@dataclass(frozen=True, slots=True)
class View:
    """One view.

    Parameters
    ----------
    widget
        What fills the page.
    tools
        Buttons of the page's head that belong to this view.
    focus
        Who gets the keyboard.
    """

    key: str
    title: str
    keys: str
    icon: str
    widget: QWidget
    tools: Sequence[QWidget]
    focus: QWidget


class Views:
    """Switches between views and remembers the choice for each plan.

    Parameters
    ----------
    stack
        What holds them.
    """

    def __init__(self, page: "Page", stack: QStackedLayout) -> None:
        self.page, self.stack = page, stack
        views = _views(page)
        self.views: Final = {view.key: view for view in views}
        self.current = views[0].key
        for view in views:
            if stack.indexOf(view.widget) < 0:
                stack.addWidget(view.widget)
        self.switch = Segmented([(view.key, view.title) for view in views], page.theme)
        self.switch.setAccessibleName("View")
        for view in views:
            self.switch.segment(view.key).setToolTip(f"{view.title} ({view.keys})")
        self.switch.chosen.connect(self.show)
        # Hidden beside the table alone, the chart must not hold the table's rows back.
        bar = page.table.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_: page.chart.update_ranges())
        self._arrange()

    @property
    def widget(self) -> QWidget:
        """The widget of the shown view."""
        return self.views[self.current].widget

    def recall(self) -> None:
        """Show the view in which this plan was last looked at."""
        known = str(QSettings().value(self._setting(), next(iter(self.views))))
        self.current = known if known in self.views else next(iter(self.views))
        self._arrange()

    def show(self, key: str) -> None:
        """Show a view; the keyboard goes with it."""
        if key == self.current:
            return
        page = self.page
        page.leave_view()
        held = page.isAncestorOf(page.window().focusWidget())
        self.current = key
        QSettings().setValue(self._setting(), key)
        self._arrange()
        page.show_view()
        if held:
            self.views[key].focus.setFocus()

    def _arrange(self) -> None:
        self.switch.choose(self.current)
        own = {id(tool) for tool in self.views[self.current].tools}
        for view in self.views.values():
            for tool in view.tools:
                tool.setVisible(id(tool) in own)
                tool.updateGeometry()
        self.page.opens_at = self.views[self.current].focus
        alone = self.current == "table"
        shown, hidden = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.page.chart.setVisible(not alone)
        self.page.table.setVerticalScrollBarPolicy(shown if alone else hidden)
        self.page.arranging.show_view("table" if alone else "gantt")
        self.page.level_bars.fit()

    @property
    def _canvas(self) -> "GanttView | NetworkView":
        return self.page.network.view if self.current == "network" else self.page.chart

    def zoom_by(self, factor: float) -> None:
        """Make what is shown larger or smaller."""
        self._canvas.zoom_by(factor)

    def fit(self) -> None:
        """Show the whole plan."""
        self._canvas.fit()

    def commands(self) -> list[Command]:
        """Return how each view is reached by key and from the palette."""
        return [
            Command(f"Show the {view.title}", partial(self.show, view.key), view.keys, view.icon)
            for view in self.views.values()
        ]

    def _setting(self) -> str:
        document = self.page.document
        # One flat name for each file: a path's slashes would become nested groups.
        file = str(document.store.path).replace("/", "|").replace("\\", "|")
        return f"view/{file}|{document.project_id}"


def _views(page: "Page") -> tuple[View, ...]:
    """Return the views in the order of the switch; the first one is shown at first."""
    return (
        View(
            *("gantt", "Gantt", "Ctrl+1", "chart-gantt"), page.split, page.toolbar.tools, page.table
        ),
        View(
            *("network", "Network", "Ctrl+2", "network"),
            page.network,
            page.bar.widgets,
            page.network.view,
        ),
        View(
            *("table", "Table", "Ctrl+4", "table"),
            page.split,
            page.toolbar.table_tools,
            page.table,
        ),
    )
