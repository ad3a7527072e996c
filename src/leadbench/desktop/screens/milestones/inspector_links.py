"""What the selected task waits for, and what waits for it; type and lag are edited in place."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.inspector_link_type import TypeButton
from leadbench.desktop.screens.milestones.link_text import TYPES, lag_text, read_link
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Section
from leadbench.desktop.screens.milestones.task_name import TaskName
from leadbench.desktop.screens.milestones.why import driving_link
from leadbench.desktop.settings.calendar_names import calendar_choices, calendar_names
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Icon, Line
from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.edits.links import count_lag_in, link, set_link, unlink
from leadbench.plan.notation import parse_predecessors
from leadbench.plan.tables import LagCalendar, LagUnit, LinkType

if TYPE_CHECKING:
    from leadbench.plan.tables import Dependency

_LAGS: Final = {
    LagCalendar.SUCCESSOR: "the task that waits",
    LagCalendar.PREDECESSOR: "the task before it",
    LagCalendar.PROJECT: "the project",
    LagCalendar.ALL_TIME: "all time",
}


class LinkRow(QWidget):
    """One link of the selected task; another one's when another task is selected.

    Making such a row costs several times as much as filling it.

    Parameters
    ----------
    owner
        The list that the row stands in.
    """

    def __init__(self, owner: "LinkList") -> None:
        super().__init__()
        self.owner, self.key, self.other = owner, 0, 0
        self._writing = False
        theme = owner.page.theme
        self.name = TaskName(theme)
        self.name.asked.connect(owner.asked)
        self.kind = TypeButton(theme)
        self.kind.clicked.connect(self.open_types)
        self.kind.typed.connect(lambda kind: self.set_type(LinkType(kind)))
        self.lag = QLineEdit()
        self.lag.setObjectName("lag")
        self.lag.setFixedWidth(40)
        self.lag.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.dress()
        self.lag.editingFinished.connect(self._write_lag)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.warning = Icon("triangle-alert", theme, "near", 14)
        self.warning.hide()
        layout.addWidget(self.name, 1)
        layout.addWidget(self.warning)
        layout.addWidget(self.kind)
        layout.addWidget(self.lag)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(layout)
        whole.addWidget(Line(theme))

    def show_link(
        self, row: "Dependency", other: int, *, strong: bool = False, unkept: str = ""
    ) -> None:
        """Show a link and the task at its other end, and why it is not kept if so."""
        assert row.id is not None
        rows = self.owner.rows
        line = rows.line_of(other)
        self.key, self.other = row.id, other
        self.name.show_task(line, strong=strong)
        self.kind.show_link(str(row.link_type), f"{line.number} {line.name}")
        self.kind.setEnabled(not rows.document.read_only)
        self.kind.setAccessibleDescription(unkept)
        self.warning.setVisible(bool(unkept))
        self.warning.setToolTip(unkept)
        self.lag.setText(lag_text(row, rows))
        self.lag.setAccessibleName(f"Lag of {line.number} {line.name}")
        counted = _counted(row, rows)
        self.lag.setAccessibleDescription(counted)
        self.lag.setToolTip(
            f"{counted}.\nWrite for example 2d, -1d, 3ed, 50%, or SS+2d with the type"
        )
        self.lag.setReadOnly(rows.document.read_only)

    def parts(self) -> tuple[QWidget, ...]:
        """Return what can have the keyboard."""
        return (self.name, self.kind, self.lag)

    def dress(self) -> None:
        """Take font and colors from the theme."""
        theme = self.owner.page.theme
        self.lag.setFont(theme.font("cell"))
        self.lag.setStyleSheet(
            "QLineEdit#lag { border: none; background: transparent; padding: 0px;"
            f" color: {theme.look.text2}; }} QLineEdit#lag:focus {{ color: {theme.look.text};"
            f" border: 2px solid {theme.look.accent}; border-radius: 4px; }}"
        )

    def open_types(self) -> None:
        """Open the choice of types."""
        self.menu().popup(self.kind.mapToGlobal(QPoint(0, self.kind.height() + 2)))

    def menu(self) -> QMenu:
        """Return the choice of types and of calendars for the lag, and the removal."""
        menu = QMenu(self)
        for kind, title in TYPES.items():
            action = menu.addAction(f"{title}\t{kind}", partial(self.set_type, kind))
            action.setCheckable(True)
            action.setChecked(kind == self.kind.text())
        menu.addSeparator()
        document = self.owner.rows.document
        row, project = document.contents.dependencies.get(self.key), document.project
        if row is not None and project is not None:
            counted = menu.addMenu("Count the lag in the time of")
            counted.setEnabled(row.lag_unit != LagUnit.ELAPSED)
            usual = f"As the project says: {_LAGS[LagCalendar(project.lag_calendar)]}"
            for key, name in calendar_choices(document.contents, usual):
                action = counted.addAction(name, partial(self.set_calendar, key))
                action.setCheckable(True)
                action.setChecked(key == row.lag_calendar_id)
        menu.addAction("Remove the link", self.remove)
        menu.setEnabled(not document.read_only)
        return menu

    def set_type(self, kind: LinkType) -> None:
        """Give the link another type."""
        self.owner.write(
            "Type of a link", lambda session: set_link(session, self.key, link_type=kind)
        )

    def set_calendar(self, key: int | None) -> None:
        """Count the lag in another calendar, or as the project says."""
        self.owner.write("Calendar of a lag", lambda session: count_lag_in(session, self.key, key))

    def remove(self) -> None:
        """Remove the link."""
        self.owner.write("Remove a link", lambda session: unlink(session, [self.key]))

    def _write_lag(self) -> None:
        row = self.owner.rows.document.contents.dependencies.get(self.key)
        project = self.owner.rows.document.project
        if row is None or project is None or self._writing:
            return
        shown = lag_text(row, self.owner.rows)
        if self.lag.text() == shown:
            return
        try:
            kind, lag, unit = read_link(self.lag.text(), row, project)
        except Refused as refusal:
            self.owner.complaint.say(str(refusal))
            self.lag.setText(shown)
            return
        self.lag.setText(shown)  # it may be what it was, written otherwise
        what = "Lag of a link" if kind == row.link_type else "Type and lag of a link"
        # The rows are filled anew meanwhile; one that goes loses the focus, which ends an edit too.
        self._writing = True
        self.owner.write(
            what,
            lambda session: set_link(session, self.key, link_type=kind, lag=lag, lag_unit=unit),
        )
        self._writing = False


class LinkList(Section):
    """The links on one side of the selected task.

    Parameters
    ----------
    before
        Whether the predecessors are listed, or the successors.
    """

    asked = Signal(int)
    """Another task was clicked."""

    def __init__(self, page: Screen, rows: PlanRows, *, before: bool) -> None:
        title, aside = ("Depends on", "link, lag") if before else ("Then", "")
        super().__init__(title, page.theme, aside, rule=before)
        self.page, self.rows, self.before = page, rows, before
        self.key: int | None = None
        self.lines: list[LinkRow] = []
        """The rows of the links that there are."""
        self._made: list[LinkRow] = []
        self._state: object = None
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.column.addLayout(self.list)
        self.complaint = Complaint(page.theme)
        self.adding = Field("", "", page.theme)
        self.adding.edit.setPlaceholderText("Add a predecessor")
        self.adding.edit.setAccessibleName("Add a predecessor by number or name")
        self.adding.setToolTip(
            "Type a number or a name, for example 3.4 or 3.4SS+2d.\n"
            "Ctrl+L in the table links to the task before, or the selected tasks in their order"
        )
        self._plus = self.adding.edit.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.adding.show_keys("Ctrl L")
        self.dress()
        self.adding.committed.connect(self._add)
        self.column.addWidget(self.adding)
        self.adding.setVisible(before)
        self.column.addWidget(self.complaint)
        if before:
            self.adding.edit.textEdited.connect(self._offer)

    def show_task(self, key: int) -> None:
        """Show the links of a task."""
        contents = self.rows.document.contents
        links = contents.links_to(key) if self.before else contents.links_from(key)
        strong = [self._drives(row) for row in links]
        said = [(self._spoken(row), _counted(row, self.rows)) for row in links]
        unkept = [self.rows.figures.unkept(row) for row in links]
        state = (key, links, strong, said, unkept)
        if state == self._state:
            return
        if key != self.key:
            self.complaint.say("")
            self.adding.set_text("")
        held = self._held() if key == self.key else None
        self.key, self._state = key, state
        while len(self._made) < len(links):
            line = LinkRow(self)
            self._made.append(line)
            self.list.addWidget(line)
        self.lines = self._made[: len(links)]
        for place, line in enumerate(self._made):
            if place < len(links):
                row = links[place]
                other = row.predecessor_id if self.before else row.successor_id
                line.show_link(row, other, strong=strong[place], unkept=unkept[place])
            line.setVisible(place < len(links))
        self.adding.set_read_only(self.rows.document.read_only)
        self.setVisible(self.before or bool(links))
        if held is not None:
            self._hold(*held)

    def _held(self) -> tuple[int, int] | None:
        """Return which link, and which part of its row, has the keyboard."""
        focused = self.window().focusWidget()
        for line in self.lines:
            for place, part in enumerate(line.parts()):
                if part is focused:
                    return line.key, place
        return None

    def _hold(self, key: int, place: int) -> None:
        """Give the keyboard back to the row of a link, which may be another row now."""
        line = next((line for line in self.lines if line.key == key), None)
        if line is None:
            self.adding.edit.setFocus()
            return
        line.parts()[place].setFocus(Qt.FocusReason.OtherFocusReason)
        line.lag.selectAll()

    def dress(self) -> None:
        """Take font and colors from the theme."""
        self._plus.setIcon(self.page.theme.icon("plus"))
        for line in self._made:
            line.dress()

    def _spoken(self, row: "Dependency") -> tuple[str, bool, bool, str]:
        line = self.rows.line_of(row.predecessor_id if self.before else row.successor_id)
        return line.name, line.done, line.left_out, line.number

    def _drives(self, row: "Dependency") -> bool:
        found = driving_link(self.rows, row.successor_id)
        outlook = self.rows.document.outlook
        return (
            found is not None
            and outlook is not None
            and found.predecessor == row.predecessor_id
            and found.type == row.link_type
            and bool(outlook.schedule.critical[outlook.schedule.index[row.successor_id]])
        )

    def write(self, label: str, change: Callable[..., object]) -> None:
        """Change links as one step; a refusal is shown below the list."""
        try:
            with self.page.edit(label) as session:
                change(session)
        except LeadbenchError as refusal:
            self.complaint.say(str(refusal))
            self._state = None
            if self.key is not None:
                self.show_task(self.key)
        else:
            self.complaint.say("")

    def _offer(self) -> None:
        """Offer the tasks whose number or name holds what is typed."""
        if self.adding.edit.completer() is None:
            words = [
                f"{row.number} {self._name(row.key)}" for row in self.rows.document.outline.rows
            ]
            completer = QCompleter(words, self.adding)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.adding.edit.setCompleter(completer)

    def _name(self, key: int) -> str:
        return self.rows.document.contents.activities[key].name

    def _add(self, text: str) -> None:
        if not text.strip() or self.key is None:
            return
        key, number = self.key, self.rows.document.outline.number_of[self.key]
        try:
            wanted = self._read(text.strip())
            with self.page.edit(f"Predecessor of {number}") as session:
                for predecessor, kind, lag, unit in wanted:
                    link(session, predecessor, key, link_type=kind, lag=lag, lag_unit=unit)
        except LeadbenchError as refusal:
            self.adding.set_error(str(refusal))
            return
        self.adding.edit.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none
        self.adding.set_text("")

    def _read(self, text: str) -> list[tuple[int, LinkType, int, LagUnit]]:
        """Return the links that a text means: notation, or the name of a task."""
        document, project = self.rows.document, self.rows.document.project
        assert project is not None
        by_name = text.casefold()
        for row in document.outline.rows:
            name = self._name(row.key).casefold()
            if by_name in {name, f"{row.number} {name}"}:
                return [(row.key, LinkType.FINISH_START, 0, LagUnit.WORKING)]
        found = [
            row.key for row in document.outline.rows if by_name in self._name(row.key).casefold()
        ]
        if len(found) == 1 and not text[0].isdigit():
            return [(found[0], LinkType.FINISH_START, 0, LagUnit.WORKING)]
        if found and not text[0].isdigit():
            raise Refused(f"“{text}” fits {len(found)} tasks. Write more of the name, or a number.")
        if not text[0].isdigit():
            raise Refused(f"There is no task “{text}”. Write a number such as 3.4, or a name.")
        return [
            (each.predecessor_id, each.link_type, each.lag, each.lag_unit)
            for each in parse_predecessors(text, document.outline, project)
        ]


def _counted(row: "Dependency", rows: PlanRows) -> str:
    """Return in whose time the lag of a link is counted, in words."""
    document = rows.document
    assert document.project is not None
    if row.lag_unit == LagUnit.ELAPSED:
        return "Lag counted by the clock"
    if row.lag_calendar_id is not None:
        name = calendar_names(document.contents)[row.lag_calendar_id]
        return f"Lag counted in the time of the calendar {name}"
    whose = _LAGS[LagCalendar(document.project.lag_calendar)]
    return f"Lag counted in {'' if whose == 'all time' else 'the time of '}{whose}"
