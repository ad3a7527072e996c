"""What stands in place of the rows while there are none to show."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.empty import Empty, centered

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page


def no_tasks(page: "Page") -> tuple[Button, QWidget]:
    """Return what a plan without tasks shows, and the button that adds the first one."""
    button = Button("Add a first task", "plus", page.theme, "primary")
    button.clicked.connect(page.add_below)
    reason = (
        "A plan begins with one task. Dates, float and the critical path follow from durations "
        "and from what waits for what."
    )
    return button, centered(Empty(page.theme, "chart-gantt", "No tasks yet", reason, button))


def no_match(page: "Page") -> tuple[Button, QWidget]:
    """Return what a filter shows that nothing passes, and the button that takes it away."""
    button = Button("Show all tasks", "list-filter", page.theme, "primary")
    button.clicked.connect(page.arranging.show_all)
    reason = "The filter lets no task of the plan through. Nothing was deleted."
    return button, centered(Empty(page.theme, "list-filter", "No task matches", reason, button))
