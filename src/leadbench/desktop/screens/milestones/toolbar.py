"""The head of the screen: outline buttons, layers, zoom and the button for a new task."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from leadbench.desktop.screens.milestones.baselines import BaselineToggle
from leadbench.desktop.screens.milestones.gantt_look import Layers
from leadbench.desktop.screens.milestones.gantt_zoom import ZOOMS
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.header import LOW, PageHeader
from leadbench.desktop.widgets.text import Line

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


class Toolbar:
    """Makes the buttons of the page's head and keeps them up to date.

    Parameters
    ----------
    page
        The screen that the buttons act on.
    """

    def __init__(self, page: "Page") -> None:
        theme = page.theme
        self.page = page
        self.header = PageHeader("Milestones", "", theme, LOW)
        actions = page.actions_
        self.outdent = IconButton("indent-decrease", "Outdent (Alt+Shift+Left)", theme)
        self.indent = IconButton("indent-increase", "Indent (Alt+Shift+Right)", theme)
        self.link = IconButton("link", "Link in the order of selection (Ctrl+L)", theme)
        for button, run in (
            (self.outdent, actions.outdent),
            (self.indent, actions.indent),
            (self.link, actions.link),
        ):
            button.clicked.connect(lambda _=False, run=run: page.run(run))
            self.header.add(button)
        first, second = self._gap(), self._gap()
        self.header.add(first)
        self.critical = Button("Critical path", "waypoints", theme, "toggle")
        self.slack = Button("Float", "move-horizontal", theme, "toggle")
        self.baseline = BaselineToggle(page)
        for toggle in (self.critical, self.slack, self.baseline):
            toggle.setChecked(True)
            toggle.toggled.connect(self._layers)
            self.header.add(toggle)
        self.no_baseline = Button("Baselines", "history", theme, "plain", menu=True)
        self.no_baseline.setToolTip("Keep the plan, to compare with later")
        self.no_baseline.clicked.connect(lambda: page.baselines.open_menu(self.no_baseline))
        self.header.add(self.no_baseline)
        self.header.add(second)
        self.zoom = Button("Weeks", "", theme, "plain", menu=True)
        self.zoom.setAccessibleName("Zoom")
        self.zoom.setToolTip("Zoom of the chart (Ctrl++, Ctrl+\u2212, Ctrl+0 to fit)")
        self.zoom.clicked.connect(self._open_zoom)
        self.header.add(self.zoom)
        self.filter = Button("All tasks", "list-filter", theme, "plain")
        self.filter.setToolTip("Which tasks are shown, and how they are grouped")
        self.filter.clicked.connect(self.open_filter)
        self.header.add(self.filter)
        self.columns = Button("Columns", "table", theme, "plain")
        self.columns.setToolTip("Which columns are shown, and in which order")
        self.columns.clicked.connect(page.arranging.open_picker)
        self.header.add(self.columns)
        self.add = Button("Task", "plus", theme, "primary")
        self.add.setToolTip("Add a task below the selection (Ins)")
        self.add.clicked.connect(page.add_below)
        self.header.add(self.add)
        self.tools = [
            *(self.outdent, self.indent, self.critical, self.slack, self.baseline),
            *(second, self.zoom, self.filter, self.add),
        ]
        """What belongs to the Gantt chart alone."""
        self.table_tools = [self.outdent, self.indent, self.filter, self.columns, self.add]
        """What belongs to the table alone."""
        for widget in page.bar.widgets:
            self.header.add(widget)
        page.chart.scale_changed.connect(self._show_zoom)

    def _gap(self) -> QWidget:
        line = Line(self.page.theme, vertical=True)
        line.setFixedHeight(20)
        return line

    def refresh(self) -> None:
        """Show what the plan offers now."""
        name = self.page.rows.plan.baseline_name
        chart = self.page.views.current == "gantt"
        self.baseline.setVisible(bool(name) and chart)
        self.no_baseline.setVisible(not name and chart)
        self.baseline.show_name(name)
        self._name_filter()
        open_ = self.page.can_add()
        self.add.setEnabled(open_)
        self.refresh_selection()
        self.fit()

    def _name_filter(self) -> None:
        """Say which tasks are shown; the button is lit while some are left out."""
        how, title = self.page.arranging.how, "All tasks"
        if self.page.document.is_open:
            title = self.page.arranging.title()
        self.filter.setCheckable(how.narrowed or bool(how.group))
        self.filter.kind = "toggle" if self.filter.isCheckable() else "plain"
        self.filter.setChecked(self.filter.isCheckable())
        self.filter.setAccessibleName(f"Filter: {title}")
        if self.filter.text() != title:
            self.filter.setText(title)
            self.filter.updateGeometry()

    def fit(self) -> None:
        """Leave words out, one button after the other, until the head of the page holds all."""
        bar, lit = self.page.bar, self.filter.isCheckable()
        first = (self.filter,) if not lit else ()
        order = (
            *first,
            bar.fit,
            self.slack,
            self.critical,
            bar.critical,
            self.baseline,
        )
        order += (bar.done, bar.group, self.filter, self.add)
        for button in order:
            button.show_words(shown=True)
        for button in order:
            if self.header.spare() >= 0:
                break
            button.show_words(shown=button.isHidden())

    def open_filter(self) -> None:
        """Open the menu of what is shown and how it is grouped."""
        self.filter.setChecked(self.filter.isCheckable())
        below = self.filter.mapToGlobal(QPoint(0, self.filter.height() + 2))
        self.page.arranging.open_filter_menu(below)

    def refresh_selection(self) -> None:
        """Enable what can be done to the selection."""
        some = bool(self.page.table.picked) and self.page.can_add()
        for button in (self.outdent, self.indent, self.link):
            button.setEnabled(some)

    def _layers(self) -> None:
        self.page.chart.show_layers(
            Layers(self.critical.isChecked(), self.slack.isChecked(), self.baseline.isChecked())
        )

    def _show_zoom(self) -> None:
        unit = self.page.chart.unit()
        if self.zoom.text() != unit:
            self.zoom.setText(unit)
            self.zoom.updateGeometry()
            self.fit()

    def _open_zoom(self) -> None:
        menu = QMenu(self.zoom)
        for name, width in ZOOMS.items():
            action = menu.addAction(name, partial(self.page.chart.zoom, width))
            action.setCheckable(True)
            action.setChecked(name == self.page.chart.unit())
        menu.addSeparator()
        menu.addAction("Fit the whole plan\tCtrl+0", self.page.chart.fit)
        fit = next(each for each in self.page.commands() if each.title == "Fit the selection")
        menu.addAction("Fit the selection\tAlt+0", fit.run).setEnabled(fit.enabled())
        menu.addAction("To the data date\tCtrl+J", self.page.to_data_date)
        menu.addSeparator()
        forecast = self.page.forecast
        every = menu.addAction(forecast.TITLE, forecast.toggle)
        every.setCheckable(True)
        every.setChecked(self.page.rows.uncertain)
        every.setEnabled(forecast.there())
        menu.popup(self.zoom.mapToGlobal(QPoint(0, self.zoom.height() + 2)))
