"""The names of the elements of Microsoft Project XML that are read; all others are passed over."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTAINERS = _words(
    "Project Calendars Calendar WeekDays WeekDay WorkingTimes WorkingTime TimePeriod Exceptions"
    " Exception WorkWeeks WorkWeek Tasks Task PredecessorLink Baseline Resources Resource"
    " Assignments Assignment"
)
_OF_PROJECT = _words(
    "Name Title StartDate FinishDate StatusDate ScheduleFromStart CalendarUID MinutesPerDay"
    " MinutesPerWeek DaysPerMonth CriticalSlackLimit CurrencyCode HonorConstraints"
)
_OF_CALENDARS = _words(
    "UID Name BaseCalendarUID DayType DayWorking FromTime ToTime FromDate ToDate"
    " EnteredByOccurrences Occurrences Type Period DaysOfWeek MonthItem MonthPosition Month"
    " MonthDay"
)
_OF_TASKS = _words(
    "UID ID Name IsNull WBS OutlineNumber OutlineLevel Summary Milestone Active Manual"
    " ExternalTask Duration DurationFormat Estimated PercentComplete ActualStart ActualFinish"
    " RemainingDuration ConstraintType ConstraintDate Deadline CalendarUID"
    " IgnoreResourceCalendar LevelingDelay Work FixedCost Cost Notes Start Finish EarlyStart"
    " EarlyFinish LateStart LateFinish TotalSlack FreeSlack Critical ManualStart ManualFinish"
    " Number"
)
_OF_LINKS = _words("PredecessorUID Type LinkLag LagFormat CrossProject")
_OF_RESOURCES = _words(
    "UID Name Type IsNull Group EmailAddress CalendarUID MaxUnits StandardRate CostPerUse"
    " IsCostResource IsGeneric Notes"
)
_OF_ASSIGNMENTS = _words("TaskUID ResourceUID Units Work Cost")

WANTED = (
    _CONTAINERS
    | _OF_PROJECT
    | _OF_CALENDARS
    | _OF_TASKS
    | _OF_LINKS
    | _OF_RESOURCES
    | _OF_ASSIGNMENTS
)
"""Every name that is read, wherever it stands."""
