"""What is under the pointer on the chart, and what a tooltip says of it."""

from dataclasses import dataclass
from typing import Final

from leadbench.charts.gantt import Mark, State
from leadbench.desktop.screens.milestones.link_text import TYPES, why_idle
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.notation import format_lag
from leadbench.plan.tables import ActivityKind, LinkType

CATCH: Final = 8
"""Pixels around an edge in which it can be taken hold of."""
_LEAST_PROGRESS: Final = 26.0
"""Shorter bars have no place to take hold of their progress."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the mark of a row.

    ``part`` is "bar", "right" (the edge that sets the duration), "length" (that edge of a summary,
    which nobody can set), "progress" (the end of the
    progress line), "start" or "finish" (the handles from which links are drawn), or "" beside the
    mark.
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
        elif shape.kind == ActivityKind.SUMMARY and shape.right - edge <= x <= shape.right + 3:
            part = "length"
        elif (at := progress_place(shape)) is not None and abs(x - at) <= CATCH / 2:
            part = "progress"
        elif shape.left - 3 <= x <= shape.right + 3:
            part = "bar"
    return Hit(shape.row, part, shape)


def progress_place(shape: Mark) -> float | None:
    """Return where the progress of a bar is taken hold of, or None where it cannot be."""
    if (
        shape.kind != ActivityKind.WORK
        or shape.state in {State.DONE, State.LEFT_OUT}
        or shape.right - shape.left < _LEAST_PROGRESS
    ):
        return None
    at = shape.left if shape.progress_right is None else shape.progress_right
    return min(at, shape.right - CATCH)


def describe(plan: PlanRows, place: int) -> str:
    """Return the exact dates, duration and float of a row, in two lines, and what the runs say."""
    line = plan.line(place)
    if line.start is None or line.finish is None:
        return line.name
    finish = plan.date_text(line.finish, finish=True)
    if line.is_milestone:
        parts = [finish]
    else:
        parts = [f"{plan.date_text(line.start)} to {finish}", plan.duration_text(line.duration)]
    if line.percent and not line.done:
        parts.append(f"{line.percent}% done")
    if line.left_out:
        parts.append("left out")
    elif line.done:
        parts.append("done")
    elif line.float_minutes is not None:
        parts.append(f"{plan.duration_text(line.float_minutes)} float")
    runs = plan.chances.words(line.key)
    return f"{line.number} {line.name}\n{', '.join(parts)}" + (f"\n{runs}" if runs else "")


def describe_link(plan: PlanRows, key: int) -> str:
    """Return the two tasks, the type and the lag of a link, in two lines."""
    link, project = plan.document.contents.dependencies[key], plan.document.project
    assert project is not None
    before, after = plan.line_of(link.predecessor_id), plan.line_of(link.successor_id)
    lag = format_lag(link.lag, link.lag_unit, project)
    words = TYPES[LinkType(link.link_type)]
    tail = f", lag {lag}" if lag else ", no lag"
    idle = why_idle(link, plan)
    found = f"{before.number} {before.name} to {after.number} {after.name}\n{words}{tail}"
    return f"{found}\n{idle}" if idle else found
