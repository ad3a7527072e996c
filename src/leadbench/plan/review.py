"""What is weak in a plan, and how far its pages are: counted from its rows, never guessed."""

from collections.abc import Callable, Iterable, Iterator

from leadbench.analysis.calendars import finish_date
from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.inputs import Network
from leadbench.plan.contents import Contents
from leadbench.plan.early_gaps import early_gaps
from leadbench.plan.finding import Finding, Severity
from leadbench.plan.for_analysis import budget, calendar
from leadbench.plan.left_out import left_out
from leadbench.plan.network_gaps import network_gaps
from leadbench.plan.notation import format_date, format_days, format_money
from leadbench.plan.outline import Outline
from leadbench.plan.progress import NOT_STARTED, Progress, counted, progress
from leadbench.plan.tables import (
    ActivityKind,
    PortfolioDecision,
    Project,
    RequirementKind,
    RequirementStatus,
    RiskState,
)
from leadbench.plan.traces import Chain, Place, checked_by

__all__ = [
    "NOT_STARTED",
    "Finding",
    "Progress",
    "Severity",
    "decision_gaps",
    "findings",
    "in_order",
    "look",
    "progress",
]


def findings(
    contents: Contents, project_id: int, schedule: Schedule, network: Network
) -> list[Finding]:
    """Return what is weak in a plan, warnings first; ``look`` says how it is found."""
    found = look(contents, project_id, schedule, network)
    return in_order(finding for finding in found if finding is not None)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings as they are shown: warnings first."""
    return sorted(found, key=lambda finding: finding.severity != Severity.WARNING)


def look(
    contents: Contents, project_id: int, schedule: Schedule, network: Network
) -> Iterator[Finding | None]:
    """Look for what is weak in a plan, one check after the other.

    Parameters
    ----------
    schedule, network
        The dates calculated from these rows, and what they follow from.

    Yields
    ------
    Finding or None
        None after each check: of a large plan all together take too long for one turn of a window.
    """
    outline = Outline(contents, project_id)
    yield None
    checks: tuple[Callable[[], Iterable[Finding | None]], ...] = (
        lambda: _finish(contents, project_id, schedule),
        lambda: _floats(contents, project_id, schedule),
        lambda: _cost(contents, project_id),
        lambda: _gaps_in_requirements(contents, project_id),
        lambda: _gaps_in_chain(contents, project_id, outline),
        lambda: _gaps_in_tasks(contents, outline),
        lambda: network_gaps(contents, schedule, network, outline),
        lambda: _gaps_in_risks(contents, project_id),
        lambda: _gaps_in_decision(contents, project_id),
        lambda: early_gaps(contents, project_id),
    )
    for check in checks:
        yield from check()
        yield None


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
    out = left_out(contents)
    for place, key in enumerate(schedule.keys):
        if key in out:
            continue
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
            f"{counted(len(late), 'task is', 'tasks are')} too late for a deadline",
            "Shorten what they wait for, or move the deadline.",
            "milestones",
            tuple(late),
        )


def _cost(contents: Contents, project_id: int) -> Iterator[Finding]:
    approved = contents.projects[project_id].approved_budget_cents
    estimate = budget(contents, project_id).total
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
        if row.status == RequirementStatus.AGREED and not checked_by(contents, key):
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


def _gaps_in_chain(contents: Contents, project_id: int, outline: Outline) -> Iterator[Finding]:
    """Return what hangs loose at the ends of the chain; its middle has findings of its own."""
    loose: dict[tuple[Place, Place], list[int]] = {}
    names: dict[tuple[Place, Place], str] = {}
    for orphan in Chain(contents, project_id, outline).orphans():
        ends = (orphan.item.place, orphan.lacks)
        loose.setdefault(ends, []).append(orphan.item.key)
        names.setdefault(ends, orphan.words)
    for ends, (one, many, reason, page) in _LOOSE.items():
        keys = loose.get(ends, [])
        if keys:
            yield Finding(
                Severity.NOTE, counted(len(keys), one, many), f"{names[ends]}. {reason}", page,
                tuple(keys) if page == "success_metrics" or ends[0] == Place.BUSINESS else (),
            )  # fmt: skip


_LOOSE = {
    (Place.GOAL, Place.BUSINESS): (
        "success metric has no requirement", "success metrics have no requirement",
        "Nothing is asked for that would move it.", "success_metrics",
    ),
    (Place.BUSINESS, Place.GOAL): (
        "business requirement serves no goal", "business requirements serve no goal",
        "Name the success metric that it is for, or drop it.", "requirements",
    ),
    (Place.TEST, Place.TECHNICAL): (
        "test checks no requirement", "tests check no requirement",
        "Say what it shows, or drop it.", "requirements",
    ),
    (Place.TEST, Place.MONITOR): (
        "test has no monitor", "tests have no monitor",
        "What was shown once can be lost in operation: watch it.", "requirements",
    ),
    (Place.MONITOR, Place.SECTION): (
        "monitor has no document section", "monitors have no document section",
        "Write down what to do when it raises an alert.", "requirements",
    ),
}  # fmt: skip


def _gaps_in_tasks(contents: Contents, outline: Outline) -> Iterator[Finding]:
    open_rows = [
        row
        for row in (contents.activities[line.key] for line in outline.rows)
        if row.kind != ActivityKind.SUMMARY and row.actual_finish_minute is None and row.active
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
                counted(len(keys), one, many),
                f"First: {outline.number_of[keys[0]]} {contents.activities[keys[0]].name}.",
                "milestones",
                keys,
            )


def _gaps_in_risks(contents: Contents, project_id: int) -> Iterator[Finding]:
    for row in contents.risks_of(project_id):
        if row.state == RiskState.OPEN and not (row.response and row.owner_role_id):
            gap = "owner" if row.response else "response"
            yield Finding(
                Severity.WARNING,
                f"{row.code} has no {gap}",
                f"Say what is done about “{row.name}”, and who does it.",
                "milestones",
                tuple(impact.activity_id for impact in contents.impacts_of(row.id or 0)),
            )


def _gaps_in_decision(contents: Contents, project_id: int) -> Iterator[Finding]:
    row = contents.projects[project_id]
    for gap in decision_gaps(row):
        yield Finding(
            Severity.NOTE,
            f"The decision has no {gap}",
            "Say why, so that it can be looked at again."
            if gap == "reason"
            else "Say what would make you look at it again.",
            "portfolio",
            (project_id,),
        )


def decision_gaps(project: Project) -> tuple[str, ...]:
    """Return what the record of a candidate that is turned down lacks: reason, trigger."""
    if project.decision not in (PortfolioDecision.NOT_NOW, PortfolioDecision.DROP):
        return ()
    texts = (("reason", project.decision_reason), ("trigger", project.revisit_trigger))
    return tuple(word for word, text in texts if not text.strip())
