"""Requirements: how a value follows; tests, monitors and sections; the links of the chain."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def _key(name: str, target: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), nullable=False, index=True)


def _list(name: str, *more: "sa.Column[Any] | sa.CheckConstraint") -> None:
    """Create a table of named rows that stand in order below a project."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("project_id", "project.id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        *more,
    )


def _pairs(name: str, *ends: tuple[str, str]) -> None:
    """Create a table that links two rows."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        *(_key(column, target) for column, target in ends),
    )


def _requirement() -> None:
    with op.batch_alter_table("requirement") as batch:
        for name in ("method", "sized", "scope"):
            batch.add_column(sa.Column(name, sa.String()))
        batch.add_column(sa.Column("derivation", sa.String(2000)))
        batch.add_column(sa.Column("template", sa.String(60)))
    op.execute("UPDATE requirement SET derivation = '', template = ''")
    with op.batch_alter_table("requirement") as batch:
        batch.alter_column("derivation", nullable=False)
        batch.alter_column("template", nullable=False)
        batch.create_check_constraint(
            "method",
            "method IN ('test', 'analysis', 'inspection', 'demonstration', 'experiment')",
        )
        batch.create_check_constraint(
            "sized",
            "sized IN ('mode', 'servers', 'spare', 'latency', 'kept', 'storage', 'batch', 'cost')",
        )
        batch.create_check_constraint("scope", "scope IN ('data', 'model', 'pipeline', 'system')")


def _tests_of_words() -> None:
    """Make a test of each text that said how a requirement is verified, then drop the texts."""
    op.execute(
        'INSERT INTO "check" (project_id, position, name, kind, state) '
        "SELECT project_id, row_number() OVER (PARTITION BY project_id ORDER BY min(id)) - 1, "
        "verification, 'other', 'planned' "
        "FROM requirement WHERE verification <> '' GROUP BY project_id, verification"
    )
    op.execute(
        "INSERT INTO checktrace (requirement_id, check_id) "
        'SELECT requirement.id, "check".id FROM requirement JOIN "check" '
        'ON "check".project_id = requirement.project_id '
        'AND "check".name = requirement.verification'
    )
    with op.batch_alter_table("requirement") as batch:
        batch.drop_column("verification")


def upgrade() -> None:
    _requirement()
    _list(
        "check",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id")),
        sa.CheckConstraint(
            "kind IN ('offline', 'load', 'fault', 'security', 'audit', 'integration', "
            "'experiment', 'other')",
            name="kind",
        ),
        sa.CheckConstraint("state IN ('planned', 'ready', 'passed', 'failed')", name="state"),
    )
    _list("monitor")
    _list("documentsection")
    requirement = ("requirement_id", "requirement.id")
    _pairs("goaltrace", ("metric_id", "successmetric.id"), requirement)
    _pairs("tasktrace", requirement, ("activity_id", "activity.id"))
    _pairs("checktrace", requirement, ("check_id", "check.id"))
    _pairs("monitortrace", ("check_id", "check.id"), ("monitor_id", "monitor.id"))
    _pairs("sectiontrace", ("monitor_id", "monitor.id"), ("section_id", "documentsection.id"))
    _pairs("risktrace", requirement, ("risk_id", "risk.id"))
    _tests_of_words()
