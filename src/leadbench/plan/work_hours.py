"""Which calendar an activity follows: the project's, its own, its people's, or the clock.

docs/scheduling-rules.md, "Calendars", states the rule.
"""

from collections.abc import Mapping

from leadbench.analysis.calendar_sets import CONTINUOUS, intersection, union
from leadbench.analysis.calendars import WorkCalendar
from leadbench.errors import Refused
from leadbench.plan.contents import Contents
from leadbench.plan.tables import Responsibility
from leadbench.store import Change

ELAPSED = 0
"""The key of the calendar by which elapsed durations run; no calendar of a plan has it."""
_WORK = frozenset({Responsibility.ACCOUNTABLE.value, Responsibility.RESPONSIBLE.value})
_PEOPLE = frozenset({"person", "role"})


def changed_by(change: Change, contents: Contents) -> bool:
    """Tell whether a change may have altered which calendars the people of activities follow."""
    if "assignment" in change.tables and _anybody(contents):
        return True
    return any(
        (row.before or {}).get("calendar_id") != (row.after or {}).get("calendar_id")
        for row in change.rows
        if row.table in _PEOPLE
    )


def _anybody(contents: Contents) -> bool:
    return any(row.calendar_id is not None for row in contents.people.values()) or any(
        row.calendar_id is not None for row in contents.roles.values()
    )


class WorkHours:
    """Finds the calendar of each activity of a project.

    Parameters
    ----------
    contents
        The rows.
    project_calendar
        The key of the project's calendar.
    calendars
        Known calendars by key. Those that follow from several of them are added with keys below
        zero, the one of elapsed time with 0.
    """

    def __init__(
        self, contents: Contents, project_calendar: int, calendars: Mapping[int, WorkCalendar]
    ) -> None:
        self.contents = contents
        self.project_calendar = project_calendar
        self.calendars = dict(calendars)
        self.personal = _anybody(contents)
        self._found: dict[tuple[int | None, frozenset[int | None]], int | None] = {}

    def key(self, activity: int, own: int | None, *, elapsed: bool, own_only: bool) -> int | None:
        """Return the key of the calendar that an activity follows; None for the project's.

        Parameters
        ----------
        activity, own
            The activity, and the calendar that it was given itself.
        elapsed
            Whether its duration counts all time.
        own_only
            Whether the calendars of its people do not matter.
        """
        if elapsed:
            self.calendars.setdefault(ELAPSED, CONTINUOUS)
            return ELAPSED
        if not self.personal or (own_only and own is not None):
            return own
        people = frozenset(self._people(activity))
        if not people:
            return own
        if (own, people) not in self._found:
            self._found[own, people] = self._combined(own, people)
        return self._found[own, people]

    def _people(self, activity: int) -> list[int | None]:
        contents = self.contents
        found = []
        for row in contents.assignments_of(activity):
            if row.responsibility not in _WORK:
                continue
            personal = None
            if row.person_id is not None:
                personal = contents.people[row.person_id].calendar_id
            if personal is None:
                personal = contents.roles[row.role_id].calendar_id
            found.append(personal)
        return found

    def _combined(self, own: int | None, people: frozenset[int | None]) -> int | None:
        base = self.project_calendar if own is None else own
        # Somebody without a calendar works whenever the activity's own calendar does.
        keys = {base if key is None else key for key in people}
        if keys == {base} or (own is not None and base in keys):
            return own
        if own is None and len(keys) == 1:
            return keys.pop()
        together = union([self.calendars[key] for key in sorted(keys)])
        if own is not None:
            try:
                together = intersection([self.calendars[own], together])
            except Refused:
                # They never work at the same time; then the activity's own calendar holds.
                return own
        for key, calendar in self.calendars.items():
            if key < 0 and calendar == together:
                return key
        key = min(0, *self.calendars) - 1
        self.calendars[key] = together
        return key
