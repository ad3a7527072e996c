"""How much of a role its activities take, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from leadbench.analysis.calendars import WorkCalendar, finish_date, instant, to_date


@dataclass(frozen=True, slots=True)
class Stint:
    """A role on one activity.

    Attributes
    ----------
    role
        Its name or key.
    percent
        Of full time.
    start, finish
        The activity's dates, as instants.
    """

    role: str
    percent: int
    start: int
    finish: int


def role_loads(stints: Iterable[Stint], working: WorkCalendar) -> dict[str, dict[date, int]]:
    """Return the share of each month's working time that is asked of each role.

    Parameters
    ----------
    stints
        The roles on all activities.
    working
        The project's calendar.

    Returns
    -------
    dict
        By role and first day of the month: percent of full time, rounded half up. 100 is one
        person for the whole month. Months that ask for nothing are absent.
    """
    stints = [stint for stint in stints if stint.finish > stint.start and stint.percent]
    if not stints:
        return {}
    first = min(to_date(stint.start) for stint in stints).replace(day=1)
    last = max(finish_date(stint.finish) for stint in stints)
    months = [first]
    while months[-1] <= last:
        months.append(following(months[-1]))
    place = {month: at for at, month in enumerate(months)}
    ends = [working.position(instant(month)) for month in months]
    sums: dict[str, dict[int, int]] = {}
    for stint in stints:
        own = sums.setdefault(stint.role, {})
        begin, end = working.position(stint.start), working.position(stint.finish)
        at = place[to_date(stint.start).replace(day=1)]
        while at + 1 < len(ends) and ends[at] < end:
            within = min(end, ends[at + 1]) - max(begin, ends[at])
            if within > 0:
                own[at] = own.get(at, 0) + within * stint.percent
            at += 1
    whole = [end - begin for begin, end in pairwise(ends)]
    return {
        role: {
            months[at]: (2 * minutes + whole[at]) // (2 * whole[at])
            for at, minutes in sorted(own.items())
        }
        for role, own in sums.items()
    }


def following(month: date) -> date:
    """Return the first day of the next month."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
