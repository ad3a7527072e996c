"""Architecture: sizing sheet, components and flows, fallback ladder, decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _key(name: str, target: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), nullable=False, index=True)


def _list(name: str, *columns: Any) -> None:
    """Create a table whose rows stand in order below a project."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("project_id", "project.id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
    )


def _text(name: str, longest: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(longest), nullable=False)


def _number(name: str, *, empty: bool = False) -> "sa.Column[float]":
    return sa.Column(name, sa.Float(), nullable=empty)


def _count(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "sizingsheet",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, unique=True
        ),
        _text("unit", 50),
        _number("units_per_month"),
        _text("request", 50),
        _number("requests_per_unit"),
        _number("days_per_month"),
        _number("peak_hour_percent"),
        _number("surge"),
        _number("calls_per_request"),
        _number("mean_seconds"),
        _number("service_percentile_seconds", empty=True),
        _number("variability"),
        _text("server", 50),
        _count("at_once"),
        _number("most_use_percent"),
        _count("failures"),
        _count("deploying"),
        _count("hour_price_cents"),
        _number("latency_seconds", empty=True),
        _number("latency_percentile"),
        _number("may_wait_minutes", empty=True),
        _number("batch_items", empty=True),
        _number("batch_item_seconds", empty=True),
        _number("batch_hours", empty=True),
        _number("batch_retry_percent"),
        _number("kept_months", empty=True),
        _number("item_kilobytes", empty=True),
        _number("unit_cost_limit_cents", empty=True),
        _text("budget_category", 200),
        sa.Column("budget_from", sa.Date()),
        sa.Column("budget_until", sa.Date()),
    )
    _list(
        "component",
        _text("name", 100),
        sa.Column("kind", sa.String(), nullable=False),
        _text("note", 200),
        _text("zone", 100),
        _count("grid_column"),
        _count("grid_row"),
        _number("latency_seconds", empty=True),
        sa.Column("month_cost_cents", sa.Integer()),
        sa.Column("sized", sa.Boolean(), nullable=False),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id")),
        sa.Column("requirement_id", sa.Integer(), sa.ForeignKey("requirement.id")),
        sa.CheckConstraint(
            "kind IN ('people', 'system', 'service', 'model', 'store', 'queue')", name="kind"
        ),
    )
    op.create_table(
        "flow",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("source_id", "component.id"),
        _key("target_id", "component.id"),
        sa.Column("kind", sa.String(), nullable=False),
        _text("label", 100),
        sa.CheckConstraint("kind IN ('answer', 'fallback', 'support')", name="kind"),
    )
    _list(
        "fallbackrung",
        _text("name", 200),
        _text("takes_over", 200),
        _number("seconds", empty=True),
        sa.Column("drill_on", sa.Date()),
    )
    _list(
        "decision",
        _text("title", 200),
        _text("context", 4000),
        _text("options", 4000),
        _text("choice", 500),
        _text("reason", 500),
        _text("consequences", 4000),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date()),
        _text("decided_by", 200),
        sa.Column("requirement_id", sa.Integer(), sa.ForeignKey("requirement.id")),
        sa.CheckConstraint("state IN ('open', 'decided', 'superseded')", name="state"),
    )
