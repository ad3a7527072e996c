"""Editing product discovery, where more than one field moves or one must fit the others."""

from typing import Any

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan.edits._rows import added, found
from leadbench.plan.edits.lists import add_row
from leadbench.plan.edits.shares import check_share
from leadbench.plan.tables import Discovery, GainFactor, GainPart, GainTerm, MarketStep, Project


def discovery_of(session: Session, project_id: int) -> Discovery:
    """Return the row of a project's discovery, a new one where it has none yet."""
    found(session, Project, project_id)
    row = session.exec(select(Discovery).where(Discovery.project_id == project_id)).first()
    if row is None:
        row = Discovery(project_id=project_id)
        added(session, row)
    return row


def add_factor(
    session: Session,
    project_id: int,
    name: str,
    values: tuple[float, float, float],
    *,
    unit: str = "",
    below: int | None = None,
) -> int:
    """Add a factor of the gain with its low, likely and high value, and return its key."""
    low, likely, high = values
    _check_order(low, likely, high, name)
    return add_row(
        session,
        GainFactor,
        project_id,
        below=below,
        name=name,
        unit=unit,
        low=low,
        likely=likely,
        high=high,
    )


def set_factor(session: Session, key: int, column: str, value: float | str | None) -> None:
    """Set the low, likely, high or measured value of a factor, or the unit of all four.

    Raises
    ------
    Refused
        When there is none, the three would fall instead of rise, or a share passes 100 %.
    """
    row = found(session, GainFactor, key)
    if isinstance(value, str):
        for standing in (row.low, row.likely, row.high, row.measured):
            check_share(standing, value, table="gainfactor", key=key, field=column)
        row.unit = value
        return
    check_share(value, row.unit, table="gainfactor", key=key, field=column)
    if column == "measured":
        row.measured = value
        return
    if value is None:
        raise Refused(
            f"“{row.name}” needs its low, likely and high value. The old value is kept.",
            table="gainfactor",
            key=key,
            field=column,
        )
    values: dict[str, float] = {"low": row.low, "likely": row.likely, "high": row.high}
    values[column] = value
    _check_order(values["low"], values["likely"], values["high"], row.name, key, column)
    setattr(row, column, value)


def _check_order(
    low: float,
    likely: float,
    high: float,
    name: str,
    key: int | None = None,
    column: str = "likely",
) -> None:
    if not low <= likely <= high:
        raise Refused(
            f"Of “{name}” the low value is {low:g}, the likely {likely:g}, the high {high:g}: each"
            " must be at least the one before. The old value is kept.",
            table="gainfactor",
            key=key,
            field=column,
        )


def add_term(
    session: Session, project_id: int, name: str, parts: list[tuple[int, float, float]]
) -> int:
    """Add a summand of the gain and return its key.

    Parameters
    ----------
    parts
        Of each part the key of its factor, the coefficient and the constant.
    """
    key = add_row(session, GainTerm, project_id, name=name)
    for factor_id, coefficient, constant in parts:
        add_part(session, key, factor_id, coefficient=coefficient, constant=constant)
    return key


def add_part(
    session: Session,
    term_id: int,
    factor_id: int,
    *,
    coefficient: float = 1.0,
    constant: float = 0.0,
) -> int:
    """Multiply a term by a factor, as ``constant + coefficient * factor``, and return the key.

    Raises
    ------
    Refused
        When the factor belongs to another project.
    """
    term, factor = found(session, GainTerm, term_id), found(session, GainFactor, factor_id)
    if term.project_id != factor.project_id:
        raise Refused(
            f"“{factor.name}” belongs to another project. Nothing was changed.",
            table="gainpart",
            field="factor_id",
        )
    return added(
        session,
        GainPart(term_id=term_id, factor_id=factor_id, coefficient=coefficient, constant=constant),
    )


def set_market(session: Session, key: int, column: str, value: Any) -> None:
    """Give a step of the market its amount, or its share of the step before; never both.

    Raises
    ------
    Refused
        When the first step would be a share of nothing.
    """
    row = found(session, MarketStep, key)
    if column == "share_percent" and value is not None and row.position == 0:
        raise Refused(
            "The first step has none before it to be a share of. Give it an amount. The old value"
            " is kept.",
            table="marketstep",
            key=key,
            field="share_percent",
        )
    setattr(row, column, value)
    if value is not None:
        setattr(row, "share_percent" if column == "amount_cents" else "amount_cents", None)
