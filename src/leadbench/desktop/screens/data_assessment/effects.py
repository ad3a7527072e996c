"""What the assessment comes to, as rows of its lists: causes of complexity, and added work."""

from collections.abc import Callable, Sequence
from typing import Final

from leadbench.analysis.critical_path import Schedule
from leadbench.analysis.data_quality import Aspect, Complexity
from leadbench.analysis.ranges import Range
from leadbench.desktop.screens.data_assessment.columns import CAPTIONS, Step, Work
from leadbench.plan.complexity import cause_of, score_behind, widening_of
from leadbench.plan.contents import Contents
from leadbench.plan.data import AddedWork
from leadbench.plan.money import format_thousands
from leadbench.plan.ranges import ranges_of
from leadbench.plan.tables import ComplexityPart, DataSource

HINTS: Final = {
    "sources": "Add the first one: where it is, who owns it, and how good it is from 0 to 100.",
    "infrastructure": "Add what moves, holds and serves the data, from 0 to 4, with its evidence.",
    "work": "Issues of sources become tasks here",
}
"""What to do first in each list that is empty."""


def complexity_rows(
    contents: Contents, rows: Sequence[ComplexityPart], found: Complexity | None
) -> list[Step]:
    """Return the causes with where the bar of each begins and ends."""
    ends = () if found is None else found.steps
    return [
        Step(
            row.id or 0,
            row.cause,
            cause_of(contents, row),
            round(end - begin, 6),
            row.from_data,
            begin,
            end,
            _origin(contents, row),
        )
        for row, begin, end in zip(rows, (0.0, *ends), ends, strict=False)
    ]


def _origin(contents: Contents, row: ComplexityPart) -> str:
    """Return how the points of a cause come about."""
    score = score_behind(contents, row)
    if score is None or row.aspect is None:
        return "Typed points"
    name = contents.every(DataSource)[row.source_id or 0].name
    aspect = CAPTIONS[Aspect(row.aspect)].lower()
    return f"{name}, {aspect} {score:g}: {100 - score:g} of 100 lack, × {row.most_points:g}"


def work_rows(
    contents: Contents,
    project_id: int,
    rows: Sequence[AddedWork],
    number: Callable[[AddedWork], str],
) -> list[Work]:
    """Return the tasks that the data adds, in words."""
    day = contents.projects[project_id].minutes_per_day
    currency = next(iter(contents.portfolio.values())).currency
    ranges = ranges_of(contents, project_id)
    return [
        Work(
            one.activity_id,
            number(one),
            contents.activities[one.activity_id].name,
            one.cause,
            f"{one.minutes / day:.0f} d",
            "–" if one.cents is None else format_thousands(one.cents, currency),
            _range_words(contents, project_id, ranges.get(one.activity_id)),
        )
        for one in rows
    ]


def _range_words(contents: Contents, project_id: int, left: Range | None) -> str:
    """Return what a task can still take, and what widens it; "" without a range."""
    if left is None:
        return ""
    day = contents.projects[project_id].minutes_per_day
    ends = [f"{part / day:.1f}".removesuffix(".0") for part in (left.optimistic, left.pessimistic)]
    words = f"Still takes {ends[0]} to {ends[1]} d"
    found = widening_of(contents, project_id)
    if found.durations > 1:
        words += f", × {found.durations:.2f} wider for data complexity {found.index:g}"
    return words


def work_words(contents: Contents, project_id: int, days: float) -> str:
    """Return what the added work does to the plan, "" if nothing."""
    found, words = widening_of(contents, project_id), []
    if days > 0:
        words.append(f"{days:.0f} working days on the critical path")
    if found.durations > 1:
        words.append(f"Its ranges are × {found.durations:.2f} wider for complexity.")
    return ". ".join(words)


def critical_days(
    contents: Contents, project_id: int, rows: Sequence[AddedWork], dates: Schedule | None
) -> float:
    """Return how many working days of the added work are critical."""
    if dates is None:
        return 0.0
    minutes = sum(one.minutes for one in rows if dates.row(one.activity_id).critical)
    return minutes / contents.projects[project_id].minutes_per_day


def weakest_of(rows: Sequence[DataSource], limit: float) -> str:
    """Return the aspect with the lowest weighted mean, "" if even that reaches the limit."""
    means = {}
    for aspect in Aspect:
        scored = [
            (score, row.weight)
            for row in rows
            if (score := getattr(row, f"{aspect.value}_score")) is not None
        ]
        weight = sum(part for _, part in scored)
        if weight:
            means[aspect] = sum(score * part for score, part in scored) / weight
    if not means:
        return ""
    low = min(means, key=lambda aspect: means[aspect])
    return CAPTIONS[low] if means[low] < limit else ""
