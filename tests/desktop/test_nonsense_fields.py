"""Every field for a number on the pages of discovery to architecture refuses what nobody means."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.window import Window

NUMBERS = {"number", "integer", "money", "percent"}
FAR = ("1" + "0" * 25, "-" + "1" * 26, "nan", "1e400", "1e25")
LEAST = {
    "discovery": 6, "data_assessment": 6, "business_case": 15, "portfolio": 10, "requirements": 2,
    "architecture": 20,
}  # fmt: skip
"""Fields for numbers that each page has at least, counted on its pictures."""


def parts(window: Window) -> list[QWidget]:
    page = window.pages.page
    assert page is not None
    side = page.inspector()
    return [page] if side is None else [page, side]


def fields(window: Window) -> Iterator[tuple[str, Field]]:
    """Every field for a number in a form that shows a row, after choosing a row in each list."""
    seen: set[int] = set()
    tables = [table for part in parts(window) for table in part.findChildren(Table)]
    for table in (None, *tables):
        if table is not None and table.rows.rowCount():
            table.choose(table.row_at(0).id)
        for part in parts(window):
            for form in part.findChildren(Form):
                for column, field in form.fields.items():
                    if form.specs[column].editor not in NUMBERS or id(field) in seen:
                        continue
                    shown = field.isVisibleTo(window) and form.isVisibleTo(window)
                    if isinstance(field, Field) and shown and not field.edit.isReadOnly():
                        seen.add(id(field))
                        yield column, field


@pytest.mark.parametrize("key", LEAST)
def test_no_field_takes_a_number_beyond_all_sense(window: Window, key: str) -> None:
    window.show_page(key)
    window.show_inspector()
    revision = window.document.store.revision
    taken, count = [], 0
    for column, field in fields(window):
        count += 1
        for text in FAR:
            field.committed.emit(text)
            if not field.complaint.text():
                taken.append((column, text))
    assert taken == []
    assert window.document.store.revision == revision
    assert count >= LEAST[key]
