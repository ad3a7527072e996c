"""A block diagram: components on a grid, the zones around them, and what flows between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

from leadbench.charts.icons import icon
from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, Place, fitted

BOX_HEIGHT = 47.0
_PITCH = 92.0
_TOP, _FOOT = 34.0, 6.0
_GAP = 28.0
_EDGE = 4.0
_LID = 5.0
_ICON = 14.0


@dataclass(frozen=True, slots=True)
class Block:
    """One component: ``round`` for a store or queue, ``outside`` for people and other systems.

    ``icon`` names what stands before its name, "" for nothing.
    """

    key: int
    name: str
    note: str
    column: int
    row: int
    zone: str = ""
    tag: str = ""
    round: bool = False
    outside: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow between two blocks; the tone is "answer", "fallback" or "support"."""

    source: int
    target: int
    tone: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a block stands."""

    block: Block
    x: float
    y: float
    width: float

    @property
    def middle(self) -> Place:
        """Its center."""
        return self.x + self.width / 2, self.y + BOX_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Line:
    """The corners of an arrow, its tone, and where its label stands with how much room."""

    points: tuple[Place, ...]
    tone: str
    label: str
    at: Place
    room: float


@dataclass(frozen=True, slots=True)
class BlockPicture:
    """A diagram with its places worked out, in points."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    zones: tuple[tuple[str, float, float, float, float], ...] = field(default=())

    def block_at(self, x: float, y: float) -> int | None:
        """Return the key of the block at a place, if any."""
        for box in self.boxes:
            if box.x <= x <= box.x + box.width and box.y <= y <= box.y + BOX_HEIGHT:
                return box.block.key
        return None


def height_of(blocks: Sequence[Block]) -> float:
    """Return the height that a diagram needs."""
    rows = 1 + max((block.row for block in blocks), default=0)
    return _TOP + (rows - 1) * _PITCH + BOX_HEIGHT + _FOOT + _LID


def picture(blocks: Sequence[Block], arrows: Sequence[Arrow], width: float) -> BlockPicture:
    """Work out where everything stands.

    Columns share the width evenly. An arrow within a row or a column is straight; any other leaves
    at the side, turns in the gap before its target and enters at the side.
    """
    columns = 1 + max((block.column for block in blocks), default=0)
    wide = (width - 2 * _EDGE - _GAP * (columns - 1)) / columns
    boxes = {
        block.key: Box(block, _EDGE + block.column * (wide + _GAP), _TOP + block.row * _PITCH, wide)
        for block in blocks
    }
    taken = {(block.column, block.row) for block in blocks}
    lines = [
        _line(boxes[arrow.source], boxes[arrow.target], arrow, taken)
        for arrow in arrows
        if arrow.source in boxes and arrow.target in boxes
    ]
    return BlockPicture(
        width, height_of(blocks), tuple(boxes.values()), tuple(lines), tuple(_zones(boxes.values()))
    )


def _line(source: Box, target: Box, arrow: Arrow, taken: set[tuple[int, int]]) -> Line:
    start, end = source.middle, target.middle
    a, b = source.block, target.block
    half = BOX_HEIGHT / 2
    if a.column == b.column:
        down = 1 if b.row > a.row else -1
        first = start[1] + down * (half + (_LID / 2 if a.round and down > 0 else 0))
        last = end[1] - down * (half + (_LID if b.round and down > 0 else 0))
        between = range(min(a.row, b.row) + 1, max(a.row, b.row))
        if not any((a.column, row) in taken for row in between):
            points: tuple[Place, ...] = ((start[0], first), (start[0], last))
            return Line(
                points,
                arrow.tone,
                arrow.label,
                (start[0] + 6, (first + last) / 2 + 3.5),
                source.width + _GAP - 8,
            )
    right = 1 if b.column >= a.column else -1
    leave = start[0] + right * source.width / 2
    enter = end[0] - right * target.width / 2
    if a.row == b.row and abs(a.column - b.column) == 1:
        return Line(
            ((leave, start[1]), (enter, end[1])), arrow.tone, arrow.label,
            (leave + 3, start[1] - 5), _GAP,
        )  # fmt: skip
    turn = enter - right * _GAP / 2
    into = end[1] if a.row == b.row else end[1] + (9 if a.row > b.row else -9)
    if a.row == b.row or (right > 0 and b.column - a.column > 1 and _blocked(a, b, taken)):
        # Around the blocks between them, through the free space below their row.
        lane = max(source.y, target.y) + BOX_HEIGHT + 14
        out = leave + right * _GAP / 2
        points = (
            (leave, start[1] + 9), (out, start[1] + 9), (out, lane), (turn, lane),
            (turn, into), (enter, into),
        )  # fmt: skip
    else:
        points = ((leave, start[1]), (turn, start[1]), (turn, into), (enter, into))
    return Line(points, arrow.tone, arrow.label, (turn + 5, (start[1] + into) / 2 + 3.5), 110.0)


