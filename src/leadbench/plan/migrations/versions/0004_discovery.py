"""Product discovery: customers, market, formulations, judgement, gain, assumptions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _list(name: str, *columns: Any) -> None:
    """Create a table whose rows stand in order below a project."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
    )


def _text(name: str, longest: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(longest), nullable=False)


def upgrade() -> None:
    op.create_table(
        "discovery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, unique=True
        ),
        _text("problem", 4000),
        sa.Column("seed", sa.Integer(), nullable=False),
        _text("interviews", 500),
        sa.Column("sized_on", sa.Date()),
        _text("led_by", 200),
        _text("checked_by", 200),
        sa.Column("cost_to_cover_cents", sa.Integer()),
    )
    _list(
        "customergroup",
        _text("name", 200),
        _text("size", 50),
        _text("need", 500),
        _text("worth", 200),
    )
    _list(
        "marketstep",
        _text("name", 200),
        sa.Column("amount_cents", sa.Integer()),
        sa.Column("share_percent", sa.Float()),
        _text("source", 500),
    )
    _list(
        "mlformulation",
        _text("name", 200),
        sa.Column("kind", sa.String(), nullable=False),
        _text("label", 500),
        _text("metric", 200),
        _text("heuristic", 200),
        _text("precedent", 500),
        _text("reason", 500),
        sa.Column("data_score", sa.Integer()),
        sa.Column("method_score", sa.Integer()),
        sa.Column("law_score", sa.Integer()),
        sa.Column("robustness_score", sa.Integer()),
        sa.Column("effort_score", sa.Integer()),
        sa.Column("choice", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('classification', 'regression', 'ranking', 'retrieval', 'forecasting',"
            " 'anomaly', 'generation', 'control')",
            name="kind",
        ),
        sa.CheckConstraint("choice IN ('open', 'chosen', 'later', 'dropped')", name="choice"),
    )
    _list(
        "judgement",
        _text("action", 200),
        sa.Column("right_cents", sa.Integer(), nullable=False),
        _text("right_note", 200),
        sa.Column("wrong_cents", sa.Integer(), nullable=False),
        _text("wrong_note", 200),
        sa.Column("cost_cents", sa.Float(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        _text("measure_name", 200),
        sa.Column("measured_percent", sa.Float()),
        _text("measured_note", 200),
        sa.CheckConstraint("measure IN ('right', 'wrong', 'none')", name="measure"),
    )
    _list(
        "gainfactor",
        _text("name", 200),
        _text("unit", 30),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("likely", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("measured", sa.Float()),
        _text("source", 500),
    )
    _list("gainterm", _text("name", 200))
    op.create_table(
        "gainpart",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "term_id", sa.Integer(), sa.ForeignKey("gainterm.id"), nullable=False, index=True
        ),
        sa.Column(
            "factor_id", sa.Integer(), sa.ForeignKey("gainfactor.id"), nullable=False, index=True
        ),
        sa.Column("coefficient", sa.Float(), nullable=False),
        sa.Column("constant", sa.Float(), nullable=False),
    )
    _list(
        "assumption",
        _text("text", 500),
        _text("evidence", 500),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.CheckConstraint("strength IN ('strong', 'weak')", name="strength"),
    )
    _list("stopreason", _text("text", 500))
    _list("alternative", _text("name", 200), _text("worth", 200))
