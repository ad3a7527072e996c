"""Editing what limits the portfolio, what candidates take of it, and funding a set of them."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found, named
from leadbench.plan.tables import (
    CandidateMoney,
    CandidatePeople,
    CandidateTie,
    FundingPeriod,
    Portfolio,
    PortfolioDecision,
    Project,
    SkillLimit,
    TieKind,
)
from leadbench.store.rows import delete


def set_budget(session: Session, cents: int | None) -> None:
    """Set the budget line, which is the limit of the first period."""
    session.exec(select(Portfolio)).one().budget_cents = cents
    first = _first(session)
    if first is not None:
        first.limit_cents = cents


def add_period(session: Session, name: str, first_day: date, cents: int | None = None) -> int:
    """Add a period; where it is the only one, it takes over the budget line.

    Raises
    ------
    Refused
        When a period begins on that day already, or the name is empty.
    """
    _check_day(session, first_day)
    if _first(session) is None and cents is None:
        cents = session.exec(select(Portfolio)).one().budget_cents
    key = added(
        session,
        FundingPeriod(name=named(name, "A period"), first_day=first_day, limit_cents=cents),
    )
    _follow(session)
    return key


def set_first_day(session: Session, key: int, first_day: date | None) -> None:
    """Let a period begin on another day; the earliest one holds the budget line."""
    row = found(session, FundingPeriod, key)
    if first_day is None:
        raise Refused("A period needs a first day. The old one is kept.", field="first_day")
    if first_day != row.first_day:
        _check_day(session, first_day)
    row.first_day = first_day
    session.flush()
    _follow(session)


def set_limit(session: Session, key: int, cents: int | None) -> None:
    """Set the money of a period; None for as much as is needed."""
    found(session, FundingPeriod, key).limit_cents = cents
    session.flush()
    _follow(session)


def delete_periods(session: Session, keys: Collection[int]) -> None:
    """Delete periods with their limits of people; the budget line stays while none is left."""
    for key in keys:
        delete(session, found(session, FundingPeriod, key))
    session.flush()
    _follow(session)


def _check_day(session: Session, day: date) -> None:
    if session.exec(select(FundingPeriod).where(FundingPeriod.first_day == day)).first():
        raise Refused(
            "Another period begins on that day. Choose a different one. Nothing was changed.",
            table="fundingperiod",
            field="first_day",
        )


def _first(session: Session) -> FundingPeriod | None:
    rows = session.exec(select(FundingPeriod)).all()
    return min(rows, key=lambda row: row.first_day, default=None)


def _follow(session: Session) -> None:
    """Let the budget line be the limit of the first period."""
    first = _first(session)
    if first is not None:
        session.exec(select(Portfolio)).one().budget_cents = first.limit_cents


def add_skill(session: Session, skill: str, period_id: int, percent: int = 100) -> int:
    """Limit the people of a skill in a period."""
    found(session, FundingPeriod, period_id)
    return added(
        session,
        SkillLimit(period_id=period_id, skill=named(skill, "A skill"), percent=percent),
    )


def set_candidate_money(
    session: Session, project_id: int, period_id: int, cents: int | None
) -> None:
    """Set what a candidate costs in a period; None takes the amount away."""
    found(session, Project, project_id)
    _put(session, CandidateMoney, {"project_id": project_id, "period_id": period_id}, cents=cents)


def set_candidate_people(
    session: Session, project_id: int, limit_id: int, percent: int | None
) -> None:
    """Set how many people of a limited skill a candidate takes; None for none."""
    found(session, Project, project_id)
    _put(
        session, CandidatePeople, {"project_id": project_id, "limit_id": limit_id}, percent=percent
    )


def _put(
    session: Session,
    cls: type[CandidateMoney] | type[CandidatePeople],
    place: dict[str, int],
    **amount: int | None,
) -> None:
    """Write the amount at one place of a table; None takes it away."""
    row = session.exec(select(cls).filter_by(**place)).first()
    ((name, value),) = amount.items()
    if value is None:
        if row is not None:
            delete(session, row)
    elif row is not None:
        setattr(row, name, value)
    else:
        added(session, cls(**place, **{name: value}))


def tie(session: Session, project_id: int, kind: TieKind, other_id: int) -> int:
    """Say that a candidate needs or excludes another.

    Raises
    ------
    Refused
        When it is the candidate itself, or the two are tied already.
    """
    found(session, Project, other_id)
    row = CandidateTie(project_id=project_id, kind=kind, other_id=other_id)
    check_tie(session, row)
    return added(session, row)


def check_tie(session: Session, row: CandidateTie) -> None:
    """Refuse a tie of a candidate to itself, and a second one between the same two."""
    if row.project_id == row.other_id:
        raise Refused(
            "A candidate cannot be tied to itself. Choose another one. Nothing was changed.",
            table="candidatetie",
            field="other_id",
        )
    for other in session.exec(
        select(CandidateTie).where(CandidateTie.project_id == row.project_id)
    ):
        if other.id != row.id and other.other_id == row.other_id:
            raise Refused(
                "These two are tied already. Change that tie. Nothing was changed.",
                table="candidatetie",
                field="other_id",
            )


def fund_set(session: Session, chosen: Collection[int], reason: str) -> None:
    """Fund exactly these candidates; what was funded and is not among them waits.

    Who has no reason yet gets this one, and who is turned down is not touched.
    """
    for row in session.exec(select(Project)):
        was = row.decision == PortfolioDecision.FUND
        if (row.id in chosen) == was:
            continue
        row.decision = PortfolioDecision.NOT_NOW if was else PortfolioDecision.FUND
        if not row.decision_reason:
            row.decision_reason = reason
