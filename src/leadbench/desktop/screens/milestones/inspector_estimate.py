"""The three-point estimate of the selected task, with its density."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from leadbench.desktop.screen import Screen
from leadbench.desktop.screens.milestones.density import DensityView
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.desktop.screens.milestones.sections import (
    Section,
    attempt,
    mark_invalid,
)
from leadbench.desktop.widgets.buttons import Button
from leadbench.desktop.widgets.complaint import Complaint
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.text import Text
from leadbench.errors import Refused
from leadbench.plan.complexity import widening_of
from leadbench.plan.edits.activities import set_estimate
from leadbench.plan.notation import format_duration, parse_duration
from leadbench.plan.ranges import range_of

if TYPE_CHECKING:
    from leadbench.plan.tables import Activity

_NAMES = ("Optimistic", "Likely", "Pessimistic")


class EstimateSection(Section):
    """What is still to do, as optimistic, likely and pessimistic duration.

    Parameters
    ----------
    page
        Opens the changes.
    rows
        The plan.
    """

    def __init__(self, page: Screen, rows: PlanRows) -> None:
        super().__init__("Three-point estimate", page.theme, "working days")
        self.page, self.rows = page, rows
        self.key: int | None = None
        self.fields = {name: Field(name, "", page.theme) for name in _NAMES}
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, field in self.fields.items():
            row.addWidget(field, 1)
            field.edit.setMinimumWidth(40)
            field.committed.connect(lambda text, name=name: self._write(name, text))
        self.column.addLayout(row)
        self.complaint = Complaint(page.theme)
        self.column.addWidget(self.complaint)
        self.density = DensityView(page.theme)
        self.column.addWidget(self.density)
        self.widened = Text("", page.theme, "caption", "text2", wrap=True)
        self.cause = Button("", "database", page.theme, "link")
        self.cause.clicked.connect(lambda: page.asked_to_open.emit("data_assessment", None))
        self.column.addWidget(self.widened)
        self.column.addWidget(self.cause)
        words = "Add an optimistic and a pessimistic value to show how sure the duration is."
        self.advice = Text(words, page.theme, "caption", "text2", wrap=True)
        self.column.addWidget(self.advice)

    def show_task(self, key: int) -> None:
        """Show the estimate of a task."""
        activity = self.rows.document.contents.activities[key]
        project = self.rows.document.project
        assert project is not None
        same, self.key = key == self.key, key
        values = estimate(activity)
        for name, minutes in zip(_NAMES, values, strict=True):
            field = self.fields[name]
            if same and field.edit.property("invalid") and field.edit.hasFocus():
                continue  # what is being mended stays
            text = "" if minutes is None else format_duration(minutes, project)
            field.set_text(text.removesuffix(" d") if text.count(" ") == 1 else text)
            mark_invalid(field, invalid=False)
        if not any(field.edit.property("invalid") for field in self.fields.values()):
            self.complaint.say("")
        low, _likely, high = values
        self._show_range(activity)
        self.advice.setVisible(low is None or high is None)
        for field in self.fields.values():
            field.set_read_only(self.rows.document.read_only)

    def _show_range(self, activity: "Activity") -> None:
        """Show the range as it counts: as wide as the complexity of the data makes it."""
        contents, project = self.rows.document.contents, self.rows.document.project
        assert project is not None
        assert project.id is not None
        own, factor = range_of(activity), widening_of(contents, project.id)
        wide = None if own is None else own.widened(factor.durations)
        if wide is None or wide.pessimistic <= wide.optimistic:
            self.density.show_values(None)
        else:
            points = (wide.optimistic, wide.likely, wide.pessimistic)
            low, likely, high = (part / project.minutes_per_day for part in points)
            self.density.show_values((low, likely, high))
        acts = wide is not None and wide != own
        if wide is not None and acts:
            ends = [f"{part / project.minutes_per_day:.1f}" for part in (
                wide.optimistic, wide.pessimistic)]  # fmt: skip
            self.widened.setText(
                f"Widened × {factor.durations:.2f}: counts as {ends[0]} to {ends[1]} d"
            )
            self.cause.setText(f"Data complexity {factor.index:g}")
            self.cause.setToolTip("Open Data assessment: why, and what the estimates allow for")
        self.widened.setVisible(acts)
        self.cause.setVisible(acts)

    def _write(self, name: str, text: str) -> None:
        attempt(self.fields[name], self.complaint, lambda: self._change(name, text))

    def _change(self, name: str, text: str) -> None:
        assert self.key is not None
        document, project = self.rows.document, self.rows.document.project
        assert project is not None
        old = estimate(document.contents.activities[self.key])
        low, likely, high = old
        if name == "Likely":
            likely = parse_duration(text, project)
        else:
            found = None if not text.strip() else parse_duration(text, project)
            low, high = (found, high) if name == "Optimistic" else (low, found)
        self._refuse_disorder(name, (low, likely, high), old)
        number = document.outline.number_of[self.key]
        with self.page.edit(f"{name} duration of {number}") as session:
            set_estimate(session, self.key, low, likely, high)

    def _refuse_disorder(
        self,
        name: str,
        new: tuple[int | None, int, int | None],
        old: tuple[int | None, int, int | None],
    ) -> None:
        """Refuse values that do not ascend, naming the value that is kept."""
        project = self.rows.document.project
        assert project is not None

        def words(minutes: int) -> str:
            return format_duration(minutes, project)

        low, likely, high = new
        kept = old[_NAMES.index(name)]
        keeps = "" if kept is None else f" The old value, {words(kept)}, is kept until then."
        if low is not None and low > likely:
            if name == "Optimistic":
                ask = f"{words(low)} is above the likely {words(likely)}. Type that or less."
            else:
                ask = f"{words(likely)} is below the optimistic {words(low)}. Type that or more."
            raise Refused(ask + keeps, field=name)
        if high is not None and high < likely:
            if name == "Pessimistic":
                ask = f"{words(high)} is below the likely {words(likely)}. Type that or more."
            else:
                ask = f"{words(likely)} is above the pessimistic {words(high)}. Type that or less."
            raise Refused(ask + keeps, field=name)


def estimate(activity: "Activity") -> tuple[int | None, int, int | None]:
    """Return what is still to do of an activity: optimistic, likely, pessimistic minutes."""
    likely = activity.duration_minutes
    if activity.actual_start_minute is not None and activity.remaining_minutes is not None:
        likely = activity.remaining_minutes
    return activity.optimistic_minutes, likely, activity.pessimistic_minutes
