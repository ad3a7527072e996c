"""Lucide icons as strokes, so that a drawing shows them on the screen and on paper alike."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import acos, ceil, copysign, cos, hypot, pi, radians, sin, sqrt, tau
from xml.parsers import expat

from leadbench import resources
from leadbench.charts.pen import Pen, Place

GRID = 24.0
"""Width and height that icons are designed on."""
_STROKE = 1.9
_PIECES = 8
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_COMMANDS = re.compile(r"([MLHVCSQAZmlhvcsqaz])([^MLHVCSQAZmlhvcsqaz]*)")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7}


def icon(pen: Pen, name: str, x: float, y: float, size: float, color: str) -> None:
    """Draw an icon into the square whose upper left corner is given."""
    scale = size / GRID
    for way in strokes(name):
        places = [(x + across * scale, y + down * scale) for across, down in way]
        pen.line(places, color, width=_STROKE * scale)


@lru_cache(maxsize=64)
def strokes(name: str) -> tuple[tuple[Place, ...], ...]:
    """Return the lines of an icon as points on its grid; bends are cut into short pieces.

    Raises
    ------
    FileNotFoundError
        If there is no such icon.
    """
    found: list[tuple[Place, ...]] = []

    def element(tag: str, given: dict[str, str]) -> None:
        found.extend(tuple(way) for way in _element(tag, given) if len(way) > 1)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.Parse(resources.path("icons", f"{name}.svg").read_bytes(), True)
    return tuple(found)


def _element(tag: str, given: dict[str, str]) -> Iterable[list[Place]]:
    def number(key: str) -> float:
        return float(given.get(key, 0))

    if tag == "path":
        return _path(given["d"])
    if tag == "line":
        return [[(number("x1"), number("y1")), (number("x2"), number("y2"))]]
    if tag == "circle":
        x, y, radius = number("cx"), number("cy"), number("r")
        return [list(_round(x, y, radius, radius, 0.0, tau))]
    if tag in {"polyline", "polygon"}:
        parts = [float(part) for part in _NUMBERS.findall(given["points"])]
        way = list(zip(parts[::2], parts[1::2], strict=True))
        return [way if tag == "polyline" else [*way, way[0]]]
    if tag == "rect":
        return [_rectangle(*(number(key) for key in ("x", "y", "width", "height", "rx")))]
    return []


def _rectangle(x: float, y: float, width: float, height: float, radius: float) -> list[Place]:
    if not radius:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    way: list[Place] = []
    corners = (
        (x + width - radius, y + radius), (x + width - radius, y + height - radius),
        (x + radius, y + height - radius), (x + radius, y + radius),
    )  # fmt: skip
    for turn, (across, down) in enumerate(corners):
        start = (turn - 1) * pi / 2
        way.extend(_round(across, down, radius, radius, start, pi / 2))
    return [*way, way[0]]


def _round(
    x: float, y: float, wide: float, high: float, start: float, sweep: float
) -> Iterator[Place]:
    """Yield points along an ellipse, from an angle on by another."""
    pieces = max(1, ceil(_PIECES * abs(sweep) / (pi / 2)))
    for piece in range(pieces + 1):
        angle = start + sweep * piece / pieces
        yield x + wide * cos(angle), y + high * sin(angle)


def _path(data: str) -> Iterator[list[Place]]:
    """Yield the lines of an SVG path.

    Source: Scalable Vector Graphics (SVG) 1.1, second edition, W3C 2011, section 8.3.
    """
    way: list[Place] = []
    at = pull = (0.0, 0.0)
    for command, text in _COMMANDS.findall(data):
        kind, relative = command.lower(), command.islower()
        if kind == "z":
            way.append(way[0])
            at = way[0]
            continue
        numbers = [float(part) for part in _split(kind, text)]
        count = _ARGUMENTS[kind]
        for first in range(0, len(numbers), count):
            given = numbers[first : first + count]
            if kind == "m" and first == 0:
                if way:
                    yield way
                at = _moved(at, given, relative=relative)
                way = [at]
                continue
            if not way or way[-1] != at:  # a line that goes on after a closed one
                if way:
                    yield way
                way = [at]
            if kind == "s":  # a bend that goes on as the one before it came in
                ahead = (2 * at[0] - pull[0], 2 * at[1] - pull[1])
                ends = [_moved(at, given[part : part + 2], relative=relative) for part in (0, 2)]
                way.extend(_bend([at, ahead, *ends]))
            else:
                way.extend(_stretch(kind, at, given, relative=relative))
            bent = kind in {"c", "s"}
            pull = _moved(at, given[-4:-2], relative=relative) if bent else way[-1]
            at = way[-1]
    if way:
        yield way


def _split(kind: str, text: str) -> Iterator[str]:
    """Yield the numbers of a command; the two flags of an arc may stand without a gap."""
    if kind != "a":
        yield from _NUMBERS.findall(text)
        return
    place, position = 0, 0
    while match := re.compile(r"[\s,]*").match(text, position):
        position = match.end()
        if position >= len(text):
            return
        if place % 7 in {3, 4}:
            found = text[position]
        else:
            number = _NUMBERS.match(text, position)
            if number is None:
                return
            found = number.group()
        yield found
        position += len(found)
        place += 1


def _moved(at: Place, given: list[float], *, relative: bool) -> Place:
    return (at[0] + given[0], at[1] + given[1]) if relative else (given[0], given[1])


def _stretch(kind: str, at: Place, given: list[float], *, relative: bool) -> list[Place]:
    """Return the points of one stretch after the place where it begins."""
    if kind == "h":
        return [(at[0] + given[0] if relative else given[0], at[1])]
    if kind == "v":
        return [(at[0], at[1] + given[0] if relative else given[0])]
    if kind == "a":
        end = _moved(at, given[5:], relative=relative)
        return _arc(at, given[0], given[1], given[2], bool(given[3]), bool(given[4]), end)
    points = [
        _moved(at, given[place : place + 2], relative=relative)
        for place in range(0, len(given), 2)
    ]  # fmt: skip
    return [points[-1]] if kind in {"m", "l"} else _bend([at, *points])


def _bend(controls: list[Place]) -> list[Place]:
    """Return points along a Bézier curve, by de Casteljau's halving in general steps."""
    found = []
    for piece in range(1, _PIECES + 1):
        share, row = piece / _PIECES, controls
        while len(row) > 1:
            row = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(row)
            ]
        found.append(row[0])
    return found


