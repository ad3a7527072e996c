"""A slow, obvious scheduler to hold beside the fast one; it shares no code with it.

Working time is a plain list of the minutes on which work is done. Every date is found by trying one
minute after the other until all rules hold, each rule put as a count of minutes between two
instants. Only the frozen inputs are the program's own.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from leadbench.analysis.inputs import Activity, ActivityKind, ConstraintKind, Link, Network

Week = dict[int, list[tuple[int, int]]]
Special = dict[int, list[tuple[int, int]]]


class Minutes:
    """Working minutes of a week with exceptions (by day since 1970), within a horizon of days."""

    def __init__(self, week: Week, special: Special, first_day: int, last_day: int) -> None:
        self.all: list[int] = []
        for day in range(first_day, last_day):
            hours = special.get(day, week.get((day + 3) % 7, []))  # day 0 was a Thursday
            for start, end in sorted(hours):
                self.all.extend(range(day * 1440 + start, day * 1440 + end))

    def count(self, first: int, last: int) -> int:
        """Count the working minutes from one instant to another, below zero backwards."""
        return bisect_left(self.all, last) - bisect_left(self.all, first)


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
    at_end: bool = False
    late_at_start: bool = False
    done: bool = False
    leaves: list[int] = field(default_factory=list)


class Slow:
    """Schedules a network minute by minute; ``dates`` is keyed like the activities.

    Links must lead forwards in the outline, so that the outline's order is a valid one.
    """

    def __init__(self, network: Network, minutes: dict[int, Minutes]) -> None:
        self.network = network
        self.by_key = {row.key: row for row in network.activities}
        self.minutes = {
            row.key: minutes[network.calendar if row.calendar is None else row.calendar]
            for row in network.activities
        }
        self.dates = {row.key: Dates() for row in network.activities}
        parents = {row.parent for row in network.activities}
        self.leaves = [row for row in network.activities if row.key not in parents]
        for row in self.leaves:
            above = row.parent
            while above is not None:
                self.dates[above].leaves.append(row.key)
                above = self.by_key[above].parent
        self.hands = {
            row.key: self._by_hand(row)
            for row in self.leaves
            if row.pinned_start is not None
            and row.actual_start is None
            and row.actual_finish is None
        }
        self.earliest = max(network.start, network.status or network.start)
        for row in self.leaves:
            self._early(row)
        if self.leaves:
            counted = [row for row in self.leaves if row.active] or self.leaves
            self.end = max(self.dates[row.key].finish for row in counted)
        for row in reversed(self.leaves):
            self._late(row)
        for row in reversed(self.leaves):
            self._as_late(row)
        for row in self.leaves:
            self._floats(row)
        for row in network.activities:
            if row.key in parents:
                self._sum(row.key)

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
        return start, minutes.all[bisect_left(minutes.all, start) + length - 1] + 1

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

    def span(self, key: int) -> tuple[int, int]:
        leaves = self.counted(key)
        return (
            min(self.dates[leaf].early_start for leaf in leaves),
            max(self.dates[leaf].early_finish for leaf in leaves),
        )

    def surplus(self, link: Link, leaf: int, driving: int, driven: int) -> int:
        """Return by how many minutes a link to a leaf is more than kept; below zero: broken."""
        if link.lag_unit == "elapsed":
            return self.minutes[leaf].count(driving + link.lag, driven)
        return self.minutes[leaf].count(driving, driven) - self.lag(link)

    # Early dates

    def _early(self, row: Activity) -> None:
        dates, minutes = self.dates[row.key], self.minutes[row.key]
        dates.done = row.actual_finish is not None
        if row.actual_finish is not None:
            assert row.actual_start is not None
            dates.start = dates.early_start = dates.late_start = row.actual_start
            dates.finish = dates.early_finish = dates.late_finish = row.actual_finish
            dates.at_end = row.actual_finish - 1 in set(minutes.all)
            return
        if row.key in self.hands:
            start, finish = self.hands[row.key]
            self._place(row, start, finish, finish - 1 in set(minutes.all))
            return
        base, floors, finish_floor, pin = self._floors(row)
        rest = self.rest(row)
        links = [
            link
            for link in self.into(row.key)
            if not (row.actual_start is not None and self.is_done(link.predecessor))
        ]
        for place in range(bisect_left(minutes.all, max(base)), len(minutes.all) - rest):
            for at_end in (True, False) if rest == 0 else (False,):
                start = minutes.all[place - 1] + 1 if at_end else minutes.all[place]
                finish = minutes.all[place + rest - 1] + 1 if rest else start
                if pin is not None:
                    pinned_end = start if row.constraint == ConstraintKind.MUST_START else finish
                    kept = minutes.count(pin, pinned_end) >= 0
                    kept = kept and (not at_end or start >= max(*base, pin))
                else:
                    kept = all(minutes.count(floor, start) >= 0 for floor in floors)
                    kept = kept and minutes.count(finish_floor, finish) >= 0
                    kept = kept and (not at_end or start >= max(*floors, finish_floor))
                    kept = kept and all(
                        self._keeps(link, row.key, start, finish, at_end) for link in links
                    )
                if kept:
                    self._place(row, start, finish, at_end)
                    return
        message = "the horizon is too short"
        raise AssertionError(message)

    def _floors(self, row: Activity) -> tuple[list[int], list[int], int, int | None]:
        """Return what holds a start by itself, with constraints, a finish, and a pinned date."""
        begun, minutes = row.actual_start, self.minutes[row.key]
        floors = [self.earliest]
        if begun is not None:
            floors = [begun]
            if self.network.status is not None:
                floors.append(self.network.status)
            elif row.kind == ActivityKind.WORK:
                done = max(0, row.duration - self.rest(row))
                floors.append(minutes.all[bisect_left(minutes.all, begun) + done])
        base = list(floors)
        for holder in (row, *self.above(row)):
            if holder.constraint == ConstraintKind.START_NO_EARLIER and begun is None:
                assert holder.constraint_at is not None
                floors.append(holder.constraint_at)
        finish_floor, pin = minutes.all[0], None
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

    def _keeps(self, link: Link, key: int, start: int, finish: int, at_end: bool) -> bool:
        first, last = self.span(link.predecessor)
        from_finish = link.type in {"FS", "FF"}
        driving = last if from_finish else first
        surplus = self.surplus(link, key, driving, finish if link.type in {"FF", "SF"} else start)
        if surplus != 0 or not at_end:
            return surplus >= 0
        source = self.by_key[link.predecessor]
        if source.key in self.hands:
            source_at_end = self.dates[source.key].at_end
            source_at_end = source_at_end and (from_finish or self.rest(source) == 0)
            return source_at_end and self._not_too_early(link, start, driving)
        summary = bool(self.dates[link.predecessor].leaves)
        if summary or self.rest(source) > 0 or (self.is_done(source.key) and self.length(source)):
            source_at_end = from_finish
            if from_finish and not summary and self.is_done(source.key):
                source_at_end = self.dates[source.key].at_end
        elif self.is_done(source.key) or from_finish or not self.has_begun(source.key):
            source_at_end = self.dates[source.key].at_end
        else:
            source_at_end = False
        return source_at_end and self._not_too_early(link, start, driving)

    def _not_too_early(self, link: Link, start: int, driving: int) -> bool:
        if link.lag_unit == "elapsed":
            return start >= driving + link.lag
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
        if row.constraint in {"snlt", "mso"} and row.actual_start is None:
            start_limit = None if row.key in self.hands else row.constraint_at
        place = self._latest(row, limits, start_limit, late=True)
        instants = limits if start_limit is None else [*limits, start_limit]
        self._set_late(row, place, instants)

    def _set_late(self, row: Activity, place: int, limits: list[int]) -> None:
        dates, minutes, rest = self.dates[row.key], self.minutes[row.key], self.rest(row)
        dates.late_finish = minutes.all[place + rest - 1] + 1
        dates.late_head = minutes.all[place] if rest else dates.late_finish
        if not rest and self._may_begin(row, minutes.all[place], limits):
            dates.late_at_start = True
            dates.late_finish = dates.late_head = minutes.all[place]
        begun = row.actual_start
        dates.late_start = dates.late_head if begun is None else begun

    def _may_begin(self, row: Activity, begins: int, limits: list[int]) -> bool:
        """Tell whether a moment may lie where work begins, not only where the work before ends."""
        if any(limit < begins for limit in limits):
            return False
        for link, leaf in self.out_of(row.key):
            after, rest = self.dates[leaf], self.rest(self.by_key[leaf])
            if after.done or not self._limits(link, row.key):
                continue
            driven = self._late_end(link, leaf)
            if self.surplus(link, leaf, begins, driven) < 0:
                return False
            by_clock = link.lag_unit == "elapsed" or link.predecessor != row.key
            if by_clock or self.minutes[leaf] is not self.minutes[row.key]:
                continue
            at_start = after.late_at_start if rest == 0 else link.type in {"FS", "SS"}
            if self.surplus(link, leaf, begins, driven) == 0 and not at_start:
                return False
        return True

    def _limits(self, link: Link, key: int) -> bool:
        """Tell whether a link that leaves a leaf, or a summary above it, limits the leaf."""
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
        place = bisect_left(minutes.all, head) + self.rest(self.by_key[leaf])
        return minutes.all[place - 1] + 1

    def _latest(
        self, row: Activity, limits: list[int], start_limit: int | None, *, late: bool
    ) -> int:
        """Return the last place in the list of minutes at which all that follows stays possible."""
        minutes, rest = self.minutes[row.key], self.rest(row)
        # Beyond the last limit nothing is possible anyhow.
        for place in range(bisect_left(minutes.all, min(limits)) + 1, 0, -1):
            finish = minutes.all[place + rest - 1] + 1
            start = minutes.all[place] if rest else finish
            if any(minutes.count(finish, limit) < 0 for limit in limits):
                continue
            if start_limit is not None and minutes.count(start, start_limit) < 0:
                continue
            if all(
                self._allows(link, leaf, row.key, start, finish, late=late)
                for link, leaf in self.out_of(row.key)
            ):
                return place
        message = "the horizon is too short"
        raise AssertionError(message)

    def _allows(
        self, link: Link, leaf: int, key: int, start: int, finish: int, *, late: bool
    ) -> bool:
        after = self.dates[leaf]
        if after.done or not self._limits(link, key):
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
        finish = minutes.all[place + rest - 1] + 1
        if minutes.count(dates.finish, finish) > 0:
            dates.finish = finish
            dates.start = dates.head = minutes.all[place] if rest else finish

    def _floats(self, row: Activity) -> None:
        dates, minutes = self.dates[row.key], self.minutes[row.key]
        if dates.done:
            return
        dates.total_float = minutes.count(dates.finish, dates.late_finish)
        place = self._latest(row, [self.end], None, late=False)
        dates.free_float = minutes.count(dates.finish, minutes.all[place + self.rest(row) - 1] + 1)

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
        """Return what is compared with the fast scheduler."""
        dates = self.dates[key]
        names = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
        result: dict[str, Any] = {name: getattr(dates, name) for name in names}
        result |= {"total_float": dates.total_float, "done": dates.done}
        if not dates.leaves:
            result["free_float"] = dates.free_float
        return result
