"""The inspector of the requirements page: calculator, fields, decision record, what it touches."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.screens.requirements.chain_fields import TABLES, chain_form
from leadbench.desktop.screens.requirements.columns import PRIORITIES, STATUSES
from leadbench.desktop.screens.requirements.fields import (
    business_fields,
    common_fields,
    technical_fields,
)
from leadbench.desktop.screens.requirements.touches import Touches
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.decision_record import decision_fields
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.sizing_sheet import Sheet
from leadbench.desktop.widgets.text import Line, Text
from leadbench.plan.architecture import sheet_of
from leadbench.plan.requirements import fit_words, template_of
from leadbench.plan.tables import Decision, Requirement, RequirementKind, RequirementStatus
from leadbench.plan.traces import Item, Place

if TYPE_CHECKING:
    from leadbench.desktop.screens.requirements import Page

_TONES = {
    RequirementStatus.OPEN: "neutral",
    RequirementStatus.ANSWERED: "accent",
    RequirementStatus.AGREED: "good",
}
_LOOKED_BACK = 60
"""So many of the latest changes are searched for those of a requirement."""


class Side:
    """What stands in the inspector of the page."""

    def __init__(self, page: "Page") -> None:
        self.page, theme = page, page.theme
        self.sheet = Sheet(page, brief=True)
        self.sheet.more.clicked.connect(lambda: page.asked_to_open.emit("architecture", None))
        self.fit = Text("", theme, "cell_strong", wrap=True)
        self.hint = Text("", theme, "caption", "text2", wrap=True)
        self.form = _form(page, common_fields(page))
        self.technical = _form(page, technical_fields(page))
        self.business = _form(page, business_fields(page))
        self.ends = {place: chain_form(page, place) for place in TABLES}
        self.decision = Form(
            page, decision_fields("Decision record"), table=Decision,
            name=lambda row: f"“{row.title}”",
        )  # fmt: skip
        self.decide = Button("", "file-text", theme, "link")
        self.decide.clicked.connect(self._decide)
        self.open_page = Button("", "arrow-up-right", theme, "link")
        self.touches = Touches(page)
        self.history = Text("", theme, "caption", "text2", wrap=True)
        self._row: Requirement | None = None
        self._item: Item | None = None
        self.open_page.clicked.connect(self._open)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = Line(theme)
        words = QWidget()
        inside = QVBoxLayout(words)
        inside.setContentsMargins(16, 10, 16, 0)
        inside.setSpacing(4)
        inside.addWidget(self.fit)
        inside.addWidget(self.hint)
        self._words = words
        action = QHBoxLayout()
        action.setContentsMargins(16, 8, 16, 8)
        action.addWidget(self.decide)
        action.addWidget(self.open_page)
        action.addStretch(1)
        self.history.setContentsMargins(16, 0, 16, 12)
        self._lines = [Line(theme), Line(theme), Line(theme)]
        for widget in (
            self.sheet, self._line, words, self.form, self._lines[0], self.technical,
            self.business, *self.ends.values(), self._lines[2], self.decision,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(action)
        column.addWidget(self._lines[1])
        column.addWidget(self.touches)
        column.addWidget(self.history)
        self.questions = Questions(page)
        self.pane = Pane(
            theme,
            "Requirements",
            "Select a requirement to see its fit criterion, its place in the chain and its origin. "
            "A click or Space in a column such as T1 traces a question to what follows from it.",
            body,
            self.questions,
        )

    def show(self, rows: Sequence[Requirement]) -> None:
        """Show the fields of these requirements."""
        self._item = None
        self._row = row = rows[0] if len(rows) == 1 else None
        kinds = {RequirementKind(one.kind) for one in rows}
        self.form.show_rows(rows)
        self.technical.show_rows(rows if kinds == {RequirementKind.TECHNICAL} else [])
        self.business.show_rows(rows if kinds == {RequirementKind.BUSINESS} else [])
        self.form.setVisible(bool(rows))
        self.technical.setVisible(kinds == {RequirementKind.TECHNICAL})
        self.business.setVisible(kinds == {RequirementKind.BUSINESS})
        self.open_page.hide()
        for form in self.ends.values():
            form.show_rows([])
            form.hide()
        for line in self._lines[:2]:
            line.setVisible(bool(rows))
        self._show_one(row)
        if not rows:
            self.pane.show_help()
        elif row is None:
            self.pane.show_for("", f"{len(rows)} requirements", [])
        else:
            status = RequirementStatus(row.status)
            self.pane.show_for(
                f"{row.code}, {row.kind} requirement",
                row.title,
                [
                    (dict(STATUSES)[status], _TONES[status], ""),
                    (dict(PRIORITIES)[row.priority], "neutral", ""),
                ],
            )

    def _show_one(self, row: Requirement | None) -> None:
        sized = row is not None and row.sized is not None
        self.sheet.setVisible(sized)
        self._line.setVisible(sized)
        if sized and row is not None:
            self.sheet.refresh(sheet_of(self.page.document.contents, row.project_id))
        fit = "" if row is None else fit_words(row, metric=True)
        known = None if row is None else template_of(row.template)
        self.fit.setText(fit)
        self.fit.setVisible(bool(fit))
        self.hint.setText("" if known is None else known.hint)
        self.hint.setVisible(bool(self.hint.text()))
        self._words.setVisible(bool(fit or self.hint.text()))
        technical = row is not None and row.kind == RequirementKind.TECHNICAL
        self.decide.setVisible(technical)
        decided = None if row is None or not technical else self.page.decision_of(row)
        records = self.page.document.contents.every(Decision)
        self.decision.show_rows([] if decided is None else [records[decided]])
        self.decision.setVisible(decided is not None)
        self._lines[2].setVisible(decided is not None)
        self.decide.setText("Record a decision" if decided is None else "Show it in Architecture")
        self.decide.setEnabled(decided is not None or self.page.can_edit)
        self.decide.updateGeometry()
        place = Place.TECHNICAL if technical else Place.BUSINESS
        item = None if row is None else self.page.chain.items[place].get(row.id or 0)
        self.touches.setVisible(item is not None)
        if item is not None:
            self.touches.show_for(self.page.chain, item)
        self.history.setText("" if row is None else self._history(row))
        self.history.setVisible(row is not None)

    def show_item(self, item: Item) -> None:
        """Show what an item of the chain touches, whose fields stand elsewhere or in its list."""
        self.show([])
        self._item = item
        self.touches.setVisible(True)
        self.touches.show_for(self.page.chain, item)
        form = self.ends.get(item.place)
        if form is not None:
            rows = self.page.document.contents.every(TABLES[item.place])
            form.show_rows([rows[item.key]])
            form.show()
            self._lines[1].show()
        listed = item.place in (Place.BUSINESS, Place.TECHNICAL)
        self.open_page.setVisible(listed or item.page != self.page.key)
        self.open_page.setText("Show in the list" if listed else f"Open the {item.place.value}")
        self.pane.show_for(item.place.value.capitalize(), item.words, [])

    def _open(self) -> None:
        if self._item is not None:
            self.page.open_item(self._item)

    def _decide(self) -> None:
        """Write a decision record in its place below; or lead to the one that is there."""
        if self._row is None:
            return
        decided = self.page.decision_of(self._row)
        if decided is None:
            self.page.record(self._row)
            self.decision.focus("context")
        else:
            self.page.asked_to_open.emit("architecture", ("decision", decided))

    def _history(self, row: Requirement) -> str:
        """Return which change of a requirement was the last, as far as the latest ones tell."""
        store = self.page.document.store
        for entry in store.history(limit=_LOOKED_BACK):
            if "requirement" not in entry.tables:
                continue
            changed = store.change_rows(entry.sequence)
            if any(one.table == "requirement" and one.key == row.id for one in changed):
                return f"Last change: {entry.label}. All of them stand in the history."
        return f"No change of {row.code} among the last {_LOOKED_BACK}."


def _form(page: "Page", sections: Sequence[tuple[str, Sequence[FieldSpec]]]) -> Form:
    return Form(page, sections, table=Requirement, name=lambda row: str(row.code))
