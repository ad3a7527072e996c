"""Writing a block of text over cells of the outline, as one change: all of it or nothing."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final

from leadbench.desktop.screens.milestones.columns import LOOKS, Column
from leadbench.errors import LeadbenchError, Refused

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.screens.milestones.cells import Cells
    from leadbench.desktop.screens.milestones.model import OutlineModel

_NAMELESS: Final = "New task"
_FOR_NEW: Final = frozenset(
    {
        Column.NAME,
        Column.DAYS,
        Column.ROLE,
        Column.PREDECESSORS,
        Column.SUCCESSORS,
        Column.STAGE,
        Column.WBS,
        Column.NOTES,
        Column.FIXED_COST,
    }
)
"""What can be written of a task that has no dates yet."""


class CellRefused(Refused):
    """A cell of a block cannot be written; nothing was changed.

    Parameters
    ----------
    column
        The column of the cell; ``key`` is its row, or None for a task that would be new.
    """

    def __init__(self, message: str, key: int | None, column: Column) -> None:
        super().__init__(message, table="activity", key=key)
        self.column = column


@dataclass(frozen=True, slots=True)
class Block:
    """Texts and the cells that they go to.

    Parameters
    ----------
    lines
        One list of texts for each row.
    columns
        The columns from left to right, at least as many as the longest line is long.
    keys
        The rows; lines that are left over become new tasks.
    below
        Key of the row below which new tasks stand; None for at the end.
    """

    lines: Sequence[Sequence[str]]
    columns: Sequence[Column]
    keys: Sequence[int]
    below: int | None = None

    @property
    def added(self) -> int:
        """How many tasks are new."""
        return max(0, len(self.lines) - len(self.keys))


def lines_of(text: str) -> list[list[str]]:
    """Return the cells of a text as spreadsheets put it on the clipboard."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    return [list(line) for line in csv.reader(StringIO(clean), delimiter="\t")] or [[]]


def text_of(lines: Sequence[Sequence[str]]) -> str:
    """Return cells as spreadsheets read them from the clipboard."""
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(lines)
    return out.getvalue()


def fit(lines: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    """Refuse lines that are longer than there are columns."""
    widest = max(len(line) for line in lines)
    if widest > len(columns):
        raise Refused(
            f"What was copied is {widest} columns wide, but only {len(columns)} are shown from "
            "here on. Show more columns, or paste further to the left. Nothing was pasted."
        )


def write(session: "Session", cells: "Cells", model: "OutlineModel", block: Block) -> int:
    """Write a block and return how many cells changed.

    A cell that already shows its text is left alone, so that calculated columns may be in a block
    that comes back unchanged.

    Raises
    ------
    CellRefused
        For the first cell that cannot be written; it is named.
    """
    from leadbench.plan.edits.outline import add_activity

    changed = 0
    for key, line in zip(block.keys, block.lines, strict=False):
        for column, text in zip(block.columns, line, strict=False):
            changed += _write_cell(session, cells, model, key, column, text)
    project_id, below = cells.rows.document.project_id, block.below
    assert project_id is not None
    for line in block.lines[len(block.keys) :]:
        texts = dict(zip(block.columns, line, strict=False))
        name = texts.pop(Column.NAME, "").strip() or _NAMELESS
        below = add_activity(session, project_id, name, below=below)
        changed += 1
        for column, text in texts.items():
            if text.strip():
                _write_new(session, cells, below, name, column, text)
                changed += 1
    return changed


def _write_cell(
    session: "Session",
    cells: "Cells",
    model: "OutlineModel",
    key: int,
    column: Column,
    text: str,
) -> int:
    index = model.index_of(key, column)
    line = cells.rows.line_of(key)
    clean = text.strip()
    shown = line.text(column)
    if clean == shown.strip() or (model.editable(index) and clean == model.edit_text(index)):
        return 0
    try:
        if not model.editable(index):
            raise Refused(_fixed(column, line.is_summary))
        cells.change(key, column, clean)(session)
        session.flush()
    except LeadbenchError as refusal:
        where = f"{line.number} {line.name}, {LOOKS[column].title}"
        raise CellRefused(_told(where, refusal), key, column) from None
    return 1


def _write_new(
    session: "Session", cells: "Cells", key: int, name: str, column: Column, text: str
) -> None:
    try:
        if column not in _FOR_NEW:
            raise Refused(f"{LOOKS[column].title} of a new task is written once it has dates.")
        cells.change(key, column, text.strip())(session)
        session.flush()
    except LeadbenchError as refusal:
        where = f"New task “{name}”, {LOOKS[column].title}"
        raise CellRefused(_told(where, refusal), None, column) from None


def _fixed(column: Column, summary: bool) -> str:
    if summary:
        return "This is a summary: its figures come from the tasks below it."
    return f"{LOOKS[column].title} is calculated and cannot be written here."


def _told(where: str, refusal: LeadbenchError) -> str:
    reason = str(refusal).replace(" Nothing was changed.", "")
    return f"{where}: {reason} Nothing was pasted."
