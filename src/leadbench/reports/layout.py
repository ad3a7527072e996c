"""Blocks as pieces that fit on a page: each knows its height and draws itself anywhere."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from leadbench.charts import look
from leadbench.charts.gantt import diamond
from leadbench.reports import type as typesetting
from leadbench.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Drawing,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Span,
    Table,
    Text,
)
from leadbench.reports.pdf_pen import PdfPen

GUTTER = 22.0
LOOK = look.LIGHT


@dataclass(frozen=True, slots=True)
class Style:
    """Size and distance of lines in points, weight, color token, space before and after a block."""

    size: float
    leading: float
    weight: int
    color: str
    before: float
    after: float
    spacing: float = 0.0


PARAGRAPHS = {
    "lead": Style(10.0, 14.2, 400, "text2", 2, 6),
    "body": Style(9.0, 12.5, 400, "text2", 0, 4),
    "note": Style(8.0, 11.0, 400, "text3", 4, 2),
}
HEADINGS = {
    0: Style(20.0, 25.0, 600, "text", 0, 4, -0.4),
    1: Style(17.0, 22.0, 600, "text", 26, 3, -0.34),
    2: Style(9.8, 13.0, 600, "text", 11, 4),
    3: Style(9.0, 12.0, 600, "text", 8, 3),
}
CELL = Style(8.0, 10.6, 400, "text", 3.4, 3.6)
HEAD = Style(7.4, 9.6, 400, "text3", 2.0, 3.6)
FIGURE_LABEL = Style(8.0, 10.5, 400, "text2", 0, 0)
FIGURE = Style(16.5, 20.5, 600, "text", 0, 0, -0.3)
PADDING = 9.0
INDENT = 9.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that is never split.

    Parameters
    ----------
    before, after
        Space that counts only between pieces, the larger of two neighbors.
    together
        Never the last piece of a page.
    joined
        Never parted from the piece before it.
    head
        Piece that is repeated above this one at the top of a page.
    bookmarks
        Titles and levels of the places that begin here, for the outline of the document.
    """

    height: float
    draw: Callable[[PdfPen], None]
    before: float = 0.0
    after: float = 0.0
    together: bool = False
    joined: bool = False
    head: "Piece | None" = None
    bookmarks: tuple[tuple[str, int], ...] = ()
    new_page: bool = False


def color(token: str) -> str:
    """Return the value of a color token."""
    return str(getattr(LOOK, token))


def pieces(block: Block, width: float) -> Iterator[Piece]:
    """Yield the pieces of a block on a width."""
    match block:
        case Heading():
            yield _heading(block, width)
        case Paragraph():
            yield _paragraph(block, width)
        case KeyFigures():
            yield _key_figures(block, width)
        case Table():
            yield from _table(block, width)
        case Drawing():
            height = block.height(width, PdfPen(None, 0))
            yield Piece(height, lambda pen: block.draw(pen, width), 3, 3)
        case Columns():
            yield from _columns(block, width)
        case Signatures():
            yield _signatures(block, width)
        case PageBreak():
            yield Piece(0, lambda _pen: None, new_page=True)


def _written(text: Text, style: Style, width: float) -> tuple[float, Callable[[PdfPen], None]]:
    """Return the height of a text broken into lines, and what writes it."""
    spans = (Span(text),) if isinstance(text, str) else text
    given = [
        word
        for span in spans
        for word in typesetting.words(
            span.text, max(style.weight, span.weight), color(span.color or style.color)
        )
    ]
    broken = typesetting.lines(given, style.size, width, style.spacing)

    def write(pen: PdfPen) -> None:
        for number, line in enumerate(broken):
            baseline = number * style.leading + (style.leading + style.size * 0.72) / 2
            _write_line(pen, 0, baseline, line, style)

    return len(broken) * style.leading, write


def _write_line(
    pen: PdfPen, x: float, y: float, line: Sequence[typesetting.Word], style: Style
) -> None:
    """Write words, those of one weight and color in one go so that they are read as one text."""
    begin = 0
    while begin < len(line):
        first, end = line[begin], begin + 1
        while (
            end < len(line) and line[end].weight == first.weight and line[end].color == first.color
        ):
            end += 1
        text = "".join((" " if word.space else "") + word.text for word in line[begin:end])
        text = text.removeprefix(" ") if begin == 0 else text
        spacing = style.spacing
        pen.text(
            x, y, text, size=style.size, color=first.color, weight=first.weight, spacing=spacing
        )
        x += typesetting.width(text, style.size, first.weight, spacing)
        begin = end


