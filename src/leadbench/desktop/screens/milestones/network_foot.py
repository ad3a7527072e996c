"""The line under the network diagram: the critical path in words, and what is left of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.text import Surface, Text
from leadbench.plan.notation import format_days

if TYPE_CHECKING:
    from leadbench.analysis.outlook import Outlook


class NetworkFoot(Surface):
    """Names the critical path from what is open to the finish."""

    def __init__(self, rows: PlanRows, theme: Theme) -> None:
        super().__init__(theme, "surface", "top")
        self.rows = rows
        self._for: Outlook | None = None
        self.keys: tuple[int, ...] = ()
        """The activities of the critical path that are not done, in order."""
        self.chip = Chip("Critical path", "critical", theme, "square")
        self.words = Text("", theme, "body", "text2")
        self.left = Text("", theme, "body_strong")
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.chip)
        row.addWidget(self.words, 1)
        row.addWidget(self.left, 0, Qt.AlignmentFlag.AlignRight)

    def refresh(self) -> None:
        """Name the path as the dates are now."""
        document = self.rows.document
        outlook = document.outlook if self.rows.has_project() else None
        project = document.project if outlook is not None else None
        if outlook is None or project is None:
            self.keys = ()
            self.words.setText("")
            self.left.setText("")
            self._for = None
            self.chip.hide()
            return
        if outlook is not self._for:
            self._for = outlook
            self.keys = _path(outlook)
        activities = document.contents.activities
        names = [activities[key].name for key in self.keys if key in activities]
        self.chip.setVisible(bool(names))
        self.words.setText(" → ".join(names))
        self.words.setToolTip("\n".join(names))
        days = format_days(outlook.minutes_left, project)
        word = "working day" if days == "1" else "working days"
        self.left.setText(f"{days} {word} left" if outlook.minutes_left else "Nothing left to do")


def _path(outlook: "Outlook") -> tuple[int, ...]:
    from leadbench.analysis.paths import critical_paths

    found = critical_paths(outlook.schedule, outlook.network, 1)
    dates = outlook.schedule
    keys = found[0].keys if found else ()
    return tuple(key for key in keys if not dates.done[dates.index[key]])
