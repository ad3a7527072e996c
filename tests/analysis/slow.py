"""A slow, obvious scheduler to hold beside the fast one; it shares no code with it.

Working time is a plain list of the minutes on which work is done. A date is the first, or the last,
of those minutes at which all rules hold, each rule put as a count of minutes between two instants.
Only the frozen inputs are the program's own.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from leadbench.analysis.inputs import Activity, ActivityKind, ConstraintKind, Link, Network

MOST_DAYS = 1_000_000
Week = dict[int, list[tuple[int, int]]]
Special = dict[int, list[tuple[int, int]]]


class OutOfTable(Exception):
    """A date lies outside the minutes that were written down."""


class Minutes:
    """Working minutes of a week with exceptions (by day since 1970), within a horizon of days."""

    def __init__(self, week: Week, special: Special, first_day: int, last_day: int) -> None:
        self.week, self.special = week, special
        self.days = first_day, last_day
        self.all = self._listed()

    def _listed(self) -> Sequence[int]:
        found = array("q")
        for day in range(*self.days):
            hours = self.special.get(day, self.week.get((day + 3) % 7, []))  # day 0: a Thursday
            for start, end in sorted(hours):
                found.extend(range(day * 1440 + start, day * 1440 + end))
        return found

    def wider(self) -> "Minutes":
        """Return the same minutes over three times as many days, as many before as after."""
        first, last = self.days
        assert last - first < MOST_DAYS, "a date that nothing holds"
        return type(self)(self.week, self.special, 2 * first - last, 2 * last - first)

    def place(self, at: int) -> int:
        """Return where the first minute since an instant stands in the table."""
        place = bisect_left(self.all, at)
        if not 0 < place < len(self.all):
            raise OutOfTable
        return place

    def minute(self, place: int) -> int:
        """Return the minute at a place of the table."""
        if not 0 <= place < len(self.all):
            raise OutOfTable
        return self.all[place]

    def count(self, first: int, last: int) -> int:
        """Count the working minutes from one instant to another, below zero backwards."""
        try:
            return self.place(last) - self.place(first)
        except OutOfTable:
            return self.wider().count(first, last)

    def walk(self, at: int, minutes: int) -> int:
        """Return where somebody is who sets out at an instant and works so many minutes.

        Backwards, the last instant from which so many lie before the given one.
        """
        place = self.place(at) + minutes
        return self.minute(place - 1) + 1 if minutes > 0 else self.minute(place) if minutes else at

    def ends(self, at: int) -> bool:
        """Tell whether the minute before an instant is one of work."""
        return self.minute(self.place(at - 1)) == at - 1


class AllMinutes(Minutes):
    """Every minute, day and night: by these run elapsed durations."""

    def _listed(self) -> Sequence[int]:
        first, last = self.days
        return range(first * 1440, last * 1440)


@dataclass
class Dates:
    """What the slow scheduler finds out about one activity."""

    start: int = 0
    finish: int = 0
    early_start: int = 0
    early_finish: int = 0
    head: int = 0
    late_head: int | None = None
    late_start: int = 0
    late_finish: int = 0
    total_float: int = 0
    free_float: int = 0
    independent_float: int = 0
    at_end: bool = False
    late_at_start: bool = False
    done: bool = False
    critical: bool = False
    near_critical: bool = False
    leaves: list[int] = field(default_factory=list)


class Slow:
    """Schedules a network minute by minute; ``dates`` is keyed like the activities.

    Links must lead forwards in the outline, so that the outline's order is a valid one.
    """

    def __init__(self, network: Network, minutes: dict[int, Minutes]) -> None:
        self.network, self.rules = network, network.rules
        while True:
            try:
                self._work_out(minutes)
            except OutOfTable:
                wider = {id(table): table.wider() for table in minutes.values()}
                minutes = {key: wider[id(table)] for key, table in minutes.items()}
            else:
                return

    def _work_out(self, minutes: dict[int, Minutes]) -> None:
        network = self.network
        self.calendars = minutes
        self.by_key = {row.key: row for row in network.activities}
        self.minutes = {
            row.key: minutes[network.calendar if row.calendar is None else row.calendar]
            for row in network.activities
        }
        parents = {row.parent for row in network.activities}
        self.parents = [row.key for row in network.activities if row.key in parents]
        self.leaves = [row for row in network.activities if row.key not in parents]
        self.start, self.missing = network.start, 0
        self._both_passes()
        if network.finish is None:
            for row in reversed(self.leaves):
                self._as_late(row)
        else:
            self._start_as_late_as_it_may()
            self._both_passes()
        for row in self.leaves:
            self._floats(row)
        if network.finish is not None:
            for row in self.leaves:
                self._to_late_dates(row)
        for key in self.parents:
            self._sum(key)
        self._name_critical()

    def _both_passes(self) -> None:
        network = self.network
        self.dates = {row.key: Dates() for row in network.activities}
        for row in self.leaves:
            for above in self.above(row):
                self.dates[above.key].leaves.append(row.key)
        self.hands = {
            row.key: self._by_hand(row)
            for row in self.leaves
            if row.pinned_start is not None
            and row.actual_start is None
            and row.actual_finish is None
        }
        self.earliest = max(self.start, network.status or self.start)
        self.long_ago = max(calendar.all[1] for calendar in self.calendars.values())
        self.over_links: set[int] = set()
        for row in self.leaves:
            self._early(row)
        self.deciding = [row for row in self.leaves if row.active] or self.leaves
        self.early_end = max((self.dates[row.key].finish for row in self.deciding), default=0)
        self.longest = self._longest_path()
        self.end = self.early_end if network.finish is None else network.finish
        for row in reversed(self.leaves):
            self._late(row)

    # A finish that everything is as late for as it may be

    def _start_as_late_as_it_may(self) -> None:
        waiting = [
            self.dates[row.key].late_start
            for row in self.deciding
            if not self.has_begun(row.key) and row.key not in self.hands
            if row.actual_finish is None
        ]
        self.start = min(waiting, default=self.network.start)
        project = self.calendars[self.network.calendar]
        self.missing = max(0, project.count(self.start, self.network.start))

    def _to_late_dates(self, row: Activity) -> None:
        dates = self.dates[row.key]
        if dates.done or row.key in self.hands:
            return
        if not self.has_begun(row.key):
            dates.start = max(dates.late_start, dates.early_start)
            dates.finish = max(dates.late_finish, dates.early_finish)
        elif rest := self.rest(row):
            latest = self.minutes[row.key].walk(self._late_head(row.key), rest)
            dates.finish = max(dates.early_finish, latest)
        else:
            dates.finish = max(dates.early_finish, dates.late_finish)

    # What is critical

    def _longest_path(self) -> set[int]:
        """Return what links are followed back to from what finishes last."""
        ready = [
            row.key
            for row in self.deciding
            if self.dates[row.key].finish == self.early_end and not self.dates[row.key].done
        ]
        found = set(ready)
        while ready:
            key = ready.pop()
            row, dates = self.by_key[key], self.dates[key]
            must_start = row.constraint == ConstraintKind.MUST_START and not self.has_begun(key)
            if (
                key in self.hands
                or key in self.over_links
                or must_start
                or row.constraint == ConstraintKind.MUST_FINISH
            ):
                continue
            for link in self.into(key):
                if not self.holds(link, key):
                    continue
                driving = self.span(link.predecessor)[1 if link.type in {"FS", "FF"} else 0]
                if self.surplus(link, key, driving, self._end_at(link, key, dates.head)):
                    continue
                for source in self.counted(link.predecessor):
                    ends = self.span(source)
                    decides = driving in ends[1 if link.type in {"FS", "FF"} else 0 :][:1]
                    if decides and source not in found and not self.dates[source].done:
                        found.add(source)
                        ready.append(source)
        return found

    def _name_critical(self) -> None:
        for row in self.network.activities:
            dates = self.dates[row.key]
            if dates.done or not self.counts(row.key):
                continue
            below = dates.leaves or [row.key]
            if self.rules.critical == "longest path":
                dates.critical = not self.longest.isdisjoint(below)
            else:
                dates.critical = dates.total_float <= self.network.critical
            small = dates.total_float <= self.network.near_critical
            dates.near_critical = small and not dates.critical

    # What an activity is

    def length(self, row: Activity) -> int:
        return row.duration if row.kind == ActivityKind.WORK else 0

    def _by_hand(self, row: Activity) -> tuple[int, int]:
        start, minutes = row.pinned_start, self.minutes[row.key]
        assert start is not None
        if row.pinned_finish is not None and row.pinned_finish >= start:
            return start, row.pinned_finish
        length = self.length(row)
        if not length:
            return start, start
        return start, minutes.minute(minutes.place(start) + length - 1) + 1

    def counted(self, key: int) -> list[int]:
        """Return the leaves below a summary that it sums up; an activity itself."""
        leaves = self.dates[key].leaves or [key]
        return [leaf for leaf in leaves if self.by_key[leaf].active] or leaves

    def counts(self, key: int) -> bool:
        return any(self.by_key[leaf].active for leaf in self.dates[key].leaves or [key])

    def rest(self, row: Activity) -> int:
        if row.key in self.hands:
            return self.minutes[row.key].count(*self.hands[row.key])
        if row.actual_start is None or row.kind != ActivityKind.WORK:
            return self.length(row)
        if row.remaining is not None:
            return row.remaining
        exact = row.duration * (100 - row.percent_complete)
        return exact // 100 + (1 if exact % 100 >= 50 else 0)

    def is_done(self, key: int) -> bool:
        leaves = self.dates[key].leaves or [key]
        return all(self.by_key[leaf].actual_finish is not None for leaf in leaves)

    def has_begun(self, key: int) -> bool:
        return self.by_key[key].actual_start is not None

    # Links, put as counts of minutes

    def into(self, key: int) -> list[Link]:
        return [
            link
            for link in self.network.links
            if (link.successor == key or key in self.dates[link.successor].leaves)
            and self.counts(link.predecessor)
        ]

    def out_of(self, key: int) -> list[tuple[Link, int]]:
        """Return links that leave an activity or a summary above it, with each leaf they reach."""
        found = []
        for link in self.network.links:
            if key in self.counted(link.predecessor) and self.by_key[key].active:
                reached = self.dates[link.successor].leaves or [link.successor]
                found += [(link, leaf) for leaf in reached if self.by_key[leaf].active]
        return found

    def holds(self, link: Link, leaf: int) -> bool:
        """Tell whether a link still matters to a leaf that it leads to."""
        if not self.has_begun(leaf):
            return True
        return self.rules.progress == "retained logic" and not self.is_done(link.predecessor)

    def by_clock(self, link: Link) -> bool:
        """Tell whether a lag is counted in all time."""
        if link.lag_unit == "elapsed":
            return True
        return self.rules.lag_calendar == "all time" and link.calendar is None and link.lag != 0

    def lag_minutes(self, link: Link, leaf: int) -> Minutes:
        """Return the working time in which a lag is counted."""
        if link.calendar is not None:
            return self.calendars[link.calendar]
        if self.rules.lag_calendar == "predecessor":
            return self.minutes[link.predecessor]
        if self.rules.lag_calendar == "project":
            return self.calendars[self.network.calendar]
        return self.minutes[leaf]

    def lag(self, link: Link) -> int:
        if link.lag_unit != "percent":
            return link.lag
        row, dates = self.by_key[link.predecessor], self.dates[link.predecessor]
        if dates.leaves:
            start, finish = self.span(link.predecessor)
            length = self.minutes[link.predecessor].count(start, finish)
        else:
            length = self.length(row)
        exact = length * link.lag
        return exact // 100 + (1 if exact % 100 >= 50 else 0)

    def span(self, key: int, *, late: bool = False) -> tuple[int, int]:
        leaves = self.counted(key)
        if late:
            return (
                min(self.dates[leaf].late_start for leaf in leaves),
                max(self.dates[leaf].late_finish for leaf in leaves),
            )
        return (
            min(self.dates[leaf].early_start for leaf in leaves),
            max(self.dates[leaf].early_finish for leaf in leaves),
        )

    def surplus(self, link: Link, leaf: int, driving: int, driven: int) -> int:
        """Return by how many minutes a link to a leaf is more than kept; below zero: broken."""
        if self.by_clock(link):
            return self.minutes[leaf].count(driving + self.lag(link), driven)
        counted_in = self.lag_minutes(link, leaf)
        if counted_in is self.minutes[leaf]:
            return self.minutes[leaf].count(driving, driven) - self.lag(link)
        return self.minutes[leaf].count(counted_in.walk(driving, self.lag(link)), driven)

    # Early dates

    def _early(self, row: Activity) -> None:
        dates, minutes = self.dates[row.key], self.minutes[row.key]
        dates.done = row.actual_finish is not None
        if row.actual_finish is not None:
            assert row.actual_start is not None
            dates.start = dates.early_start = dates.late_start = row.actual_start
            dates.finish = dates.early_finish = dates.late_finish = row.actual_finish
            dates.at_end = minutes.ends(row.actual_finish)
            return
        if row.key in self.hands:
            start, finish = self.hands[row.key]
            self._place(row, start, finish, minutes.ends(finish))
            return
        self._place(row, *self._earliest(row))

    def _earliest(self, row: Activity, *, late: bool = False) -> tuple[int, int, bool]:
        """Return the first start and finish; ``late``: while all that it waits for is late."""
        minutes = self.minutes[row.key]
        links = [link for link in self.into(row.key) if self.holds(link, row.key)]
        base, floors, finish_floor, pin = self._floors(row, links)

        def kept(start: int, finish: int, at_end: bool) -> bool:
            if at_end and start < max(*floors, finish_floor):
                return False
            return (
                all(minutes.count(floor, start) >= 0 for floor in floors)
                and minutes.count(finish_floor, finish) >= 0
                and all(self._keeps(link, row.key, start, finish, at_end, late) for link in links)
            )

        def fixed(at: int, of_start: bool) -> tuple[int, int, bool]:
            def reached(start: int, finish: int, at_end: bool) -> bool:
                if at_end and start < max(*base, at):
                    return False
                return minutes.count(at, start if of_start else finish) >= 0

            return self._first(row, max(base), reached)

        if pin is not None:
            return fixed(pin, row.constraint == ConstraintKind.MUST_START)
        found = self._first(row, max(base), kept)
        if self.rules.dates_over_links and row.actual_start is None:
            for of_start, at in self._not_later(row):
                if minutes.count(found[0] if of_start else found[1], at) < 0:
                    found = fixed(at, of_start)
                    self.over_links.add(row.key)
        return found

    def _first(
        self, row: Activity, since: int, kept: Callable[[int, int, bool], bool]
    ) -> tuple[int, int, bool]:
        """Return the first start and finish since an instant at which rules are kept.

        A moment may also lie where the work before it ends; then the last value is true.
        """
        minutes, rest = self.minutes[row.key], self.rest(row)

        def ends(place: int) -> tuple[int, int]:
            start = minutes.minute(place)
            return start, minutes.minute(place + rest - 1) + 1 if rest else start

        places = range(max(1, minutes.place(since)), len(minutes.all) - rest)
        number = bisect_left(places, True, key=lambda place: kept(*ends(place), False))
        if number == len(places) or (number == 0 and since == self.long_ago):
            raise OutOfTable
        place = places[number]
        before = minutes.minute(place - 1) + 1
        if rest == 0 and kept(before, before, True):
            return before, before, True
        return *ends(place), False

    def _not_later(self, row: Activity) -> list[tuple[bool, int]]:
        """Return what "no later than" says of a leaf: whether of its start, and when."""
        return [
            (holder.constraint == "snlt", holder.constraint_at)
            for holder in (row, *self.above(row))
            if holder.constraint in {"snlt", "fnlt"} and holder.constraint_at is not None
        ]

    def _floors(
        self, row: Activity, links: list[Link]
    ) -> tuple[list[int], list[int], int, int | None]:
        """Return what holds a start by itself, with constraints, a finish, and a pinned date."""
        begun, minutes = row.actual_start, self.minutes[row.key]
        floors = base = [self.earliest, self.long_ago]
        if self.rules.before_start:
            base = [self.network.status or self.long_ago, self.long_ago]
            if links and all(link.type != "FF" for link in links):
                floors = list(base)
        if begun is not None:
            floors = [begun, self.long_ago]
            if self.network.status is not None:
                floors.append(self.network.status)
            elif row.kind == ActivityKind.WORK:
                done = max(0, row.duration - self.rest(row))
                floors.append(minutes.minute(minutes.place(begun) + done))
            base = floors
        floors = list(floors)
        for holder in (row, *self.above(row)):
            if holder.constraint == ConstraintKind.START_NO_EARLIER and begun is None:
                assert holder.constraint_at is not None
                floors.append(holder.constraint_at)
        finish_floor, pin = self.long_ago, None
        if row.constraint == ConstraintKind.FINISH_NO_EARLIER:
            assert row.constraint_at is not None
            finish_floor = row.constraint_at
        if row.constraint == ConstraintKind.MUST_FINISH or (
            row.constraint == ConstraintKind.MUST_START and begun is None
        ):
            pin = row.constraint_at
        return base, floors, finish_floor, pin

    def _place(self, row: Activity, start: int, finish: int, at_end: bool) -> None:
        dates = self.dates[row.key]
        dates.head, dates.at_end = start, at_end
        dates.early_start = start if row.actual_start is None else row.actual_start
        dates.early_finish = max(finish, dates.early_start)
        dates.start, dates.finish = dates.early_start, dates.early_finish

    def _keeps(
        self, link: Link, key: int, start: int, finish: int, at_end: bool, late: bool
    ) -> bool:
        first, last = self.span(link.predecessor, late=late)
        from_finish = link.type in {"FS", "FF"}
        driving = last if from_finish else first
        surplus = self.surplus(link, key, driving, finish if link.type in {"FF", "SF"} else start)
        if surplus != 0 or not at_end:
            return surplus >= 0
        source = self.by_key[link.predecessor]
        if source.key in self.hands:
            source_at_end = self.dates[source.key].at_end
            source_at_end = source_at_end and (from_finish or self.rest(source) == 0)
            return source_at_end and self._not_too_early(link, key, start, driving)
        summary = bool(self.dates[link.predecessor].leaves)
        if summary or self.rest(source) > 0 or (self.is_done(source.key) and self.length(source)):
            source_at_end = from_finish
            if from_finish and not summary and self.is_done(source.key):
                source_at_end = self.dates[source.key].at_end
        elif self.is_done(source.key) or from_finish or not self.has_begun(source.key):
            source_at_end = self.dates[source.key].at_end
        else:
            source_at_end = False
        return source_at_end and self._not_too_early(link, key, start, driving)

    def _not_too_early(self, link: Link, leaf: int, start: int, driving: int) -> bool:
        if self.by_clock(link):
            return start >= driving + self.lag(link)
        counted_in = self.lag_minutes(link, leaf)
        if counted_in is not self.minutes[leaf]:
            return start >= counted_in.walk(driving, self.lag(link))
        return self.lag(link) != 0 or start >= driving

    def above(self, row: Activity) -> list[Activity]:
        found = []
        while row.parent is not None:
            row = self.by_key[row.parent]
            found.append(row)
        return found

    # Late dates and floats

    def _late(self, row: Activity) -> None:
        dates = self.dates[row.key]
        if dates.done:
            return
        limits: list[int] = [self.end]
        start_limit = None
        for holder in (row, *self.above(row)):
            if holder.deadline is not None:
                limits.append(holder.deadline)
            if row.key in self.hands:
                continue
            if holder.constraint in {"fnlt", "mfo"} and holder.constraint_at is not None:
                limits.append(holder.constraint_at)
        if row.key in self.hands and self.network.finish is not None:
            limits.append(self.hands[row.key][1])
        if row.constraint in {"snlt", "mso"} and row.actual_start is None:
            start_limit = None if row.key in self.hands else row.constraint_at
        place = self._latest(row, limits, start_limit, late=True)
        instants = limits if start_limit is None else [*limits, start_limit]
        self._set_late(row, place, instants)

    def _set_late(self, row: Activity, place: int, limits: list[int]) -> None:
        dates, minutes, rest = self.dates[row.key], self.minutes[row.key], self.rest(row)
        dates.late_finish = minutes.minute(place + rest - 1) + 1
        dates.late_head = minutes.minute(place) if rest else dates.late_finish
        if not rest and self._may_begin(row, minutes.minute(place), limits):
            dates.late_at_start = True
            dates.late_finish = dates.late_head = minutes.minute(place)
        begun = row.actual_start
        dates.late_start = dates.late_head if begun is None else begun

    def _may_begin(self, row: Activity, begins: int, limits: list[int]) -> bool:
        """Tell whether a moment may lie where work begins, not only where the work before ends."""
        if any(limit < begins for limit in limits):
            return False
        for link, leaf in self.out_of(row.key):
            after, rest = self.dates[leaf], self.rest(self.by_key[leaf])
            if after.done or not self._limits(link, row.key, leaf):
                continue
            driven = self._late_end(link, leaf)
            if self.surplus(link, leaf, begins, driven) < 0:
                return False
            by_clock = self.by_clock(link) or link.predecessor != row.key
            if self.lag(link) and self.lag_minutes(link, leaf) is not self.minutes[leaf]:
                by_clock = True
            if by_clock or self.minutes[leaf] is not self.minutes[row.key]:
                continue
            at_start = after.late_at_start if rest == 0 else link.type in {"FS", "SS"}
            if self.surplus(link, leaf, begins, driven) == 0 and not at_start:
                return False
        return True

    def _limits(self, link: Link, key: int, leaf: int) -> bool:
        """Tell whether a link that leaves a leaf, or a summary above it, limits it for another."""
        if self.has_begun(leaf) and self.rules.progress == "progress override":
            return False
        if link.type in {"FS", "FF"}:
            return True
        if self.has_begun(key) or key in self.hands:
            return False
        leaves = self.counted(link.predecessor)
        return min(leaves, key=lambda other: self.dates[other].early_start) == key

    def _late_end(self, link: Link, leaf: int) -> int:
        """Return the late instant of the end of a leaf that a link drives."""
        return self._end_at(link, leaf, self._late_head(leaf))

    def _late_head(self, leaf: int) -> int:
        after, row = self.dates[leaf], self.by_key[leaf]
        assert after.late_head is not None
        if self.has_begun(leaf) and self.network.status is None and self.rest(row):
            # Work goes on without a pause where nobody said what has been done by when.
            return min(after.late_head, after.head)
        return after.late_head

    def _end_at(self, link: Link, leaf: int, head: int) -> int:
        if link.type in {"FS", "SS"}:
            return head
        minutes = self.minutes[leaf]
        place = minutes.place(head) + self.rest(self.by_key[leaf])
        return minutes.minute(place - 1) + 1

    def _latest(
        self, row: Activity, limits: list[int], start_limit: int | None, *, late: bool
    ) -> int:
        """Return the last place in the list of minutes at which all that follows stays possible."""
        minutes, rest = self.minutes[row.key], self.rest(row)

        def broken(place: int) -> bool:
            finish = minutes.minute(place + rest - 1) + 1
            start = minutes.minute(place) if rest else finish
            if any(minutes.count(finish, limit) < 0 for limit in limits):
                return True
            if start_limit is not None and minutes.count(start, start_limit) < 0:
                return True
            return not all(
                self._allows(link, leaf, row.key, start, finish, late=late)
                for link, leaf in self.out_of(row.key)
            )

        # Beyond the last limit nothing is possible anyhow.
        places = range(1, minutes.place(min(limits)) + 2)
        number = bisect_left(places, True, key=broken)
        if number == 0:
            raise OutOfTable
        return places[number - 1]

    def _allows(
        self, link: Link, leaf: int, key: int, start: int, finish: int, *, late: bool
    ) -> bool:
        after = self.dates[leaf]
        if after.done or not self._limits(link, key, leaf):
            return True
        driving = finish if link.type in {"FS", "FF"} else start
        head = self._late_head(leaf) if late else after.head
        return self.surplus(link, leaf, driving, self._end_at(link, leaf, head)) >= 0

    def _as_late(self, row: Activity) -> None:
        dates, minutes = self.dates[row.key], self.minutes[row.key]
        if row.constraint != ConstraintKind.AS_LATE_AS_POSSIBLE or self.has_begun(row.key):
            return
        if row.key in self.hands:
            return
        place = self._latest(row, [dates.late_finish], None, late=False)
        rest = self.rest(row)
        finish = minutes.minute(place + rest - 1) + 1
        if minutes.count(dates.finish, finish) > 0:
            dates.finish = finish
            dates.start = dates.head = minutes.minute(place) if rest else finish

    def _floats(self, row: Activity) -> None:
        dates, minutes = self.dates[row.key], self.minutes[row.key]
        if dates.done:
            return
        dates.total_float = minutes.count(dates.finish, dates.late_finish)
        place = self._latest(row, [self.end], None, late=False)
        dates.free_float = minutes.count(
            dates.finish, minutes.minute(place + self.rest(row) - 1) + 1
        )
        moves = 0
        if row.key not in self.hands:
            moves = max(0, minutes.count(dates.head, self._earliest(row, late=True)[0]))
        dates.independent_float = max(0, dates.free_float - moves)

    def _sum(self, key: int) -> None:
        dates = self.dates[key]
        rows = [self.dates[leaf] for leaf in self.counted(key)]
        for name in ("start", "early_start", "late_start"):
            setattr(dates, name, min(getattr(row, name) for row in rows))
        for name in ("finish", "early_finish", "late_finish"):
            setattr(dates, name, max(getattr(row, name) for row in rows))
        dates.done = all(row.done for row in rows)
        dates.total_float = min((row.total_float for row in rows if not row.done), default=0)

    def answer(self, key: int) -> dict[str, Any]:
        """Return what is compared with the fast scheduler of one activity."""
        dates = self.dates[key]
        names = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
        result: dict[str, Any] = {name: getattr(dates, name) for name in names}
        result |= {"total_float": dates.total_float, "done": dates.done}
        result |= {"critical": dates.critical, "near_critical": dates.near_critical}
        if not dates.leaves:
            result["free_float"] = dates.free_float
        return result

    def project(self) -> dict[str, Any]:
        """Return what is compared of the whole project."""
        start = self.network.start
        if self.leaves:
            start = min(self.dates[row.key].start for row in self.deciding)
            if self.network.finish is None:
                start = min(self.dates[row.key].early_start for row in self.deciding)
        finish = self.early_end if self.network.finish is None else 0
        if self.network.finish is not None:
            finish = max(self.dates[row.key].finish for row in self.deciding)
        return {"project_start": start, "project_finish": finish, "missing": self.missing}
