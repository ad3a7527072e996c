"""The candidates as the list shows them: ranked, with their scores and running totals."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from leadbench.desktop.widgets.field_spec import Choices
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.portfolio import Standing, portfolio_of, standing_of, wsjf_of
from leadbench.plan.review import decision_gaps
from leadbench.plan.tables import (
    Candidacy,
    PortfolioDecision,
    Project,
    ProjectState,
    StageKind,
    StageState,
)

RANKS: Choices = (
    ("npv", "Expected NPV"),
    ("rice", "RICE"),
    ("wsjf", "WSJF"),
    ("ecv", "ECV/D"),
    ("delay", "Cost of delay (CD3)"),
    ("per_cost", "NPV per $"),
    ("gain", "Gain"),
    ("cost", "Cost"),
    ("name", "Name"),
)
"""What the list can be ranked by."""

DECISIONS: Choices = (
    (PortfolioDecision.OPEN, "Open"),
    (PortfolioDecision.FUND, "Fund MVP"),
    (PortfolioDecision.NOT_NOW, "Not now"),
    (PortfolioDecision.DROP, "Drop"),
)
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
    """One line of the list; ``figures`` is None for a project without any.

    ``best`` tells whether it is in the best set, None while that is not known.
    """

    id: int
    rank: int
    project: Project
    figures: Candidacy | None
    stage: str
    standing: Standing
    wsjf: float | None
    total_cents: int | None
    largest_gain_cents: int
    currency: str
    best: bool | None = None

    def figure(self, column: str) -> Any:
        """Return a figure of the candidacy, or None."""
        return None if self.figures is None else getattr(self.figures, column)

    @property
    def funded(self) -> bool:
        """Whether the budget owners fund it."""
        return self.project.decision == PortfolioDecision.FUND

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the record of its decision lacks."""
        return decision_gaps(self.project)


def stage_of(contents: Contents, project: Project) -> str:
    """Return the word for where a project stands: its stage once it runs, else its state."""
    if project.state == ProjectState.ACTIVE and project.id is not None:
        for stage in contents.stages_of(project.id):
            if stage.state == StageState.IN_PROGRESS:
                return _STAGES[StageKind(stage.kind)]
    return dict(STATES)[ProjectState(project.state)]


def candidates(
    contents: Contents, by: str, best: Collection[int] | None = None
) -> tuple[list[Candidate], str]:
    """Return all candidates, funded ones first, each group ranked; and why a rank is refused.

    Parameters
    ----------
    by
        A key of ``RANKS``: the most first, but the least cost and names by the alphabet.
    best
        The best set, None while that is not known.
    """
    projects = contents.ordered_projects()
    standings = {row.id or 0: standing_of(contents, row.id or 0) for row in projects}
    problem = ""
    try:
        jobs = wsjf_of(contents)
    except Refused as refused:
        jobs, problem = {}, str(refused)
    spans = [one.gain for one in standings.values() if one.gain is not None]
    largest = max((one.high or one.likely for one in spans), default=0)
    currency = portfolio_of(contents).currency

    def score(key: int) -> float | None:
        own = standings[key]
        figures = contents.candidacy_of(key)
        return {
            "npv": own.value,
            "rice": own.rice,
            "wsjf": jobs.get(key),
            "ecv": own.ecv,
            "delay": own.delay,
            "per_cost": own.per_cost,
            "gain": None if own.gain is None else float(own.gain.likely),
            "cost": None
            if figures is None or figures.mvp_cost_cents is None
            else -float(figures.mvp_cost_cents),
        }.get(by, 0.0)

    def order(row: Project) -> tuple[int, bool, float, str]:
        value = score(row.id or 0)
        decision = _TURN.index(PortfolioDecision(row.decision))
        return decision, value is None, -(value or 0.0), row.name.casefold()

    found: list[Candidate] = []
    total = 0
    for rank, row in enumerate(sorted(projects, key=order), start=1):
        key = row.id or 0
        due = standings[key].due
        total += due or 0
        found.append(
            Candidate(
                id=key,
                rank=rank,
                project=row,
                figures=contents.candidacy_of(key),
                stage=stage_of(contents, row),
                standing=standings[key],
                wsjf=jobs.get(key),
                total_cents=None if due is None else total,
                largest_gain_cents=largest,
                currency=currency,
                best=None if best is None else key in best,
            )
        )
    return found, problem if by == "wsjf" else ""