def _blocked(a: Block, b: Block, taken: set[tuple[int, int]]) -> bool:
    return any((column, a.row) in taken for column in range(a.column + 1, b.column))


def _zones(boxes: Iterable[Box]) -> list[tuple[str, float, float, float, float]]:
    found: dict[str, list[Box]] = {}
    for box in boxes:
        if box.block.zone:
            found.setdefault(box.block.zone, []).append(box)
    zones = []
    for name, members in found.items():
        left = min(box.x for box in members) - 13
        top = min(box.y for box in members) - 27
        right = max(box.x + box.width for box in members) + 13
        bottom = max(box.y for box in members) + BOX_HEIGHT + 14
        zones.append((name, left, top, right - left, bottom - top))
    return zones


def draw(pen: Pen, plan: BlockPicture, look: Look, selected: int | None = None) -> None:
    """Draw a diagram; the selected block has a strong edge."""
    for name, x, y, width, height in plan.zones:
        pen.box(x, y, width, height, fill=look.stage_band, radius=8)
        pen.text(x + 11, y + 15, fitted(pen, name, width - 20, 11), size=11, color=look.text2)
    for line in plan.lines:
        _draw_line(pen, line, look)
    for box in plan.boxes:
        _draw_box(pen, box, look, strong=box.block.key == selected)


def _draw_line(pen: Pen, line: Line, look: Look) -> None:
    color = {"answer": look.normal, "fallback": look.near}.get(line.tone, look.done_outline)
    width = 1.6 if line.tone != "support" else 1.1
    pen.line(line.points, color, width=width, radius=5)
    (x0, y0), (x, y) = line.points[-2:]
    size = 4.5
    if abs(x - x0) > abs(y - y0):
        back = x - size * (1 if x > x0 else -1)
        pen.shape(((x, y), (back, y - size * 0.7), (back, y + size * 0.7)), fill=color)
    else:
        back = y - size * (1 if y > y0 else -1)
        pen.shape(((x, y), (x - size * 0.7, back), (x + size * 0.7, back)), fill=color)
    if line.label:
        ink = look.near if line.tone == "fallback" else look.text2
        pen.text(*line.at, fitted(pen, line.label, line.room, 11), size=11, color=ink)


def _draw_box(pen: Pen, box: Box, look: Look, *, strong: bool) -> None:
    block, x, y, width = box.block, box.x, box.y, box.width
    fill = look.canvas if block.outside else look.surface
    edge = look.accent if strong else look.border_strong
    thick = 1.8 if strong else 1.0
    if strong:
        fill = look.selected
    if block.round:
        _draw_drum(pen, box, fill, edge, thick)
    else:
        pen.box(x, y, width, BOX_HEIGHT, fill=fill, line=edge, line_width=thick, radius=6)
    room = width - 12
    lower = 4 if block.round else 0
    before = 0.0
    if block.icon:
        icon(pen, block.icon, x + 8, y + 9 + lower, _ICON, look.text2)
        before = _ICON + 5
    name = fitted(pen, block.name, room - before, 12, 600)
    pen.text(x + 8 + before, y + 20 + lower, name, size=12, color=look.text, weight=600)
    note = fitted(pen, block.note, room, 11)
    pen.text(x + 8, y + 36 + lower / 2, note, size=11, color=look.text2)
    if block.tag:
        wide = pen.text_width(block.tag, 10.5, 600) + 12
        left = x + width - wide + 6
        pen.box(left, y - 10, wide, 17, fill=look.inverse, radius=4)
        pen.text(
            left + wide / 2, y + 2.5, block.tag, size=10.5, color=look.on_inverse, weight=600,
            anchor="middle",
        )  # fmt: skip


def _draw_drum(pen: Pen, box: Box, fill: str, edge: str, thick: float) -> None:
    """Draw a cylinder, as stores and queues are drawn everywhere."""
    middle, half = box.x + box.width / 2, box.width / 2
    top, foot = box.y + _LID, box.y + BOX_HEIGHT - _LID

    def bow(down: float, start: float) -> list[Place]:
        angles = [start + pi * step / 24 for step in range(25)]
        return [(middle + half * cos(angle), down + _LID * sin(angle)) for angle in angles]

    pen.shape([*bow(top, pi), *bow(foot, 0.0)], fill=fill, line=edge, line_width=thick)
    pen.line(bow(top, 0.0), edge, width=thick)
