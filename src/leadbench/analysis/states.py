"""The words in which a pass speaks of a row: how far it is, and why it lies where it lies."""

from enum import IntEnum

from leadbench.analysis.inputs import Activity, ActivityKind

WAITING, STARTED, DONE, SUMMARY, PINNED = range(5)
"""How far a row is; ``SUMMARY`` rows are dated by the leaves below, ``PINNED`` ones by hand."""


class Driver(IntEnum):
    """Why an activity lies where it lies, when no link holds it (links are 0 and above)."""

    PROJECT_START = -1
    STATUS_DATE = -2
    CONSTRAINT = -3
    ACTUAL = -4
    CHILDREN = -5
    AS_LATE = -6
    PINNED = -7


def share(percent: int, minutes: int) -> int:
    """Return a percentage of some minutes, rounded half up to a whole minute."""
    return (2 * percent * minutes + 100) // 200


def remaining(activity: Activity) -> int:
    """Return the working minutes still to do of what has started; a milestone has none."""
    if activity.kind == ActivityKind.MILESTONE:
        return 0
    if activity.remaining is not None:
        return activity.remaining
    return share(100 - activity.percent_complete, activity.duration)
