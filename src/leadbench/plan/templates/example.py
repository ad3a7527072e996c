"""The worked example: a portfolio of six candidates, one of them planned and under way.

It is made step by step by the same edits that a person's actions call, so that its history reads
like the making of a plan.
"""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from leadbench.analysis.calendars import DAY, WorkCalendar, instant
from leadbench.analysis.inputs import ConstraintKind, LinkType
from leadbench.plan.contents import Contents
from leadbench.plan.edits import activities, baselines, links, outline, projects
from leadbench.plan.edits._rows import found
from leadbench.plan.for_analysis import calendar
from leadbench.plan.tables import (
    Activity,
    ActivityKind,
    Portfolio,
    PortfolioDecision,
    Project,
    ProjectState,
    Stage,
    StageKind,
    StageState,
)
from leadbench.plan.templates.example_answers import add_answers
from leadbench.plan.templates.example_architecture import add_architecture
from leadbench.plan.templates.example_business import add_business
from leadbench.plan.templates.example_data import add_data
from leadbench.plan.templates.example_discovery import add_discovery
from leadbench.plan.templates.example_needs import add_metrics, add_requirements, add_risks
from leadbench.plan.templates.example_portfolio import add_limits
from leadbench.plan.templates.example_resources import add_costs, add_headcount, add_roles
from leadbench.plan.templates.example_trace import add_chain
from leadbench.plan.templates.start import Numbers, new_project, read
from leadbench.store import Store

_DAY_MINUTES = 480
_KIND = {"milestone": ActivityKind.MILESTONE}


class Example:
    """What the steps of the example share: its inputs, and the keys of what was added."""

    def __init__(self) -> None:
        self.inputs = read("example", "support-ticket-triage.json")
        self.project_id = 0
        self.calendar_id = 0
        self.numbers = Numbers()
        self.roles: dict[str, int] = {}
        self.stages: dict[StageKind, int] = {}

    def begins(self, session: Session, day: str) -> int:
        """Return the instant at which work begins on a day."""
        return self._working_time(session).next_start(instant(date.fromisoformat(day)))

    def ends(self, session: Session, day: str) -> int:
        """Return the instant at which work ends on a day."""
        return self._working_time(session).previous_finish(instant(date.fromisoformat(day)) + DAY)

    def _working_time(self, session: Session) -> WorkCalendar:
        return calendar(Contents(session, _CALENDAR_ROWS), self.calendar_id)


_CALENDAR_ROWS = ("calendars", "working_intervals", "calendar_exceptions", "exception_intervals")


def build_example(store: Store) -> None:
    """Fill an empty plan with the worked example.

    The approved plan comes first and is kept as a baseline; then progress and new estimates are
    recorded, as they would be in the weeks that follow.
    """
    example = Example()
    with store.change("Start the portfolio", "portfolio") as session:
        _start_portfolio(example, session)
    with store.change("Describe the stages", "stages_gates") as session:
        _describe_stages(example, session)
    with store.change("Add roles and rates", "people") as session:
        add_roles(session, example.inputs["people"], example.roles)
    with store.change("Add tasks and milestones", "milestones") as session:
        _add_activities(example, session)
    with store.change("Link tasks", "milestones") as session:
        _link_activities(example, session)
    with store.change("Keep the approved plan", "milestones") as session:
        _approve(example, session)
    with store.change("Record progress to 16 Mar", "milestones") as session:
        _record_progress(example, session)
    with store.change("Estimate what is left", "milestones") as session:
        _estimate(example, session)
    with store.change("Agree requirements", "requirements") as session:
        add_requirements(
            session,
            example.project_id,
            example.inputs,
            example.numbers,
            example.roles,
            example.stages,
        )
    with store.change("Set success metrics", "success_metrics") as session:
        add_metrics(session, example.project_id, example.inputs, example.stages, example.roles)
    with store.change("Add risks", "milestones") as session:
        add_risks(session, example.project_id, example.inputs, example.numbers, example.roles)
    with store.change("Trace goals to tests and documents", "requirements") as session:
        add_chain(session, example.project_id, example.inputs, example.numbers)
    with store.change("Plan headcount", "people") as session:
        add_headcount(session, example.project_id, example.inputs["people"], example.roles)
    with store.change("Plan other costs", "budget") as session:
        stage_id = example.stages[StageKind.MVP]
        add_costs(session, example.project_id, example.inputs, stage_id, example.numbers.key_of)
    with store.change("Compare six candidates", "portfolio") as session:
        _add_candidates(example, session)
        add_limits(session)
    with store.change("Discover the product", "discovery") as session:
        add_discovery(session, example.project_id, example.roles)
    with store.change("Assess the data", "data_assessment") as session:
        add_data(session, example.project_id, example.stages, example.numbers, example.roles)
    with store.change("Choose the architecture", "architecture") as session:
        add_architecture(session, example.project_id, example.numbers)
    with store.change("Make the business case", "business_case") as session:
        add_business(session, example.project_id, example.numbers)
    with store.change("Answer the questions of the first steps", "discovery") as session:
        add_answers(session, example.project_id, example.roles)


