"""What is under the pointer on the chart, and what a tooltip says of it."""

from dataclasses import dataclass
from typing import Final

from leadbench.charts.gantt import Mark
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.tables import ActivityKind

CATCH: Final = 8
"""Pixels around an edge in which it can be taken hold of."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the mark of a row.

    ``part`` is "bar", "right" (the edge that sets the duration), "start" or "finish" (the handles
    from which links are drawn), or "" beside the mark.
    """

    place: int
    part: str
    shape: Mark


def hit_mark(shape: Mark, x: float, y: float) -> Hit:
    """Return which part of a mark is at a place; ``y`` counts from the first row."""
    part = ""
    if abs(y - shape.middle) <= CATCH:
        edge = min(CATCH / 2, (shape.right - shape.left) / 3)
        if shape.right + 3 < x <= shape.right + CATCH * 2:
            part = "finish"
        elif shape.left - CATCH * 2 <= x < shape.left - 3:
            part = "start"
        elif shape.kind == ActivityKind.WORK and shape.right - edge <= x <= shape.right + 3:
            part = "right"
        elif shape.left - 3 <= x <= shape.right + 3:
            part = "bar"
    return Hit(shape.row, part, shape)


def describe(plan: PlanRows, place: int) -> str:
    """Return the exact dates, duration and float of a row, in two lines."""
    line = plan.line(place)
    if line.start is None or line.finish is None:
        return line.name
    finish = plan.date_text(line.finish, finish=True)
    if line.is_milestone:
        parts = [finish]
    else:
        parts = [f"{plan.date_text(line.start)} to {finish}", plan.duration_text(line.duration)]
    if line.done:
        parts.append("done")
    elif line.float_minutes is not None:
        parts.append(f"{plan.duration_text(line.float_minutes)} float")
    return f"{line.number} {line.name}\n{', '.join(parts)}"
