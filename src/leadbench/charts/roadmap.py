"""The stages of a project on one line of time, with the gates between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.gantt import diamond
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted
from leadbench.charts.time_scale import TimeScale, ticks

_SIZE = 7.5
_TOP, _BAR = 21.0, 17.0
_LABELS = _TOP + _BAR + 11.5
_NOTES = _LABELS + 12.5
_LEADING = 10.4


@dataclass(frozen=True, slots=True)
class StageBar:
    """One stage. Instants are minutes.

    Parameters
    ----------
    tone
        "passed", "active", "next" or "later".
    done_until
        Instant to which the work of the stage has come, or None.
    notes
        Lines below the bar, such as its budget and its goal.
    """

    name: str
    start: int
    finish: int
    tone: str
    notes: tuple[str, ...] = ()
    done_until: int | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The instant at which a stage is decided, with its label."""

    minute: int
    label: str
    critical: bool = False


def height(stages: Sequence[StageBar]) -> float:
    """Return the height that ``draw`` needs."""
    lines = max((len(stage.notes) for stage in stages), default=0)
    return _NOTES + lines * _LEADING - 4


def draw(
    pen: Pen,
    width: float,
    stages: Sequence[StageBar],
    gates: Sequence[Gate],
    look: Look,
    *,
    data_date: tuple[int, str] | None = None,
) -> None:
    """Draw the stages over quarters.

    Parameters
    ----------
    data_date
        The instant up to which actual dates are known, and its label.
    """
    if not stages:
        return
    first = min(stage.start for stage in stages)
    last = max(stage.finish for stage in stages)
    scale = TimeScale.fit(first, last, width - 10, left=8)
    _grid(pen, width, scale, first, last, look, height(stages))
    for stage in stages:
        _stage(pen, width, scale, stage, look)
    labels: list[tuple[float, str, str]] = []
    if data_date is not None and first <= data_date[0] <= last:
        x = scale.x(data_date[0])
        pen.line(((x, _TOP - 4), (x, _TOP + _BAR + 4)), look.accent, width=1.0)
        labels.append((x, data_date[1], look.accent))
    for gate in gates:
        x = scale.x(gate.minute)
        color = look.critical if gate.critical else look.text
        pen.shape(diamond(x, _TOP + _BAR / 2, 11), fill=color, line=look.surface, line_width=1.2)
        labels.append((x, gate.label, color))
    _labels(pen, width, labels)


def _grid(
    pen: Pen, width: float, scale: TimeScale, first: int, last: int, look: Look, tall: float
) -> None:
    unit = "quarter" if scale.per_day * 90 >= 22 else "year"
    for tick in ticks(scale, unit, first, last, lambda text: pen.text_width(text, _SIZE)):
        if tick.right <= 0:
            continue
        x = max(tick.x, 0.0)
        pen.line(((x, 10), (x, tall)), look.grid)
        if tick.label and x + pen.text_width(tick.label, _SIZE) + 2 <= min(width, tick.right):
            pen.text(x + 2, 7.5, tick.label, size=_SIZE, color=look.text3)


def _stage(pen: Pen, width: float, scale: TimeScale, stage: StageBar, look: Look) -> None:
    fill, line = {
        "passed": (look.done_fill, look.done_outline),
        "active": (look.normal_fill, look.normal_outline),
        "next": (look.normal_weak, look.normal_outline),
    }.get(stage.tone, (look.sunken, look.border_strong))
    x, right = scale.x(stage.start) + 0.8, scale.x(stage.finish) - 0.8
    pen.box(x, _TOP, right - x, _BAR, fill=fill, line=line, line_width=0.8, radius=3)
    if stage.done_until is not None:
        to = min(max(scale.x(stage.done_until), x), right)
        pen.box(x + 0.4, _TOP + _BAR - 3.6, to - x, 3.2, fill=look.normal, radius=1.2)
    name = fitted(pen, stage.name, right - x - 12, 8.2, 600)
    pen.text(x + 6, _TOP + _BAR / 2 + 2.2, name, size=8.2, color=look.text, weight=600)
    for number, note in enumerate(stage.notes):
        room = min(right, width) - x - 4
        text = fitted(pen, note, room, _SIZE)
        pen.text(x + 1, _NOTES + number * _LEADING, text, size=_SIZE, color=look.text2)


def _labels(pen: Pen, width: float, labels: Sequence[tuple[float, str, str]]) -> None:
    """Write the labels of gates and of the data date; one that would touch the last is left out.

    The data date comes first and gates follow in time, so what is left out is the later of two
    gates that stand closer than their names are long.
    """
    taken: list[tuple[float, float]] = []
    for x, text, color in labels:
        long = pen.text_width(text, _SIZE, 600)
        left = min(max(0.0, x - long / 2), width - long)
        if any(left < end + 4 and left + long > begin - 4 for begin, end in taken):
            after = max(end for _, end in taken) + 8
            if after + long > width or after > x + long:
                continue
            left = after
        taken.append((left, left + long))
        pen.text(left, _LABELS, text, size=_SIZE, color=color, weight=600)
