"""Where a year's running cost comes from, in words; two screens ask it."""

from typing import Final

from leadbench.desktop.widgets.field_spec import Choices
from leadbench.plan.tables import CostSource

COST_SOURCES: Final[Choices] = (
    (CostSource.TYPED, "What is typed here"),
    (CostSource.SERVERS, "The sizing sheet's servers, 12 months"),
    (CostSource.ARCHITECTURE, "All of Architecture, 12 months"),
)
"""The rest is typed where not all is."""