def _heading(block: Heading, width: float) -> Piece:
    style = HEADINGS[block.level]
    height, write = _written(block.text, style, width)
    marks = ((block.bookmark or block.text, block.level),) if block.level < 3 else ()
    return Piece(height, write, style.before, style.after, together=True, bookmarks=marks)


def _paragraph(block: Paragraph, width: float) -> Piece:
    style = PARAGRAPHS[block.style]
    room = min(width, 490) if block.style == "lead" else width  # long lines are hard to follow
    height, write = _written(block.text, style, room)
    return Piece(height, write, style.before, style.after, joined=block.style == "note")


def _key_figures(block: KeyFigures, width: float) -> Piece:
    count = max(1, len(block.figures))
    room = width / count
    inside = room - 20
    parts = []
    for figure in block.figures:
        value = FIGURE
        while typesetting.width(figure.value, value.size, value.weight) > inside and value.size > 9:
            value = replace(value, size=value.size - 0.5)
        texts = (
            _written(figure.label, FIGURE_LABEL, inside),
            _written(figure.value, value, inside),
            _written(figure.note, FIGURE_LABEL, inside),
        )
        parts.append(texts)
    tallest = max((sum(height for height, _ in texts) for texts in parts), default=0.0)
    height = tallest + 17

    def draw(pen: PdfPen) -> None:
        for y in (0.0, height):
            pen.line(((0, y), (width, y)), color("border_strong"))
        for number, texts in enumerate(parts):
            x = number * room + (0 if number == 0 else 11)
            if number:
                pen.line(((number * room, 9), (number * room, height - 9)), color("border_strong"))
            y = 8.5
            for tall, write in texts:
                write(pen.at(x, y))
                y += tall

    return Piece(height, draw, 8, 6)


def _columns(block: Columns, width: float) -> Iterator[Piece]:
    room = (width - GUTTER) / 2
    sides = [
        [piece for inner in side for piece in pieces(inner, room)]
        for side in (block.left, block.right)
    ]
    placed = [list(stacked(side)) for side in sides]
    height = max((y + piece.height for side in placed for y, piece in side), default=0.0)
    if height > 640:  # nearly a page: one column after the other
        for side in (block.left, block.right):
            for inner in side:
                yield from pieces(inner, width)
        return

    def draw(pen: PdfPen) -> None:
        for x, side in zip((0.0, room + GUTTER), placed, strict=True):
            for y, piece in side:
                piece.draw(pen.at(x, y))

    before = max((side[0].before for side in sides if side), default=0.0)
    marks = tuple(mark for side in sides for piece in side for mark in piece.bookmarks)
    yield Piece(height, draw, before, 2, bookmarks=marks)


def stacked(side: Sequence[Piece]) -> Iterator[tuple[float, Piece]]:
    """Yield pieces with their distance from the top of the first one."""
    y, after = 0.0, 0.0
    for number, piece in enumerate(side):
        if number:
            y += max(after, piece.before)
        yield y, piece
        y += piece.height
        after = piece.after


def _signatures(block: Signatures, width: float) -> Piece:
    shares = [3.0] * (len(block.names) - 1) + [1.4] if len(block.names) > 1 else [1.0]
    free = width - 18 * (len(shares) - 1)

    def draw(pen: PdfPen) -> None:
        x = 0.0
        for name, share in zip(block.names, shares, strict=True):
            long = free * share / sum(shares)
            pen.line(((x, 20), (x + long, 20)), color("field"), width=0.7)
            _written(name, FIGURE_LABEL, long)[1](pen.at(x, 24))
            x += long + 18

    return Piece(34, draw, 2, 4)


def _table(block: Table, width: float) -> Iterator[Piece]:
    if not block.rows:
        yield _paragraph(Paragraph(block.empty, "note"), width)
        return
    widths = _widths(block, width)
    head = _head(block.columns, widths)
    yield replace(head, together=True)
    last = len(block.rows) - 1
    for number, row in enumerate(block.rows):
        piece = _row(row, block.columns, widths)
        # Neither the first nor the last row stands alone on a page.
        together = number in {0, last - 1} and last > 0
        after = 6.0 if number == last else 0.0
        yield replace(piece, head=head, after=after, together=together)


