"""The list of the scenarios below the switch: when each ends, beside the plan."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from leadbench.desktop import forecast_words
from leadbench.desktop.scenario_finishes import ScenarioFinishes

if TYPE_CHECKING:
    from leadbench.desktop.scenarios import Scenarios
    from leadbench.plan.tables import Scenario

WAITING = "working out …"


class ScenarioMenu(QObject):
    """Makes the menu, and fills in what is worked out while it is open."""

    def __init__(self, scenarios: "Scenarios") -> None:
        super().__init__(scenarios)
        self.scenarios = scenarios
        self.document = scenarios.document
        self.finishes = ScenarioFinishes(self.document, self)
        self._listed: dict[QAction, int] = {}
        self.finishes.changed.connect(self._refill)
        self.document.forecast_changed.connect(self._refill)

    def open(self) -> None:
        """Open the menu under the switch; it is gone once it is closed."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.scenarios.window.top.scenarios.menu_place())

    def menu(self) -> QMenu:
        """Return the menu: each scenario with what comes of it, and what can be done."""
        window = self.scenarios.window
        menu = QMenu(window)
        menu.setAccessibleName("Scenarios")
        menu.setToolTipsVisible(True)
        self._listed = {}
        self.finishes.ask()
        for row in self.document.plan.scenarios:
            action = menu.addAction(self._text(row), partial(self.scenarios.show, row.id))
            action.setCheckable(True)
            action.setChecked(row.id == self.document.scenario_id)
            action.setToolTip(self._about(row))
            self._listed[action] = row.id or 0
        menu.destroyed.connect(partial(self._gone, self._listed))
        if self._listed:
            menu.addSeparator()
        for command in self.scenarios.commands()[1:]:
            if command.enabled():
                icon = window.theme.icon(command.icon)
                menu.addAction(icon, command.title, lambda run=command.run: run())
        return menu

    def note(self, row: "Scenario") -> str:
        """Return when a scenario ends, how far that is from the plan, and at P80.

        For example "9 Jul, 5 days earlier · P80 29 Jul".
        """
        finish, plan = self.finishes.of(row), self.finishes.of(None)
        if not finish.known:
            return WAITING
        if finish.minute is None:
            return "no dates"
        words = forecast_words.day(self.document, finish.minute)
        if not plan.known:
            return f"{words}, {WAITING}"
        if plan.minute is not None:
            words = f"{words}, {self._apart(plan.minute, finish.minute)}"
        shown = self.document.forecasts.of((row.branch, self.document.project_id or 0))
        if shown is not None:
            p80 = forecast_words.day(self.document, shown.result.p80)
            words = f"{words} · P80 {p80}{f', {shown.age}' if shown.age else ''}"
        return words

    def _text(self, row: "Scenario") -> str:
        name = row.name.replace("&", "&&")
        return f"{name}\t{self.note(row)}"

    def _about(self, row: "Scenario") -> str:
        """Return when a scenario was made, and how often it was changed since."""
        from leadbench.analysis.calendars import to_date
        from leadbench.plan.notation import format_date
        from leadbench.plan.scenarios import note_of

        count = note_of(self.document.plan.store, row.id or 0).changes
        changes = "1 change" if count == 1 else f"{count} changes" if count else "no changes"
        return f"Made on {format_date(to_date(row.made_minute))}, {changes}"

    def _apart(self, plan: int, finish: int) -> str:
        """Return how far a finish is from that of the plan, in working days of the project."""
        from leadbench.plan.for_analysis import calendar
        from leadbench.plan.notation import format_days

        contents = self.document.plan.contents
        project = contents.projects.get(self.document.project_id or 0)
        if project is None:
            return "not in the plan"
        minutes = calendar(contents, project.calendar_id).between(plan, finish)
        days = format_days(abs(minutes), project)
        if days == "0":
            return "as the plan"
        way = "later" if minutes > 0 else "earlier"
        return f"{days} {'day' if days == '1' else 'days'} {way}"

    def _refill(self) -> None:
        """Write what is known now into the menu that is open."""
        if not self._listed or not self.document.is_open:
            return
        rows = self.document.plan.contents.scenarios
        for action, key in self._listed.items():
            row = rows.get(key)
            if row is not None:
                action.setText(self._text(row))
        self.finishes.ask()  # an edit may have come between

    def _gone(self, listed: dict[QAction, int]) -> None:
        if self._listed is listed:
            self._listed = {}
