"""The dialog that starts a project: its name, its first day, and where it is kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import Segmented
from leadbench.desktop.widgets.dialog import CANCEL, Answer, Dialog
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import Refused


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person entered; ``own_file`` when the project gets a plan file of its own."""

    name: str
    start: date
    own_file: bool


class NewProject(Dialog):
    """Asks for the name and the start of a project.

    Parameters
    ----------
    today
        The day from which a start such as "next mon" counts.
    plan_name
        Name of the open plan that the project may be added to, or "" for none.
    taken
        Names of the projects of that plan.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        today: date,
        plan_name: str = "",
        taken: frozenset[str] = frozenset(),
    ) -> None:
        self._today = today
        self._taken = taken
        self.wanted: Wanted | None = None
        self.name = Field("Name", "", theme)
        self.start = Field("Start", "", theme)
        self.where = Segmented(
            [("file", "In a new file"), ("plan", f"In “{plan_name[:24]}”")], theme
        )
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.name)
        column.addWidget(self.start)
        column.addWidget(
            Text("The day on which work may begin, such as 12 Jan or next mon", theme, "caption")
        )
        column.addWidget(self.where)
        if not plan_name:
            self.where.hide()
        super().__init__(
            parent,
            theme,
            "Start a new project?",
            "It begins with three stages (MVP, growth, maturity), the usual outline of an MVP and "
            "the questions that requirements answer. Everything can be changed.",
            (CANCEL, Answer("create", "Create the project", "primary")),
            form,
        )
        monday = today + timedelta(days=(7 - today.weekday()) % 7)
        self.start.set_text(_words(monday))
        self.name.edit.setPlaceholderText("Support ticket triage")
        self.name.committed.connect(lambda _: self.name.set_error(""))
        self.start.committed.connect(lambda _: self._read_start())
        self.name.edit.setFocus()

    def _read_start(self) -> date | None:
        from leadbench.plan.notation import parse_date

        try:
            day = parse_date(self.start.text(), self._today)
        except Refused as refusal:
            self.start.set_error(str(refusal))
            return None
        self.start.set_text(_words(day))
        return day

    def give(self, key: str) -> None:
        """Close, or stay and complain under the field that is wrong."""
        if key != "create":
            super().give(key)
            return
        name = " ".join(self.name.text().split())
        own_file = self.where.current == "file"
        start = self._read_start()
        if not name:
            self.name.set_error("A project needs a name.")
            self.name.edit.setFocus()
        elif not own_file and name in self._taken:
            self.name.set_error(f"This plan has a project “{name}” already. Take another name.")
            self.name.edit.setFocus()
        elif start is None:
            self.start.edit.setFocus()
        else:
            self.wanted = Wanted(name, start, own_file)
            super().give(key)


def _words(day: date) -> str:
    from leadbench.plan.notation import format_date

    return format_date(day)
