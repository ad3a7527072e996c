"""The network view of the milestones page: the diagram with its map, key and foot, and its keys."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.charts.network import reach
from leadbench.charts.network_graph import Graph
from leadbench.desktop.screens.milestones import network_access
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.network import NetworkView
from leadbench.desktop.screens.milestones.network_anchor import anchor, keep
from leadbench.desktop.screens.milestones.network_foot import NetworkFoot
from leadbench.desktop.screens.milestones.network_gestures import kind_of
from leadbench.desktop.screens.milestones.network_items import GROUPINGS, NetworkItems
from leadbench.desktop.screens.milestones.network_keys import WORDS, press
from leadbench.desktop.screens.milestones.network_layout import NetworkLayout
from leadbench.desktop.screens.milestones.network_name import NameEditor
from leadbench.desktop.screens.milestones.network_overlays import Minimap, ReadingKey
from leadbench.desktop.screens.milestones.network_paint import Emphasis
from leadbench.desktop.screens.milestones.network_scene import NetworkScene
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits import links as link_edits
from leadbench.plan.notation import format_days

if TYPE_CHECKING:
    from leadbench.charts.network import Diagram
    from leadbench.desktop.screens.milestones import Page

TRACES: Final = {"none": "Nothing", "direct": "Direct neighbors", "all": "All the way"}
"""How far predecessors and successors of the selected box are highlighted."""
_GROUPING, _TRACE, _DONE, _KEY = (
    f"milestones/network/{name}" for name in ("grouping", "trace", "done", "key")
)


class NetworkPane(QWidget):
    """Shows the plan as a network and lets it be edited there.

    ``WORDS`` are the keys that work only here, for the keyboard map.

    Parameters
    ----------
    page
        The milestones page, whose selection and commands it shares.
    """

    WORDS = WORDS

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        settings = QSettings()
        self.items = NetworkItems(page.rows)
        grouping = str(settings.value(_GROUPING, "phase"))
        self.items.grouping = grouping if grouping in GROUPINGS else "phase"
        self.items.show_done = bool(settings.value(_DONE, False, bool))
        trace = str(settings.value(_TRACE, "direct"))
        self.trace = trace if trace in TRACES else "direct"
        self.critical_only = False
        self.link: int | None = None
        """Key of the selected link."""
        self._stale = True
        self._project: int | None = None
        self._traced: tuple[object, frozenset[int], frozenset[int]] = (None, *_NOTHING)
        self.scene = NetworkScene(self.items)
        self.view = NetworkView(self.scene, page.theme, self.emphasis)
        self.foot = NetworkFoot(page.rows.plan, page.theme)
        self.layout_ = NetworkLayout(self, self._laid_out, self._not_laid_out)
        self.map = Minimap(self.view, page.theme)
        self.key = ReadingKey(self.view, page.theme)
        self.key.setVisible(bool(settings.value(_KEY, True, bool)))
        self.nothing = Text("", page.theme, "body", "text2")
        self.nothing.setParent(self.view)
        self.nothing.hide()
        self.editor = NameEditor(self.view, self._rename)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot)
        self.setFocusProxy(self.view)
        self._connect()

    def _connect(self) -> None:
        view, page = self.view, self.page
        view.picked.connect(self.pick)
        view.link_picked.connect(self.pick_link)
        view.key_pressed.connect(self._key_pressed)
        view.menu_asked.connect(page.open_menu)
        view.opened.connect(lambda _: page.edit_name())
        view.lane_opened.connect(self._fold_lane)
        view.drawn.connect(self._link_drawn)
        view.moved.connect(self._arrange)
        self.key.closed.connect(lambda: self.show_key(shown=False))
        page.document.closed.connect(self._closed)
        model = page.table.selectionModel()
        for told in (model.selectionChanged, model.currentChanged):
            told.connect(lambda *_: self._selection_changed())

    # Reading

    def renew(self) -> None:
        """Show the plan as it is now; laid out anew only if boxes or links came or went."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        other = self.page.document.project_id
        if other != self._project:
            self._project = other
            self.link = None
            self.view.forget_place()
            self.scene.clear()
        shown = self.items.read()
        self.scene.shown = shown
        self.scene.forget()
        self.map.forget()
        dependencies = self.page.document.contents.dependencies if shown.lanes else {}
        if self.link not in dependencies:
            self.link = None
        self._traced = (None, *_NOTHING)
        self._show_words()
        if shown.graph == self.scene.laid:
            self.scene.lanes = shown.lanes
            self.view.viewport().update()
        else:
            self.layout_.ask(shown.graph)
        self.foot.refresh()
        self._describe()

    def _laid_out(self, graph: Graph, diagram: "Diagram") -> None:
        shown = self.scene.shown
        if shown is None or graph != shown.graph:
            return
        kept = anchor(self.view, self.page.table.current_key())
        self.scene.show(graph, diagram)
        self.map.forget()
        self.view.renew()
        keep(self.view, kept)
        self._arrange()

    def _not_laid_out(self, text: str) -> None:
        self.page.nothing_done.emit(text)

    def _closed(self) -> None:
        self.layout_.stop()
        self.scene.clear()
        self._project, self._stale = None, True

    def _show_words(self) -> None:
        """Say in words why nothing is seen where all is done."""
        shown = self.scene.shown
        text = ""
        if shown is not None and not shown.graph.nodes and shown.hidden:
            text = "Every task is done. Show the done tasks to see how they were linked."
        self.nothing.setText(text)
        self.nothing.setVisible(bool(text))
        self.nothing.adjustSize()
        self.nothing.move(24, 24)
        document = self.page.document
        if document.project is not None and document.network is not None:
            near = document.network.near_critical
            self.key.show_near(f"{format_days(near, document.project)} d")
        self.page.bar.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # QShowEvent
        if self._stale:
            self.renew()
        else:
            self.view.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put map and key into the upper right corner, which a plan leaves free."""
        right = self.view.viewport().width() - 16
        if self.key.isVisibleTo(self.view):
            self.key.move(max(0, right - self.key.width()), 16)
            right -= self.key.width() + 16
        self.map.setVisible(self.map.wanted and self.scene.diagram is not None)
        self.map.move(max(0, right - self.map.width()), 16)
        self.page.bar.show_scale()

    # What stands out

    def emphasis(self) -> Emphasis:
        """Return what stands out now."""
        table = self.page.table
        box_of = self.scene.box_of
        selected = frozenset(box_of(key) for key in table.picked)
        current = table.current_key()
        current = None if current is None else box_of(current)
        before, after = self._trace(current if current in selected else None)
        return Emphasis(
            selected,
            current,
            self.view.hasFocus(),
            self.link,
            before,
            after,
            self.critical_only,
        )

    def _trace(self, key: int | None) -> tuple[frozenset[int], frozenset[int]]:
        graph = self.scene.laid
        if key is None or graph is None or self.trace == "none" or self.critical_only:
            return _NOTHING
        state = (key, self.trace, id(graph))
        if self._traced[0] != state:
            whole = self.trace == "all"
            before = reach(graph.links, key, forward=False, whole=whole)
            after = reach(graph.links, key, forward=True, whole=whole)
            self._traced = (state, before, after)
        return self._traced[1:]

    def _selection_changed(self) -> None:
        if self.isVisible():
            self.view.viewport().update()
            self._describe()
            network_access.tell_focus(self.view)

    def _describe(self) -> None:
        """Tell screen readers what the diagram shows and which box is current."""
        key = self.page.table.current_key()
        parts = [self.page.summary()]
        if key is not None and self.scene.place(self.scene.box_of(key)) is not None:
            parts.insert(0, self.items.spoken(self.scene.box_of(key)))
        self.view.setAccessibleDescription(". ".join(parts))

    # Choosing

    def pick(self, key: int, modifiers: object) -> None:
        """Select a box; with Ctrl add it to the selection, or take it away."""
        self.link = None
        self.editor.finish()
        self.page.unfold_to(key)
        table = self.page.table
        index = table.outline.index_of(key, Column.NAME)
        if not index.isValid():
            return
        model = table.selectionModel()
        flags = model.SelectionFlag
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if isinstance(modifiers, Qt.KeyboardModifier) and modifiers & held:
            model.setCurrentIndex(index, flags.Toggle | flags.Rows)
        elif not model.isRowSelected(index.row(), QModelIndex()) or len(table.picked) > 1:
            model.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        else:
            model.setCurrentIndex(index, flags.NoUpdate)
        self.view.viewport().update()

    def pick_link(self, key: int | None) -> None:
        """Select a link, or nothing."""
        self.link = key
        self.page.undo_note()
        self.editor.finish()
        self.page.table.selectionModel().clearSelection()
        self.view.viewport().update()
        if key is not None:
            self.view.setAccessibleDescription(
                "Link selected. " + self.items.link_words(key).replace("\n", ". ")
            )

    def go_to(self, key: int | None) -> None:
        """Select a box and scroll to it."""
        if key is not None and self.scene.place(key) is not None:
            self.pick(key, Qt.KeyboardModifier.NoModifier)
            self.view.show_box(key)

    def show_current(self) -> None:
        """Scroll to the current box."""
        key = self.page.table.current_key()
        if key is not None:
            self.view.show_box(self.scene.box_of(key))

    def _key_pressed(self, event: QKeyEvent) -> None:
        if press(self, event):
            event.accept()

    # Changing

    def delete(self) -> None:
        """Delete the selected link, or else the selected tasks."""
        if not self.page.can_edit:
            return
        if self.link is None:
            if self.page.table.picked:
                self.page.delete()
            return
        link, self.link = self.link, None
        row = self.page.document.contents.dependencies[link]
        numbers = self.page.document.outline.number_of
        label = f"Unlink {numbers[row.predecessor_id]} and {numbers[row.successor_id]}"
        with self.page.edit(label) as session:
            link_edits.unlink(session, [link])
        self.page.said.emit("1 link deleted", True)

    def _link_drawn(self, key: int, end: str, target: int, target_end: str, at: QPoint) -> None:
        if not self.page.can_edit:
            return
        try:
            self.page.actions_.connect(key, target, kind_of(end, target_end))
        except LeadbenchError as refusal:
            at = self.view.viewport().mapTo(self.page, at)
            self.page.note.show_refusal(QRect(at, at), str(refusal))

    def edit_name(self) -> None:
        """Edit the name of the current box in place."""
        key = self.page.table.current_key()
        if key is None or not self.page.can_edit or self.scene.place(key) is None:
            return
        self.view.show_box(key)
        box = self.view.from_scene(self.scene.rect(key))
        self.editor.begin(key, self.page.document.contents.activities[key].name, box)

    def _rename(self, key: int, text: str) -> bool:
        self.page.undo_note()
        try:
            self.page.cells.apply(key, Column.NAME, text)
        except LeadbenchError as refusal:
            self.complain(key, str(refusal))
            return False
        return True

    def complain(self, key: int, text: str) -> None:
        """Say at a box why something was refused."""
        box = self.view.from_scene(self.scene.rect(self.scene.box_of(key)))
        room = self.view.viewport().rect().adjusted(20, 20, -20, -20)
        box = box.intersected(room) if box.intersects(room) else QRect(room.topLeft(), box.size())
        corner = self.view.viewport().mapTo(self.page, box.topLeft())
        self.page.note.show_refusal(QRect(corner, box.size()), text)

    # What is seen

    def choose_grouping(self, grouping: str) -> None:
        """Divide the diagram into other lanes."""
        self.items.grouping = grouping
        QSettings().setValue(_GROUPING, grouping)
        self.view.forget_place()
        self.renew()

    def show_done(self, *, shown: bool) -> None:
        """Show or hide what is done."""
        self.items.show_done = shown
        QSettings().setValue(_DONE, shown)
        self.renew()

    def choose_trace(self, trace: str) -> None:
        """Highlight predecessors and successors as far as is chosen."""
        self.trace = trace
        QSettings().setValue(_TRACE, trace)
        self._selection_changed()
        self.page.bar.refresh()

    def show_critical(self, *, alone: bool) -> None:
        """Let the critical path stand out, all else dimmed."""
        self.critical_only = alone
        self.view.viewport().update()

    def show_key(self, *, shown: bool) -> None:
        """Show or close the key to a box."""
        self.key.setVisible(shown)
        QSettings().setValue(_KEY, shown)
        self._arrange()

    def _fold_lane(self, number: int) -> None:
        shown = self.scene.shown
        if shown is None or self.items.grouping != "phase" or number >= len(shown.lane_keys):
            return
        lane = shown.lane_keys[number]
        if isinstance(lane, int):
            self.fold(lane)

    def fold(self, phase: int) -> None:
        """Show a phase as one box, or its tasks again."""
        self.items.folded ^= {phase}
        self.renew()


_NOTHING: Final[tuple[frozenset[int], frozenset[int]]] = (frozenset(), frozenset())
