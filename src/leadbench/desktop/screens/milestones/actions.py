"""What can be done to the selected tasks; each action is one undoable step."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from leadbench.desktop.document import Document
from leadbench.desktop.screens.milestones import preview, progress
from leadbench.desktop.screens.milestones.cell_dates import moved_by_hand, undated
from leadbench.desktop.screens.milestones.chart_rows import ChartRows
from leadbench.desktop.screens.milestones.gestures import calendar_of
from leadbench.desktop.screens.milestones.summary_moves import SummaryMove, day_beside
from leadbench.errors import LeadbenchError, Refused
from leadbench.plan.edits import activities, leaving_out, links, outline
from leadbench.plan.tables import ActivityKind, ConstraintKind, LagUnit, LinkType

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlmodel import Session

_T = TypeVar("_T")
NEW_TASK: Final = "New task"


class TaskActions:
    """Changes the plan for the selection.

    Parameters
    ----------
    document
        The plan.
    rows
        The rows of the chart, for dates and calendars.
    edit
        Opens one undoable step with a label.
    selected
        Keys of the selected tasks in outline order.
    picked
        The same in the order in which they were selected.
    refused
        Shows why nothing was changed.
    """

    def __init__(
        self,
        document: Document,
        rows: ChartRows,
        *,
        edit: "Callable[[str], AbstractContextManager[Session]]",
        selected: Callable[[], list[int]],
        picked: Callable[[], list[int]],
        refused: Callable[[LeadbenchError], None],
    ) -> None:
        self.document, self.rows = document, rows
        self._edit, self._selected, self._picked = edit, selected, picked
        self._refused = refused

    def _do(self, label: str, action: "Callable[[Session], _T]") -> _T | None:
        """Run an action as one step; a refusal is shown and nothing is changed."""
        try:
            with self._edit(label) as session:
                return action(session)
        except LeadbenchError as refusal:
            self._refused(refusal)
            return None

    def _words(self, keys: Sequence[int]) -> str:
        """Return how an undo step names these tasks: "3.4", or "4 tasks"."""
        return self.document.outline.number_of[keys[0]] if len(keys) == 1 else f"{len(keys)} tasks"

    # Outline

    def add(self, *, above: bool = False) -> int | None:
        """Add a task below (or above) the selection, or last; return its key."""
        project_id = self.document.project_id
        if project_id is None:
            return None
        chosen = self._selected()
        beside = None if not chosen else chosen[0] if above else chosen[-1]
        below, before = (None, beside) if above else (beside, None)

        def action(session: "Session") -> int:
            return outline.add_activity(session, project_id, NEW_TASK, below=below, above=before)

        return self._do("Add a task", action)

    def indent(self) -> None:
        """Make the selection the last children of what stands above it."""
        self._outline("Indent", outline.indent)

    def outdent(self) -> None:
        """Move the selection one level up."""
        self._outline("Outdent", outline.outdent)

    def move_up(self) -> None:
        """Move the selection one place up."""
        self._outline("Move up", outline.move_up)

    def move_down(self) -> None:
        """Move the selection one place down."""
        self._outline("Move down", outline.move_down)

    def move_to(self, keys: list[int], parent: int | None, before: int | None) -> None:
        """Move tasks among the parts of a parent, above one of them or last."""
        if before not in keys and parent not in keys:
            self._do(
                f"Move {self._words(keys)}",
                lambda session: outline.move_to(session, keys, parent=parent, before=before),
            )

    def _outline(self, label: str, change: "Callable[[Session, list[int]], None]") -> None:
        keys = self._selected()
        if keys:
            self._do(f"{label} {self._words(keys)}", lambda session: change(session, keys))

    def delete(self) -> int:
        """Delete the selection with everything below it; return how many tasks went."""
        keys = self._selected()
        if not keys:
            return 0
        gone = set(keys)
        for key in keys:
            gone.update(self.document.outline.below(key))

        def action(session: "Session") -> int:
            outline.delete_activities(session, keys)
            return len(gone)

        return self._do(f"Delete {self._words(keys)}", action) or 0

    # Links

    def link(self) -> None:
        """Link the selected tasks in the order in which they were selected.

        One task alone is linked to the one before it at its level.
        """
        keys = self._picked()
        if len(keys) == 1:
            before = self._previous(keys[0])
            if before is None:
                message = "Select two or more tasks, in the order in which they follow each other."
                self._refused(Refused(message, table="activity", key=keys[0]))
                return
            keys = [before, keys[0]]
        if len(keys) < 2:
            return
        numbers = self.document.outline.number_of

        def action(session: "Session") -> None:
            for before, after in pairwise(keys):
                links.link(session, before, after)

        label = (
            f"Link {numbers[keys[0]]} to {numbers[keys[1]]}"
            if len(keys) == 2
            else f"Link {len(keys)} tasks"
        )
        self._do(label, action)

    def _previous(self, key: int) -> int | None:
        rows, place = self.document.outline.rows, self.document.outline.index_of[key]
        depth = rows[place].depth
        for row in reversed(rows[:place]):
            if row.depth < depth:
                return None
            if row.depth == depth:
                return row.key
        return None

    def unlink(self) -> None:
        """Remove the links among the selected tasks; of one task, those to its predecessors."""
        keys = self._selected()
        if not keys:
            return
        chosen, contents = set(keys), self.document.contents
        found = [
            link.id
            for key in keys
            for link in contents.links_to(key)
            if len(keys) == 1 or link.predecessor_id in chosen
        ]
        if not found:
            message = "There is no link between these tasks."
            if len(keys) == 1:
                message = "This task waits for no other."
            self._refused(Refused(message, table="activity", key=keys[-1]))
            return
        self._do(
            f"Unlink {self._words(keys)}",
            lambda session: links.unlink(session, [key for key in found if key is not None]),
        )

    # State

    def toggle_milestone(self) -> None:
        """Make the selection milestones, or tasks again if they all are."""
        keys = self._selected()
        if not keys:
            return
        rows = self.document.contents.activities
        all_are = all(rows[key].kind == ActivityKind.MILESTONE for key in keys)
        kind = ActivityKind.WORK if all_are else ActivityKind.MILESTONE

        def action(session: "Session") -> None:
            for key in keys:
                activities.set_kind(session, key, kind)

        self._do(f"{'Task' if all_are else 'Milestone'} {self._words(keys)}", action)

    def toggle_done(self) -> None:
        """Mark the selection done by the data date, or open it again if it all is done."""
        keys = progress.meant(self.rows.plan, self._selected())
        if not keys:
            return
        rows = self.document.contents.activities
        all_done = all(rows[key].actual_finish_minute is not None for key in keys)

        def action(session: "Session") -> None:
            for key in keys:
                if all_done:
                    activities.set_actual_finish(session, key, None)
                elif rows[key].actual_finish_minute is None:
                    progress.finish(session, self.rows.plan, key)

        self._do(f"{'Reopen' if all_done else 'Mark done'} {self._words(keys)}", action)

    def toggle_left_out(self) -> None:
        """Leave the selection out of the plan, or count it again if it all is left out."""
        keys = self._selected()
        if not keys:
            return
        all_out = self.rows.plan.left_out.issuperset(keys)
        change = leaving_out.count_again if all_out else leaving_out.leave_out
        words = self._words(keys)
        label = f"Count {words} again" if all_out else f"Leave out {words}"
        self._do(label, lambda session: change(session, keys))

    # Dates

    def set_duration(self, key: int, minutes: int) -> None:
        """Set a duration."""
        number = self.document.outline.number_of[key]
        self._do(
            f"Duration of {number}",
            lambda session: activities.set_duration(session, key, minutes),
        )

    def set_progress(self, key: int, percent: int) -> None:
        """Record how much is done, with the start if none is recorded; all of it is a finish."""
        number = self.document.outline.number_of[key]

        def action(session: "Session") -> None:
            progress.set_percent(session, self.rows.plan, key, min(percent, 100))

        self._do(f"Progress of {number}", action)

    def progress(self, by: int) -> None:
        """Change how much of the selected task is done."""
        key = self._one_open()
        if key is None:
            return
        line = self.rows.plan.line_of(key)
        if line.is_milestone:
            message = f"{line.number} is a milestone: it is passed or not. Mark it done instead."
            self._refused(Refused(message, table="activity", key=key))
            return
        percent = min(max(line.percent // 10 * 10 + by, 0), 100)
        if percent != line.percent:
            self.set_progress(key, percent)

    def start_from(self, key: int, minute: int | None) -> None:
        """Let a task start no earlier than an instant, or as early as its links let it.

        One whose dates are set by hand starts just then.
        """
        number = self.document.outline.number_of[key]
        by_hand = self.document.contents.activities[key].pinned_start_minute is not None
        if minute is not None and by_hand:
            dates = moved_by_hand(self.rows.plan, key, minute, calendar_of(self.rows, key))
            self._do(
                f"Start of {number}", lambda session: activities.set_by_hand(session, key, *dates)
            )
            return
        self._start(f"Start of {number}", {key: minute})

    def start_several_from(self, summary: int, starts: dict[int, int | None]) -> None:
        """Move a summary by the starts of tasks below it."""
        self._start(f"Move {self.document.outline.number_of[summary]}", starts)

    def _start(self, label: str, starts: dict[int, int | None]) -> None:
        def action(session: "Session") -> None:
            for key, minute in starts.items():
                kind = ConstraintKind.AS_SOON_AS_POSSIBLE
                if minute is not None:
                    kind = ConstraintKind.START_NO_EARLIER
                activities.set_constraint(session, key, kind, minute)

        self._do(label, action)

    def nudge(self, by: int) -> None:
        """Move the selected bar one working day later or earlier; a summary by its open tasks."""
        chosen = self._selected()
        if len(chosen) == 1 and self.rows.plan.line_of(chosen[0]).is_summary:
            self._nudge_summary(chosen[0], by)
            return
        key = self._one_open()
        if key is None:
            return
        if self.document.contents.activities[key].actual_start_minute is not None:
            number = self.document.outline.number_of[key]
            message = f"{number} has begun, so its start stays. Change its actual start instead."
            self._refused(Refused(message, table="activity", key=key))
            return
        line = self.rows.plan.line_of(key)
        assert line.start is not None
        start = day_beside(calendar_of(self.rows, key), line.start, by)
        earliest = preview.earliest(self.rows.plan, key)
        if by < 0 and earliest is not None and line.start <= earliest:
            self._not_earlier(key, "what it waits for ends")
            return
        self.start_from(key, None if earliest is not None and start <= earliest else start)

    def _nudge_summary(self, key: int, by: int) -> None:
        tasks = SummaryMove(self.rows, key)
        starts = {} if tasks.reason() else tasks.nudged(by)
        if starts:
            self.start_several_from(key, starts)
        elif reason := tasks.reason():
            self._refused(Refused(reason, table="activity", key=key))
        else:
            self._not_earlier(key, "what its tasks wait for ends")

    def _not_earlier(self, key: int, held: str) -> None:
        """Say what keeps a task or a summary from an earlier start."""
        number = self.document.outline.number_of[key]
        message = f"{number} cannot start earlier: {held} only then."
        if self.rows.plan.counts_back:
            message = (
                f"{number} lies as late as it may, since dates count back from a finish. Restrict"
                " it to finish no later than a day to bring it earlier."
            )
        self._refused(Refused(message, table="activity", key=key))

    def lengthen(self, by: int) -> None:
        """Make the selected task one day longer or shorter."""
        key = self._one_open()
        project = self.document.project
        if key is None or project is None:
            return
        line = self.rows.plan.line_of(key)
        if line.is_milestone:
            message = f"{line.number} is a milestone and takes no time."
            self._refused(Refused(message, table="activity", key=key))
            return
        minutes = line.duration + by * project.minutes_per_day
        self.set_duration(key, max(project.minutes_per_day // 2, minutes))

    def _one_open(self) -> int | None:
        """Return the one selected task if its dates can be changed, else say why not."""
        keys = self._selected()
        if len(keys) != 1:
            return None
        line = self.rows.plan.line_of(keys[0])
        if line.start is None:
            self._refused(undated(line.key))
            return None
        if line.is_summary or line.done:
            state = "a summary: its dates come from the tasks below it" if line.is_summary else ""
            message = f"{line.number} is {state or 'finished: change its actual dates instead'}."
            self._refused(Refused(message, table="activity", key=line.key))
            return None
        return line.key

    def connect(self, predecessor: int, successor: int, kind: LinkType) -> None:
        """Link two tasks; raises ``LeadbenchError`` when they cannot be."""
        numbers = self.document.outline.number_of
        with self._edit(f"Link {numbers[predecessor]} to {numbers[successor]}") as session:
            links.link(session, predecessor, successor, link_type=kind)

    def remove_link(self, key: int) -> bool:
        """Remove one link and tell whether it is gone."""
        numbers, row = self.document.outline.number_of, self.document.contents.dependencies[key]
        label = f"Unlink {numbers[row.predecessor_id]} from {numbers[row.successor_id]}"

        def action(session: "Session") -> bool:
            links.unlink(session, [key])
            return True

        return self._do(label, action) or False

    def set_link(self, key: int, kind: LinkType, lag: int, unit: LagUnit) -> None:
        """Give a link a type and a lag; raises ``LeadbenchError`` when it cannot be so."""
        numbers, row = self.document.outline.number_of, self.document.contents.dependencies[key]
        label = f"Link {numbers[row.predecessor_id]} to {numbers[row.successor_id]}"
        with self._edit(label) as session:
            links.set_link(session, key, link_type=kind, lag=lag, lag_unit=unit)
