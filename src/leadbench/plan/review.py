"""How far each page of a plan is, and what is weak in it: counted from its rows, never guessed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from leadbench.analysis.calendars import finish_date
from leadbench.analysis.critical_path import Schedule
from leadbench.plan.contents import Contents
from leadbench.plan.for_analysis import calendar, month_costs
from leadbench.plan.notation import format_date, format_days, format_money
from leadbench.plan.outline import Outline
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    MetricKind,
    PortfolioDecision,
    RequirementKind,
    RequirementStatus,
    RiskState,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a page is settled; ``missing`` says in words what is not, "" when all is."""

    done: int
    total: int
    missing: str

    @property
    def started(self) -> bool:
        """Whether anything is settled."""
        return self.done > 0

    @property
    def complete(self) -> bool:
        """Whether everything is settled, and there is something."""
        return 0 < self.total <= self.done


NOT_STARTED = Progress(0, 0, "Not started")


def progress(contents: Contents, project_id: int) -> dict[str, Progress]:
    """Return the progress of each page that a rule can judge, by the page's key.

    A page that is not listed has no data yet: it is not started.
    """
    return {page: rule(contents, project_id) for page, rule in _RULES.items()}


def _share(done: int, total: int, missing: str) -> Progress:
    if total == 0:
        return NOT_STARTED
    return Progress(done, total, "" if done >= total else missing)


def _checks(checks: list[tuple[bool, str]]) -> Progress:
    if not any(met for met, _ in checks):
        return Progress(0, len(checks), "Not started")
    missing = ", ".join(words for met, words in checks if not met)
    return Progress(
        sum(met for met, _ in checks), len(checks), f"Missing: {missing}" if missing else ""
    )


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def _business_case(contents: Contents, project_id: int) -> Progress:
    row = contents.candidacy_of(project_id)
    if row is None:
        return NOT_STARTED
    return _checks(
        [
            (row.gain_likely_cents is not None, "yearly gain"),
            (row.gain_low_cents is not None and row.gain_high_cents is not None, "range of gain"),
            (row.complexity is not None, "complexity"),
            (row.mvp_cost_cents is not None, "cost of the MVP"),
            (row.mvp_success_percent is not None, "chance that the MVP succeeds"),
        ]
    )


def _requirements(contents: Contents, project_id: int) -> Progress:
    rows = contents.requirements_of(project_id)
    agreed = sum(row.status == RequirementStatus.AGREED for row in rows)
    left = len(rows) - agreed
    return _share(
        agreed, len(rows), _count(left, "requirement is not agreed", "requirements are not agreed")
    )


def _architecture(contents: Contents, project_id: int) -> Progress:
    rows = contents.requirements_of(project_id, RequirementKind.TECHNICAL)
    placed = sum(row.activity_id is not None for row in rows)
    left = len(rows) - placed
    words = _count(left, "technical requirement has", "technical requirements have")
    return _share(placed, len(rows), f"{words} no task that builds it")


def _success_metrics(contents: Contents, project_id: int) -> Progress:
    star = contents.north_star(project_id)
    if star is None or star.id is None:
        return NOT_STARTED
    targets = contents.targets_of(star.id)
    stages = contents.stages_of(project_id)
    guarded = any(metric.kind == MetricKind.GUARDRAIL for metric in contents.metrics_of(project_id))
    return _checks(
        [
            (True, "north star"),
            (bool(star.definition), "its definition"),
            (star.baseline is not None, "its value before the project"),
            (bool(stages) and all(row.id in targets for row in stages), "a target for each stage"),
            (bool(contents.measurements_of(star.id)), "a measurement"),
            (guarded, "a guardrail"),
        ]
    )


def _milestones(contents: Contents, project_id: int) -> Progress:
    rows = [row for row in contents.activities_of(project_id) if row.kind == ActivityKind.MILESTONE]
    passed = sum(row.actual_finish_minute is not None for row in rows)
    left = len(rows) - passed
    return _share(passed, len(rows), _count(left, "milestone is ahead", "milestones are ahead"))


def _work(contents: Contents, project_id: int) -> list[Activity]:
    rows = contents.activities_of(project_id)
    return [row for row in rows if row.kind == ActivityKind.WORK]


def _people(contents: Contents, project_id: int) -> Progress:
    needed = set()
    for row in _work(contents, project_id):
        role = contents.role_of(row.id or 0)
        needed.add(None if role is None else role.id)
    planned = {row.role_id for row in contents.headcounts_of(project_id)}
    left = len(needed - planned)
    words = _count(left, "role of the tasks has", "roles of the tasks have")
    if None in needed:
        words = "Some tasks have no role"
    else:
        words += " no planned month"
    return _share(len(needed & planned), len(needed), words)


