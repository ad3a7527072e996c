"""What a plan is made of: one file per family of nouns."""

from leadbench.analysis.inputs import (
    ActivityKind,
    ConstraintKind,
    CriticalRule,
    LagCalendar,
    LagUnit,
    LinkType,
    ProgressRule,
)
from leadbench.plan.tables.activities import (
    Activity,
    Baseline,
    BaselineActivity,
    Dependency,
    ImportedActivity,
)
from leadbench.plan.tables.answers import Answer, AnswerState
from leadbench.plan.tables.calendars import (
    Calendar,
    CalendarException,
    ExceptionInterval,
    Repeat,
    WorkingInterval,
)
from leadbench.plan.tables.costs import (
    CostAmount,
    CostItem,
    CostKind,
)
from leadbench.plan.tables.metrics import (
    MeasurementKind,
    MetricKind,
    MetricMeasurement,
    MetricTarget,
    SuccessMetric,
)
from leadbench.plan.tables.people import (
    Assignment,
    Headcount,
    Person,
    Responsibility,
    Role,
)
from leadbench.plan.tables.projects import (
    Candidacy,
    Portfolio,
    PortfolioDecision,
    Project,
    ProjectState,
    Stage,
    StageKind,
    StageState,
)
from leadbench.plan.tables.requirements import (
    Comparator,
    Priority,
    Requirement,
    RequirementKind,
    RequirementStatus,
    RequirementTrace,
)
from leadbench.plan.tables.risks import (
    Risk,
    RiskImpact,
    RiskState,
)
from leadbench.plan.tables.scenarios import Scenario

__all__ = [
    "Activity",
    "ActivityKind",
    "Answer",
    "AnswerState",
    "Assignment",
    "Baseline",
    "BaselineActivity",
    "Calendar",
    "CalendarException",
    "Candidacy",
    "Comparator",
    "ConstraintKind",
    "CostAmount",
    "CostItem",
    "CostKind",
    "CriticalRule",
    "Dependency",
    "ExceptionInterval",
    "Headcount",
    "ImportedActivity",
    "LagCalendar",
    "LagUnit",
    "LinkType",
    "MeasurementKind",
    "MetricKind",
    "MetricMeasurement",
    "MetricTarget",
    "Person",
    "Portfolio",
    "PortfolioDecision",
    "Priority",
    "ProgressRule",
    "Project",
    "ProjectState",
    "Repeat",
    "Requirement",
    "RequirementKind",
    "RequirementStatus",
    "RequirementTrace",
    "Responsibility",
    "Risk",
    "RiskImpact",
    "RiskState",
    "Role",
    "Scenario",
    "Stage",
    "StageKind",
    "StageState",
    "SuccessMetric",
    "WorkingInterval",
]
