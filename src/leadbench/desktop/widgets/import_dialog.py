"""The question before an import: what would come, what is kept otherwise, which dates differ."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.desktop.widgets.differences import Differences
from leadbench.desktop.widgets.text import Icon, Text

if TYPE_CHECKING:
    from leadbench.plan.exchange.preview import Preview

_WIDTH: Final = 820
_NOTES_HEIGHT, _TABLE_HEIGHT = 96, 236


class ImportDialog(Dialog):
    """Asks whether to import what was read.

    Parameters
    ----------
    found
        What was read, and what would come of it.
    file
        Name of the file.
    into
        Name of the plan that it would be added to, or "" for a new one.
    """

    export_asked = Signal()
    """The differences should be saved as a file."""

    def __init__(
        self, parent: QWidget | None, theme: Theme, found: "Preview", file: str, into: str
    ) -> None:
        self.found = found
        tasks = _counted(found.tasks, "task")
        where = f"a new project of “{into}”" if into else "a project in a new plan"
        parts = [
            _counted(found.links, "dependency", "dependencies"),
            _counted(found.people, "person", "people"),
            _counted(found.calendars, "calendar"),
        ]
        special = [
            f"{found.left_out:,} of them left out, inactive in the file" if found.left_out else "",
            f"{found.by_hand:,} with dates set by hand" if found.by_hand else "",
        ]
        own = " and ".join(each for each in special if each)
        own = f" ({own})" if own else ""
        undo = " as one change, which undo takes back" if into else ""
        body = (
            f"“{found.name}” from {file} becomes {where}{undo}: {tasks}{own}, {parts[0]},"
            f" {parts[1]}, {parts[2]}. Names, durations, links, calendars, constraints, progress"
            " and costs are kept as they stand; nothing is added."
        )
        self.differences: Differences | None = None
        self.export = Button("Save this list (CSV)", "file-down", theme)
        self.notes: QPlainTextEdit | None = None
        super().__init__(
            parent,
            theme,
            f"Import {tasks}?",
            body,
            (CANCEL, Answer("import", f"Import {tasks}", "primary")),
            self._detail(theme),
            width=_WIDTH,
        )
        self.export.clicked.connect(self.export_asked)
        self.buttons["import"].setFocus()

    def _detail(self, theme: Theme) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        told = self.found.notes
        if told:
            column.addWidget(Text("Kept otherwise, or not kept", theme, "section"))
            self.notes = QPlainTextEdit("\n".join(told))
            self.notes.setReadOnly(True)
            self.notes.setTabChangesFocus(True)
            self.notes.setFont(theme.font("cell"))
            self.notes.setAccessibleName("Kept otherwise, or not kept")
            self.notes.setFixedHeight(min(_NOTES_HEIGHT, 20 + 19 * len(told)))
            column.addWidget(self.notes)
            column.addSpacing(4)
        comparison = self.found.comparison
        count = len(comparison.differences)
        line = QHBoxLayout()
        line.setSpacing(8)
        mark, ink = ("circle-alert", "near") if count else ("circle-check", "good")
        line.addWidget(Icon(mark, theme, ink, 15))
        line.addWidget(Text(headline(comparison.compared, count), theme, "section"), 1)
        column.addLayout(line)
        if count:
            line.addWidget(self.export, 0, Qt.AlignmentFlag.AlignRight)
            self.differences = Differences(comparison, theme)
            self.differences.setFixedHeight(_TABLE_HEIGHT)
            column.addWidget(self.differences)
        return box


def headline(compared: int, count: int) -> str:
    """Return in one sentence how many tasks get other dates."""
    if not compared:
        return "The file holds no dates to compare with"
    if not count:
        if compared == 1:
            return "Its task gets the dates that the file holds"
        return f"All {_counted(compared, 'task')} get the dates that the file holds"
    verb = "gets" if count == 1 else "get"
    return f"{count:,} of {_counted(compared, 'task')} {verb} other dates here than in the file"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
