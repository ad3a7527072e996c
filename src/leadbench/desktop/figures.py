"""The figures of the status line, and the marks of the sidebar, read from the open plan."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leadbench.desktop import forecast_words
from leadbench.desktop.document import Document
from leadbench.desktop.screens import SCREENS
from leadbench.desktop.widgets.statusline import Figure

if TYPE_CHECKING:
    from leadbench.plan.progress import Progress


def status_figures(document: Document, page: str) -> list[Figure]:
    """Return what the status line shows on a page; the portfolio has its own totals."""
    if not document.is_open:
        return []
    return _portfolio(document) if page == "portfolio" else _project(document)


def _project(document: Document) -> list[Figure]:
    from leadbench.analysis.calendars import finish_date, to_date
    from leadbench.plan.notation import format_date, format_duration

    project = document.project
    if project is None:
        return []
    found: list[Figure] = []
    status = project.status_minute
    year = None
    if status is not None:
        day = to_date(status)
        year = day.year
        found.append(
            Figure(
                "Data date",
                format_date(day),
                "milestones",
                "The day up to which progress is recorded",
            )
        )
    outlook = document.outlook
    if outlook is None or not outlook.schedule.keys:
        return found
    schedule = outlook.schedule
    finish = finish_date(schedule.project_finish)
    forecast = forecast_words.figures(document)
    if document.scenario is not None:
        short = bool(forecast)  # beside P50 and P80 there is no room for both finishes
        found.append(_what_if_finish(document, format_date(finish, year), year, short=short))
    elif not forecast:
        found.append(
            Figure(
                "Plan finish",
                format_date(finish, year),
                "milestones",
                "When the last task ends if every task takes its likely duration",
            )
        )
    found += forecast
    left = format_duration(schedule.remaining, project)
    found.append(
        Figure(
            "Critical path",
            f"{left} left",
            "milestones",
            "Working time from the data date to the plan's finish",
        )
    )
    return found + forecast_words.budget_figure(document)


def _what_if_finish(document: Document, finish: str, year: int | None, *, short: bool) -> Figure:
    """Return the finish of the scenario on view, what it is in the plan, and how far apart."""
    from leadbench.analysis.calendars import finish_date
    from leadbench.plan.notation import format_date, format_duration

    project, mine = document.project, document.outlook
    assert project is not None
    assert mine is not None
    plan = document.plan.outlook(document.project_id or 0)
    tip = "When the last task of the scenario ends, when that of the plan does, and the difference"
    if plan is None:
        return Figure("What-if finish", finish, "compare", tip)
    was = format_date(finish_date(plan.finish), year)
    calendar = mine.network.calendars[mine.network.calendar]
    apart = calendar.between(plan.finish, mine.finish)
    sign = "+" if apart > 0 else ""
    words = f"{sign}{format_duration(apart, project)}" if apart else "same"
    if short:
        return Figure("What-if finish", f"{finish}, {words}", "compare", f"{tip} (plan {was})")
    return Figure("What-if finish", f"{finish}, plan {was}, {words}", "compare", tip)


def _portfolio(document: Document) -> list[Figure]:
    from leadbench.plan.money import format_money, format_thousands
    from leadbench.plan.portfolio import portfolio_of, standing_of
    from leadbench.plan.tables import PortfolioDecision

    contents = document.contents
    projects = contents.ordered_projects()
    whole = portfolio_of(contents)
    funded = [row.id or 0 for row in projects if row.decision == PortfolioDecision.FUND]
    found = [
        Figure("Candidates", str(len(projects)), "portfolio"),
        Figure("Funded", str(len(funded)), "portfolio"),
    ]
    if not funded:
        return found
    standings = [standing_of(contents, key) for key in funded]
    spent = format_thousands(sum(one.due or 0 for one in standings), whole.currency)
    if whole.budget_cents is not None:
        spent += f" of {format_thousands(whole.budget_cents, whole.currency)}"
    found.append(Figure("MVP budget", spent, "portfolio"))
    values = [one.value for one in standings if one.value is not None]
    if values:
        worth = format_money(round(sum(values)), whole.currency)
        tip = "" if len(values) == len(funded) else f"Known for {len(values)} of {len(funded)}"
        found.append(Figure("Expected NPV of funded set", worth, "portfolio", tip))
    rate = f"{whole.discount_rate_percent:g}%"
    found.append(Figure("Discount rate", rate, "portfolio", "A year, for every candidate"))
    return found


def sidebar_marks(
    known: "Mapping[str, Progress]", built: frozenset[str]
) -> dict[str, tuple[str, str]]:
    """Return "none", "some" or "all" for each built page below Overview, and what is missing there.

    A page that is not built carries no mark: nobody can settle anything on it.

    Parameters
    ----------
    known
        The progress of the pages.
    built
        The keys of the pages that can be shown.
    """
    marks: dict[str, tuple[str, str]] = {}
    for entry in SCREENS:
        if not entry.group or entry.key not in built:
            continue
        found = known.get(entry.key)
        if found is None:
            marks[entry.key] = ("none", "Nothing to settle yet")
        elif found.complete:
            marks[entry.key] = ("all", "Complete")
        else:
            marks[entry.key] = ("some" if found.started else "none", found.missing)
    return marks


def stage_word(document: Document) -> str:
    """Return the name of the current project's stage: "MVP", "Growth" or "Maturity"."""
    if not document.is_open or document.project_id is None:
        return ""
    stage = document.contents.current_stage(document.project_id)
    words = {"mvp": "MVP", "growth": "Growth", "maturity": "Maturity"}
    return "" if stage is None else words[str(stage.kind)]
