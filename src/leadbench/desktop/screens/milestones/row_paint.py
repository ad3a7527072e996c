"""How one row of the outline table looks."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from leadbench.desktop.screens.milestones.columns import LOOKS, Column
from leadbench.desktop.screens.milestones.model import Index
from leadbench.desktop.screens.milestones.rows import Line
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.chips import triangle

ROW_HEIGHT: Final = 28
INDENT: Final = 16
CHEVRON: Final = 14
_PAD: Final = 6
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MOST_CUTS: Final = 4000
_COMPANY: Final = 1.05
_RIGHT_COLUMNS: Final = frozenset(column for column, look in LOOKS.items() if look.right)


class Cell(NamedTuple):
    """Where a cell stands in every row of a frame, and where its text may be."""

    column: Column
    left: int
    width: int
    right: bool
    """Whether its text ends at the right."""
    begin: int
    room: int


def cells(
    spans: Iterable[tuple[Column, int, int]], width: int, *, frozen: int = 0
) -> tuple[Cell, ...]:
    """Return the cells that can be seen of a row.

    Parameters
    ----------
    spans
        Column, left edge and width of each cell; cells that stay in view come last.
    width
        The width of the row.
    frozen
        The width that cells which stay in view cover; they come last.
    """
    found = []
    for column, left, wide in spans:
        kept = bool(frozen) and column <= Column.NAME
        if left >= width - 1 or left + wide <= (0 if kept else frozen) or not wide:
            continue
        right = column in _RIGHT_COLUMNS
        begin = left + (2 if right else _PAD)
        found.append(
            Cell(column, left, wide, right, begin, left + wide - (_PAD if right else 2) - begin)
        )
    return tuple(found)


class _Advances(dict[str, float]):
    """The width of each letter of a font, measured when it is first met."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        found = self[letter] = self._metrics.horizontalAdvance(letter)
        return found


