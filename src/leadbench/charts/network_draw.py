"""How a network diagram looks: lanes, boxes, milestones and links, drawn with any pen."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.gantt import State, diamond
from leadbench.charts.look import Look
from leadbench.charts.network_graph import BOX_HEIGHT, BOX_WIDTH, DIAMOND, Point
from leadbench.charts.network_labels import label_size
from leadbench.charts.pen import Pen, fitted

BAND = 20.0
"""Height of the two bands of a box."""
RADIUS = 7.0
ARROW = 7.0
BROKEN = (3.0, 2.5)
"""Dashes of the outline of what is left out."""
_SIZE, _NAME, _LABEL = 10.5, 12.0, 11.0
_LEADING = 15.0
_MARK = 9.0


@dataclass(frozen=True, slots=True)
class BoxText:
    """What stands in a box: early start, days and early finish; name; late start, float, finish.

    A milestone shows its name and ``early_finish`` alone, below its diamond.
    """

    key: int
    name: str
    early_start: str = ""
    days: str = ""
    early_finish: str = ""
    late_start: str = ""
    slack: str = ""
    late_finish: str = ""
    state: State = State.NORMAL
    milestone: bool = False
    summary: bool = False


@dataclass(frozen=True, slots=True)
class _Tone:
    line: str
    line_width: float
    weak: str
    rule: str
    ink: str


def _tone(state: State, look: Look) -> _Tone:
    return {
        State.CRITICAL: _Tone(look.critical, 1.8, look.critical_weak, look.critical, look.critical),
        State.NEAR: _Tone(look.near_outline, 1.3, look.near_weak, look.near_outline, look.near),
        State.NORMAL: _Tone(look.border_strong, 1.2, look.sunken, look.border, look.text2),
        State.DONE: _Tone(look.done_outline, 1.0, look.sunken, look.border, look.done),
        State.LEFT_OUT: _Tone(look.text2, 1.0, look.surface, look.border, look.text2),
    }[state]


def box_tone(state: State, look: Look) -> tuple[str, str, float]:
    """Return fill, outline and its width of a box, for a key beside the diagram."""
    tone = _tone(state, look)
    return tone.weak, tone.line, tone.line_width


def state_color(state: State, look: Look) -> str:
    """Return the color of a diamond and of the date below it."""
    return {State.CRITICAL: look.critical, State.DONE: look.done, State.NEAR: look.near}.get(
        state, look.text2
    )


def draw_box(pen: Pen, x: float, y: float, text: BoxText, look: Look, *, words: int = 2) -> None:
    """Draw one activity in its cell.

    Parameters
    ----------
    words
        2 for everything; 1 for the name alone, larger, where dates would be too small; 0 for none.
    """
    if text.milestone:
        _draw_milestone(pen, x, y, text, look, words)
        return
    tone = _tone(text.state, look)
    wide, tall = BOX_WIDTH, BOX_HEIGHT
    out = text.state == State.LEFT_OUT
    line = "" if out else tone.line
    pen.box(x, y, wide, tall, fill=tone.weak, line=line, line_width=tone.line_width, radius=6)
    if out:
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
        pen.line(corners, tone.line, width=1.2, dash=BROKEN, radius=6)
    edge = tone.line_width / 2
    if words == 2:
        pen.box(x + edge, y + BAND, wide - 2 * edge, tall - 2 * BAND, fill=look.surface)
        for at in (y + BAND, y + tall - BAND):
            pen.line(((x + edge, at), (x + wide - edge, at)), tone.rule, width=1.0)
        upper = (text.early_start, text.days, text.early_finish)
        lower = (text.late_start, text.slack, text.late_finish)
        _band(pen, x, y + 14, upper, look.text, look.text2)
        _band(pen, x, y + tall - 6, lower, look.text2, tone.ink, text.state, 600)
    if text.summary:
        pen.box(x + 6, y - 3, wide - 12, 3, fill=look.text2)
        pen.shape(((x + 6, y), (x + 13, y), (x + 6, y + 6)), fill=look.text2)
        pen.shape(((x + wide - 6, y), (x + wide - 13, y), (x + wide - 6, y + 6)), fill=look.text2)
    if words:
        _name(pen, x, y, text, look, words)


def _name(pen: Pen, x: float, y: float, text: BoxText, look: Look, words: int) -> None:
    size, lines = (_NAME, 2) if words == 2 else (17.0, 3)
    leading = size * _LEADING / _NAME
    broken = wrapped(pen, text.name, BOX_WIDTH - 14, size, lines)
    first = y + BOX_HEIGHT / 2 - (len(broken) - 1) * leading / 2 + size * 0.36
    ink = {State.DONE: look.done, State.LEFT_OUT: look.text2}.get(text.state, look.text)
    for number, line in enumerate(broken):
        pen.text(
            x + BOX_WIDTH / 2,
            first + number * leading,
            line,
            size=size,
            color=ink,
            weight=600,
            anchor="middle",
        )
        if text.state == State.LEFT_OUT:
            middle = x + BOX_WIDTH / 2
            _strike(pen, middle, first + number * leading, line, size, ink)


def _strike(pen: Pen, middle: float, baseline: float, text: str, size: float, ink: str) -> None:
    """Strike a line of text through whose middle and baseline are given."""
    half, y = pen.text_width(text, size, 600) / 2, baseline - size * 0.32
    pen.line(((middle - half, y), (middle + half, y)), ink, width=1.0)


def _band(
    pen: Pen,
    x: float,
    y: float,
    texts: Sequence[str],
    ink: str,
    middle: str,
    mark: State = State.NORMAL,
    weight: int = 400,
) -> None:
    size = _SIZE
    marked = mark not in {State.NORMAL, State.LEFT_OUT}
    gaps = 8.0 + (_MARK if marked else 0.0)
    if sum(pen.text_width(text, size, weight) for text in texts) + gaps > BOX_WIDTH - 12:
        size = 8.8  # dates with a year
    left, center, right = texts
    pen.text(x + 7, y, left, size=size, color=ink)
    pen.text(x + BOX_WIDTH - 7, y, right, size=size, color=ink, anchor="end")
    begin = x + 7 + pen.text_width(left, size) + (_MARK if marked else 0.0)
    end = x + BOX_WIDTH - 7 - pen.text_width(right, size)
    half = pen.text_width(center, size, weight) / 2
    room = (end - begin - 2 * half) / 2
    shift = _MARK / 2 if marked else 0.0
    at = min(max(x + BOX_WIDTH / 2 + shift, begin + half + min(3, room)), end - half - min(3, room))
    pen.text(at, y, center, size=size, color=middle, weight=weight, anchor="middle")
    draw_state(pen, at - half - _MARK / 2 - 1, y - 4, mark, middle)


def draw_state(pen: Pen, at: float, middle: float, state: State, ink: str) -> None:
    """Draw the square, triangle or check that tells the state of a task without color."""
    if state == State.CRITICAL:
        pen.box(at - 3, middle - 3, 6, 6, fill=ink)
    elif state == State.NEAR:
        top = middle - 3.6
        pen.shape(((at - 3.6, middle + 3), (at + 3.6, middle + 3), (at, top)), fill=ink)
    elif state == State.DONE:
        pen.line(((at, middle), (at + 3, middle + 3), (at + 8, middle - 3)), ink, width=1.5)


def _draw_milestone(pen: Pen, x: float, y: float, text: BoxText, look: Look, words: int) -> None:
    color = state_color(text.state, look)
    cx, cy = x + BOX_WIDTH / 2, y + BOX_HEIGHT / 2
    done, out = text.state == State.DONE, text.state == State.LEFT_OUT
    corners = diamond(cx, cy, DIAMOND)
    pen.shape(
        corners,
        fill=look.surface if done or out else color,
        line="" if out else color,
        line_width=1.6,
    )
    if out:
        pen.line((*corners, corners[0]), color, width=1.6, dash=BROKEN)
    if done:
        pen.line(((cx - 4, cy), (cx - 1, cy + 3), (cx + 4, cy - 3)), color, width=1.5)
    if words < 2:
        return
    room = BOX_WIDTH + 16
    name_ink = look.text2 if out else look.text
    for number, (line, ink) in enumerate(((text.name, name_ink), (text.early_finish, color))):
        line = fitted(pen, line, room, 11.5, 600)
        long = pen.text_width(line, 11.5, 600)
        at = y + BOX_HEIGHT / 2 + DIAMOND / 2 + 13 + number * 14
        # A link that turns beside it must not cross its letters.
        pen.box(cx - long / 2 - 2, at - 10, long + 4, 12.5, fill=look.canvas)
        pen.text(cx, at, line, size=11.5, color=ink, weight=600, anchor="middle")
        if out and not number:
            _strike(pen, cx, at, line, 11.5, ink)


def wrapped(pen: Pen, text: str, room: float, size: float, lines: int) -> list[str]:
    """Return a name in so many lines at most, broken at spaces, the last one shortened to fit."""
    words = text.split()
    found: list[str] = []
    whole = pen.text_width(" ".join(words), size, 600)
    # Two lines of about the same length look calmer than a full one and a word.
    wanted = room if whole <= room or whole > room * 1.8 else max(whole * 0.56, room * 0.5)
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and pen.text_width(f"{line} {words[0]}", size, 600) <= wanted:
            line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found.append(" ".join(words))
    return [fitted(pen, line, room, size, 600) for line in found]


def draw_wire(
    pen: Pen, points: Sequence[Point], look: Look, *, critical: bool = False, broken: bool = False
) -> None:
    """Draw the way of a link with its arrow head, in dashes where nothing waits along it."""
    ink = look.critical if critical else look.float_line
    tip, head = arrow(points)
    dash = BROKEN if broken else ()
    pen.line((*points[:-1], tip), ink, width=1.8 if critical else 1.1, dash=dash, radius=RADIUS)
    pen.shape(head, fill=ink)


def arrow(points: Sequence[Point]) -> tuple[Point, tuple[Point, Point, Point]]:
    """Return where a way's line ends, and the arrow head from there to its last point."""
    (x0, _), (x, y) = points[-2], points[-1]
    back = x - ARROW if x >= x0 else x + ARROW
    return (back, y), ((x, y), (back, y - ARROW * 0.55), (back, y + ARROW * 0.55))


