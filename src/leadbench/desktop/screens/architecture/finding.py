"""What the architecture comes to, in one sentence."""

from collections.abc import Callable

from leadbench.plan import architecture
from leadbench.plan.contents import Contents
from leadbench.plan.tables import SizingSheet


def finding(
    contents: Contents, sheet: SizingSheet, servers: str, money: Callable[[float], str]
) -> str:
    """Return batch or real time, with which servers, whether in time, and for how much a unit.

    Parameters
    ----------
    servers
        How many servers the sheet asks for, in words.
    money
        Returns an amount in words.
    """
    budget = architecture.latency_budget(contents, sheet.project_id)
    cents = architecture.unit_cost(contents, sheet.project_id)
    words = f"{architecture.mode_hint(sheet).advice} with {servers}"
    if budget.limit is not None and budget.spare is not None:
        short = budget.spare < 0
        words += f" {'misses' if short else 'meets'} {budget.limit:g} s"
        words += f" {'by' if short else 'with'} {abs(budget.spare):.1f} s"
        words += "" if short else " to spare"
    if cents is not None:
        words += f", for {money(cents / 100)} a {sheet.unit}"
        limit = sheet.unit_cost_limit_cents
        words += (
            "" if limit is None or cents <= limit else f", above the {money(limit / 100)} limit"
        )
    return f"{words}."
