"""The portfolio: periods, people by skill, ties, and figures to rank candidates by."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "fundingperiod",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False, unique=True),
        sa.Column("limit_cents", sa.Integer()),
    )
    op.create_table(
        "skilllimit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "period_id", sa.Integer(), sa.ForeignKey("fundingperiod.id"), nullable=False, index=True
        ),
        sa.Column("skill", sa.String(80), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
    )
    op.create_table(
        "candidatemoney",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column(
            "period_id", sa.Integer(), sa.ForeignKey("fundingperiod.id"), nullable=False, index=True
        ),
        sa.Column("cents", sa.Integer(), nullable=False),
    )
    op.create_table(
        "candidatepeople",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column(
            "limit_id", sa.Integer(), sa.ForeignKey("skilllimit.id"), nullable=False, index=True
        ),
        sa.Column("percent", sa.Integer(), nullable=False),
    )
    op.create_table(
        "candidatetie",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "other_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.CheckConstraint(
            "kind IN ('needs', 'excludes')",
            name="kind",
        ),
    )
    figures: dict[str, Any] = {
        "wsjf_value": sa.Float(), "wsjf_time": sa.Float(), "wsjf_risk": sa.Float(),
        "wsjf_size": sa.Float(), "scored_with": sa.String(80), "delay_week_cents": sa.Integer(),
        "duration_weeks": sa.Float(), "ecv_value_cents": sa.Integer(),
        "ecv_launch_cents": sa.Integer(), "ecv_commercial_percent": sa.Float(),
        "ecv_technical_percent": sa.Float(), "ecv_development_cents": sa.Integer(),
    }  # fmt: skip
    with op.batch_alter_table("candidacy", recreate="always") as candidacy:
        for name, kind in figures.items():
            candidacy.add_column(sa.Column(name, kind))
