"""Starting a plan: the usual outline of a machine-learning project, and the worked example."""

from leadbench.plan.templates.example import build_example
from leadbench.plan.templates.start import new_project

__all__ = ["build_example", "new_project"]
