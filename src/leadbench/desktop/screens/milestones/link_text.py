"""Type and lag of a link in a few letters: "SS+2d" read, "2 d" shown."""

import re
from typing import TYPE_CHECKING, Final

from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.money import MINUS
from leadbench.plan.notation import format_duration, format_lag, parse_lag
from leadbench.plan.tables import LagUnit, LinkType

if TYPE_CHECKING:
    from leadbench.plan.notation import WorkingTime
    from leadbench.plan.tables import Dependency

TYPES: Final = {
    LinkType.FINISH_START: "Finish to start",
    LinkType.START_START: "Start to start",
    LinkType.FINISH_FINISH: "Finish to finish",
    LinkType.START_FINISH: "Start to finish",
}
_TYPED: Final = re.compile(r"\s*(FS|SS|FF|SF)\s*(.*)", re.IGNORECASE | re.DOTALL)


def lag_text(row: "Dependency", rows: PlanRows) -> str:
    """Return the lag of a link as the inspector shows it: "0 d", "2 d", "−4 d"."""
    project = rows.document.project
    assert project is not None
    if row.lag_unit != LagUnit.WORKING:
        return format_lag(row.lag, row.lag_unit, project).removeprefix("+") or "0 d"
    return (MINUS if row.lag < 0 else "") + format_duration(abs(row.lag), project)


def why_idle(link: "Dependency", rows: PlanRows) -> str:
    """Return why nothing waits along a link, "" where something does."""
    ends = (rows.line_of(link.predecessor_id), rows.line_of(link.successor_id))
    out = [line.number for line in ends if line.left_out]
    if not out:
        return ""
    verb = "is" if len(out) == 1 else "are"
    return f"{' and '.join(out)} {verb} left out, so nothing waits along it"


def read_link(
    text: str, row: "Dependency", project: "WorkingTime"
) -> tuple[LinkType, int, LagUnit]:
    """Return type and lag that a text gives to a link: "2d", "SS+2d", or "SS", which keeps the lag.

    Raises
    ------
    Refused
        With field "lag", if the text is neither.
    """
    found = _TYPED.fullmatch(text)
    if found is None:
        return LinkType(row.link_type), *parse_lag(text, project)
    kind = LinkType(found[1].upper())
    if not found[2].strip():
        return kind, row.lag, LagUnit(row.lag_unit)
    return kind, *parse_lag(found[2], project)
