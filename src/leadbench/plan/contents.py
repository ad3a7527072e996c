"""Every row of a plan as it was last committed, and the look-ups that screens and reports need."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from typing import Any, TypeVar, cast

from sqlmodel import Session, SQLModel, select

from leadbench.plan import tables
from leadbench.plan.uncollected import uncollected
from leadbench.store import Change, RowChange, Store

_Row = TypeVar("_Row", bound=SQLModel)

_NAMED: dict[str, type[SQLModel]] = {
    "portfolio": tables.Portfolio,
    "projects": tables.Project,
    "candidacies": tables.Candidacy,
    "stages": tables.Stage,
    "calendars": tables.Calendar,
    "working_intervals": tables.WorkingInterval,
    "calendar_exceptions": tables.CalendarException,
    "exception_intervals": tables.ExceptionInterval,
    "activities": tables.Activity,
    "dependencies": tables.Dependency,
    "imported_activities": tables.ImportedActivity,
    "baselines": tables.Baseline,
    "baseline_activities": tables.BaselineActivity,
    "roles": tables.Role,
    "people": tables.Person,
    "assignments": tables.Assignment,
    "headcounts": tables.Headcount,
    "requirements": tables.Requirement,
    "requirement_traces": tables.RequirementTrace,
    "success_metrics": tables.SuccessMetric,
    "metric_targets": tables.MetricTarget,
    "metric_measurements": tables.MetricMeasurement,
    "risks": tables.Risk,
    "risk_impacts": tables.RiskImpact,
    "cost_items": tables.CostItem,
    "cost_amounts": tables.CostAmount,
    "scenarios": tables.Scenario,
}
# Every other table goes by its own name, and is reached by its class: ``every`` and ``of``.
_CLASSES: dict[str, type[SQLModel]] = _NAMED | {
    str(cls.__tablename__): cls
    for cls in vars(tables).values()
    if isinstance(cls, type) and issubclass(cls, SQLModel) and cls not in _NAMED.values()
}
_ATTRIBUTE_OF = {str(cls.__tablename__): attribute for attribute, cls in _CLASSES.items()}


class Contents:
    """All rows of an open plan: key to row, an attribute for each table that many places read.

    The tables of a single step have none: ``every(Formulation)`` and ``of(Formulation,
    "project_id", 1)`` read them, typed as their class.

    Rows are the immutable rows of SQLAlchemy Core, which are read five times faster than objects
    and can be kept by anybody without seeing later edits. They are typed as the table's class, as
    they answer to the same column names; only ``session.get`` gives objects that can be changed.
    A choice reads as its plain word, so it is compared with ``==``.

    ``apply`` rereads what a change touched; a row that no change touched stays the same object.
    The order of a mapping is not defined: the look-ups below return rows in order.

    Parameters
    ----------
    source
        The open plan; or within a change its session, for an edit that stores what follows from
        the whole plan as the change has left it so far.
    only
        The attributes to read, where a few are enough; all unless given.
    """

    portfolio: Mapping[int, tables.Portfolio]
    projects: Mapping[int, tables.Project]
    candidacies: Mapping[int, tables.Candidacy]
    stages: Mapping[int, tables.Stage]
    calendars: Mapping[int, tables.Calendar]
    working_intervals: Mapping[int, tables.WorkingInterval]
    calendar_exceptions: Mapping[int, tables.CalendarException]
    exception_intervals: Mapping[int, tables.ExceptionInterval]
    activities: Mapping[int, tables.Activity]
    dependencies: Mapping[int, tables.Dependency]
    imported_activities: Mapping[int, tables.ImportedActivity]
    baselines: Mapping[int, tables.Baseline]
    baseline_activities: Mapping[int, tables.BaselineActivity]
    roles: Mapping[int, tables.Role]
    people: Mapping[int, tables.Person]
    assignments: Mapping[int, tables.Assignment]
    headcounts: Mapping[int, tables.Headcount]
    requirements: Mapping[int, tables.Requirement]
    requirement_traces: Mapping[int, tables.RequirementTrace]
    success_metrics: Mapping[int, tables.SuccessMetric]
    metric_targets: Mapping[int, tables.MetricTarget]
    metric_measurements: Mapping[int, tables.MetricMeasurement]
    risks: Mapping[int, tables.Risk]
    risk_impacts: Mapping[int, tables.RiskImpact]
    cost_items: Mapping[int, tables.CostItem]
    cost_amounts: Mapping[int, tables.CostAmount]
    scenarios: Mapping[int, tables.Scenario]

    def __init__(self, source: Store | Session, only: Collection[str] = ()) -> None:
        self._source = source
        self._classes = {name: _CLASSES[name] for name in only or _CLASSES}
        self._rows: dict[str, dict[int, Any]] = {}
        # Keys, not rows, so that an edit of a name leaves the order of the outline alone.
        self._groups: dict[tuple[str, str], dict[int | str | None, tuple[int, ...]]] = {}
        self.reload()

    def taken_over(self, source: Store, empty: Collection[str]) -> "Contents":
        """Return the same rows as those of another store, which holds what this one does.

        Parameters
        ----------
        source
            A branch of the store that nothing has been changed in yet.
        empty
            The attributes of which it has no rows.
        """
        rows = {name: {} if name in empty else dict(own) for name, own in self._rows.items()}
        groups = {at: group for at, group in self._groups.items() if at[0] not in empty}
        other = copy(self)
        vars(other).update(rows, _source=source, _rows=rows, _groups=groups)
        return other

    def snapshot(self) -> "Contents":
        """Return the same rows for a reader in another thread, which later changes leave alone."""
        return self.taken_over(cast("Store", self._source), ())

    def like(self, other: "Contents") -> None:
        """Take from another plan the look-ups that would be the same.

        Who asks whether a look-up is still the one it knows need then begin nothing anew.
        """
        for (attribute, column), group in list(other._groups.items()):  # noqa: SLF001  # its own
            if self.keys_by(attribute, column) == group:
                self._groups[attribute, column] = group

    def _session(self) -> AbstractContextManager[Session]:
        if isinstance(self._source, Session):
            self._source.flush()
            return nullcontext(self._source)
        return self._source.read()

    def reload(self) -> None:
        """Read everything again."""
        self._groups.clear()
        with self._session() as session, uncollected():
            connection = session.connection()
            for attribute, cls in self._classes.items():
                rows = {row[0]: row for row in connection.execute(select(_table(cls)))}
                self._rows[attribute] = rows
                setattr(self, attribute, rows)

    def go_on_with(self, source: Store) -> None:
        """Read from another store of the same plan from now on."""
        self._source = source

    def apply(self, change: Change) -> None:
        """Read again what a change touched, and nothing else."""
        if change.everything:
            self.reload()
            return
        touched: dict[str, list[RowChange]] = {}
        for row in change.rows:
            attribute = _ATTRIBUTE_OF.get(row.table, "")
            if attribute in self._classes:
                touched.setdefault(attribute, []).append(row)
        if not touched:
            return
        with self._session() as session:
            connection = session.connection()
            for attribute, changed in touched.items():
                self._forget_groups(attribute, changed)
                table, rows = _table(_CLASSES[attribute]), self._rows[attribute]
                gone = {row.key for row in changed if row.after is None}
                for key in gone:
                    rows.pop(key, None)
                for some in _slices(sorted({row.key for row in changed} - gone), 500):
                    statement = select(table).where(table.c.id.in_(some))
                    fresh = {row[0]: row for row in connection.execute(statement)}
                    for key in some:
                        if key in fresh:
                            rows[key] = fresh[key]
                        else:
                            rows.pop(key, None)

    def _forget_groups(self, attribute: str, changed: Iterable[RowChange]) -> None:
        columns = [column for grouped, column in self._groups if grouped == attribute]
        for row in changed:
            if not columns:
                return
            before, after = row.before, row.after
            for column in tuple(columns):
                if (
                    before is None
                    or after is None
                    or before.get(column) != after.get(column)
                    or before.get("position") != after.get("position")
                ):
                    del self._groups[attribute, column]
                    columns.remove(column)

    def of_table(self, name: str) -> Mapping[int, Any]:
        """Return the rows of a table by its name in the file; nothing for an unknown name."""
        return self._rows.get(_ATTRIBUTE_OF.get(name, ""), {})

    def keys_by(self, attribute: str, column: str) -> Mapping[int | str | None, tuple[int, ...]]:
        """Return the keys of a table grouped by a column, each group by position, then key.

        For example ``keys_by("assignments", "activity_id")[7]``: the assignments of activity 7.
        """
        group = self._groups.get((attribute, column))
        if group is None:
            # By place and not by name, which takes half the time over 10,000 rows.
            names = list(_table(_CLASSES[attribute]).columns.keys())
            at = names.index(column)
            rows = self._rows[attribute].values()
            if "position" in names:
                position = names.index("position")
                order = sorted((row[position], row[0], row[at]) for row in rows)
                found = [(key, value) for _, key, value in order]
            else:
                found = sorted((row[0], row[at]) for row in rows)
            lists: dict[int | str | None, list[int]] = {}
            for key, value in found:
                lists.setdefault(value, []).append(key)
            group = {value: tuple(keys) for value, keys in lists.items()}
            self._groups[attribute, column] = group
        return group

    def _of(self, attribute: str, column: str, key: int | None) -> tuple[Any, ...]:
        rows = self._rows[attribute]
        return tuple(rows[found] for found in self.keys_by(attribute, column).get(key, ()))

    def every(self, cls: type[_Row]) -> Mapping[int, _Row]:
        """Return all rows of a table by their keys."""
        return self._rows[_ATTRIBUTE_OF[str(cls.__tablename__)]]

    def of(self, cls: type[_Row], column: str, key: int | None) -> tuple[_Row, ...]:
        """Return the rows of a table whose column has a value, by position, then key."""
        return self._of(_ATTRIBUTE_OF[str(cls.__tablename__)], column, key)

    def activities_of(self, project_id: int) -> tuple[tables.Activity, ...]:
        """Return the activities of a project; ``Outline`` gives their order."""
        return self._of("activities", "project_id", project_id)

    def links_to(self, activity_id: int) -> tuple[tables.Dependency, ...]:
        """Return the links by which an activity waits for its predecessors."""
        return self._of("dependencies", "successor_id", activity_id)

    def links_from(self, activity_id: int) -> tuple[tables.Dependency, ...]:
        """Return the links to the successors of an activity."""
        return self._of("dependencies", "predecessor_id", activity_id)

    def links_of(self, project_id: int) -> tuple[tables.Dependency, ...]:
        """Return all links of a project."""
        return self._of("dependencies", "project_id", project_id)

    def assignments_of(self, activity_id: int) -> tuple[tables.Assignment, ...]:
        """Return who works on an activity."""
        return self._of("assignments", "activity_id", activity_id)

    def role_of(self, activity_id: int) -> tables.Role | None:
        """Return the role that answers for an activity, if any."""
        found = self.assignments_of(activity_id)
        for assignment in found:
            if assignment.responsibility == tables.Responsibility.ACCOUNTABLE:
                return self.roles[assignment.role_id]
        return self.roles[found[0].role_id] if found else None

    def role_ids(self) -> dict[int | str | None, int]:
        """Return the key of the role that answers for each activity which has one."""
        found: dict[int | str | None, int] = {}
        for activity_id, keys in self.keys_by("assignments", "activity_id").items():
            rows = [self.assignments[key] for key in keys]
            named = (row for row in rows if row.responsibility == tables.Responsibility.ACCOUNTABLE)
            found[activity_id] = next(named, rows[0]).role_id
        return found

    def ordered_projects(self) -> tuple[tables.Project, ...]:
        """Return all projects as the portfolio lists them."""
        return tuple(sorted(self.projects.values(), key=lambda row: (row.position, row.id)))

    def ordered_roles(self) -> tuple[tables.Role, ...]:
        """Return all roles in their order."""
        return tuple(sorted(self.roles.values(), key=lambda row: (row.position, row.id)))

    def candidacy_of(self, project_id: int) -> tables.Candidacy | None:
        """Return the figures that rank a project, if it has any."""
        found = self._of("candidacies", "project_id", project_id)
        return cast("tables.Candidacy", found[0]) if found else None

    def stages_of(self, project_id: int) -> tuple[tables.Stage, ...]:
        """Return the stages of a project in order."""
        return self._of("stages", "project_id", project_id)

    def current_stage(self, project_id: int) -> tables.Stage | None:
        """Return the stage in progress, or the first one planned."""
        stages = self.stages_of(project_id)
        for state in (tables.StageState.IN_PROGRESS, tables.StageState.PLANNED):
            for stage in stages:
                if stage.state == state:
                    return stage
        return None

    def baselines_of(self, project_id: int) -> tuple[tables.Baseline, ...]:
        """Return the baselines of a project, oldest first."""
        return self._of("baselines", "project_id", project_id)

    def shown_baseline(self, project_id: int) -> tables.Baseline | None:
        """Return the baseline that screens and documents compare with."""
        for baseline in self.baselines_of(project_id):
            if baseline.shown:
                return baseline
        return None

    def baseline_of(self, baseline_id: int) -> dict[int, tables.BaselineActivity]:
        """Return the kept dates of each activity that still exists, by the activity's key."""
        rows = self._of("baseline_activities", "baseline_id", baseline_id)
        return {row.activity_id: row for row in rows if row.activity_id is not None}

    def headcounts_of(self, project_id: int) -> tuple[tables.Headcount, ...]:
        """Return the planned full-time equivalents of a project."""
        return self._of("headcounts", "project_id", project_id)

    def requirements_of(
        self, project_id: int, kind: tables.RequirementKind | None = None
    ) -> tuple[tables.Requirement, ...]:
        """Return the requirements of a project in order, of one kind or of both."""
        found = self._of("requirements", "project_id", project_id)
        return found if kind is None else tuple(row for row in found if row.kind == kind)

    def traced_from(self, technical_id: int) -> tuple[tables.Requirement, ...]:
        """Return the business requirements that a technical one follows from, in order."""
        traces = self._of("requirement_traces", "technical_id", technical_id)
        return self._in_order(self.requirements[trace.business_id] for trace in traces)

    def traced_to(self, business_id: int) -> tuple[tables.Requirement, ...]:
        """Return the technical requirements that follow from a business one, in order."""
        traces = self._of("requirement_traces", "business_id", business_id)
        return self._in_order(self.requirements[trace.technical_id] for trace in traces)

    @staticmethod
    def _in_order(rows: Iterable[tables.Requirement]) -> tuple[tables.Requirement, ...]:
        return tuple(sorted(rows, key=lambda row: (row.position, row.id)))

    def metrics_of(self, project_id: int) -> tuple[tables.SuccessMetric, ...]:
        """Return the success metrics of a project in order."""
        return self._of("success_metrics", "project_id", project_id)

    def north_star(self, project_id: int) -> tables.SuccessMetric | None:
        """Return the one metric that says whether the project succeeds."""
        for metric in self.metrics_of(project_id):
            if metric.kind == tables.MetricKind.NORTH_STAR:
                return metric
        return None

    def targets_of(self, metric_id: int) -> dict[int, float]:
        """Return the targets of a metric by stage key, in the order of the stages."""
        rows = self._of("metric_targets", "metric_id", metric_id)
        ordered = sorted(rows, key=lambda row: self.stages[row.stage_id].position)
        return {row.stage_id: row.value for row in ordered}

    def measurements_of(self, metric_id: int) -> tuple[tables.MetricMeasurement, ...]:
        """Return the measured values of a metric, oldest first."""
        rows = self._of("metric_measurements", "metric_id", metric_id)
        return tuple(sorted(rows, key=lambda row: (row.measured_on, row.id)))

    def risks_of(self, project_id: int) -> tuple[tables.Risk, ...]:
        """Return the risks of a project in order."""
        return self._of("risks", "project_id", project_id)

    def impacts_of(self, risk_id: int) -> tuple[tables.RiskImpact, ...]:
        """Return the delays that a risk would cause."""
        return self._of("risk_impacts", "risk_id", risk_id)

    def cost_items_of(self, project_id: int) -> tuple[tables.CostItem, ...]:
        """Return the budget lines of a project in order."""
        return self._of("cost_items", "project_id", project_id)

    def amounts_of(self, cost_item_id: int) -> tuple[tables.CostAmount, ...]:
        """Return the amounts of a budget line by month."""
        rows = self._of("cost_amounts", "cost_item_id", cost_item_id)
        return tuple(sorted(rows, key=lambda row: (row.month, row.id)))


def _table(cls: type[SQLModel]) -> Any:
    return cls.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


def _slices(keys: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """Split keys, since SQLite limits the parameters of one statement."""
    return (keys[start : start + size] for start in range(0, len(keys), size))
