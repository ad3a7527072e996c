"""Where a year's running cost comes from, in words; two screens ask it."""

from typing import Final

from leadbench.desktop.widgets.field_spec import Choices
from leadbench.plan.contents import Contents
from leadbench.plan.money import format_money
from leadbench.plan.running_cost import running_cost
from leadbench.plan.tables import CostSource

COST_SOURCES: Final[Choices] = (
    (CostSource.TYPED, "What is typed"),
    (CostSource.SERVERS, "The servers' monthly cost"),
    (CostSource.ARCHITECTURE, "All of Architecture"),
)
"""Twelve months of it, and the rest typed."""


def year_words(contents: Contents, project_id: int | None) -> str:
    """Return what of the business case's running cost follows from the architecture, or ""."""
    if project_id is None:
        return ""
    found = running_cost(contents, project_id)
    if not found.tied or found.total is None:
        return ""
    currency = next(iter(contents.portfolio.values())).currency
    tied, total = (format_money(cents, currency) for cents in (found.tied, found.total))
    return f"{tied} a year, of {total} in Business case"
