"""What one activity costs: the people on it while it runs, and what is fixed."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from leadbench.analysis.calendars import WorkCalendar, finish_date, instant, to_date
from leadbench.analysis.role_loads import following


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a role that an activity takes.

    Attributes
    ----------
    percent
        Of full time.
    month_rate
        What the role costs in a month, in cents; None if nobody has said.
    """

    percent: int
    month_rate: int | None


@dataclass(frozen=True, slots=True)
class AssignedCost:
    """Work and cost of an activity, or of several together.

    Attributes
    ----------
    work
        Of the assigned roles, in minutes.
    labor
        Cents of that work; None without any rate.
    fixed
        Cents of what costs the same however long it takes; None where nobody has said.
    lines
        Cents of the budget lines that pay for it; None without one.
    """

    work: int
    labor: int | None
    fixed: int | None = None
    lines: int | None = None

    @property
    def cents(self) -> int | None:
        """Everything together; None while nothing is known."""
        return _sum(self.labor, self.fixed, self.lines)

    def __add__(self, other: "AssignedCost") -> "AssignedCost":
        return AssignedCost(
            self.work + other.work,
            _sum(self.labor, other.labor),
            _sum(self.fixed, other.fixed),
            _sum(self.lines, other.lines),
        )


def _sum(*parts: int | None) -> int | None:
    """Return the sum of what is known, or None."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


NOTHING = AssignedCost(0, None)


def assigned_cost(
    shares: Iterable[Share], start: int, finish: int, minutes: int, working: WorkCalendar
) -> AssignedCost:
    """Return the work and the cost of the roles on one activity.

    Parameters
    ----------
    shares
        What it takes of each role. One without a rate works, and costs nothing yet.
    start, finish
        Its dates, as instants.
    minutes
        Its duration in working minutes.
    working
        The project's calendar. A month costs the role's rate, so of a month each activity costs
        the share of the working minutes that lie within it: a whole month of full time costs
        exactly the rate, as it does in the budget.

    Returns
    -------
    AssignedCost
        Rounded once, half up, to whole minutes and whole cents.
    """
    shares = tuple(shares)
    if not shares:
        return NOTHING
    percent = sum(share.percent for share in shares)
    rates = [share.month_rate * share.percent for share in shares if share.month_rate is not None]
    if not rates:
        return AssignedCost(_rounded(Fraction(percent * minutes, 100)), None)
    months = sum((_month_shares(start, finish, working)), Fraction(0))
    return AssignedCost(
        _rounded(Fraction(percent * minutes, 100)), _rounded(months * Fraction(sum(rates), 100))
    )


def _month_shares(start: int, finish: int, working: WorkCalendar) -> Iterable[Fraction]:
    """Yield, for each month that an activity touches, the share of its working minutes."""
    if finish <= start:
        return
    month, last = to_date(start).replace(day=1), finish_date(finish)
    while month <= last:
        after = following(month)
        first, end = instant(month), instant(after)
        whole = working.between(first, end)
        if whole > 0:
            within = working.between(max(first, start), min(end, finish))
            yield Fraction(within, whole)
        month = after


def _rounded(amount: Fraction) -> int:
    """Return the nearest whole number, halves up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
