"""Which projects to fund, to postpone or to drop: a ranked list with the line of the budget."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leadbench.analysis.calendars import instant
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.portfolio.candidates import (
    DECISION_MARKS,
    DECISIONS,
    Candidate,
    candidates,
    columns,
    form_sections,
)
from leadbench.desktop.widgets.budget_bar import BudgetBar
from leadbench.desktop.widgets.buttons import Button, Segmented
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.edits.projects import add_project, delete_project
from leadbench.plan.money import format_money_exact, format_thousands, parse_money
from leadbench.plan.tables import Portfolio, PortfolioDecision, Project

_NUMBERS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
)  # fmt: skip
_RANKS = (("rice", "RICE"), ("gain", "Gain"), ("cost", "MVP cost"), ("name", "Name"))


class Page(Screen):
    """The candidates, the order in which they are worth doing, and what the budget allows."""

    key: ClassVar[str] = "portfolio"
    tables: ClassVar[frozenset[str]] = frozenset({"portfolio", "project", "candidacy", "stage"})

    def build(self) -> None:
        """Make the budget line, the list and the inspector."""
        theme = self.theme
        self.header = PageHeader("Portfolio", "", theme)
        self.rank = Segmented(_RANKS, theme)
        self.rank.setAccessibleName("Rank by")
        self.rank.chosen.connect(lambda _key: self.refresh())
        self.header.add(Text("Rank by", theme, "body", "text2"))
        self.header.add(self.rank)
        self.add_button = Button("Candidate", "plus", theme, "primary")
        self.add_button.clicked.connect(self.add)
        self.header.add(self.add_button)
        self.budget = Field("Budget line", "", theme)
        self.budget.committed.connect(self._set_budget)
        self.budget.setFixedWidth(140)
        self.bar = BudgetBar(theme)
        self.table = Table(
            self,
            columns(self._budget_cents),
            table=Project,
            name=lambda row: str(row.project.name),
            noun=("candidate", "candidates"),
            insert=lambda _below: self._insert(),
            delete=self._delete,
            row_height=40,
            remember="candidates",
        )
        self.table.setAccessibleName("Candidates")
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._show_selection)
        self.table.opened.connect(self.open_project)
        self._build_inspector()
        self._lay_out()

    def _build_inspector(self) -> None:
        theme = self.theme
        self.form = Form(
            self, form_sections(), table=Project, name=lambda row: str(row.project.name)
        )
        self.open_button = Button("Open the plan", "arrow-right", theme, "link")
        self.open_button.clicked.connect(self._open_selected)
        opening = QHBoxLayout()
        opening.setContentsMargins(16, 10, 16, 0)
        opening.addWidget(self.open_button)
        opening.addStretch(1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(opening)
        inside.addWidget(self.form)
        self.pane = Pane(
            theme,
            "Portfolio",
            "Select a candidate to see and change its figures. Enter or a double click on its "
            "name opens its plan.",
            body,
        )

    def _lay_out(self) -> None:
        theme = self.theme
        first = Button("Add the first candidate", "plus", theme, "primary")
        first.clicked.connect(self.add)
        self._first = first
        empty = Empty(
            theme,
            "layers",
            "No candidates yet",
            "List every project that could be done, with its gain, its complexity and its cost. "
            "The list then shows what the budget buys, best first.",
            first,
        )
        money = QHBoxLayout()
        money.setContentsMargins(20, 14, 20, 12)
        money.setSpacing(24)
        money.addWidget(self.budget)
        money.addWidget(self.bar, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(money)
        column.addWidget(Line(theme))
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(centered(empty))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._stack, 1)

    # What is shown

    def refresh(self) -> None:
        """Reread the candidates."""
        rows = candidates(self.document.contents, self.rank.current)
        budget, closed = self._budget_cents(), self.document.read_only
        self.add_button.setEnabled(not closed)
        self._first.setEnabled(not closed)
        self.budget.set_read_only(closed)
        currency = self._portfolio().currency
        self.budget.set_text("" if budget is None else format_money_exact(budget, currency))
        self._stack.setCurrentIndex(0 if rows else 1)
        divider = None
        if budget is not None:
            place = next((at for at, row in enumerate(rows) if (row.total_cents or 0) > budget), -1)
            if place >= 0:
                divider = (place, f"Budget line {format_thousands(budget, currency)}")
        self.table.set_rows(rows, divider)
        self._say(rows, budget, currency)
        self._show_selection()

    def show_results(self) -> None:
        """Do nothing: no calculated date stands here."""

    def _say(self, rows: Sequence[Candidate], budget: int | None, currency: str) -> None:
        funded = [row for row in rows if row.funded]
        spent = sum(row.figure("mvp_cost_cents") or 0 for row in funded)
        words = [f"{_number(len(rows))} candidate{'s' if len(rows) != 1 else ''}"]
        if funded:
            amount = format_thousands(spent, currency)
            words.append(f"{_number(len(funded)).lower()} funded for {amount}")
        else:
            words.append("none funded yet")
        if budget is None:
            words.append("no budget line yet")
        elif spent <= budget:
            words.append(f"{format_thousands(budget - spent, currency)} left")
        else:
            words.append(f"{format_thousands(spent - budget, currency)} over the budget line")
        sentence = ", ".join(words)
        self.header.set_purpose(sentence)
        pieces = [
            (
                f"{row.project.name} {format_thousands(row.figure('mvp_cost_cents'), currency)}",
                row.figure("mvp_cost_cents"),
                row.funded,
            )
            for row in (*funded, *[row for row in rows if not row.funded][:1])
            if row.figure("mvp_cost_cents") is not None
        ]
        tag = "" if budget is None else f"Budget line {format_thousands(budget, currency)}"
        self.bar.tell(pieces, budget, tag, sentence)

    def _show_selection(self) -> None:
        rows = self.table.selected_rows()
        self.form.show_rows(rows)
        self.open_button.setVisible(len(rows) == 1)
        if not rows:
            self.pane.show_help()
        elif len(rows) > 1:
            self.pane.show_for("", f"{len(rows)} candidates", [])
        else:
            project = rows[0].project
            mark = DECISION_MARKS[project.decision]
            self.pane.show_for(
                f"Rank {rows[0].rank} of {len(self.document.contents.projects)}",
                project.name,
                [
                    (rows[0].stage, "accent" if project.state == "active" else "neutral", ""),
                    (dict(DECISIONS)[PortfolioDecision(project.decision)], mark.chip, mark.icon),
                ],
            )

    def inspector(self) -> QWidget:
        """Return all fields of the selected candidate."""
        return self.pane

    def select(self, key: object) -> None:
        """Select a candidate."""
        if isinstance(key, int):
            self.table.choose(key, "name")
            self.table.setFocus()

    def _portfolio(self) -> Portfolio:
        return next(iter(self.document.contents.portfolio.values()))

    def _budget_cents(self) -> int | None:
        return self._portfolio().budget_cents

    # Changes

    def open_project(self, project_id: int) -> None:
        """Look at a project, on its overview."""
        self.document.show_project(project_id)
        self.asked_to_open.emit("overview", None)

    def _open_selected(self) -> None:
        keys = self.table.selected()
        if keys:
            self.open_project(keys[0])

    def _set_budget(self, text: str) -> None:
        try:
            cents = parse_money(text, field="budget_cents") if text.strip() else None
            with self.edit("Budget line of the portfolio") as session:
                row = session.get(Portfolio, self._portfolio().id)
                assert row is not None
                row.budget_cents = cents
        except LeadbenchError as error:
            self.budget.set_error(str(error))
            return
        self.refresh()

    def _insert(self) -> int:
        taken = {row.name.casefold() for row in self.document.contents.projects.values()}
        name, number = "New candidate", 2
        while name.casefold() in taken:
            name, number = f"New candidate {number}", number + 1
        start = instant(date.today()) + 8 * 60  # noqa: DTZ011 the person's own day
        with self.edit("Add a candidate") as session:
            return add_project(session, name, start_minute=start)

    def add(self) -> None:
        """Add a candidate and type its name."""
        self.table.choose(self._insert(), "name")
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def _delete(self, keys: list[int]) -> None:
        names = [self.document.contents.projects[key].name for key in keys]
        label = names[0] if len(names) == 1 else f"{len(names)} candidates"
        with self.edit(f"Delete {label}") as session:
            for key in keys:
                delete_project(session, key)

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return [
            Command("Add a candidate", self.add, icon="plus", enabled=self.add_button.isEnabled),
            Command(
                "Open the selected project",
                self._open_selected,
                icon="arrow-right",
                enabled=lambda: len(self.table.selected()) == 1,
            ),
        ]


def _number(count: int) -> str:
    """Return a small count as a word that begins a sentence."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
