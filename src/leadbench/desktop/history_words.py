"""What a change did, in words: which thing, which field, what it was and what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from leadbench.desktop.document import Document
    from leadbench.store import RowChange

GONE: Final = "not there"
EMPTY: Final = "–"
_LONGEST: Final = 60

_THINGS: Final = {
    "activity": "Task",
    "dependency": "Link",
    "project": "Project",
    "portfolio": "Portfolio",
    "candidacy": "Candidate figures",
    "stage": "Stage",
    "calendar": "Calendar",
    "workinginterval": "Working time",
    "calendarexception": "Calendar exception",
    "exceptioninterval": "Working time of an exception",
    "baseline": "Baseline",
    "baselineactivity": "Dates in a baseline",
    "role": "Role",
    "person": "Person",
    "assignment": "Assignment",
    "headcount": "Head count",
    "requirement": "Requirement",
    "check": "Test",
    "checktrace": "Link of a test",
    "documentsection": "Document section",
    "goaltrace": "Link of a goal",
    "monitor": "Monitor",
    "monitortrace": "Link of a monitor",
    "risktrace": "Link of a risk",
    "sectiontrace": "Link of a section",
    "tasktrace": "Link of a task",
    "requirementtrace": "Trace of requirements",
    "successmetric": "Success metric",
    "metrictarget": "Target",
    "metricmeasurement": "Measurement",
    "risk": "Risk",
    "riskimpact": "Impact of a risk",
    "costitem": "Budget line",
    "costamount": "Amount",
    "scenario": "Scenario",
    "answer": "Answer to a question",
    "discovery": "Product discovery",
    "customergroup": "Customers",
    "marketstep": "Step of the market",
    "mlformulation": "Formulation",
    "judgement": "Judgement",
    "gainfactor": "Factor of the gain",
    "gainterm": "Term of the gain",
    "gainpart": "Part of the gain",
    "assumption": "Assumption",
    "stopreason": "Reason to stop",
    "alternative": "Alternative",
    "dataassessment": "Data assessment",
    "datasource": "Data source",
    "qualitymeasure": "Measured quality",
    "dataissue": "Issue of the data",
    "datasheetanswer": "Datasheet",
    "infrastructureitem": "Infrastructure",
    "complexitypart": "Cause of complexity",
    "protectionreply": "Protection check",
    "gatecriterion": "Gate criterion",
    "businesscase": "Business case",
    "casespan": "Range of the business case",
    "caseoption": "Option",
    "caseexperiment": "Experiment",
    "sizingsheet": "Sizing sheet",
    "component": "Component",
    "flow": "Arrow",
    "fallbackrung": "Rung of the fallback ladder",
    "decision": "Decision record",
}
_FIELDS: Final = {
    "duration_minutes": "Likely duration",
    "optimistic_minutes": "Optimistic duration",
    "pessimistic_minutes": "Pessimistic duration",
    "remaining_minutes": "Remaining",
    "percent_complete": "Progress",
    "actual_start_minute": "Started",
    "actual_finish_minute": "Finished",
    "status_minute": "Data date",
    "parent_id": "Belongs under",
    "position": "Place in the list",
    "constraint_kind": "Restriction",
    "constraint_minute": "Restricted to",
    "pinned_start_minute": "Start set by hand",
    "pinned_finish_minute": "Finish set by hand",
    "link_type": "Type of link",
    "committed_finish_minute": "Committed finish",
    "kind": "Kind",
    "wanted_finish_minute": "Wanted finish",
    "near_critical_days": "Near-critical threshold",
    "forecast_runs": "Runs of the forecast",
    "forecast_seed": "Seed of the forecast",
    "late_day_cents": "Cost of a day beyond the budget",
    "budgeted_to_minute": "End of the budget",
    "critical_float_minutes": "Critical float",
    "minutes_per_day": "Minutes of a day",
    "holiday_country": "National holidays",
    "fixed_cost_cents": "Fixed cost",
    "active": "Counts in the plan",
    "allowed_complexity": "Complexity that the estimates allow for",
    "widens_durations": "Complexity acts on estimates",
    "widens_costs": "Complexity acts on costs",
    "most_points": "A score of 0 adds",
    "running_source": "Running cost follows",
    "cost_source": "The lift must cover",
    "nth": "Which of the month",
}
_QUIET: Final = frozenset({"id", "position", "project_id"})
"""Columns that say little unless nothing else changed."""
_LISTED: Final = {
    "activity": "activities",
    "role": "roles",
    "person": "people",
    "project": "projects",
    "stage": "stages",
    "requirement": "requirements",
    "calendar": "calendars",
    "risk": "risks",
    "baseline": "baselines",
    "successmetric": "success_metrics",
    "costitem": "cost_items",
    "scenario": "scenarios",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One touched field: of which thing, what it was before, and what it is now."""

    thing: str
    field: str
    before: str
    now: str


