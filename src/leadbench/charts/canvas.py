"""The canvas of a project as one sheet of boxes, on screen and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

Rect = tuple[float, float, float, float]
ROWS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("problem",), 0.86),
    (("prediction", "judgement", "action", "outcome"), 1.36),
    (("input", "training", "feedback"), 1.7),
    (("impact",), 0.7),
)
"""The boxes of each row, and its share of the height."""
GAP = 10.0
_WIDTH, _HEIGHT = 1360.0, 765.0
"""The sheet as a picture, as wide as a slide for its height."""
_EDGE, _TITLE = 24.0, 50.0
_HEAD, _LINE, _PAD = 13.0, 16.0, 13.0


@dataclass(frozen=True, slots=True)
class BoxText:
    """What stands in a box; ``asks`` is what belongs there while ``lines`` is empty."""

    key: str
    title: str
    lines: tuple[str, ...]
    asks: str


def places(width: float, height: float) -> dict[str, Rect]:
    """Return left, top, width and height of each box in a room."""
    found: dict[str, Rect] = {}
    shares = sum(share for _keys, share in ROWS)
    room = height - GAP * (len(ROWS) - 1)
    top = 0.0
    for keys, share in ROWS:
        high = room * share / shares
        wide = (width - GAP * (len(keys) - 1)) / len(keys)
        for place, key in enumerate(keys):
            found[key] = (place * (wide + GAP), top, wide, high)
        top += high + GAP
    return found


def broken(pen: Pen, text: str, room: float, size: float) -> list[str]:
    """Return a text in lines that fit into the room; a longer word is shortened."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and pen.text_width(longer, size) > room:
            lines.append(line)
            longer = word
        line = longer
    if line:
        lines.append(line)
    return [fitted(pen, one, room, size) for one in lines]


def draw_box(pen: Pen, place: Rect, text: BoxText, look: Look, scale: float = 1.0) -> None:
    """Draw one box with its title and what is in it, as far as there is room.

    Parameters
    ----------
    scale
        Size of the letters: 1 on a sheet of the picture's width.
    """
    x, y, width, height = place
    pen.box(x, y, width, height, fill=look.surface if text.lines else look.sunken,
            line=look.border_strong, line_width=1.0, radius=8)  # fmt: skip
    head, size, pad = _HEAD * scale, _LINE * scale, _PAD * scale
    left, room = x + pad, width - 2 * pad
    line_at = y + pad + head * 0.85
    pen.text(left, line_at, fitted(pen, text.title, room, head, 600), size=head, color=look.accent,
             weight=600)  # fmt: skip
    pitch, gap = size * 1.34, size * 0.22
    end = y + height - pad * 0.6
    color = look.text if text.lines else look.text2
    paragraphs = [broken(pen, line, room, size) for line in text.lines or (text.asks,)]
    for number, parts in enumerate(paragraphs):
        line_at += gap if number else 0.0
        fits = int((end - line_at) / pitch)
        later = number < len(paragraphs) - 1
        if fits < len(parts) or (later and end - line_at - pitch * len(parts) - gap < pitch):
            # What finds no room is counted, not dropped in silence.
            left_out = len(paragraphs) - number - 1
            more = f" … {left_out} more" if left_out else " …"
            shown = parts[: max(1, fits)]
            rest = room - pen.text_width(more, size)
            parts = [*shown[:-1], fitted(pen, shown[-1], rest, size) + more]
            paragraphs = paragraphs[: number + 1]
        for part in parts:
            line_at += pitch
            pen.text(left, line_at, part, size=size, color=color)
        if len(paragraphs) == number + 1:
            return


@dataclass(frozen=True, slots=True)
class CanvasPicture:
    """The canvas as a picture to copy or export."""

    title: str
    subtitle: str
    boxes: tuple[BoxText, ...]

    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return _WIDTH, _HEIGHT

    def draw(self, pen: Pen, look: Look) -> None:
        """Draw it whole."""
        width, height = self.size()
        pen.box(0, 0, width, height, fill=look.surface)
        pen.text(_EDGE, _EDGE + 16, fitted(pen, self.title, width - 2 * _EDGE, 18, 600), size=18,
                 color=look.text, weight=600)  # fmt: skip
        wide = pen.text_width(self.title, 18, 600)
        rest = fitted(pen, self.subtitle, width - 2 * _EDGE - wide - 12, 12)
        pen.text(_EDGE + wide + 12, _EDGE + 16, rest, size=12, color=look.text2)
        shown = places(width - 2 * _EDGE, height - _TITLE - 2 * _EDGE + 12)
        draw_boxes(pen, self.boxes, shown, look, _EDGE, _TITLE)


def draw_boxes(
    pen: Pen,
    boxes: Sequence[BoxText],
    shown: dict[str, Rect],
    look: Look,
    left: float,
    top: float,
) -> None:
    """Draw boxes at their places, from an upper left corner."""
    for box in boxes:
        x, y, width, height = shown[box.key]
        draw_box(pen, (left + x, top + y, width, height), box, look)
