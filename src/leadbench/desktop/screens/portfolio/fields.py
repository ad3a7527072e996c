"""All fields of a candidate, as the inspector shows them."""

from dataclasses import replace
from functools import partial

from leadbench.desktop.screens.portfolio.candidates import DECISIONS, STATES, Candidate
from leadbench.desktop.screens.portfolio.columns import (
    figure_spec,
    gain_part,
    project_spec,
    set_complexity,
    set_gain_part,
    set_running,
)
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.plan.edits.projects import rename_project


def _gain_field(part: str, caption: str) -> FieldSpec:
    column = f"gain_{part}_cents"
    return FieldSpec(
        column,
        caption,
        editor="money",
        half=True,
        value=lambda row: _round(row, gain_part(row, part)),
        write=partial(set_gain_part, column),
    )


def _round(row: Candidate, cents: int | None) -> int | None:
    """Return a simulated gain to three figures, as far as its runs carry; a typed one as it is."""
    if cents is None or row.standing.gain is None or not row.standing.gain.simulated or not cents:
        return cents
    digits = len(str(abs(cents))) - 3
    return int(round(cents, -max(0, digits)))


def form_sections() -> list[tuple[str, list[FieldSpec]]]:
    """Return all fields of a candidate, as the inspector shows them."""
    return [
        (
            "",
            [
                project_spec("name", "Name", write=rename_project),
                project_spec("purpose", "Purpose", "note"),
                project_spec("state", "State", "choice", choices=STATES, half=True),
                project_spec("decision", "Decision", "choice", choices=DECISIONS, half=True),
                project_spec("decision_reason", "Reason", "note"),
                project_spec("revisit_trigger", "Look at it again when", "note"),
            ],
        ),
        (
            "Gain a year",
            [
                _gain_field("low", "Low"),
                _gain_field("high", "High"),
                _gain_field("likely", "Likely"),
                FieldSpec(
                    "complexity",
                    "Complexity, 1 to 10",
                    editor="number",
                    half=True,
                    value=lambda row: row.standing.complexity,
                    write=set_complexity,
                ),
            ],
        ),
        (
            "Cost and chance",
            [
                figure_spec("mvp_cost_cents", "MVP cost", "money", half=True),
                figure_spec("mvp_success_percent", "MVP succeeds", "percent", half=True),
                figure_spec("growth_cost_cents", "Growth cost", "money", half=True),
                figure_spec("growth_success_percent", "Growth succeeds", "percent", half=True),
                FieldSpec(
                    "running_cost_year_cents",
                    "Running cost a year",
                    editor="money",
                    value=lambda row: row.standing.running,
                    write=set_running,
                ),
            ],
        ),
        (
            "RICE",
            [
                figure_spec("reach_per_quarter", "Reach a quarter", "number", half=True),
                figure_spec("impact", "Impact", "number", half=True),
                figure_spec("confidence_percent", "Confidence", "percent", half=True),
                figure_spec("effort_person_months", "Effort, person months", "number", half=True),
            ],
        ),
        (
            "WSJF",
            [
                figure_spec("wsjf_value", "Value", "number", half=True),
                figure_spec("wsjf_time", "Time criticality", "number", half=True),
                figure_spec("wsjf_risk", "Risk reduction", "number", half=True),
                figure_spec("wsjf_size", "Job size", "number", half=True),
                replace(
                    figure_spec("scored_with", "Scored with", "text"),
                    hint="The name of the set that was scored together: WSJF compares within it "
                    "only.",
                ),
            ],
        ),
        (
            "Cost of delay",
            [
                figure_spec("delay_week_cents", "Lost a week", "money", half=True),
                figure_spec("duration_weeks", "Duration, weeks", "number", half=True),
            ],
        ),
        (
            "Expected commercial value",
            [
                figure_spec("ecv_value_cents", "Present value", "money", half=True),
                figure_spec("ecv_launch_cents", "Launch cost", "money", half=True),
                figure_spec("ecv_commercial_percent", "Commercial chance", "percent", half=True),
                figure_spec("ecv_technical_percent", "Technical chance", "percent", half=True),
                figure_spec("ecv_development_cents", "Development cost", "money"),
            ],
        ),
        (
            "Dates and budget",
            [
                project_spec("start_minute", "Start", "start", half=True),
                project_spec("committed_finish_minute", "Committed finish", "finish", half=True),
                project_spec("approved_budget_cents", "Approved budget", "money", half=True),
                project_spec("approved_on", "Approved on", "date", half=True),
            ],
        ),
    ]
