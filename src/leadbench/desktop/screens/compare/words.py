"""The figures of a comparison in words: values, differences, and the finding."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbench.analysis.calendars import finish_date
from leadbench.plan.money import MINUS, format_money
from leadbench.plan.notation import format_date, format_days

if TYPE_CHECKING:
    from leadbench.analysis.calendars import WorkCalendar
    from leadbench.plan.comparing import Comparison, TaskDifference, TaskVersion, Version
    from leadbench.plan.tables import Project

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table of measures; ``tone`` is a color token of the difference."""

    name: str
    before: str
    after: str
    difference: str
    tone: str
    tip: str = ""


class CompareWords:
    """Writes the figures of one project.

    Parameters
    ----------
    project, currency, working
        How long its days are, what it pays in, and its calendar.
    """

    def __init__(self, project: "Project", currency: str, working: "WorkCalendar") -> None:
        self.project = project
        self.working = working
        self.currency = currency
        status = project.status_minute
        self.year = finish_date(status or project.start_minute or 1).year

    def day(self, finish: int) -> str:
        """Return the day of a finish: "16 Jul"."""
        return format_date(finish_date(finish), self.year)

    def days(self, minutes: int) -> str:
        """Return a difference in days with its sign: "+5 d"."""
        text = format_days(minutes, self.project)
        if text == "0":
            if minutes:  # less than a tenth of a day, yet not nothing
                return f"{MINUS if minutes < 0 else '+'}{abs(minutes)} min"
            return "0 d"
        return f"{'+' if minutes > 0 else ''}{text} d"

    def money(self, cents: int | None) -> str:
        """Return an amount: "$713k"."""
        return NOTHING if cents is None else format_money(cents, self.currency)

    def difference(self, cents: int | None) -> str:
        """Return a difference of money with its sign."""
        if cents is None:
            return NOTHING
        return ("+" if cents > 0 else "") + format_money(cents, self.currency)

    def floats(self, task: "TaskVersion") -> str:
        """Return the total float of a task in days; "–" when it is done."""
        if task.total_float is None or task.left_out:
            return NOTHING
        return format_days(task.total_float, self.project)

    def finding(self, compared: "Comparison") -> str:
        """Return the comparison in one sentence."""
        after, money = compared.after, compared.cost
        name = "The plan" if after.name == "Plan" else f"“{after.name}”"
        day = self.day(after.finish)
        if compared.finish == 0:
            dates = f"{name} ends on the same day, {day}"
        else:
            way = "later" if compared.finish > 0 else "earlier"
            size = self.days(abs(compared.finish)).lstrip("+")
            dates = f"{name} ends {size} {way}, on {day}"
        if money is None:
            return f"{dates}."
        if money == 0:
            return f"{dates}, at the same cost."
        more = "more" if money > 0 else "less"
        return f"{dates}, and costs {format_money(abs(money), self.currency)} {more}."

    def measures(self, compared: "Comparison") -> list[Measure]:
        """Return the measures that both versions have, in the order of the page."""
        before, after = compared.before, compared.after
        near = format_days(after.near_float, self.project)
        found = [
            Measure(
                "Finish",
                self.day(before.finish),
                self.day(after.finish),
                self.days(compared.finish),
                tone_of(compared.finish),
                "When the last task ends",
            ),
            self._amount(
                "Estimate",
                before.cost,
                after.cost,
                "Planned people and all budget lines",
                judged=True,
            ),
            self._amount(
                "Of it on tasks",
                before.cost_on_tasks,
                after.cost_on_tasks,
                "The roles assigned to tasks while these run, and fixed costs",
            ),
            self._amount(
                "Not on a task",
                _rest(before),
                _rest(after),
                "Budget lines, and planned people beyond their tasks",
            ),
            self._work(before.work, after.work),
            _count("Tasks and milestones", len(before.leaves), len(after.leaves), plain=True),
            _count("Critical", len(before.critical), len(after.critical)),
            _count(
                f"With {near} d float or less",
                len(before.critical) + len(before.near),
                len(after.critical) + len(after.near),
            ),
        ]
        committed = self.project.committed_finish_minute
        if committed is not None:
            day = self.day(committed)
            found.insert(
                1,
                Measure(
                    f"Holds {day}",
                    _yes(before.finish <= committed),
                    _yes(after.finish <= committed),
                    _holding(before.finish <= committed, after.finish <= committed),
                    tone_of((after.finish > committed) - (before.finish > committed)),
                    "Whether the plan's finish is not after the committed one",
                ),
            )
        return found

    def _amount(
        self, name: str, before: int | None, after: int | None, tip: str, *, judged: bool = False
    ) -> Measure:
        change = None if before is None or after is None else after - before
        return Measure(
            name,
            self.money(before),
            self.money(after),
            self.difference(change),
            tone_of(change or 0) if judged else "text2",
            tip,
        )

    def _work(self, before: int, after: int) -> Measure:
        def text(minutes: int) -> str:
            return f"{format_days(minutes, self.project)} d"

        return Measure(
            "Work of people",
            text(before),
            text(after),
            self.days(after - before),
            tone_of(after - before),
            "Days of all assigned roles together",
        )

    def sentence(self, compared: "Comparison", one: "TaskDifference") -> str:
        """Return a task with its differences, for those who hear it and for its tooltip."""
        task = one.task
        parts = [f"{task.number} {task.name}"]
        if one.before is None:
            parts.append(f"only in {compared.after.name}, finish {self.day(task.finish)}")
        elif one.after is None:
            parts.append(f"only in {compared.before.name}, finish {self.day(task.finish)}")
        else:
            parts.append(f"finish {self.day(task.finish)}")
            if one.moved:
                parts.append(f"{self.days(one.moved)}, was {self.day(one.before.finish)}")
            if one.longer:
                parts.append(f"duration {self.days(one.longer)}")
            if one.floats:
                parts.append(f"float {self.days(one.floats)}")
            if one.costs:
                parts.append(f"cost {self.difference(one.costs)}")
            if one.after.left_out != one.before.left_out:
                parts.append("left out" if one.after.left_out else "counted again")
            elif one.after.left_out:
                parts.append("left out in both")
            if one.before.name != one.after.name:
                parts.append(f"was named {one.before.name}")
        if one.after is not None and compared.after.is_critical(one.after):
            parts.append("critical")
        return ", ".join(parts)


def _count(name: str, before: int, after: int, *, plain: bool = False) -> Measure:
    change = after - before
    text = f"+{change}" if change > 0 else f"{MINUS}{-change}" if change < 0 else "0"
    tone = "text2" if plain else "near" if change > 0 else tone_of(change)
    return Measure(name, str(before), str(after), text, tone)


def _rest(version: "Version") -> int | None:
    if version.cost is None or version.cost_on_tasks is None:
        return version.cost
    return version.cost - version.cost_on_tasks


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _holding(before: bool, after: bool) -> str:
    if before == after:
        return "same"
    return "holds now" if after else "missed now"


def tone_of(change: int) -> str:
    """Return the color of a difference of which less is better."""
    return "critical" if change > 0 else "good" if change < 0 else "text2"
