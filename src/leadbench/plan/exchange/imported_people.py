"""Writing the resources of an imported plan as roles and people, and what they work on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from leadbench.plan.edits._rows import next_position
from leadbench.plan.exchange.fields import half_up
from leadbench.plan.exchange.source import Notice, SourcePlan, SourceResource
from leadbench.plan.tables import Assignment, Person, Responsibility, Role
from leadbench.store.rows import insert_many

_LARGEST_PERCENT = 10_000


def write_people(
    session: Session,
    source: SourcePlan,
    activities: Mapping[int, int],
    calendars: Mapping[int, int],
    notices: list[Notice],
) -> None:
    """Write who works on the tasks.

    A resource of kind work becomes a role of its name with its rate, held by a person of that
    name; one that is generic only a role. A role of the portfolio with the same name and rate is
    taken instead of a second one. Materials and cost resources are no people: they are budget
    lines.
    """
    roles: dict[int, int] = {}
    people: dict[int, int] = {}
    known = {(role.name, role.month_rate_cents): role.id for role in session.exec(select(Role))}
    for resource in source.resources:
        if resource.kind != "work":
            continue
        rate = _month_rate(resource, source)
        role = known.get((resource.name, rate))
        calendar = None if resource.calendar is None else calendars.get(resource.calendar)
        if role is None:
            (role,) = insert_many(session, Role, [_role(session, resource, rate, calendar)])
            known[resource.name, rate] = role
        roles[resource.uid] = role
        if not resource.generic:
            (people[resource.uid],) = insert_many(
                session, Person, [_person(resource, role, calendar)]
            )
    unkept = [row for row in source.resources if row.notes or row.email]
    if unkept:
        notices.append(
            Notice(
                f"Notes and mail addresses of {len(unkept)} resources have no place and were"
                " left out."
            )
        )
    per_use = sum(1 for row in source.resources if row.kind == "work" and row.cost_per_use)
    if per_use:
        notices.append(
            Notice(
                f"What {per_use} resources cost for each use has no place and was left out; their"
                " hourly rates are kept."
            )
        )
    assignments: list[dict[str, Any]] = [
        {
            "activity_id": activities[row.task],
            "role_id": roles[row.resource],
            "person_id": people.get(row.resource),
            "allocation_percent": min(max(0, row.percent), _LARGEST_PERCENT),
            "responsibility": Responsibility.RESPONSIBLE,
        }
        for row in source.assignments
        if row.resource in roles
    ]
    insert_many(session, Assignment, assignments)


def _month_rate(resource: SourceResource, source: SourcePlan) -> int | None:
    """Return the price of a month of full-time work, by the file's own days and months."""
    if not resource.hour_rate:
        return None
    minutes = source.minutes_per_day * source.days_per_month
    return half_up(Decimal(resource.hour_rate * minutes) / 60)


def _role(
    session: Session, resource: SourceResource, rate: int | None, calendar: int | None
) -> dict[str, Any]:
    return {
        "position": next_position(session, Role),
        "name": resource.name,
        "team": resource.group,
        "month_rate_cents": None if rate is None or rate < 0 else rate,
        "calendar_id": calendar if resource.generic else None,
    }


def _person(resource: SourceResource, role: int, calendar: int | None) -> dict[str, Any]:
    return {
        "role_id": role,
        "name": resource.name,
        "capacity_percent": min(max(0, resource.capacity_percent), _LARGEST_PERCENT),
        "calendar_id": calendar,
    }