class HistoryWords:
    """Writes changes of one open plan in words.

    Parameters
    ----------
    document
        The open plan; what a change does not tell (names, numbers) is read from it.
    """

    def __init__(self, document: "Document") -> None:
        self.document = document

    def lines(self, rows: Sequence["RowChange"], *, at_most: int = 12) -> list[Line]:
        """Return the touched fields, before the change and as the plan is now."""
        found: list[Line] = []
        for row in rows:
            if len(found) >= at_most:
                break
            found += self._lines_of(row)
        return found[:at_most]

    def summary(self, rows: Sequence["RowChange"]) -> tuple[str, str]:
        """Return the first thing touched, and what happened to it, each in a few words."""
        if not rows:
            return "", ""
        first = _leading(rows)
        thing = self.thing(first)
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        if first.before is None:
            return thing, f"added{more}"
        if first.after is None:
            return thing, f"deleted{more}"
        columns = _touched(first)
        if not columns:
            return thing, ""
        column = columns[0]
        after = self.value(first.table, column, first.after.get(column), first.after)
        before = self.value(first.table, column, first.before.get(column), first.before)
        words = f"{after}, was {before}"
        return thing, words if len(words) <= 40 else f"{_field(column).lower()} changed"

    def thing(self, row: "RowChange") -> str:
        """Return what a row is, with its number and name."""
        image = row.after or row.before or {}
        kind = _THINGS.get(row.table, row.table)
        if row.table == "activity":
            name = str(image.get("name", ""))
            number = self._number(row.key)
            return f"{number} {name}".strip()
        if row.table == "dependency":
            before = self._reference("activity", image.get("predecessor_id"))
            after = self._reference("activity", image.get("successor_id"))
            return f"Link from {before} to {after}"
        for column in ("code", "title", "name"):
            if image.get(column):
                extra = image.get("title") or image.get("name") or ""
                return (
                    f"{kind} {image['code']} {extra}" if column == "code" else f"{kind} “{extra}”"
                )
        if image.get("activity_id"):
            return f"{kind} of {self._reference('activity', image['activity_id'])}"
        return kind

    def field(self, column: str) -> str:
        """Return what a column is called."""
        return _field(column)

    def value(self, table: str, column: str, value: Any, image: Mapping[str, Any]) -> str:
        """Return a database value as a person reads it."""
        if value is None or value == "":
            return EMPTY
        if column.endswith("_id"):
            return self._reference(_referred(column), value)
        if column.endswith("_minutes"):
            return self._duration(int(value), image)
        if column.endswith("_minute"):
            return _day(int(value), finish="finish" in column or "deadline" in column)
        if column.endswith("_cents"):
            return _money(int(value))
        if column.endswith("_percent") or column == "percent_complete":
            return f"{value:g}%"
        if column == "lag":
            return (
                f"{value}%" if image.get("lag_unit") == "percent" else self._duration(value, image)
            )
        if _is_switch(table, column):
            return "yes" if value else "no"
        text = f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _lines_of(self, row: "RowChange") -> list[Line]:
        thing = self.thing(row)
        now = self._now(row)
        if row.before is None or row.after is None:
            before = GONE if row.before is None else "there"
            return [Line(thing, "", before, GONE if now is None else "there")]
        found = []
        for column in _touched(row):
            before = self.value(row.table, column, row.before.get(column), row.before)
            current = GONE
            if now is not None:
                current = self.value(row.table, column, now.get(column), now)
            found.append(Line(thing, _field(column), before, current))
        return found

    def _now(self, row: "RowChange") -> Mapping[str, Any] | None:
        """Return the row as the plan has it now, or None if it is gone."""
        current = self.document.contents.of_table(row.table).get(row.key)
        if current is None:
            return None
        return cast("Mapping[str, Any]", current._mapping)  # noqa: SLF001  # a public name of rows

    def _number(self, key: int) -> str:
        if self.document.project_id is None:
            return ""
        return self.document.outline.number_of.get(key, "")

    def _reference(self, table: str, key: Any) -> str:
        attribute = _LISTED.get(table)
        if attribute is None or key is None:
            return EMPTY if key is None else "another row"
        row = getattr(self.document.contents, attribute).get(key)
        if row is None:
            return f"a deleted {_THINGS.get(table, table).lower()}"
        if table == "activity":
            return self._number(key) or str(row.name)
        return str(getattr(row, "name", None) or getattr(row, "title", None) or key)

    def _duration(self, minutes: int, image: Mapping[str, Any]) -> str:
        from leadbench.plan.notation import format_duration

        contents = self.document.contents
        project = contents.projects.get(image.get("project_id") or -1) or self.document.project
        return f"{minutes} min" if project is None else format_duration(minutes, project)


