"""Moving a summary: which of its tasks move with it, and from when they would start."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from leadbench.charts.time_scale import DAY
from leadbench.desktop.screens.milestones import preview
from leadbench.desktop.screens.milestones.cell_dates import undated
from leadbench.desktop.screens.milestones.gestures import calendar_of
from leadbench.plan.tables import ActivityKind, ConstraintKind

if TYPE_CHECKING:
    from leadbench.analysis.calendars import WorkCalendar
    from leadbench.analysis.critical_path import Schedule
    from leadbench.desktop.screens.milestones.chart_rows import ChartRows

_FREE: Final = frozenset({ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.START_NO_EARLIER})
FINISHED, BEGUN, DATED, LEFT_OUT = "finished", "begun", "dated", "left out"


class SummaryMove:
    """The tasks that carry a summary along: they are open, have not begun, and can be moved.

    A task that a link holds to another that moves follows by that link, and is not restricted
    itself. What has a date of its own (must start on, as late as possible ...) stays.

    Parameters
    ----------
    rows
        What the chart shows.
    key
        The summary.
    """

    def __init__(self, rows: "ChartRows", key: int) -> None:
        self.rows, self.key = rows, key
        plan = rows.plan
        self.contents = plan.document.contents
        outline = plan.outline
        assert outline is not None
        self.below = outline.below(key)
        self.stays: Counter[str] = Counter()
        """How many tasks stay, by why."""
        able = [each for each in self.below if self._moves(each)]
        self.starts = {each: plan.line_of(each).start or 0 for each in self._carrying(able)}
        """Where the tasks that carry it start now."""
        self._earliest: dict[int, int] | None = None

    @property
    def anchor(self) -> int:
        """The first start of what moves."""
        return min(self.starts.values())

    def _moves(self, key: int) -> bool:
        row, line = self.contents.activities[key], self.rows.plan.line_of(key)
        if row.kind == ActivityKind.SUMMARY or line.has_children:
            return False
        why = ""
        free = row.pinned_start_minute is None and ConstraintKind(row.constraint_kind) in _FREE
        if line.left_out or line.start is None:
            why = LEFT_OUT
        elif line.done:
            why = FINISHED
        elif row.actual_start_minute is not None:
            why = BEGUN
        elif not free:
            why = DATED
        if why:
            self.stays[why] += 1
        return not why

    def _carrying(self, able: list[int]) -> list[int]:
        """Return the tasks that no link inside the summary holds to another that moves."""
        moving = set(able)
        rows = self.contents.activities
        for key in reversed(self.below):  # a summary moves with what is below it
            parent = rows[key].parent_id
            if key in moving and parent is not None and parent != self.key:
                moving.add(parent)
        held: dict[int, bool] = {self.key: False}
        for key in self.below:  # what is above a task comes before it
            waits = any(link.predecessor_id in moving for link in self.contents.links_to(key))
            held[key] = waits or held[rows[key].parent_id or self.key]
        return [key for key in able if not held[key] or self._is_restricted(key)]

    def _is_restricted(self, key: int) -> bool:
        """Whether a task starts where its own restriction, and no link, lets it."""
        row = self.contents.activities[key]
        own = row.constraint_kind == ConstraintKind.START_NO_EARLIER
        return own and row.constraint_minute == self.rows.plan.line_of(key).start

    def starts_from(self, minute: int) -> dict[int, int | None]:
        """Return from when each task would start if the first did at ``minute``; None: freely."""
        network = self.rows.plan.document.network
        assert network is not None
        working = network.calendars[network.calendar]
        by = working.between(self.anchor, minute)
        found: dict[int, int | None] = {}
        for key, start in self.starts.items():
            own = calendar_of(self.rows, key)
            wanted = own.next_start(working.add(start, by))
            found[key] = None if wanted <= self._free(key) else wanted
        return found

    def nudged(self, by: int) -> dict[int, int | None]:
        """Return what changes if the first of its tasks started a working day later, or earlier."""
        aimed = day_beside(calendar_of(self.rows, self.key), self.anchor, by)
        return self.changed(self.starts_from(aimed))

    def _free(self, key: int) -> int:
        """Return where the links of a task let it begin."""
        if self._earliest is None:
            free = preview.with_starts(self.rows.plan, dict.fromkeys(self.starts))
            self._earliest = {
                each: start if free is None else int(free.start[free.index[each]])
                for each, start in self.starts.items()
            }
        return self._earliest[key]

    def dates(self, starts: dict[int, int | None]) -> "Schedule | None":
        """Return all dates if the tasks started so."""
        return preview.with_starts(self.rows.plan, starts)

    def changed(self, starts: dict[int, int | None]) -> dict[int, int | None]:
        """Return those starts that are not in the plan yet."""
        found = {}
        for key, minute in starts.items():
            row = self.contents.activities[key]
            if minute != row.constraint_minute:
                found[key] = minute
        return found

    def words(self) -> str:
        """Return what moves and what stays."""
        count = len(self.starts)
        said = f"moves {count} task" + ("" if count == 1 else "s") + " and what follows"
        told = {
            BEGUN: ("begun", "begun"),
            FINISHED: ("finished", "finished"),
            DATED: ("with a date of its own", "with dates of their own"),
            LEFT_OUT: ("left out", "left out"),
        }
        stays = self._counted(told)
        verb = "stays" if self.stays.total() == 1 else "stay"
        return said + (f", {' and '.join(stays)} {verb}" if stays else "")

    def _counted(self, told: dict[str, tuple[str, str]]) -> list[str]:
        """Return how many stay for each reason, in the words for one and for several."""
        return [
            f"{self.stays[why]} {words[self.stays[why] > 1]}"
            for why, words in told.items()
            if self.stays[why]
        ]

    def reason(self) -> str:
        """Return why nothing of it can be moved; "" if something can."""
        if self.starts:
            return ""
        if self.rows.plan.schedule is None:
            return str(undated(self.key))
        number = self.rows.plan.line_of(self.key).number
        told = {
            FINISHED: ("is finished", "are finished"),
            BEGUN: ("has begun", "have begun"),
            DATED: ("has a date of its own", "have dates of their own"),
            LEFT_OUT: ("is left out", "are left out"),
        }
        parts = self._counted(told)
        if not parts:
            return f"{number} holds no task that could be moved. Nothing was changed."
        said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
        return f"{number} stays where its tasks are: {said}. Nothing was changed."


def day_beside(calendar: "WorkCalendar", start: int, by: int) -> int:
    """Return where work begins on the next working day, or on the one before."""
    day = start // DAY * DAY
    if by > 0:
        return calendar.next_start(day + DAY)
    return calendar.next_start((calendar.previous_finish(day) - 1) // DAY * DAY)
