"""The section of the inspector that says why a task lies where it lies."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Section
from leadbench.desktop.screens.milestones.task_name import TaskName
from leadbench.desktop.screens.milestones.why import TASK, conflicts, restriction, why
from leadbench.desktop.slices import Slices
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.text import Icon, Text

if TYPE_CHECKING:
    from leadbench.desktop.screens.milestones import Page

_MOST: Final = 8
"""Tasks of the driving chain that are listed."""
_LINKS: Final = (
    Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)


class WhySection(Section):
    """The reason in a sentence, what cannot be kept, and the chain of tasks that drives it."""

    asked = Signal(int)
    """Another task was asked for."""

    def __init__(self, page: "Page", rows: PlanRows) -> None:
        super().__init__("Why these dates", page.theme)
        self.rows = rows
        self.sentence = self._rich("text2")
        self.column.addWidget(self.sentence)
        self.conflicts: list[Text] = []
        self._search = Slices[str | None](self, self._say)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(6)
        self.column.addLayout(self.notices)
        self.free = Button("Let it start as early as it can", "", page.theme, "link")
        self.column.addWidget(self.free)
        self.title = Text("Driven by, back to the first", page.theme, "label", "text2")
        self.column.addWidget(self.title)
        self.chain: list[TaskName] = []
        """The tasks that are listed."""
        self._names = [TaskName(page.theme) for _ in range(_MOST)]
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        for name in self._names:
            name.asked.connect(self.asked)
            name.hide()
            self.list.addWidget(name)
        self.column.addLayout(self.list)
        self.more = Text("", page.theme, "caption", "text2")
        self.column.addWidget(self.more)

    def show_task(self, key: int) -> None:
        """Show the reason of a task."""
        found = why(self.rows, key)
        self.sentence.setText(found.sentence)
        if self.conflicts:
            _empty(self.notices)
        self.conflicts = []
        self._search.start(conflicts(self.rows, key))
        listed = found.chain[:_MOST]
        self.chain = self._names[: len(listed)]
        for other, name in zip(listed, self.chain, strict=True):
            name.show_task(self.rows.line_of(other))
        for place, name in enumerate(self._names):
            name.setVisible(place < len(listed))
        self.title.setVisible(bool(found.chain))
        left = len(found.chain) - _MOST
        count = f"{left}" if found.whole else f"more than {left - 1}"
        self.more.setText(f"and {count} more before" if left > 0 else "")
        self.more.setVisible(left > 0)
        read_only = self.rows.document.read_only
        self.free.setVisible(bool(restriction(self.rows, key)) and not read_only)

    @property
    def looking(self) -> bool:
        """Whether more conflicts are being looked for."""
        return self._search.busy

    def _say(self, words: str | None) -> None:
        """Show one conflict, if one was found."""
        if words is None:
            return
        notice = QWidget()
        row = QHBoxLayout(notice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = Icon("triangle-alert", self.theme, "near", 14)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        text = self._rich("text")
        text.setText(words)
        text.setAccessibleName("These cannot hold together")
        row.addWidget(text, 1)
        self.conflicts.append(text)
        self.notices.addWidget(notice)

    def _rich(self, token: str) -> Text:
        text = Text("", self.theme, "cell", token, wrap=True, rich=True)
        text.setTextInteractionFlags(_LINKS)
        text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text.linkActivated.connect(self._follow)
        return text

    def _follow(self, address: str) -> None:
        if address.startswith(TASK):
            self.asked.emit(int(address.removeprefix(TASK)))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
