"""What the selected task costs: its people while it runs, what is fixed, and budget lines."""

from typing import TYPE_CHECKING, Final

from leadbench.desktop.screens.milestones.cells import Cells
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import Pairs, Section, attempt
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.plan.complexity import widening_of
from leadbench.plan.cost_ranges import cost_range
from leadbench.plan.money import format_money_exact
from leadbench.plan.ranges import range_of
from leadbench.plan.task_costs import lines_for

if TYPE_CHECKING:
    from leadbench.desktop.screen import Screen


_NOT_COUNTED: Final = "Left out of the plan: its people and its fixed cost are not counted"


class CostSection(Section):
    """The cost of people as it follows, the fixed cost as it was typed, and their sum.

    Parameters
    ----------
    cells
        Writes the fixed cost, as a cell of the table does.
    """

    def __init__(self, page: "Screen", rows: PlanRows, cells: Cells) -> None:
        super().__init__("Cost", page.theme)
        self.rows, self.cells = rows, cells
        self.key: int | None = None
        self.fixed = Field("Fixed cost", "", page.theme)
        self.fixed.edit.setPlaceholderText("12.5k")
        self.fixed.setToolTip(
            "What the task itself costs besides people: licences, labels, travel.\n"
            "The budget counts it in the month in which the task ends"
        )
        self.complaint = Complaint(page.theme)
        captions = {
            "people": "People",
            "total": "Total",
            "lines": "Budget lines",
            "fixed": "Fixed below",
        }
        self.pairs = Pairs(captions, page.theme)
        self.pairs.captions["people"].setToolTip(
            "Of each role its share of the task times its monthly rate, while the task runs"
        )
        self.pairs.captions["fixed"].setToolTip("The fixed costs of the tasks below")
        self.pairs.captions["total"].setToolTip("People, fixed cost and budget lines together")
        self.range = Text("", page.theme, "caption", "text2", wrap=True)
        self.range.setToolTip(
            "Its people cost as long as it takes: in the optimistic and the pessimistic time, as"
            " wide as data complexity makes them"
        )
        self.column.addWidget(self.fixed)
        self.column.addWidget(self.complaint)
        self.column.addWidget(self.pairs)
        self.column.addWidget(self.range)
        self.fixed.committed.connect(
            lambda text: attempt(self.fixed, self.complaint, lambda: self._write(text))
        )

    def show_task(self, key: int) -> None:
        """Show what a task costs; of a summary also all below it."""
        if key != self.key:
            self.complaint.say("")
        self.key = key
        line, contents = self.rows.line_of(key), self.rows.document.contents
        cost, own = self.rows.figures.cost(line), contents.activities[key].fixed_cost_cents
        currency = next(iter(contents.portfolio.values())).currency
        self.fixed.set_text("" if own is None else format_money_exact(own, currency))
        self.fixed.set_read_only(self.rows.document.read_only)
        below = 0 if line.left_out else (cost.fixed or 0) - (own or 0)
        shown = {
            "people": cost.labor,
            "fixed": below or None,
            "lines": cost.lines,
            "total": cost.cents if cost.labor is not None or below or cost.lines else None,
        }
        self.pairs.captions["lines"].setToolTip(self._lines(key))
        for name, cents in shown.items():
            text = "" if cents is None else format_money_exact(_whole(cents), currency)
            self.pairs.show_value(name, text)
        self.range.setText(_NOT_COUNTED if line.left_out else self._range(key, currency))
        self.range.setVisible(bool(self.range.text()))
        self.pairs.setVisible(any(cents is not None for cents in shown.values()))

    def _lines(self, key: int) -> str:
        """Return what pays for a task or for what is below it, in words."""
        contents, outline = self.rows.document.contents, self.rows.outline
        keys = [key, *(outline.below(key) if outline is not None else ())]
        names = [line.name or line.category for one in keys for line in lines_for(contents, one)]
        return "What the budget pays for it: " + ", ".join(names) if names else ""

    def _range(self, key: int, currency: str) -> str:
        """Return the least and the most that a task costs, "" without a range."""
        document = self.rows.document
        activity, outlook = document.contents.activities[key], document.outlook
        left = range_of(activity)
        if left is None or outlook is None or key not in outlook.schedule.index:
            return ""
        left = left.widened(widening_of(document.contents, activity.project_id).durations)
        ends = cost_range(document.contents, key, outlook.schedule, left)
        if ends is None:
            return ""
        low, high = (format_money_exact(_whole(cents), currency) for cents in ends)
        return f"From {low} to {high}, as its range says"

    def _write(self, text: str) -> None:
        assert self.key is not None
        self.cells.apply(self.key, Column.FIXED_COST, text)


def _whole(cents: int) -> int:
    """Return an amount without its cents, which nobody plans."""
    return (cents + 50) // 100 * 100
