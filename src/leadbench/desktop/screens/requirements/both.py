"""The two tables of requirements: questions with their answers, and what follows technically."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.requirements.columns import (
    STATUSES,
    business_columns,
    technical_columns,
)
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Icon, Line, Text
from leadbench.plan.edits.requirements import delete_requirement
from leadbench.plan.left_out import left_out
from leadbench.plan.tables import Requirement, RequirementKind, RequirementStatus

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page


class Both(QWidget):
    """Business requirements with the matrix of what follows, and technical ones below."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        self.tinted: int | None = None
        self.business = self._table(RequirementKind.BUSINESS, business_columns(page, ()))
        self.technical = self._table(RequirementKind.TECHNICAL, technical_columns(page))
        self.business.chosen.connect(lambda: self._chosen(self.business, self.technical))
        self.technical.chosen.connect(lambda: self._chosen(self.technical, self.business))
        self.business_sentence = Text("", theme, "caption", "text2")
        self.technical_sentence = Text("", theme, "caption", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.caption = Text("Traced to technical requirements", theme, "caption", "text2")
        title = self._title("Business requirements", self.business_sentence)
        title.addWidget(self.caption)
        column.addLayout(title)
        column.addWidget(self.business, 1)
        column.addSpacing(16)
        column.addWidget(Line(theme))
        column.addLayout(self._title("Technical requirements", self.technical_sentence))
        column.addWidget(self.technical, 1)
        column.addWidget(self._notice())
        column.addStretch(0)
        self.setFocusProxy(self.business)

    def _table(self, kind: RequirementKind, columns: Sequence[Any]) -> Table:
        table = Table(
            self.page,
            columns,
            table=Requirement,
            name=lambda row: str(row.code),
            noun=("requirement", "requirements"),
            insert=lambda below: self.page.insert(kind, below),
            delete=self._delete,
            remember=kind.value,
        )
        table.setAccessibleName(f"{kind.value.capitalize()} requirements")
        return table

    def _title(self, title: str, sentence: Text) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 4)
        row.setSpacing(10)
        row.addWidget(Text(title, self.page.theme, "section"))
        row.addWidget(sentence, 1)
        return row

    def _notice(self) -> QWidget:
        theme = self.page.theme
        self.notice = QWidget()
        self.gap = Text("", theme, "cell", "text2")
        self.gap_action = Button("", "", theme, "link")
        self.gap_action.clicked.connect(self._mend_gap)
        row = QHBoxLayout(self.notice)
        row.setContentsMargins(20, 9, 20, 9)
        row.setSpacing(8)
        row.addWidget(Icon("triangle-alert", theme, "near", 14))
        row.addWidget(self.gap)
        row.addWidget(self.gap_action)
        row.addStretch(1)
        self._gap: tuple[int, str] | None = None
        return self.notice

    # What is shown

    def refresh(self, business: Sequence[Requirement], technical: Sequence[Requirement]) -> None:
        """Show these requirements."""
        self.business.set_specs(business_columns(self.page, technical, business))
        self.business.set_rows(business)
        self.technical.set_specs(technical_columns(self.page, technical))
        self.technical.set_rows(technical)
        counts = [
            (sum(row.status == status for row in business), word.lower())
            for status, word in reversed(STATUSES)
        ]
        words = ", ".join(f"{n} {word}" for n, word in counts if n)
        self.business_sentence.setText(words + self._with(business))
        self.caption.setVisible(bool(technical))
        traced = {technical_id for _business, technical_id in self.page.traces}
        derived = sum(row.id in traced for row in technical)
        out = left_out(self.page.document.contents)
        placed = sum(
            row.activity_id is not None and row.activity_id not in out for row in technical
        )
        tested = sum(bool(self.page.checked_by(row)) for row in technical)
        self.technical_sentence.setText(
            f"{derived} derived, {placed} placed in the plan, {tested} with a test"
            if technical
            else "None yet. Add what follows from the answers above"
        )
        self._show_gap(business, technical)

    def _with(self, rows: Sequence[Requirement]) -> str:
        """Return with whom all of them were agreed, "" unless it is one role."""
        owners = {row.owner_role_id for row in rows}
        agreed = all(row.status == RequirementStatus.AGREED for row in rows)
        owner = next(iter(owners)) if len(owners) == 1 else None
        if not agreed or owner is None:
            return ""
        return f" with the {self.page.document.contents.roles[owner].name}"

    def _show_gap(self, business: Sequence[Requirement], technical: Sequence[Requirement]) -> None:
        untested = [row for row in technical if not self.page.checked_by(row)]
        leading = {business_id for business_id, _technical in self.page.traces}
        idle = [row for row in business if row.id not in leading]
        if untested:
            self.gap.setText(
                f"{_listed(untested)} no test yet. Add one so that the gate can check it."
            )
            self.gap_action.setText("Add a test")
            self._gap = (key_of(untested[0]), "checks")
        elif idle and technical:
            self.gap.setText(f"{_listed(idle)} no technical requirement that follows from it.")
            self.gap_action.setText("Show it")
            self._gap = (key_of(idle[0]), "title")
        else:
            self._gap = None
        self.notice.setVisible(self._gap is not None)
        self.gap_action.updateGeometry()

    def _mend_gap(self) -> None:
        if self._gap is None:
            return
        key, column = self._gap
        table = self.choose(key, column)
        if column == "checks" and not self.page.document.read_only:
            table.edit(table.currentIndex())

    # The selection

    def choose(self, key: object, column: str) -> Table:
        """Select a requirement in its table, and return that."""
        row = self.page.document.contents.requirements.get(key) if isinstance(key, int) else None
        business = row is not None and row.kind == RequirementKind.BUSINESS
        table = self.business if business else self.technical
        if row is not None:
            table.choose(key_of(row), column)
            table.setFocus()
        return table

    def clear(self) -> None:
        """Select nothing."""
        self.business.clearSelection()
        self.technical.clearSelection()

    def selected_rows(self) -> Sequence[Requirement]:
        """Return the selected requirements of the one or the other table."""
        return self.business.selected_rows() or self.technical.selected_rows()

    def _chosen(self, table: Table, other: Table) -> None:
        if table.selected():
            other.clearSelection()
        self.tint()
        self.page.show_selection()

    def tint(self) -> None:
        """Tint the column of the technical requirement that is selected."""
        technical = self.technical.selected()
        tinted = technical[0] if len(technical) == 1 else None
        if tinted != self.tinted:
            self.tinted = tinted
            self.business.viewport().update()

    def _delete(self, keys: list[int]) -> None:
        codes = ", ".join(self.page.document.contents.requirements[key].code for key in keys)
        with self.page.edit(f"Delete {codes}") as session:
            for key in keys:
                delete_requirement(session, key)


def key_of(row: Requirement) -> int:
    """Return the key of a requirement that is in the plan."""
    assert row.id is not None
    return row.id


def _listed(rows: Sequence[Requirement]) -> str:
    """Return "T8 has" or "T8 and 2 more have"."""
    if len(rows) == 1:
        return f"{rows[0].code} has"
    return f"{rows[0].code} and {len(rows) - 1} more have"
