"""The sum of all causes of complexity, below their bars and on their scale."""

from leadbench.charts.look import Look
from leadbench.charts.pen import Pen
from leadbench.desktop.screens.data_assessment.columns import SPARE
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chart import Chart
from leadbench.desktop.widgets.table import Table


class WholeSum(Chart):
    """Shows the index from 0 to 10, beside what was guessed at first.

    Parameters
    ----------
    table
        The causes; the first of its columns holds their bars.
    """

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(theme, 58, "Complexity in all")
        self._table = table

    def tell(self, index: float, guess: float | None) -> None:
        """Show the index and the first guess, None for none."""

        def draw(pen: Pen, width: float, height: float, look: Look) -> None:
            share = self._table.columnWidth(0) / max(1, self.width())
            wide = max(1.0, width * share - SPARE)
            end = wide * min(index, 10) / 10
            for mark in range(0, 11, 2):
                x = wide * mark / 10
                pen.line(((x, 0), (x, height - 16)), look.grid)
                anchor = "start" if not mark else "middle"
                pen.text(x, height - 4, str(mark), size=10, color=look.text3, anchor=anchor)
            pen.box(0, 16, end, 14, fill=look.normal, radius=2)
            pen.text(end + 7, 28, f"{index:g} of 10", size=13, color=look.text, weight=600)
            if guess is not None:
                x = wide * min(guess, 10) / 10
                pen.line(((x, 13), (x, 33)), look.text, width=1.4)
                pen.text(x - 4, 11, f"first guess {guess:g}", size=10.5, color=look.text2,
                         anchor="end" if x > 80 else "start")  # fmt: skip

        words = "" if guess is None else f", first guess {guess:g}"
        self.show_drawing(draw, f"{index:g} of 10{words}")
