"""Stages on a line, with the ways that leave it at each gate and what each end is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen, fitted

HEIGHT = 132.0
_LINE, _DROP = 44.0, 112.0


@dataclass(frozen=True, slots=True)
class Gate:
    """One stage: its name with its cost, a note, the chance that it is passed, and its stop.

    ``stop`` is what it is worth to end at the gate behind it, ``stopped`` how often that happens.
    """

    name: str
    note: str
    chance: str
    stop: str
    stopped: str


def value_tree(
    pen: Pen, width: float, gates: Sequence[Gate], success: tuple[str, str, str, str], look: Look
) -> None:
    """Draw the stages, their stops, and the success with its name, value, share and note."""
    if not gates:
        return
    pitch = (width - 108) / (len(gates) + 1)
    end = pitch * (len(gates) + 1)
    pen.line(((7, _LINE), (end, _LINE)), look.normal, width=2.4)
    for number, gate in enumerate(gates):
        x = pitch * number + 7
        room = pitch - 22
        chance = pen.text_width(gate.chance, 11, 600) + 8
        pen.box(
            x - 7, _LINE - 7, 14, 14, fill=look.surface, line=look.text, line_width=1.4, radius=3
        )
        name = fitted(pen, gate.name, room - chance, 11, 600)
        pen.text(x + 13, _LINE - 13, name, size=11, color=look.text, weight=600)
        pen.text(
            x + pitch - 12, _LINE - 13, gate.chance, size=11, color=look.normal, weight=600,
            anchor="end",
        )  # fmt: skip
        pen.text(
            x + 13, _LINE + 17, fitted(pen, gate.note, room, 10.5), size=10.5, color=look.text2
        )
        turn = x + pitch
        pen.line(
            ((turn, _LINE + 7), (turn, _DROP), (turn + 22, _DROP)), look.done_outline, width=1.2,
            radius=5,
        )  # fmt: skip
        pen.box(turn + 19, _DROP - 4, 8, 8, fill=look.done_fill, line=look.done_outline, radius=4)
        pen.text(turn + 32, _DROP - 1, gate.stop, size=12, color=look.text, weight=600)
        room = width - turn - 32 if number == len(gates) - 1 else pitch - 5
        pen.text(
            turn + 32, _DROP + 13, fitted(pen, gate.stopped, room, 10.5), size=10.5,
            color=look.text2,
        )  # fmt: skip
    x = pitch * len(gates) + 7
    _gate(pen, x, look)
    pen.text(x + 13, _LINE - 13, success[0], size=11, color=look.text, weight=600)
    note = fitted(pen, success[3], pitch - 20, 10.5)
    pen.text(x + 13, _LINE + 17, note, size=10.5, color=look.text2)
    pen.box(end - 5, _LINE - 5, 10, 10, fill=look.normal, radius=5)
    pen.text(end + 12, _LINE + 1, success[1], size=13, color=look.text, weight=600)
    pen.text(end + 12, _LINE + 16, fitted(pen, success[2], 96, 10.5), size=10.5, color=look.text2)


def _gate(pen: Pen, x: float, look: Look) -> None:
    pen.box(x - 7, _LINE - 7, 14, 14, fill=look.surface, line=look.text, line_width=1.4, radius=3)
