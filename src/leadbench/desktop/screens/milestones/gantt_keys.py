"""The keys of the chart while it has the keyboard: rows, links, time."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from leadbench.desktop.screens.milestones.gantt_access import tell_focus

if TYPE_CHECKING:
    from leadbench.charts.gantt import PlacedLink
    from leadbench.desktop.screens.milestones.gantt import GanttView

_KEY: Final = Qt.Key
_ROWS: Final = frozenset(
    {_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_PageUp, _KEY.Key_PageDown, _KEY.Key_Home, _KEY.Key_End}
)
_SIDES: Final = frozenset({_KEY.Key_Left, _KEY.Key_Right})
_OPEN: Final = frozenset({_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_F2})
WORDS: Final = (
    ("Left", "In the chart: a link to what it waits for, then that bar"),
    ("Right", "In the chart: a link to what waits for it, then that bar"),
    ("Shift+Left", "In the chart: earlier dates"),
    ("Shift+Right", "In the chart: later dates"),
)
"""The keys that work only here, for the keyboard map."""


def press(view: "GanttView", event: QKeyEvent) -> bool:
    """Do what a key asks for and tell whether it asks for anything."""
    key = event.key()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = held == Qt.KeyboardModifier.NoModifier
    shift = held == Qt.KeyboardModifier.ShiftModifier
    if key == _KEY.Key_Escape:
        return view.cancel() or _let_go(view)
    if key in _SIDES and (plain or shift):
        (along if plain else scroll)(view, forward=key == _KEY.Key_Right)
        return True
    if plain and view.emphasis.chosen >= 0 and _on_link(view, key):
        return True
    if key in _ROWS and (plain or shift or held == Qt.KeyboardModifier.ControlModifier):
        choose(view, -1)
        view.table.keyPressEvent(event)
        view.show_current()
        return True
    if plain and key in _OPEN:
        current = view.table.current_key()
        if current is not None:
            view.opened.emit(current)
        return True
    if key == _KEY.Key_Menu or (key == _KEY.Key_F10 and shift):
        view.menu_asked.emit(view.viewport().mapToGlobal(place_of_current(view)))
        return True
    return False


def _let_go(view: "GanttView") -> bool:
    """Let the keys act on the bar again, and tell whether they acted on a link."""
    held = view.emphasis.chosen >= 0
    if held:
        choose(view, -1)
    return held


def _on_link(view: "GanttView", key: int) -> bool:
    """Do what a key asks of the chosen link."""
    if key in {_KEY.Key_Up, _KEY.Key_Down}:
        among(view, 1 if key == _KEY.Key_Down else -1)
    elif key == _KEY.Key_Delete:
        view.link_removed.emit(view.emphasis.chosen)
    elif key in _OPEN:
        open_link(view)
    else:
        return False
    return True


def scroll(view: "GanttView", *, forward: bool) -> None:
    """Show earlier or later dates: a week on, or a quarter of a day where hours are seen."""
    bar = view.horizontalScrollBar()
    step = max(20, round(view.per_day * 7)) if view.per_day < 48 else round(view.per_day / 4)
    bar.setValue(bar.value() + (step if forward else -step))


def choose(view: "GanttView", link: int) -> None:
    """Let the keys act on a link, or on the bar again."""
    view.stand_out(replace(view.emphasis, chosen=link))
    tell_focus(view)


def along(view: "GanttView", *, forward: bool) -> None:
    """Go from a bar to one of its links, and from a link to the bar at its other end."""
    current = view.table.current_key()
    if current is None:
        return
    placed = _placed(view, view.emphasis.chosen)
    if placed is None:
        own = _links(view, current, after=forward)
        if own:
            choose(view, own[0].link.key)
        return
    link = placed.link
    target = link.successor if forward else link.predecessor
    choose(view, -1)
    if target != current:
        view.table.select_keys([target])
        view.show_current()


def among(view: "GanttView", by: int) -> None:
    """Go to the next link on the same side of the current bar."""
    placed, current = _placed(view, view.emphasis.chosen), view.table.current_key()
    if placed is None or current is None:
        return
    own = _links(view, current, after=placed.link.predecessor == current)
    keys = [each.link.key for each in own]
    choose(view, keys[(keys.index(placed.link.key) + by) % len(keys)])


def open_link(view: "GanttView") -> None:
    """Edit the chosen link at its arrow."""
    placed = _placed(view, view.emphasis.chosen)
    if placed is not None:
        x, y = view.look.shapes.way(placed).points[-1]
        at = QPoint(round(x + view.scale.left), round(y) - view.verticalScrollBar().value())
        view.link_opened.emit(placed.link.key, at)


def place_of_current(view: "GanttView") -> QPoint:
    """Return where the menu of the current bar opens."""
    place = view.table.currentIndex().row()
    if not 0 <= place < len(view.rows):
        return QPoint(0, 0)
    shape = view.shape(place)
    x = min(max(shape.left, 0), view.viewport().width() - 40)
    return QPoint(round(x), round(shape.bottom) - view.verticalScrollBar().value())


def _links(view: "GanttView", key: int, *, after: bool) -> "list[PlacedLink]":
    """Return the visible links on one side of a bar, by the row at their other end."""
    place = view.rows.plan.place_of.get(key)
    if place is None:
        return []
    found = [
        each
        for each in view.rows.links.crossing(place, place)
        if (each.link.predecessor if after else each.link.successor) == key
    ]
    return sorted(found, key=lambda each: each.tip_row if after else each.tail_row)


def _placed(view: "GanttView", link: int) -> "PlacedLink | None":
    row = view.rows.plan.document.contents.dependencies.get(link) if link >= 0 else None
    place = None if row is None else view.rows.plan.place_of.get(row.successor_id)
    if place is None:
        return None
    crossing = view.rows.links.crossing(place, place)
    return next((each for each in crossing if each.link.key == link), None)
