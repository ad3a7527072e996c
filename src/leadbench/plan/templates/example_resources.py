"""The example's roles, headcount and budget lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from leadbench.plan.edits import resources
from leadbench.plan.notation import parse_date


def add_roles(session: Session, people: Mapping[str, Any], roles: dict[str, int]) -> None:
    """Add the roles with their monthly rates, and the sponsor, and remember their keys."""
    for name in people["full_time_equivalents"]:
        rate = round(people["monthly_rate"][name] * 100_000)
        roles[name] = resources.add_role(session, name, month_rate_cents=rate)
    roles["Sponsor"] = resources.add_role(session, "Sponsor")


def add_headcount(
    session: Session, project_id: int, people: Mapping[str, Any], roles: Mapping[str, int]
) -> None:
    """Plan the full-time equivalents by role and month."""
    for name, shares in people["full_time_equivalents"].items():
        for month, share in zip(_months(people), shares, strict=True):
            resources.set_headcount(session, project_id, roles[name], month, round(share * 100))


def add_costs(
    session: Session,
    project_id: int,
    inputs: Mapping[str, Any],
    stage_id: int,
    tasks: Mapping[str, int],
) -> None:
    """Plan what the project pays for besides its people, some of it for one task each."""
    for line in inputs["budget_lines"]:
        key = resources.add_cost_item(
            session,
            project_id,
            line["category"],
            name=line["name"],
            stage_id=stage_id,
            activity_id=tasks.get(line["task"]),
        )
        for month, amount in zip(_months(inputs["people"]), line["months"], strict=True):
            resources.set_cost(session, key, month, round(amount * 100_000))


def _months(people: Mapping[str, Any]) -> list[date]:
    new_year = date(people["year"], 1, 1)
    return [parse_date(f"1 {name}", new_year) for name in people["months"]]
