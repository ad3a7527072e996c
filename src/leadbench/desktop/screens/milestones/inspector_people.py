"""Who works on the selected task, and which requirements it fulfils."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Choice, Flow, Pairs, Section
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.buttons import IconButton
from leadbench.desktop.widgets.chips import Chip
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.edits.assignments import assign, set_assignment, unassign
from leadbench.plan.edits.requirements import set_activity
from leadbench.plan.edits.resources import set_skills, skills_of
from leadbench.plan.tables import Responsibility

if TYPE_CHECKING:
    from leadbench.desktop.screen import Screen
    from leadbench.plan.tables import Assignment, Requirement, Role

_PARTS: Final = {part: part.value.capitalize() for part in Responsibility}


class _Line(QWidget):
    """Something in a row with a button that takes it away."""

    def __init__(self, section: Section, remove: str, on_remove: Callable[[], None]) -> None:
        super().__init__()
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(2)
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.whole.addLayout(self.row)
        self.remove = IconButton("x", remove, section.theme)
        self.remove.clicked.connect(on_remove)


class _Skills(QWidget):
    """The skills of a role as chips; the pencil writes them, with commas between.

    Parameters
    ----------
    write
        Writes them, and tells whether they were taken.
    """

    def __init__(self, role: "Role", theme: Theme, write: Callable[[str], None]) -> None:
        super().__init__()
        self.text = role.skill
        self.pencil = IconButton("pencil", f"Write the skills of {role.name}", theme)
        self.pencil.clicked.connect(self.edit)
        words = skills_of(role.skill)
        self.chips = [Chip(word, "neutral", theme) for word in words]
        self.none = Text("No skills said", theme, "caption", "text3")
        self.flow = Flow([*self.chips, self.none])
        self.none.setVisible(not words)
        self.flow.setAccessibleName(f"Skills of {role.name}: {', '.join(words) or 'none'}")
        self.field = Field("", "", theme)
        self.field.edit.setAccessibleName(f"Skills of {role.name}, with commas between them")
        self.field.edit.setPlaceholderText("Python, labelling, privacy")
        self.field.set_text(role.skill)
        self.field.hide()
        self.field.committed.connect(write)
        self.field.edit.editingFinished.connect(self._close)
        self.field.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.flow, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)

    def edit(self) -> None:
        """Write instead of read."""
        self.flow.hide()
        self.pencil.hide()
        self.field.show()
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read again after Enter, and after Esc with what was there before."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.field.set_text(self.text)
                self._close()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.field.commit()
                self._close()
                return True
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        if self.field.text() == self.text and self.field.isVisible():
            self.field.hide()
            self.flow.show()
            self.pencil.show()
            self.pencil.setFocus()


class _List(Section):
    """Rows of a task with a field that adds one, and words where there is none."""

    def __init__(self, page: "Screen", rows: PlanRows, title: str, empty: str, add: str) -> None:
        super().__init__(title, page.theme)
        self.page, self.rows = page, rows
        self.key: int | None = None
        self.empty = Text(empty, page.theme, "caption", "text2", wrap=True)
        self.column.addWidget(self.empty)
        self.list = QVBoxLayout()
        self.list.setSpacing(4)
        self.column.addLayout(self.list)
        self.adding = Field("", "", page.theme)
        self.adding.edit.setPlaceholderText(add)
        self.adding.edit.setAccessibleName(add)
        self.adding.committed.connect(self._add)
        self.column.addWidget(self.adding)
        self.complaint = Complaint(page.theme)
        self.column.addWidget(self.complaint)
        self.lines: list[_Line] = []

    def _clear(self, key: int) -> None:
        if key != self.key:
            self.complaint.say("")
            self.adding.set_text("")
        self.key = key
        self.lines = []
        while (item := self.list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.adding.set_read_only(self.rows.document.read_only)

    def _finish(self) -> None:
        self.empty.setVisible(not self.lines)
        for line in self.lines:
            line.remove.setVisible(not self.rows.document.read_only)
            self.list.addWidget(line)

    def _offer(self, words: list[str]) -> None:
        completer = QCompleter(words, self.adding)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.adding.edit.setCompleter(completer)

    def _number(self) -> str:
        assert self.key is not None
        return self.rows.document.outline.number_of[self.key]

    def _change(self, label: str, change: Callable[..., object]) -> None:
        """Change rows as one step; a refusal is shown below the list."""
        try:
            with self.page.edit(label) as session:
                change(session)
        except LeadbenchError as refusal:
            assert self.key is not None
            self.show_task(self.key)
            self.complaint.say(str(refusal))
        else:
            self.complaint.say("")

    def show_task(self, key: int) -> None:
        """Show the rows of a task."""
        raise NotImplementedError

    def _wanted(self, text: str) -> Callable[..., object]:
        """Return the change that adds what was typed."""
        raise NotImplementedError

    def _add(self, text: str) -> None:
        if not text.strip() or self.key is None:
            return
        try:
            change = self._wanted(text)
            with self.page.edit(f"{self.head.text()} of {self._number()}") as session:
                change(session)
        except LeadbenchError as refusal:
            self.adding.set_error(str(refusal))
            return
        self.adding.set_text("")


class PeopleSection(_List):
    """Roles with their part, their share and their skill, and the work of all together."""

    def __init__(self, page: "Screen", rows: PlanRows, cells: Cells) -> None:
        words = "Nobody yet. A role that is accountable answers for the task."
        super().__init__(page, rows, "People", words, "Add a role")
        self.cells = cells
        self.parts: list[Choice] = []
        self.shares: list[Field] = []
        self.skills: list[_Skills] = []
        self.work = Pairs({"work": "Work of all"}, page.theme)
        self.column.addWidget(self.work)

    def show_task(self, key: int) -> None:
        """Show who works on a task."""
        self._clear(key)
        self.parts, self.shares, self.skills = [], [], []
        contents = self.rows.document.contents
        for row in contents.assignments_of(key):
            self.lines.append(self._line(row))
        self._finish()
        self._offer([role.name for role in contents.ordered_roles()])
        self._show_work(key)

    def _line(self, row: "Assignment") -> _Line:
        assert row.id is not None
        role = self.rows.document.contents.roles[row.role_id]
        person = self.rows.document.contents.people.get(row.person_id or 0)
        line = _Line(self, f"Take {role.name} off", partial(self._remove, row.id))
        name = Text(role.name, self.theme, "cell")
        name.setToolTip(f"{role.name}\n{person.name}" if person else role.name)
        name.setAccessibleDescription(person.name if person else "")
        skills = _Skills(role, self.theme, partial(self._set_skills, role))
        skills.pencil.setVisible(not self.rows.document.read_only)
        self.skills.append(skills)
        part = Choice(f"Part of {role.name}", self.theme)
        for value, words in _PARTS.items():
            part.addItem(words, value.value)
        part.setCurrentIndex(part.findData(str(row.responsibility)))
        part.activated.connect(partial(self._set_part, row.id, part))
        share = Field("", "%", self.theme)
        share.edit.setAccessibleName(f"Share of {role.name}")
        share.setFixedWidth(62)
        share.set_text(str(row.allocation_percent))
        share.committed.connect(partial(self._set_share, row.id))
        read_only = self.rows.document.read_only
        part.setEnabled(not read_only)
        share.set_read_only(read_only)
        self.parts.append(part)
        self.shares.append(share)
        line.row.addWidget(name, 1)
        line.row.addWidget(line.remove)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(part, 1)
        below.addWidget(share)
        line.whole.addWidget(skills)
        line.whole.addLayout(below)
        return line

    def _set_skills(self, role: "Role", text: str) -> None:
        assert role.id is not None
        key = role.id
        self._change(f"Skills of {role.name}", lambda session: set_skills(session, key, text))

    def _show_work(self, key: int) -> None:
        minutes = self.rows.figures.cost(self.rows.line_of(key)).work
        self.work.show_value("work", self.rows.duration_text(minutes) if minutes else "")
        self.work.setVisible(bool(minutes))

    def _set_part(self, key: int, part: Choice, _: int) -> None:
        value = Responsibility(part.currentData())
        self._change(
            f"Part in {self._number()}",
            lambda session: set_assignment(session, key, responsibility=value),
        )

    def _set_share(self, key: int, text: str) -> None:
        clean = text.strip().removesuffix("%").strip()
        if not clean.isdecimal():
            self.complaint.say(f"“{text.strip()}” is no share. Write a percentage such as 50.")
            return
        self._change(
            f"Share of {self._number()}",
            lambda session: set_assignment(session, key, allocation_percent=int(clean)),
        )

    def _remove(self, key: int) -> None:
        self._change(f"People of {self._number()}", lambda session: unassign(session, key))

    def _wanted(self, text: str) -> Callable[..., object]:
        role = self.cells.role(text)
        assert role is not None
        assert role.id is not None
        assert self.key is not None
        first = not self.rows.document.contents.assignments_of(self.key)
        part = Responsibility.ACCOUNTABLE if first else Responsibility.RESPONSIBLE
        activity, key = self.key, role.id
        return lambda session: assign(session, activity, key, part)


class RequirementsSection(_List):
    """The requirements that a task fulfils."""

    def __init__(self, page: "Screen", rows: PlanRows) -> None:
        words = "None linked. Say which requirement is fulfilled once this task is done."
        super().__init__(page, rows, "Requirements", words, "Link a requirement")

    def show_task(self, key: int) -> None:
        """Show the requirements of a task."""
        self._clear(key)
        for row in self._all():
            if row.activity_id == key:
                assert row.id is not None
                line = _Line(self, f"Unlink {row.code}", partial(self._unlink, row.id))
                name = Text(f"{row.code}  {row.title}", self.theme, "cell")
                name.setToolTip(row.statement or row.title)
                line.row.addWidget(name, 1)
                line.row.addWidget(line.remove)
                self.lines.append(line)
        self._finish()
        self._offer([f"{row.code} {row.title}" for row in self._all()])

    def _all(self) -> "tuple[Requirement, ...]":
        document = self.rows.document
        project = document.project
        assert project is not None
        return document.contents.requirements_of(project.id or 0)

    def _unlink(self, key: int) -> None:
        self._change(
            f"Requirements of {self._number()}", lambda session: set_activity(session, key, None)
        )

    def _wanted(self, text: str) -> Callable[..., object]:
        wanted = text.strip().casefold()
        for row in self._all():
            if wanted in {row.code.casefold(), f"{row.code} {row.title}".casefold()}:
                key, activity = row.id or 0, self.key
                return lambda session: set_activity(session, key, activity)
        fits = [row for row in self._all() if wanted in row.title.casefold()]
        if len(fits) == 1:
            key, activity = fits[0].id or 0, self.key
            return lambda session: set_activity(session, key, activity)
        raise Refused(
            f"There is no requirement “{text.strip()}”. Write its code, such as B1 or T1, or its"
            " title."
        )
