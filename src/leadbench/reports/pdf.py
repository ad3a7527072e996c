"""Binds the blocks of a document to the pages of a PDF.

Text stays text, charts stay vectors, all fonts are embedded, and the same document gives the same
bytes: no clock, no random number and no order of a set enters the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadbench.charts.pen import fitted
from leadbench.plan.notation import format_date_long
from leadbench.reports import layout
from leadbench.reports import type as typesetting
from leadbench.reports.blocks import Document
from leadbench.reports.layout import Piece
from leadbench.reports.pdf_pen import PdfPen
from leadbench.reports.whole_file import write_whole

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """Size of a page and its margins, in points."""

    width: float
    height: float
    side: float = 14 * _MM
    head: float = 15 * _MM
    foot: float = 14 * _MM


A4 = Paper(210 * _MM, 297 * _MM)
LETTER = Paper(612, 792)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its distance from the top of the page."""

    piece: Piece
    top: float


def write(document: Document, path: Path, paper: Paper = A4) -> int:
    """Write a document as a PDF and return the number of its pages.

    The file is complete or it is not there: it is written beside its place and moved at the end.

    Raises
    ------
    CannotWrite
        If the folder or the disk does not take it; a file that was there is still there.
    """
    return write_whole(Path(path), lambda file: bind(document, file, paper))


def bind(document: Document, file: "SupportsWrite[bytes]", paper: Paper = A4) -> int:
    """Write a document as a PDF into an open file and return the number of its pages."""
    from reportlab.pdfgen.canvas import Canvas

    pages = paginated(document, paper)
    canvas: Any = Canvas(
        file,
        pagesize=(paper.width, paper.height),
        pageCompression=1,
        invariant=1,
        initialFontName=typesetting.font(400),
        initialFontSize=9,
        lang=document.language,
    )
    canvas.setTitle(f"{document.project}: {document.name}")
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("Leadbench")
    canvas.setProducer("Leadbench")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    level = -1
    for number, page in enumerate(pages, start=1):
        pen = PdfPen(canvas, paper.height)
        _frame(pen, document, paper, number, len(pages))
        for place, placed in enumerate(page):
            for order, (title, wanted) in enumerate(placed.piece.bookmarks):
                level = min(max(0, wanted - 1), level + 1)
                key = f"p{number}-{place}-{order}"
                canvas.bookmarkHorizontal(key, 0, paper.height - placed.top + 8)
                canvas.addOutlineEntry(title, key, level, closed=0)
            placed.piece.draw(pen.at(paper.side, placed.top))
        canvas.showPage()
    canvas.save()
    return len(pages)


def paginated(document: Document, paper: Paper = A4) -> list[list[Placed]]:
    """Return the pieces of each page; every document has a page."""
    width = paper.width - 2 * paper.side
    bottom = paper.height - paper.foot - 4
    pages: list[list[Placed]] = [[]]
    y, after = paper.head, 0.0
    all_pieces = (piece for block in document.blocks for piece in layout.pieces(block, width))
    for group in _groups(all_pieces):
        if group[0].new_page:
            if pages[-1]:
                pages.append([])
            y, after = paper.head, 0.0
            continue
        top = y + (max(after, group[0].before) if pages[-1] else 0.0)
        if top + _tall(group) > bottom and pages[-1]:
            pages.append([])
            y, after, top = paper.head, 0.0, paper.head
            head = group[0].head
            if head is not None:
                pages[-1].append(Placed(head, y))
                top = y + head.height
        for offset, piece in layout.stacked(group):
            pages[-1].append(Placed(piece, top + offset))
            y, after = top + offset + piece.height, piece.after
    while len(pages) > 1 and not pages[-1]:
        pages.pop()
    return pages


def _groups(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    """Yield pieces that belong on one page: a heading with what follows, a chart with its note."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.new_page or not (group[-1].together or piece.joined)):
            yield group
            group = []
        if piece.new_page:
            yield [piece]
        else:
            group.append(piece)
    if group:
        yield group


def _tall(group: Sequence[Piece]) -> float:
    *_, (offset, last) = layout.stacked(group)
    return offset + last.height


def _frame(pen: PdfPen, document: Document, paper: Paper, number: int, count: int) -> None:
    """Draw the head and the foot of a page."""
    text2, text3 = layout.color("text2"), layout.color("text3")
    left, right = paper.side, paper.width - paper.side
    head = paper.head - 13.5
    day = format_date_long(document.on)
    room = right - left - pen.text_width(day, 7.5) - 16
    project = _shortened(pen, document.project, room * 0.6, 600)
    pen.text(left, head, project, size=7.5, color=text2, weight=600)
    beside = left + pen.text_width(project, 7.5, 600) + 11
    name = _shortened(pen, document.name, right - pen.text_width(day, 7.5) - 16 - beside, 400)
    pen.text(beside, head, name, size=7.5, color=text2)
    pen.text(right, head, day, size=7.5, color=text2, anchor="end")
    line = paper.height - paper.foot + 5
    pen.line(((left, line), (right, line)), layout.color("border_strong"))
    page = f"Page {number} of {count}"
    basis = _shortened(pen, document.basis, right - left - pen.text_width(page, 7.5) - 20, 400)
    pen.text(left, line + 12, basis, size=7.5, color=text3)
    pen.text(right, line + 12, page, size=7.5, color=text3, anchor="end")


def _shortened(pen: PdfPen, text: str, room: float, weight: int) -> str:
    return fitted(pen, text, room, 7.5, weight)
