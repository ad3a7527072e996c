"""The candidates as the list shows them: ranked, with running totals, and their columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from leadbench.analysis import inputs
from leadbench.analysis.prioritization import rice
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec, Mark, plain_number
from leadbench.desktop.widgets.head import OUTER, scaled
from leadbench.desktop.widgets.range_mark import paint_bar, paint_range
from leadbench.plan.contents import Contents
from leadbench.plan.edits.projects import candidacy, rename_project, set_gain
from leadbench.plan.money import format_money, format_thousands
from leadbench.plan.tables import (
    Candidacy,
    PortfolioDecision,
    Project,
    ProjectState,
    StageKind,
    StageState,
)

if TYPE_CHECKING:
    from sqlmodel import Session

DECISIONS: Choices = (
    (PortfolioDecision.OPEN, "Open"),
    (PortfolioDecision.FUND, "Fund MVP"),
    (PortfolioDecision.NOT_NOW, "Not now"),
    (PortfolioDecision.DROP, "Drop"),
)
DECISION_MARKS: Mapping[str, Mark] = {
    PortfolioDecision.OPEN: Mark("circle-dashed", chip="neutral"),
    PortfolioDecision.FUND: Mark("check", chip="good"),
    PortfolioDecision.NOT_NOW: Mark("clock", chip="neutral"),
    PortfolioDecision.DROP: Mark("x", chip="error"),
}
STATES: Choices = (
    (ProjectState.IDEA, "Idea"),
    (ProjectState.DISCOVERY, "Discovery"),
    (ProjectState.ACTIVE, "Active"),
    (ProjectState.PAUSED, "Paused"),
    (ProjectState.DROPPED, "Dropped"),
    (ProjectState.FINISHED, "Finished"),
)
_STAGES = {StageKind.MVP: "MVP", StageKind.GROWTH: "Growth", StageKind.MATURITY: "Maturity"}
_TURN = (
    PortfolioDecision.FUND,
    PortfolioDecision.OPEN,
    PortfolioDecision.NOT_NOW,
    PortfolioDecision.DROP,
)
"""Funded candidates lead the list and dropped ones close it, whatever they are ranked by."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the list; ``figures`` is None for a project without any."""

    id: int
    rank: int
    project: Project
    figures: Candidacy | None
    stage: str
    rice: float | None
    total_cents: int | None
    largest_gain_cents: int
    currency: str

    def figure(self, column: str) -> Any:
        """Return a figure of the candidacy, or None."""
        return None if self.figures is None else getattr(self.figures, column)

    @property
    def funded(self) -> bool:
        """Whether the budget owners fund it."""
        return self.project.decision == PortfolioDecision.FUND


def stage_of(contents: Contents, project: Project) -> str:
    """Return the word for where a project stands: its stage once it runs, else its state."""
    if project.state == ProjectState.ACTIVE and project.id is not None:
        for stage in contents.stages_of(project.id):
            if stage.state == StageState.IN_PROGRESS:
                return _STAGES[StageKind(stage.kind)]
    return dict(STATES)[ProjectState(project.state)]


def rice_of(figures: Candidacy | None) -> float | None:
    """Return reach in thousands a quarter × impact × confidence / effort, or None."""
    if figures is None:
        return None
    reach = figures.reach_per_quarter
    return rice(
        inputs.Candidate(
            figures.project_id,
            reach=None if reach is None else reach / 1000,
            impact=figures.impact,
            confidence_percent=figures.confidence_percent,
            effort=figures.effort_person_months,
        )
    )