class RowPainter:
    """Paints rows; keeps fonts, colors and cut texts between paints.

    Parameters
    ----------
    theme
        Colors and fonts.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.forget()

    def forget(self) -> None:
        """Take fonts and colors from the theme again."""
        self._plain = self.theme.font("cell")
        self._bold = self.theme.font("cell")
        self._bold.setWeight(QFont.Weight.DemiBold)
        # Tabular figures widen hyphens, so words are set without them.
        self._words = self.theme.words("cell")
        self._bold_words = self.theme.words("cell")
        self._bold_words.setWeight(QFont.Weight.DemiBold)
        usual = (self._plain, self._bold, self._words, self._bold_words)
        self._usual, self._struck = usual, tuple(_struck(font) for font in usual)
        self._words_metrics = QFontMetricsF(self._words)
        self._plain_metrics = QFontMetricsF(self._plain)
        self._bold_metrics = QFontMetricsF(self._bold)
        self._plain_advances = _Advances(self._plain_metrics)
        self._bold_advances = _Advances(self._bold_metrics)
        self._colors: dict[str, QColor] = {}
        self._cuts: dict[tuple[str, int, bool], str] = {}

    def _color(self, token: str) -> QColor:
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = self.theme.color(token)
        return found

    def width(self, text: str, line: Line, column: Column) -> float:
        """Return the width of a cell's whole text."""
        strong = (line.is_summary or line.is_group) and column in {Column.NAME, Column.DAYS}
        metrics = self._bold_metrics if strong else self._plain_metrics
        return metrics.horizontalAdvance(text)

    def room(self, line: Line, column: Column, width: int) -> float:
        """Return the width that a cell leaves to its text."""
        if column != Column.NAME:
            return width - _PAD - 2
        used = line.depth * INDENT + (CHEVRON + _PAD if line.depth == 0 else 4) + 2
        used += 15 if line.is_milestone else 0
        return width - used - (20 if line.done and not line.is_summary else 2)

    def paint(
        self,
        painter: QPainter,
        line: Line,
        rect: QRect,
        cells: Sequence[Cell],
        *,
        fill: str,
        folded: bool,
        frozen: int = 0,
    ) -> None:
        """Paint a row.

        Parameters
        ----------
        cells
            What can be seen of it; cells that stay in view come last.
        frozen
            The width that cells which stay in view cover.
        fill
            Token of the fill, or "" for none.
        folded
            Whether what is below the row is hidden.
        """
        if fill:
            painter.fillRect(rect, self._color(fill))
        top, height = rect.top(), rect.height()
        texts, write, was = line.texts, line.text, line.was
        faded, strong = line.done and not line.is_summary, line.is_summary and not line.dimmed
        usual = "text2" if line.left_out else "text3" if line.dimmed else ""
        plain, bold, words, _ = self._struck if line.left_out else self._usual
        for column, left, width, right, begin, room in cells:
            if frozen and column == Column.NUMBER:
                painter.fillRect(QRect(0, top, frozen, height), self._color(fill or "surface"))
                painter.fillRect(QRect(frozen - 1, top, 1, height), self._color("border"))
            if was and column in was:
                self._changed(painter, left + width, top)
            if column == Column.NAME:
                self._name(painter, line, QRect(left, top, width, height), folded=folded)
                continue
            if column == Column.FLOAT:
                self._float(painter, line, QRect(left, top, width, height))
                continue
            if column == Column.ROLE and line.done and line.is_summary:
                self._done(painter, left + _PAD, rect)
                continue
            text = texts.get(column)
            if text is None:
                text = write(column)
            if not text:
                continue
            loud = strong and right
            kept = column == Column.NUMBER  # what refers to the row has to be read
            painter.setFont(self._plain if kept else bold if loud else plain if right else words)
            token = "text3" if column == Column.NUMBER else "text" if right else "text2"
            token = "text2" if faded and token == "text" else token
            painter.setPen(self._color(usual or token))
            cut = self._cut(text, room, strong=loud)
            painter.drawText(begin, top, room, height, _RIGHT if right else _LEFT, cut)
        thin = 1 / painter.device().devicePixelRatioF()
        foot = QRectF(rect.left(), top + height - thin, rect.width(), thin)
        painter.fillRect(foot, self._color("border"))

    def _changed(self, painter: QPainter, right: int, top: int) -> None:
        """Mark the corner of a cell that is not as in the plan, as a spreadsheet marks a note."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color("accent"))
        corner = (QPointF(right - 7, top), QPointF(right, top), QPointF(right, top + 7))
        painter.drawPolygon(QPolygonF(corner))
        painter.restore()

    def ring(self, painter: QPainter, cell: QRect, token: str, width: int = 2) -> None:
        """Paint the outline of the current cell, or of one whose value was refused."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color(token), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 3, 3)
        painter.restore()

    def _cut(self, text: str, width: float, *, strong: bool) -> str:
        advances = self._bold_advances if strong else self._plain_advances
        # Letters that stand closer or wider in company change a text by less than this.
        if sum(map(advances.__getitem__, text)) * _COMPANY < width:
            return text
        key = (text, int(width), strong)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) > _MOST_CUTS:
                self._cuts.clear()
            metrics = self._bold_metrics if strong else self._plain_metrics
            # Half a pixel more, since a text that fits exactly must not lose its last letter.
            found = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)
            self._cuts[key] = found
        return found

    def _name(self, painter: QPainter, line: Line, cell: QRect, *, folded: bool) -> None:
        left = cell.left() + line.depth * INDENT
        middle = cell.top() + cell.height() / 2
        if line.has_children:
            name = "chevron-right" if folded else "chevron-down"
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.theme.pixmap(name, "text2", CHEVRON, ratio)
            painter.drawPixmap(QPointF(left + 3, middle - CHEVRON / 2), pixmap)
        left += CHEVRON + _PAD if line.depth == 0 or line.has_children else 4
        if line.is_milestone:
            token = "critical" if line.critical else "near" if line.near else "text2"
            token = "done" if line.done else token
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._color(token) if line.left_out else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if line.left_out else self._color(token))
            painter.drawPolygon(_diamond(left + 5, middle, 4.7))
            painter.restore()
            left += 15
        faded = line.done and not line.is_summary
        strong = line.is_summary or line.is_group
        _, _, words, bold = self._struck if line.left_out else self._usual
        painter.setFont(bold if strong and not line.dimmed else words)
        quiet = faded or line.left_out
        painter.setPen(self._color("text2" if quiet else "text3" if line.dimmed else "text"))
        right = cell.left() + cell.width() - (20 if faded else 2)
        cut = self._cut(line.name, right - left, strong=strong)
        painter.drawText(QRectF(left, cell.top(), right - left, cell.height()), _LEFT, cut)
        if faded:
            end = min(left + self._words_metrics.horizontalAdvance(cut) + 5, cell.right() - 14)
            self._check(painter, end, middle)

    def _check(self, painter: QPainter, left: float, middle: float) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.theme.pixmap("check", "good", 13, ratio)
        painter.drawPixmap(QPointF(round(left), round(middle - 6.5)), pixmap)

    def _done(self, painter: QPainter, left: float, rect: QRect) -> None:
        self._check(painter, left, rect.top() + rect.height() / 2)
        painter.setFont(self._plain)
        painter.setPen(self._color("good"))
        painter.drawText(QRectF(left + 17, rect.top(), 80, rect.height()), _LEFT, "Done")

    def _float(self, painter: QPainter, line: Line, cell: QRect) -> None:
        text = line.text(Column.FLOAT)
        if not text:
            return
        strong = line.critical or line.near
        token = "critical" if line.critical else "near" if line.near else "text"
        painter.setFont(self._bold if line.critical else self._plain)
        painter.setPen(self._color("text3" if line.done else token))
        space = QRectF(cell).adjusted(0, 0, -_PAD, 0)
        painter.drawText(space, _RIGHT, text)
        if not strong:
            return
        metrics = self._bold_metrics if line.critical else self._plain_metrics
        left = space.right() - metrics.horizontalAdvance(text) - 13
        middle = cell.top() + cell.height() / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(token))
        if line.critical:
            painter.drawRoundedRect(QRectF(left, middle - 3.5, 7.5, 7.5), 1.5, 1.5)
        else:
            painter.drawPolygon(triangle(left, middle))
        painter.restore()


def _struck(font: QFont) -> QFont:
    """Return a font that strikes its letters through."""
    found = QFont(font)
    found.setStrikeOut(True)
    return found


class RowHeight(QStyledItemDelegate):
    """Says how high a row is; the table paints it and opens the editors."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, ROW_HEIGHT)


def _diamond(x: float, y: float, half: float) -> QPolygonF:
    return QPolygonF(
        [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    )
