"""The answers to the questions of each step."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.Column("settled_on", sa.Date()),
        sa.CheckConstraint("state IN ('open', 'answered', 'agreed')", name="state"),
    )