def draw_label(pen: Pen, at: Point, text: str, look: Look, *, critical: bool = False) -> None:
    """Draw the label of a link: its type and lag in a small field."""
    wide, tall = label_size(text)
    line = look.critical if critical else look.border_strong
    pen.box(
        at[0] - wide / 2,
        at[1] - tall / 2,
        wide,
        tall,
        fill=look.surface,
        line=line,
        line_width=1.0,
        radius=4,
    )
    ink = look.critical if critical else look.text2
    pen.text(at[0], at[1] + 3.9, text, size=_LABEL, color=ink, weight=500, anchor="middle")


def draw_lane(
    pen: Pen, top: float, bottom: float, width: float, name: str, look: Look, head: float
) -> None:
    """Draw a lane with its name, which runs upward before the hairline at ``head``."""
    pen.box(0, top, width, bottom - top, fill=look.canvas, radius=8)
    if not name:
        return
    pen.line(((head, top + 10), (head, bottom - 10)), look.border, width=1.0)
    lines = wrapped(pen, name, bottom - top - 16, 11.5, 2)
    for number, line in enumerate(lines):
        pen.text(
            head / 2 + 4 + (number - (len(lines) - 1) / 2) * 14,
            (top + bottom) / 2,
            line,
            size=11.5,
            color=look.text2,
            weight=600,
            anchor="middle",
            turned=True,
        )