def _arc(
    at: Place, wide: float, high: float, turned: float, large: bool, clockwise: bool, end: Place
) -> list[Place]:
    """Return points along an elliptical arc from its ends.

    Source: SVG 1.1, appendix F.6.5, from endpoints to the center.
    """
    if at == end or not wide or not high:
        return [end]
    tilt = radians(turned)
    across, down = (at[0] - end[0]) / 2, (at[1] - end[1]) / 2
    x, y = cos(tilt) * across + sin(tilt) * down, cos(tilt) * down - sin(tilt) * across
    grow = sqrt(max(1.0, (x / wide) ** 2 + (y / high) ** 2))
    wide, high = abs(wide) * grow, abs(high) * grow
    over = (wide * y) ** 2 + (high * x) ** 2
    root = sqrt(max(0.0, (wide * high) ** 2 - over) / over)
    root = root if large != clockwise else -root
    mid_x, mid_y = root * wide * y / high, -root * high * x / wide
    start = _angle((x - mid_x) / wide, (y - mid_y) / high)
    sweep = _angle((-x - mid_x) / wide, (-y - mid_y) / high) - start
    if clockwise and sweep < 0:
        sweep += tau
    if not clockwise and sweep > 0:
        sweep -= tau
    center = (
        cos(tilt) * mid_x - sin(tilt) * mid_y + (at[0] + end[0]) / 2,
        sin(tilt) * mid_x + cos(tilt) * mid_y + (at[1] + end[1]) / 2,
    )
    flat = list(_round(0.0, 0.0, wide, high, start, sweep))[1:-1]
    way = [
        (center[0] + cos(tilt) * a - sin(tilt) * b, center[1] + sin(tilt) * a + cos(tilt) * b)
        for a, b in flat
    ]
    return [*way, end]


def _angle(across: float, down: float) -> float:
    return copysign(acos(max(-1.0, min(1.0, across / hypot(across, down)))), down)
