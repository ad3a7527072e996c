"""What the complexity acts on: rank, estimates, costs; each with its factor, two with a switch."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.head import scaled
from leadbench.desktop.widgets.text import Text
from leadbench.plan.complexity import Widening, assessment_of, widening_of
from leadbench.plan.edits.complexity import allow_for_present, switch
from leadbench.plan.ranges import ranges_of
from leadbench.plan.tables import DataAssessment

if TYPE_CHECKING:
    from leadbench.desktop.screens.data_assessment import Page


class Acting(QWidget):
    """The effects of complexity in words, with their switches, and why the factor is what it is."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page, theme = page, page.theme
        self.rank = Button("Order in the portfolio", "", theme, "link")
        self.rank.clicked.connect(lambda: page.asked_to_open.emit("portfolio", None))
        self.durations, self.costs = QCheckBox(), QCheckBox()
        for box, field in ((self.durations, "widens_durations"), (self.costs, "widens_costs")):
            box.setFont(theme.font("cell"))
            box.clicked.connect(lambda on, field=field: self._switch(field, on=on))
        self.values = [Text("", theme, "cell_strong") for _ in range(3)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (what, value) in enumerate(
            zip((self.rank, self.durations, self.costs), self.values, strict=True)
        ):
            value.setMinimumWidth(scaled(theme, 72))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(what, row, 0)
            grid.addWidget(value, row, 1)
        self.why = Text("", theme, "caption", "text2", wrap=True)
        self.allow = Button("", "check", theme, "link")
        self.allow.clicked.connect(self.allow_for)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.allow)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text("It acts on", theme, "section"))
        column.addLayout(grid)
        column.addWidget(self.why)
        column.addLayout(below)

    def refresh(self) -> None:
        """Reread what complexity does."""
        document = self.page.document
        project_id, contents = document.project_id, document.contents
        found = None if project_id is None else widening_of(contents, project_id)
        self.setVisible(found is not None and found.index is not None)
        if project_id is None or found is None or found.index is None:
            return
        row = assessment_of(contents, project_id) or DataAssessment(project_id=project_id)
        count = len(ranges_of(contents, project_id))
        estimates = f"{count} estimate{'' if count == 1 else 's'}"
        self.durations.setText(f"Widths of {estimates}, with the cost of their people")
        self.durations.setToolTip(
            "What a task can take at best and at worst lies further from its likely duration,"
            " and its people cost accordingly"
        )
        self.costs.setToolTip(
            "Growth is an outline that no plan stands behind: all of it is multiplied.\n"
            "MVP and running cost stay as they are, with wider ranges"
        )
        self.costs.setText("Growth cost, and cost ranges of the business case")
        for box, on in ((self.durations, row.widens_durations), (self.costs, row.widens_costs)):
            box.setChecked(bool(on))
            box.setEnabled(self.page.can_edit)
        words = (f"{found.index:g} of 10", _times(found.durations), _times(found.costs))
        for value, text in zip(self.values, words, strict=True):
            value.setText(text)
        self.why.setText(_reason(found, row))
        self.allow.setText(f"The estimates allow for {found.index:g}")
        self.allow.setVisible(found.factor > 1 and self.page.can_edit)

    def _switch(self, field: str, *, on: bool) -> None:
        project_id = self.page.document.project_id
        assert project_id is not None
        what = "estimates" if field == "widens_durations" else "costs"
        label = f"Complexity {'acts' if on else 'does not act'} on {what}"
        with self.page.edit(label) as session:
            switch(session, project_id, field, on)

    def allow_for(self) -> None:
        """Say that the estimates were given in the knowledge of the present complexity."""
        project_id = self.page.document.project_id
        if project_id is None or not self.page.can_edit or self.allow.isHidden():
            return
        with self.page.edit("Complexity that the estimates allow for") as session:
            allow_for_present(session, project_id)


def _times(factor: float) -> str:
    return f"× {factor:.2f}"


def _reason(found: Widening, row: DataAssessment) -> str:
    """Return how the factor comes about, with its figures."""
    assert found.index is not None
    whole = 1 + max(0.0, found.index - row.free_points) * row.percent_per_point / 100
    words = f"{row.percent_per_point:g}% for each point above {row.free_points:g}: × {whole:.2f}."
    if found.allowed is None:
        return f"{words} The estimates allow for no complexity of their own."
    known = 1 + max(0.0, found.allowed - row.free_points) * row.percent_per_point / 100
    words += f" The estimates allow for {found.allowed:g}, × {known:.2f}, already"
    if found.factor > 1:
        return f"{words}: {whole:.2f} ÷ {known:.2f} = {found.factor:.2f} is left."
    return f"{words}: nothing is left to add."
