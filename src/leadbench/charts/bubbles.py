"""Candidates as bubbles: what they bring upward, how complex they are across.

The geometry is a value of its own, so that a page can find the bubble under the pointer and the
figures of a place, and a document draws the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, inf, pi, sin, sqrt
from statistics import median

from leadbench.charts.histogram import steps
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, Place

LEFT, RIGHT, TOP, FOOT = 46.0, 12.0, 10.0, 38.0
SIMPLE, COMPLEX = 1.0, 10.0
MIDDLE = 5.5
_NAME, _NOTE, _AXIS = 10.5, 9.5, 10.0
_LEAST = 7.0

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Where the words of a bubble stand: baseline of the name and its anchor; what is written."""

    x: float
    y: float
    anchor: str
    name: str
    note: str


_Spot = tuple[float, Label, _Box]
"""How bad a place of a label is, the label there, and its box."""
_MOST_SPOTS = 40
"""So many places are tried for each label."""
_SHORTER = 7.0
"""So bad is a label without the cost, and again as bad is one with a part of the name only."""
_CLEAR = 2.0
"""Points that a label keeps from every circle."""
_UNNAMED = 60.0
"""So bad is a bubble without its label."""
_TRIES = 1500


@dataclass(frozen=True, slots=True)
class Bubble:
    """A candidate: its gain a year in any unit of money, its complexity from 1 to 10, its cost.

    ``state`` is "funded", "dropped" or "" for one that is neither.
    """

    key: int
    name: str
    note: str
    complexity: float
    likely: float
    low: float | None
    high: float | None
    cost: float
    state: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A bubble, its place and its label."""

    bubble: Bubble
    x: float
    y: float
    radius: float
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class BubblePicture:
    """All bubbles in a room of some size; ``most`` is the gain at the upper end."""

    circles: tuple[Circle, ...]
    width: float
    height: float
    most: float
    split: float

    def place(self, complexity: float, gain: float) -> Place:
        """Return where a complexity and a gain meet."""
        across = (complexity - SIMPLE) / (COMPLEX - SIMPLE)
        wide, high = self.width - LEFT - RIGHT, self.height - TOP - FOOT
        return LEFT + across * wide, TOP + high * (1 - gain / self.most)

    def figures(self, x: float, y: float) -> tuple[float, float]:
        """Return complexity and gain of a place, within the axes."""
        wide, high = self.width - LEFT - RIGHT, self.height - TOP - FOOT
        complexity = SIMPLE + (x - LEFT) / wide * (COMPLEX - SIMPLE)
        gain = (1 - (y - TOP) / high) * self.most
        return min(max(complexity, SIMPLE), COMPLEX), min(max(gain, 0.0), self.most)

    def bubble_at(self, x: float, y: float) -> int | None:
        """Return the key of the bubble there: the smallest, where they lie over each other."""
        hit = [one for one in self.circles if hypot(one.x - x, one.y - y) <= one.radius + 2]
        return min(hit, key=lambda one: one.radius).bubble.key if hit else None


def picture(
    pen: Pen, bubbles: Sequence[Bubble], width: float, height: float, most: float | None = None
) -> BubblePicture:
    """Return where bubbles stand and where their labels do not touch anything.

    Parameters
    ----------
    pen
        Measures the labels.
    most
        The upper end of the gain; by default a round value above all ranges.
    """
    if most is None:
        top = max((max(one.high or 0.0, one.likely) for one in bubbles), default=0.0) or 1.0
        marks = steps(0, top * 1.02, 5)
        step = marks[1] - marks[0] if len(marks) > 1 else top
        most = step
        while most < top:
            most += step
    split = median([one.likely for one in bubbles]) if bubbles else most / 2
    empty = BubblePicture((), width, height, most, split)
    largest = max((one.cost for one in bubbles), default=0.0) or 1.0
    widest = max(_LEAST + 4, min(33.0, (height - TOP - FOOT) * 0.105))
    circles = []
    for one in bubbles:
        x, y = empty.place(min(max(one.complexity, SIMPLE), COMPLEX), max(one.likely, 0.0))
        # The area, not the radius, shows the cost.
        circles.append(Circle(one, x, y, max(_LEAST, widest * sqrt(one.cost / largest))))
    return replace(empty, circles=_labelled(pen, circles, width, height, most))


def _labelled(
    pen: Pen, circles: Sequence[Circle], width: float, height: float, most: float
) -> tuple[Circle, ...]:
    """Give each circle a label that touches nothing, near it and clear of ranges where it can be.

    Each label takes the best place that is left; of some orders of doing so, the best is kept.
    """
    ranges = [_range(circle, height, most) for circle in circles]
    words = [box for _words, _at, box in _quadrants(pen, width, height)]
    spots = [
        _ranked(pen, place, circles, ranges, words, width, height) for place in range(len(circles))
    ]
    taken = _best(spots)
    return tuple(
        replace(one, label=taken[at][1] if at in taken else None) for at, one in enumerate(circles)
    )


def _best(spots: Sequence[Sequence[_Spot]]) -> dict[int, _Spot]:
    """Return a place for each label, or none, so that all together are as good as can be.

    Depth first through the places, cheapest first, as long as the rest can still be better; after
    a number of tries what was best so far is kept, which is at least what taking turns gives.
    """
    order = sorted(range(len(spots)), key=lambda at: len(spots[at]))
    least = [0.0]
    for at in reversed(order):
        least.append(least[-1] + (spots[at][0][0] if spots[at] else _UNNAMED))
    best: tuple[float, dict[int, _Spot]] = (float("inf"), {})
    tries = 0

    def go(depth: int, cost: float, taken: dict[int, _Spot]) -> None:
        nonlocal best, tries
        tries += 1
        if cost + least[len(order) - depth] >= best[0] or tries > _TRIES:
            return
        if depth == len(order):
            best = (cost, dict(taken))
            return
        at = order[depth]
        for spot in spots[at]:
            if not any(_touch(spot[2], other[2]) for other in taken.values()):
                taken[at] = spot
                go(depth + 1, cost + spot[0], taken)
                del taken[at]
        go(depth + 1, cost + _UNNAMED, taken)

    go(0, 0.0, {})
    return best[1]


def _ranked(
    pen: Pen,
    place: int,
    circles: Sequence[Circle],
    ranges: Sequence[_Box],
    words: Sequence[_Box],
    width: float,
    height: float,
) -> list[_Spot]:
    """Return where the label of one circle may stand, the best first."""
    one = circles[place]
    found: list[_Spot] = []
    for shorter, (name, note) in enumerate(_wordings(one.bubble)):
        wide = max(pen.text_width(name, _NAME, 600), pen.text_width(note, _NOTE) if note else 0)
        high = _NAME + 2 + (_NOTE + 2 if note else 0)
        for order, (x, _y, anchor, box) in enumerate(
            _spots(one, ranges[place], wide, high, width, height)
        ):
            free = _free(box, one, circles)
            if free is None or any(_touch(box, other) for other in words):
                continue
            crossed = sum(_touch(box, line) for line in ranges)
            # Whose label it is must be plain: no other bubble may be nearer, or a line leads.
            own, others = free
            nearer = others < own + 4
            label = Label(x, box[1] + _NAME, anchor, name, note)
            bad = 0.5 * order + 6.0 * crossed + 9.0 * nearer + _SHORTER * shorter
            found.append((bad, label, box))
    return sorted(found, key=lambda spot: spot[0])[:_MOST_SPOTS]


def _wordings(bubble: Bubble) -> list[tuple[str, str]]:
    """Return what may be written of a bubble: all, its name, and at last a part of that."""
    first = bubble.name.split()[0] if bubble.name.split() else bubble.name
    found = [(bubble.name, bubble.note), (bubble.name, ""), (first, "")]
    return found if first != bubble.name else found[:2]


def _quadrants(pen: Pen, width: float, height: float) -> list[tuple[str, Place, _Box]]:
    """Return the words of the four quadrants, where each begins, and its box."""
    found = []
    for words, right, line in (
        ("Do first", False, TOP + 12), ("Big bets", True, TOP + 12),
        ("Quick wins", False, height - FOOT - 7), ("Drop", True, height - FOOT - 7),
    ):  # fmt: skip
        wide = pen.text_width(words, _NAME, 600)
        x = width - RIGHT - 4 - wide if right else LEFT + 7
        found.append((words, (x, line), (x, line - _NAME, x + wide, line + 3)))
    return found


def _spots(
    one: Circle, reach: _Box, wide: float, high: float, width: float, height: float
) -> list[tuple[float, float, str, _Box]]:
    """Return the places around a circle that are inside the axes, the nearest first."""
    gap = one.radius + 6
    found = []
    for dx, dy, anchor in (
        *((side * gap, part * one.radius, "start" if side > 0 else "end")
          for part in (0.0, 0.9, -0.9) for side in (-1, 1)),
        (0.0, max(one.y + one.radius, reach[3]) + 5 + high / 2 - one.y, "middle"),
        (0.0, min(one.y - one.radius, reach[1]) - 5 - high / 2 - one.y, "middle"),
        *((side * gap, part * high, "start" if side > 0 else "end")
          for part in (1.2, -1.2) for side in (-1, 1)),
        *_around(one.radius),
    ):  # fmt: skip
        x, y = one.x + dx, one.y + dy
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left, y - high / 2, left + wide, y + high / 2)
        if box[0] >= LEFT + 2 and box[2] <= width and box[1] >= TOP and box[3] <= height - FOOT:
            found.append((x, y, anchor, box))
    return found


def _around(radius: float) -> list[tuple[float, float, str]]:
    """Return places farther away, from which a line leads to the bubble."""
    found = []
    for far in (28.0, 46.0, 70.0, 100.0):
        for turn in range(16):
            x, y = (radius + far) * cos(turn * pi / 8), (radius + far) * sin(turn * pi / 8)
            found.append((x, y, "start" if x > 0.1 else "end" if x < -0.1 else "middle"))
    return found


def _range(circle: Circle, height: float, most: float) -> _Box:
    """Return the line of a range as a narrow box."""
    one, high = circle.bubble, height - TOP - FOOT
    upper = one.likely if one.high is None else one.high
    lower = one.likely if one.low is None else one.low
    top, bottom = (TOP + high * (1 - gain / most) for gain in (upper, lower))
    return circle.x - 4, top, circle.x + 4, bottom


def _touch(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[2] + 3 and other[0] < one[2] + 3 and one[1] < other[3] and other[1] < one[3]
    )


def _free(box: _Box, one: Circle, circles: Sequence[Circle]) -> tuple[float, float] | None:
    """Return how far a label is from the edge of its circle and from the nearest other one.

    None if it covers one. This is asked of thousands of places: in one pass, without calls.
    """
    left, top, right, bottom = box
    own = least = inf
    for circle in circles:
        x, y = circle.x, circle.y
        across = left - x if x < left else x - right if x > right else 0.0
        down = top - y if y < top else y - bottom if y > bottom else 0.0
        away = sqrt(across * across + down * down) - circle.radius
        if away < _CLEAR:
            return None
        if circle is one:
            own = away
        elif away < least:
            least = away
    return own, least


def draw(
    pen: Pen, plan: BubblePicture, look: Look, selected: int | None = None, unit: str = "$"
) -> None:
    """Draw axes, quadrants, ranges, bubbles and labels; amounts on the axis are in millions."""
    left, right = LEFT, plan.width - RIGHT
    base = plan.height - FOOT
    for value in steps(0, plan.most, 5):
        y = plan.place(SIMPLE, value)[1]
        pen.line(((left, y), (right, y)), look.border_strong if value == 0 else look.grid)
        words = f"{unit}{value:g}M"
        pen.text(left - 7, y + 3.5, words, size=_AXIS, color=look.text3, anchor="end")
    for whole in range(1, 11):
        x = plan.place(whole, 0)[0]
        pen.text(x, base + 14, str(whole), size=_AXIS, color=look.text3, anchor="middle")
    pen.text(left, base + 30, "Simple", size=_AXIS, color=look.text2)
    pen.text(right, base + 30, "Complex", size=_AXIS, color=look.text2, anchor="end")
    middle = "Complexity, 1 to 10"
    pen.text((left + right) / 2, base + 30, middle, size=_AXIS, color=look.text2, anchor="middle")
    x, y = plan.place(MIDDLE, min(plan.split, plan.most))
    pen.line(((x, TOP), (x, base)), look.border_strong, width=1, dash=(3, 3))
    pen.line(((left, y), (right, y)), look.border_strong, width=1, dash=(3, 3))
    for words, (at, line), _box in _quadrants(pen, plan.width, plan.height):
        pen.text(at, line, words, size=_NAME, color=look.text2, weight=600)
    for circle in sorted(plan.circles, key=lambda one: -one.radius):
        _draw_circle(pen, plan, circle, look, strong=circle.bubble.key == selected)
    for circle in plan.circles:
        label = circle.label
        if label is None:
            continue
        _lead(pen, circle, label, look)
        color = look.text if circle.bubble.state == "funded" else look.text2
        pen.text(label.x, label.y, label.name, size=_NAME, color=color, weight=600,
                 anchor=label.anchor)  # fmt: skip
        if label.note:
            pen.text(label.x, label.y + _NOTE + 3, label.note, size=_NOTE, color=look.text2,
                     anchor=label.anchor)  # fmt: skip


def _lead(pen: Pen, circle: Circle, label: Label, look: Look) -> None:
    """Draw a line from a label that stands away from its bubble, to the end of its words."""
    wide = max(
        pen.text_width(label.name, _NAME, 600),
        pen.text_width(label.note, _NOTE) if label.note else 0,
    )
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    top = label.y - _NAME
    bottom = label.y + (_NOTE + 5 if label.note else 3)
    x = min(max(circle.x, left - 2), left + wide + 2)
    y = min(max(circle.y, top), bottom)
    right, down = x - circle.x, y - circle.y
    far = hypot(right, down)
    if far > circle.radius + 14:
        edge = (circle.radius + 1) / far
        start = (circle.x + right * edge, circle.y + down * edge)
        pen.line((start, (x, y)), look.done_outline)


def _draw_circle(
    pen: Pen, plan: BubblePicture, circle: Circle, look: Look, *, strong: bool
) -> None:
    one, x, y, radius = circle.bubble, circle.x, circle.y, circle.radius
    funded = one.state == "funded"
    ink = look.normal if funded else look.done_outline
    fill = look.normal_fill if funded else look.sunken
    if strong:
        pen.box(
            x - radius - 3, y - radius - 3, 2 * radius + 6, 2 * radius + 6,
            line=look.accent, line_width=2, radius=radius + 3,
        )  # fmt: skip
    pen.box(
        x - radius, y - radius, 2 * radius, 2 * radius, fill=fill,
        line="" if one.state == "dropped" else ink, line_width=1.2, radius=radius,
    )  # fmt: skip
    if one.state == "dropped":
        around = [
            (x + radius * cos(turn * pi / 24), y + radius * sin(turn * pi / 24))
            for turn in range(49)
        ]
        pen.line(around, ink, width=1.2, dash=(4, 3))
    if one.low is None or one.high is None:
        return
    top, bottom = plan.place(one.complexity, one.high)[1], plan.place(one.complexity, one.low)[1]
    for end, edge in ((top, y - radius), (bottom, y + radius)):
        if abs(end - y) <= radius:
            continue  # the end lies inside the bubble
        pen.line(((x, edge), (x, end)), ink, width=1.2)
        pen.line(((x - 4, end), (x + 4, end)), ink, width=1.2)
