"""Constraints and deadlines: what a person fixed beside the links."""

from dataclasses import dataclass

from leadbench.analysis.calendars import WorkCalendar
from leadbench.analysis.inputs import FOR_SUMMARIES, Activity, ConstraintKind, Network
from leadbench.analysis.states import PINNED, WAITING, Driver
from leadbench.analysis.structure import Structure
from leadbench.analysis.timeline import LOW, latest_point
from leadbench.errors import Refused

_Kind = ConstraintKind
_OF_START = frozenset({_Kind.START_NO_EARLIER, _Kind.START_NO_LATER, _Kind.MUST_START})
_NOT_EARLIER = frozenset({_Kind.START_NO_EARLIER, _Kind.FINISH_NO_EARLIER})
_PINS = frozenset({_Kind.MUST_START, _Kind.MUST_FINISH})
_NOT_LATER = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER}) | _PINS


@dataclass(eq=False)
class Held:
    """What holds one leaf beside its links; positions, with the instants that they come from.

    ``head`` is the earliest head; ``base`` the one that not even a must date can be brought before;
    ``cap`` the latest finish as a point; ``ceiling`` a latest head that goes before links;
    ``dated`` says whether more than the base may decide the head.
    """

    calendar: WorkCalendar
    head: int
    at: int
    reason: int
    state: int = WAITING
    rest: int = 0
    over_links: bool = False
    base: int = 0
    base_at: int = 0
    cap: int | None = None
    must: bool = False
    as_late: bool = False
    dated: bool = False
    ceiling: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.base, self.base_at = self.head, self.at

    def point(self, head: int, at: int) -> int:
        """Return the point of a head that is asked at an instant; the later if that is later."""
        if head <= LOW:
            return LOW
        return 2 * head + (self.calendar.finish_at(head) < at)

    def limit(self, finish: int, at: int) -> None:
        """Enter a latest finish, as a position and the instant it comes from."""
        point = 2 * finish + (self.calendar.start_at(finish) <= at)
        self.cap = point if self.cap is None else min(self.cap, point)


def constrain(held: Held, network: Network, shape: Structure, row: int) -> None:
    """Enter the constraints and deadlines of a leaf and of the summaries above it.

    A deadline and "no later than" limit the late dates only, unless the rules put dates over links;
    "no earlier than" holds the early ones; a must date fixes them.

    Raises
    ------
    Refused
        For a constraint that has no meaning for a summary.
    """
    chain = [row]
    above = int(shape.parents[row])
    while above >= 0:
        chain.append(above)
        above = int(shape.parents[above])
    for number in reversed(chain):
        one = network.activities[number]
        if one.deadline is not None:
            held.cap = _least(held.cap, latest_point(held.calendar, one.deadline))
        if one.constraint == ConstraintKind.AS_LATE_AS_POSSIBLE:
            held.as_late = held.as_late or held.state == WAITING
        elif one.constraint_at is not None and held.state != PINNED:
            _hold(held, str(one.constraint), one.constraint_at)


def _least(known: int | None, point: int) -> int:
    return point if known is None else min(known, point)


def _hold(held: Held, kind: str, at: int) -> None:
    """Apply a dated constraint; what has started cannot have its start moved any more."""
    position, waiting = held.calendar.position(at), held.state == WAITING
    of_start = kind in _OF_START
    if of_start and not waiting:
        return
    head = position if of_start else position - held.rest
    if kind in _NOT_EARLIER | _PINS:
        held.dated = True
    if kind in _NOT_EARLIER and not held.must and head >= held.head:
        if head > held.head:
            held.head, held.reason = head, Driver.CONSTRAINT
        # Of two instants of one gap in working time the later one holds a moment.
        held.at = max(held.at, at)
    if kind in _NOT_LATER:
        held.limit(head + held.rest, at)
        if held.over_links and waiting and kind not in _PINS:
            held.dated, held.ceiling = True, min(held.ceiling or (head, at), (head, at))
    if kind in _PINS:
        held.must, held.reason = True, Driver.CONSTRAINT
        held.head, held.at = max(head, held.base), max(held.base_at, at)


def check_summary(activity: Activity) -> None:
    """Refuse a constraint that has no meaning for a summary."""
    if activity.constraint not in FOR_SUMMARIES:
        raise Refused(
            f"“{activity.name}” sums up other tasks and cannot carry this constraint. Give it"
            " “start no earlier than” or “finish no later than”, or put the constraint on a task"
            " below it. Nothing was changed.",
            table="activity",
            key=activity.key,
            field="constraint_kind",
        )