def _leading(rows: Sequence["RowChange"]) -> "RowChange":
    """Return the row that a change is about: what came or went, else what says most."""
    order = list(_THINGS)
    came_or_went = [
        row for row in rows if row.table in _LISTED and (row.before is None or row.after is None)
    ]
    if came_or_went:
        return min(came_or_went, key=lambda row: order.index(row.table))
    for row in rows:
        if set(_touched(row)) - _QUIET:
            return row
    return rows[0]


def _touched(row: "RowChange") -> list[str]:
    """Return the columns that differ, those that say something first."""
    if row.before is None or row.after is None:
        return []
    columns = [name for name in row.after if row.before.get(name) != row.after[name]]
    loud = [name for name in columns if name not in _QUIET]
    return loud or columns


def _field(column: str) -> str:
    if column in _FIELDS:
        return _FIELDS[column]
    for ending in ("_minutes", "_minute", "_cents", "_percent", "_id"):
        column = column.removesuffix(ending)
    return column.replace("_", " ").capitalize()


def _referred(column: str) -> str:
    name = column.removesuffix("_id")
    if name in {"parent", "predecessor", "successor"}:
        return "activity"
    if name in {"business", "technical"}:
        return "requirement"
    if name.endswith("role"):
        return "role"
    if name == "lag_calendar":
        return "calendar"
    return {"metric": "successmetric", "cost_item": "costitem"}.get(name, name)


def _is_switch(table: str, column: str) -> bool:
    from sqlalchemy import Boolean

    from leadbench.plan.file import SCHEMA

    known = SCHEMA.tables[table].columns if table in SCHEMA.tables else None
    return known is not None and column in known and isinstance(known[column].type, Boolean)


def _day(minute: int, *, finish: bool) -> str:
    from leadbench.analysis.calendars import finish_date, to_date
    from leadbench.plan.notation import format_date

    return format_date(finish_date(minute) if finish else to_date(minute))


def _money(cents: int) -> str:
    from leadbench.plan.money import format_money

    return format_money(cents)
