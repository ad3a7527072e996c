"""Bar charts with direct labels: upright for months and stages, lying for categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

LABEL_SIZE = 7.5
VALUE_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, and the value as it is written.

    Parameters
    ----------
    value
        Zero or more, in any unit that all bars share.
    tone
        "normal"; "past" for what is measured or over; "before" for the state before the project;
        "option" for what a right is worth.
    part
        How much of the value is past, drawn darker inside the bar.
    """

    label: str
    value: float
    text: str
    tone: str = "normal"
    part: float = 0.0


def upright(pen: Pen, width: float, height: float, bars: Sequence[Bar], look: Look) -> None:
    """Draw bars that stand on a line, the value above and the name below each.

    Where they are too many for that, the highest alone has its value, and names stand at equal
    distances.
    """
    if not bars:
        return
    top, floor = VALUE_SIZE + 5, height - LABEL_SIZE - 6
    highest = max(bars, key=lambda bar: bar.value)
    most = highest.value or 1.0
    pitch = (width - 4) / max(len(bars), 4)
    thick = pitch * 0.83
    crowded = max(pen.text_width(bar.text, VALUE_SIZE, 600) for bar in bars) > pitch
    step = ceil((pen.text_width("May", LABEL_SIZE) + 2) / pitch)
    for number, bar in enumerate(bars):
        x = 2 + number * pitch + (pitch - thick) / 2
        tall = max(0.6, (floor - top) * bar.value / most)
        pen.box(x, floor - tall, thick, tall, fill=_fill(bar.tone, look), radius=1.3)
        middle, room = x + thick / 2, pitch * step - 2
        name = fitted(pen, bar.label, room, LABEL_SIZE)
        value = {"size": VALUE_SIZE, "color": look.text, "anchor": "middle"}
        if bar is highest or not crowded:
            pen.text(middle, floor - tall - 4, bar.text, weight=600, **value)  # type: ignore[arg-type]
        if number % step == 0:
            pen.text(
                *(middle, floor + LABEL_SIZE + 3, name),
                size=LABEL_SIZE,
                color=look.text2,
                anchor="middle",
            )
    pen.line(((0, floor), (width, floor)), look.border_strong)


ROW = 15.4


def lying_height(bars: Sequence[Bar]) -> float:
    """Return the height that ``lying`` needs."""
    return len(bars) * ROW


def lying(pen: Pen, width: float, bars: Sequence[Bar], look: Look) -> None:
    """Draw bars that lie under each other, the name before and the value after each."""
    if not bars:
        return
    names = min(width * 0.42, max(pen.text_width(bar.label, 8) for bar in bars) + 12)
    values = max(pen.text_width(bar.text, VALUE_SIZE, 600) for bar in bars) + 8
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    room = width - names - values
    for number, bar in enumerate(bars):
        middle = number * ROW + ROW / 2
        long = max(0.8, room * bar.value / most)
        pen.text(0, middle + 2.8, fitted(pen, bar.label, names - 6, 8), size=8, color=look.text)
        pen.box(names, middle - 3.9, long, 7.8, fill=_fill(bar.tone, look), radius=1.3)
        past = min(long, room * bar.part / most)
        if past > 0:
            pen.box(names, middle + 1.3, past, 2.6, fill=look.normal, radius=0.6)
        pen.text(
            names + long + 4, middle + 2.8, bar.text, size=VALUE_SIZE, color=look.text, weight=600
        )


NAMED_ROW = 26.0


def named(pen: Pen, width: float, bars: Sequence[Bar], look: Look) -> None:
    """Draw bars that lie between their names and their values, in the letters of a page."""
    if not bars:
        return
    names = min(width * 0.42, max(pen.text_width(bar.label, 11.5) for bar in bars) + 14)
    values = max(pen.text_width(bar.text, 12, 600) for bar in bars) + 14
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    room = max(1.0, width - names - values)
    for number, bar in enumerate(bars):
        middle = number * NAMED_ROW + NAMED_ROW / 2
        label = fitted(pen, bar.label, names - 8, 11.5)
        pen.text(0, middle + 4, label, size=11.5, color=look.text2)
        long = max(1.0, room * bar.value / most)
        pen.box(names, middle - 5, long, 10, fill=_fill(bar.tone, look), radius=2)
        pen.text(width, middle + 4, bar.text, size=12, color=look.text, weight=600, anchor="end")


def _fill(tone: str, look: Look) -> str:
    return {"past": look.normal, "before": look.done_fill, "option": look.near_fill}.get(
        tone, look.normal_fill
    )
