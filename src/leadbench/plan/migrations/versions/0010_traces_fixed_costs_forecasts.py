"""Fields of tests, monitors and sections, fixed costs, what follows from other steps, forecasts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


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


def _owned(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("owner_role_id", sa.Integer()))
        batch.create_foreign_key(None, "role", ["owner_role_id"], ["id"])


def _one_of(table: str, column: str, words: str, *, value: str | None = None) -> None:
    """Add a choice that may be empty, or that has a value everywhere."""
    if value is None:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.String()))
    else:
        _filled(table, {column: (sa.String(), value)})
    with op.batch_alter_table(table) as batch:
        batch.create_check_constraint(column, f"{column} IN ({words})")


def _ties_between_steps() -> None:
    """Widen estimates by complexity, whose points follow scores; tie running cost to servers."""
    _filled(
        "dataassessment", {"widens_durations": (sa.Boolean(), 1), "widens_costs": (sa.Boolean(), 1)}
    )
    _filled("complexitypart", {"most_points": (sa.Float(), 4)})
    with op.batch_alter_table("complexitypart") as batch:
        batch.add_column(sa.Column("source_id", sa.Integer()))
        batch.create_foreign_key(None, "datasource", ["source_id"], ["id"])
    _one_of("complexitypart", "aspect", "'complete', 'labels', 'fresh', 'access', 'legal'")
    for table, column in (("candidacy", "running_source"), ("discovery", "cost_source")):
        _one_of(table, column, "'typed', 'servers', 'architecture'", value="typed")
    for table, column in (("dataassessment", "allowed_complexity"), ("casespan", "at_likely")):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column(column, sa.Float()))


def _forecast() -> None:
    """Keep how the forecast of a project is made, and what a day beyond its budget costs."""
    _filled(
        "project", {"forecast_runs": (sa.Integer(), 10_000), "forecast_seed": (sa.Integer(), 7)}
    )
    with op.batch_alter_table("project", recreate="always") as project:
        project.add_column(sa.Column("late_day_cents", sa.Integer()))
        project.add_column(sa.Column("budgeted_to_minute", sa.Integer()))


def _kinds_of_components() -> None:
    """Let a component say more closely what it is."""
    words = (
        "'people', 'system', 'service', 'privacy', 'check', 'model', 'labeling', 'training', "
        "'monitoring', 'store', 'queue'"
    )
    with op.batch_alter_table("component") as component:
        component.drop_constraint("kind", type_="check")
        component.create_check_constraint("kind", f"kind IN ({words})")


def _tasks_of_budget_lines() -> None:
    """Let a budget line name the task that it pays for."""
    with op.batch_alter_table("costitem") as item:
        item.add_column(sa.Column("activity_id", sa.Integer()))
        item.create_foreign_key(None, "activity", ["activity_id"], ["id"])


def upgrade() -> None:
    short, long = sa.String(200), sa.String(500)
    _filled("check", {"runs": (short, ""), "threshold": (short, "")})
    _filled("monitor", {"signal": (short, ""), "threshold": (short, ""), "action": (long, "")})
    _filled("documentsection", {"document": (short, ""), "state": (sa.String(), "missing")})
    with op.batch_alter_table("documentsection") as section:
        section.create_check_constraint(
            "state", "state IN ('missing', 'draft', 'review', 'current')"
        )
    # "Runbook: fallback" was one name before; both parts have a column now.
    op.execute(
        "UPDATE documentsection SET document = substr(name, 1, instr(name, ': ') - 1), "
        "name = substr(name, instr(name, ': ') + 2) "
        "WHERE instr(name, ': ') > 1 AND length(name) > instr(name, ': ') + 1"
    )
    for table in ("check", "monitor", "documentsection"):
        _owned(table)
    with op.batch_alter_table("activity", recreate="always") as activity:
        activity.add_column(sa.Column("fixed_cost_cents", sa.Integer()))
    _filled("baselineactivity", {"left_out": (sa.Boolean(), 0)})
    # What was imported before is compared as it was: without the delays of leveling.
    with op.batch_alter_table("importedactivity", recreate="always") as imported:
        imported.add_column(sa.Column("leveling_delay_minutes", sa.Integer()))
    _ties_between_steps()
    _forecast()
    _kinds_of_components()
    _tasks_of_budget_lines()
