"""How far each page of a plan is, counted from its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leadbench import process
from leadbench.plan.contents import Contents
from leadbench.plan.left_out import left_out
from leadbench.plan.questions import open_of, questions_of
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    MetricKind,
    RequirementKind,
    RequirementStatus,
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
    return dict(page_by_page(contents, project_id))


def page_by_page(contents: Contents, project_id: int) -> Iterator[tuple[str, Progress]]:
    """Yield each page with its progress, so that a large plan need not be counted in one go."""
    asking = {page: step for page, step in process.pages().items() if step in _ASKING}
    for page in dict.fromkeys([*_RULES, *asking]):
        rule = _RULES.get(page)
        found = NOT_STARTED if rule is None else rule(contents, project_id)
        if page in asking:
            asked = questions_of(contents, project_id, page, asking[page])
            left = len(open_of(asked))
            words = counted(left, "question is open", "questions are open")
            found = _both(found, _share(len(asked) - left, len(asked), words))
        yield page, found


def _both(rows: Progress, answers: Progress) -> Progress:
    """Return the progress of a page by its rows and by its questions together."""
    missing = [one.missing for one in (rows, answers) if one.missing and one != NOT_STARTED]
    return Progress(
        rows.done + answers.done, rows.total + answers.total, ". ".join(missing) or "Not started"
    )


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


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its words: "1 task is" or "3 tasks are"."""
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
        agreed, len(rows), counted(left, "requirement is not agreed", "requirements are not agreed")
    )


def _architecture(contents: Contents, project_id: int) -> Progress:
    rows = contents.requirements_of(project_id, RequirementKind.TECHNICAL)
    out = left_out(contents)
    placed = sum(row.activity_id is not None and row.activity_id not in out for row in rows)
    left = len(rows) - placed
    words = counted(left, "technical requirement has", "technical requirements have")
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
    keys = contents.keys_by("activities", "kind").get(ActivityKind.MILESTONE, ())
    own = (row for key in keys if (row := contents.activities[key]).project_id == project_id)
    rows = [row for row in own if row.active]
    passed = sum(row.actual_finish_minute is not None for row in rows)
    left = len(rows) - passed
    return _share(passed, len(rows), counted(left, "milestone is ahead", "milestones are ahead"))


def _work(contents: Contents, project_id: int) -> list[Activity]:
    rows = contents.activities_of(project_id)
    return [row for row in rows if row.kind == ActivityKind.WORK and row.active]


def _people(contents: Contents, project_id: int) -> Progress:
    roles = contents.role_ids()
    needed = {roles.get(row.id) for row in _work(contents, project_id)}
    planned = {row.role_id for row in contents.headcounts_of(project_id)}
    left = len(needed - planned)
    words = counted(left, "role of the tasks has", "roles of the tasks have")
    if None in needed:
        words = "Some tasks have no role"
    else:
        words += " no planned month"
    return _share(len(needed & planned), len(needed), words)


def _resources(contents: Contents, project_id: int) -> Progress:
    rows = contents.cost_items_of(project_id)
    named = sum(bool(row.supplier) for row in rows)
    words = counted(len(rows) - named, "budget line names", "budget lines name")
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
    words = counted(left, "answer is open", "answers are open")
    return _share(sum(settled), len(settled), words)


def _work_plan(contents: Contents, project_id: int) -> Progress:
    rows = [row for row in _work(contents, project_id) if row.actual_finish_minute is None]
    roles = contents.role_ids()
    ready = sum(row.id in roles and row.pessimistic_minutes is not None for row in rows)
    words = counted(len(rows) - ready, "open task has", "open tasks have")
    return _share(ready, len(rows), f"{words} no role or no range")


_ASKING = frozenset({"discovery", "data_assessment", "prioritization", "architecture"})
"""The steps whose pages ask for words as well as for rows."""

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
