"""A forecast in words: for the status line and the messages."""

from typing import TYPE_CHECKING

from leadbench.desktop.widgets.statusline import Figure

if TYPE_CHECKING:
    from leadbench.analysis.forecast import Forecast
    from leadbench.desktop.document import Document


def day(document: "Document", minute: int) -> str:
    """Return the day of a finish, with its year only where that is not the data date's."""
    from leadbench.analysis.calendars import finish_date, to_date
    from leadbench.plan.notation import format_date

    project = document.project
    status = None if project is None else project.status_minute
    return format_date(finish_date(minute), None if status is None else to_date(status).year)


def made_of(result: "Forecast") -> str:
    """Return how a forecast was made: "10,000 runs, seed 7"."""
    return f"{result.runs:,} runs, seed {result.seed}"


def in_short(document: "Document", result: "Forecast") -> str:
    """Return the finish of a forecast in one line."""
    p50, p80 = day(document, result.p50), day(document, result.p80)
    return f"Finish P50 {p50}, P80 {p80} ({made_of(result)})"


def sampling(document: "Document", result: "Forecast") -> str:
    """Return how far chance alone may have moved P80."""
    low, high = (day(document, minute) for minute in result.p80_between)
    if low == high:
        return f"With so many runs, chance moves P80 by less than a day ({low})."
    return f"Chance may move P80 between {low} and {high} (95% confidence); more runs narrow that."


def figures(document: "Document") -> list[Figure]:
    """Return P50 and P80 of the finish for the status line; nothing without a forecast."""
    shown = document.forecast()
    if shown is None:
        return []
    result, age = shown.result, shown.age
    older = f" It is {age}." if age else ""
    half = f"Half of the runs finish by then ({made_of(result)}).{older}"
    most = f"Four of five runs finish by then ({made_of(result)}). {sampling(document, result)}"
    project = document.project
    committed = None if project is None else project.committed_finish_minute
    if committed is not None:
        chance = f"{day(document, committed)} holds in {result.chance(committed):.0%} of the runs."
        most = f"{most} {chance}"
    p80 = day(document, result.p80)
    return [
        Figure("Finish P50", day(document, result.p50), "milestones", half),
        Figure("P80", f"{p80}, {age}" if age else p80, "milestones", most + older),
    ]


def budget_figure(document: "Document") -> list[Figure]:
    """Return the cost at P80 beside what is approved; nothing without either."""
    from leadbench.plan.notation import format_money

    shown, project = document.forecast(), document.project
    cents = None if shown is None else shown.result.cost_at(0.8)
    if shown is None or project is None or cents is None:
        return []
    currency = next((row.currency for row in document.contents.portfolio.values()), "USD")
    words = format_money(cents, currency)
    tip = f"Four of five runs cost no more ({made_of(shown.result)})."
    approved, committed = project.approved_budget_cents, project.committed_finish_minute
    if approved is not None:
        words = f"{words} of {format_money(approved, currency)}"
        joint = None if committed is None else shown.result.joint(committed, approved)
        if joint is not None:
            tip = f"{tip} On time and in budget in {joint:.0%} of the runs."
    if shown.age:
        tip = f"{tip} It is {shown.age}."
    return [Figure("Budget P80", words, "overview", tip)]