def _resources(contents: Contents, project_id: int) -> Progress:
    rows = contents.cost_items_of(project_id)
    named = sum(bool(row.supplier) for row in rows)
    words = _count(len(rows) - named, "budget line names", "budget lines name")
    return _share(named, len(rows), f"{words} no supplier")


def _budget(contents: Contents, project_id: int) -> Progress:
    heads = contents.headcounts_of(project_id)
    rated = all(contents.roles[row.role_id].month_rate_cents is not None for row in heads)
    project = contents.projects[project_id]
    return _checks(
        [
            (bool(heads), "headcount by month"),
            (bool(heads) and rated, "rates of all roles"),
            (bool(contents.cost_items_of(project_id)), "budget lines beside people"),
            (project.approved_budget_cents is not None, "approved budget"),
        ]
    )


def _stages(contents: Contents, project_id: int) -> Progress:
    settled = [
        bool(value)
        for stage in contents.stages_of(project_id)
        for value in (
            stage.question,
            stage.proof,
            stage.finish_on,
            stage.budget_cap_cents,
            stage.decider,
        )
    ]
    left = len(settled) - sum(settled)
    words = _count(left, "answer is open", "answers are open")
    return _share(sum(settled), len(settled), words)


def _work_plan(contents: Contents, project_id: int) -> Progress:
    rows = [row for row in _work(contents, project_id) if row.actual_finish_minute is None]
    ready = sum(
        contents.role_of(row.id or 0) is not None and row.pessimistic_minutes is not None
        for row in rows
    )
    words = _count(len(rows) - ready, "open task has", "open tasks have")
    return _share(ready, len(rows), f"{words} no role or no range")


_RULES: dict[str, Callable[[Contents, int], Progress]] = {
    "business_case": _business_case,
    "requirements": _requirements,
    "architecture": _architecture,
    "success_metrics": _success_metrics,
    "milestones": _milestones,
    "people": _people,
    "resources": _resources,
    "budget": _budget,
    "stages_gates": _stages,
    "work_plan": _work_plan,
}