def candidates(contents: Contents, by: str) -> list[Candidate]:
    """Return all candidates, funded ones first, each group ranked.

    Parameters
    ----------
    by
        "rice" or "gain" (the most first), "cost" (the least first) or "name".
    """
    projects = contents.ordered_projects()
    figures = {row.id: contents.candidacy_of(row.id or 0) for row in projects}
    scores = {key: rice_of(row) for key, row in figures.items()}
    gains = [row.gain_high_cents or row.gain_likely_cents or 0 for row in figures.values() if row]
    currency = next((row.currency for row in contents.portfolio.values()), "USD")

    def order(row: Project) -> tuple[int, bool, Any, str]:
        own = figures[row.id]
        value: float | None = 0.0
        if by == "rice":
            value = None if scores[row.id] is None else -(scores[row.id] or 0)
        elif by == "gain":
            gain = own.gain_likely_cents if own else None
            value = None if gain is None else -gain
        elif by == "cost":
            value = own.mvp_cost_cents if own else None
        decision = _TURN.index(PortfolioDecision(row.decision))
        return decision, value is None, value or 0.0, row.name.casefold()

    found: list[Candidate] = []
    total = 0
    for rank, row in enumerate(sorted(projects, key=order), start=1):
        own = figures[row.id]
        cost = own.mvp_cost_cents if own else None
        total += cost or 0
        found.append(
            Candidate(
                id=row.id or 0,
                rank=rank,
                project=row,
                figures=own,
                stage=stage_of(contents, row),
                rice=scores[row.id],
                total_cents=None if cost is None else total,
                largest_gain_cents=max(gains, default=0),
                currency=currency,
            )
        )
    return found


def _set_figure(column: str, session: "Session", project_id: int, value: Any) -> None:
    setattr(candidacy(session, project_id), column, value)


def _set_gain(column: str, session: "Session", project_id: int, value: int | None) -> None:
    row = candidacy(session, project_id)
    gains = {
        name: getattr(row, name)
        for name in ("gain_low_cents", "gain_likely_cents", "gain_high_cents")
    }
    gains[column] = value
    set_gain(session, project_id, *gains.values())


def _figure(column: str, caption: str, editor: Any, **more: Any) -> FieldSpec:
    write = partial(_set_gain if column.startswith("gain") else _set_figure, column)
    return FieldSpec(
        column, caption, editor=editor, value=lambda row: row.figure(column), write=write, **more
    )


def _project(column: str, caption: str, editor: Any = "text", **more: Any) -> FieldSpec:
    return FieldSpec(
        column, caption, editor=editor, value=lambda row: getattr(row.project, column), **more
    )


def columns(budget_cents: Callable[[], int | None]) -> list[FieldSpec]:
    """Return the columns of the list."""

    def total_mark(row: Candidate) -> Mark:
        budget = budget_cents()
        over = row.funded and budget is not None and (row.total_cents or 0) > budget
        return Mark("triangle-alert", "error") if over else Mark(ink="text2")

    return [
        FieldSpec(
            "rank", "", editor="readonly", width=28, opens=True,
            dress=lambda _row: Mark(ink="text2"),
        ),
        _project(
            "name", "Candidate", write=rename_project, opens=True,
            dress=lambda _row: Mark(strong=True),
            tip=lambda row: row.project.purpose or row.project.name,
        ),
        FieldSpec(
            "stage", "Stage", editor="readonly", width=88, opens=True, drop=3, dress=_stage_mark
        ),
        _figure(
            "gain_likely_cents", "Gain a year", "money", width=90,
            text=lambda cents: "" if cents is None else format_money(cents),
        ),
        FieldSpec(
            "range", "", editor="readonly", width=96, opens=True, drop=1, value=_range_words,
            paint=_paint_range, tip=_range_words,
        ),
        _figure(
            "complexity", "Complexity", "number", width=120, align="left", drop=4,
            paint=_paint_complexity,
        ),
        _figure("mvp_success_percent", "MVP succeeds", "percent", width=102, drop=2),
        _figure("mvp_cost_cents", "MVP cost", "money", width=84, text=_thousands),
        FieldSpec(
            "total_cents", "Running total", editor="readonly", width=100, align="right", drop=5,
            opens=True, text=_thousands, dress=total_mark,
        ),
        FieldSpec(
            "rice", "RICE", editor="readonly", width=58, align="right", opens=True,
            text=lambda score: "" if score is None else f"{score:.1f}", tip=rice_words,
        ),
        _project(
            "decision", "Decision", "choice", choices=DECISIONS, width=110,
            dress=lambda row: DECISION_MARKS[row.project.decision],
            tip=lambda row: row.project.decision_reason or "No reason recorded",
        ),
    ]  # fmt: skip