def _start_portfolio(example: Example, session: Session) -> None:
    inputs, project = example.inputs, example.inputs["project"]
    portfolio = session.exec(select(Portfolio)).first()
    if portfolio is None:
        portfolio = Portfolio(name=inputs["portfolio_name"])
        session.add(portfolio)
    portfolio.name = inputs["portfolio_name"]
    portfolio.discount_rate_percent = inputs["discount_rate"] * 100
    portfolio.budget_cents = _cents(inputs["portfolio_budget"])
    example.calendar_id = projects.add_calendar(
        session,
        "Company calendar",
        holidays=[(date.fromisoformat(day["day"]), day["name"]) for day in project["holidays"]],
    )
    example.project_id = new_project(
        session,
        project["name"],
        date.fromisoformat(project["start"]),
        purpose=project["purpose"],
        calendar_id=example.calendar_id,
        outline=False,
    )
    row = found(session, Project, example.project_id)
    row.start_minute = example.begins(session, project["start"])
    row.near_critical_days = project["near_critical_days"]
    row.confidence_policy_percent = project["confidence_policy_percent"]


def _describe_stages(example: Example, session: Session) -> None:
    statement = select(Stage).where(Stage.project_id == example.project_id)
    rows = {StageKind(row.kind): row for row in session.exec(statement)}
    for given in example.inputs["stages"]:
        stage = rows[StageKind(given["kind"])]
        assert stage.id is not None
        example.stages[StageKind(given["kind"])] = stage.id
        stage.state = StageState(given["state"])
        stage.question, stage.hypothesis = given["question"], given["hypothesis"]
        stage.proof, stage.decider = given["proof"], given["decider"]
        stage.kill_criteria = "\n".join(given["kill_criteria"])
        stage.budget_cap_cents = _cents(given["budget_cap"])
        stage.budget_basis = given["budget_basis"]
        projects.set_time_box(
            session,
            stage.id,
            date.fromisoformat(given["start"]),
            date.fromisoformat(given["finish"]),
        )


def _add_activities(example: Example, session: Session) -> None:
    tasks = example.inputs["tasks"]
    for task in sorted(tasks, key=lambda task: [int(part) for part in task["id"].split(".")]):
        key = outline.add_activity(
            session,
            example.project_id,
            task["name"],
            parent=example.numbers.parent(task["id"]),
            kind=_KIND.get(task["kind"], ActivityKind.WORK),
            duration=task.get("approved_days", 1) * _DAY_MINUTES,
        )
        example.numbers.add(task["id"], key)
        activity = found(session, Activity, key)
        activity.stage_id = example.stages[StageKind.MVP]
        activity.passed_when = task.get("passed_when", "")
        activity.gate = task.get("gate", False)
        if "role" in task:
            share = task["allocation_percent"]
            activities.set_role(session, key, example.roles[task["role"]], share)
        _start_no_earlier(example, session, task, "approved_start_no_earlier_than")


