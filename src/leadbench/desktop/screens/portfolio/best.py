"""The best set in words: what is in it, what a better one costs, how sure it is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.field_spec import units_of
from leadbench.desktop.widgets.text import Text
from leadbench.plan.money import format_thousands
from leadbench.plan.notation import format_date
from leadbench.plan.portfolio import periods_of
from leadbench.plan.tables import PortfolioDecision

if TYPE_CHECKING:
    from leadbench.analysis.best_set import Choice, Prospect, Question
    from leadbench.desktop.screens.portfolio import Page


class BestSet(QWidget):
    """Shows the answer of the worker process, and funds the set on request."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        self.mark = Text("", theme, "caption", "text2")
        head = QHBoxLayout()
        head.addWidget(Text("Best set", theme, "section"), 1)
        head.addWidget(self.mark)
        self.found = Text("", theme, "cell", wrap=True)
        self.next = Text("", theme, "cell", "text2", wrap=True)
        self.robust = Text("", theme, "cell", "text2", wrap=True)
        self.problem = Text("", theme, "cell", "error", wrap=True)
        self.fund_button = Button("Fund the best set", "check", theme)
        self.fund_button.clicked.connect(self.fund)
        row = QHBoxLayout()
        row.addWidget(self.fund_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.problem, self.found, self.next, self.robust):
            column.addWidget(widget)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show what is known of the best set now."""
        known = self.page.choosing
        self.mark.setText("updating" if known.updating else "")
        self.problem.setText(known.problem)
        self.problem.setVisible(bool(known.problem))
        choice, question, prospect = known.choice, known.question, known.prospect
        shown = choice is not None and question is not None
        self.found.setText(
            self._found(choice, question)
            if choice is not None and question is not None
            else "" if known.problem else "Looking for it…"
        )  # fmt: skip
        self.next.setText(self._next(choice) if choice is not None else "")
        self.robust.setText(self._robust(prospect) if prospect is not None else "")
        self.next.setVisible(bool(self.next.text()))
        self.robust.setVisible(bool(self.robust.text()))
        self.fund_button.setVisible(shown)
        self.fund_button.setEnabled(self.can_fund)

    @property
    def can_fund(self) -> bool:
        """Whether there is a best set, up to date, that differs from what is funded."""
        known = self.page.choosing
        return (
            self.page.can_edit
            and known.choice is not None
            and not known.late
            and known.choice.best.chosen != self._funded()
        )

    def _funded(self) -> set[int]:
        rows = self.page.document.contents.projects.values()
        return {row.id or 0 for row in rows if row.decision == PortfolioDecision.FUND}

    def names(self, keys: Iterable[int]) -> str:
        """Return the names of candidates in the order of the portfolio."""
        chosen = set(keys)
        rows = self.page.document.contents.ordered_projects()
        return ", ".join(row.name for row in rows if row.id in chosen)

    def _money(self, units: int) -> str:
        return format_thousands(units * 100, self.page.portfolio().currency)

    def _found(self, choice: "Choice", question: "Question") -> str:
        best = choice.best
        if not best.chosen:
            return "No candidate that fits the limits is expected to be worth its cost."
        words = (
            f"{self.names(best.chosen)}: expected NPV {self.page.millions(best.value * 100)} for"
            f" {self._money(question.due(best.chosen))}."
        )
        if best.chosen == self._funded():
            words += " It is what is funded."
        return words

    def _next(self, choice: "Choice") -> str:
        step = choice.step
        if step is None:
            return "No amount of money makes a better set possible."
        periods = {row.id or 0: row.name for row in periods_of(self.page.document.contents)}
        more = " and ".join(
            f"{self._money(extra)} more" + (f" in the {periods[key]}" if key in periods else "")
            for key, extra in step.extra.items()
            if extra > 0
        )
        new = step.selection.chosen - choice.best.chosen
        gone = choice.best.chosen - step.selection.chosen
        words = f"The next budget step: {more} adds {self.names(new)}"
        if gone:
            words += f" in place of {self.names(gone)}"
        return f"{words}, worth {self.page.millions(step.gain * 100)} more."

    def _robust(self, prospect: "Prospect") -> str:
        robust = prospect.robust
        shares = sorted(robust.swing, key=lambda key: -robust.shares[key])
        swing = ", ".join(f"{self.names([key])} {robust.shares[key]:.0%}" for key in shares)
        lines = [f"While the gains vary within their ranges ({robust.samples} draws):"]
        lines += [f"Always in: {self.names(robust.always)}."] if robust.always else []
        lines += [f"Sometimes in: {swing}."] if swing else []
        lines += [f"Never in: {self.names(robust.never)}."] if robust.never else []
        return "\n".join(lines)

    def fund(self) -> None:
        """Fund the best set, as one change of the decisions."""
        from leadbench.plan.edits.portfolio import fund_set

        choice = self.page.choosing.choice
        if choice is None or not self.can_fund:
            return
        today = units_of(self.page).today
        budget = self.page.budget_cents()
        reason = f"Best set of {format_date(today, 0)}"
        if budget is not None:
            reason += f" within {format_thousands(budget, self.page.portfolio().currency)}"
        with self.page.edit("Fund the best set") as session:
            fund_set(session, choice.best.chosen, reason)
        self.page.said.emit("The best set is funded", True)
