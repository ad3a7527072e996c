"""The critical path: early and late dates, floats, and what drives each activity.

``build_graph`` makes the networkx graph of a network, ``structure`` the order of its rows, and
``schedule`` every date. docs/scheduling-rules.md states each rule with an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from leadbench.analysis.bounds import check_dates, check_settings
from leadbench.analysis.inputs import Network
from leadbench.analysis.layout import known_shape
from leadbench.analysis.order import BoolArray, IntArray
from leadbench.analysis.results import dates_of
from leadbench.analysis.states import Driver
from leadbench.analysis.structure import Structure, build_graph, structure

__all__ = [
    "Driver",
    "Schedule",
    "ScheduledActivity",
    "Structure",
    "build_graph",
    "schedule",
    "structure",
]


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """The dates of one activity, as instants and working minutes (see ``Schedule``)."""

    key: int
    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    critical: bool
    near_critical: bool
    done: bool
    duration: int
    driver: int


@dataclass(frozen=True, eq=False)
class Schedule:
    """Every date of a network. Arrays are read-only, shape (n,), in the order of ``keys``.

    Attributes
    ----------
    keys, index
        The activities in outline order, and the place of each in the arrays.
    start, finish
        Scheduled instants; those that happened, where they have.
    early_start, early_finish, late_start, late_finish
        Instants. Early dates differ from the scheduled ones only for what shall lie as late as
        possible. What is done has its actual dates in all of them, what has started its actual
        start as early and late start.
    total_float
        Working minutes of the activity's calendar by which its finish may slip before the project
        or a deadline slips; negative when one is already missed. 0 where ``done``.
    free_float
        As many by which its finish may slip before any other activity moves. 0 where ``done``.
    critical, near_critical
        Not done, and total float at most 0; above it and at most the network's ``near_critical``.
    done
        Finished; of a summary, all below it.
    duration
        Working minutes from start to finish.
    driver
        Index of the link that decides the start of the (remaining) work, or a ``Driver``.
    project_start, project_finish
        The earliest start and the latest finish, as instants.
    remaining
        Working minutes of the project's calendar from the status date (or its start) to its
        finish: the length left of the critical path.
    missing
        Working minutes of the project's calendar by which a plan that is scheduled from its finish
        would have to start before its start; else 0.
    structure
        The shape, to be handed to the next pass.
    """

    keys: tuple[int, ...]
    index: Mapping[int, int]
    start: IntArray
    finish: IntArray
    early_start: IntArray
    early_finish: IntArray
    late_start: IntArray
    late_finish: IntArray
    total_float: IntArray
    free_float: IntArray
    critical: BoolArray
    near_critical: BoolArray
    done: BoolArray
    duration: IntArray
    driver: IntArray
    project_start: int
    project_finish: int
    remaining: int
    missing: int
    structure: Structure

    def row(self, key: int) -> ScheduledActivity:
        """Return the dates of one activity.

        Raises
        ------
        KeyError
            When the network has no such activity.
        """
        at = self.index[key]
        return ScheduledActivity(
            key=key,
            start=int(self.start[at]),
            finish=int(self.finish[at]),
            early_start=int(self.early_start[at]),
            early_finish=int(self.early_finish[at]),
            late_start=int(self.late_start[at]),
            late_finish=int(self.late_finish[at]),
            total_float=int(self.total_float[at]),
            free_float=int(self.free_float[at]),
            critical=bool(self.critical[at]),
            near_critical=bool(self.near_critical[at]),
            done=bool(self.done[at]),
            duration=int(self.duration[at]),
            driver=int(self.driver[at]),
        )


def schedule(network: Network, structure: Structure | None = None) -> Schedule:
    """Work out every date of a network.

    Parameters
    ----------
    network
        Activities, links, calendars, start and status date.
    structure
        The shape of an earlier network. It is used if this one still has it, else made anew.

    Returns
    -------
    Schedule
        Early and late dates, floats and drivers.

    Raises
    ------
    LoopRefused
        When links form a loop; it names every activity of the loop in order.
    Refused
        When a link, parent or calendar is unknown, a duration is below zero, or a summary carries
        a constraint that has no meaning for all below it.
    BeyondDates
        When a date lies, or would lie, outside of the years 100 to 8999.

    Notes
    -----
    Forward and backward pass of the critical-path method (Kelley & Walker, "Critical-path planning
    and scheduling", 1959), with the generalized links of precedence diagramming (Fondahl 1961;
    Elmaghraby & Kamburowski 1992), counted in working time. Linear in activities plus links.

    Examples
    --------
    >>> from leadbench.analysis.calendars import STANDARD, instant, to_datetime
    >>> from leadbench.analysis.inputs import Activity, Link
    >>> from datetime import datetime
    >>> plan = Network(
    ...     (Activity(1, "Label", duration=960), Activity(2, "Train", duration=480)),
    ...     (Link(1, 2),), {1: STANDARD}, 1, instant(datetime(2026, 1, 5, 8)),
    ... )
    >>> to_datetime(schedule(plan).project_finish).isoformat()
    '2026-01-07T17:00:00'
    """
    check_settings(network)
    shape = known_shape(network)
    if shape is None:
        shape = structure if structure is not None and structure.fits(network) else _shape(network)
    dates = dates_of(network, shape)
    check_dates(network, dates, shape.leaf)
    return Schedule(keys=shape.keys, index=shape.index, structure=shape, **dates)


def _shape(network: Network) -> Structure:
    return structure(network)
