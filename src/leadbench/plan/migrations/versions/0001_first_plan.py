"""The plan file as first shipped."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _owner(column: str, target: str) -> sa.Column[int]:
    return sa.Column(column, sa.Integer(), sa.ForeignKey(target), nullable=False, index=True)


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
    )
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("discount_rate_percent", sa.Float(), nullable=False),
        sa.Column("budget_cents", sa.Integer()),
    )
    op.create_table(
        "calendarexception",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("calendar_id", "calendar.id"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(500), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decision_reason", sa.String(2000), nullable=False),
        sa.Column("revisit_trigger", sa.String(2000), nullable=False),
        sa.Column("calendar_id", sa.Integer(), sa.ForeignKey("calendar.id"), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("status_minute", sa.Integer()),
        sa.Column("committed_finish_minute", sa.Integer()),
        sa.Column("minutes_per_day", sa.Integer(), nullable=False),
        sa.Column("days_per_week", sa.Float(), nullable=False),
        sa.Column("near_critical_days", sa.Float(), nullable=False),
        sa.Column("critical_float_minutes", sa.Integer(), nullable=False),
        sa.Column("confidence_policy_percent", sa.Integer(), nullable=False),
        sa.Column("approved_budget_cents", sa.Integer()),
        sa.Column("approved_on", sa.Date()),
        sa.CheckConstraint(
            "state IN ('idea', 'discovery', 'active', 'paused', 'dropped', 'finished')",
            name="state",
        ),
        sa.CheckConstraint("decision IN ('open', 'fund', 'not_now', 'drop')", name="decision"),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("skill", sa.String(200), nullable=False),
        sa.Column("team", sa.String(200), nullable=False),
        sa.Column("month_rate_cents", sa.Integer()),
        sa.Column("calendar_id", sa.Integer(), sa.ForeignKey("calendar.id")),
    )
    op.create_table(
        "workinginterval",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("calendar_id", "calendar.id"),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
    )
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kept_minute", sa.Integer(), nullable=False),
        sa.Column("finish_minute", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.Integer()),
        sa.Column("shown", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "candidacy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False, unique=True
        ),
        sa.Column("gain_low_cents", sa.Integer()),
        sa.Column("gain_likely_cents", sa.Integer()),
        sa.Column("gain_high_cents", sa.Integer()),
        sa.Column("complexity", sa.Float()),
        sa.Column("mvp_cost_cents", sa.Integer()),
        sa.Column("growth_cost_cents", sa.Integer()),
        sa.Column("running_cost_year_cents", sa.Integer()),
        sa.Column("mvp_success_percent", sa.Float()),
        sa.Column("growth_success_percent", sa.Float()),
        sa.Column("reach_per_quarter", sa.Float()),
        sa.Column("impact", sa.Float()),
        sa.Column("confidence_percent", sa.Float()),
        sa.Column("effort_person_months", sa.Float()),
    )
    op.create_table(
        "exceptioninterval",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "exception_id",
            sa.Integer(),
            sa.ForeignKey("calendarexception.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
    )
    op.create_table(
        "headcount",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        _owner("role_id", "role.id"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("role.id"), index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("capacity_percent", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), sa.ForeignKey("calendar.id")),
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("probability_percent", sa.Float(), nullable=False),
        sa.Column("cost_low_cents", sa.Integer()),
        sa.Column("cost_likely_cents", sa.Integer()),
        sa.Column("cost_high_cents", sa.Integer()),
        sa.Column("response", sa.String(2000), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.Column("due_on", sa.Date()),
        sa.CheckConstraint("state IN ('open', 'closed', 'happened')", name="state"),
    )
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("question", sa.String(500), nullable=False),
        sa.Column("hypothesis", sa.String(2000), nullable=False),
        sa.Column("proof", sa.String(500), nullable=False),
        sa.Column("kill_criteria", sa.String(2000), nullable=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("finish_on", sa.Date()),
        sa.Column("budget_cap_cents", sa.Integer()),
        sa.Column("budget_basis", sa.String(200), nullable=False),
        sa.Column("decider", sa.String(200), nullable=False),
        sa.Column("decision", sa.String(2000), nullable=False),
        sa.Column("decided_on", sa.Date()),
        sa.CheckConstraint("kind IN ('mvp', 'growth', 'maturity')", name="kind"),
        sa.CheckConstraint(
            "state IN ('planned', 'in_progress', 'passed', 'stopped')", name="state"
        ),
    )
    op.create_table(
        "successmetric",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("definition", sa.String(2000), nullable=False),
        sa.Column("unit", sa.String(50), nullable=False),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("baseline", sa.Float()),
        sa.Column("baseline_label", sa.String(50), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.CheckConstraint(
            "kind IN ('north_star', 'input', 'guardrail', 'counter', 'offline')", name="kind"
        ),
        sa.CheckConstraint("comparator IN ('>=', '<=', '=')", name="comparator"),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("activity.id"), index=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id")),
        sa.Column("calendar_id", sa.Integer(), sa.ForeignKey("calendar.id")),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("optimistic_minutes", sa.Integer()),
        sa.Column("pessimistic_minutes", sa.Integer()),
        sa.Column("remaining_minutes", sa.Integer()),
        sa.Column("percent_complete", sa.Integer(), nullable=False),
        sa.Column("actual_start_minute", sa.Integer()),
        sa.Column("actual_finish_minute", sa.Integer()),
        sa.Column("constraint_kind", sa.String(), nullable=False),
        sa.Column("constraint_minute", sa.Integer()),
        sa.Column("deadline_minute", sa.Integer()),
        sa.Column("passed_when", sa.String(500), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("gate", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("wbs", sa.String(200), nullable=False),
        sa.Column("elapsed", sa.Boolean(), nullable=False),
        sa.Column("pinned_start_minute", sa.Integer()),
        sa.Column("pinned_finish_minute", sa.Integer()),
        sa.Column("ignores_people_calendars", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('work', 'milestone', 'summary')", name="kind"),
        sa.CheckConstraint(
            "constraint_kind IN ('asap', 'alap', 'snet', 'snlt', 'fnet', 'fnlt', 'mso', 'mfo')",
            name="constraint_kind",
        ),
    )
    op.create_table(
        "costitem",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(200), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("supplier", sa.String(200), nullable=False),
        sa.Column("needed_by", sa.Date()),
        sa.CheckConstraint("kind IN ('one_off', 'recurring')", name="kind"),
    )
    op.create_table(
        "metricmeasurement",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("metric_id", "successmetric.id"),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.CheckConstraint("kind IN ('live', 'offline', 'estimate')", name="kind"),
    )
    op.create_table(
        "metrictarget",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("metric_id", "successmetric.id"),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id"), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("activity_id", "activity.id"),
        _owner("role_id", "role.id"),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("allocation_percent", sa.Integer(), nullable=False),
        sa.Column("responsibility", sa.String(), nullable=False),
        sa.CheckConstraint(
            "responsibility IN ('accountable', 'responsible', 'consulted', 'informed')",
            name="responsibility",
        ),
    )
    op.create_table(
        "baselineactivity",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("baseline_id", "baseline.id"),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id"), index=True),
        sa.Column("outline_number", sa.String(100), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("finish_minute", sa.Integer(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("total_float_minutes", sa.Integer()),
        sa.Column("work_minutes", sa.Integer()),
        sa.Column("cost_cents", sa.Integer()),
    )
    op.create_table(
        "costamount",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("cost_item_id", "costitem.id"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
    )
    op.create_table(
        "dependency",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        _owner("predecessor_id", "activity.id"),
        _owner("successor_id", "activity.id"),
        sa.Column("link_type", sa.String(), nullable=False),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("lag_unit", sa.String(), nullable=False),
        sa.CheckConstraint("link_type IN ('FS', 'SS', 'FF', 'SF')", name="link_type"),
        sa.CheckConstraint("lag_unit IN ('working', 'elapsed', 'percent')", name="lag_unit"),
    )
    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("project_id", "project.id"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("statement", sa.String(2000), nullable=False),
        sa.Column("rationale", sa.String(2000), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), sa.ForeignKey("role.id")),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("metric", sa.String(200), nullable=False),
        sa.Column("comparator", sa.String()),
        sa.Column("target", sa.Float()),
        sa.Column("unit", sa.String(50), nullable=False),
        sa.Column("percentile", sa.Float()),
        sa.Column("population", sa.String(200), nullable=False),
        sa.Column("verification", sa.String(200), nullable=False),
        sa.Column("stage_id", sa.Integer(), sa.ForeignKey("stage.id")),
        sa.Column("activity_id", sa.Integer(), sa.ForeignKey("activity.id"), index=True),
        sa.CheckConstraint("kind IN ('business', 'technical')", name="kind"),
        sa.CheckConstraint("priority IN ('must', 'should', 'could', 'wont')", name="priority"),
        sa.CheckConstraint("status IN ('open', 'answered', 'agreed')", name="status"),
        sa.CheckConstraint("comparator IN ('>=', '<=', '=')", name="comparator"),
    )
    op.create_table(
        "riskimpact",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("risk_id", "risk.id"),
        _owner("activity_id", "activity.id"),
        sa.Column("low_minutes", sa.Integer(), nullable=False),
        sa.Column("likely_minutes", sa.Integer(), nullable=False),
        sa.Column("high_minutes", sa.Integer(), nullable=False),
    )
    op.create_table(
        "requirementtrace",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("business_id", "requirement.id"),
        sa.Column(
            "technical_id",
            sa.Integer(),
            sa.ForeignKey("requirement.id"),
            nullable=False,
            index=True,
        ),
    )
    op.create_table(
        "importedactivity",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("activity_id", "activity.id"),
        sa.Column("source_uid", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer()),
        sa.Column("finish_minute", sa.Integer()),
        sa.Column("early_start_minute", sa.Integer()),
        sa.Column("early_finish_minute", sa.Integer()),
        sa.Column("late_start_minute", sa.Integer()),
        sa.Column("late_finish_minute", sa.Integer()),
        sa.Column("total_float_minutes", sa.Integer()),
        sa.Column("free_float_minutes", sa.Integer()),
        sa.Column("critical", sa.Boolean()),
    )
