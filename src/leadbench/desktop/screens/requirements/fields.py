"""The fields of a requirement in the inspector: what it says, how it follows, where it belongs."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from leadbench.desktop.screens.requirements.columns import COMPARATORS, PRIORITIES, STATUSES
from leadbench.desktop.screens.requirements.links import links
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.plan.edits.requirements import set_code, set_fit, set_sized, set_statement
from leadbench.plan.edits.traces import set_checks, set_decision
from leadbench.plan.tables import Scope, SizedValue, Verification
from leadbench.plan.traces import Place

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.screens.requirements import Page

METHODS: Choices = (
    (None, ""),
    (Verification.TEST, "Test"),
    (Verification.ANALYSIS, "Analysis"),
    (Verification.INSPECTION, "Inspection"),
    (Verification.DEMONSTRATION, "Demonstration"),
    (Verification.EXPERIMENT, "A/B test"),
)
SIZED: Choices = (
    (None, "Typed"),
    (SizedValue.MODE, "Sizing sheet: batch or real time"),
    (SizedValue.SERVERS, "Sizing sheet: servers at peak"),
    (SizedValue.SPARE, "Sizing sheet: spare servers"),
    (SizedValue.LATENCY, "Sizing sheet: reply time at peak"),
    (SizedValue.KEPT, "Sizing sheet: requests a day, kept"),
    (SizedValue.STORAGE, "Sizing sheet: storage"),
    (SizedValue.BATCH, "Sizing sheet: batch workers"),
    (SizedValue.COST, "Sizing sheet: cost of a unit"),
)
SCOPES: Choices = ((None, ""), *((scope, scope.value.capitalize()) for scope in Scope))


def _fit(column: str, caption: str, **named: Any) -> FieldSpec:
    def write(session: "Session", key: int, value: Any) -> None:
        set_fit(session, key, column, value)

    return FieldSpec(column, caption, write=write, half=True, **named)


def common_fields(page: "Page") -> list[tuple[str, list[FieldSpec]]]:
    """Return the fields that both kinds have."""
    return [
        (
            "",
            [
                FieldSpec("code", "Code", write=set_code, half=True),
                FieldSpec("status", "Status", editor="choice", choices=STATUSES, half=True),
                FieldSpec("title", "Question or subject"),
                FieldSpec(
                    "statement", "Answer", editor="note", value=page.value_of, write=set_statement
                ),
                FieldSpec("priority", "Priority", editor="choice", choices=PRIORITIES, half=True),
                FieldSpec(
                    "owner_role_id", "Owner", editor="choice", choices=page.role_choices, half=True
                ),
            ],
        ),
        (
            "Fit criterion",
            [
                FieldSpec("metric", "Metric"),
                _fit("comparator", "Sense", editor="choice", choices=COMPARATORS),
                _fit("target", "Value", editor="number"),
                _fit("unit", "Unit"),
                _fit("percentile", "Percentile", editor="number"),
                FieldSpec("population", "Population"),
                FieldSpec("method", "Shown by", editor="choice", choices=METHODS, half=True),
                FieldSpec(
                    "stage_id", "Stage", editor="choice", choices=page.stage_choices, half=True
                ),
            ],
        ),
        (
            "Origin",
            [
                FieldSpec("source", "Source"),
                FieldSpec("rationale", "Rationale", editor="note"),
            ],
        ),
    ]


def business_fields(page: "Page") -> list[tuple[str, list[FieldSpec]]]:
    """Return where a business requirement belongs."""
    return [
        (
            "Place in the chain",
            [
                links(page, "goals", "Serves goals", Place.GOAL, Place.BUSINESS, up=True),
                links(page, "followers", "Leads to", Place.BUSINESS, Place.TECHNICAL, up=False),
                links(page, "risks", "Threatened by", Place.RISK, Place.BUSINESS, up=True),
            ],
        )
    ]


def technical_fields(page: "Page") -> list[tuple[str, list[FieldSpec]]]:
    """Return how a technical requirement follows, and where it belongs."""
    return [
        (
            "How it follows",
            [
                FieldSpec(
                    "sized", "Value comes from", editor="choice", choices=SIZED, write=set_sized
                ),
                FieldSpec("derivation", "Derivation", editor="note"),
                links(
                    page, "traces", "Follows from", Place.BUSINESS, Place.TECHNICAL, up=True
                ),
                FieldSpec(
                    "decision", "Decision record", editor="choice",
                    choices=page.decision_choices, value=page.decision_of, write=set_decision,
                ),
            ],
        ),
        (
            "Place in the chain",
            [
                FieldSpec("scope", "Scope", editor="choice", choices=SCOPES),
                FieldSpec(
                    "activity_id", "Built in", editor="choice", choices=page.activity_choices
                ),
                replace(
                    links(page, "checks", "Checked by", Place.TECHNICAL, Place.TEST, up=False),
                    write=set_checks, hint="A name that is not in the list adds a test",
                ),
                links(page, "tasks", "All its tasks", Place.TECHNICAL, Place.TASK, up=False),
                links(page, "risks", "Threatened by", Place.RISK, Place.TECHNICAL, up=True),
            ],
        ),
    ]  # fmt: skip
