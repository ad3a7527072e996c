"""Constraints and deadlines: what a person fixed beside the links."""

from leadbench.analysis.inputs import Activity, ConstraintKind, Network
from leadbench.analysis.sheet import Sheet
from leadbench.analysis.states import DONE, PINNED, SUMMARY, WAITING, Driver
from leadbench.errors import Refused

_Kind = ConstraintKind
_OF_START = frozenset({_Kind.START_NO_EARLIER, _Kind.START_NO_LATER, _Kind.MUST_START})
_NOT_EARLIER = frozenset({_Kind.START_NO_EARLIER, _Kind.FINISH_NO_EARLIER})
_PINS = frozenset({_Kind.MUST_START, _Kind.MUST_FINISH})
_NOT_LATER = frozenset({_Kind.START_NO_LATER, _Kind.FINISH_NO_LATER}) | _PINS
_FOR_SUMMARIES = frozenset(
    {_Kind.AS_SOON_AS_POSSIBLE, _Kind.START_NO_EARLIER, _Kind.FINISH_NO_LATER}
)


def constrain(sheet: Sheet, network: Network) -> None:
    """Enter the constraints and deadlines of a network on its sheet, before the forward pass.

    A deadline and "no later than" limit the late dates only, unless the rules put dates over links;
    "no earlier than" holds the early ones; a must date fixes them; a constraint on a summary acts
    on each leaf below it.

    Raises
    ------
    Refused
        For a constraint that has no meaning for a summary.
    """
    none = ConstraintKind.AS_SOON_AS_POSSIBLE
    for row, activity in enumerate(network.activities):
        kind, at = activity.constraint, activity.constraint_at
        if activity.deadline is None and kind == none:
            continue
        if sheet.state[row] == SUMMARY:
            leaves = _leaves_of(sheet, row)
            _check_summary(activity)
        else:
            leaves = [row]
        for leaf in leaves:
            if sheet.state[leaf] == DONE:
                continue
            if activity.deadline is not None:
                position = sheet.calendars[leaf].position(activity.deadline)
                sheet.limits.append((leaf, position, activity.deadline))
            if kind == ConstraintKind.AS_LATE_AS_POSSIBLE and sheet.state[leaf] == WAITING:
                sheet.as_late.append(leaf)
            elif at is not None and sheet.state[leaf] != PINNED:
                _hold(sheet, leaf, str(kind), at, over_links=network.rules.dates_over_links)


def _hold(sheet: Sheet, row: int, kind: str, at: int, *, over_links: bool) -> None:
    """Apply a dated constraint; what has started cannot have its start moved any more."""
    position, rest = sheet.calendars[row].position(at), sheet.rest[row]
    waiting = sheet.state[row] == WAITING
    of_start = kind in _OF_START
    if of_start and not waiting:
        return
    head = position if of_start else position - rest
    if kind in _NOT_EARLIER and head > sheet.floor[row]:
        sheet.floor[row], sheet.driver[row] = head, Driver.CONSTRAINT
        if sheet.moment[row]:
            sheet.floor_clock[row] = max(sheet.floor_clock[row], at)
    if kind in _NOT_LATER:
        sheet.limits.append((row, head + rest, at))
        if over_links and waiting and kind not in _PINS:
            known = sheet.ceiling.get(row, (head, at))
            sheet.ceiling[row] = min(known, (head, at))
            sheet.special[row] = True
    if kind in _PINS:
        sheet.pinned[row] = head, max(sheet.base_clock.get(row, at), at)
        sheet.special[row] = True


def _check_summary(activity: Activity) -> None:
    if activity.constraint not in _FOR_SUMMARIES:
        raise Refused(
            f"“{activity.name}” sums up other tasks and cannot carry this constraint. Give it"
            " “start no earlier than” or “finish no later than”, or put the constraint on a task"
            " below it. Nothing was changed.",
            table="activity",
            key=activity.key,
            field="constraint_kind",
        )


def _leaves_of(sheet: Sheet, row: int) -> list[int]:
    shape = sheet.shape
    below = shape.below.get(row)
    if below is not None:
        return below
    inside = {row}
    leaves = []
    for number in range(row + 1, len(shape.keys)):
        if int(shape.parents[number]) in inside:
            if shape.leaf[number]:
                leaves.append(number)
            else:
                inside.add(number)
    return leaves