def _widths(block: Table, width: float) -> list[float]:
    """Return the widths of the columns: content for some, shares of the rest for the others."""
    pads = _pads(block.columns)
    naturals = []
    for number, column in enumerate(block.columns):
        longest = typesetting.width(column.head, HEAD.size, HEAD.weight)
        for row in block.rows:
            cell = _cell(row, number, column)
            indent = row.indent * INDENT if number == _outline_column(block.columns) else 0.0
            long = typesetting.width(cell.text, CELL.size, cell.weight) + _mark_room(cell) + indent
            longest = max(longest, long)
        naturals.append(longest + sum(pads[number]))
    fixed = sum(
        natural for natural, column in zip(naturals, block.columns, strict=True) if not column.share
    )
    shares = sum(column.share for column in block.columns)
    # The shared columns keep two fifths, whatever the others hold, unless they need less.
    least = min(width * 0.4, sum(naturals) - fixed) if shares else 0.0
    squeeze = min(1.0, (width - least) / fixed) if fixed else 1.0
    free = width - fixed * squeeze
    return [
        free * column.share / shares if column.share else natural * squeeze
        for natural, column in zip(naturals, block.columns, strict=True)
    ]


def _pads(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Return the free space at the left and at the right of each column."""
    pads = []
    for number, column in enumerate(columns):
        if column.align == "right":
            pads.append((PADDING if number else 0.0, 0.0))
        else:
            after_figures = number > 0 and columns[number - 1].align == "right"
            last = number == len(columns) - 1
            pads.append((PADDING + 5 if after_figures else 0.0, 0.0 if last else PADDING))
    return pads


def _outline_column(columns: Sequence[Column]) -> int:
    return next((number for number, column in enumerate(columns) if column.share), 0)


def _cell(row: Row, number: int, column: Column) -> Cell:
    given = row.cells[number]
    cell = Cell(given) if isinstance(given, str) else given
    weight = cell.weight or (600 if row.strong else column.weight)
    return replace(cell, weight=weight, color=cell.color or "text")


def _mark_room(cell: Cell) -> float:
    return 9.0 if cell.mark else 0.0


def _head(columns: Sequence[Column], widths: Sequence[float]) -> Piece:
    cells = tuple(Cell(column.head, HEAD.weight, HEAD.color) for column in columns)
    row = _row(Row(cells), columns, widths, HEAD, line="border_strong")
    return replace(row, before=2.0)


def _row(
    row: Row,
    columns: Sequence[Column],
    widths: Sequence[float],
    style: Style = CELL,
    line: str = "border",
) -> Piece:
    outline = _outline_column(columns)
    pads = _pads(columns)
    parts = []
    x = 0.0
    for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
        cell = _cell(row, number, column)
        indent = row.indent * INDENT if number == outline else 0.0
        room = max(8.0, width - sum(pads[number]) - indent - _mark_room(cell))
        words = typesetting.words(cell.text, cell.weight, color(cell.color))
        broken = typesetting.lines(words, style.size, room)
        left = x + pads[number][0] + indent
        parts.append((cell, column.align, left, x + width, broken))
        x += width
    total = sum(widths)
    count = max((len(broken) for *_, broken in parts), default=1) or 1
    height = style.before + count * style.leading + style.after

    def draw(pen: PdfPen) -> None:
        for cell, align, left, right, broken in parts:
            first = style.before + (style.leading + style.size * 0.72) / 2
            widest = 0.0
            for number, words in enumerate(broken):
                long = _length(words, style)
                at = right - long if align == "right" else left + _mark_room(cell)
                widest = max(widest, long)
                _write_line(pen, at, first + number * style.leading, words, style)
            if cell.mark:
                at = right - widest - _mark_room(cell) if align == "right" else left
                draw_mark(pen, at + 3, first - style.size * 0.36, cell.mark, cell.mark_color)
        pen.line(((0, height), (total, height)), color(line))

    return Piece(height, draw)


def _length(line: Sequence[typesetting.Word], style: Style) -> float:
    text = "".join((" " if word.space else "") + word.text for word in line).removeprefix(" ")
    return typesetting.width(text, style.size, line[0].weight if line else 400)


def draw_mark(pen: PdfPen, x: float, y: float, mark: str, token: str = "") -> None:
    """Draw the sign of a state around a middle: square, triangle, diamond or check."""
    if mark == "critical":
        pen.box(x - 2.2, y - 2.2, 4.4, 4.4, fill=color(token or "critical"), radius=0.5)
    elif mark == "near":
        pen.shape(((x, y - 2.6), (x + 2.8, y + 2.2), (x - 2.8, y + 2.2)), fill=color("near"))
    elif mark == "milestone":
        pen.shape(diamond(x, y, 6), fill=color(token or "text"))
    elif mark == "done":
        check = ((x - 2.6, y + 0.2), (x - 0.8, y + 2.0), (x + 2.8, y - 2.2))
        pen.line(check, color(token or "good"), width=1.0)
