"""What a year of running costs: typed, or what the architecture costs with the rest typed."""

from dataclasses import dataclass

from leadbench.plan.architecture import month_costs, serving_cost
from leadbench.plan.contents import Contents
from leadbench.plan.tables import CostSource, Discovery

NEEDED = ("sizingsheet", "component", "flow")
"""The attributes of ``Contents`` that are read besides candidacies and discoveries."""


@dataclass(frozen=True, slots=True)
class RunningCost:
    """A year of running in cents: the part that follows from the architecture, and the rest.

    ``months`` is what of the architecture costs in a month; ``typed`` is None while nobody said.
    """

    source: CostSource
    months: int
    typed: int | None

    @property
    def tied(self) -> int:
        """Cents a year that follow from the architecture."""
        return 12 * self.months

    @property
    def total(self) -> int | None:
        """Cents of the whole year, None while nothing is known."""
        if self.source == CostSource.TYPED:
            return self.typed
        return self.tied + (self.typed or 0)


def month_of(contents: Contents, project_id: int, source: CostSource) -> int:
    """Return what a month costs of that part of the architecture, in cents."""
    if source == CostSource.SERVERS:
        return serving_cost(contents, project_id)
    if source == CostSource.ARCHITECTURE:
        return sum(cost.cents for cost in month_costs(contents, project_id))
    return 0


def running_cost(contents: Contents, project_id: int) -> RunningCost:
    """Return what a year of running costs in the business case of a project."""
    row = contents.candidacy_of(project_id)
    if row is None:
        return RunningCost(CostSource.TYPED, 0, None)
    source = CostSource(row.running_source)
    return RunningCost(source, month_of(contents, project_id, source), row.running_cost_year_cents)


def cost_to_cover(contents: Contents, project_id: int) -> RunningCost:
    """Return what a year of running costs that the lift of product discovery must bring in."""
    rows = contents.of(Discovery, "project_id", project_id)
    if not rows:
        return RunningCost(CostSource.TYPED, 0, None)
    source = CostSource(rows[0].cost_source)
    return RunningCost(source, month_of(contents, project_id, source), rows[0].cost_to_cover_cents)
