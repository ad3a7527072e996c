"""Figures of a row that are worked out only when a column of them is shown."""

from typing import TYPE_CHECKING

from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.analysis.assigned_cost import AssignedCost, Share
    from leadbench.analysis.calendars import WorkCalendar
    from leadbench.analysis.critical_path import Schedule
    from leadbench.analysis.inputs import Network
    from leadbench.analysis.order import IntArray
    from leadbench.desktop.screens.milestones.rows import Line, PlanRows
    from leadbench.plan.tables import Dependency


class Figures:
    """Floats, progress and slip of rows.

    What needs the whole plan is worked out once for each state of it.

    Parameters
    ----------
    rows
        The plan.
    """

    def __init__(self, rows: "PlanRows") -> None:
        self._rows = rows
        self._own: tuple[Schedule, IntArray] | None = None
        self._unkept: tuple[Schedule, dict[tuple[int, int, str, int], str]] | None = None
        self._costs: dict[int, AssignedCost] = {}
        self._known: dict[
            int, tuple[tuple[Share, ...], tuple[int, int, int], WorkCalendar, AssignedCost]
        ] = {}
        """What each task costs, with all that it follows from."""
        self._sums: tuple[Network, IntArray, IntArray] | None = None

    def forget(self) -> None:
        """Add costs up again when they are next looked at."""
        self._costs.clear()

    def cost(self, line: "Line") -> "AssignedCost":
        """Return work and cost: of those who are assigned, and fixed; of a summary all below it.

        The sums are those of ``plan.task_costs``, made for the rows on view only.
        """
        found = self._costs.get(line.key)
        if found is None:
            keys = [line.key]
            if line.is_summary and self._rows.outline is not None:
                keys += self._rows.outline.below(line.key)
            out = self._rows.left_out
            if out:
                keys = [key for key in keys if key not in out]
            found = self._costs[line.key] = sum(map(self._task_cost, keys), self._nothing())
        return found

    @staticmethod
    def _nothing() -> "AssignedCost":
        from leadbench.analysis.assigned_cost import NOTHING

        return NOTHING

    def _task_cost(self, key: int) -> "AssignedCost":
        from leadbench.analysis.assigned_cost import assigned_cost
        from leadbench.plan.task_costs import besides_people, shares_of

        document = self._rows.document
        outlook, network = document.outlook, document.network
        row, other = document.contents.activities[key], besides_people(document.contents, key)
        if outlook is None or network is None or row.kind != ActivityKind.WORK:
            return other
        schedule, shares = outlook.schedule, shares_of(document.contents, key)
        if not shares or key not in schedule.index:
            return other
        at = schedule.index[key]
        dates = int(schedule.start[at]), int(schedule.finish[at]), int(schedule.duration[at])
        known = self._known.get(key)
        calendar = network.calendars[network.calendar]
        if known is None or known[:3] != (shares, dates, calendar):
            found = assigned_cost(shares, *dates, calendar)
            known = self._known[key] = shares, dates, calendar, found
        return known[3] + other

    def calendar(self, key: int) -> "WorkCalendar | None":
        """Return the working time that an activity follows, None for one of no project on view.

        It is known also while there are no dates, so that what is in their way can be mended.
        """
        document = self._rows.document
        network, outlook = document.network, document.outlook
        if network is None:
            return None
        if outlook is None:
            found = next((each for each in network.activities if each.key == key), None)
        else:
            at = outlook.schedule.index.get(key)
            found = None if at is None else network.activities[at]
        if found is None:
            return None
        return network.calendars[network.calendar if found.calendar is None else found.calendar]

    def free_float(self, line: "Line") -> int | None:
        """Return the free float in minutes; None where none is shown."""
        schedule = self._rows.schedule
        if schedule is None or line.float_minutes is None:
            return None
        return int(schedule.free_float[schedule.index[line.key]])

    def own_float(self, line: "Line") -> int | None:
        """Return the independent float in minutes; None where none is shown."""
        document = self._rows.document
        outlook, network = document.outlook, document.network
        if outlook is None or network is None or line.float_minutes is None:
            return None
        schedule = outlook.schedule
        if self._own is None or self._own[0] is not schedule:
            from leadbench.analysis.paths import independent_float

            self._own = schedule, independent_float(schedule, network)
        return int(self._own[1][schedule.index[line.key]])

    def unkept(self, row: "Dependency") -> str:
        """Return in words why the dates do not keep a link; "" for one that they keep."""
        document = self._rows.document
        outlook, network = document.outlook, document.network
        if outlook is None or network is None:
            return ""
        if self._unkept is None or self._unkept[0] is not outlook.schedule:
            from leadbench.analysis.paths import broken_links, out_of_sequence

            words = dict.fromkeys(
                out_of_sequence(outlook.schedule, network),
                "Not waited for: the work went on before this link allowed",
            ) | dict.fromkeys(
                broken_links(outlook.schedule, network),
                "Broken: a fixed date lies before this link allows",
            )
            found = {network.links[place]: reason for place, reason in words.items()}
            self._unkept = (
                outlook.schedule,
                {
                    (link.predecessor, link.successor, str(link.type), link.lag): reason
                    for link, reason in found.items()
                },
            )
        named = row.predecessor_id, row.successor_id, str(row.link_type), row.lag
        return self._unkept[1].get(named, "")

    def percent(self, line: "Line") -> int:
        """Return how much is done: of a summary the mean of its parts, weighted by duration."""
        if line.done:
            return 100
        if not line.is_summary:
            return line.percent
        document = self._rows.document
        outlook, network, outline = document.outlook, document.network, self._rows.outline
        if outlook is None or network is None or outline is None:
            return 0
        if self._sums is None or self._sums[0] is not network:
            self._sums = network, *_sums(outlook.schedule, network)
        _, whole, done = self._sums
        first = outlook.schedule.index[line.key] + 1
        last = first + len(outline.below(line.key))
        minutes = int(whole[last] - whole[first])
        return round(int(done[last] - done[first]) / minutes) if minutes else 0

    def remaining(self, line: "Line") -> int | None:
        """Return the minutes of work that are left; None for summaries and milestones."""
        if line.is_summary or line.is_milestone:
            return None
        activity = self._rows.document.contents.activities[line.key]
        if line.done:
            return 0
        left = activity.remaining_minutes
        return activity.duration_minutes if left is None else left

    def slip(self, line: "Line") -> int | None:
        """Return the working minutes by which the finish lies after the one in the baseline."""
        kept, calendar = self._rows.baseline(line.key), self.calendar(line.key)
        if kept is None or calendar is None or line.finish is None:
            return None
        return calendar.between(kept.finish_minute, line.finish)


def _sums(schedule: "Schedule", network: "Network") -> "tuple[IntArray, IntArray]":
    """Return the running sums of duration, and of duration times percent, over the outline."""
    import numpy as np

    count = len(network.activities)
    percent = np.fromiter(
        (
            100 if each.actual_finish is not None else each.percent_complete
            for each in network.activities
        ),
        np.int64,
        count,
    )
    work = np.fromiter(
        (each.kind == ActivityKind.WORK and each.active for each in network.activities),
        np.bool_,
        count,
    )
    minutes = np.where(work, schedule.duration, 0)
    whole, done = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64)
    np.cumsum(minutes, out=whole[1:])
    np.cumsum(minutes * percent, out=done[1:])
    return whole, done
