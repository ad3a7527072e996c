"""The baselines of the project: keep one, choose which is shown, compare, rename, delete."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from leadbench.desktop.screen import Command
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.dialog import Dialog
from leadbench.errors import LeadbenchError

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.screens.milestones import Page
    from leadbench.plan.tables import Baseline


_ARROW: Final = 26
"""The right end of the toggle that opens the menu, in pixels."""


class BaselineToggle(Button):
    """Shows or hides the baseline's bars; its arrow, or Down, opens the menu of baselines."""

    def __init__(self, page: "Page") -> None:
        super().__init__("Approved", "history", page.theme, "toggle", menu=True)
        self.page = page

    def show_name(self, name: str) -> None:
        """Show the name of the baseline."""
        if self.text() != name:
            self.setText(name)
            self.setAccessibleName(f"{name}. Down lists the baselines")
            self.setToolTip("Show or hide the baseline in the chart. The arrow lists the baselines")
            self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - _ARROW:
            self.page.baselines.open_menu(self)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.page.baselines.open_menu(self)
            return
        super().keyPressEvent(event)


class Baselines:
    """What the menu of baselines can do.

    Parameters
    ----------
    page
        The screen whose project they are of. ``show_dialog`` is an attribute, so that tests answer
        for a person.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.show_dialog: Callable[[Dialog], str] = Dialog.ask

    def commands(self) -> list[Command]:
        """Return what can be done, for the palette."""
        return [
            Command("Keep the plan as a baseline", self.keep, "", "history", self._can_keep),
            Command("Compare with the shown baseline", self.compare, "", "git-compare", self._any),
            Command("Rename the shown baseline", self.rename, "", "pencil", self._can_change),
            Command("Delete the shown baseline", self.delete, "", "trash-2", self._can_change),
        ]

    def all(self) -> "tuple[Baseline, ...]":
        """Return the baselines of the project, oldest first."""
        document = self.page.document
        if not document.is_open or document.project_id is None:
            return ()
        return document.contents.baselines_of(document.project_id)

    def shown(self) -> "Baseline | None":
        """Return the one that table, chart and documents compare with."""
        return next((row for row in self.all() if row.shown), None)

    def _any(self) -> bool:
        return self.shown() is not None

    def _can_keep(self) -> bool:
        return self.page.can_add() and self.page.document.outlook is not None

    def _can_change(self) -> bool:
        return self.page.can_edit and self._any()

    def open_menu(self, below: QWidget) -> None:
        """Open the menu under a button."""
        self.menu().popup(below.mapToGlobal(QPoint(0, below.height() + 2)))

    def menu(self) -> QMenu:
        """Return the menu: each baseline with its day, none of them, and what can be done."""
        from leadbench.analysis.calendars import finish_date
        from leadbench.plan.notation import format_date

        menu = QMenu(self.page)
        menu.setAccessibleName("Baselines")
        theme, rows, can = self.page.theme, self.all(), self.page.can_edit
        for row in rows:
            day = format_date(finish_date(row.finish_minute))
            name = row.name.replace("&", "&&")
            action = menu.addAction(f"{name}\tFinish {day}", partial(self.show, row.id))
            action.setCheckable(True)
            action.setChecked(row.shown)
            action.setEnabled(can)
        if rows:
            none = menu.addAction("Show no baseline", partial(self.show, None))
            none.setCheckable(True)
            none.setChecked(self.shown() is None)
            none.setEnabled(can)
            menu.addSeparator()
        for command in self.commands():
            if command.enabled():
                menu.addAction(theme.icon(command.icon), command.title, command.run)
        return menu

    def keep(self) -> None:
        """Ask for a name and keep the plan under it."""
        from leadbench.analysis.calendars import instant, to_date
        from leadbench.plan.edits.baselines import keep_baseline
        from leadbench.plan.notation import format_date

        document = self.page.document
        if not self._can_keep() or document.project_id is None:
            return
        now = instant(datetime.now().replace(second=0, microsecond=0))  # noqa: DTZ005  # local
        day = format_date(to_date(now), to_date(now).year)
        name = self._ask(
            "Keep the plan as a baseline?",
            "Dates, durations, float, work and cost of every task are kept under this name. Table "
            "and chart compare with it from now on.",
            "Keep it",
            f"Approved {day}",
        )
        if name is None:
            return
        project_id = document.project_id
        if self._edit(
            "Keep baseline",
            lambda session: keep_baseline(
                session,
                project_id,
                name,
                kept_minute=now,
                dates=None if document.outlook is None else document.outlook.schedule,
            ),
        ):
            self.page.said.emit(f"Kept the plan as “{name}”", True)

    def show(self, baseline_id: int | None) -> None:
        """Compare with a baseline from now on, or with none."""
        from leadbench.plan.edits.baselines import show_baseline

        project_id = self.page.document.project_id
        if project_id is not None:
            self._edit(
                "Choose baseline", lambda session: show_baseline(session, project_id, baseline_id)
            )

    def compare(self) -> None:
        """Show the shown baseline beside what is on view."""
        row = self.shown()
        if row is not None:
            self.page.asked_to_open.emit("compare", row.id)

    def rename(self) -> None:
        """Ask for another name of the shown baseline."""
        from leadbench.plan.edits.baselines import rename_baseline

        row = self.shown()
        if row is None or row.id is None:
            return
        key = row.id
        name = self._ask("Rename this baseline?", "", "Rename", row.name, kept=row.name)
        if name is not None and name != row.name:
            self._edit("Rename baseline", lambda session: rename_baseline(session, key, name))

    def delete(self) -> None:
        """Delete the shown baseline; it can be undone from the message."""
        from leadbench.plan.edits.baselines import delete_baseline

        row = self.shown()
        if row is None or row.id is None:
            return
        key = row.id
        if self._edit("Delete baseline", lambda session: delete_baseline(session, key)):
            self.page.said.emit(f"Deleted the baseline “{row.name}”", True)

    def _ask(self, title: str, body: str, verb: str, name: str, kept: str = "") -> str | None:
        from leadbench.desktop.widgets.naming import Naming

        taken = {row.name for row in self.all()} - {kept}
        if not kept:
            number, first = 1, name
            while name in taken:
                number += 1
                name = f"{first} ({number})"
        dialog = Naming(self.page.window(), self.page.theme, title, body, verb, name, taken)
        self.show_dialog(dialog)
        return dialog.name

    def _edit(self, label: str, write: "Callable[[Session], object]") -> bool:
        if not self.page.editor.finish():
            return False
        try:
            with self.page.edit(label) as session:
                write(session)
        except LeadbenchError as refusal:
            self.page.nothing_done.emit(str(refusal))
            return False
        return True
