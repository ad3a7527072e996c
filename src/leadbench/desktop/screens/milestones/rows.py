"""What the outline table and the chart show: the unfolded rows of the plan, read when needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from leadbench.desktop.document import Document
from leadbench.desktop.screens.milestones.arrange import Arranged, Arrangement, arranged
from leadbench.desktop.screens.milestones.cell_text import WRITERS
from leadbench.desktop.screens.milestones.chances import Chances
from leadbench.desktop.screens.milestones.columns import Column
from leadbench.desktop.screens.milestones.row_figures import Figures
from leadbench.plan.left_out import left_out
from leadbench.plan.notation import day_of, format_date, format_days, format_duration
from leadbench.plan.outline import Outline, OutlineRow
from leadbench.plan.tables import ActivityKind

if TYPE_CHECKING:
    from leadbench.analysis.critical_path import Schedule
    from leadbench.plan.tables import BaselineActivity, Project


@dataclass(slots=True)
class Line:
    """One row as it is shown. Texts are made when a cell is first looked at.

    ``start`` and ``finish`` are None while there are no dates, ``float_minutes`` where none is
    shown: summaries, done work.
    """

    key: int
    depth: int
    has_children: bool
    kind: str
    number: str
    """Outline number, for example "2.4"."""
    name: str
    """Name of the activity."""
    write: "Callable[[Line, Column], str]"
    """Makes the text of a cell."""
    texts: dict[Column, str] = field(default_factory=dict)
    start: int | None = None
    finish: int | None = None
    float_minutes: int | None = None
    duration: int = 0
    critical: bool = False
    near: bool = False
    done: bool = False
    percent: int = 0
    dimmed: bool = False
    """Shown only for what is below it."""
    left_out: bool = False
    """Kept in the plan, but nothing follows from it and nothing counts it."""
    was: dict[Column, str] = field(default_factory=dict)
    """In a scenario, what cells show in the plan and how far apart that is."""

    @property
    def is_summary(self) -> bool:
        """Whether the row sums its children up."""
        return self.kind == ActivityKind.SUMMARY

    @property
    def is_milestone(self) -> bool:
        """Whether the row is a moment."""
        return self.kind == ActivityKind.MILESTONE

    @property
    def is_group(self) -> bool:
        """Whether the row is no task but the head of a group."""
        return self.key < 0

    def text(self, column: Column) -> str:
        """Return what a cell shows."""
        found = self.texts.get(column)
        if found is None:
            found = self.texts[column] = self.write(self, column)
        return found


class PlanRows:
    """The unfolded outline rows of the current project.

    A row's texts are made when it is first looked at and forgotten when the plan changes, so that
    an edit costs the visible rows only, however long the plan is.

    Parameters
    ----------
    document
        The open plan.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.figures = Figures(self)
        self.chances = Chances(self)
        self.arrangement = Arrangement()
        """How the rows are sorted, filtered and grouped."""
        self.kept: set[int] = set()
        """Tasks that no filter leaves out: those that were added under it."""
        self.arranged = Arranged([])
        self._own_folds: set[int] = set()
        self._passing_folds: set[int] = set()
        self.visible: list[OutlineRow] = []
        self.place_of: dict[int, int] = {}
        self._lines: dict[int, Line] = {}
        self._dates: dict[tuple[int, bool], str] = {}
        self._days: dict[int, str] = {}
        self._outline: Outline | None = None
        self._unfolded_for: set[int] | None = None
        self._arranged_by: Arrangement | None = None
        self._baseline: dict[int, BaselineActivity] = {}
        self._baseline_name = ""
        self._left_out: frozenset[int] | None = None
        self.preview: Schedule | None = None
        """Dates to show in place of the plan's while something is dragged."""

    @property
    def folded(self) -> set[int]:
        """Keys of the rows whose parts are hidden; a filter and groups have their own."""
        return self._own_folds if self.arrangement.own_folds else self._passing_folds

    @folded.setter
    def folded(self, keys: set[int]) -> None:
        if self.arrangement.own_folds:
            self._own_folds = keys
        else:
            self._passing_folds = keys

    def arrange(self, how: Arrangement) -> None:
        """Sort, filter and group from now on; a new filter or group begins unfolded."""
        before, self.arrangement = self.arrangement, how
        if (before.filter, before.words, before.group) != (how.filter, how.words, how.group):
            self._passing_folds = set()
            self.kept = set()

    @property
    def outline(self) -> Outline | None:
        """The numbered outline that the rows follow, or None without a project."""
        return self._outline

    @property
    def schedule(self) -> "Schedule | None":
        """The dates of all rows, or None while there are none."""
        if self.preview is not None:
            return self.preview
        outlook = self.document.outlook
        return None if outlook is None else outlook.schedule

    @property
    def counts_back(self) -> bool:
        """Whether dates count back from a finish, so that what nothing holds lies late."""
        network = self.document.network
        return network is not None and network.finish is not None

    @property
    def left_out(self) -> frozenset[int]:
        """Keys of the tasks that the plan leaves out."""
        if self._left_out is None:
            self._left_out = left_out(self.document.contents)
        return self._left_out

    @property
    def baseline_name(self) -> str:
        """Name of the baseline that is shown, or ""."""
        return self._baseline_name

    @property
    def year(self) -> int:
        """The year that dates are written without."""
        project = self.document.project
        if project is None:
            return date.today().year  # noqa: DTZ011  # no project: nothing is dated
        return day_of(project.status_minute or project.start_minute).year

    def working_time(self) -> "Project":
        """Return the project, which says what a working day is."""
        project = self.document.project
        assert project is not None
        return project

    def has_project(self) -> bool:
        """Tell whether a project is open."""
        return self.document.is_open and self.document.project_id is not None

    def forget(self) -> None:
        """Read texts, dates and baseline again when they are next looked at."""
        self._lines.clear()
        self._dates.clear()
        self._days.clear()
        self.figures.forget()
        self._baseline, self._baseline_name = {}, ""
        self._left_out = None
        project_id = self.document.project_id
        if not self.document.is_open or project_id is None:
            return
        contents = self.document.contents
        kept = contents.shown_baseline(project_id)
        if kept is not None and kept.id is not None:
            self._baseline = contents.baseline_of(kept.id)
            self._baseline_name = kept.name

    def is_current(self) -> bool:
        """Tell whether the visible rows still follow the outline and what is folded."""
        return (
            self.has_project()
            and self.arrangement.plain
            and self._arranged_by == self.arrangement
            and self._outline is self.document.outline
            and self._unfolded_for == self.folded
        )

    def unfolded(self) -> list[OutlineRow]:
        """Return the outline rows that no folded row hides."""
        if not self.has_project():
            self._outline = None
            return []
        self._outline = self.document.outline
        self._unfolded_for, self._arranged_by = set(self.folded), self.arrangement
        self.arranged = arranged(
            self, self._outline, self.arrangement, self._unfolded_for, self.kept
        )
        return self.arranged.rows

    def show(self, rows: Sequence[OutlineRow]) -> None:
        """Take these rows as the visible ones."""
        self.visible = list(rows)
        self._lines.clear()  # a view may have looked at rows that still had their old numbers
        self.place_of = {row.key: place for place, row in enumerate(self.visible)}

    def keys(self, places: Iterable[int]) -> list[int]:
        """Return the keys of visible tasks by their places."""
        found = (self.visible[place].key for place in places)
        return [key for key in found if key > 0]

    def baseline(self, key: int) -> "BaselineActivity | None":
        """Return the kept dates of an activity in the shown baseline."""
        return self._baseline.get(key)

    def line(self, place: int) -> Line:
        """Return a visible row as it is shown."""
        row = self.visible[place]
        found = self._lines.get(row.key)
        if found is None:
            found = self._lines[row.key] = self._read(row)
        return found

    def line_of(self, key: int) -> Line:
        """Return an activity as it is shown, whether its row is folded away or not."""
        found = self._lines.get(key)
        if found is None:
            assert self._outline is not None
            row = self._outline.rows[self._outline.index_of[key]]
            found = self._lines[key] = self._read(row)
        return found

    def date_text(self, instant: int, *, finish: bool = False) -> str:
        """Return the day of an instant as the screen writes it."""
        found = self._dates.get((instant, finish))
        if found is None:
            found = format_date(day_of(instant, finish=finish), self.year)
            self._dates[instant, finish] = found
        return found

    def days_text(self, minutes: int) -> str:
        """Return working minutes as a number of days for a column headed with the unit."""
        found = self._days.get(minutes)
        if found is None:
            found = self._days[minutes] = format_days(minutes, self.working_time())
        return found

    def duration_text(self, minutes: int) -> str:
        """Return working minutes as "15 d"."""
        project = self.document.project
        assert project is not None
        return format_duration(minutes, project)

    def _read(self, row: OutlineRow) -> Line:
        if row.key < 0:
            title = self.arranged.groups.get(row.key, "")
            return Line(row.key, 0, True, "group", "", title, _head_text)
        activity = self.document.contents.activities[row.key]
        line = Line(
            row.key,
            row.depth,
            row.has_children,
            str(activity.kind),
            row.number,
            activity.name,
            self._write,
            percent=activity.percent_complete,
            dimmed=row.key in self.arranged.dimmed,
            left_out=row.key in self.left_out,
        )
        schedule = self.schedule
        if schedule is not None and row.key in schedule.index:
            place = schedule.index[row.key]
            line.start, line.finish = int(schedule.start[place]), int(schedule.finish[place])
            line.duration = int(schedule.duration[place])
            line.done = bool(schedule.done[place])
            line.critical = bool(schedule.critical[place]) and not line.done
            line.near = bool(schedule.near_critical[place]) and not line.done and not line.critical
            if not line.done and not line.is_summary and not line.left_out:
                line.float_minutes = int(schedule.total_float[place])
        elif not line.is_summary:
            line.duration = activity.duration_minutes
        if self.document.scenario_id is not None:
            from leadbench.desktop.screens.milestones.was import was

            line.was = was(self, line)
        return line

    def _write(self, line: Line, column: Column) -> str:
        return WRITERS[column](self, line)


def _head_text(line: Line, column: Column) -> str:
    """Return what a cell of the head of a group shows."""
    return line.name if column == Column.NAME else ""
