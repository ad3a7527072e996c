"""A Gantt chart for a page: one lane for each phase, every name beside its bar, no table needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.gantt import State, diamond
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted
from leadbench.charts.time_scale import DAY, TimeScale, ticks

_SIZE = 7.4
_HEAD = 26.0
_LANE_PADDING = 2.6
_GAP = 4.0
_DIAMOND = 7.6
_LEAST_PITCH = 9.8


@dataclass(frozen=True, slots=True)
class Item:
    """One activity of a lane. Instants are minutes; a milestone's label carries its date."""

    label: str
    start: int
    finish: int
    state: State
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A phase and its activities in the order of the outline."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an item stands: its lane's row, its bar, and its label to one side."""

    item: Item
    row: int
    x: float
    right: float
    label_x: float
    label: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The chart laid out for a width: rows of each lane and the places of their items."""

    width: float
    names_width: float
    scale: TimeScale
    spots: tuple[tuple[_Spot, ...], ...]
    rows: tuple[int, ...]
    row_height: float

    @property
    def height(self) -> float:
        """Height of the whole chart."""
        lanes = len(self.rows) * 2 * _LANE_PADDING
        return _HEAD + sum(self.rows) * self.row_height + lanes


def arrange(
    pen: Pen, width: float, lanes: Sequence[Lane], marks: Sequence[int], room: float
) -> Arrangement:
    """Return the chart for a width, in rows as high as the room allows.

    Parameters
    ----------
    marks
        Instants that must be on the axis: the data date and the commitment.
    room
        The height that the page has for it; where it is not enough, names share rows.
    """
    instants = [*marks]
    instants += [item.start for lane in lanes for item in lane.items]
    instants += [item.finish for lane in lanes for item in lane.items]
    names = max((pen.text_width(lane.name, 8.2, 600) for lane in lanes), default=0.0) + 10
    names = min(names, width * 0.2)
    first, last = min(instants, default=0), max(instants, default=DAY)
    margin = max(2 * DAY, (last - first) // 26)
    scale = TimeScale.fit(first - margin // 2, last + margin, width - names, left=names)
    for shared in (False, True):
        spots = [_placed(pen, lane, scale, names, width, shared=shared) for lane in lanes]
        rows = tuple(max((spot.row + 1 for spot in lane), default=1) for lane in spots)
        free = room - _HEAD - len(rows) * 2 * _LANE_PADDING
        row_height = min(14.2, max(_LEAST_PITCH, free / max(1, sum(rows))))
        if sum(rows) * row_height <= free:
            break
    return Arrangement(width, names, scale, tuple(tuple(lane) for lane in spots), rows, row_height)


def _placed(
    pen: Pen, lane: Lane, scale: TimeScale, left: float, width: float, *, shared: bool
) -> list[_Spot]:
    """Return the items of a lane in rows; a row is shared where names do not touch."""
    taken: list[list[tuple[float, float]]] = []
    spots: list[_Spot] = []
    for item in lane.items:
        x, right = scale.x(item.start), scale.x(item.finish)
        if item.milestone:
            x, right = right - _DIAMOND / 2, right + _DIAMOND / 2
        right = max(right, x + 1.5)
        weight = 600 if item.milestone else 400
        long = pen.text_width(item.label, _SIZE, weight)
        label = item.label
        if right + _GAP + long <= width:
            label_x = right + _GAP
        elif x - _GAP - long >= left:
            label_x = x - _GAP - long
        else:
            label_x = right + _GAP
            label = fitted(pen, label, max(0.0, width - label_x), _SIZE, weight)
            long = pen.text_width(label, _SIZE, weight)
        begin, end = min(x, label_x), max(right, label_x + long)
        places = range(len(taken)) if shared else range(max(0, len(taken) - 1), len(taken))
        row = next((place for place in places if _free(taken[place], begin, end)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((begin, end))
        spots.append(_Spot(item, row, x, right, label_x, label))
    return spots


def _free(row: Sequence[tuple[float, float]], begin: float, end: float) -> bool:
    return all(end + 5 < other or begin > other_end + 5 for other, other_end in row)


def draw(
    pen: Pen,
    chart: Arrangement,
    lanes: Sequence[Lane],
    look: Look,
    *,
    data_date: tuple[int, str] | None = None,
    committed: tuple[int, str] | None = None,
) -> None:
    """Draw the chart; the data date and the commitment are an instant with its label."""
    scale, bottom = chart.scale, chart.height
    begin, end = scale.minute(chart.names_width), scale.minute(chart.width)
    unit = "month" if scale.per_day * 28 >= 18 else "quarter"
    for tick in ticks(scale, unit, begin, end, lambda text: pen.text_width(text, 7.5, 600)):
        x = max(tick.x, chart.names_width)
        if tick.x >= chart.names_width:
            pen.line(((x, 14), (x, bottom)), look.grid)
        room = min(tick.right, chart.width) - x - 3
        for label in (tick.label, tick.label.split(" ")[0], tick.label[:3]):
            if pen.text_width(label, 7.5, 600) <= room:
                pen.text(x + 3, 9, label, size=7.5, color=look.text2, weight=600)
                break
    if data_date is not None:
        x = scale.x(data_date[0])
        pen.line(((x, 20), (x, bottom)), look.accent, width=1.0)
    if committed is not None:
        x = scale.x(committed[0])
        pen.line(((x, 18), (x, bottom)), look.text, width=0.7, dash=(2.2, 2.2))
        pen.text(x - 3, 21, committed[1], size=7, color=look.text2, anchor="end")
    y = _HEAD
    for lane, spots, rows in zip(lanes, chart.spots, chart.rows, strict=True):
        pen.line(((0, y), (chart.width, y)), look.border_strong)
        name = fitted(pen, lane.name, chart.names_width - 8, 8.2, 600)
        first = y + _LANE_PADDING + chart.row_height / 2
        pen.text(0, first + 2.8, name, size=8.2, color=look.text, weight=600)
        for spot in spots:
            _item(pen, spot, first + spot.row * chart.row_height, chart.row_height, look)
        y += rows * chart.row_height + 2 * _LANE_PADDING
    if data_date is not None:
        _tag(pen, scale.x(data_date[0]), data_date[1], look)


def _tag(pen: Pen, x: float, text: str, look: Look) -> None:
    wide = pen.text_width(text, 7.2, 600) + 7
    pen.box(x - wide / 2, 14.5, wide, 10.5, fill=look.accent, radius=2.2)
    pen.text(x, 22.2, text, size=7.2, color=look.on_accent, weight=600, anchor="middle")


def _item(pen: Pen, spot: _Spot, middle: float, pitch: float, look: Look) -> None:
    state = spot.item.state
    weight, ink = 400, look.text2 if state == State.DONE else look.text
    if spot.item.milestone:
        ink = milestone_color(state, look)
        weight = 600
        pen.shape(diamond((spot.x + spot.right) / 2, middle, _DIAMOND), fill=ink)
    else:
        bar(pen, spot.x, middle, spot.right - spot.x, min(9.6, pitch - 2.2), state, look)
    if spot.label:
        # White behind a name keeps it readable where a line of the grid crosses it.
        long = pen.text_width(spot.label, _SIZE, weight)
        pen.box(spot.label_x - 1, middle - 4, long + 2, 8, fill=look.surface)
        pen.text(spot.label_x, middle + 2.6, spot.label, size=_SIZE, color=ink, weight=weight)


def milestone_color(state: State, look: Look) -> str:
    """Return the color of a diamond; its label has the same."""
    return {State.CRITICAL: look.critical, State.DONE: look.done}.get(state, look.text)


def bar(
    pen: Pen, x: float, middle: float, width: float, tall: float, state: State, look: Look
) -> None:
    """Draw one bar; a critical one has a thick lower edge, so that it is told apart in grey."""
    fill, line = {
        State.CRITICAL: (look.critical_weak, look.critical),
        State.NEAR: (look.near_weak, look.near_outline),
        State.NORMAL: (look.normal_weak, look.normal_outline),
        State.DONE: (look.sunken, look.done_outline),
        State.LEFT_OUT: (look.surface, look.text2),
    }[state]
    top = middle - tall / 2
    pen.box(x, top, width, tall, fill=fill, line=line, line_width=0.8, radius=2)
    if state == State.CRITICAL:
        pen.box(x, top + tall - 2.2, width, 2.4, fill=look.critical, radius=1)


LEGEND_HEIGHT = 16.0


def legend(pen: Pen, look: Look, near_days: str, y: float = 0.0) -> None:
    """Draw what the shapes say, with the threshold of near-critical in it."""
    x = 0.0
    for state, text in (
        (State.CRITICAL, "Critical"),
        (State.NEAR, f"Float of {near_days} d or less"),
        (State.NORMAL, f"Float of more than {near_days} d"),
        (State.DONE, "Done"),
    ):
        bar(pen, x, y + 8, 16, 8.4, state, look)
        pen.text(x + 21, y + 10.7, text, size=7.5, color=look.text2)
        x += 21 + pen.text_width(text, 7.5) + 15
    pen.shape(diamond(x + 4, y + 8, _DIAMOND), fill=look.critical)
    pen.text(x + 12, y + 10.7, "Milestone", size=7.5, color=look.text2)
