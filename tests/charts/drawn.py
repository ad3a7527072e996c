"""A pen that remembers what was drawn, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadbench.charts.pen import Place


@dataclass
class Written:
    """A text and its place."""

    x: float
    y: float
    text: str
    width: float
    color: str


@dataclass
class Paper:
    """Everything that was drawn; letters are half as wide as high."""

    boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[tuple[Place, ...], str]] = field(default_factory=list)
    dashed: list[tuple[tuple[Place, ...], str]] = field(default_factory=list)
    """Those of the lines that are broken."""
    shapes: list[tuple[tuple[Place, ...], str]] = field(default_factory=list)
    texts: list[Written] = field(default_factory=list)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", **_: object
    ) -> None:
        self.boxes.append((x, y, width, height, fill))

    def line(
        self, points: Sequence[Place], color: str, *, dash: Sequence[float] = (), **_: object
    ) -> None:
        self.lines.append((tuple(points), color))
        if dash:
            self.dashed.append((tuple(points), color))

    def shape(self, points: Sequence[Place], *, fill: str = "", **_: object) -> None:
        self.shapes.append((tuple(points), fill))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        color: str,
        anchor: str = "start",
        **_: object,
    ) -> None:
        width = self.text_width(text, size)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.texts.append(Written(x, y, text, width, color))

    def text_width(self, text: str, size: float, _weight: int = 400, /) -> float:
        return len(text) * size / 2

    def words(self) -> list[str]:
        """Return the texts in the order of writing."""
        return [found.text for found in self.texts]
