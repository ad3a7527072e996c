"""The chain from a goal to a paragraph: tests, monitors, sections, and which belongs to which.

Requirements, tasks and metrics have files of their own.
"""

from enum import StrEnum

from sqlmodel import Field, SQLModel

from leadbench.plan.tables._columns import Word, one_of


class CheckKind(StrEnum):
    """What a test does."""

    OFFLINE = "offline"
    LOAD = "load"
    FAULT = "fault"
    SECURITY = "security"
    AUDIT = "audit"
    INTEGRATION = "integration"
    EXPERIMENT = "experiment"
    OTHER = "other"


class CheckState(StrEnum):
    """How far a test is."""

    PLANNED = "planned"
    READY = "ready"
    PASSED = "passed"
    FAILED = "failed"


class SectionState(StrEnum):
    """How far a document section is written."""

    MISSING = "missing"
    DRAFT = "draft"
    REVIEW = "review"
    CURRENT = "current"


class Check(SQLModel, table=True):
    """A test that shows whether requirements are met: when it runs, and what it must reach."""

    __table_args__ = (one_of("kind", CheckKind), one_of("state", CheckState))

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    kind: CheckKind = Field(default=CheckKind.OTHER, sa_type=Word)
    state: CheckState = Field(default=CheckState.PLANNED, sa_type=Word)
    activity_id: int | None = Field(default=None, foreign_key="activity.id")
    runs: str = Field(default="", max_length=200)
    threshold: str = Field(default="", max_length=200)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class Monitor(SQLModel, table=True):
    """What is watched in operation: what is measured, when it alarms, what then happens."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    signal: str = Field(default="", max_length=200)
    threshold: str = Field(default="", max_length=200)
    action: str = Field(default="", max_length=500)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class DocumentSection(SQLModel, table=True):
    """A part of a document; ``name`` is its heading, such as "Fallback" in the "Runbook"."""

    __table_args__ = (one_of("state", SectionState),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = Field(default=0, ge=0)
    name: str = Field(min_length=1, max_length=200)
    document: str = Field(default="", max_length=200)
    state: SectionState = Field(default=SectionState.MISSING, sa_type=Word)
    owner_role_id: int | None = Field(default=None, foreign_key="role.id")


class GoalTrace(SQLModel, table=True):
    """A success metric that a business requirement serves."""

    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="successmetric.id", index=True)
    requirement_id: int = Field(foreign_key="requirement.id", index=True)


class TaskTrace(SQLModel, table=True):
    """A task that works on a technical requirement beside the one that builds it."""

    id: int | None = Field(default=None, primary_key=True)
    requirement_id: int = Field(foreign_key="requirement.id", index=True)
    activity_id: int = Field(foreign_key="activity.id", index=True)


class CheckTrace(SQLModel, table=True):
    """A test that shows whether a requirement is met."""

    id: int | None = Field(default=None, primary_key=True)
    requirement_id: int = Field(foreign_key="requirement.id", index=True)
    check_id: int = Field(foreign_key="check.id", index=True)


class MonitorTrace(SQLModel, table=True):
    """A monitor that goes on watching what a test has shown once."""

    id: int | None = Field(default=None, primary_key=True)
    check_id: int = Field(foreign_key="check.id", index=True)
    monitor_id: int = Field(foreign_key="monitor.id", index=True)


class SectionTrace(SQLModel, table=True):
    """A section that says what to do when a monitor raises an alert."""

    id: int | None = Field(default=None, primary_key=True)
    monitor_id: int = Field(foreign_key="monitor.id", index=True)
    section_id: int = Field(foreign_key="documentsection.id", index=True)


class RiskTrace(SQLModel, table=True):
    """A risk that threatens a requirement."""

    id: int | None = Field(default=None, primary_key=True)
    requirement_id: int = Field(foreign_key="requirement.id", index=True)
    risk_id: int = Field(foreign_key="risk.id", index=True)
