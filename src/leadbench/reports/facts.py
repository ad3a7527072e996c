"""What every section of a document asks of a plan, worked out once with the screens' functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from leadbench.analysis import critical_path
from leadbench.analysis.budget import Budget, staff_costs
from leadbench.analysis.budget import to_date as cost_to_date
from leadbench.analysis.calendars import WorkCalendar, finish_date, to_date
from leadbench.analysis.critical_path import Schedule, ScheduledActivity
from leadbench.charts.gantt import State
from leadbench.plan import for_analysis
from leadbench.plan.contents import Contents
from leadbench.plan.left_out import left_out
from leadbench.plan.notation import format_date, format_money
from leadbench.plan.outline import Outline
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Baseline,
    BaselineActivity,
    Project,
    Stage,
)
from leadbench.reports.likely import Likely


@dataclass(frozen=True, eq=False)
class Facts:
    """One project on one date.

    Parameters
    ----------
    contents
        The rows of the plan.
    on
        Date of the document; dates in its year are written without a year.
    forecast
        What the forecast says, if one was made.
    """

    contents: Contents
    project_id: int
    on: date
    forecast: Likely | None = field(default=None, kw_only=True)

    @cached_property
    def likely(self) -> Likely | None:
        """What the forecast says of the finish and the cost; None once the gate is reached."""
        return None if self.is_reached else self.forecast

    @cached_property
    def is_reached(self) -> bool:
        """Whether the gate of the stage lies behind."""
        return self.gate is not None and self.dates(self.gate).done

    @cached_property
    def project(self) -> Project:
        """The project's row."""
        return self.contents.projects[self.project_id]

    @cached_property
    def currency(self) -> str:
        """Currency of the portfolio."""
        return next((row.currency for row in self.contents.portfolio.values()), "USD")

    @cached_property
    def outline(self) -> Outline:
        """Numbers and order of the activities."""
        return Outline(self.contents, self.project_id)

    @cached_property
    def schedule(self) -> Schedule:
        """Every date of the project."""
        return critical_path.schedule(for_analysis.network(self.contents, self.project_id))

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The project's working time."""
        return for_analysis.calendar(self.contents, self.project.calendar_id)

    @cached_property
    def left_out(self) -> frozenset[int]:
        """Keys of the activities that the plan leaves out."""
        return left_out(self.contents)

    @cached_property
    def activities(self) -> list[Activity]:
        """The activities that count, in outline order."""
        rows, out = self.contents.activities, self.left_out
        return [rows[line.key] for line in self.outline.rows if line.key not in out]

    @cached_property
    def milestones(self) -> list[Activity]:
        """The milestones by date, then in outline order."""
        found = [row for row in self.activities if row.kind == ActivityKind.MILESTONE]
        return sorted(found, key=lambda row: self.dates(row).finish)

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline that screens and documents compare with."""
        return self.contents.shown_baseline(self.project_id)

    @cached_property
    def kept(self) -> Mapping[int, BaselineActivity]:
        """What the baseline kept of each activity that still exists."""
        key = self.baseline.id if self.baseline else None
        return {} if key is None else self.contents.baseline_of(key)

    @cached_property
    def stage(self) -> Stage | None:
        """The stage in progress, or the next one."""
        return self.contents.current_stage(self.project_id)

    @cached_property
    def gate(self) -> Activity | None:
        """The milestone at which the current stage is decided."""
        return self.gate_of(self.stage) if self.stage else None

    def gate_of(self, stage: Stage) -> Activity | None:
        """Return the milestone at which a stage is decided, if it is planned."""
        found = [row for row in self.milestones if row.gate and row.stage_id == stage.id]
        return found[-1] if found else None

    @cached_property
    def finish(self) -> int | None:
        """The instant at which the gate is reached, or else the last work ends."""
        if self.gate is not None:
            return self.dates(self.gate).finish
        return self.schedule.project_finish if self.activities else None

    @cached_property
    def approved_finish(self) -> int | None:
        """The same instant in the baseline."""
        if self.baseline is None:
            return None
        if self.gate is not None:
            row = self.kept.get(self.gate.id or 0)
            return row.finish_minute if row else None
        return self.baseline.finish_minute

    @cached_property
    def slip(self) -> int | None:
        """Working minutes by which the finish lies after the approved one."""
        if self.finish is None or self.approved_finish is None:
            return None
        return self.calendar.between(self.approved_finish, self.finish)

    @cached_property
    def margin(self) -> int | None:
        """Working minutes from the planned finish to the committed one; below zero if late."""
        committed = self.project.committed_finish_minute
        if self.finish is None or committed is None:
            return None
        return self.calendar.between(self.finish, committed)

    def dates(self, activity: Activity) -> ScheduledActivity:
        """Return the dates of an activity."""
        return self.schedule.row(activity.id or 0)

    def change_of(self, activity: Activity) -> int | None:
        """Return the working minutes by which an activity ends after the baseline's finish."""
        row = self.kept.get(activity.id or 0)
        if row is None:
            return None
        return self.calendar.between(row.finish_minute, self.dates(activity).finish)

    def state(self, activity: Activity) -> State:
        """Return what the mark of an activity says."""
        dates = self.dates(activity)
        if dates.done:
            return State.DONE
        if dates.critical:
            return State.CRITICAL
        return State.NEAR if dates.near_critical else State.NORMAL

    def owner(self, activity: Activity) -> str:
        """Return the name of the role that answers for an activity, or ""."""
        role = self.contents.role_of(activity.id or 0)
        return role.name if role else ""

    def role(self, key: int | None) -> str:
        """Return the name of a role, or ""."""
        return self.contents.roles[key].name if key is not None else ""

    def day(self, day: date) -> str:
        """Return "16 Jul", with the year if it is not the document's."""
        return format_date(day, self.on.year)

    def start_text(self, minute: int) -> str:
        """Return the day of a start."""
        return self.day(to_date(minute))

    @property
    def kept_day(self) -> date | None:
        """The day on which the baseline was kept."""
        return None if self.baseline is None else to_date(self.baseline.kept_minute)

    def finish_text(self, minute: int) -> str:
        """Return the day of a finish."""
        return self.day(finish_date(minute))

    def money(self, cents: int) -> str:
        """Return a short amount: "$763k"."""
        return format_money(cents, self.currency)

    @cached_property
    def budget(self) -> Budget:
        """What the project costs by category and month."""
        return for_analysis.budget(self.contents, self.project_id, self.schedule)

    @cached_property
    def people_cost(self) -> Mapping[date, int]:
        """What the planned roles cost by month, in cents."""
        found = staff_costs(for_analysis.staff(self.contents, self.project_id))
        return {cost.month: cost.cents for cost in found}

    @cached_property
    def estimate(self) -> int | None:
        """All planned cost in cents; None while nothing is planned."""
        return self.budget.total if self.budget.categories else None

    @cached_property
    def spent(self) -> Mapping[str, int]:
        """Cost planned up to the data date by category, in cents; empty without a data date."""
        if self.status_day is None:
            return {}
        return cost_to_date(self.budget, self.status_day, self.calendar)

    @cached_property
    def status_day(self) -> date | None:
        """The data date."""
        status = self.project.status_minute
        return None if status is None else to_date(status)
