"""How a promised time is spent, hop by hop, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

HEIGHT = 62.0
_TOP, _TALL = 16.0, 30.0


@dataclass(frozen=True, slots=True)
class Part:
    """One hop: its name and its seconds."""

    name: str
    seconds: float


def seconds(value: float) -> str:
    """Return seconds as they are written: "1.90 s"."""
    return f"{value:.2f} s"


def latency_bar(
    pen: Pen, width: float, parts: Sequence[Part], limit: float | None, look: Look
) -> None:
    """Draw the parts after each other up to the limit; what passes it is drawn as critical."""
    used = sum(part.seconds for part in parts)
    most = max(used, limit or 0.0)
    if most <= 0:
        return
    tints = (look.palette[5], look.palette[3], look.palette[1], look.normal, look.palette[2])
    longest = max(range(len(parts)), key=lambda place: parts[place].seconds, default=0)
    x, small = 0.0, []
    for place, part in enumerate(parts):
        long = part.seconds / most * width
        over = limit is not None and x / width * most + part.seconds > limit + 1e-9
        fill = look.critical_fill if over else look.normal if place == longest else tints[place % 5]
        pen.box(x, _TOP, max(1.0, long - 1), _TALL, fill=fill, radius=2)
        words = f"{part.name} {seconds(part.seconds)}"
        if long > 60 and place == longest:
            text = fitted(pen, words, long - 12, 11, 600)
            pen.text(
                x + long / 2, _TOP + 19, text, size=11, weight=600, anchor="middle",
                color=look.surface,
            )  # fmt: skip
        else:
            small.append(words)
        x += long
    end = used / most * width
    told = fitted(pen, ", ".join(small), width - 60, 11)
    pen.text(0, 10, told, size=11, color=look.text2)
    sum_words = seconds(used)
    left = min(end + 2, width - pen.text_width(sum_words, 11, 600))
    if len(parts) > 1 and left > pen.text_width(told, 11) + 8:
        pen.text(left, 10, sum_words, size=11, color=look.text, weight=600)
    pen.line(((end, _TOP - 5), (end, _TOP + _TALL)), look.text, width=1.2)
    if limit is None:
        return
    at = limit / most * width
    if limit > used:
        pen.line(((end, _TOP), (at, _TOP)), look.border_strong, dash=(3, 2))
        pen.line(((end, _TOP + _TALL), (at, _TOP + _TALL)), look.border_strong, dash=(3, 2))
        spare = fitted(pen, f"spare {limit - used:.2f}", at - end - 6, 11)
        pen.text((end + at) / 2, _TOP + 19, spare, size=11, color=look.text2, anchor="middle")
    pen.line(((at - 0.7, _TOP - 5), (at - 0.7, _TOP + _TALL + 3)), look.text, width=1.6)
    pen.text(
        min(at, width), _TOP + _TALL + 14, f"limit {limit:g} s", size=11, weight=600,
        color=look.text, anchor="end",
    )  # fmt: skip
