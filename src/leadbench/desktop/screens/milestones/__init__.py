"""Milestones: the outline of the plan beside its Gantt chart, and the plan as a network."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.milestones import empties, menus, pictures
from leadbench.desktop.screens.milestones.actions import TaskActions
from leadbench.desktop.screens.milestones.arrange import Arrangement
from leadbench.desktop.screens.milestones.arranging import Arranging
from leadbench.desktop.screens.milestones.bar_gestures import gesture_for
from leadbench.desktop.screens.milestones.baselines import Baselines
from leadbench.desktop.screens.milestones.cell_editor import CellEditor
from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.chart_stage import ChartStage
from leadbench.desktop.screens.milestones.clipboard import Clipboard
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.find_bar import FindBar
from leadbench.desktop.screens.milestones.folding import Folding
from leadbench.desktop.screens.milestones.forecast_on_page import ForecastOnPage
from leadbench.desktop.screens.milestones.gantt import GanttView
from leadbench.desktop.screens.milestones.gantt_keys import WORDS
from leadbench.desktop.screens.milestones.inspector import TaskInspector
from leadbench.desktop.screens.milestones.level_bars import LevelBars
from leadbench.desktop.screens.milestones.link_editor import LinkEditor
from leadbench.desktop.screens.milestones.model import OutlineModel
from leadbench.desktop.screens.milestones.network_bar import NetworkBar
from leadbench.desktop.screens.milestones.network_pane import NetworkPane
from leadbench.desktop.screens.milestones.plan_words import finding
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.table import OutlineTable
from leadbench.desktop.screens.milestones.tag import Tag
from leadbench.desktop.screens.milestones.toolbar import Toolbar
from leadbench.desktop.screens.milestones.views import Views
from leadbench.desktop.widgets.note import Note
from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.ranges import WIDENING

if TYPE_CHECKING:
    from leadbench.analysis.outlook import Outlook

_SPLIT: Final = "milestones/split"
_FIELDS: Final = {
    "predecessors": Column.PREDECESSORS,
    "successors": Column.SUCCESSORS,
    "duration": Column.DAYS,
}


class Page(Screen):
    """The planner: table and chart of the same rows, and an inspector for the selection."""

    key = "milestones"
    tables = frozenset(
        {
            "activity", "assignment", "baseline", "baselineactivity", "calendar",
            "calendarexception", "dependency", "exceptioninterval", "person", "project",
            "requirement", "role", "stage", "workinginterval", *WIDENING,
        }
    )  # fmt: skip

    def build(self) -> None:
        self._shown: Outlook | None = None
        self._project: int | None = None
        self.rows = ChartRows(PlanRows(self.document))
        self.model = OutlineModel(self.rows.plan)
        self.table = OutlineTable(self.model, self.theme)
        self.chart = GanttView(self.table, self.rows, self.theme)
        self.actions_ = TaskActions(
            self.document,
            self.rows,
            edit=self.edit,
            selected=self.table.selected_keys,
            picked=lambda: list(self.table.picked),
            refused=self.explain,
        )
        self.network = NetworkPane(self)
        self.bar = NetworkBar(self)
        self.arranging = Arranging(self)
        self.baselines = Baselines(self)
        self.toolbar = Toolbar(self)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.chart)
        self.split.setStretchFactor(1, 1)
        self.level_bars = LevelBars(self, self.table, self.chart)
        self.table.setMinimumWidth(200)
        self.chart.setMinimumWidth(200)
        self._placed = self._own_split = False
        self.add_first, self._empty = empties.no_tasks(self)
        self.show_all, self._no_match = empties.no_match(self)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._no_match)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.find_bar = FindBar(self)
        column.addWidget(self.toolbar.header)
        column.addWidget(self.find_bar)
        column.addWidget(body, 1)
        cells = self.cells = Cells(self, self.rows.plan)
        self.clipboard, self.folding = Clipboard(self), Folding(self)
        self.editor = CellEditor(
            self.table, self, apply=cells.apply, hint=cells.hint, choices=cells.choices
        )
        self.note = Note(self, self.theme)
        self.views = Views(self, self._stack)
        self.toolbar.header.add_left(self.views.switch)
        self.tag = Tag(self.chart.viewport(), self.theme)
        self.stage = ChartStage(self)
        self.link_editor = LinkEditor(self)
        self.side = TaskInspector(self, self.rows.plan, cells)
        self.forecast = ForecastOnPage(self)
        self.inspector_asked.connect(self.side.catch_up)
        self._connect()
        menus.bind_second_keys(self)
        self.arranging.read()

    def _connect(self) -> None:
        self.document.closed.connect(self.model.clear)
        self.chart.start_gesture = lambda hit, at: (
            gesture_for(self.stage, hit, at) if self.can_edit else None
        )
        self.chart.link_opened.connect(self.stage.edit_link)
        self.chart.link_removed.connect(self.stage.remove_link)
        self.chart.opened.connect(lambda _: self.inspector_asked.emit())
        self.chart.menu_asked.connect(self.open_menu)
        self.table.menu_asked.connect(self.open_menu)
        self.table.fold_asked.connect(self.folding.fold)
        self.table.delete_asked.connect(self.delete)
        self.table.insert_asked.connect(lambda above: self._insert(above=above))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.table.left.connect(self._leave)
        self.table.move_asked.connect(self._move)
        self.table.drag_refused.connect(self._say_order)
        self.split.splitterMoved.connect(self._split_moved)

    def _split_moved(self) -> None:
        self._own_split = True
        QSettings().setValue(_SPLIT, self.split.saveState())

    # Reading

    def refresh(self) -> None:
        self._shown = self.document.outlook
        other_project = self.document.project_id != self._project
        if other_project and self.rows.plan.has_project():
            self._project = self.document.project_id
            self.views.recall()
            self.rows.plan.arrange(Arrangement())
            self.rows.plan.folded = menus.folded(self.document)
            self.arranging.read()
        self._renew()
        if other_project:
            self._first_look()
        self.toolbar.refresh()
        self.chart.setAccessibleDescription(self.summary())
        self.side.refresh()
        self.find_bar.refresh()

    def rearrange(self) -> None:
        """Show the rows in another order, or others of them."""
        if self.rows.plan.has_project() and self._project is not None:
            self._renew()
            index = self.table.currentIndex()
            if index.isValid():
                self.table.scrollTo(index)
            self.toolbar.refresh()

    def _renew(self) -> None:
        """Show the rows that there are now, with the selection as it was."""
        chosen, current = self.table.selected_keys(), self.table.current_key()
        moved = self.model.renew()
        self.rows.forget(moved=moved)
        if moved:
            order = [key for key in chosen if key != current]
            self.table.select_keys(order + ([current] if current in chosen else []))
        self.table.viewport().update()
        self.chart.renew()
        self.show_view()

    def show_view(self) -> None:
        """Show the chosen view of the plan, or how to begin while there is no task."""
        there = self._no_match if self.rows.plan.arrangement.narrowed else self._empty
        narrowed = self.rows.plan.arrangement.narrowed and self.views.current == "network"
        shown = self.views.widget if self.rows.plan.visible or narrowed else there
        self._stack.setCurrentWidget(shown)
        self.toolbar.refresh()
        self.network.renew()

    def leave_view(self) -> None:
        """Commit what is being typed before another view is shown."""
        self.editor.finish()
        self.network.editor.finish()
        self.undo_note()

    def show_results(self) -> None:
        if self.document.outlook is not self._shown:
            self.refresh()

    def _first_look(self) -> None:
        if not self.table.currentIndex().isValid():  # where the keys begin
            first = self.model.index(0, Column.NAME)
            self.table.selectionModel().setCurrentIndex(
                first, self.table.selectionModel().SelectionFlag.NoUpdate
            )
        self.table.verticalScrollBar().setValue(0)
        if self.chart.viewport().width() > 0 and self._placed:
            self.chart.fit_or_weeks()

    def summary(self) -> str:
        """Return the finding of the plan in words, for screen readers."""
        return finding(self.rows.plan)

    def inspector(self) -> QWidget:
        return self.side

    def cover(self, width: int) -> None:
        self.toolbar.header.cover(width)
        self.toolbar.fit()

    def picture(self) -> pictures.Picture | None:
        return pictures.picture(self)

    def search_field(self) -> QWidget:
        return self.find_bar.enter()

    def select(self, key: object) -> None:
        if not isinstance(key, int) or key not in self.document.outline.index_of:
            return
        self.unfold_to(key)
        self.table.select_keys([key], column=Column.NAME)
        if key in self.rows.plan.place_of:
            self.chart.show_mark(self.rows.plan.place_of[key])
        self.network.show_current()

    def unfold_to(self, key: int) -> None:
        """Unfold every summary above a task, so that its row can be selected."""
        above = {row.key: row.parent for row in self.document.outline.rows}
        hidden, parent = set(), above[key]
        while parent is not None:
            hidden.add(parent)
            parent = above[parent]
        if hidden & self.rows.plan.folded:
            self.folding.fold_all(hidden, folded=False)
        if key not in self.rows.plan.place_of:  # a filter or a group hides it
            self.arranging.show_plain()

    def _selected(self) -> None:
        self.side.follow()
        self.toolbar.refresh_selection()

    def panes(self) -> Sequence[QWidget]:
        return (self.toolbar.header, self.table, self.chart, self.network.view)

    def own_keys(self) -> Sequence[tuple[str, str]]:
        return self.network.WORDS if self.views.current == "network" else WORDS

    def commands(self) -> Sequence[Command]:
        return menus.commands(self)

    def open_menu(self, at: QPoint) -> None:
        """Open the context menu of the selection."""
        menus.open_menu(self, at)

    def to_data_date(self) -> None:
        """Scroll the chart to the data date."""
        project = self.document.project
        if project is not None:
            self.chart.show_instant(project.status_minute or project.start_minute)

    # Changing

    def can_add(self) -> bool:
        """Tell whether there is a project that may be changed."""
        return self.can_edit and self.rows.plan.has_project()

    def run(self, action: Callable[[], object]) -> None:
        """Do something to the selection once what is being typed is committed."""
        if self.editor.finish():
            self.undo_note()
            action()

    def edit_name(self) -> None:
        """Edit the current cell, or the name in the current box."""
        if self.views.current == "network":
            self.network.edit_name()
        else:
            menus.edit_name(self)

    def add_below(self) -> None:
        """Add a task below the selection and name it."""
        self._insert(above=False)

    def add_above(self) -> None:
        """Add a task above the selection and name it."""
        self._insert(above=True)

    def _insert(self, *, above: bool) -> None:
        self.editor.finish()
        key = self.actions_.add(above=above)
        if key is not None:
            self.cells.take_added(key)
            self.show_added([key])
            self.table.select_keys([key], column=Column.NAME)
            if self.views.current == "network":
                self.network.edit_name()
                return
            self.table.setFocus()
            self.table.edit_cell(self.model.index_of(key, Column.NAME))

    def show_added(self, keys: list[int]) -> None:
        """Select tasks that were just added, even if a filter would hide them."""
        if not self.rows.plan.place_of.keys() >= set(keys):
            self.rows.plan.kept.update(keys)
            self.rearrange()
        self.table.select_keys(keys)

    def _move(self, keys: list[int], parent: int | None, before: int | None) -> None:
        self.run(lambda: self.actions_.move_to(keys, parent, before))

    def _say_order(self) -> None:
        self.nothing_done.emit("Rows move in the order of the plan. Show all tasks, not sorted")

    def _leave(self) -> None:
        """Give up what is half done: what was cut, then a complaint."""
        if not self.clipboard.forget_cut():
            self.undo_note()

    def delete(self) -> None:
        """Delete the selection; it can be undone from the message."""
        self.editor.close()
        places = [self.rows.plan.place_of[key] for key in self.table.selected_keys()]
        count = self.actions_.delete()
        if not count:
            return
        if self.rows.plan.visible:
            place = min(places[0], len(self.rows.plan.visible) - 1)
            self.table.select_keys([self.rows.plan.visible[place].key])
        self.said.emit("1 task deleted" if count == 1 else f"{count} tasks deleted", True)

    def explain(self, refusal: LeadbenchError) -> None:
        """Show at its cell why something was refused."""
        key = refusal.key if isinstance(refusal, Refused) and refusal.table == "activity" else None
        field = refusal.field if isinstance(refusal, Refused) else None
        if key not in self.rows.plan.place_of:
            key = self.table.current_key()
        if key is None:
            self.nothing_done.emit(str(refusal))
            return
        if self.views.current == "network":
            self.network.complain(key, str(refusal))
            return
        self.editor.complain(key, str(refusal), _FIELDS.get(field or "", Column.NAME))

    def undo_note(self) -> None:
        """Take messages away."""
        self.note.hide()
        self.editor.forgive()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            state = QSettings().value(_SPLIT)
            self._own_split = state is not None and self.split.restoreState(state)
            self._divide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toolbar.fit()
        self._divide()

    def _divide(self) -> None:
        """Give the table the room of its columns, unless somebody has moved the line."""
        if not self._own_split:
            width = min(self.table.shown_width(), round(self.width() * 0.58))
            self.split.setSizes([width, max(1, self.width() - width)])

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave_view()
        self.chart.cancel()
        super().hideEvent(event)
