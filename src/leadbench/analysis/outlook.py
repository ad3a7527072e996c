"""Everything about a project that is quick to work out, in one pass."""

from dataclasses import dataclass

from leadbench.analysis.calendars import finish_date, to_date
from leadbench.analysis.critical_path import Schedule, schedule
from leadbench.analysis.inputs import Network


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a project stands.

    Attributes
    ----------
    network, schedule
        What was asked, and its dates.
    finish
        The project's finish, an instant.
    minutes_left
        Working minutes from the status date (or the start) to the finish: the length left of the
        critical path. 0 when all is done.
    days, days_left
        Working days of the project's calendar from its start to its finish, and from the status
        date to its finish; both ends count.
    day
        Which of ``days`` the status date is, from 1; None without a status date, 0 when it lies
        before the start. A free day counts as the working day before it.
    """

    network: Network
    schedule: Schedule
    finish: int
    minutes_left: int
    days: int
    days_left: int
    day: int | None


def outlook(network: Network, before: Outlook | None = None) -> Outlook:
    """Return how a project stands.

    Parameters
    ----------
    network
        Everything that its dates follow from.
    before
        An earlier outlook of the same project. If tasks and links still are the same ones, the
        order in which they are worked out is taken from it, which saves most of the time.

    Raises
    ------
    LoopRefused, BeyondDates, Refused
        As ``schedule``.
    """
    result = schedule(network, None if before is None else before.schedule.structure)
    calendar = network.calendars[network.calendar]
    first = to_date(result.project_start)
    last = finish_date(max(result.project_finish, result.project_start + 1))
    status = None if network.status is None else to_date(network.status)
    return Outlook(
        network=network,
        schedule=result,
        finish=result.project_finish,
        minutes_left=result.remaining,
        days=calendar.working_days(first, last),
        days_left=calendar.working_days(first if status is None else max(first, status), last),
        day=None if status is None else calendar.working_days(first, min(status, last)),
    )
