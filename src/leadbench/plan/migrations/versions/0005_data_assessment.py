"""Data assessment: sources, quality, infrastructure, complexity, protection, gate criteria."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _key(name: str, target: str, *, unique: bool = False) -> "sa.Column[int]":
    return sa.Column(
        name,
        sa.Integer(),
        sa.ForeignKey(target),
        nullable=False,
        index=None if unique else True,
        unique=unique or None,
    )


def upgrade() -> None:
    op.create_table(
        "dataassessment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, unique=True
        ),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("first_guess", sa.Float()),
        sa.Column("free_points", sa.Float(), nullable=False),
        sa.Column("percent_per_point", sa.Float(), nullable=False),
        sa.Column("complete_weight", sa.Float(), nullable=False),
        sa.Column("labels_weight", sa.Float(), nullable=False),
        sa.Column("fresh_weight", sa.Float(), nullable=False),
        sa.Column("access_weight", sa.Float(), nullable=False),
        sa.Column("legal_weight", sa.Float(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
    )
    op.create_table(
        "datasource",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("volume", sa.String(100), nullable=False),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id")),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("complete_score", sa.Float()),
        sa.Column("labels_score", sa.Float()),
        sa.Column("fresh_score", sa.Float()),
        sa.Column("access_score", sa.Float()),
        sa.Column("legal_score", sa.Float()),
        sa.Column("scored_on", sa.Date()),
        sa.Column("readiness", sa.String(), nullable=False),
        sa.Column("system", sa.String(200), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("assessed_by", sa.String(200), nullable=False),
        sa.Column("access_path", sa.String(500), nullable=False),
        sa.Column("growth", sa.String(200), nullable=False),
        sa.Column("latency", sa.String(200), nullable=False),
        sa.Column("history", sa.String(200), nullable=False),
        sa.Column("label_source", sa.String(500), nullable=False),
        sa.Column("label_delay_days", sa.Float()),
        sa.Column("join_keys", sa.String(500), nullable=False),
        sa.Column("contract", sa.String(500), nullable=False),
        sa.Column("year_cost_cents", sa.Integer()),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("personal_data", sa.String(), nullable=False),
        sa.Column("retention", sa.String(200), nullable=False),
        sa.Column("lineage", sa.String(500), nullable=False),
        sa.Column("leakage", sa.String(500), nullable=False),
        sa.Column("slices", sa.String(500), nullable=False),
        sa.Column("missed_loads", sa.Float()),
        sa.CheckConstraint(
            "personal_data IN ('unknown', 'none', 'personal', 'special')",
            name="personal_data",
        ),
        sa.CheckConstraint(
            "readiness IN ('C4', 'C3', 'C2', 'C1', 'B3', 'B2', 'B1', 'A3', 'A2', 'A1')",
            name="readiness",
        ),
    )
    op.create_table(
        "qualitymeasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "source_id", sa.Integer(), sa.ForeignKey("datasource.id"), nullable=False, index=True
        ),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("measure", sa.String(200), nullable=False),
        sa.Column("actual", sa.Float()),
        sa.Column("target", sa.Float()),
        sa.Column("unit", sa.String(30), nullable=False),
        sa.Column("measured_on", sa.Date()),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.CheckConstraint(
            "dimension IN ('completeness', 'uniqueness', 'timeliness', 'validity', 'accuracy',"
            " 'consistency')",
            name="dimension",
        ),
    )
    op.create_table(
        "dataissue",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "source_id", sa.Integer(), sa.ForeignKey("datasource.id"), nullable=False, index=True
        ),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("cause", sa.String(100), nullable=False),
        sa.Column("days", sa.Float(), nullable=False),
        sa.Column("needs_work", sa.Boolean(), nullable=False),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id")),
    )
    op.create_table(
        "datasheetanswer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "source_id", sa.Integer(), sa.ForeignKey("datasource.id"), nullable=False, index=True
        ),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.CheckConstraint(
            "section IN ('motivation', 'composition', 'collection', 'preprocessing', 'uses',"
            " 'distribution', 'maintenance')",
            name="section",
        ),
    )
    op.create_table(
        "infrastructureitem",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("area", sa.String(100), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("evidence", sa.String(500), nullable=False),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id")),
        sa.CheckConstraint(
            "state IN ('ready', 'in_progress', 'gap', 'not_needed')",
            name="state",
        ),
    )
    op.create_table(
        "complexitypart",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(200), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("from_data", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "protectionreply",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("criterion", sa.String(60), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.CheckConstraint(
            "reply IN ('unknown', 'yes', 'no')",
            name="reply",
        ),
    )
    op.create_table(
        "gatecriterion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id")),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("origin", sa.String(100), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'met', 'not_met')",
            name="state",
        ),
    )