def _thousands(cents: int | None) -> str:
    return "" if cents is None else format_thousands(cents)


def _stage_mark(row: Candidate) -> Mark:
    return Mark(chip="accent" if row.project.state == ProjectState.ACTIVE else "neutral")


def _range_words(row: Candidate) -> str:
    low, high = row.figure("gain_low_cents"), row.figure("gain_high_cents")
    if low is None or high is None:
        return ""
    return f"{format_money(low, row.currency)} to {format_money(high, row.currency)}"


def rice_words(row: Candidate) -> str:
    """Return the formula of RICE with the figures of a candidate."""
    if row.rice is None or row.figures is None:
        return "RICE needs reach, impact, confidence and effort"
    figures = row.figures
    return (
        f"{plain_number((figures.reach_per_quarter or 0) / 1000)}k reached a quarter × impact "
        f"{plain_number(figures.impact or 0)} × {plain_number(figures.confidence_percent or 0)}% "
        f"confidence ÷ {plain_number(figures.effort_person_months or 0)} person months"
    )


def _paint_range(painter: QPainter, cell: QRectF, row: Candidate, theme: Theme) -> None:
    values = (
        row.figure("gain_low_cents"),
        row.figure("gain_likely_cents"),
        row.figure("gain_high_cents"),
    )
    paint_range(painter, cell.adjusted(8, 0, -16, 0), values, row.largest_gain_cents, theme)


def _paint_complexity(painter: QPainter, cell: QRectF, row: Candidate, theme: Theme) -> None:
    value = row.figure("complexity")
    if value is None:
        return
    painter.setPen(theme.color("text"))
    space = cell.adjusted(8, 0, -8, 0)
    painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), f"{value:.1f}")
    room = min(space.width() - scaled(theme, 34), 3.0 * OUTER)
    if room > 16:
        bar = QRectF(space.left() + scaled(theme, 34), space.top(), room, space.height())
        paint_bar(painter, bar, value, 10, theme)


def form_sections() -> list[tuple[str, list[FieldSpec]]]:
    """Return all fields of a candidate, as the inspector shows them."""
    return [
        (
            "",
            [
                _project("name", "Name", write=rename_project),
                _project("purpose", "Purpose", "note"),
                _project("state", "State", "choice", choices=STATES, half=True),
                _project("decision", "Decision", "choice", choices=DECISIONS, half=True),
                _project("decision_reason", "Reason", "note"),
                _project("revisit_trigger", "Look at it again when", "note"),
            ],
        ),
        (
            "Gain a year",
            [
                _figure("gain_low_cents", "Low", "money", half=True),
                _figure("gain_high_cents", "High", "money", half=True),
                _figure("gain_likely_cents", "Likely", "money", half=True),
                _figure("complexity", "Complexity, 1 to 10", "number", half=True),
            ],
        ),
        (
            "Cost and chance",
            [
                _figure("mvp_cost_cents", "MVP cost", "money", half=True),
                _figure("mvp_success_percent", "MVP succeeds", "percent", half=True),
                _figure("growth_cost_cents", "Growth cost", "money", half=True),
                _figure("growth_success_percent", "Growth succeeds", "percent", half=True),
                _figure("running_cost_year_cents", "Running cost a year", "money"),
            ],
        ),
        (
            "RICE",
            [
                _figure("reach_per_quarter", "Reach a quarter", "number", half=True),
                _figure("impact", "Impact", "number", half=True),
                _figure("confidence_percent", "Confidence", "percent", half=True),
                _figure("effort_person_months", "Effort, person months", "number", half=True),
            ],
        ),
        (
            "Dates and budget",
            [
                _project("start_minute", "Start", "start", half=True),
                _project("committed_finish_minute", "Committed finish", "finish", half=True),
                _project("approved_budget_cents", "Approved budget", "money", half=True),
                _project("approved_on", "Approved on", "date", half=True),
            ],
        ),
    ]
