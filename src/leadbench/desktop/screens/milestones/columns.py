"""The columns that the outline table can show."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Column(IntEnum):
    """The columns of the outline table; a layout says which are shown, and in which order."""

    NUMBER = 0
    NAME = 1
    DAYS = 2
    START = 3
    FINISH = 4
    FLOAT = 5
    ROLE = 6
    PREDECESSORS = 7
    SUCCESSORS = 8
    FREE_FLOAT = 9
    OWN_FLOAT = 10
    PERCENT = 11
    REMAINING = 12
    DEADLINE = 13
    CONSTRAINT = 14
    CALENDAR = 15
    KEPT_START = 16
    KEPT_FINISH = 17
    SLIP = 18
    STAGE = 19
    TEAM = 20
    WBS = 21
    NOTES = 22
    WORK = 23
    COST = 24
    FIXED_COST = 25
    CRITICALITY = 26
    P50 = 27
    P80 = 28


@dataclass(frozen=True, slots=True)
class Look:
    """How a column is headed, spoken and laid out.

    Parameters
    ----------
    caption
        Over the column.
    title
        Its whole name, where columns are chosen and where cells are spoken.
    tip
        What it means.
    width
        In pixels, until somebody drags it.
    right
        Whether its words stand at the right: dates and numbers do.
    days
        Whether it holds a number of days.
    """

    caption: str
    title: str
    tip: str
    width: int
    right: bool = False
    days: bool = False


_KEPT: Final = "in the approved plan that is shown"
LOOKS: Final = {
    Column.NUMBER: Look("", "Number", "Number in the outline", 40),
    Column.NAME: Look("Task", "Task", "Name of the task", 194),
    Column.DAYS: Look(
        "Days",
        "Days",
        "Working days from start to finish. Write 3d, 2w, 4h, or 2ed on the clock",
        38,
        right=True,
        days=True,
    ),
    Column.START: Look(
        "Start", "Start", "First day of work. Write a day to start no earlier", 57, right=True
    ),
    Column.FINISH: Look(
        "Finish", "Finish", "Last day of work. Write a day to change the duration", 57, right=True
    ),
    Column.FLOAT: Look(
        "Float",
        "Float",
        "Working days that a task can slip before the project finish moves",
        45,
        right=True,
        days=True,
    ),
    Column.ROLE: Look("Role", "Role", "Who answers for the task", 119),
    Column.PREDECESSORS: Look(
        "Predecessors",
        "Predecessors",
        "What the task waits for. Write for example 3.4, 3.4SS+2d or 3.4FS-1d",
        120,
    ),
    Column.SUCCESSORS: Look(
        "Successors",
        "Successors",
        "What waits for the task. Write for example 3.4, 3.4SS+2d or 3.4FS-1d",
        120,
    ),
    Column.FREE_FLOAT: Look(
        "Free",
        "Free float",
        "Working days that a task can slip before any other task moves",
        45,
        right=True,
        days=True,
    ),
    Column.OWN_FLOAT: Look(
        "Indep.",
        "Independent float",
        "Working days that a task can slip even if all before it are as late as they may be",
        50,
        right=True,
        days=True,
    ),
    Column.PERCENT: Look("Done", "Percent done", "How much is done, in percent", 48, right=True),
    Column.REMAINING: Look(
        "Left", "Days left", "Working days that are still to do", 42, right=True, days=True
    ),
    Column.DEADLINE: Look(
        "Deadline", "Deadline", "The day that should be kept; it moves nothing", 68, right=True
    ),
    Column.CONSTRAINT: Look(
        "Restriction",
        "Restriction",
        "A date set by hand. Write for example start no earlier than 24 Apr, or nothing",
        184,
    ),
    Column.CALENDAR: Look("Calendar", "Calendar", "The working time that the task follows", 110),
    Column.KEPT_START: Look("Appr. start", "Approved start", f"Start {_KEPT}", 76, right=True),
    Column.KEPT_FINISH: Look("Approved", "Approved finish", f"Finish {_KEPT}", 70, right=True),
    Column.SLIP: Look(
        "Slip",
        "Slip",
        "Working days by which the finish lies after the approved one",
        45,
        right=True,
        days=True,
    ),
    Column.STAGE: Look("Stage", "Stage", "The stage of investment that the task belongs to", 76),
    Column.TEAM: Look("Team", "Team", "The team of the role", 110),
    Column.WBS: Look("WBS", "WBS code", "A code of your own for the task", 64),
    Column.NOTES: Look("Notes", "Notes", "What others should know", 200),
    Column.WORK: Look(
        "Work",
        "Work",
        "Working days of all who are assigned, together",
        45,
        right=True,
        days=True,
    ),
    Column.COST: Look(
        "Cost",
        "Cost",
        "What the assigned roles cost while the task runs, its fixed cost, and the budget"
        " lines for it; the budget has more beside the tasks",
        58,
        right=True,
    ),
    Column.FIXED_COST: Look(
        "Fixed cost",
        "Fixed cost",
        "What the task itself costs besides people: licences, labels, travel. Write 12.5k or 4,800",
        76,
        right=True,
    ),
    Column.CRITICALITY: Look(
        "Criticality",
        "Criticality",
        "Share of the runs of the forecast in which the task is critical",
        68,
        right=True,
    ),
    Column.P50: Look(
        "P50", "P50 finish", "The finish that half of the runs of the forecast keep", 57, right=True
    ),
    Column.P80: Look(
        "P80",
        "P80 finish",
        "The finish that four fifths of the runs of the forecast keep",
        57,
        right=True,
    ),
}
FORECAST: Final = frozenset({Column.CRITICALITY, Column.P50, Column.P80})
"""What comes from the runs of a forecast."""

CHART: Final = (
    Column.NUMBER,
    Column.NAME,
    Column.DAYS,
    Column.START,
    Column.FINISH,
    Column.FLOAT,
    Column.ROLE,
    Column.PREDECESSORS,
)
"""The columns beside the chart until somebody chooses others."""

WHOLE: Final = (
    Column.NUMBER,
    Column.NAME,
    Column.DAYS,
    Column.START,
    Column.FINISH,
    Column.FLOAT,
    Column.FREE_FLOAT,
    Column.PERCENT,
    Column.ROLE,
    Column.PREDECESSORS,
    Column.SUCCESSORS,
    Column.DEADLINE,
    Column.KEPT_FINISH,
    Column.SLIP,
)
"""The columns of the table alone until somebody chooses others."""
FIXED: Final = (Column.NUMBER, Column.NAME)
"""They stand first and stay in view."""
READ_ONLY: Final = frozenset(
    {
        Column.NUMBER,
        Column.FLOAT,
        Column.FREE_FLOAT,
        Column.OWN_FLOAT,
        Column.KEPT_START,
        Column.KEPT_FINISH,
        Column.SLIP,
        Column.TEAM,
        Column.WORK,
        Column.COST,
        *FORECAST,
    }
)
"""What is calculated, or belongs to something else."""
