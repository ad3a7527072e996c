"""Fields of tests, monitors and sections of documents, and fixed costs of tasks."""

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
