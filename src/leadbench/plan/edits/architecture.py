"""Editing the architecture, where more than one field moves or one must fit the others."""

from types import NoneType
from typing import Any, get_args

from sqlmodel import Session, select

from leadbench.errors import Refused
from leadbench.plan import architecture
from leadbench.plan.contents import Contents
from leadbench.plan.edits._rows import added, found
from leadbench.plan.tables import Component, Flow, FlowKind, Project, SizingSheet
from leadbench.store.rows import delete

_COLUMN_OF = {
    "per_day": "units_per_month",
    "seconds": "latency_seconds",
    "percentile": "latency_percentile",
    "calls_per_request": "calls_per_request",
}
"""Columns of the sheet by the names of the calculation, where they differ."""
_NEEDED = ("sizingsheet", "component", "flow")
_OPTIONAL = frozenset(
    name
    for name, field in SizingSheet.model_fields.items()
    if NoneType in get_args(field.annotation)
)
_WORDS = {
    "unit": "Say in a word what arrives, such as ticket",
    "request": "Say in a word what is asked, such as message",
    "server": "Say in a word what answers, such as GPU server",
}
"""What is asked for in place of nothing."""


def sheet_of(session: Session, project_id: int) -> SizingSheet:
    """Return the sizing sheet of a project, a new one where it has none yet."""
    found(session, Project, project_id)
    row = session.exec(select(SizingSheet).where(SizingSheet.project_id == project_id)).first()
    if row is None:
        row = SizingSheet(project_id=project_id)
        added(session, row)
    return row


def set_sizing(session: Session, project_id: int, column: str, value: Any) -> None:
    """Set a field of the sizing sheet.

    Raises
    ------
    Refused
        When the sheet makes no sense with it: a utilization of 100 % and more, a latency that the
        call alone breaks, a share above 100 %; or when nothing stands where a value is needed.
    """
    row = sheet_of(session, project_id)
    if value in (None, "") and column not in _OPTIONAL:
        words = _WORDS.get(column, "A value is needed here")
        raise Refused(
            f"{words}. The old value is kept.", table="sizingsheet", key=row.id, field=column
        )
    setattr(row, column, value)
    _check(row)
    session.flush()
    try:
        architecture.size(Contents(session, _NEEDED), row)
    except Refused as refusal:
        field = _COLUMN_OF.get(refusal.field or "", refusal.field)
        raise Refused(str(refusal), table="sizingsheet", key=row.id, field=field) from None


def _check(row: SizingSheet) -> None:
    """Refuse what the model of the table would refuse too, in words for a person."""
    limits = (
        ("days_per_month", 0 < row.days_per_month <= 31, "A month has 1 to 31 working days."),
        ("surge", row.surge >= 1, "The surge is how many times the peak hour: 1 or more."),
        ("at_once", row.at_once >= 1, "A server works on at least 1 call at once."),
        (
            "most_use_percent",
            0 < row.most_use_percent < 100,
            "Servers are in use more than 0 and less than 100 %; at 100 % a queue never ends.",
        ),
        (
            "peak_hour_percent",
            0 <= row.peak_hour_percent <= 100,
            "The busiest hour has 0 to 100 % of the day's requests.",
        ),
        ("units_per_month", row.units_per_month >= 0, "Fewer than none cannot arrive."),
        ("mean_seconds", row.mean_seconds >= 0, "A call cannot take less than no time."),
        ("hour_price_cents", row.hour_price_cents >= 0, "A price cannot be below 0."),
        (
            "budget_until",
            row.budget_from is None
            or row.budget_until is None
            or row.budget_from <= row.budget_until,
            "The budget cannot stop paying before it begins.",
        ),
    )
    for field, holds, words in limits:
        if not holds:
            raise Refused(
                f"{words} The old value is kept.", table="sizingsheet", key=row.id, field=field
            )


def connect(
    session: Session,
    source_id: int,
    target_id: int,
    kind: FlowKind = FlowKind.SUPPORT,
    label: str = "",
) -> int:
    """Let something go from one component to another and return the flow's key.

    Raises
    ------
    Refused
        When both are the same, of different projects, or connected that way already.
    """
    source, target = found(session, Component, source_id), found(session, Component, target_id)
    if source_id == target_id:
        raise Refused(
            f"“{source.name}” cannot lead to itself. Nothing was changed.", table="flow",
            field="target_id",
        )  # fmt: skip
    if source.project_id != target.project_id:
        raise Refused(
            f"“{target.name}” belongs to another project. Nothing was changed.", table="flow",
            field="target_id",
        )  # fmt: skip
    known = session.exec(
        select(Flow).where(Flow.source_id == source_id, Flow.target_id == target_id)
    ).first()
    if known is not None:
        raise Refused(
            f"“{source.name}” leads to “{target.name}” already. Nothing was changed.",
            table="flow",
            key=known.id,
            field="target_id",
        )
    return added(session, Flow(source_id=source_id, target_id=target_id, kind=kind, label=label))


def disconnect(session: Session, key: int) -> None:
    """Remove a flow."""
    delete(session, found(session, Flow, key))
