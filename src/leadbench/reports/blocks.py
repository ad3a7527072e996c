"""What a document is made of, before anybody knows of pages: blocks of text, tables and drawings.

Sections turn rows and results into blocks; a binder turns blocks into pages. Colors are named by
the tokens of ``charts.look``, so that a binder chooses the look.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from leadbench.charts.pen import Pen


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that differs: weight 400, 500, 600 or 700, and the color token."""

    text: str
    weight: int = 400
    color: str = ""


Text = str | tuple[Span, ...]


def plain(text: Text) -> str:
    """Return a text without its marks."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: level 0 opens the document, 1 a page, 2 a section, 3 a part of one.

    Levels 0 to 2 become bookmarks, under ``bookmark`` if the title says a finding instead of a
    place.
    """

    text: str
    level: int = 2
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; the style is "body", "lead" under a title, or "note" under a chart or table."""

    text: Text
    style: str = "body"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure with its label above and its judgement below."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Up to four figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    share
        Part of the free width; 0 for a column as wide as its content.
    align
        "left" or "right"; figures stand to the right.
    weight
        Of the cells, unless a cell says otherwise.
    """

    head: str
    share: float = 0.0
    align: str = "left"
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that differs from its column, or has a mark before it.

    Parameters
    ----------
    mark
        "critical" (square), "near" (triangle), "milestone" (diamond), "done" (check) or "".
    """

    text: str
    weight: int = 0
    color: str = ""
    mark: str = ""
    mark_color: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, never split over two pages.

    Parameters
    ----------
    indent
        Level of the outline, shown in the first column with a share.
    strong
        For a total or a group.
    """

    cells: tuple[str | Cell, ...]
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that every page repeats; ``empty`` is said where there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: draws itself with a pen onto a width, at the height that it names for that width.

    ``summary`` says in words what the chart shows.
    """

    height: Callable[[float, Pen], float]
    draw: Callable[[Pen, float], None]
    summary: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side on the two-column grid."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each with the name of who signs; the last is the date."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block = Heading | Paragraph | KeyFigures | Table | Drawing | Columns | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Parameters
    ----------
    project, name
        Stand at the head of every page ("Support ticket triage", "Strategic plan, MVP stage").
    on
        The date of the document, at the head of every page.
    basis
        What its figures rest on, at the foot of every page.
    """

    project: str
    name: str
    on: date
    basis: str
    blocks: tuple[Block, ...]
    author: str = "Leadbench"
    language: str = "en"
    subject: str = field(default="")
