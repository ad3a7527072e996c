"""Which projects to fund, to postpone or to drop: ranked, compared, and chosen within limits."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from leadbench.analysis.calendars import instant
from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.portfolio.bubbles import Bubbles
from leadbench.desktop.screens.portfolio.candidates import (
    DECISIONS,
    RANKS,
    Candidate,
    candidates,
)
from leadbench.desktop.screens.portfolio.choosing import Choosing
from leadbench.desktop.screens.portfolio.columns import DECISION_MARKS, columns, millions
from leadbench.desktop.screens.portfolio.pictures import move_bubble, show_bubbles, show_stairs
from leadbench.desktop.screens.portfolio.side import Side
from leadbench.desktop.screens.portfolio.words import sentence, standing_words
from leadbench.desktop.widgets.budget_bar import BudgetBar
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import ChoiceField
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.errors import LeadbenchError
from leadbench.plan.best_set import question_of
from leadbench.plan.edits.portfolio import set_budget
from leadbench.plan.edits.projects import add_project, delete_project
from leadbench.plan.money import format_money_exact, format_thousands, parse_money
from leadbench.plan.portfolio import periods_of, portfolio_of
from leadbench.plan.tables import Portfolio, PortfolioDecision, Project


class Page(Screen):
    """The candidates, the order in which they are worth doing, and what the budget allows."""

    key: ClassVar[str] = "portfolio"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "answer", "businesscase", "candidacy", "candidatemoney", "candidatepeople",
            "candidatetie", "complexitypart", "component", "dataassessment", "datasource",
            "discovery", "flow", "fundingperiod", "gainfactor", "gainpart", "gainterm",
            "portfolio", "project", "role", "sizingsheet", "skilllimit", "stage",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make the budget line, the charts, the list and the inspector."""
        theme = self.theme
        self.header = PageHeader("Portfolio", "", theme)
        self.rank = ChoiceField(FieldSpec("rank", "Rank by", editor="choice", choices=RANKS), theme)
        self.rank.label.hide()
        self.rank.set_text(RANKS[0][1])
        self.rank.setFixedWidth(176)
        self.rank.committed.connect(lambda _word: self.refresh())
        self.header.add(Text("Rank by", theme, "body", "text2"))
        self.header.add(self.rank)
        self.count = QuestionCount(self, self._answer)
        self.header.add(self.count)
        self.details_button = Button("Best set and limits", "sliders-horizontal", theme)
        self.details_button.clicked.connect(self._rest)
        self.header.add(self.details_button)
        self.add_button = Button("Candidate", "plus", theme, "primary")
        self.add_button.clicked.connect(self.add)
        self.header.add(self.add_button)
        self.problem = Text("", theme, "cell", "error", wrap=True)
        self.problem.setContentsMargins(20, 8, 20, 4)
        self.problem.hide()
        self.budget = Field("", "", theme)
        self.budget.edit.setAccessibleName("Budget line")
        self.budget.committed.connect(self._set_budget)
        self.budget.setFixedWidth(120)
        self.bar = BudgetBar(theme)
        self.bubbles = Bubbles(theme)
        self.bubbles.chosen.connect(self._pick)
        self.bubbles.moved.connect(self._move)
        self.bubbles.refused.connect(self.nothing_done)
        self.stairs = Chart(theme, 90, "Expected NPV for each budget")
        expanding = QSizePolicy.Policy.Expanding
        self.stairs.setSizePolicy(expanding, expanding)
        self.stairs.setMaximumHeight(scaled(theme, 220))
        self.choosing = Choosing(self)
        self.choosing.changed.connect(self._show_choice)
        self.document.closed.connect(self.choosing.stop)
        self.table = Table(
            self,
            columns(self.budget_cents),
            table=Project,
            name=lambda row: str(row.project.name),
            noun=("candidate", "candidates"),
            insert=lambda _below: self._insert(),
            delete=self._delete,
            row_height=38,
            head_height=28,
            remember="candidates",
        )
        self.table.setAccessibleName("Candidates")
        self.opens_at = self.table
        self.table.chosen.connect(self._show_selection)
        self.table.opened.connect(self.open_project)
        self.side = Side(self)
        self.form, self.pane = self.side.form, self.side.pane
        self.side.open_button.clicked.connect(self._open_selected)
        self._lay_out()

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
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(Text("Gain against complexity", theme, "section"))
        self.chart_note = Text(
            "Annual gain at full use. Bubble area: MVP cost. Line: low to high estimate. Blue:"
            " funded",
            theme, "caption", "text2",
        )  # fmt: skip
        left.addWidget(self.chart_note)
        left.addWidget(self.bubbles, 1)
        self.budget_title = Text("Budget line", theme, "section")
        self.spent = Text("", theme, "caption", "text2", wrap=True)
        money = QHBoxLayout()
        money.setSpacing(10)
        money.addWidget(self.budget)
        money.addWidget(self.spent, 1)
        self.stairs_note = Text("", theme, "caption", "text2")
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.budget_title)
        right.addLayout(money)
        right.addWidget(self.bar)
        right.addWidget(Text("Expected NPV for each budget", theme, "section"))
        right.addWidget(self.stairs_note)
        right.addWidget(self.stairs, 10)
        right.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 20, 8)
        top.setSpacing(20)
        top.addLayout(left, 8)
        top.addLayout(right, 5)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addLayout(top, 1)
        column.addWidget(Line(theme))
        column.addWidget(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(centered(empty))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._stack, 1)

    # What is shown

    @property
    def rank_by(self) -> str:
        """The key of what the list is ranked by."""
        return next(str(key) for key, word in RANKS if word == self.rank.text())

    def refresh(self) -> None:
        """Reread the candidates."""
        contents = self.document.contents
        budget, closed = self.budget_cents(), self.document.read_only
        self.add_button.setEnabled(not closed)
        self.count.refresh()
        self._first.setEnabled(not closed)
        self.budget.set_read_only(closed)
        currency = self.portfolio().currency
        self.budget.set_text("" if budget is None else format_money_exact(budget, currency))
        periods = periods_of(contents)
        self.budget_title.setText(f"Budget line, {periods[0].name}" if periods else "Budget line")
        self._stack.setCurrentIndex(0 if contents.projects else 1)
        if contents.projects:
            self.choosing.ask(question_of(contents))
        self._show_rows()
        self._show_selection()

    def show_results(self) -> None:
        """Do nothing: no calculated date stands here."""

    def _show_rows(self) -> None:
        budget, currency = self.budget_cents(), self.portfolio().currency
        choice = self.choosing.choice
        best = None if choice is None or self.choosing.late else choice.best.chosen
        self.rows, problem = candidates(self.document.contents, self.rank_by, best)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        divider = None
        if budget is not None:
            totals = enumerate(self.rows)
            place = next((at for at, row in totals if (row.total_cents or 0) > budget), -1)
            if place >= 0:
                divider = (place, f"Budget line {format_thousands(budget, currency)}")
        self.table.set_specs(columns(self.budget_cents, self.rank_by, currency))
        self.table.set_rows(self.rows, divider)
        self._say(self.rows, budget, currency)
        show_bubbles(self)
        show_stairs(self)
        self.side.best.refresh()

    def _pick(self, key: int) -> None:
        self.table.choose(key, "name")

    def _show_choice(self) -> None:
        """Show what the worker process answered."""
        if self.document.is_open:
            self._show_rows()

    def _say(self, rows: Sequence[Candidate], budget: int | None, currency: str) -> None:
        funded = [row for row in rows if row.funded]
        spent = sum(row.standing.due or 0 for row in funded)
        words = standing_words(len(rows), len(funded), spent, budget, currency)
        summary = ", ".join(words)
        self.header.set_purpose(summary)
        self.spent.setText(sentence(words[1:]))
        pieces = [
            (
                f"{row.project.name} {format_thousands(row.figure('mvp_cost_cents'), currency)}",
                row.standing.due or 0,
                row.funded,
            )
            for row in (*funded, *[row for row in rows if not row.funded][:1])
            if row.standing.due is not None
        ]
        tag = "" if budget is None else f"Budget line {format_thousands(budget, currency)}"
        self.bar.tell(pieces, budget, tag, summary)

    def _show_selection(self) -> None:
        rows = self.table.selected_rows()
        self.form.show_rows(rows)
        key = rows[0].id if len(rows) == 1 else None
        self.side.show_one(key)
        self.bubbles.choose(key)
        self.side.open_button.setVisible(len(rows) == 1)
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

    def portfolio(self) -> Portfolio:
        """Return the portfolio of the plan."""
        return portfolio_of(self.document.contents)

    def budget_cents(self) -> int | None:
        """Return the budget line."""
        return self.portfolio().budget_cents

    def millions(self, cents: float) -> str:
        """Return an amount in millions, as values are compared."""
        return millions(cents, self.portfolio().currency)

    def is_waiting(self) -> bool:
        """Tell whether the best set is still looked for."""
        return self.choosing.updating

    # Changes

    def open_project(self, project_id: int) -> None:
        """Look at a project, on its overview."""
        self.document.show_project(project_id)
        self.asked_to_open.emit("overview", None)

    def _open_selected(self) -> None:
        keys = self.table.selected()
        if keys:
            self.open_project(keys[0])

    def _move(self, key: int, complexity: float | None, gain: float | None) -> None:
        """Write what a bubble was moved to, as one change."""
        try:
            move_bubble(self, key, complexity, gain)
        except LeadbenchError as error:
            self.nothing_done.emit(str(error))
            self.refresh()

    def _set_budget(self, text: str) -> None:
        try:
            cents = parse_money(text, field="budget_cents") if text.strip() else None
            with self.edit("Budget line of the portfolio") as session:
                set_budget(session, cents)
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
        key = self._insert()
        self.table.rows.take_fresh(key)
        self.table.choose(key, "name")
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
            Command("Fund the best set", self.side.best.fund, icon="check",
                    enabled=lambda: self.side.best.can_fund),
            Command("Set limits of money and people", self._rest, icon="pencil"),
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
        ]  # fmt: skip

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Return what keys do in the chart."""
        return [
            ("Arrows", "Walk the bubbles"),
            ("Alt+Arrows", "Change complexity or gain of the bubble"),
            ("Esc", "Give a drag of a bubble up"),
        ]

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return [self.bubbles, self.table]

    def _rest(self) -> None:
        """Show what stands in the inspector while nothing is selected."""
        self.inspector_asked.emit()
        self.table.clearSelection()

    def _answer(self) -> None:
        self._rest()
        self.side.questions.open_first()
