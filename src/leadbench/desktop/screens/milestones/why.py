"""Why an activity lies where it lies, in one plain sentence."""

from typing import TYPE_CHECKING

from leadbench.analysis.inputs import ConstraintKind, LagUnit, Link, LinkType
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import format_lag

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule

_RESTRICTIONS = {
    ConstraintKind.START_NO_EARLIER: "Starts no earlier than",
    ConstraintKind.START_NO_LATER: "Starts no later than",
    ConstraintKind.FINISH_NO_EARLIER: "Finishes no earlier than",
    ConstraintKind.FINISH_NO_LATER: "Finishes no later than",
    ConstraintKind.MUST_START: "Must start on",
    ConstraintKind.MUST_FINISH: "Must finish on",
}
_AT_FINISH = {
    ConstraintKind.FINISH_NO_EARLIER,
    ConstraintKind.FINISH_NO_LATER,
    ConstraintKind.MUST_FINISH,
}


def driving_link(rows: PlanRows, key: int) -> Link | None:
    """Return the link that decides when an activity (or what is left of it) begins."""
    outlook, network = rows.document.outlook, rows.document.network
    if outlook is None or network is None or key not in outlook.schedule.index:
        return None
    driver = int(outlook.schedule.driver[outlook.schedule.index[key]])
    return network.links[driver] if driver >= 0 else None


def why(rows: PlanRows, key: int) -> str:
    """Return the reason for an activity's dates as rich text, or "" while there are none."""
    from leadbench.analysis.critical_path import Driver

    outlook = rows.document.outlook
    if outlook is None or key not in outlook.schedule.index:
        return ""
    dates = outlook.schedule
    row = dates.row(key)
    activity = rows.document.contents.activities[key]
    if row.done and row.driver != Driver.CHILDREN:
        return f"Finished on {rows.date_text(row.finish, finish=True)}, as recorded."
    began = ""
    if activity.actual_start_minute is not None:
        began = f"Began on {rows.date_text(row.start)}, as recorded. "
    link = driving_link(rows, key)
    if link is not None:
        return began + _linked(rows, dates, link, begun=bool(began)) + _room(rows, dates, key)
    return began + _unlinked(rows, dates, key, begun=bool(began)) + _room(rows, dates, key)


def _unlinked(rows: PlanRows, dates: "Schedule", key: int, *, begun: bool) -> str:
    from leadbench.analysis.critical_path import Driver

    row = dates.row(key)
    project = rows.document.project
    assert project is not None
    if row.driver == Driver.CHILDREN:
        return "Begins with the first and ends with the last of the tasks below it."
    if row.driver == Driver.CONSTRAINT:
        return f"{restriction(rows, key)}, as set for it."
    if row.driver == Driver.PINNED:
        return "Its dates are set by hand; links and restrictions do not move them."
    if row.driver == Driver.AS_LATE:
        return "Lies as late as it can without moving what follows."
    if row.driver == Driver.STATUS_DATE and project.status_minute is not None:
        day = rows.date_text(project.status_minute)
        what = "What is left goes on from" if begun else "Nothing before it is open: it starts at"
        return f"{what} the data date, {day}."
    if row.driver == Driver.ACTUAL:
        return "What is left follows the recorded start."
    return f"Starts with the project, on {rows.date_text(row.start)}."


def restriction(rows: PlanRows, key: int) -> str:
    """Return the restriction of an activity in words, or "" without one."""
    activity = rows.document.contents.activities[key]
    kind = ConstraintKind(activity.constraint_kind)
    if kind not in _RESTRICTIONS or activity.constraint_minute is None:
        return "Lies as late as possible" if kind == ConstraintKind.AS_LATE_AS_POSSIBLE else ""
    day = rows.date_text(activity.constraint_minute, finish=kind in _AT_FINISH)
    return f"{_RESTRICTIONS[kind]} {day}"


def _linked(rows: PlanRows, dates: "Schedule", link: Link, *, begun: bool) -> str:
    project = rows.document.project
    assert project is not None
    other = rows.line_of(link.predecessor)
    name = f"<b>{_escaped(f'{other.number} {other.name}')}</b>"
    before = dates.row(link.predecessor)
    lag = format_lag(link.lag, link.lag_unit, project).lstrip("+\u2212")
    if link.lag_unit == LagUnit.WORKING:
        lag = rows.duration_text(abs(link.lag))
    later = f", {lag} later" if link.lag > 0 else f", {lag} earlier" if link.lag < 0 else ""
    finish = rows.date_text(before.finish, finish=True)
    start = rows.date_text(before.start)
    does = "What is left starts" if begun else "Starts"
    if link.type == LinkType.FINISH_START:
        return f"{does} after {name} finishes on {finish}{later}."
    if link.type == LinkType.START_START:
        return f"{does} after {name} starts on {start}{later}."
    if link.type == LinkType.FINISH_FINISH:
        return f"Finishes after {name} finishes on {finish}{later}."
    return f"Finishes after {name} starts on {start}{later}."


def _room(rows: PlanRows, dates: "Schedule", key: int) -> str:
    from leadbench.analysis.critical_path import Driver

    row = dates.row(key)
    if row.done or row.driver == Driver.CHILDREN:
        return ""
    if row.total_float < 0:
        return f" It is {rows.duration_text(-row.total_float)} later than a date that must hold."
    if row.critical:
        return " Each day of delay moves the project finish."
    return f" It can slip {rows.duration_text(row.total_float)} before the project finish moves."


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
