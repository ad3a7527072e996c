"""Scheduling rules, calendars of lags, holidays, exceptions that come back, and scenarios."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _filled(table: str, columns: dict[str, tuple[Any, Any]]) -> None:
    """Add columns that may not be empty, each with its value for the rows that are there."""
    with op.batch_alter_table(table) as batch:
        for name, (kind, _) in columns.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
    values = {name: value for name, (_, value) in columns.items()}
    rows = sa.table(table, *(sa.column(name) for name in columns))
    op.execute(rows.update().values(values))
    with op.batch_alter_table(table) as batch:
        for name in columns:
            batch.alter_column(name, nullable=False)


def upgrade() -> None:
    _filled(
        "project",
        {
            "scheduled_from_finish": (sa.Boolean(), False),
            "lag_calendar": (sa.String(), "successor"),
            "progress_rule": (sa.String(), "retained logic"),
            "critical_rule": (sa.String(), "total float"),
            "leads_before_start": (sa.Boolean(), False),
            "dates_over_links": (sa.Boolean(), False),
        },
    )
    with op.batch_alter_table("project") as project:
        project.add_column(sa.Column("wanted_finish_minute", sa.Integer()))
        project.create_check_constraint(
            "lag_calendar", "lag_calendar IN ('successor', 'predecessor', 'project', 'all time')"
        )
        project.create_check_constraint(
            "progress_rule", "progress_rule IN ('retained logic', 'progress override')"
        )
        project.create_check_constraint(
            "critical_rule", "critical_rule IN ('total float', 'longest path')"
        )
    with op.batch_alter_table("dependency") as dependency:
        dependency.add_column(sa.Column("lag_calendar_id", sa.Integer()))
        dependency.create_foreign_key(None, "calendar", ["lag_calendar_id"], ["id"])
    _filled(
        "calendar",
        {
            "holiday_country": (sa.String(10), ""),
            "holiday_region": (sa.String(40), ""),
            "holiday_language": (sa.String(20), ""),
        },
    )
    _filled(
        "calendarexception",
        {
            "repeat": (sa.String(), "once"),
            "every": (sa.Integer(), 1),
            "weekdays": (sa.Integer(), 0),
        },
    )
    with op.batch_alter_table("calendarexception") as exception:
        exception.alter_column("last_day", nullable=True)
        exception.add_column(sa.Column("month", sa.Integer()))
        exception.add_column(sa.Column("month_day", sa.Integer()))
        exception.add_column(sa.Column("nth", sa.Integer()))
        exception.create_check_constraint(
            "repeat",
            "repeat IN ('once', 'days', 'weeks', 'month_day', 'month_weekday', 'year_day',"
            " 'year_weekday')",
        )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("made_minute", sa.Integer(), nullable=False),
        sa.Column("branch", sa.Integer(), nullable=False),
    )
