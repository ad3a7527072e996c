"""The visible rows and links as the geometry of a Gantt chart takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import is_
from typing import Final, overload

from leadbench.analysis.calendars import WorkCalendar
from leadbench.charts.gantt import GanttLink, GanttRow, LinkIndex
from leadbench.charts.time_scale import DAY
from leadbench.charts.time_scale import day_of as day_at
from leadbench.charts.time_scale import minute_of as minute_at
from leadbench.desktop.screens.milestones.rows import PlanRows
from leadbench.plan.tables import ActivityKind, Stage, StageKind

STAGE_NAMES = {
    StageKind.MVP: "MVP stage",
    StageKind.GROWTH: "Growth stage",
    StageKind.MATURITY: "Maturity stage",
}


_LEAD: Final = 3 * DAY
"""Room before the first bar, for links that begin at its start."""
_WORDS: Final = 0.16
"""Room for the date at P80, as a share of the plan: 65 of 480 pixels, the narrowest chart."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stage of investment on the time axis."""

    name: str
    start: int
    finish: int
    current: bool


class ChartRows(Sequence[GanttRow]):
    """The rows of the chart, made when they are first painted.

    A working day fills the whole day of the axis: what ends at 17:00 and what begins at 8:00 the
    next morning touch, as people think of days. The closer one looks, the more of that is taken
    back, until hours stand where the clock has them (``follow_clock``).

    Parameters
    ----------
    rows
        The visible rows of the plan.
    """

    def __init__(self, rows: PlanRows) -> None:
        self.plan = rows
        self._made: dict[int, GanttRow] = {}
        self._links: LinkIndex | None = None
        self._links_of: tuple[object, ...] = ()
        self._day = (0, DAY)
        self._clock = 0.0
        self._bands: list[Band] | None = None
        self.uncertain = False
        """Whether every task shows the range of its finish, or only what stands out."""
        self.version = 0
        """Counts how often rows were made anew, so that others know when theirs are stale."""

    def follow_clock(self, share: float) -> None:
        """Place instants by the working day (0), by the clock (1), or in between."""
        if share != self._clock:
            self._clock = share
            self.forget()

    def forget(self, *, moved: bool = False) -> None:
        """Make rows again when they are next painted; links too if rows moved."""
        self.version += 1
        self._made.clear()
        self._bands = None
        if moved:
            self._links = None
        calendar = self.calendar()
        self._day = (0, DAY) if calendar is None else _working_day(calendar)

    def calendar(self) -> WorkCalendar | None:
        """Return the project's calendar, or None without a project."""
        network = self.plan.document.network
        return None if network is None else network.calendars[network.calendar]

    def on_axis(self, minute: int) -> int:
        """Return where an instant stands."""
        begin, end = self._day
        day, rest = divmod(minute, DAY)
        share = min(max(rest - begin, 0), end - begin) / (end - begin)
        return day * DAY + round(share * DAY * (1 - self._clock) + rest * self._clock)

    def from_axis(self, minute: int) -> int:
        """Return the instant that stands at a place of the axis."""
        begin, end = self._day
        clock = self._clock
        day, rest = divmod(minute, DAY)
        slope = DAY * (1 - clock) / (end - begin) + clock
        at = begin + (rest - clock * begin) / slope
        if at < begin:  # before work: never while the working day fills the day
            at = rest / clock
        elif at > end:
            at = (rest - DAY * (1 - clock)) / clock
        return day * DAY + round(at)

    def __len__(self) -> int:
        return len(self.plan.visible)

    @overload
    def __getitem__(self, place: int) -> GanttRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[GanttRow]: ...
    def __getitem__(self, place: int | slice) -> GanttRow | Sequence[GanttRow]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        key = self.plan.visible[place].key
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self.make(key)
        return found

    def __iter__(self) -> Iterator[GanttRow]:
        return (self[place] for place in range(len(self)))

    def make(self, key: int) -> GanttRow:
        """Return one activity as the chart shows it; nothing for the head of a group."""
        if key < 0:
            return GanttRow(key, str(ActivityKind.SUMMARY), 0, 0)
        activity = self.plan.document.contents.activities[key]
        schedule = self.plan.schedule
        place = None if schedule is None else schedule.index.get(key)
        if schedule is None or place is None:
            return GanttRow(key, str(activity.kind), 0, 0)
        start, finish = int(schedule.start[place]), int(schedule.finish[place])
        done, out = bool(schedule.done[place]), key in self.plan.left_out
        milestone = activity.kind == ActivityKind.MILESTONE
        late = int(schedule.late_finish[place])
        kept = self.plan.baseline(key)
        p50, p80, p80_label = self._chances(key)
        return GanttRow(
            key,
            str(activity.kind),
            self.on_axis(start),
            self.on_axis(finish),
            self.plan.date_text(finish, finish=True) if milestone else "",
            0 if done or out else activity.percent_complete,
            critical=bool(schedule.critical[place]),
            near=bool(schedule.near_critical[place]),
            done=done,
            left_out=out,
            float_end=None if milestone or out or late <= finish else self.on_axis(late),
            baseline_start=None if kept is None else self.on_axis(kept.start_minute),
            baseline_finish=None if kept is None else self.on_axis(kept.finish_minute),
            deadline=(
                None
                if activity.deadline_minute is None or done or out
                else self.on_axis(activity.deadline_minute)
            ),
            p50=p50,
            p80=p80,
            p80_label=p80_label,
        )

    def _chances(self, key: int) -> tuple[int | None, int | None, str]:
        """Return where half and four fifths of the runs end, and the words at the latter."""
        chances = self.plan.chances
        found = chances.of(key)
        if found is None or not (self.uncertain or chances.stands_out(key)):
            return None, None, ""
        label = f"P80 {self.plan.date_text(found.finish_p80, finish=True)}"
        return self.on_axis(found.finish_p50), self.on_axis(found.finish_p80), label

    def own_calendar(self, place: int) -> WorkCalendar | None:
        """Return the calendar of a row whose working time is not the project's."""
        network = self.plan.document.network
        activity = self.plan.document.contents.activities.get(self.plan.visible[place].key)
        own = None if activity is None else activity.calendar_id
        if network is None or own is None or own == network.calendar:
            return None
        found = network.calendars.get(own)
        return None if found == network.calendars[network.calendar] else found

    def milestones_below(self, key: int) -> list[GanttRow]:
        """Return the milestones inside a folded summary, which its bar shows."""
        outline = self.plan.outline
        if outline is None or key < 0 or key not in self.plan.folded:
            return []
        activities = self.plan.document.contents.activities
        below = (one for one in outline.below(key) if one not in self.plan.left_out)
        return [self.make(one) for one in below if activities[one].kind == ActivityKind.MILESTONE]

    @property
    def links(self) -> LinkIndex:
        """The links between visible rows, found by row."""
        contents, project_id = self.plan.document.contents, self.plan.document.project_id
        # These look-ups are made anew when a link comes, goes or joins other tasks.
        ends = ("project_id", "predecessor_id", "successor_id")
        state = tuple(contents.keys_by("dependencies", column) for column in ends)
        same = len(self._links_of) == len(state) and all(map(is_, self._links_of, state))
        if self._links is None or not same:
            rows = () if project_id is None else contents.links_of(project_id)
            self._links_of = state
            self._links = LinkIndex(
                (GanttLink(row.id or 0, row.predecessor_id, row.successor_id) for row in rows),
                self.plan.place_of,
            )
        return self._links

    def type_of(self, link: GanttLink) -> str:
        """Return the type of a link as it is now."""
        return str(self.plan.document.contents.dependencies[link.key].link_type)

    def is_left_out(self, predecessor: int, successor: int) -> bool:
        """Tell whether nothing waits along a link, since the task at one end is left out."""
        out = self.plan.left_out
        return predecessor in out or successor in out

    def drives_finish(self, link: GanttLink) -> bool:
        """Tell whether a link is the one that makes a critical task begin when it does."""
        schedule, network = self.plan.schedule, self.plan.document.network
        if schedule is None or network is None:
            return False
        before, after = schedule.index.get(link.predecessor), schedule.index.get(link.successor)
        if before is None or after is None or not schedule.critical[after]:
            return False
        driver = int(schedule.driver[after])
        if not schedule.critical[before] or not 0 <= driver < len(network.links):
            return False
        found = network.links[driver]
        return found.predecessor == link.predecessor and found.type == self.type_of(link)

    def bands(self) -> list[Band]:
        """Return the stages that have dates, in order; the one without a finish ends the axis."""
        if self._bands is None:
            self._bands = self._read_bands()
        return self._bands

    def _read_bands(self) -> list[Band]:
        document = self.plan.document
        if document.project_id is None:
            return []
        current = document.contents.current_stage(document.project_id)
        found: list[Band] = []
        before: int | None = None
        for stage in document.contents.stages_of(document.project_id):
            start, finish = self._span(stage, before, current)
            if start is None:
                continue
            name = STAGE_NAMES[StageKind(stage.kind)]
            mine = current is not None and stage.id == current.id
            if mine:
                name = f"{name}, {day_at(start).year}"
            found.append(Band(name, start, finish if finish is not None else start, mine))
            before = finish
            if finish is None:
                break
        return found

    def _span(
        self, stage: Stage, before: int | None, current: Stage | None
    ) -> tuple[int | None, int | None]:
        """Return when a stage begins and ends: by its dates, or as the plan of the current one."""
        outlook = self.plan.document.outlook
        if current is not None and stage.id == current.id and outlook is not None:
            dates = outlook.schedule
            return self.on_axis(dates.project_start), self.on_axis(dates.project_finish)
        start = before if stage.start_on is None else minute_at(stage.start_on)
        if start is not None and before is not None:
            start = max(start, before)
        finish = None if stage.finish_on is None else minute_at(stage.finish_on) + DAY
        if start is not None and finish is not None and finish <= start:
            return None, None
        return start, finish

    def reach(self) -> tuple[int, int]:
        """Return the stretch of the axis that holds the plan, and four weeks on.

        After a forecast it is as much as its words need where the whole plan is fitted.
        """
        document = self.plan.document
        project, schedule = document.project, self.plan.schedule
        if project is None:
            return 0, 7 * DAY
        first = project.start_minute
        last = max(first, project.committed_finish_minute or first, project.status_minute or first)
        if schedule is not None and len(schedule.start):
            first = min(first, int(schedule.start.min()))
            last = max(last, int(schedule.finish.max()), int(schedule.late_finish.max()))
        shown = self.plan.chances.shown
        after = 28 * DAY
        if shown is not None:
            last = max(last, shown.result.p80)
            after = max(after, round(_WORDS * (last - first)))
        begin, end = day_at(first), day_at(last + after)
        return minute_at(begin) - _LEAD, minute_at(end)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _working_day(calendar: WorkCalendar) -> tuple[int, int]:
    """Return when the longest working day of the week begins and ends, in minutes of the day."""
    monday = _monday(date(2024, 1, 1))
    week = [calendar.intervals(monday + timedelta(days=step)) for step in range(7)]
    begins = [intervals[0][0] for intervals in week if intervals]
    ends = [intervals[-1][1] for intervals in week if intervals]
    return (min(begins), max(ends)) if begins else (0, DAY)
