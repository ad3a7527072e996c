"""The strategic plan: the long view of one project, for those who hold the budget."""

from datetime import date
from pathlib import Path

from leadbench.errors import LeadbenchError
from leadbench.plan.contents import Contents
from leadbench.plan.file import open_plan
from leadbench.plan.for_analysis import network
from leadbench.plan.forecast import answer, question
from leadbench.plan.notation import format_date_long
from leadbench.plan.scenarios import open_scenario
from leadbench.reports import pdf
from leadbench.reports.blocks import Block, Document, PageBreak
from leadbench.reports.facts import Facts
from leadbench.reports.likely import Likely, likely_of
from leadbench.reports.sections import (
    budget,
    method,
    milestones,
    people,
    requirements,
    risks,
    success_metrics,
    summary,
    work_plan,
)


def build(
    contents: Contents,
    project_id: int,
    on: date,
    scenario: str = "",
    likely: Likely | None = None,
) -> Document:
    """Return the document of one project.

    Parameters
    ----------
    on
        The date that stands on every page. Nothing else depends on the day of printing.
    scenario
        Name of the what-if scenario that the rows are of, or "" for the plan; every page says it.
    likely
        What a forecast says; without one there are plan dates alone.

    Raises
    ------
    LoopRefused
        If links form a loop, so that no date can be given.
    """
    facts = Facts(contents, project_id, on, forecast=likely)
    road = milestones.blocks(facts)
    found: list[Block] = [*summary.blocks(facts)]
    if road:
        found += [PageBreak(), *road]
    found += success_metrics.blocks(facts)
    found += requirements.blocks(facts)
    found += people.blocks(facts)
    found += budget.blocks(facts)
    found += risks.blocks(facts)
    found += method.blocks(facts)
    found += work_plan.blocks(facts)
    stage = f", {milestones.STAGE_NAMES[facts.stage.kind]} stage" if facts.stage else ""
    return Document(
        project=facts.project.name,
        name=f"Strategic plan{stage}",
        on=on,
        basis=(f"What-if “{scenario}”, not the plan. " if scenario else "") + _basis(facts),
        subject=summary.title(facts),
        blocks=tuple(found),
    )


def likely_now(contents: Contents, project_id: int, on: date) -> Likely | None:
    """Make the forecast and return what it says; None while there is nothing to forecast.

    Where no date can be given there is none either: the document says why.
    """
    facts = Facts(contents, project_id, on)
    try:
        asked = question(contents, project_id, network(contents, project_id))
        if asked is None:
            return None
        gate = None if facts.gate is None else facts.gate.id
        return likely_of(answer(asked), gate, facts.project.committed_finish_minute)
    except LeadbenchError:
        return None


def _basis(facts: Facts) -> str:
    status, likely = facts.status_day, facts.likely
    basis = "Plan dates are single-point"
    if likely is not None:
        basis = f"{basis}; P50 and P80 are of {likely.made_of}"
        if likely.age:
            basis = f"{basis}, {likely.age}"
    if status is None:
        return f"{basis}. No data date is set."
    return f"{basis}. Data date {format_date_long(status)}"


def export(
    plan: Path,
    project_id: int,
    target: Path,
    on: date,
    paper: pdf.Paper = pdf.A4,
    scenario_id: int | None = None,
    likely: Likely | None = None,
) -> int:
    """Write the strategic plan of a project in a plan file as a PDF and return its pages.

    The file is opened to be read only, so this may run beside the program that edits it, in a
    process of its own.

    Raises
    ------
    FileProblem
        If the plan cannot be read.
    CannotWrite
        If the PDF cannot be written.
    """
    with open_plan(plan, read_only=True) as store:
        if scenario_id is None:
            document = build(Contents(store), project_id, on, likely=likely)
        else:
            with open_scenario(store, scenario_id) as scenario:
                name = Contents(store, ("scenarios",)).scenarios[scenario_id].name
                document = build(Contents(scenario), project_id, on, name, likely)
    return pdf.write(document, target, paper)