class Severity(StrEnum):
    """How much a finding matters."""

    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One weak point of a plan.

    Parameters
    ----------
    title
        The finding with its number, as a heading.
    reason
        Why it matters and what to do.
    page
        Key of the page where it is settled.
    keys
        The rows concerned, of the table that the page edits.
    """

    severity: Severity
    title: str
    reason: str
    page: str
    keys: tuple[int, ...] = ()


def findings(contents: Contents, project_id: int, schedule: Schedule) -> list[Finding]:
    """Return what is weak in a plan, warnings first.

    Parameters
    ----------
    schedule
        The dates calculated from these rows.
    """
    found: list[Finding] = []
    found.extend(_finish(contents, project_id, schedule))
    found.extend(_floats(contents, project_id, schedule))
    found.extend(_cost(contents, project_id))
    found.extend(_gaps_in_requirements(contents, project_id))
    found.extend(_gaps_in_tasks(contents, project_id))
    found.extend(_gaps_in_risks(contents, project_id))
    found.extend(_gaps_in_decision(contents, project_id))
    return sorted(found, key=lambda finding: finding.severity != Severity.WARNING)


def _finish(contents: Contents, project_id: int, schedule: Schedule) -> Iterator[Finding]:
    project = contents.projects[project_id]
    if not schedule.keys:
        return
    own = calendar(contents, project.calendar_id)
    finish = schedule.project_finish
    year = finish_date(finish).year
    committed = project.committed_finish_minute
    if committed is not None and finish > committed:
        late = format_days(own.between(committed, finish), project)
        day = format_date(finish_date(committed), year)
        yield Finding(
            Severity.WARNING,
            f"Plan finishes {late} d after the committed {day}",
            f"It finishes on {format_date(finish_date(finish), year)}. Shorten critical tasks, or "
            "agree another date.",
            "milestones",
        )
    approved = contents.shown_baseline(project_id)
    if approved is not None and finish > approved.finish_minute:
        late = format_days(own.between(approved.finish_minute, finish), project)
        day = format_date(finish_date(approved.finish_minute), year)
        yield Finding(
            Severity.NOTE,
            f"Plan finishes {late} d later than “{approved.name}”",
            f"{format_date(finish_date(finish), year)} instead of {day}.",
            "milestones",
        )


def _floats(contents: Contents, project_id: int, schedule: Schedule) -> Iterator[Finding]:
    project = contents.projects[project_id]
    late: list[int] = []
    for place, key in enumerate(schedule.keys):
        row = contents.activities[key]
        minutes = int(schedule.total_float[place])
        if row.kind != ActivityKind.SUMMARY and minutes < 0 and not schedule.done[place]:
            late.append(key)
        elif row.kind == ActivityKind.SUMMARY and schedule.near_critical[place]:
            yield Finding(
                Severity.NOTE,
                f"{row.name} has {format_days(minutes, project)} d float",
                "More delay there makes it critical.",
                "milestones",
                (key,),
            )
    if late:
        yield Finding(
            Severity.WARNING,
            f"{_count(len(late), 'task is', 'tasks are')} too late for a deadline",
            "Shorten what they wait for, or move the deadline.",
            "milestones",
            tuple(late),
        )


def _cost(contents: Contents, project_id: int) -> Iterator[Finding]:
    approved = contents.projects[project_id].approved_budget_cents
    estimate = sum(cost.cents for cost in month_costs(contents, project_id))
    if approved is not None and estimate > approved:
        yield Finding(
            Severity.WARNING,
            f"Estimate is {format_money(estimate - approved)} over approved",
            f"{format_money(estimate)} against {format_money(approved)}.",
            "budget",
        )


def _gaps_in_requirements(contents: Contents, project_id: int) -> Iterator[Finding]:
    for row in contents.requirements_of(project_id):
        key = row.id or 0
        if row.kind == RequirementKind.BUSINESS:
            if row.status == RequirementStatus.AGREED and not contents.traced_to(key):
                yield Finding(
                    Severity.WARNING,
                    f"{row.code} has no technical requirement",
                    f"“{row.title}” is agreed, but nothing is built for it.",
                    "requirements",
                    (key,),
                )
            continue
        if row.status == RequirementStatus.AGREED and not row.verification:
            yield Finding(
                Severity.WARNING,
                f"{row.code} has no test yet",
                f"Say how “{row.title}” is checked, so that the gate can check it.",
                "requirements",
                (key,),
            )
        if not contents.traced_from(key):
            yield Finding(
                Severity.NOTE,
                f"{row.code} follows from no business requirement",
                f"Trace “{row.title}” to the need behind it, or drop it.",
                "requirements",
                (key,),
            )


def _gaps_in_tasks(contents: Contents, project_id: int) -> Iterator[Finding]:
    outline = Outline(contents, project_id)
    open_rows = [
        row
        for row in (contents.activities[line.key] for line in outline.rows)
        if row.kind != ActivityKind.SUMMARY and row.actual_finish_minute is None
    ]
    without = [row for row in open_rows if contents.role_of(row.id or 0) is None]
    for kind, one, many in (
        (ActivityKind.MILESTONE, "milestone has no owner", "milestones have no owner"),
        (ActivityKind.WORK, "open task has no role", "open tasks have no role"),
    ):
        keys = tuple(row.id or 0 for row in without if row.kind == kind)
        if keys:
            yield Finding(
                Severity.NOTE,
                _count(len(keys), one, many),
                f"First: {outline.number_of[keys[0]]} {contents.activities[keys[0]].name}.",
                "milestones",
                keys,
            )
    loose = tuple(row.id or 0 for row in open_rows if _leads_nowhere(contents, row))
    if loose and len(loose) < len(open_rows):
        yield Finding(
            Severity.NOTE,
            _count(len(loose), "open task leads to nothing", "open tasks lead to nothing"),
            f"No task waits for {outline.number_of[loose[0]]} "
            f"{contents.activities[loose[0]].name}, so its float says little.",
            "milestones",
            loose,
        )


def _leads_nowhere(contents: Contents, row: Activity) -> bool:
    if row.kind == ActivityKind.MILESTONE:  # an outcome may be an end in itself
        return False
    above: int | None = row.id
    while above is not None:
        if contents.links_from(above):
            return False
        above = contents.activities[above].parent_id
    return True


def _gaps_in_risks(contents: Contents, project_id: int) -> Iterator[Finding]:
    for row in contents.risks_of(project_id):
        if row.state == RiskState.OPEN and not (row.response and row.owner_role_id):
            gap = "owner" if row.response else "response"
            yield Finding(
                Severity.WARNING,
                f"{row.code} has no {gap}",
                f"Say what is done about “{row.name}”, and who does it.",
                "milestones",
                (row.id or 0,),
            )


def _gaps_in_decision(contents: Contents, project_id: int) -> Iterator[Finding]:
    row = contents.projects[project_id]
    turned_down = row.decision in (PortfolioDecision.NOT_NOW, PortfolioDecision.DROP)
    if turned_down and not row.decision_reason:
        yield Finding(
            Severity.NOTE,
            "The decision has no reason",
            "Say why, so that it can be looked at again.",
            "portfolio",
            (project_id,),
        )