def _start_no_earlier(example: Example, session: Session, task: dict[str, Any], field: str) -> None:
    day = task.get(field)
    if day is not None:
        activities.set_constraint(
            session,
            example.numbers.key_of[task["id"]],
            ConstraintKind.START_NO_EARLIER,
            example.begins(session, day),
        )


def _link_activities(example: Example, session: Session) -> None:
    for task in example.inputs["tasks"]:
        for before in task.get("predecessors", ()):
            links.link(
                session,
                example.numbers.key_of[before["task"]],
                example.numbers.key_of[task["id"]],
                link_type=LinkType(before["type"]),
                lag=before["lag_days"] * _DAY_MINUTES,
            )


def _approve(example: Example, session: Session) -> None:
    given = example.inputs["project"]
    project = found(session, Project, example.project_id)
    project.approved_on = date.fromisoformat(given["approved_on"])
    project.approved_budget_cents = _cents(given["approved_budget"])
    project.late_day_cents = _cents(example.inputs["working_day_after_plan_cost"])
    project.budgeted_to_minute = example.ends(session, given["budgeted_to"])
    project.committed_finish_minute = example.ends(session, given["committed_finish"])
    baselines.keep_baseline(
        session,
        example.project_id,
        given["approved_baseline"],
        kept_minute=example.ends(session, given["approved_on"]),
    )


def _record_progress(example: Example, session: Session) -> None:
    status = date.fromisoformat(example.inputs["project"]["status_date"])
    projects.set_status_date(session, example.project_id, instant(status))
    for task in example.inputs["tasks"]:
        key = example.numbers.key_of[task["id"]]
        if task.get("actual_start") is None:
            continue
        milestone = task["kind"] == "milestone"
        if not milestone:
            start = example.begins(session, task["actual_start"])
            activities.set_actual_start(session, key, start)
        if task["actual_finish"] is not None:
            finish = example.ends(session, task["actual_finish"])
            activities.set_actual_finish(session, key, finish)
        else:
            activities.set_percent(session, key, task["percent_complete"])


def _estimate(example: Example, session: Session) -> None:
    for task in example.inputs["tasks"]:
        _start_no_earlier(example, session, task, "start_no_earlier_than")
        left = task.get("remaining_days")
        if left is not None:
            activities.set_estimate(
                session,
                example.numbers.key_of[task["id"]],
                left["optimistic"] * _DAY_MINUTES,
                left["likely"] * _DAY_MINUTES,
                left["pessimistic"] * _DAY_MINUTES,
            )


def _add_candidates(example: Example, session: Session) -> None:
    start = example.begins(session, example.inputs["candidates_start"])
    for given in example.inputs["portfolio"]:
        project_id = example.project_id
        if given["name"] != example.inputs["project"]["name"]:
            project_id = projects.add_project(
                session,
                given["name"],
                start_minute=start,
                calendar_id=example.calendar_id,
                purpose=given["purpose"],
            )
        found(session, Project, project_id).state = ProjectState(given["state"])
        projects.set_decision(
            session,
            project_id,
            PortfolioDecision(given["decision"]),
            reason=given["reason"],
            revisit_trigger=given["revisit_trigger"],
        )
        projects.set_gain(
            session,
            project_id,
            *(_cents(given[f"gain_{part}_musd"] * 1000) for part in ("low", "likely", "high")),
        )
        row = projects.candidacy(session, project_id)
        row.complexity = given["complexity"]
        row.mvp_cost_cents = _cents(given["mvp_cost"])
        row.growth_cost_cents = _cents(given["growth_cost"])
        row.running_cost_year_cents = _cents(given["running_cost_year"])
        row.mvp_success_percent = round(given["p_mvp"] * 100, 6)
        row.growth_success_percent = round(given["p_growth"] * 100, 6)
        row.reach_per_quarter = given["reach_k_per_quarter"] * 1000
        row.impact = given["impact"]
        row.confidence_percent = round(given["confidence"] * 100, 6)
        row.effort_person_months = given["effort_person_months"]


def _cents(thousands: float | None) -> int | None:
    return None if thousands is None else round(thousands * 100_000)
