"""The business case: timing, ranges, options, experiments."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "businesscase",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, unique=True
        ),
        sa.Column("growth_at_years", sa.Float(), nullable=False),
        sa.Column("gain_at_years", sa.Float(), nullable=False),
        sa.Column("gain_years", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("mvp_basis", sa.String(200), nullable=False),
        sa.Column("growth_basis", sa.String(200), nullable=False),
        sa.Column("gain_basis", sa.String(200), nullable=False),
    )
    op.create_table(
        "casespan",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("factor", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "factor IN ('gain_per_year', 'mvp_chance', 'growth_chance', 'growth_cost',"
            " 'running_per_year', 'gain_at', 'mvp_cost')",
            name="factor",
        ),
    )
    op.create_table(
        "caseoption",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cost_cents", sa.Integer()),
        sa.Column("gain_year_cents", sa.Integer()),
        sa.Column("gain_at_years", sa.Float(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("recommended", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('nothing', 'gated', 'committed', 'own')",
            name="kind",
        ),
    )
    op.create_table(
        "caseexperiment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("stop_percent", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id")),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'done')",
            name="state",
        ),
    )
