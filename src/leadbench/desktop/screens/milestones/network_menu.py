"""The commands of the network view, and its part of the context menu."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from leadbench.desktop.screen import Command
from leadbench.desktop.screens.milestones.network_bar import add_traces
from leadbench.desktop.screens.milestones.network_items import GROUPINGS

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


def commands(page: "Page") -> list[Command]:
    """Return what can be done with the network diagram."""
    network = page.network

    def shown() -> bool:
        return page.views.current == "network"

    def toggle_done() -> None:
        network.show_done(shown=not network.items.show_done)

    def toggle_key() -> None:
        network.show_key(shown=not network.key.isVisibleTo(network.view))

    groups = [
        Command(
            f"Network: {words.lower()}", partial(network.choose_grouping, key), "", "layers", shown
        )
        for key, words in GROUPINGS.items()
    ]
    return [
        Command("Dim what is not critical", page.bar.critical.toggle, "", "waypoints", shown),
        Command("Hide or show done tasks", toggle_done, "", "eye-off", shown),
        Command("How to read a box", toggle_key, "", "circle-help", shown),
        *groups,
    ]


def extend(menu: QMenu, page: "Page") -> None:
    """Add to the context menu what the network view offers."""
    network = page.network
    if network.link is not None:
        action = menu.addAction("Delete this link\tDel", network.delete)
        action.setEnabled(page.can_edit)
        first = menu.actions()[0]
        menu.insertAction(first, action)
        menu.insertSeparator(first)
    menu.addSeparator()
    traces = menu.addMenu("Highlight before and after")
    add_traces(traces, page)
    groups = menu.addMenu("Group")
    for key, words in GROUPINGS.items():
        action = groups.addAction(words, partial(network.choose_grouping, key))
        action.setCheckable(True)
        action.setChecked(key == network.items.grouping)
    current = page.table.current_key()
    if current is not None and network.items.grouping == "phase":
        phase = network.items.phase_of(current)
        if phase is not None:
            folded = phase in network.items.folded
            name = page.document.contents.activities[phase].name
            words = f"Show the tasks of {name}" if folded else f"Show {name} as one box"
            menu.addAction(words, partial(network.fold, phase))
    for command in commands(page)[:3]:
        menu.addAction(command.title, command.run)
