"""What the business case says in a sentence: its rank, the lever it turns at, what comes first."""

from typing import TYPE_CHECKING

from leadbench.desktop.widgets.field_spec import plain_number
from leadbench.plan import business
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import lever_for, lever_of
from leadbench.plan.portfolio import place_of
from leadbench.plan.tables import ExperimentState

if TYPE_CHECKING:
    from leadbench.desktop.screens.business_case import Page

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_PLACES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_CLOSE = 0.05
"""Points within which a lift is the distance of a metric from where it began."""


def rank_words(page: "Page", project_id: int) -> str:
    """Return down to which value the project keeps its rank, or from which it gains one."""
    place = place_of(page.document.contents, project_id)
    if place is None or place.rival is None or place.rival_value is None:
        return ""
    of = _NUMBERS[place.of - 1] if place.of <= len(_NUMBERS) else str(place.of)
    rival = page.millions(place.rival_value)
    if place.number == 1:
        return f" It stays first of {of} while it is above {rival}, the value of {place.rival}."
    number = _PLACES[place.number - 1] if place.number <= len(_PLACES) else f"number {place.number}"
    return f" It is {number} of {of}, and passes {place.rival} above {rival}."


def lever_words(contents: Contents, project_id: int, gain_cents: float) -> tuple[str, str] | None:
    """Return what must be reached for the gain to be an amount, and how much of it.

    That is the lever of the gain; where it is the distance of the north star from its value before
    the project, the north star itself.
    """
    lever = lever_of(contents, project_id)
    size = lever_for(contents, project_id, gain_cents / 100)
    if lever is None or size is None:
        return None
    star = contents.north_star(project_id)
    if star is not None and star.id is not None and star.baseline is not None:
        measured = contents.measurements_of(star.id)
        now = measured[-1].value if measured else None
        lift = lever.measured
        if (
            lever.unit == "points" and star.unit == "%" and now is not None and lift is not None
            and abs(now - star.baseline - lift) <= _CLOSE
        ):  # fmt: skip
            return star.name, f"{star.baseline + size:.1f}%"
    unit = "%" if lever.unit == "%" else f" {lever.unit}" if lever.unit else ""
    return lever.name, f"{plain_number(round(size, 1))}{unit}"


def first_words(page: "Page", project_id: int) -> str:
    """Return which experiment should have come before those that were done, "" if none."""
    contents = page.document.contents
    rows = business.experiments_of(contents, project_id)
    done = [place for place, row in enumerate(rows) if row.state == ExperimentState.DONE]
    late = [
        row
        for place, row in enumerate(rows)
        if row.state != ExperimentState.DONE and any(place < other for other in done)
    ]
    if not late:
        return ""
    row = late[0]
    words = f"{row.name} should have come first. It costs {page.money(row.cost_cents)}"
    return f"{words} and stops the project in {plain_number(row.stop_percent)}% of cases."
