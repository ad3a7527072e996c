"""The business case of the example."""

from sqlmodel import Session

from leadbench.plan.business import MONEY
from leadbench.plan.edits.business import business_of, set_running_source, set_span
from leadbench.plan.edits.lists import add_row
from leadbench.plan.tables import (
    CaseExperiment,
    CaseFactor,
    CaseOption,
    CostSource,
    ExperimentState,
    OptionKind,
)
from leadbench.plan.templates.start import Numbers, read


def add_business(session: Session, project_id: int, numbers: Numbers) -> None:
    """Write when money flows, how far the factors vary, the options and the experiments."""
    inputs = read("example", "business-case.json")
    case = business_of(session, project_id)
    for column, value in inputs["case"].items():
        setattr(case, column, value)
    for name, low, high in inputs["spans"]:
        factor = CaseFactor(name)
        scale = 100 if factor in MONEY else 1
        set_span(session, project_id, factor, low * scale, high * scale)
    set_running_source(session, project_id, CostSource(inputs["running_source"]))
    for row in inputs["options"]:
        add_row(
            session,
            CaseOption,
            project_id,
            name=row["name"],
            note=row["note"],
            kind=OptionKind(row["kind"]),
            cost_cents=None if "cost" not in row else row["cost"] * 100,
            gain_year_cents=None if "gain" not in row else row["gain"] * 100,
            gain_at_years=row.get("at", 0.0),
            years=row.get("years", 3),
            recommended=row.get("recommended", False),
        )
    for name, cost, stop, state, task in inputs["experiments"]:
        add_row(
            session,
            CaseExperiment,
            project_id,
            name=name,
            cost_cents=cost * 100,
            stop_percent=stop,
            state=ExperimentState(state),
            activity_id=numbers.key_of[task],
        )
