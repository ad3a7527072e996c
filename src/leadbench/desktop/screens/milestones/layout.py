"""Which columns of the outline table are shown, in which order and how wide, and the sorting.

It is remembered for each plan and each view; a plan that was never seen begins with what was last
chosen for any other.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from PySide6.QtCore import QSettings

from leadbench.desktop.document import Document
from leadbench.desktop.screens.milestones.columns import CHART, FIXED, LOOKS, WHOLE, Column

NARROWEST: Final = 28
_DEFAULTS: Final = {"gantt": CHART, "table": WHOLE}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one view, and by which of them its rows are sorted."""

    shown: tuple[Column, ...]
    widths: dict[Column, int] = field(default_factory=dict)
    sort: Column | None = None
    falling: bool = False

    def width(self, column: Column) -> int:
        """Return the width of a column in pixels."""
        return self.widths.get(column, LOOKS[column].width)

    def with_shown(self, columns: Sequence[Column]) -> "Layout":
        """Return the layout with these columns; number and name stay first."""
        rest = tuple(column for column in columns if column not in FIXED)
        sort = self.sort if self.sort in (*FIXED, *rest) else None
        return replace(self, shown=(*FIXED, *rest), sort=sort)

    def with_width(self, column: Column, width: int) -> "Layout":
        """Return the layout with another width of one column."""
        return replace(self, widths={**self.widths, column: max(NARROWEST, width)})

    def sorted_next(self, column: Column) -> "Layout":
        """Return the layout after a click on a head: rising, then falling, then not sorted."""
        if self.sort != column:
            return replace(self, sort=column, falling=False)
        if not self.falling:
            return replace(self, falling=True)
        return replace(self, sort=None, falling=False)


def default_layout(view: str) -> Layout:
    """Return the layout of a view until somebody changes it."""
    return Layout(_DEFAULTS[view])


def load(document: Document, view: str) -> Layout:
    """Return the layout of a view of the open plan."""
    settings = QSettings()
    for name in (_own(document, view), f"columns/{view}"):
        value = settings.value(name) if name else None
        found = None if value is None else _read(str(value))
        if found is not None:
            return found
    return default_layout(view)


def save(document: Document, view: str, layout: Layout) -> None:
    """Remember a layout for the open plan, and its columns for plans not seen yet."""
    settings = QSettings()
    settings.setValue(f"columns/{view}", _written(replace(layout, sort=None, falling=False)))
    name = _own(document, view)
    if name:
        settings.setValue(name, _written(layout))


def _own(document: Document, view: str) -> str:
    if not document.is_open:
        return ""
    # One flat name for each file: a path's slashes would become nested groups.
    file = str(document.store.path).replace("/", "|").replace("\\", "|")
    return f"columns of {view}/{file}|{document.project_id}"


def _written(layout: Layout) -> str:
    return json.dumps(
        {
            "shown": [column.name for column in layout.shown],
            "widths": {column.name: width for column, width in layout.widths.items()},
            "sort": None if layout.sort is None else layout.sort.name,
            "falling": layout.falling,
        }
    )


def _read(text: str) -> Layout | None:
    """Return a remembered layout; None if it cannot be read. Unknown columns are left out."""
    try:
        found: Any = json.loads(text)
        shown = [Column[name] for name in found["shown"] if name in Column.__members__]
        widths = {
            Column[name]: max(NARROWEST, int(width))
            for name, width in found["widths"].items()
            if name in Column.__members__
        }
        sort = found["sort"]
        layout = Layout(
            FIXED,
            widths,
            Column[sort] if sort in Column.__members__ else None,
            bool(found["falling"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return layout.with_shown(list(dict.fromkeys(shown)))
